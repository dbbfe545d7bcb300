"""Against the year before: growth of counts in percent, of rates in points, and the share of a required rise."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.figures import BASIS, Floats, rounded_ratio
from metrics.registry import MICRO


class Growth(NamedTuple):
    """`change`: percent with two decimals for counts, points for rates; NaN where `reason` says why not."""

    change: Floats
    reason: npt.NDArray[np.object_]


def growth(rows: pd.DataFrame) -> Growth:
    """Change from the same period of the year before.

    Reads `actual_value`, `previous_value` (micros), `has_actual`, `has_previous`, `actual_unit`, `previous_unit`,
    `qualifier`, `previous_qualifier`, `previous_conflict`, `breaks` (definition or place changed), `indicator_kind`.
    """
    actual, previous = (rows[c].to_numpy(np.int64) for c in ("actual_value", "previous_value"))
    rate = (rows["indicator_kind"] == "rate").to_numpy(bool)
    percent = rounded_ratio((actual - previous), previous, BASIS) * 100
    change = np.where(rate, (actual - previous) / MICRO, np.round(percent, 2))
    both = rows["has_actual"].to_numpy(bool) & rows["has_previous"].to_numpy(bool)
    exact = ((rows["qualifier"] == "exact") & (rows["previous_qualifier"] == "exact")).to_numpy(bool)
    cases = [
        (~both, None),
        ((rows["actual_unit"] != rows["previous_unit"]).to_numpy(bool), "unit_differs"),
        (rows["breaks"].to_numpy(bool), "definition_differs"),
        (rows["previous_conflict"].to_numpy(bool), "conflict"),
        (~exact, "qualified"),
    ]
    none = np.full(len(rows), None, dtype=object)
    reason = np.select([c for c, _ in cases], [np.full(len(rows), r, dtype=object) for _, r in cases], none)
    given = both & np.array([r is None for r in reason], dtype=np.bool_)
    return Growth(np.where(given, change, np.nan), reason)


def required_rise_share(rows: pd.DataFrame, goal: npt.NDArray[np.int64]) -> Floats:
    """(A − A last year) / (T − A last year) of a rate, four decimals; NaN when T ≤ A last year or anything is unknown.

    Reads the columns of `growth` and `change_reason`.
    """
    actual, previous = (rows[c].to_numpy(np.int64) for c in ("actual_value", "previous_value"))
    possible = (
        (rows["indicator_kind"] == "rate").to_numpy(bool)
        & rows["has_actual"].to_numpy(bool)
        & rows["has_previous"].to_numpy(bool)
        & rows["change_reason"].isna().to_numpy(bool)
        & (goal > previous)
    )
    return np.where(possible, rounded_ratio(actual - previous, goal - previous, BASIS), np.nan)
