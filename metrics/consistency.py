"""Figures that cannot all be right beside each other: which rows, found and never repaired.

Columns of words come as codes (`Coded`), statements and series as one number a row: equal numbers, same statement.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.figures import Ints, share_of
from metrics.registry import Registry, Rules

if TYPE_CHECKING:
    import pandas as pd

#: Of which figures one statement consists: what one page says of a place and period, or one document.
ACTUAL_STATEMENT: Final = ("place", "coverage", "period", "state", "unit", "source", "as_of")
TARGET_STATEMENT: Final = ("place", "coverage", "period", "kind", "standing", "document_id", "source")
DOCUMENT_STATEMENT: Final = ("place", "coverage", "period", "standing", "document_id")
#: Of which targets one series of milestones consists.
MILESTONE_SERIES: Final = ("place", "indicator", "breakdown", "coverage", "measured_by")
#: Stands for "any amount above": far beyond DECIMAL(18,6), and small enough to be added a few times.
ENDLESS: Final = 1 << 59


class Coded(NamedTuple):
    """A column of words: for each row which of the distinct words stands there; -1 where none does."""

    codes: npt.NDArray[np.integer]
    words: Sequence[str]

    def rows(self, *chosen: str) -> Ints:
        """The rows in which one of the chosen words stands."""
        wanted = [code for code, word in enumerate(self.words) if word in chosen]
        return np.flatnonzero(np.isin(self.codes, wanted)) if wanted else np.empty(0, np.int64)


class Reach(NamedTuple):
    """What each row's figure may stand for: a closed stretch, in millionths."""

    low: Ints
    high: Ints

    def at(self, rows: Ints) -> "Reach":
        """The stretches of these rows."""
        return Reach(self.low[rows], self.high[rows])


class Unequal(NamedTuple):
    """The row of a total, and the rows of a complete set of parts beside it that cannot add up to it."""

    total: int
    parts: tuple[int, ...]


class Pair(NamedTuple):
    """A row that cannot be right beside another one."""

    row: int
    against: int


def coded(column: "pd.Series[str]") -> Coded:
    """The column as codes of its distinct words; a missing word is -1."""
    codes, distinct = column.factorize()
    return Coded(codes, [str(word) for word in distinct])


def reach(word: Coded, low: Ints, high: Ints, rules: Rules) -> Reach:
    """What figures may stand for by qualifier or operator; `high` is the high end of ranges, else the figure."""
    down, up = low.copy(), high.copy()
    around, below = word.rows("about"), word.rows("nearly")
    tolerance = share_of(low[around], rules.about_tolerance)
    down[around], up[around] = low[around] - tolerance, low[around] + tolerance
    down[below] = low[below] - share_of(low[below], rules.nearly_reach)
    down[word.rows("at_most", "less_than")] = 0
    up[word.rows("at_least", "more_than")] = ENDLESS
    return Reach(down, up)


def adds_up(total: Reach, parts: Sequence[Reach]) -> npt.NDArray[np.bool_]:
    """Whether each total may be the sum of its parts; an end that is endless stays so in the sum."""
    low = np.sum([part.low for part in parts], axis=0)
    high = np.sum([part.high for part in parts], axis=0)
    return np.asarray((low <= total.high) & (high >= total.low))


def lies_above(inner: Reach, outer: Reach) -> npt.NDArray[np.bool_]:
    """Whether each inner figure is above the one that it must lie within, whatever both may stand for."""
    return np.asarray(inner.low > outer.high)


def parts_not_total(
    statement: Ints, indicator: Coded, breakdown: Coded, figures: Reach, registry: Registry
) -> list[Unequal]:
    """The totals that no complete set of parts of the same statement can add up to, each with its first set."""
    found: list[Unequal] = []
    for word in indicator.words:
        sets = registry.indicators[word].complete_sets if word in registry.indicators else ()
        if sets:
            found += _unequal(statement, indicator.rows(word), breakdown, figures, sets)
    return sorted(found)


def _unequal(
    statement: Ints, own: Ints, breakdown: Coded, figures: Reach, sets: Sequence[Sequence[str]]
) -> list[Unequal]:
    by_part = {word: own[breakdown.codes[own] == code] for code, word in enumerate(breakdown.words)}
    totals = by_part.get("total", own[:0])
    fits, first = np.zeros(len(totals), np.bool_), np.full(len(totals), -1, np.int64)
    tables = []
    for number, parts in enumerate(s for s in sets if set(s) <= set(by_part)):
        rows = np.array([_beside(statement, totals, by_part[part]) for part in parts])
        there = (rows >= 0).all(axis=0)
        fits |= there & adds_up(figures.at(totals), [figures.at(row) for row in rows])
        first[there & (first < 0)] = number
        tables.append(rows)
    wrong = np.flatnonzero((first >= 0) & ~fits)
    return [Unequal(int(totals[at]), tuple(int(row) for row in tables[first[at]][:, at])) for at in wrong]


def subset_above(statement: Ints, indicator: Coded, breakdown: Coded, figures: Reach, registry: Registry) -> list[Pair]:
    """The figures that must lie within another indicator's of the same statement and lie above it, beside that."""
    found: list[Pair] = []
    for inner, outer in _nested(indicator, breakdown, registry):
        whole = _beside(statement, inner, outer)
        above = (whole >= 0) & lies_above(figures.at(inner), figures.at(whole))
        found += map(Pair, inner[above].tolist(), whole[above].tolist())
    return sorted(found)


def _nested(indicator: Coded, breakdown: Coded, registry: Registry) -> Iterator[tuple[Ints, Ints]]:
    """The rows of each indicator that lies within another one, and of that one, breakdown by breakdown."""
    for word in indicator.words:
        whole = registry.indicators[word].subset_of if word in registry.indicators else None
        inner, outer = indicator.rows(word), indicator.rows(*([whole] if whole else []))
        if len(outer):
            for part in np.unique(breakdown.codes[inner]):
                yield inner[breakdown.codes[inner] == part], outer[breakdown.codes[outer] == part]


def _beside(statement: Ints, rows: Ints, others: Ints) -> Ints:
    """For each of `rows` the last of `others` in the same statement; -1 where there is none."""
    if not len(others):
        return np.full(len(rows), -1, np.int64)
    ordered = others[np.argsort(statement[others], kind="stable")]
    at = np.searchsorted(statement[ordered], statement[rows], side="right") - 1
    return np.where((at >= 0) & (statement[ordered[at]] == statement[rows]), ordered[at], -1)


def later_lower(series: Ints, indicator: Coded, kind: Coded, year: Ints, value: Ints, registry: Registry) -> list[Pair]:
    """The milestones of which more is better that ask for less than the highest of an earlier year, beside that."""
    rising = [key for key, entry in registry.indicators.items() if entry.direction == "up"]
    rows = np.intersect1d(indicator.rows(*rising), kind.rows("milestone"))
    rows = rows[np.lexsort((year[rows], series[rows]))]
    if not len(rows):
        return []
    highest, earlier = _first_highest(series[rows], value[rows]), _year_begins(series[rows], year[rows]) - 1
    against = rows[highest[earlier]]
    lower = (earlier >= 0) & (series[against] == series[rows]) & (value[against] > value[rows])
    return sorted(map(Pair, rows[lower].tolist(), against[lower].tolist()))


def _first_highest(series: Ints, value: Ints) -> Ints:
    """For each of the rows, ordered by series, where in its series the first highest value up to it stands."""
    rank = np.unique(value, return_inverse=True)[1] + np.cumsum(np.r_[True, np.diff(series) != 0]) * len(value)
    so_far = np.maximum.accumulate(rank)
    is_new = np.r_[True, so_far[1:] > so_far[:-1]]
    return np.maximum.accumulate(np.where(is_new, np.arange(len(value)), 0))


def _year_begins(series: Ints, year: Ints) -> Ints:
    """For each of the rows, ordered by series and year, where the rows of its series and year begin."""
    begins = np.r_[True, (np.diff(series) != 0) | (np.diff(year) != 0)]
    return np.maximum.accumulate(np.where(begins, np.arange(len(year)), 0))
