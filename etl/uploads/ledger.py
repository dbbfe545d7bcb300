"""Uploads in the store: loaded whole or not at all, undone and redone whole, the bytes of every one kept."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.uploads.context import Options
from etl.uploads.corrections import Remembered, joined, remembered_in
from etl.uploads.differences import SAME, Differences, differences
from etl.uploads.findings import Finding
from etl.uploads.receive import check
from etl.uploads.report import Report
from etl.uploads.store_checks import against_store
from warehouse import store
from warehouse.errors import NoWarehouse
from warehouse.originals import keep_original
from warehouse.serving import Serving
from warehouse.writer import Writer, now_in_vietnam, writer

LOADED, UNCHANGED, REFUSED, UNTICKED, NO_REASON = "loaded", "unchanged", "refused", "unticked", "no-reason"
OFFICIAL: Final = "official-change"
#: Seconds to wait for other writers: twenty at once each take their turn.
PATIENCE: Final = 120.0


@dataclass(frozen=True)
class Receipt:
    """What became of a file: `outcome`, the upload's number, how many figures it brought, why it was not loaded."""

    outcome: str
    upload_id: str | None = None
    new: int = 0
    changed: int = 0
    same: int = 0
    unticked: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether the store now holds what the file says."""
        return self.outcome in (LOADED, UNCHANGED)


def load(
    report: Report,
    content: bytes,
    folder: Path,
    *,
    by: str,
    accepted: Collection[str] = (),
    shown: Collection[Finding] | None = None,
    reason: str | None = None,
    now: Callable[[], datetime] = now_in_vietnam,
) -> Receipt:
    """Load a checked file in one transaction; not where an error stands, a warning is unticked, a reason missing.

    Warnings are ticked by their codes (`accepted`), or one by one (`shown`): then no other of the same code passes.
    """
    if not report.ok or report.observations is None:
        return Receipt(REFUSED, findings=report.findings)
    if hashlib.sha256(content).hexdigest() != report.sha256:
        raise ValueError("the report is of another content")
    targets = _printed_targets(report, folder)
    with writer(folder, by, timeout=PATIENCE) as work:
        found = differences(report, work)
        standing = work.standing_upload(report.sha256)
        if not (found.new or found.changed):
            return Receipt(UNCHANGED, standing, same=found.same)
        warned = [*report.findings, *against_store(report, found, work, targets)]
        stopped = _stopped(warned, found, _unticked(warned, accepted, shown), reason)
        if stopped is not None:
            return stopped
        return _loaded(work, report, content, folder, found, reason, now())


def compared_with_store(report: Report, folder: Path, by: str = "preview") -> tuple[Differences, list[Finding]]:
    """What a report would change in the store, and what is to be said of it beside what the store holds."""
    if not store.database_path(folder).exists():
        raise NoWarehouse(folder)
    targets = _printed_targets(report, folder)
    with writer(folder, by, timeout=PATIENCE) as work:
        found = differences(report, work)
        return found, against_store(report, found, work, targets)


def _printed_targets(report: Report, folder: Path) -> pd.DataFrame | None:
    """The stored targets of places and indicators whose plans, or shares of them, a file prints; None for no such."""
    tables = [report.plans, report.observations if report.open_shares else None]
    printed = [table for table in tables if table is not None and table.num_rows]
    if not printed or not store.database_path(folder).exists():
        return None
    asked = {name: {value for table in printed for value in table.column(name).unique().to_pylist()}
             for name in ("place", "indicator", "period_end")}  # fmt: skip
    years = [day.year for day in asked["period_end"]]
    return Serving(folder).known_targets(asked["place"], asked["indicator"], min(years), max(years))


def _unticked(warned: list[Finding], accepted: Collection[str], shown: Collection[Finding] | None) -> tuple[str, ...]:
    """The codes of warnings that nobody ticked; where codes are ticked, a reason does for changed official figures."""
    ticked = set(shown or ())
    codes = {*accepted, OFFICIAL} if shown is None else set(accepted)
    open_ = {one.code for one in warned if one.severity == "warning" and one.code not in codes and one not in ticked}
    return tuple(sorted(open_))


def _stopped(
    warned: list[Finding], found: Differences, unticked: tuple[str, ...], reason: str | None
) -> Receipt | None:
    """Why a file may not be loaded yet; None where nothing stands in the way."""
    seen = partial(Receipt, new=found.new, changed=found.changed, same=found.same, findings=warned)
    if any(finding.severity == "error" for finding in warned):
        return seen(REFUSED)
    if unticked:
        return seen(UNTICKED, unticked=unticked)
    if found.official and not (reason or "").strip():
        return seen(NO_REASON)
    return None


def _loaded(
    work: Writer, report: Report, content: bytes, folder: Path, found: Differences, reason: str | None, now: datetime
) -> Receipt:
    table = report.observations
    upload = work.add_upload(
        report.file, report.sha256, report.size, report.rows_read, now, as_of=_as_of(table), reason=reason
    )
    work.load_observations(_rows(table, found, upload, now.date(), reason), "upload", now)
    work.add_upload_event(upload, "loaded", now, reason)
    keep_original(folder, content)
    return Receipt(LOADED, upload, found.new, found.changed, found.same)


def _rows(table: pa.Table, found: Differences, upload: str, today: date, reason: str | None) -> pa.Table:
    kept = pa.array(found.kinds != SAME)
    rows = table.append_column("supersedes", found.replaced)
    rows = rows.append_column("upload_id", _repeated(upload, table.num_rows))
    if reason:
        rows = rows.append_column("reason", _repeated(reason, table.num_rows))
    rows = rows if not (found.kinds == SAME).any() else rows.filter(kept)
    return rows.append_column("known_from", rows.column("as_of").fill_null(today))


def _repeated(text: str, count: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int8)), [text])


def _as_of(table: pa.Table | None) -> date | None:
    """The day of a whole upload: that of its figures where they agree; None otherwise."""
    days = set() if table is None else set(table.column("as_of").unique().to_pylist())
    return next(iter(days)) if len(days) == 1 else None


def undo(
    upload_id: str, folder: Path, *, by: str, reason: str | None = None, now: Callable[[], datetime] = now_in_vietnam
) -> str:
    """Undo a whole upload, or its undoing; the event that happened (`undone`, `redone`), or `unchanged` where the same
    content stands under another number."""
    with writer(folder, by, timeout=PATIENCE) as work:
        sha256, last = work.last_upload_event(upload_id)
        event = "redone" if last == "undone" else "undone"
        if event == "redone" and work.standing_upload(sha256) is not None:
            return UNCHANGED
        work.add_upload_event(upload_id, event, now(), reason)
    return event


def history(folder: Path) -> list[dict[str, Any]]:
    """Every upload, latest first: who, when, file, SHA-256, rows, figures, reason, what happened to it last."""
    found = Serving(folder).query("uploads")
    return [{str(name): _plain(value) for name, value in row.items()} for row in found.to_dict("records")]


def _plain(value: Any) -> Any:
    if value is None or value != value:
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def files_of(paths: Iterable[Path], endings: Collection[str]) -> list[Path]:
    """The files named, and those of named folders that may be uploads, in the order of their names."""
    listed: list[Path] = []
    for path in paths:
        if path.is_dir():
            listed += sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in endings
                             and not p.name.startswith(("~$", ".")))  # fmt: skip
        else:
            listed.append(path)
    return listed


def checked(
    content: bytes, name: str, options: Options, today: date | None, folder: Path, by: str
) -> tuple[Report, Remembered | None]:
    """The report on a file as the page gives it: read as somebody corrected files of the same form before."""
    report = check(content, name, options, today)
    if report.signature is None or not store.database_path(folder).exists():
        return report, None
    memory = remembered_in(report.signature, folder, by)
    both = options if memory is None else joined(options, memory.options)
    return (report, None) if both == options else (check(content, name, both, today), memory)
