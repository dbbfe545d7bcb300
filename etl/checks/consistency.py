"""Checks of figures against each other: shown to the planner, kept as they are, never repaired."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from etl.frame import Codes, Frame, combined, narrowed
from etl.problems import WARNING, Problem
from metrics.registry import Registry

Micros = npt.NDArray[np.int64]
#: Stands for "any amount above": far beyond DECIMAL(18,6), and small enough to be added a few times.
ENDLESS: Final = 1 << 59


class Reach(NamedTuple):
    """What each row's figure may stand for: a closed stretch, in millionths."""

    low: Micros
    high: Micros


def reach(frame: Frame, words: str, low: Micros, high: Micros, tolerance: float, nearly: float) -> Reach:
    """What figures may stand for by qualifier or operator; `high` is the high end of ranges, else the figure."""

    def where(*chosen: str) -> npt.NDArray[np.int64]:
        return frame.rows_with(words, frame.asked(words, lambda word: word in chosen))

    down, up = low.copy(), high.copy()
    around, below = where("about"), where("nearly")
    down[around], up[around] = low[around] * (1 - tolerance), low[around] * (1 + tolerance)
    down[below] = low[below] * (1 - nearly)
    down[where("at_most", "less_than")] = 0
    up[where("at_least", "more_than")] = ENDLESS
    return Reach(down, up)


def parts_not_total(frame: Frame, series: Sequence[str], registry: Registry, figures: Reach) -> list[Problem]:
    """A total that no complete set of parts beside it, in the same statement, can add up to."""
    group, size = _groups(frame, [*series, "indicator"])
    rows: list[int] = []
    for indicator, complete_sets in _complete_sets(frame, registry).items():
        rows += _contradicted(frame, group, size, indicator, complete_sets, figures)
    return frame.problems("parts-not-total", "value", sorted(rows), severity=WARNING)


def subset_exceeds_whole(frame: Frame, series: Sequence[str], registry: Registry, figures: Reach) -> list[Problem]:
    """A figure that must lie within another indicator's figure of the same statement and lies above it."""
    pairs = [
        (frame.words("indicator").index(key), frame.words("indicator").index(entry.subset_of))
        for key, entry in registry.indicators.items()
        if entry.subset_of and {key, entry.subset_of} <= set(frame.words("indicator"))
    ]
    if not pairs:
        return []
    group, size = _groups(frame, [*series, "breakdown"])
    rows = [row for inner, outer in pairs for row in _exceeding(frame, group, size, inner, outer, figures)]
    return frame.problems("subset-exceeds-whole", "value", sorted(rows), severity=WARNING)


def later_milestones_lower(frame: Frame, registry: Registry, low: Micros, years: Sequence[int]) -> list[Problem]:
    """A milestone of which more is better that asks for less than the milestone of an earlier year."""
    rising = {key for key, entry in registry.indicators.items() if entry.direction == "up"}
    milestones: dict[tuple[str | None, ...], list[tuple[int, int, int]]] = {}
    for row in range(frame.rows):
        series = tuple(frame.text(name, row) for name in ("place", "indicator", "breakdown", "coverage", "measured_by"))
        if series[1] in rising and frame.text("kind", row) == "milestone":
            milestones.setdefault(series, []).append((years[row], int(low[row]), row))
    found = [row for group in milestones.values() for row in _falling(group)]
    return frame.problems("later-milestone-lower", "value", sorted(found), severity=WARNING)


def _falling(group: list[tuple[int, int, int]]) -> list[int]:
    return [row for year, value, row in group if any(y < year and v > value for y, v, _ in group)]


def _groups(frame: Frame, columns: Sequence[str]) -> tuple[Codes, int]:
    return narrowed(*combined((frame.codes(column), len(frame.dictionary(column))) for column in columns))


def _complete_sets(frame: Frame, registry: Registry) -> Mapping[int, list[list[int]]]:
    breakdowns = {word: code for code, word in enumerate(frame.words("breakdown"))}
    if "total" not in breakdowns:
        return {}
    return {
        code: [[breakdowns[part] for part in parts] for parts in registry.indicators[word].complete_sets
               if set(parts) <= set(breakdowns)]
        for code, word in enumerate(frame.words("indicator"))
        if word in registry.indicators
    }  # fmt: skip


def _contradicted(
    frame: Frame, group: Codes, size: int, indicator: int, complete_sets: list[list[int]], figures: Reach
) -> list[int]:
    own = frame.codes("indicator") == indicator
    total = np.flatnonzero(own & (frame.codes("breakdown") == frame.words("breakdown").index("total")))
    beside, fits = np.zeros(len(total), np.bool_), np.zeros(len(total), np.bool_)
    for parts in complete_sets:
        there, low, high = _sums(frame, group, size, own, parts, figures)
        at = group[total]
        beside |= there[at]
        fits |= there[at] & (low[at] <= figures.high[total]) & (high[at] >= figures.low[total])
    return [int(row) for row in total[beside & ~fits]]


def _sums(
    frame: Frame, group: Codes, size: int, own: npt.NDArray[np.bool_], parts: list[int], figures: Reach
) -> tuple[npt.NDArray[np.bool_], Micros, Micros]:
    there, low, high = np.ones(size, np.bool_), np.zeros(size, np.int64), np.zeros(size, np.int64)
    for part in parts:
        rows = np.flatnonzero(own & (frame.codes("breakdown") == part))
        present, lows, highs = np.zeros(size, np.bool_), np.zeros(size, np.int64), np.zeros(size, np.int64)
        present[group[rows]] = True
        lows[group[rows]], highs[group[rows]] = figures.low[rows], figures.high[rows]
        there &= present
        low, high = low + lows, high + highs
    return there, low, high


def _exceeding(frame: Frame, group: Codes, size: int, inner: int, outer: int, figures: Reach) -> list[int]:
    within = np.flatnonzero(frame.codes("indicator") == inner)
    around = np.flatnonzero(frame.codes("indicator") == outer)
    ceiling = np.full(size, ENDLESS, np.int64)
    ceiling[group[around]] = figures.high[around]
    return [int(row) for row in within[figures.low[within] > ceiling[group[within]]]]
