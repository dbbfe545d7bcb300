"""The figures of cells, by the marks that each column shows to be decimal."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from etl.amounts import micros
from etl.frame import Codes
from etl.uploads.cells import Cells, Integers
from etl.uploads.figures import BAD, MISSING, READ, UNDECIDED, Amount, Core, Figure, Figures, settled
from metrics.registry import Registry
from metrics.vocabulary import QUALIFIERS, UNITS

MICRO: Final = 1_000_000
MARKS: Final = ("", ".", ",")
Mask = npt.NDArray[np.bool_]
_WHOLE: Final = r"^\d{1,12}$"


@dataclass
class Words:
    """What each distinct word says as a number; amounts in millionths, by either mark where its own leave it open."""

    status: Integers
    low: Integers
    high: Integers
    decimals: Integers
    low_decimal: Integers
    high_decimal: Integers
    decimals_decimal: Integers
    shows: Integers
    mark: Integers
    qualifier: Integers
    unit: Integers
    scale: Integers
    numeric: Integers
    percent: Integers
    suggestion: dict[int, str]


@dataclass
class Numbers:
    """The figure of each cell: its status, amounts in millionths after scaling, printed decimals, unit."""

    status: Integers
    low: Integers
    high: Integers
    decimals: Integers
    qualifier: Integers
    unit: Integers
    scale: Integers
    low_decimal: Integers
    percent: Integers
    numeric: Integers
    column_kind: Integers
    suggestion: dict[int, str]


def numbers_of_words(words: pa.Array, figures: Figures) -> Words:
    """Every distinct word read once; whole numbers in plain digits all at once."""
    count = len(words)
    empty = {name: np.zeros(count, np.int64) for name in Words.__dataclass_fields__ if name != "suggestion"}
    found = Words(**empty, suggestion={})
    found.scale[:] = 1
    found.unit[:] = -1
    plain = pc.match_substring_regex(words, _WHOLE) if count else pa.array([], pa.bool_())
    quick = plain.fill_null(False).to_numpy(zero_copy_only=False)
    if quick.any():
        exact = micros(pc.if_else(plain, words, "0").cast(pa.decimal128(18, 6)))
        found.status[:] = READ
        for column in (found.low, found.high, found.low_decimal, found.high_decimal):
            column[:] = exact
    for position in np.flatnonzero(~quick):
        word = str(words[int(position)].as_py())
        _note(found, int(position), figures.figure(word))
    return found


def _note(found: Words, at: int, figure: Figure) -> None:
    found.status[at] = figure.status
    found.scale[at] = figure.scale
    found.qualifier[at] = QUALIFIERS.index(figure.qualifier)
    found.unit[at] = UNITS.index(figure.unit) if figure.unit in UNITS else (-2 if figure.unit else -1)
    found.numeric[at], found.percent[at] = figure.numeric, figure.percent
    if figure.suggestion:
        found.suggestion[at] = figure.suggestion
    if figure.low is None:
        return
    high = figure.high or figure.low
    ends = (figure.low, high)
    shown_marks = {end.shows for end in ends if end.shows}
    open_marks = {end.mark for end in ends if end.mark}
    if len(shown_marks) > 1 or len(open_marks) > 1:
        found.status[at] = BAD
        return
    found.shows[at] = MARKS.index(next(iter(shown_marks), ""))
    found.mark[at] = MARKS.index(next(iter(open_marks), ""))
    _note_readings(found, at, ends)


def _note_readings(found: Words, at: int, ends: tuple[Core, Core]) -> None:
    mark = MARKS[int(found.mark[at])]
    other = {".": ",", ",": "."}.get(mark)
    thousands = [settled(end, other) for end in ends]
    decimal = [settled(end, mark or None) for end in ends]
    amounts = (*thousands, *decimal)
    if any(amount is None for amount in amounts):
        found.status[at] = BAD
        return
    low, high, low_decimal, high_decimal = (_micros(amount) for amount in amounts)
    found.low[at], found.high[at] = low, high
    found.low_decimal[at], found.high_decimal[at] = low_decimal, high_decimal
    found.decimals[at] = max(a.decimals for a in thousands if a)
    found.decimals_decimal[at] = max(a.decimals for a in decimal if a)
    if min(low, high, low_decimal, high_decimal) <= _TOO_FINE:
        found.status[at] = BAD


_TOO_FINE: Final = -(1 << 62)


def _micros(amount: Amount | None) -> int:
    if amount is None:
        return _TOO_FINE
    exact = amount.value * MICRO
    return int(exact) if exact == exact.to_integral_value() else _TOO_FINE


def numbers(cells: Cells, words: Words, registry: Registry, decimal: str | None) -> Numbers:
    """The figure of each cell, its mark settled by its column and kind; undecided ones keep their status."""
    at = np.where(cells.word < 0, 0, cells.word)
    blank = cells.word < 0
    status = np.where(blank, MISSING, words.status[at]) if len(words.status) else np.full(cells.count, MISSING)
    if not len(words.status):
        zero = np.zeros(cells.count, np.int64)
        ones = zero + 1
        return Numbers(status, zero, zero, zero, zero, -ones, ones, zero, zero, zero, zero, {})
    rate = np.array([s.indicator is not None and registry.indicators[s.indicator].kind == "rate"
                     for s in cells.series.values], np.bool_)[cells.series.codes]  # fmt: skip
    known = np.array([s.indicator is not None for s in cells.series.values], np.bool_)[cells.series.codes]
    kind = cells.column * 2 + rate
    mark = _marks(words, at, status, kind, known & ~blank, rate, decimal)
    read_decimal = (words.mark[at] > 0) & (mark == words.mark[at])
    status = np.where((status == UNDECIDED) & (mark > 0), READ, status)
    low = _chosen(read_decimal, words.low_decimal, words.low, at)
    high = _chosen(read_decimal, words.high_decimal, words.high, at)
    decimals = _chosen(read_decimal, words.decimals_decimal, words.decimals, at)
    return Numbers(
        status, low, high, decimals, words.qualifier[at], words.unit[at], words.scale[at], words.low_decimal[at],
        words.percent[at],
        words.numeric[at], kind, words.suggestion,
    )  # fmt: skip


def _chosen(decimal: Mask, one: Integers, other: Integers, at: Integers) -> Integers:
    """What words say by the one reading where a mark is decimal, else by the other."""
    return np.where(decimal, one[at], other[at]) if decimal.any() else other[at]


def _marks(
    words: Words, at: Codes, status: Integers, kind: Integers, known: Mask, rate: Mask, decimal: str | None
) -> Integers:
    """For each cell which mark is decimal (1 the dot, 2 the comma); 0 where that stays open."""
    if decimal is not None:
        return np.full(len(at), MARKS.index({"comma": ",", "point": "."}[decimal]))
    if not (words.mark > 0).any():
        return np.zeros(len(at), np.int64)
    size = int(kind.max()) + 1 if len(kind) else 1
    shows = np.where(known & (status != BAD), words.shows[at], 0)
    dot, comma = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    dot[kind[shows == 1]] = True
    comma[kind[shows == 2]] = True
    column = np.where(dot & comma, 0, np.where(dot, 1, np.where(comma, 2, 0)))
    contrary = (dot & comma)[kind]
    lone_dot_of_count = (words.mark[at] == 1) & ~rate & ~contrary & (column[kind] == 0)
    return np.where(lone_dot_of_count, 2, column[kind])


def whole(micro: Integers) -> Mask:
    """Which amounts are whole numbers."""
    return np.asarray(micro % MICRO == 0)


def as_number(micro: int, decimals: int) -> int | float:
    """An amount as JSON prints it: whole or with a fraction."""
    value = Decimal(micro) / MICRO
    return int(value) if value == value.to_integral_value() else float(value)
