"""One row of a file of targets: what each cell says, and the target that they make together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from etl.plans.amounts import RELATIVE, Marks, Read, Said, amount, said
from etl.plans.around import Around
from etl.plans.words import meaning, period
from etl.uploads.figures import MISSING
from etl.uploads.findings import Finding
from etl.uploads.folding import folded
from etl.uploads.knowledge import Knowledge
from etl.uploads.said import day as day_of
from etl.uploads.sheets import address, shown
from metrics.periods import Period
from warehouse.writer import now_in_vietnam

#: The row below a header that numbers the columns: A, B, 1, 2, 3=2/1.
_NUMBERING: Final = re.compile(r"\(?(?:[A-ZĐ]|\d{1,2})\)?(?:\s*=.*)?")
BESIDE: Final = ("issuer", "source", "quotation", "note", "replaces")


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


class Grid(Protocol):
    """The sheet that a row stands on."""

    grid: Sequence[list[str]]
    header: int | None
    columns: Mapping[str, int]


class Row:
    """One row while it is read; `findings` is what is wrong with it."""

    def __init__(self, sheet: Grid, number: int, beside: Around, known: Knowledge) -> None:
        self.sheet, self.number, self.beside, self.known = sheet, number, beside, known
        self.cells = sheet.grid[number - 1]
        self.findings: list[Finding] = []
        self.said: Said = self._said("value")
        self.indicator: str | None = None
        self.breakdown = "total"

    def _said(self, key: str) -> Said:
        """A figure; a unit column that says % counts as its percent sign."""
        found = said(self.cell(key), self.known.figures)
        unit = self.known.lexicon.unit(self.text("unit")) if self.text("unit") else None
        percent = found.figure.percent or (unit is not None and unit[0] == "percent")
        return found._replace(figure=replace(found.figure, percent=percent))

    def cell(self, key: str) -> str:
        """A cell as it lies in the file; empty without such a column."""
        at = self.sheet.columns.get(key)
        return self.cells[at] if at is not None and at < len(self.cells) else ""

    def text(self, key: str) -> str:
        """A cell as a person sees it."""
        return shown(self.cell(key))

    @property
    def holds_a_target(self) -> bool:
        """Whether this is a row of the table and no line below it, no group, no numbering of the columns."""
        filled = [shown(cell) for cell in self.cells if cell]
        if len(filled) < 2 or not self.text("indicator"):
            return False
        return self.number != (self.sheet.header or 0) + 2 or not all(_NUMBERING.fullmatch(text) for text in filled)

    @property
    def is_blank(self) -> bool:
        """Whether no figure is filled in."""
        return self.said.figure.status == MISSING and not self.text("value_high")

    @property
    def is_rate(self) -> bool:
        """Whether its figure is a share: of a rate, or of a baseline."""
        entry = self.known.registry.indicators.get(self.indicator or "")
        worded = meaning("operator", self.text("operator")) or self.said.operator
        return (entry is not None and entry.kind == "rate") or worded in RELATIVE

    def finding(self, code: str, key: str, suggestion: str | None = None) -> Finding:
        """A problem of one cell."""
        at, header = self.sheet.columns.get(key), self.sheet.header
        name = None if at is None or header is None else shown(self.sheet.grid[header][at])
        return Finding(code, self.number, name, address(self.number, at), self.text(key) or None, suggestion)

    def wrong(self, code: str, key: str, suggestion: str | None = None) -> None:
        """Note a problem of one cell."""
        self.findings.append(self.finding(code, key, suggestion))

    def name_series(self, above: str | None) -> None:
        """Indicator and level; a level alone belongs to the indicator above it."""
        phrase = self.known.lexicon.phrase(self.text("indicator"))
        level = self.known.lexicon.phrase(self.text("breakdown")) if self.text("breakdown") else None
        self.breakdown = (level.breakdown if level else phrase.breakdown) or "total"
        own = phrase.indicator or (above if phrase.breakdown and phrase.breakdown != "total" else None)
        if not phrase.whole or own is None:
            self.wrong("unknown-indicator", "indicator")
            return
        self.indicator = own
        known = self.known.registry.indicators[own].breakdowns
        if (level is not None and level.breakdown is None) or (
            self.breakdown != "total" and self.breakdown not in known
        ):
            self.wrong("unknown-breakdown", "breakdown" if level else "indicator")

    def read(self, column: Marks) -> PlanRow | None:
        """The target; None where something of it is wrong."""
        span, is_path = period(self.text("period") or self.beside.period)
        if span is None or not (self.known.years.start <= span.year < self.known.years.stop):
            self.wrong("bad-period", "period")
        place = self._place(span.end if span else now_in_vietnam().date())
        target = self._figure(column) | self._baseline(column) | self._words(span, is_path)
        day = self._day()
        if self.findings or span is None or place is None or self.indicator is None:
            return None
        number = self.text("document") or self.beside.document or None
        target |= {
            "place": place, "indicator": self.indicator, "breakdown": self.breakdown, "period": span.key,
            "period_start": span.start, "period_end": span.end, "known_from": day,
            "document_id": document_id(place, number, day),
        }  # fmt: skip
        rest = {key: self.text(key) or None for key in BESIDE}
        rest["issuer"] = rest["issuer"] or (self.beside.issuer or None if not self.text("document") else None)
        return PlanRow(self.number, target, number, **rest)

    def _place(self, on: date) -> str | None:
        found = self.known.gazetteer.found(self.text("place") or self.beside.place, on)
        if found.place is None:
            self.wrong(found.code or "unknown-place", "place", found.suggestion)
        return found.place

    def _words(self, span: Period | None, is_path: bool) -> dict[str, str | None]:
        """Kind, standing and coverage, each a word of a closed list."""
        several = span is not None and span.is_several_years
        return {
            "kind": self._word("kind", "milestone" if is_path else "cumulative" if several else "year"),
            "standing": self._word("standing", "issued"),
            "coverage": self._word("coverage", "") or None,
        }

    def _word(self, of: str, usual: str) -> str:
        if not self.text(of):
            return usual
        found = meaning(of, self.text(of))
        if found is None:
            self.wrong("unknown-word", of)
        return found or usual

    def _figure(self, column: Marks) -> dict[str, Any]:
        """Operator, ends, decimals and unit."""
        read = amount(self.said, self.is_rate, column)
        operator = self._word("operator", self.said.operator or "eq")
        if read.code:
            self.wrong(read.code, "value", read.suggestion)
        high = read.high if not self.text("value_high") else self._high(column)
        if not read.code and (operator == "range") != (high is not None):
            self.wrong("range-incomplete", "value")
        if high is not None and read.low is not None and high < read.low:
            self.wrong("range-reversed", "value")
        if self.is_rate and max(read.low or Decimal(0), high or Decimal(0)) > 100:
            self.wrong("rate-out-of-range", "value")
        unit = self._unit(operator)
        return {"operator": operator, "value": read.low, "value_high": high, "decimals": read.decimals, "unit": unit}

    def _high(self, column: Marks) -> Decimal | None:
        read = amount(self._said("value_high"), self.is_rate, column)
        if read.code:
            self.wrong(read.code, "value_high", read.suggestion)
        return read.low

    def _baseline(self, column: Marks) -> dict[str, Any]:
        """What the target starts from, a figure of the indicator itself, and of which period."""
        read, span = Read(), None
        if self.text("baseline"):
            entry = self.known.registry.indicators.get(self.indicator or "")
            rate = entry is not None and entry.kind == "rate"
            kind = column if rate == self.is_rate else Marks(column.decimal)
            read = amount(self._said("baseline"), rate, kind)
            if read.code:
                self.wrong(read.code, "baseline", read.suggestion)
        if self.text("baseline_period"):
            span, _ = period(self.text("baseline_period"))
            if span is None:
                self.wrong("bad-period", "baseline_period")
        return {"baseline_value": read.low, "baseline_period": None if span is None else span.key}

    def _unit(self, operator: str) -> str:
        """The unit of the indicator's figures; a share of a baseline prints percent and keeps that unit."""
        entry = self.known.registry.indicators.get(self.indicator or "")
        usual = entry.unit if entry else "persons"
        printed, text = self.said.figure.unit, self.text("unit")
        found = self.known.lexicon.unit(text) if text else (printed or usual, 1)
        unit = found[0] or usual if found else "other"
        if operator in RELATIVE and unit == "percent":
            return usual
        if found is None or found[1] != 1 or (entry is not None and unit not in entry.units):
            self.wrong("unit-mismatch", "unit" if text else "value")
        return unit

    def _day(self) -> date | None:
        if not self.text("date"):
            return None if self.text("document") else self.beside.day
        found = day_of(self.text("date"))
        if found.bad:
            self.wrong("bad-date", "date")
        return found.day


def document_id(place: str, number: str | None, day: date | None) -> str | None:
    """The identifier of a document: its place, number and date; None for a target whose document is not known."""
    if not number:
        return None
    parts = [place, re.sub(r"[^0-9a-z]+", "-", folded(number)).strip("-"), day.isoformat() if day else None]
    return ".".join(part for part in parts if part)
