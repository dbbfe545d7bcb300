"""A forecast of the year end by two simple published methods, with an interval; computed here, never official.

`seasonal_ratio`: the year to date over the mean share of the year that had happened by that month in past years.
`theta`: the last year plus half the trend of the past (the Theta method, its smoothing parameter being 1).
Both intervals hold 80 % under their assumptions; `backtest` says what they hold on the figures at hand.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from metrics.figures import Floats

METHODS: Final = ("seasonal_ratio", "theta")
#: What a method must beat: the last year again; with the mean change; the year to date spread over even months.
NAIVE: Final = ("last_year", "drift", "even_months")
LEVEL: Final = 0.8
MONTHS: Final = 12

#: Student's t at 90 % on one side, for 1, 2, … degrees of freedom, then the normal value.
_T: Final = (
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341,
    1.337, 1.333, 1.330, 1.328, 1.325, 1.323, 1.321, 1.319, 1.318, 1.316, 1.315, 1.314, 1.313, 1.311, 1.310,
)  # fmt: skip
_NORMAL: Final = 1.282


class Forecast(NamedTuple):
    """The value at the year end and the interval around it, in the unit; what method, on how many past years."""

    method: str
    value: float
    low: float
    high: float
    years: int


def seasonal_ratio(to_date: float, shares: Sequence[float], minimum: int) -> Forecast | None:
    """The year to date over the mean past share, spread as the logarithms of the shares are; None where too thin.

    Never below what has happened.
    """
    if len(shares) < max(minimum, 2) or to_date <= 0:
        return None
    logs = np.log(np.asarray(shares, dtype=np.float64))
    width = _t(len(shares) - 1) * float(logs.std(ddof=1)) * np.sqrt(1 + 1 / len(shares))
    value = to_date / float(np.mean(shares))
    low, high = value * float(np.exp(-width)), value * float(np.exp(width))
    return Forecast("seasonal_ratio", max(value, to_date), max(low, to_date), max(high, to_date), len(shares))


def theta(values: Sequence[float], minimum: int, horizon: int = 1, at_most: float | None = None) -> Forecast | None:
    """The last of consecutive years plus half the past trend; None where too thin. Rates stay within 0–100."""
    if len(values) < max(minimum, 3):
        return None
    past = np.asarray(values, dtype=np.float64)
    step = float(np.polyfit(np.arange(len(past)), past, 1)[0]) / 2
    spread = float(np.sqrt(((np.diff(past) - step) ** 2).mean()))
    width = _t(len(past) - 1) * spread * np.sqrt(horizon * (1 + horizon / len(past)))
    value = float(past[-1]) + horizon * step
    return Forecast("theta", *_within(value, value - width, value + width, at_most), len(past))


def drift(values: Sequence[float], minimum: int, horizon: int = 1, at_most: float | None = None) -> Forecast | None:
    """The last of consecutive years plus the mean change a year, only to be measured against."""
    if len(values) < max(minimum, 3):
        return None
    changes = np.diff(np.asarray(values, dtype=np.float64))
    step, spread = float(changes.mean()), float(changes.std(ddof=1))
    width = _t(len(changes) - 1) * spread * np.sqrt(horizon * (1 + horizon / len(changes)))
    value = float(values[-1]) + horizon * step
    return Forecast("drift", *_within(value, value - width, value + width, at_most), len(values))


def last_year(values: Sequence[float], minimum: int, horizon: int = 1, at_most: float | None = None) -> Forecast | None:
    """The last year again, with the interval of a walk without drift, only to be measured against."""
    if len(values) < max(minimum, 3):
        return None
    changes = np.diff(np.asarray(values, dtype=np.float64))
    width = _t(len(changes)) * float(np.sqrt((changes**2).mean())) * np.sqrt(horizon)
    value = float(values[-1])
    return Forecast("last_year", *_within(value, value - width, value + width, at_most), len(values))


def even_months(to_date: float, month: int) -> float:
    """The year to date as if every month brought the same: what seasons are measured against."""
    return to_date * MONTHS / month


def _within(value: float, low: float, high: float, at_most: float | None) -> tuple[float, float, float]:
    top = np.inf if at_most is None else at_most
    clipped = np.clip([value, low, high], 0.0, top)
    return float(clipped[0]), float(clipped[1]), float(clipped[2])


def _t(freedom: int) -> float:
    return _T[freedom - 1] if freedom <= len(_T) else _NORMAL


class Tried(NamedTuple):
    """One forecast held against what came: its error, and whether its interval held it (None without interval)."""

    method: str
    horizon: int
    error: float
    held: bool | None


def tried_on_years(
    values: Sequence[float], minimum: int, at_most: float | None, horizons: Sequence[int]
) -> list[Tried]:
    """Every forecast that the yearly methods would have made of a series from its own past, from each year on."""
    found: list[Tried] = []
    for origin in range(max(minimum, 3), len(values)):
        for horizon in horizons:
            if origin + horizon <= len(values):
                came, past = values[origin + horizon - 1], values[:origin]
                made = [f(past, minimum, horizon, at_most) for f in (theta, last_year, drift)]
                found += [_tried(f, horizon, came) for f in made if f is not None]
    return found


def tried_on_parts(shares: Sequence[float], wholes: Sequence[float], month: int, minimum: int) -> list[Tried]:
    """Every year-end forecast from the same month of earlier years; errors as shares of the year that came."""
    found: list[Tried] = []
    for origin in range(max(minimum, 2), len(shares)):
        to_date, came = shares[origin] * wholes[origin], wholes[origin]
        made = seasonal_ratio(to_date, shares[:origin], minimum)
        if made is not None:
            held = made.low <= came <= made.high
            found.append(Tried("seasonal_ratio", month, abs(made.value - came) / came, held))
            found.append(Tried("even_months", month, abs(even_months(to_date, month) - came) / came, None))
            found.append(Tried("last_year", month, abs(wholes[origin - 1] - came) / came, None))
    return found


def _tried(made: Forecast, horizon: int, came: float) -> Tried:
    return Tried(made.method, horizon, abs(made.value - came), made.low <= came <= made.high)


def mean_error(tried: Sequence[Tried]) -> float:
    """The mean absolute error, in the unit of the errors; NaN without a forecast."""
    errors: Floats = np.array([t.error for t in tried], dtype=np.float64)
    return float(errors.mean()) if len(errors) else float("nan")


def coverage(tried: Sequence[Tried]) -> float:
    """The share of forecasts whose interval held what came; NaN where none had an interval."""
    held = [t.held for t in tried if t.held is not None]
    return float(np.mean(held)) if held else float("nan")
