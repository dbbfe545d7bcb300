"""The year-plan engine, boundaries first."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.figures import micros
from metrics.registry import Rules, rules
from metrics.verdict import verdicts
from scorecards.read import REGISTRY

USUAL: dict[str, Any] = {
    "operator": "eq", "kind": "year", "target_decimals": 0, "baseline_value": np.nan, "years_from_baseline": 1,
    "target_tied": False, "indicator_kind": "flow", "direction": "up", "has_actual": True, "has_estimate": False,
    "actual_decimals": 0,
    "qualifier": "exact", "whole": True, "to_date": True, "actual_tied": False, "some_years_missing": False,
    "due": True, "over": True, "place_ended": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Rules:
    """The thresholds of the shipped rules file."""
    return rules(REGISTRY / "rules.toml")


def decimals(text: str) -> int:
    """How finely a number is printed."""
    return len(text.partition(".")[2])


def verdict(shipped: Rules, target: str, actual: str, **given: Any) -> "pd.Series[Any]":
    """The verdict on one printed actual against one printed target."""
    high, actual_high = given.pop("target_high", target), given.pop("actual_high", actual)
    row = USUAL | {"target_decimals": decimals(target), "actual_decimals": decimals(actual)} | given
    row |= {"target_value": micros(target), "target_value_high": micros(high)}
    row |= {"actual_value": micros(actual), "actual_value_high": micros(actual_high)}
    return verdicts(pd.DataFrame([row]), shipped).iloc[0]


COUNTS = [
    # operator, target, actual, status
    ("eq", "100", "100", "met"), ("eq", "100", "101", "exceeded"), ("eq", "100", "99", "nearly"),
    ("eq", "100", "95", "nearly"), ("eq", "10000", "9499", "missed"), ("eq", "10000", "9500", "nearly"),
    ("about", "100", "100", "met"), ("about", "100", "105", "met"), ("about", "100", "106", "exceeded"),
    ("about", "100", "95", "nearly"), ("about", "100", "94", "missed"),
    ("at_least", "100", "100", "met"), ("at_least", "100", "150", "met"), ("at_least", "100", "99", "nearly"),
    ("more_than", "100", "100", "nearly"), ("more_than", "100", "101", "met"),
    ("at_most", "100", "100", "met"), ("at_most", "100", "101", "nearly"), ("at_most", "100", "106", "missed"),
    ("less_than", "100", "100", "nearly"), ("less_than", "100", "99", "met"),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "target", "actual", "status"), COUNTS)
def test_counts_by_operator(operator: str, target: str, actual: str, status: str, shipped: Rules) -> None:
    """Equality is met, 95 % is near, one below is not; only eq, about and range can be exceeded."""
    assert verdict(shipped, target, actual, operator=operator)["status"] == status


@pytest.mark.parametrize(
    ("actual", "status"), [("40", "met"), ("45", "met"), ("46", "exceeded"), ("39.5", "nearly"), ("39.4", "missed")]
)
def test_a_range_asks_for_its_low_end(actual: str, status: str, shipped: Rules) -> None:
    """Inside a range is met, above its far end exceeded, short of its low end by points near or missed."""
    found = verdict(shipped, "40", actual, operator="range", target_high="45", indicator_kind="rate")
    assert found["status"] == status


@pytest.mark.parametrize(
    ("target", "actual", "operator", "status", "reason"),
    [
        ("72.2", "72.23", "at_least", "met", None),
        ("51.2", "52.5", "at_least", "met", None),
        ("72.2", "72.2", "eq", "met", None),
        ("70.2", "70.25", "eq", "exceeded", None),
        ("78.4", "78.0", "eq", "nearly", None),
        ("78.5", "78.0", "eq", "nearly", None),
        ("78.6", "78.0", "eq", "missed", None),
        ("30", "29.2", "eq", "missed", None),
        ("30", "29.5", "about", "nearly", None),
        ("30", "29.4", "about", "missed", None),
        ("73.2", "73", "eq", "undetermined", "rounded"),
        ("52.5", "52", "at_least", "undetermined", "rounded"),
        ("36.1", "36", "eq", "undetermined", "rounded"),
        ("73.2", "74", "eq", "exceeded", None),
        ("73.5", "74", "eq", "met", None),
        ("73.2", "72", "eq", "missed", None),
    ],
)
def test_rates_are_judged_in_points(target, actual, operator, status, reason, shipped: Rules) -> None:  # type: ignore[no-untyped-def]
    """Half a point is near, more is missed; a whole number against one decimal stands for ± 0,5."""
    found = verdict(shipped, target, actual, operator=operator, indicator_kind="rate")
    assert (found["status"], found["reason"]) == (status, reason)


@pytest.mark.parametrize(
    ("qualifier", "actual", "high", "status", "reason"),
    [
        ("more_than", "100", "100", "exceeded", None),
        ("more_than", "99", "99", "undetermined", "qualified"),
        ("nearly", "100", "100", "nearly", None),
        ("nearly", "101", "101", "undetermined", "qualified"),
        ("nearly", "120", "120", "exceeded", None),
        ("nearly", "99", "99", "missed", None),
        ("about", "100", "100", "undetermined", "qualified"),
        ("about", "106", "106", "exceeded", None),
        ("about", "80", "80", "missed", None),
        ("range", "100", "110", "met", None),
        ("range", "90", "110", "undetermined", "qualified"),
        ("range", "95", "99", "nearly", None),
        ("range", "80", "99", "missed", None),
    ],
)
def test_qualified_figures_stand_only_when_all_of_them_do(
    qualifier, actual, high, status, reason, shipped: Rules
) -> None:  # type: ignore[no-untyped-def]
    """The verdict of "hơn", "gần", "khoảng" is that of its least favourable end, or none."""
    found = verdict(shipped, "100", actual, actual_high=high, qualifier=qualifier)
    assert (found["status"], found["reason"]) == (status, reason)


@pytest.mark.parametrize(
    ("given", "status", "reason"),
    [
        ({"whole": False, "actual": "27828"}, "undetermined", "part_year"),
        ({"whole": False, "actual": "28000"}, "met", None),
        ({"whole": False, "actual": "28001"}, "exceeded", None),
        ({"whole": False, "actual": "28000", "qualifier": "nearly"}, "undetermined", "part_year"),
        ({"whole": False, "actual": "90000", "indicator_kind": "rate"}, "undetermined", "part_year"),
        ({"whole": False, "actual": "10", "indicator_kind": "stock"}, "undetermined", "part_year"),
        ({"whole": False, "actual": "28001", "operator": "at_most"}, "missed", None),
        ({"whole": False, "actual": "27000", "operator": "at_most"}, "undetermined", "part_year"),
    ],
)
def test_a_year_that_is_over_but_only_partly_known(
    given: dict[str, Any], status: str, reason: str | None, shipped: Rules
) -> None:
    """A flow at target has done it; below it may have; a rate inside the year is not the year's."""
    found = verdict(shipped, "28000", given.pop("actual"), **given)
    assert (found["status"], found["reason"]) == (status, reason)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"whole": False, "actual": "99"}, "in_progress"),
        ({"whole": False, "actual": "100"}, "met"),
        ({"whole": False, "actual": "101"}, "exceeded"),
        ({"whole": True, "actual": "99"}, "in_progress"),
        ({"whole": False, "actual": "101", "operator": "at_most"}, "missed"),
        ({"whole": False, "actual": "100", "operator": "at_most"}, "in_progress"),
        ({"whole": True, "actual": "120", "indicator_kind": "rate"}, "in_progress"),
        ({"whole": False, "actual": "120", "indicator_kind": "stock"}, "in_progress"),
    ],
)
def test_a_running_year_counts_only_what_has_happened(given: dict[str, Any], status: str, shipped: Rules) -> None:
    """Reached is reached, short is in progress, a rate never counts before the year ends."""
    assert verdict(shipped, "100", given.pop("actual"), over=False, **given)["status"] == status


@pytest.mark.parametrize(
    ("given", "status", "reason"),
    [
        ({"place_ended": True}, "no_data", "place_ended"),
        ({"place_ended": True, "has_actual": False}, "no_data", "place_ended"),
        ({"due": False}, "not_due", None),
        ({"has_actual": False}, "no_data", "no_actual"),
        ({"has_actual": False, "over": False}, "not_due", None),
        ({"has_actual": False, "over": False, "has_estimate": True}, "in_progress", None),
        ({"has_actual": False, "has_estimate": True}, "no_data", "no_actual"),
        ({"has_actual": False, "some_years_missing": True}, "undetermined", "missing_years"),
        ({"has_actual": False, "some_years_missing": True, "over": False}, "in_progress", None),
        ({"actual_tied": True}, "undetermined", "conflict"),
        ({"target_tied": True}, "undetermined", "conflict"),
        ({"direction": "none"}, "undetermined", "no_direction"),
        ({"direction": "none", "operator": "at_least"}, "met", None),
        ({"operator": "reduce_by_at_least"}, "undetermined", "no_baseline"),
    ],
)
def test_why_there_is_no_verdict(given: dict[str, Any], status: str, reason: str | None, shipped: Rules) -> None:
    """Unknown is said to be unknown, with the first reason that applies."""
    found = verdict(shipped, "100", "100", **given)
    assert (found["status"], found["reason"]) == (status, reason)


@pytest.mark.parametrize(
    ("actual", "status", "attainment"),
    [("90", "met", 1.0), ("85", "met", 1.5), ("91", "missed", 0.9), ("90.5", "nearly", 0.95)],
)
def test_a_reduction_is_measured_from_its_baseline(actual: str, status: str, attainment: float, shipped: Rules) -> None:
    """Down by at least 10 % from 100: (B − A)/(B − T)."""
    found = verdict(
        shipped, "10", actual, operator="reduce_by_at_least", direction="none", baseline_value=float(micros("100"))
    )
    assert (found["status"], found["attainment"]) == (status, attainment)


@pytest.mark.parametrize(
    ("years", "actual", "status"), [(1, "105", "met"), (2, "110.25", "met"), (2, "110.24", "nearly")]
)
def test_an_average_rise_compounds(years: int, actual: str, status: str, shipped: Rules) -> None:
    """At least 5 % a year for two years asks for 110,25 from 100."""
    given = {"operator": "increase_by_at_least", "baseline_value": float(micros("100")), "years_from_baseline": years}
    assert verdict(shipped, "5", actual, **given)["status"] == status


@pytest.mark.parametrize(
    ("target", "actual", "given", "attainment", "variance", "shortfall"),
    [
        ("224500", "245316", {}, 1.0927, 20816, None),
        ("28000", "27828", {}, 0.9939, -172, 172),
        ("72.2", "72.23", {"indicator_kind": "rate"}, 1.0004, 0.03, None),
        ("78.4", "78.0", {"indicator_kind": "rate"}, 0.9949, -0.4, 0.4),
        ("100", "80", {"operator": "at_most"}, 1.25, -20, None),
        ("100", "125", {"operator": "at_most"}, 0.8, 25, 25),
        ("0", "5", {}, None, 5, None),
    ],
)
def test_attainment_variance_and_what_is_lacking(
    target, actual, given, attainment, variance, shortfall, shipped: Rules
) -> None:  # type: ignore[no-untyped-def]
    """A/T or T/A to four decimals, A − T exactly, and the rest still needed."""
    found = verdict(shipped, target, actual, **given)
    numbers = [found["attainment"], found["variance"] / 1e6, found["shortfall"] / 1e6]
    assert [None if np.isnan(n) else n for n in numbers] == [attainment, variance, shortfall]


def test_a_single_month_is_no_share_of_a_year(shipped: Rules) -> None:
    """In-period figures get no attainment against the year, but the target still stands beside them."""
    found = verdict(shipped, "100", "10", whole=False, to_date=False)
    assert np.isnan(found["attainment"])
    assert found["status"] == "undetermined"
