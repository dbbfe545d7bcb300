"""What screens and command lines read: an in-memory copy, replaced whole when the warehouse has moved."""

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias, TypedDict, Unpack

import duckdb
import pandas as pd
import pyarrow as pa

from warehouse import sql, store
from warehouse.errors import Busy, NewerSchema, NoWarehouse, OlderSchema
from warehouse.migrations import found_schema, known_schema
from warehouse.writer import now_in_vietnam

#: The clock of the undated view, and the bounds of an open range of years.
ALWAYS: Final = date.max
FIRST_DAY: Final = date.min
#: Seconds to wait for the lock: for the first copy, and when a newer version than the copy's has been committed.
FIRST_WAIT: Final = 30.0
MOVED_WAIT: Final = 2.0


Seen = tuple[int, int, int]
#: Which places or indicators are wanted, and from or until which year; None for all.
Keys: TypeAlias = Iterable[str] | None
Year: TypeAlias = int | None


class Stamp(NamedTuple):
    """What can be seen of the warehouse without opening any file: every read looks, so it must cost next to nothing."""

    version: Seen | None
    file: Seen
    log: Seen | None


@dataclass(frozen=True)
class Build:
    """The last run of `python -m etl build`."""

    build_id: int
    started_at: datetime
    finished_at: datetime
    code_version: str
    data_digest: str
    data_date: date | None
    added: int
    superseded: int
    withdrawn: int
    changed: bool


@dataclass(frozen=True)
class Copy:
    """One in-memory copy, the version it was filled at, and when it last took anything from the file."""

    connection: duckdb.DuckDBPyConnection
    version: int
    loaded_at: datetime


class Clocks(TypedDict, total=False):
    """What a read holds for known: in the world until a day, here until a moment; all of it where neither is said."""

    as_of: date | None
    recorded_until: datetime | None


class Reads:
    """The reads that a serving copy answers.

    Text columns have pandas' `str` type and dates `datetime64`; what is missing is NaN or NaT (`isna()` is
    true for both). Whole numbers other than amounts have pandas' nullable types (`Int8`, `Int32`), missing
    as NA. Amounts are `int64` millionths ("micros") of the unit.
    """

    def _copy(self) -> Copy:
        raise NotImplementedError

    @property
    def version(self) -> int:
        """The data version that these reads answer from."""
        return self._copy().version

    @property
    def loaded_at(self) -> datetime:
        """When the copy that answers was filled, or the builds in it last noted: keys what is kept of its answers."""
        return self._copy().loaded_at

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """The answer of `warehouse/queries/<name>.sql`."""
        with self._copy().connection.cursor() as cursor:
            answer = cursor.execute(sql.text("queries", name), parameters or None).to_arrow_table()
        return frame(answer)

    def known_observations(
        self, places: Keys = None, indicators: Keys = None, first_year: Year = None, last_year: Year = None,
        **clock: Unpack[Clocks],
    ) -> pd.DataFrame:  # fmt: skip
        """The observations known at a clock; `value` and `value_high` (equal for a single figure) in micros."""
        return self._known("known_observations", places, indicators, first_year, last_year, **clock)

    def known_targets(
        self, places: Keys = None, indicators: Keys = None, first_year: Year = None, last_year: Year = None,
        **clock: Unpack[Clocks],
    ) -> pd.DataFrame:  # fmt: skip
        """The targets known at a clock, undated ones always, with their documents; values in micros.

        `baseline_value` is float64 micros, NaN without one; `authority` is 1 without a document.
        """
        return self._known("known_targets", places, indicators, first_year, last_year, **clock)

    def _known(
        self, name: str, places: Keys, indicators: Keys, first_year: Year, last_year: Year, **clock: Unpack[Clocks]
    ) -> pd.DataFrame:
        filters = _filters(places, indicators, first_year, last_year, clock.get("as_of"))
        recorded_until = clock.get("recorded_until")
        if recorded_until is None:
            return self.query(name, **filters)
        return self.query(f"{name}_recorded", recorded_until=recorded_until, **filters)

    def target_sources(self, target_ids: Iterable[str] | None = None) -> pd.DataFrame:
        """Where targets were read, one row a page; sources since removed from data/ left out."""
        return self.query("target_sources", target_ids=None if target_ids is None else list(target_ids))

    def history_of_observation(self, observation_id: str) -> pd.DataFrame:
        """Every version of one figure with who, when and why, first to last; empty for an unknown identifier."""
        return self.query("history_of_observation", observation_id=observation_id)

    def documents(self) -> pd.DataFrame:
        """The documents that give targets, latest first, undated ones last."""
        return self.query("documents")

    def places(self) -> pd.DataFrame:
        """The places of all times in the official order."""
        return self.query("places")

    def place_names(self) -> pd.DataFrame:
        """The names of places with their days of validity."""
        return self.query("place_names")

    def place_regions(self) -> pd.DataFrame:
        """The regions of places with their days of validity."""
        return self.query("place_regions")

    def place_codes(self) -> pd.DataFrame:
        """The statistics office's codes of places with their days of validity."""
        return self.query("place_codes")

    def place_aliases(self) -> pd.DataFrame:
        """Spellings of places and what they mean before and from July 2025."""
        return self.query("place_aliases")

    def tiles(self) -> pd.DataFrame:
        """The tile grids."""
        return self.query("tiles")

    def labour_force(self) -> pd.DataFrame:
        """The labour force by place and year; `thousand_persons` in micros of a thousand persons."""
        return self.query("labour_force")

    def set_aside(self) -> pd.DataFrame:
        """What was read in the sources and kept out, with the reason."""
        return self.query("set_aside")

    def last_build(self) -> Build | None:
        """The last run of the build; None where none was recorded."""
        found = self.query("last_build")
        if found.empty:
            return None
        told: dict[str, Any] = {str(name): value for name, value in found.iloc[0].items()}
        moments = {name: told[name].to_pydatetime() for name in ("started_at", "finished_at")}
        day = None if pd.isna(told["data_date"]) else told["data_date"].date()
        return Build(**(told | moments | {"data_date": day}))

    def data_date(self, as_of: date | None = None) -> date | None:
        """The latest day that a known observation tells of, not after today or `as_of`; None without any."""
        today = as_of or now_in_vietnam().date()
        found = self.query("data_date", clock=as_of or ALWAYS, today=today)["data_date"].iloc[0]
        return None if pd.isna(found) else found.date()

    def counts(self) -> dict[str, int]:
        """How many rows of each kind are known now."""
        return {str(name): int(number) for name, number in self.query("counts").iloc[0].items()}


class Snapshot(Reads):
    """The reads of one version, for answers that must agree with each other."""

    def __init__(self, copy: Copy) -> None:
        self._kept = copy

    def _copy(self) -> Copy:
        return self._kept


class Serving(Reads):
    """The reads of the latest version, by any number of threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._held: tuple[Copy, Stamp | None] | None = None
        self._refused: Stamp | None = None

    def snapshot(self) -> Snapshot:
        """The latest version, held still."""
        return Snapshot(self._copy())

    def _copy(self) -> Copy:
        held = self._held
        if held is not None and held[1] == stamp(self.folder):
            return held[0]
        with self._lock:
            return self._moved(stamp(self.folder))

    def _moved(self, seen: Stamp | None) -> Copy:
        if seen is None:
            raise NoWarehouse(self.folder)
        held = self._held
        if held is not None and held[1] == seen:
            return held[0]
        try:
            self._held = held = self._loaded(held, seen)
        except Busy:
            if held is None:
                raise
            self._refused = seen
        return held[0]

    def _loaded(self, held: tuple[Copy, Stamp | None] | None, seen: Stamp) -> tuple[Copy, Stamp | None]:
        with store.lock_held(self.folder, self._wait(held, seen)), store.faults_named(self.folder):
            kept = refreshed(self.folder, held[0]) if held else None
            return kept or filled(self.folder), stamp(self.folder)

    def _wait(self, held: tuple[Copy, Stamp | None] | None, seen: Stamp) -> float:
        """Wait for a version known to be committed, once; not for a writer who is still at work."""
        if held is None:
            return FIRST_WAIT
        committed = store.stored_version(self.folder) != str(held[0].version) and seen != self._refused
        return MOVED_WAIT if committed else 0.0


def stamp(folder: Path) -> Stamp | None:
    """What can be seen of the warehouse now; None where there is no file."""
    version, file, log = map(_look, _watched(folder))
    return None if file is None else Stamp(version, file, log)


@cache
def _watched(folder: Path) -> tuple[str, str, str]:
    return str(store.version_path(folder)), str(store.database_path(folder)), str(store.log_path(folder))


def _look(path: str) -> Seen | None:
    try:
        seen = os.stat(path)  # noqa: PTH116 - a Path costs more than the look
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def filled(folder: Path) -> Copy:
    """A new in-memory copy of the warehouse; the caller holds the lock."""
    connection = duckdb.connect(config=store.OFFLINE)
    with _attached(connection, folder) as version:
        sql.run(connection, sql.text("statements", "load_copy"))
    return Copy(connection, version, datetime.now(UTC))


def refreshed(folder: Path, copy: Copy) -> Copy | None:
    """The same copy with the builds noted since, while the version has not moved; None when it has."""
    with copy.connection.cursor() as cursor, _attached(cursor, folder) as version:
        if version != copy.version:
            return None
        sql.run(cursor, sql.text("statements", "refresh_builds"))
    return replace(copy, loaded_at=datetime.now(UTC))


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[int]:
    path = str(store.database_path(folder)).replace("'", "''")
    connection.execute(f"ATTACH '{path}' AS file (READ_ONLY)")
    try:
        yield _readable_version(connection, folder)
    finally:
        connection.execute("DETACH file")


def _readable_version(connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
    found, known = found_schema(connection, "file"), known_schema()
    if found == 0:
        raise NoWarehouse(folder)
    if found > known:
        raise NewerSchema(found, known)
    if found < known:
        raise OlderSchema(found, known)
    row = sql.row(connection, sql.text("statements", "attached_version"))
    return int(row[0]) if row else 0


def _filters(
    places: Keys, indicators: Keys, first_year: Year, last_year: Year, as_of: date | None
) -> dict[str, object]:
    return {
        "places": None if places is None else list(places),
        "indicators": None if indicators is None else list(indicators),
        "first_day": FIRST_DAY if first_year is None else date(first_year, 1, 1),
        "last_day": ALWAYS if last_year is None else date(last_year, 12, 31),
        "clock": as_of or ALWAYS,
    }


_WHOLE_NUMBERS: Final = {pa.int8(): pd.Int8Dtype(), pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype()}
_MOMENT: Final = pa.timestamp("us", "UTC")


def frame(answer: pa.Table) -> pd.DataFrame:
    """An answer as pandas: text as str, dates as datetime64, moments in UTC, small whole numbers nullable."""
    fields = [
        field.with_type(_MOMENT) if pa.types.is_timestamp(field.type) and field.type.tz else field
        for field in answer.schema
    ]
    told: pd.DataFrame = answer.cast(pa.schema(fields)).to_pandas(types_mapper=_WHOLE_NUMBERS.get, date_as_object=False)
    return told


@cache
def _serving(folder: Path) -> Serving:
    return Serving(folder)


def serving(folder: Path | None = None) -> Serving:
    """The one serving copy of a store in this process; the store of the environment where none is named."""
    return _serving((folder or store.folder()).absolute())
