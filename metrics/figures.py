"""Exact figures: values as int64 millionths ("micros"), and the interval that a printed figure may stand for."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.registry import MICRO, Rules

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

#: Stands for "no upper end". Far above any figure, far below overflow.
UNBOUNDED: Final = np.int64(4 * 10**18)
BASIS: Final = 10_000


class Intervals(NamedTuple):
    """Between which values each figure lies, in micros; an open end is not itself possible."""

    low: Ints
    high: Ints
    low_open: Bools
    high_open: Bools


def micros(text: str) -> int:
    """The exact number written in `text` as millionths; ValueError when it has more than six decimals."""
    scaled = Decimal(text) * MICRO
    if scaled != scaled.to_integral_value():
        raise ValueError(f"more than six decimals: {text}")
    return int(scaled)


def rounded_ratio(numerator: Ints, denominator: Ints, scale: int) -> Floats:
    """numerator / denominator, half up at 1/scale (away from zero for negatives); NaN where it cannot be formed."""
    possible = denominator != 0
    divisor = np.where(possible, np.abs(denominator), 1)
    signed = np.where(denominator < 0, -numerator, numerator)
    size = (2 * np.abs(signed) * scale + divisor) // (2 * divisor)
    return np.where(possible, np.sign(signed) * size / scale, np.nan)


def share_of(value: Ints, share: float) -> Ints:
    """A share (such as 0.95) of each value, in micros, rounded down; shares are read to four decimals."""
    return value // BASIS * round(share * BASIS) + value % BASIS * round(share * BASIS) // BASIS


def half_width(decimals: Ints) -> Ints:
    """Half of the last printed digit in micros: 500000 for a whole number, 50000 for one decimal."""
    return MICRO // (2 * 10 ** np.clip(decimals, 0, 6))


def trailing_zeros(value: Ints, decimals: Ints) -> Ints:
    """How many zeros the printed number ends in: a sign of rounding when sources are ranked."""
    printed = np.abs(value) // 10 ** (6 - np.clip(decimals, 0, 6))
    zeros = np.zeros(len(printed), dtype=np.int64)
    for power in range(1, 10):
        zeros += (printed != 0) & (printed % 10**power == 0)
    return zeros


def stands_for(
    value: Ints,
    value_high: Ints,
    qualifier: npt.NDArray[np.object_],
    coarse: Bools,
    decimals: Ints,
    only_part: Bools,
    rules: Rules,
) -> Intervals:
    """What each actual may stand for (DOMAIN §3): itself, ± half its last digit, or what its qualifier says.

    `coarse`: exact, but printed less finely than what it is held against. `only_part`: the flow of a part of a
    year that is over, which can only have grown since.
    """
    more, nearly, about = (qualifier == word for word in ("more_than", "nearly", "about"))
    ranged = qualifier == "range"
    width = np.where(coarse & (qualifier == "exact"), half_width(decimals), 0)
    tolerance = share_of(value, rules.about_tolerance)
    low = np.select([nearly, about], [value - share_of(value, rules.nearly_reach), value - tolerance], value - width)
    high = np.select([more, about, ranged], [UNBOUNDED, value + tolerance, value_high], value + width)
    high = np.where(only_part, UNBOUNDED, high)
    return Intervals(low, high, more, (nearly | more) | only_part)


def could_be(
    value: Ints,
    value_high: Ints,
    qualifier: npt.NDArray[np.object_],
    decimals: Ints,
    is_rate: Bools,
    rules: Rules,
) -> Intervals:
    """How far each figure reaches when sources are compared: `more_than` v ends at v + 5 %, rates v + 1 point."""
    never = np.zeros(len(value), dtype=np.bool_)
    plain = stands_for(value, value_high, qualifier, is_rate, decimals, never, rules)
    reach = np.where(is_rate, round(rules.more_than_points * MICRO), share_of(value, rules.more_than_reach))
    more = qualifier == "more_than"
    return Intervals(
        plain.low,
        np.where(more, value + reach, plain.high),
        plain.low_open,
        np.where(more, False, plain.high_open),
    )


def overlap(a: Intervals, b: Intervals) -> Bools:
    """True where two figures can be the same number."""
    low, high = np.maximum(a.low, b.low), np.minimum(a.high, b.high)
    low_open = np.where(a.low == low, a.low_open, False) | np.where(b.low == low, b.low_open, False)
    high_open = np.where(a.high == high, a.high_open, False) | np.where(b.high == high, b.high_open, False)
    touching = (low == high) & ~low_open & ~high_open
    return np.asarray((low < high) | touching, dtype=np.bool_)


def half_up(value: Decimal, decimals: int) -> Decimal:
    """A decimal rounded half up, as people do by hand."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
