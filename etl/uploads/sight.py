"""Everything that a check looks at: the cells of a table, their figures, and who has failed already."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from etl.frame import pairs
from etl.uploads.cells import NO_ROW, Cells, Integers, Series, Time
from etl.uploads.findings import Finding
from etl.uploads.gazetteer import Found
from etl.uploads.knowledge import Knowledge
from etl.uploads.layout import Layout
from etl.uploads.reading import Mask, Numbers
from etl.uploads.sheets import address, shown
from metrics.periods import last_day
from metrics.registry import Indicator
from metrics.vocabulary import UNITS

_HUNDRED = 100_000_000
#: The kinds of units: those of one kind are never mixed up with those of another.
KINDS = {"persons": 0, "turns": 0, "places_offered": 0, "percent": 1, "institutions": 2, "occupations": 3}


@dataclass
class Sight:
    """A table under judgement; `alive` says which cells have passed every check so far."""

    cells: Cells
    numbers: Numbers
    layout: Layout
    known: Knowledge
    today: date
    alive: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.alive = np.ones(self.cells.count, np.bool_)

    # What is asked of distinct values, once.

    @cached_property
    def indicators(self) -> list[Indicator | None]:
        """The indicator of each distinct series."""
        return [self.known.registry.indicators.get(s.indicator or "") for s in self.cells.series.values]

    def of_series(self, question: Callable[[Series, Indicator | None], bool]) -> Mask:
        """For each cell whether the question is true of its series."""
        asked = [question(s, i) for s, i in zip(self.cells.series.values, self.indicators, strict=True)]
        return _spread(asked, self.cells.series.codes)

    def of_time(self, question: Callable[[Time], bool]) -> Mask:
        """For each cell whether the question is true of its period."""
        return _spread([question(t) for t in self.cells.time.values], self.cells.time.codes)

    def of_series_integers(self, value: Callable[[Indicator | None], int]) -> Integers:
        """For each cell an integer of its indicator."""
        return np.array([value(i) for i in self.indicators], np.int64)[self.cells.series.codes]

    @cached_property
    def places(self) -> tuple[Integers, list[Found]]:
        """For each cell which of the places found: each pair of spelling and period resolved once."""
        place, time = self.cells.place, self.cells.time
        code, there = pairs((place.codes, len(place.values)), (time.codes, len(time.values)))
        found = [self._found(place.values[p], time.values[t]) for p, t in there]
        position = np.zeros(len(place.values) * len(time.values) + 1, np.int64)
        for number, (p, t) in enumerate(there):
            position[p * len(time.values) + t] = number
        return position[code], found

    def _found(self, text: str, time: Time) -> Found:
        if not text:
            return Found(None, "unknown-place")
        if time.period is not None:
            return self.known.gazetteer.found(text, time.period.end)
        if self.known.gazetteer.known(text):
            return Found(text)
        return Found(None, "unknown-place", self.known.gazetteer.candidates(text))

    def of_place(self, question: Callable[[Found], bool]) -> Mask:
        """For each cell whether the question is true of its place."""
        codes, found = self.places
        return _spread([question(f) for f in found], codes)

    def suggestion_of_place(self, entry: int) -> str | None:
        """The candidates offered for a cell's place."""
        codes, found = self.places
        return found[int(codes[entry])].suggestion

    @cached_property
    def unit(self) -> Integers:
        """The unit of each cell (position in UNITS): as the file prints it, else the registry's; -2 unknown."""
        own, said = self.numbers.unit, np.where(self.unfit, -1, self._said_unit)
        unit: Integers = np.where(own != -1, own, np.where(said != -1, said, self._usual_unit))
        return unit

    @cached_property
    def _said_unit(self) -> Integers:
        codes = [_unit_code(u.unit, u.text) for u in self.cells.unit.values]
        return np.array(codes, np.int64)[self.cells.unit.codes]

    @cached_property
    def _usual_unit(self) -> Integers:
        return self.of_series_integers(lambda i: -1 if i is None else UNITS.index(i.unit))

    @cached_property
    def unfit(self) -> Mask:
        """Which cells a unit line does not bind, since it counts another kind; none where it fits no cell at all."""
        loose = _spread([u.loose for u in self.cells.unit.values], self.cells.unit.codes)
        fits = (kind_of(self._said_unit) == kind_of(self._usual_unit)) | (self._said_unit == -1)
        return loose & ~fits if (loose & fits).any() else np.zeros_like(loose)

    @cached_property
    def printed_unit(self) -> Mask:
        """Whether the file itself prints the unit."""
        said = _spread([u.printed for u in self.cells.unit.values], self.cells.unit.codes)
        return np.asarray((self.numbers.unit != -1) | said)

    @cached_property
    def rate(self) -> Mask:
        """Which cells are rates."""
        return self.of_series(lambda s, i: i is not None and i.kind == "rate")

    @cached_property
    def reportable_from(self) -> list[date]:
        """For each distinct period the first day on which it may be reported."""
        day = self.known.report_from_day
        return [date.max if t.period is None else last_day(t.period.end.year, t.period.end.month).replace(day=day)
                for t in self.cells.time.values]  # fmt: skip

    # What is said of cells.

    def finding(self, code: str, entry: int, role: str | None = None, suggestion: str | None = None) -> Finding:
        """A problem on the cell of a role in a cell's row; without a role on the figure itself."""
        cells = self.cells
        own = cells.columns.get(role) if role is not None else None
        column = int(cells.column[entry]) if own is None else own
        row: int | None = int(cells.row[entry])
        if role == "header":
            row = cells.header_row
        row = None if row == NO_ROW else row
        header = self.layout.header(column)
        text = self._text(role, entry) or (header if role == "header" else None)
        return Finding(code, row, header, address(row, column), text, suggestion)

    def _text(self, role: str | None, entry: int) -> str | None:
        cells = self.cells
        if role is None:
            return shown(cells.text(entry)) or None
        if role == "place":
            return cells.place.values[int(cells.place.codes[entry])] or None
        if role in ("year", "period", "month", "quarter"):
            time = cells.time.values[int(cells.time.codes[entry])]
            return time.text or (time.period.key if time.period else None)
        if role == "unit":
            unit = cells.unit.values[int(cells.unit.codes[entry])]
            return unit.text or unit.unit
        if role == "state":
            return cells.state.values[int(cells.state.codes[entry])].text
        if role == "as_of":
            return cells.as_of.values[int(cells.as_of.codes[entry])].printed
        return cells.series.values[int(cells.series.codes[entry])].text

    def fail(self, entries: Integers | Mask) -> None:
        """These cells give no observation."""
        self.alive[entries] = False


def kind_of(unit: Integers) -> Integers:
    """The kind of each unit; -1 where there is none, -2 where it is none of ours."""
    table = np.array([*(KINDS[name] for name in UNITS), -2, -1], np.int64)
    return table[unit]


def _unit_code(unit: str | None, text: str | None) -> int:
    if text is not None:
        return -2
    if unit is None:
        return -1
    return UNITS.index(unit) if unit in UNITS else -2


def _spread(by_value: list[bool], codes: Integers) -> Mask:
    values: Mask = np.array(by_value or [False], np.bool_)
    return values[codes]
