"""Roll-ups: counts add, rates are weighted, a missing part makes the whole missing."""

from decimal import Decimal

import pytest

from metrics.roll_up import Part, rolled_up


def part(place: str, value: str | None, weight: str | None = None, unit: str = "percent", year: int = 2022) -> Part:
    """One place's figure."""
    return Part(
        place, None if value is None else Decimal(value), unit, None if weight is None else Decimal(weight), year
    )


def test_rates_are_weighted_never_averaged() -> None:
    """70 % of 600k, 60 % of 800k, 50 % of 400k is 61,11 %, not the plain mean of 60."""
    parts = [part("a", "70", "600"), part("b", "60", "800"), part("c", "50", "400")]
    assert rolled_up(parts, "weighted", 2022, 3) == (Decimal("61.11"), None, ())


def test_counts_add() -> None:
    """Flows and stocks of places add up."""
    parts = [part("a", "3", unit="persons"), part("b", "4", unit="persons")]
    assert rolled_up(parts, "sum", 2022, 3) == (Decimal(7), None, ())


@pytest.mark.parametrize(
    ("parts", "how", "reason", "missing"),
    [
        ([part("a", None), part("b", "4")], "sum", "missing_part", ("a",)),
        ([], "sum", "missing_part", ()),
        ([part("a", "3", unit="persons"), part("b", "4", unit="turns")], "sum", "unit_differs", ()),
        ([part("a", "70"), part("b", "60", "5")], "weighted", "no_weight", ("a",)),
        ([part("a", "70", "1")], "none", "no_weight", ()),
        ([part("a", "70", "0")], "weighted", "no_weight", ()),
    ],
)
def test_what_cannot_be_rolled_up_says_why(parts: list[Part], how: str, reason: str, missing: tuple[str, ...]) -> None:
    """No partial sum, no mixed unit, no guess of a weight."""
    assert rolled_up(parts, how, 2022, 3) == (None, reason, missing)


@pytest.mark.parametrize(("year", "reason"), [(2025, None), (2026, "old_weight")])
def test_old_weights_only_illustrate(year: int, reason: str | None) -> None:
    """A weight of exactly three years ago still counts, an older one is labelled."""
    assert rolled_up([part("a", "70", "1")], "weighted", year, 3).reason == reason
