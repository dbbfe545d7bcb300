"""The only way into the warehouse: one writer at a time, one transaction, facts only ever added."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa

from warehouse import sql
from warehouse.contracts import OBSERVATION, TARGET, TARGET_SOURCE, conformed, numbered, with_added
from warehouse.errors import UnknownRow
from warehouse.migrations import SCHEMA, open_warehouse
from warehouse.slots import slotted
from warehouse.store import fault, faults_named, lock_held, write_version

REFERENCE_TABLES: Final = (
    "place", "place_name", "place_region", "place_code", "place_alias", "tile", "document",
    "labour_force", "set_aside",
)  # fmt: skip
ADDED_ORIGINS: Final = ("hand", "upload")
UPLOAD_EVENTS: Final = ("loaded", "undone", "redone")
VIETNAM: Final = timezone(timedelta(hours=7))


class Changes(NamedTuple):
    """How many rows a sync added, superseded and withdrew."""

    added: int
    superseded: int
    withdrawn: int


class Standing(NamedTuple):
    """Positions of arriving figures that stand as they are; those that replace another, with what stands."""

    same: pa.Array
    changed: pa.Table


def now_in_vietnam() -> datetime:
    """The present moment, with the date it has in Việt Nam."""
    return datetime.now(VIETNAM)


def _text(name: str) -> str:
    return sql.text("statements", name)


class Writer:
    """One transaction of one person or command; `changed` says whether the data version must move."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, by: str) -> None:
        self._connection, self.by = connection, by
        self.version = _data_version(connection) + 1
        self.changed = False
        self.noted = False
        self._batch = 0

    def replace_reference(self, table_name: str, table: pa.Table) -> bool:
        """Replace the content of one reference table; whether it differed."""
        if table_name not in REFERENCE_TABLES:
            raise ValueError(f"not a reference table: {table_name}")
        with self._registered(arriving_rows=table):
            compared = _text("reference_differs").replace("{table}", table_name)
            differs = bool((sql.row(self._connection, compared) or (False,))[0])
            if differs:
                sql.run(self._connection, _text("replace_reference").replace("{table}", table_name))
        self.changed |= differs
        return differs

    def sync_observations(self, table: pa.Table, now: datetime) -> Changes:
        """Bring the facts among the observations to exactly these rows, by adding rows only."""
        with self._registered(arriving_rows=conformed(table, OBSERVATION)):
            sql.run(self._connection, _text("arrive_observations"))
        return self._sync("sync_observations", now)

    def sync_targets(self, targets: pa.Table, sources: pa.Table, now: datetime) -> Changes:
        """Bring the facts among the targets, and their pages, to exactly these rows, by adding rows only."""
        with self._registered(arriving_rows=conformed(targets, TARGET)):
            sql.run(self._connection, _text("arrive_targets"))
        changes = self._sync("sync_targets", now)
        sql.run(self._connection, _text("identify_synced"))
        self._name_sources(sources, now)
        return changes

    def add_observations(self, table: pa.Table, origin: str, now: datetime) -> list[str]:
        """Add observations made by hand or read from an upload; their identifiers in the order of the rows."""
        self.load_observations(table, origin, now)
        asked = _text("added_observations")
        found = sql.run(self._connection, asked, version=self.version, batch=self._batch, now=now, rows=table.num_rows)
        return [str(row[0]) for row in found.fetchall()]

    def load_observations(self, table: pa.Table, origin: str, now: datetime) -> int:
        """Add observations as `add_observations` does, a million at once; how many they are."""
        with self._registered(arriving_rows=numbered(conformed(table, with_added(OBSERVATION)))):
            self._refuse_unknown("unknown_observations")
            before = self.changed
            added = int(self._add("add_observations", origin, now)[0])
        self.changed = before or added > 0
        return added

    def add_targets(self, table: pa.Table, origin: str, now: datetime, sources: pa.Table | None = None) -> list[str]:
        """Add targets made by hand or read from an upload; their identifiers in the order of the rows."""
        with self._registered(arriving_rows=conformed(table, with_added(TARGET))):
            sql.run(self._connection, _text("arrive_targets"))
        self._refuse_unknown("unknown_targets")
        added = self._add("add_targets", origin, now)
        if sources is not None:
            sql.run(self._connection, _text("identify_added"), version=self.version, batch=self._batch)
            self._name_sources(sources, now)
        return added

    def withdraw_observation(self, observation_id: str, reason: str, now: datetime | None = None) -> str:
        """Withdraw one observation; the identifier of the withdrawal row."""
        return self._withdraw("withdraw_observation", observation_id, reason, now, observation_id=observation_id)

    def withdraw_target(self, target_id: str, reason: str, now: datetime | None = None) -> str:
        """Withdraw one target; the identifier of the withdrawal row."""
        return self._withdraw("withdraw_target", target_id, reason, now, target_id=target_id)

    def record_build(
        self,
        started_at: datetime,
        finished_at: datetime,
        code_version: str,
        data_digest: str,
        data_date: date | None,
        changes: Changes,
    ) -> int:
        """Record a run of the build, in place of the last if that changed nothing; the version stays."""
        self.noted = True
        return int(
            self._insert(
                "record_build",
                started_at=started_at,
                finished_at=finished_at,
                code_version=code_version,
                data_digest=data_digest,
                data_date=data_date,
                changed=self.changed,
                **changes._asdict(),
            )
        )

    def add_upload(
        self,
        file_name: str,
        sha256: str,
        bytes: int,
        rows_read: int,
        now: datetime,
        as_of: date | None = None,
        reason: str | None = None,
    ) -> str:
        """Note a received file; its upload_id, which the rows read from it carry."""
        self._batch += 1
        self.changed = True
        return self._insert(
            "add_upload", file_name=file_name, sha256=sha256, bytes=bytes, rows_read=rows_read,
            now=now, as_of=as_of, reason=reason, **self._stamp(),
        )  # fmt: skip

    def add_upload_event(self, upload_id: str, event: str, now: datetime, reason: str | None = None) -> None:
        """Note that an upload was loaded, undone or redone."""
        if event not in UPLOAD_EVENTS:
            raise ValueError(f"not an event of an upload: {event}")
        self._insert_of(
            upload_id,
            "add_upload_event",
            upload_id=upload_id,
            event=event,
            now=now,
            reason=reason,
            by=self.by,
        )
        self.changed = True

    def standing_upload(self, sha256: str) -> str | None:
        """The latest upload of this content that is not undone; None where there is none."""
        found = sql.row(self._connection, _text("standing_upload"), sha256=sha256)
        return None if found is None else str(found[0])

    def last_upload_event(self, upload_id: str) -> tuple[str, str]:
        """The SHA-256 of an upload and what happened to it last; UnknownRow where there is no such upload."""
        found = sql.row(self._connection, _text("last_upload_event"), upload_id=upload_id)
        if found is None:
            raise UnknownRow([upload_id])
        return str(found[1]), str(found[2])

    def compare_observations(self, table: pa.Table) -> Standing:
        """Arriving figures beside the standing ones of their place, series, period and state; new ones in neither."""
        with self._registered(**slotted(table)):
            sql.run(self._connection, _text("compare_observations"))
        same, changed = (
            sql.run(self._connection, _text(name)).to_arrow_table()
            for name in ("same_observations", "changed_observations")
        )
        return Standing(same.column("position").combine_chunks(), changed)

    def standing_figures(self, table: pa.Table, first_year: int, last_year: int) -> pa.Table:
        """The standing observations of the same places and indicators that end in these years."""
        with self._registered(arriving_rows=table):
            asked = _text("standing_figures")
            return sql.run(self._connection, asked, first_year=first_year, last_year=last_year).to_arrow_table()

    def add_document(
        self,
        document_id: str,
        place: str,
        now: datetime,
        *,
        number: str | None = None,
        date: date | None = None,
        issuer: str | None = None,
        authority: int = 1,
        title: str | None = None,
        source: str | None = None,
        upload_id: str | None = None,
    ) -> str:
        """Add a document that a person names beside those of git; its identifier."""
        self.changed = True
        return self._insert(
            "add_document", document_id=document_id, number=number, date=date, place=place, issuer=issuer, now=now,
            date_printed=None if date is None else date.isoformat(), authority=authority, title=title, source=source,
            note=None, upload_id=upload_id, by=self.by,
        )  # fmt: skip

    def add_reading_correction(self, signature: str, options: str, now: datetime) -> None:
        """Remember how files with these headers are to be read; `options` is JSON."""
        self._insert("add_reading_correction", signature=signature, options=options, now=now, by=self.by)
        self.changed = True

    def last_reading_correction(self, signature: str) -> tuple[str, datetime, str] | None:
        """How a form was last corrected: options, when, by whom; None where it never was."""
        found = sql.run(self._connection, _text("last_reading_correction"), signature=signature).to_arrow_table()
        return next(((str(row["options"]), row["made_at"], str(row["made_by"])) for row in found.to_pylist()), None)

    def add_round(
        self, name: str, now: datetime, rules: str, as_of: date | None = None, note: str | None = None
    ) -> str:
        """Freeze a round under a name, with the rules as they stand; its round_id."""
        self._batch += 1
        self.changed = True
        return self._insert("add_round", name=name, now=now, rules=rules, as_of=as_of, note=note, **self._stamp())

    def _stamp(self) -> dict[str, object]:
        return {"version": self.version, "batch": self._batch, "by": self.by}

    def _sync(self, script: str, now: datetime) -> Changes:
        found = sql.row(self._connection, _text(script), version=self.version, now=now, today=now.date(), by=self.by)
        changes = Changes(*found) if found else Changes(0, 0, 0)
        self.changed |= any(changes)
        return changes

    def _add(self, script: str, origin: str, now: datetime) -> list[str]:
        if origin not in ADDED_ORIGINS:
            raise ValueError(f"not an origin of added rows: {origin}")
        self._batch += 1
        result = sql.run(self._connection, _text(script), origin=origin, now=now, today=now.date(), **self._stamp())
        added = [str(row[0]) for row in result.fetchall()]
        self.changed |= bool(added)
        return added

    def _withdraw(self, script: str, identifier: str, reason: str, now: datetime | None, **key: object) -> str:
        self._batch += 1
        moment = now or now_in_vietnam()
        withdrawal = self._insert_of(
            identifier, script, reason=reason, now=moment, today=moment.date(), **key, **self._stamp()
        )
        self.changed = True
        return withdrawal

    def _name_sources(self, sources: pa.Table, now: datetime) -> None:
        with self._registered(arriving_sources=conformed(sources, TARGET_SOURCE)):
            self._refuse_unknown("unknown_keys")
            moved = sql.row(self._connection, _text("name_sources"), now=now, by=self.by)
        self.changed |= bool(moved and moved[0])

    def _refuse_unknown(self, script: str) -> None:
        unknown = [str(row[0]) for row in sql.run(self._connection, _text(script)).fetchall()]
        if unknown:
            raise UnknownRow(unknown)

    def _insert(self, script: str, **parameters: object) -> str:
        found = sql.row(self._connection, _text(script), **parameters)
        return str(found[0]) if found else ""

    def _insert_of(self, identifier: str, script: str, **parameters: object) -> str:
        inserted = self._insert(script, **parameters)
        if not inserted:
            raise UnknownRow([identifier])
        return inserted

    @contextmanager
    def _registered(self, **tables: pa.Table) -> Iterator[None]:
        for name, table in tables.items():
            self._connection.register(name, table)
        try:
            yield
        finally:
            with suppress(duckdb.Error):  # after an error the aborted transaction refuses this too
                for name in tables:
                    self._connection.unregister(name)


@contextmanager
def writer(folder: Path, by: str, timeout: float = 30, schema: Path = SCHEMA) -> Iterator[Writer]:
    """One locked transaction on the warehouse: committed when the block ends well, else undone whole."""
    with lock_held(folder, timeout):
        with faults_named(folder):
            connection = open_warehouse(folder, schema)
        try:
            yield from _transaction(folder, connection, by)
        finally:
            with suppress(duckdb.Error):
                connection.close()


def _transaction(folder: Path, connection: duckdb.DuckDBPyConnection, by: str) -> Iterator[Writer]:
    with faults_named(folder):
        write_version(folder, _data_version(connection))
        connection.execute("BEGIN")
        work = Writer(connection, by)
    try:
        yield work
        with faults_named(folder):
            _commit(folder, connection, work)
    except BaseException as error:
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        named = fault(folder, error) if isinstance(error, duckdb.Error) else None
        if named is None:
            raise
        raise named from error


def _commit(folder: Path, connection: duckdb.DuckDBPyConnection, work: Writer) -> None:
    if not (work.changed or work.noted):
        connection.execute("ROLLBACK")
        return
    if work.changed:
        sql.run(connection, _text("bump_version"), version=work.version)
    connection.execute("COMMIT")
    # What is committed stays so: readers also watch the file itself, and the next opening checkpoints.
    with suppress(OSError, duckdb.Error):
        write_version(folder, _data_version(connection))
        connection.execute("CHECKPOINT")


def _data_version(connection: duckdb.DuckDBPyConnection) -> int:
    found = sql.row(connection, _text("data_version"))
    return int(found[0]) if found else 0
