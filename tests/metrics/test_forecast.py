"""Forecasts of the year end: their formulas, their intervals, and where history cannot carry them."""

import numpy as np
import pytest

from metrics import forecast


def test_the_season_s_share_by_hand() -> None:
    """90.000 by a month that had seen 45, 50 and 55 % of the year: 180.000."""
    made = forecast.seasonal_ratio(90_000, [0.45, 0.50, 0.55], 3)
    assert made is not None
    logs = np.log([0.45, 0.50, 0.55])
    width = 1.886 * logs.std(ddof=1) * np.sqrt(4 / 3)
    assert (made.value, made.low) == pytest.approx((180_000, 180_000 * np.exp(-width)))
    assert made.high == pytest.approx(180_000 * np.exp(width))


@pytest.mark.parametrize(("to_date", "shares"), [(90, [0.4, 0.5]), (90, []), (0, [0.4, 0.5, 0.6])])
def test_a_season_too_thin(to_date: float, shares: list[float]) -> None:
    """Two years carry no interval; nothing so far carries no forecast."""
    assert forecast.seasonal_ratio(to_date, shares, 3) is None


def test_never_below_what_has_happened() -> None:
    """The low end of the year is the year to date."""
    made = forecast.seasonal_ratio(95, [0.7, 0.99, 0.99], 3)
    assert made is not None
    assert made.low == 95


def test_theta_by_hand() -> None:
    """The last year plus half the slope for each year ahead; the interval widens with the horizon."""
    one = forecast.theta([10, 12, 14, 16, 18], 5)
    two = forecast.theta([10, 12, 14, 16, 18], 5, 2)
    assert one
    assert two
    assert (one.value, two.value) == pytest.approx((19, 20))
    assert one.high - one.value == pytest.approx(1.533 * 1.0 * np.sqrt(1.2))
    assert two.high - two.low > one.high - one.low


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0, 4.0], []])
def test_theta_too_thin(values: list[float]) -> None:
    """Four years are too few where five are asked for."""
    assert forecast.theta(values, 5) is None


def test_rates_end_at_a_hundred() -> None:
    """A rate's forecast and interval stay within 0 and 100."""
    made = forecast.theta([80, 85, 90, 95, 99.5], 5, 3, 100.0)
    assert made is not None
    assert made.high == 100.0
    assert made.value <= 100.0


def test_only_the_past_is_used() -> None:
    """A series of seven years gives two forecasts a year ahead of each method, from five and from six years."""
    tried = forecast.tried_on_years([10, 12, 14, 16, 18, 21, 30], 5, None, [1])
    theta = [t for t in tried if t.method == "theta"]
    assert [t.error for t in theta] == pytest.approx(
        [2.0, 30 - 21 - np.polyfit(range(6), [10, 12, 14, 16, 18, 21], 1)[0] / 2]
    )
    assert {t.method for t in tried} == {"theta", "last_year", "drift"}


def test_seasons_are_tried_on_their_own_past() -> None:
    """The fourth year is told from three; its error is a share of what came."""
    tried = forecast.tried_on_parts([0.5, 0.5, 0.5, 0.4], [100, 110, 120, 100], 6, 3)
    errors = {t.method: t.error for t in tried}
    assert errors == pytest.approx({"seasonal_ratio": 0.2, "even_months": 0.2, "last_year": 0.2})


def test_coverage_counts_intervals_only() -> None:
    """Naive forecasts without an interval are left out; none at all is unknown."""
    tried = [forecast.Tried("a", 1, 0.0, True), forecast.Tried("a", 1, 2.0, False), forecast.Tried("b", 1, 1.0, None)]
    assert (forecast.coverage(tried), forecast.mean_error(tried)) == (0.5, 1.0)
    assert np.isnan(forecast.coverage(tried[2:]))
    assert np.isnan(forecast.mean_error([]))


def test_intervals_hold_what_they_promise() -> None:
    """On random walks with drift the 80 % interval of the Theta method holds about 80 %."""
    random = np.random.default_rng(7)
    walks = np.cumsum(random.normal(0.3, 1.0, (400, 12)), axis=1) + 50
    tried = [t for walk in walks for t in forecast.tried_on_years(list(walk), 5, None, [1]) if t.method == "theta"]
    assert 0.75 < forecast.coverage(tried) < 0.88
