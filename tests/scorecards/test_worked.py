"""Formulas worked out on the shipped facts: the sums that the page of methods prints."""

from decimal import Decimal
from pathlib import Path

import pytest

from metrics.vocabulary import REASONS, STATUSES
from scorecards.read import Clock, facts
from scorecards.table import scorecard_of
from scorecards.worked import (
    CASES,
    FORMULAS,
    PLACES,
    YEARS,
    Worked,
    assumed_roll_up,
    roll_up_assumed,
    roll_up_nation,
    worked,
)
from warehouse.serving import serving


@pytest.fixture(scope="module")
def found(store: Path) -> list[Worked]:
    """Every case in Vietnamese."""
    known = facts(serving(store), PLACES, Clock())
    return worked(scorecard_of(known, YEARS, Clock()), known.rules, "vi")


def steps(found: list[Worked], formula: str) -> list[str]:
    """The sums of a formula."""
    return [one.step for one in found if one.formula == formula]


def test_every_case_stands_on_a_shipped_fact(found: list[Worked]) -> None:
    """A case whose row is gone would leave its formula without an example."""
    assert [one.case for one in found] == list(CASES)
    assert {one.formula for one in found} | {"roll_up"} == set(FORMULAS)


@pytest.mark.parametrize(
    ("formula", "sums"),
    [
        ("attainment", ["245.316 ÷ 224.500 = 1,0927 = 109,27%", "33.682 ÷ 25.000 = 1,3473 = 134,73%"]),
        ("variance", ["245.316 − 224.500 = +20.816", "72,23% − 72,2% = +0,03 điểm %"]),
        ("shortfall", ["28.000 − 27.828 = 172"]),
        ("nearly", ["78,4% − 78,0% = 0,4 điểm % ≤ 0,5 điểm %", "30% − 29,2% = 0,8 điểm % > 0,5 điểm %"]),
        (
            "required_rise_share",
            [
                "(72,23% − 71,1%) ÷ (72,2% − 71,1%) = 1,13 ÷ 1,1 = 102,73%",
                "(73% − 72,23%) ÷ (73,2% − 72,23%) = 0,77 ÷ 0,97 = 79,38%",
            ],
        ),
    ],
)
def test_the_sums(found: list[Worked], formula: str, sums: list[str]) -> None:
    """Both sides of each sum are the figures of the facts."""
    assert steps(found, formula) == sums


def test_a_rounded_figure_stands_for_an_interval(found: list[Worked]) -> None:
    """73 against 73,2 may be either side and is not decided; 72,23 against 72,2 is."""
    told = [one for one in found if one.formula == "interval"]
    assert "từ 72,5% đến 73,5%" in told[0].step
    assert [(one.status, one.reason) for one in told] == [("undetermined", "rounded"), ("met", None)]


def test_a_part_of_the_year_decides_only_what_is_reached(found: list[Worked]) -> None:
    """Eleven months suffice for cao đẳng and leave trung cấp open."""
    told = [(one.status, one.reason) for one in found if one.formula == "part_year"]
    assert told == [("exceeded", None), ("undetermined", "part_year")]


def test_verdicts_are_of_the_closed_lists(found: list[Worked]) -> None:
    """No verdict without a word."""
    assert {one.status for one in found if one.status} <= set(STATUSES)
    assert {one.reason for one in found if one.reason} <= set(REASONS)


def test_rates_are_weighted_not_averaged() -> None:
    """70, 60 and 50 % of 600, 800 and 400 thousand are 61,11 %, not 60."""
    assert assumed_roll_up().value == Decimal("61.11")
    assert roll_up_assumed("vi") == "(70% × 600 + 60% × 800 + 50% × 400) ÷ 1.800 = 61,11%, không phải 60%"


def test_the_weighted_provinces_give_the_published_nation(store: Path) -> None:
    """Told with both figures; nothing where a year has no weights."""
    reads = serving(store)
    told = roll_up_nation(reads.known_observations(), reads.labour_force(), 2015, "vi")
    assert told is not None
    assert "19,95%" in told
    assert "19,9%" in told
    assert roll_up_nation(reads.known_observations(), reads.labour_force(), 2024, "vi") is None


def test_a_case_without_its_row_is_left_out(store: Path) -> None:
    """Facts known in 2000 hold no example, and no sum is made of nothing."""
    clock = Clock(today=None)
    known = facts(serving(store), ["lai-chau"], clock)
    assert worked(scorecard_of(known, YEARS, clock), known.rules, "vi") == []
