"""Exact figures and what a printed figure may stand for."""

import numpy as np
import pytest

from metrics.figures import UNBOUNDED, could_be, half_width, micros, overlap, rounded_ratio, stands_for, trailing_zeros
from metrics.registry import Rules, rules
from scorecards.read import REGISTRY


@pytest.fixture(scope="module")
def shipped() -> Rules:
    """The thresholds of the shipped rules file."""
    return rules(REGISTRY / "rules.toml")


@pytest.mark.parametrize(
    ("text", "exact"),
    [("72.23", 72_230_000), ("0.1", 100_000), ("245316", 245_316_000_000), ("0.000001", 1), ("-0.4", -400_000)],
)
def test_micros_are_exact(text: str, exact: int) -> None:
    """No binary float comes between a printed number and what is stored."""
    assert micros(text) == exact


def test_more_than_six_decimals_are_refused() -> None:
    """A figure that cannot be kept exactly is not rounded in silence."""
    with pytest.raises(ValueError, match="six decimals"):
        micros("0.0000001")


@pytest.mark.parametrize(
    ("a", "b", "ratio"),
    [
        (245_316, 224_500, 1.0927), (27_828, 28_000, 0.9939), (1, 3, 0.3333), (2, 3, 0.6667),
        (1, 20_000, 0.0001), (1, 20_001, 0.0), (-1, 20_000, -0.0001), (3, -3, -1.0),
    ],
)  # fmt: skip
def test_ratios_round_half_up(a: int, b: int, ratio: float) -> None:
    """Exactly one half goes away from zero; one below does not."""
    assert rounded_ratio(np.array([a]), np.array([b]), 10_000)[0] == ratio


def test_nothing_is_divided_by_zero() -> None:
    """A share of nothing is missing, not infinite."""
    assert np.isnan(rounded_ratio(np.array([5]), np.array([0]), 10_000)[0])


def _interval(value: str, qualifier: str, decimals: int, high: str, coarse: bool, part: bool, r: Rules):  # type: ignore[no-untyped-def]
    found = stands_for(
        np.array([micros(value)]), np.array([micros(high or value)]), np.array([qualifier], dtype=object),
        np.array([coarse]), np.array([decimals]), np.array([part]), r,
    )  # fmt: skip
    low, top = found.low[0] / 1e6, (None if found.high[0] == UNBOUNDED else found.high[0] / 1e6)
    return low, top, bool(found.low_open[0]), bool(found.high_open[0])


@pytest.mark.parametrize(
    ("value", "qualifier", "decimals", "high", "coarse", "part", "expected"),
    [
        ("72.2", "exact", 1, "", False, False, (72.2, 72.2, False, False)),
        ("73", "exact", 0, "", True, False, (72.5, 73.5, False, False)),
        ("36", "exact", 0, "", True, False, (35.5, 36.5, False, False)),
        ("245000", "more_than", 0, "", False, False, (245000, None, True, True)),
        ("198000", "nearly", 0, "", False, False, (188100, 198000, False, True)),
        ("1000000", "about", 0, "", False, False, (950000, 1050000, False, False)),
        ("70", "range", 0, "80", False, False, (70, 80, False, False)),
        ("27828", "exact", 0, "", False, True, (27828, None, False, True)),
        ("198000", "nearly", 0, "", False, True, (188100, None, False, True)),
    ],
)
def test_what_a_figure_may_stand_for(value, qualifier, decimals, high, coarse, part, expected, shipped: Rules) -> None:  # type: ignore[no-untyped-def]
    """DOMAIN §3: itself, ± half its last digit, or what its qualifier says; a part of a year can only grow."""
    assert _interval(value, qualifier, decimals, high, coarse, part, shipped) == expected


@pytest.mark.parametrize(
    ("a", "b", "rate", "same"),
    [
        (("245316", "exact", 0), ("245000", "more_than", 0), False, True),
        (("218848", "exact", 0), ("215000", "exact", 0), False, False),
        (("78.0", "exact", 1), ("76", "more_than", 0), True, False),
        (("77.0", "exact", 1), ("76", "more_than", 0), True, True),
        (("29.2", "exact", 1), ("29", "about", 0), True, True),
        (("72.23", "exact", 2), ("72.2", "exact", 1), True, True),
        (("52.5", "exact", 1), ("51.2", "exact", 1), True, False),
        (("100", "nearly", 0), ("100", "exact", 0), False, False),
        (("100", "more_than", 0), ("100", "exact", 0), False, False),
        (("100", "more_than", 0), ("105", "exact", 0), False, True),
        (("100", "more_than", 0), ("106", "exact", 0), False, False),
    ],
)
def test_when_two_sources_can_mean_the_same_number(a, b, rate: bool, same: bool, shipped: Rules) -> None:  # type: ignore[no-untyped-def]
    """A figure that cannot be the chosen one contradicts it; "hơn" reaches 5 % (rates one point) further."""
    reach = [
        could_be(
            np.array([micros(v)]),
            np.array([micros(v)]),
            np.array([q], dtype=object),
            np.array([d]),
            np.array([rate]),
            shipped,
        )
        for v, q, d in (a, b)
    ]
    assert bool(overlap(*reach)[0]) is same


def test_half_of_the_last_digit() -> None:
    """Whole numbers hide half a unit, one decimal a twentieth."""
    assert half_width(np.array([0, 1, 2])).tolist() == [500_000, 50_000, 5_000]


def test_trailing_zeros_are_counted_on_the_printed_number() -> None:
    """218.848 has none, 215.000 three, 70,0 one, zero none."""
    values = np.array([micros(t) for t in ("218848", "215000", "70.0", "0")])
    assert trailing_zeros(values, np.array([0, 0, 1, 0])).tolist() == [0, 3, 2, 0]
