"""Figures against each other: parts and totals, subsets and wholes, milestones; offending rows and no others."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from metrics.consistency import Pair, Reach, Unequal, coded, later_lower, parts_not_total, reach, subset_above
from metrics.figures import Ints
from metrics.registry import MICRO, Registry, Rules, registry, rules

REGISTRY = Path(__file__).resolve().parents[2] / "data" / "registry"


@pytest.fixture(scope="module")
def entries() -> Registry:
    """The shipped indicators."""
    return registry(REGISTRY / "indicators.toml")


@pytest.fixture(scope="module")
def shipped() -> Rules:
    """The thresholds of the shipped rules file."""
    return rules(REGISTRY / "rules.toml")


def micros(values: Sequence[int]) -> Ints:
    """Whole numbers as millionths."""
    return np.array(values, np.int64) * MICRO


def reached(word: str, value: int, rules: Rules) -> Reach:
    """What one figure may stand for."""
    return reach(coded(pd.Series([word])), micros([value]), micros([value]), rules)


@pytest.mark.parametrize(
    ("word", "low", "high"),
    [
        ("exact", 100, 100),
        ("about", 95, 105),
        ("nearly", 95, 100),
        ("at_most", 0, 100),
        ("less_than", 0, 100),
        ("at_least", 100, None),
        ("more_than", 100, None),
    ],
)
def test_what_a_figure_may_stand_for(word: str, low: int, high: int | None, shipped: Rules) -> None:
    """Tolerances are those of the rules file; a bound is open on its own side."""
    found = reached(word, 100, shipped)
    assert found.low[0] == low * MICRO
    assert found.high[0] == high * MICRO if high is not None else found.high[0] > 10**6 * MICRO * 100_000


@pytest.mark.parametrize(
    ("total", "qualifier", "fails"),
    [(60, "exact", False), (61, "exact", True), (59, "exact", True), (61, "about", False), (80, "about", True)],
)
def test_parts_against_their_total(total: int, qualifier: str, fails: bool, entries: Registry, shipped: Rules) -> None:
    """10 + 20 + 30 is 60; "about" is given its tolerance on both sides."""
    breakdown = coded(pd.Series(["cao_dang", "total", "trung_cap", "so_cap_va_khac"]))
    values = micros([10, total, 20, 30])
    figures = reach(coded(pd.Series([qualifier] * 4)), values, values, shipped)
    indicator = coded(pd.Series(["enrolment"] * 4))
    found = parts_not_total(np.zeros(4, np.int64), indicator, breakdown, figures, entries)
    assert found == [Unequal(1, (0, 2, 3))] * fails


@pytest.mark.parametrize("apart", [0, 1, 2, 3])
def test_parts_of_another_statement_prove_nothing(apart: int, entries: Registry) -> None:
    """A set that is not complete within the statement of the total says nothing about it."""
    statement = np.array([int(row == apart) for row in range(4)])
    values = micros([999, 10, 20, 30])
    breakdown = coded(pd.Series(["total", "cao_dang", "trung_cap", "so_cap_va_khac"]))
    indicator = coded(pd.Series(["enrolment"] * 4))
    assert parts_not_total(statement, indicator, breakdown, Reach(values, values), entries) == []


@pytest.mark.parametrize(
    ("certified", "breakdown", "statement", "fails"),
    [(50, "total", 0, False), (51, "total", 0, True), (51, "female", 0, False), (51, "total", 1, False)],
)
def test_certified_within_trained(
    certified: int, breakdown: str, statement: int, fails: bool, entries: Registry
) -> None:
    """The certified rate lies within the trained one of the same breakdown and statement; equal is within."""
    values = micros([50, certified])
    indicator = coded(pd.Series(["trained_labour_rate", "certified_labour_rate"]))
    parts = coded(pd.Series(["total", breakdown]))
    found = subset_above(np.array([0, statement]), indicator, parts, Reach(values, values), entries)
    assert found == [Pair(1, 0)] * fails


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([(2025, 42), (2030, 40)], [(1, 0)]),
        ([(2030, 40), (2025, 42)], [(0, 1)]),
        ([(2025, 42), (2030, 42)], []),
        ([(2025, 42), (2025, 40)], []),
        ([(2025, 42), (2028, 45), (2030, 44), (2035, 43)], [(2, 1), (3, 1)]),
        ([(2025, 42), (2025, 45), (2030, 43), (2030, 50)], [(2, 1)]),
    ],
)
def test_a_later_milestone_below_an_earlier_one(
    rows: list[tuple[int, int]], expected: list[tuple[int, int]], entries: Registry
) -> None:
    """Held against the highest of an earlier year; milestones of one year are rivals, not steps."""
    year, value = (np.array([row[at] for row in rows], np.int64) for at in (0, 1))
    indicator, kind = (coded(pd.Series([word] * len(rows), dtype="str")) for word in ("streaming_rate", "milestone"))
    found = later_lower(np.zeros(len(rows), np.int64), indicator, kind, year, value, entries)
    assert found == [Pair(*pair) for pair in expected]


@pytest.mark.parametrize(
    ("indicator", "kind", "series"),
    [
        ("streaming_rate", "year", (0, 0)),
        ("learners_stock", "milestone", (0, 0)),
        ("streaming_rate", "milestone", (0, 1)),
    ],
)
def test_what_is_no_step_down(indicator: str, kind: str, series: tuple[int, int], entries: Registry) -> None:
    """Plans of a year, indicators of which more is not better, and milestones of two series are left in peace."""
    year, value = np.array([2025, 2030]), micros([42, 40])
    words = (coded(pd.Series([word] * 2)) for word in (indicator, kind))
    assert later_lower(np.array(series), *words, year, value, entries) == []
