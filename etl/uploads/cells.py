"""Cells that may become observations: one entry a cell, everything about it as codes of distinct values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.frame import DENSE, Codes, combined
from etl.uploads.folding import without_footnote
from etl.uploads.moments import BAD, Moment, cumulated, period_said
from metrics.periods import Period, period

Value = TypeVar("Value")
Integers = npt.NDArray[np.int64]
#: Stands for no row of the file: a sum of rows.
NO_ROW: Final = 0


class Place(NamedTuple):
    """A place as written."""

    text: str


class Series(NamedTuple):
    """An indicator and its breakdown; `code` says why there is none, `text` which words were not understood."""

    indicator: str | None
    breakdown: str = "total"
    code: str | None = None
    role: str = "indicator"
    text: str | None = None


class Time(NamedTuple):
    """A period; `code` says why there is none."""

    period: Period | None
    code: str | None = None
    role: str = "period"
    text: str | None = None


class Unit(NamedTuple):
    """A printed unit and scale, None where nothing is printed; `text` which words are no unit of ours."""

    unit: str | None = None
    scale: int = 1
    text: str | None = None
    printed: bool = False
    loose: bool = False


class State(NamedTuple):
    """A state as written; None where none is; `text` which words are no state."""

    state: str | None = None
    text: str | None = None


class Day(NamedTuple):
    """A day as written; None where none is; `text` which words are no day."""

    day: date | None = None
    printed: str | None = None
    bad: bool = False


@dataclass
class Coded(Generic[Value]):
    """A column of few distinct values: for each entry the position of its value."""

    values: Sequence[Value]
    codes: Codes

    def taken(self, chosen: npt.NDArray[np.bool_]) -> "Coded[Value]":
        """The chosen entries."""
        return Coded(self.values, self.codes[chosen])


@dataclass
class Cells:
    """Cells of one table; `columns` says in which column of the sheet each role stands."""

    row: Integers
    column: Integers
    place: Coded[str]
    series: Coded[Series]
    time: Coded[Time]
    unit: Coded[Unit]
    state: Coded[State]
    as_of: Coded[Day]
    source: Coded[str | None]
    note: Coded[str | None]
    words: pa.Array
    word: Codes
    columns: dict[str, int | None] = field(default_factory=dict)
    header_row: int | None = None
    blanks_allowed: bool = False
    rows_read: int = 0
    remarks: list[str] = field(default_factory=list)
    #: Entries whose number may go on in the next cell of the file, with what it would be.
    torn: dict[int, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many cells there are."""
        return len(self.row)

    def text(self, entry: int) -> str:
        """The cell's text; empty where it is blank."""
        code = int(self.word[entry])
        return "" if code < 0 else str(self.words[code].as_py())


class Interner(Generic[Value]):
    """Numbers values in the order in which they first come."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._codes: dict[Value, int] = {}

    def code(self, value: Value) -> int:
        """The number of a value."""
        code = self._codes.get(value)
        if code is None:
            code = self._codes[value] = len(self.values)
            self.values.append(value)
        return code


def distinct(parts: Iterable[tuple[Codes, int]], rows: int) -> tuple[Codes, list[int]]:
    """One small code for each combination that occurs, and for each such code a row where it does."""
    listed = list(parts)
    if not listed or not rows:
        return np.zeros(rows, np.int64), [0] if rows else []
    code, size = combined(listed)
    if size > max(DENSE // 4, 4 * rows):
        _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
        return inverse.astype(np.int64), first.tolist()
    row_of = np.full(size, -1, np.int64)
    row_of[code] = np.arange(rows)
    there = np.flatnonzero(row_of >= 0)
    small = np.zeros(size, np.int32)
    small[there] = np.arange(len(there), dtype=np.int32)
    return small[code].astype(np.int64), [int(row) for row in row_of[there]]


def time(year_text: str | None, said: Moment | None, fallback: Moment, cumulation: str | None, years: range) -> Time:
    """The period of a cell: its own year and part, else those of the fallback."""
    year = _year(year_text)
    if year is None and year_text:
        return Time(None, "bad-year", "year", year_text)
    own = said or Moment(None)
    if year is not None and own.year is not None and own.year != year:
        return Time(None, "bad-period", "period", str(own.year))
    key = own.key or (None if year or own.year or own.part else fallback.key)
    if key is not None:
        return _keyed(key, years)
    year = year or own.year or fallback.year
    part = own.part if own.part is not None else fallback.part
    if year is None or year not in years:
        return Time(None, "bad-year", "year", year_text or (str(year) if year else None))
    found = period_said(cumulated(part or "", cumulation), year)
    return Time(found) if found is not None else Time(None, "bad-period", "period", BAD)


def _keyed(key: str, years: range) -> Time:
    found = period(key)
    outside = not {found.start.year, found.end.year} <= set(years)
    return Time(None, "bad-year", "period", key) if outside else Time(found)


def _year(text: str | None) -> int | None:
    words = without_footnote(text or "").lower().replace("năm", "").strip()
    return int(words) if words.isdecimal() and len(words) == 4 else None
