"""A file of targets read: every row as a target of the warehouse, every problem in one pass."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from etl.plans.words import figure, meaning, period
from etl.uploads.delimited import NotATable
from etl.uploads.files import Refused, opened_content
from etl.uploads.findings import Finding
from etl.uploads.folding import folded
from etl.uploads.knowledge import Knowledge, knowledge
from etl.uploads.refusals import refusal
from etl.uploads.said import day as day_of
from etl.uploads.sheets import address, shown

NEEDED: Final = ("place", "indicator", "period", "value")
#: Rows above the header at most.
TITLES: Final = 20
MOST: Final = 5000


@dataclass(slots=True)
class PlanRow:
    """One target of a file: its row, the columns of the warehouse, its document and words."""

    row: int
    target: dict[str, Any]
    number: str | None
    issuer: str | None
    source: str | None
    quotation: str | None
    note: str | None
    replaces: str | None


@dataclass
class PlanReport:
    """The answer to a file of targets."""

    file: str
    sha256: str
    size: int
    findings: list[Finding] = field(default_factory=list)
    rows: list[PlanRow] = field(default_factory=list)
    grid: Sequence[Sequence[str]] = ()
    header: int | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    rows_read: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing blocks the file."""
        return not any(finding.severity == "error" for finding in self.findings)

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be kept."""
        return any(finding.code in ("personal-data", "secret-mark") for finding in self.findings)


def check_plan(content: bytes, name: str, known: Knowledge | None = None) -> PlanReport:
    """The report on a file of targets, judged alone."""
    with_words = known or knowledge()
    report = PlanReport(name, hashlib.sha256(content).hexdigest(), len(content))
    try:
        opened = opened_content(content, with_words.limits, with_words.known, None)
        refused = refusal(opened, with_words)
        if refused is not None:
            report.findings.append(Finding(refused))
            return report
        for sheet in opened.sheets:
            if not sheet.hidden and _read(
                report, [[shown(c).strip() for c in row] for row in sheet.all_rows()], with_words
            ):
                return report
    except Refused as fault:
        report.findings.append(Finding(fault.code, text=fault.text))
        return report
    except NotATable as fault:
        report.findings.append(Finding("unreadable-file", text=str(fault)))
        return report
    report.findings.append(Finding("no-header"))
    return report


def _read(report: PlanReport, grid: list[list[str]], known: Knowledge) -> bool:
    found = ((at, headers_of(row)) for at, row in enumerate(grid[:TITLES]))
    at, columns = next(((at, columns) for at, columns in found if len(columns) > 1), (None, {}))
    if at is None:
        return False
    report.grid, report.header, report.columns = grid, at, columns
    absent = [key for key in NEEDED if key not in columns]
    report.findings += [Finding("missing-column", None, key) for key in absent]
    data = [(n, row) for n, row in enumerate(grid[at + 1 :], at + 2) if any(row)]
    report.rows_read = len(data)
    if not data:
        report.findings.append(Finding("empty-file"))
    elif len(data) > MOST:
        report.findings.append(Finding("too-large"))
    elif not absent:
        _rows(report, data, known)
    return True


def headers_of(row: Sequence[str]) -> dict[str, int]:
    """The columns that a row's cells name as headers."""
    return {key: i for i, cell in enumerate(row) if cell and (key := meaning("header", cell))}


def _rows(report: PlanReport, data: Sequence[tuple[int, list[str]]], known: Knowledge) -> None:
    seen: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for number, cells in data:
        reader = _Row(report, number, cells, known)
        read = reader.read()
        report.findings += reader.findings
        if read is None:
            continue
        key = tuple(read.target[name] for name in ("place", "indicator", "breakdown", "period", "kind", "document_id"))
        value = (read.target["operator"], read.target["value"], read.target["value_high"])
        if key in seen:
            code = "duplicate-row" if seen[key] == value else "conflicting-rows"
            report.findings.append(reader.finding(code, "value"))
            continue
        seen[key] = value
        report.rows.append(read)


class _Row:
    """One row while it is read; `findings` is what is wrong with it."""

    def __init__(self, report: PlanReport, number: int, cells: Sequence[str], known: Knowledge) -> None:
        self.report, self.number, self.cells, self.known = report, number, cells, known
        self.findings: list[Finding] = []

    def text(self, key: str) -> str:
        at = self.report.columns.get(key)
        return self.cells[at] if at is not None and at < len(self.cells) else ""

    def finding(self, code: str, key: str, suggestion: str | None = None) -> Finding:
        at = self.report.columns.get(key)
        header = None if at is None or self.report.header is None else self.report.grid[self.report.header][at]
        return Finding(code, self.number, header, address(self.number, at), self.text(key) or None, suggestion)

    def wrong(self, code: str, key: str, suggestion: str | None = None) -> None:
        self.findings.append(self.finding(code, key, suggestion))

    def read(self) -> PlanRow | None:
        """The target; None where something of it is wrong."""
        span, is_path = period(self.text("period"))
        if span is None or not (self.known.years.start <= span.year < self.known.years.stop):
            self.wrong("bad-period", "period")
        place = self._place(span.end if span else date.today())  # noqa: DTZ011 - only to name a place
        indicator, breakdown = self._series()
        kind = self._word(
            "kind", "milestone" if is_path else "cumulative" if span and span.is_several_years else "year"
        )
        standing = self._word("standing", "issued")
        amount = self._amount(indicator)
        unit = self._unit(indicator, amount["unit"])
        day = self._day()
        if self.findings or span is None or place is None or indicator is None:
            return None
        number = self.text("document") or None
        target = {
            "place": place, "indicator": indicator, "breakdown": breakdown, "coverage": None, "period": span.key,
            "period_start": span.start, "period_end": span.end, "kind": kind, "standing": standing, "unit": unit,
            "document_id": document_id(place, number, day), "known_from": day, **amount["columns"],
        }  # fmt: skip
        rest = {key: self.text(key) or None for key in ("issuer", "source", "quotation", "note", "replaces")}
        return PlanRow(self.number, target, number, **rest)

    def _place(self, on: date) -> str | None:
        found = self.known.gazetteer.found(self.text("place"), on)
        if found.place is None:
            self.wrong(found.code or "unknown-place", "place", found.suggestion)
        return found.place

    def _series(self) -> tuple[str | None, str]:
        phrase = self.known.lexicon.phrase(self.text("indicator"))
        level = self.known.lexicon.phrase(self.text("breakdown")) if self.text("breakdown") else None
        breakdown = (level.breakdown if level else phrase.breakdown) or "total"
        if not phrase.whole or phrase.indicator is None:
            self.wrong("unknown-indicator", "indicator")
            return None, breakdown
        known = self.known.registry.indicators[phrase.indicator].breakdowns
        if (level is not None and level.breakdown is None) or (breakdown != "total" and breakdown not in known):
            self.wrong("unknown-breakdown", "breakdown")
        return phrase.indicator, breakdown

    def _word(self, of: str, usual: str) -> str:
        if not self.text(of):
            return usual
        found = meaning(of, self.text(of))
        if found is None:
            self.wrong("unknown-word", of)
        return found or usual

    def _amount(self, indicator: str | None) -> dict[str, Any]:
        rate = indicator is not None and self.known.registry.indicators[indicator].kind == "rate"
        said = figure(self.text("value"), rate)
        if said.code or said.low is None:
            self.wrong(said.code or "bad-number", "value")
        operator = self._word("operator", said.operator or "eq")
        high = said.high if not self.text("value_high") else figure(self.text("value_high"), rate).low
        if (operator == "range") != (high is not None):
            self.wrong("range-incomplete", "value")
        if high is not None and said.low is not None and high < said.low:
            self.wrong("range-reversed", "value")
        if rate and max(said.low or Decimal(0), high or Decimal(0)) > 100:
            self.wrong("rate-out-of-range", "value")
        columns = {"operator": operator, "value": said.low, "value_high": high, "decimals": said.decimals}
        return {"unit": said.unit, "columns": columns}

    def _unit(self, indicator: str | None, beside: str) -> str:
        entry = self.known.registry.indicators.get(indicator or "")
        usual = entry.unit if entry else "persons"
        text = self.text("unit") or beside
        found = self.known.lexicon.unit(text) if text else (usual, 1)
        if found is None or found[1] != 1 or (entry is not None and found[0] not in entry.units):
            self.wrong("unit-mismatch", "unit" if self.text("unit") else "value")
        return (found[0] if found else None) or usual

    def _day(self) -> date | None:
        said = day_of(self.text("date") or None)
        if said.bad:
            self.wrong("bad-date", "date")
        return said.day


def document_id(place: str, number: str | None, day: date | None) -> str | None:
    """The identifier of a document: its place, number and date; None for a target whose document is not known."""
    if not number:
        return None
    parts = [place, re.sub(r"[^0-9a-z]+", "-", folded(number)).strip("-"), day.isoformat() if day else None]
    return ".".join(part for part in parts if part)
