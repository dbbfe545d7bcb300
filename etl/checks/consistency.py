"""Checks of figures against each other: shown to the planner, kept as they are, never repaired."""

from collections.abc import Iterable, Sequence

from etl.frame import Codes, Frame, combined
from etl.problems import WARNING, Problem
from metrics import consistency
from metrics.consistency import Coded, Reach
from metrics.registry import Registry


def parts_not_total(frame: Frame, statement: Sequence[str], registry: Registry, figures: Reach) -> list[Problem]:
    """A total that no complete set of parts beside it, in the same statement, can add up to."""
    found = consistency.parts_not_total(
        _together(frame, statement), coded(frame, "indicator"), coded(frame, "breakdown"), figures, registry
    )
    return _warnings(frame, "parts-not-total", (unequal.total for unequal in found))


def subset_exceeds_whole(frame: Frame, statement: Sequence[str], registry: Registry, figures: Reach) -> list[Problem]:
    """A figure that must lie within another indicator's figure of the same statement and lies above it."""
    found = consistency.subset_above(
        _together(frame, statement), coded(frame, "indicator"), coded(frame, "breakdown"), figures, registry
    )
    return _warnings(frame, "subset-exceeds-whole", (pair.row for pair in found))


def later_milestones_lower(frame: Frame, registry: Registry, value: Codes, years: Codes) -> list[Problem]:
    """A milestone of which more is better that asks for less than the milestone of an earlier year."""
    series = _together(frame, consistency.MILESTONE_SERIES)
    found = consistency.later_lower(series, coded(frame, "indicator"), coded(frame, "kind"), years, value, registry)
    return _warnings(frame, "later-milestone-lower", (pair.row for pair in found))


def coded(frame: Frame, column: str) -> Coded:
    """A column of the frame as codes of its distinct words."""
    return Coded(frame.codes(column), frame.words(column))


def _together(frame: Frame, columns: Sequence[str]) -> Codes:
    return combined((frame.codes(column), len(frame.dictionary(column))) for column in columns)[0]


def _warnings(frame: Frame, code: str, rows: Iterable[int]) -> list[Problem]:
    return frame.problems(code, "value", rows, severity=WARNING)
