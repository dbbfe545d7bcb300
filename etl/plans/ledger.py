"""Targets from people beside those that stand: new, changed or the same, what contradicts what, recorded whole."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.plans.reading import PlanReport
from etl.plans.row import PlanRow
from etl.uploads.findings import Finding
from etl.uploads.knowledge import knowledge
from etl.uploads.ledger import LOADED, NO_REASON, OFFICIAL, PATIENCE, REFUSED, UNCHANGED, UNTICKED, Receipt
from etl.uploads.sheets import address, shown
from metrics import consistency
from metrics.consistency import DOCUMENT_STATEMENT, MILESTONE_SERIES, coded
from metrics.registry import MICRO
from warehouse.contracts import TARGET, TARGET_SOURCE
from warehouse.originals import keep_original
from warehouse.serving import Reads
from warehouse.writer import Writer, now_in_vietnam, writer

SERIES: Final = ("place", "indicator", "breakdown", "coverage", "period", "kind", "document_id")
FIGURE: Final = ("operator", "value", "value_high", "unit", "standing")
#: What a document of this kind of number ranks: a people's council or Party directive, a committee's plan, others.
AUTHORITY: Final = (("NQ-HDND", 4), ("NQ-HĐND", 4), ("CT/TW", 4), ("QĐ-TTg", 4), ("UBND", 3))


@dataclass
class Compared:
    """A file of targets beside the store: for each row new, changed or same, what it replaces, what is to be said."""

    kinds: list[str] = field(default_factory=list)
    replaced: list[dict[str, Any] | None] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many rows are of a kind."""
        return self.kinds.count(kind)


def settle_documents(report: PlanReport, reads: Reads) -> None:
    """Give each row the document that the store knows under its place and number, where there is one."""
    documents = reads.documents()
    for row in report.rows:
        target = row.target
        if row.number is None:
            continue
        same = documents[(documents["place"] == target["place"]) & (documents["number"] == row.number)]
        if target["known_from"] is not None:
            same = same[same["date"] == pd.Timestamp(target["known_from"])]
        if len(same) == 1:
            target["document_id"] = str(same.iloc[0]["document_id"])
            day = same.iloc[0]["date"]
            target["known_from"] = None if pd.isna(day) else day.date()


def compared(report: PlanReport, reads: Reads) -> Compared:
    """The rows of a file beside the targets that stand."""
    found = Compared()
    if not report.rows:
        return found
    held = reads.known_targets(places=sorted({row.target["place"] for row in report.rows}))
    by_key: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in held.to_dict("records"):
        by_key[tuple(_plain(one[name]) for name in SERIES)] = {str(k): v for k, v in one.items()}
    by_id = {str(one["target_id"]): one for one in by_key.values()}
    for row in report.rows:
        before = by_id.get(row.replaces or "") or by_key.get(tuple(row.target[name] for name in SERIES))
        same = before is not None and _figure(before) == _own(row.target) and _same_baseline(before, row.target)
        found.kinds.append("new" if before is None else "same" if same else "changed")
        found.replaced.append(None if same else before)
    found.findings = _checks(report, held, found)
    return found


def _plain(value: Any) -> Any:
    return None if value is None or value is pd.NaT or value != value else value


def _figure(held: dict[str, Any]) -> tuple[Any, ...]:
    high = int(held["value_high"]) if held["operator"] == "range" else None
    return held["operator"], int(held["value"]), high, held["unit"], held["standing"]


def _own(target: dict[str, Any]) -> tuple[Any, ...]:
    high = None if target["value_high"] is None else int(target["value_high"] * MICRO)
    return target["operator"], int(target["value"] * MICRO), high, target["unit"], target["standing"]


def _same_baseline(held: dict[str, Any], target: dict[str, Any]) -> bool:
    """Whether a file says nothing of a baseline, or what stands."""
    said = target["baseline_value"]
    known = None if _plain(held["baseline_value"]) is None else int(held["baseline_value"])
    return said is None or (int(said * MICRO), target["baseline_period"]) == (known, _plain(held["baseline_period"]))


def _checks(report: PlanReport, held: pd.DataFrame, found: Compared) -> list[Finding]:
    """What of the file cannot be right beside itself and the targets that stand, as warnings; changed ones besides."""
    gone = {str(one["target_id"]) for one in found.replaced if one is not None}
    rows = pd.concat([_frame(report.rows), held[~held["target_id"].isin(gone)]], ignore_index=True)
    rows["document_id"] = rows["document_id"].astype(object).where(rows["document_id"].notna(), None)
    own = len(report.rows)
    low, high = rows["value"].to_numpy(np.int64), rows["value_high"].to_numpy(np.int64)
    known = knowledge()
    figures = consistency.reach(coded(rows["operator"]), low, high, known.rules)
    statement = _together(rows, DOCUMENT_STATEMENT)
    series = coded(rows["indicator"]), coded(rows["breakdown"])
    said = [Finding(OFFICIAL, **_at(report, n)) for n, kind in enumerate(found.kinds) if kind == "changed"]
    for one in consistency.parts_not_total(statement, *series, figures, known.registry):
        said += _first(report, (one.total, *one.parts), own, "parts-not-total", _sum(low, one.parts))
    for pair in consistency.subset_above(statement, *series, figures, known.registry):
        said += _first(report, pair, own, "subset-above", _shown(low[pair.against]))
    years = rows["period_end"].dt.year.to_numpy(np.int64)
    paths = _together(rows, MILESTONE_SERIES)
    for pair in consistency.later_lower(paths, series[0], coded(rows["kind"]), years, low, known.registry):
        said += _first(report, pair, own, "later-milestone-lower", _shown(low[pair.against]))
    return said


def _first(report: PlanReport, rows: Sequence[int], own: int, code: str, suggestion: str) -> list[Finding]:
    mine = next((row for row in rows if row < own), None)
    return [] if mine is None else [Finding(code, suggestion=suggestion, **_at(report, mine))]


def _at(report: PlanReport, index: int) -> dict[str, Any]:
    row, column = report.rows[index].row, report.columns.get("value")
    text = shown(report.grid[row - 1][column]) if column is not None and column < len(report.grid[row - 1]) else None
    return {"row": row, "cell": address(row, column), "text": text}


def _sum(low: Any, parts: Sequence[int]) -> str:
    return _shown(sum(int(low[part]) for part in parts))


def _shown(micros: Any) -> str:
    return f"{(Decimal(int(micros)) / MICRO).normalize():f}"


def _together(rows: pd.DataFrame, columns: Sequence[str]) -> Any:
    return rows.groupby(list(columns), dropna=False, sort=False).ngroup().to_numpy(np.int64)


def _frame(rows: Sequence[PlanRow]) -> pd.DataFrame:
    table = pd.DataFrame([row.target for row in rows])
    micros = [int(row.target["value"] * MICRO) for row in rows]
    highs = [int((row.target["value_high"] or row.target["value"]) * MICRO) for row in rows]
    days = {name: pd.to_datetime(table[name]) for name in ("period_start", "period_end")}
    return table.assign(value=micros, value_high=highs, measured_by=None, target_id=None, **days)


def load_plan(
    report: PlanReport, content: bytes, folder: Path, reads: Reads, *, by: str, shown: Collection[Finding] = (),
    reason: str | None = None, now: Callable[[], datetime] = now_in_vietnam,
) -> Receipt:  # fmt: skip
    """Record a checked file of targets in one transaction; not while an error stands, nor a warning not `shown`.

    A warning that came since is another one, also where its code was ticked.
    """
    if not report.ok or not report.rows:
        return Receipt(REFUSED, findings=report.findings)
    with writer(folder, by, timeout=PATIENCE) as work:
        standing = work.standing_upload(report.sha256)
        if standing is not None:
            return Receipt(UNCHANGED, standing, same=len(report.rows))
        found = compared(report, reads)
        counts = {kind: found.count(kind) for kind in ("new", "changed", "same")}
        if not (counts["new"] or counts["changed"]):
            return Receipt(UNCHANGED, None, same=counts["same"])
        codes = {one.code for one in found.findings if one.code != OFFICIAL and one not in shown}
        if codes:
            return Receipt(UNTICKED, unticked=tuple(sorted(codes)), findings=found.findings)
        if counts["changed"] and not (reason or "").strip():
            return Receipt(NO_REASON, findings=found.findings)
        upload = work.add_upload(report.file, report.sha256, report.size, report.rows_read, now(), reason=reason)
        _add(work, report, found, reads, upload, reason, now())
        work.add_upload_event(upload, "loaded", now(), reason)
        keep_original(folder, content)
        return Receipt(LOADED, upload, counts["new"], counts["changed"], counts["same"])


def _add(
    work: Writer, report: PlanReport, found: Compared, reads: Reads, upload: str, reason: str | None, now: datetime
) -> None:
    known = set(reads.documents()["document_id"])
    rows = [(row, before) for row, kind, before in zip(report.rows, found.kinds, found.replaced, strict=True)
            if kind != "same"]  # fmt: skip
    for row, _ in rows:
        identifier = row.target["document_id"]
        if identifier is not None and identifier not in known:
            known.add(identifier)
            work.add_document(
                identifier, row.target["place"], now, number=row.number, date=row.target["known_from"],
                issuer=row.issuer, authority=authority(row.number), source=row.source, upload_id=upload,
            )  # fmt: skip
    table = pa.Table.from_pylist(
        [_with_kept(row, before) | {"target_key": str(row.row)} for row, before in rows], TARGET
    )
    beside = {
        "supersedes": [None if before is None else str(before["target_id"]) for _, before in rows],
        "upload_id": [upload] * len(rows),
        "reason": [reason] * len(rows),
    }
    for name, column in beside.items():
        table = table.append_column(name, pa.array(column, pa.string()))
    sources = [
        {"target_key": str(row.row), "source": row.source or report.file, "source_rank": 1, "quotation": row.quotation,
         "note": row.note, "source_file": report.file, "source_row": row.row}
        for row, _ in rows
    ]  # fmt: skip
    work.add_targets(table, "upload", now, pa.Table.from_pylist(sources, TARGET_SOURCE))


def _with_kept(row: PlanRow, before: dict[str, Any] | None) -> dict[str, Any]:
    """A target with what it says nothing of and the one it takes the place of knew: baseline, series that judges it."""
    if before is None:
        return row.target
    kept = {"measured_by": _plain(before["measured_by"])}
    if row.target["baseline_value"] is None and (known := _plain(before["baseline_value"])) is not None:
        kept |= {"baseline_value": Decimal(int(known)) / MICRO, "baseline_period": _plain(before["baseline_period"])}
    return row.target | kept


def authority(number: str | None) -> int:
    """How much a document of this number weighs: 4 a council's resolution or above, 3 a committee's plan, 1 unknown."""
    if number is None:
        return 1
    return next((rank for letters, rank in AUTHORITY if letters in number), 2)
