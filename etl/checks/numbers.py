"""Checks of amounts: readable, not negative, whole where counted, rates within 0–100, ranges the right way."""

from collections.abc import Callable

import numpy as np

from etl.amounts import MICRO, amounts
from etl.frame import Frame, Mask, spread
from etl.known import Known
from etl.problems import Problem
from metrics.registry import Indicator

FULL_RATE = 100 * MICRO


def unreadable_numbers(frame: Frame, column: str) -> list[Problem]:
    """A cell that is not a plain number with at most six decimals."""
    return frame.problems("bad-number", column, frame.rows_with(column, ~amounts(frame.dictionary(column)).readable))


def negative_numbers(frame: Frame, column: str) -> list[Problem]:
    """An amount below zero."""
    return frame.problems(
        "negative-value", column, frame.rows_with(column, amounts(frame.dictionary(column)).micros < 0)
    )


def rates_out_of_range(frame: Frame, column: str, known: Known) -> list[Problem]:
    """A rate above 100 percent; below 0 is a negative number."""
    above = amounts(frame.dictionary(column)).micros > FULL_RATE
    rates = _indicators(frame, known, lambda indicator: indicator.kind == "rate")
    return frame.problems("rate-out-of-range", column, _both(frame, column, above, rates))


def counts_not_whole(frame: Frame, column: str, known: Known) -> list[Problem]:
    """A fraction of a person, a turn, a school; reductions in percent are no counts."""
    broken = amounts(frame.dictionary(column)).micros % MICRO != 0
    counted = frame.asked("unit", lambda word: word != "percent")
    rows = np.flatnonzero(spread(broken, frame.codes(column)) & spread(counted, frame.codes("unit")))
    return frame.problems("bad-number", column, rows)


def ranges_reversed(frame: Frame, low: str, high: str) -> list[Problem]:
    """A range whose high end lies below its low end."""
    given = np.flatnonzero((frame.codes(high) >= 0) & (frame.codes(low) >= 0))
    lows, highs = amounts(frame.dictionary(low)).micros, amounts(frame.dictionary(high)).micros
    turned = given[highs[frame.codes(high)[given]] < lows[frame.codes(low)[given]]]
    return frame.problems("range-reversed", high, turned)


def ranges_half_given(frame: Frame, word_column: str, high: str) -> list[Problem]:
    """A row that says range without a high end, or has a high end and says something else."""
    ranges = spread(frame.asked(word_column, lambda word: word == "range"), frame.codes(word_column))
    return frame.problems("range-incomplete", high, np.flatnonzero(ranges != (frame.codes(high) >= 0)))


def decimals_too_few(frame: Frame) -> list[Problem]:
    """Printed decimals that are no count from 0 to 6, or fewer than the value itself shows."""
    words, shown = frame.words("decimals"), amounts(frame.dictionary("value")).decimals
    valid = frame.asked("decimals", lambda word: word in {str(n) for n in range(7)})
    bad = frame.rows_with("decimals", ~valid)
    said = np.array([int(word) if ok else 6 for word, ok in zip(words, valid, strict=True)], np.int64)
    given = np.flatnonzero((frame.codes("decimals") >= 0) & (frame.codes("value") >= 0))
    fewer = given[said[frame.codes("decimals")[given]] < shown[frame.codes("value")[given]]]
    return frame.problems("bad-number", "decimals", [*bad, *fewer])


def _indicators(frame: Frame, known: Known, question: Callable[[Indicator], bool]) -> Mask:
    entries = known.registry.indicators
    return frame.asked("indicator", lambda word: word in entries and question(entries[word]))


def _both(frame: Frame, column: str, words: Mask, indicators: Mask) -> np.ndarray:
    if not words.any() or not indicators.any():
        return np.empty(0, np.int64)
    return np.flatnonzero(spread(words, frame.codes(column)) & spread(indicators, frame.codes("indicator")))
