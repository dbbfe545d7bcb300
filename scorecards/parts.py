"""Totals and their parts: a total never hides a part, the worst stands beside it."""

from typing import Any, Final

import pandas as pd

from metrics.registry import Registry
from metrics.year_rows import with_target

_WORST_FIRST: Final = {"missed": 0, "nearly": 1, "undetermined": 2, "far_behind": 3, "behind": 4}


def worst_part(card: pd.DataFrame, total: "pd.Series[Any]", registry: Registry) -> "pd.Series[Any] | None":
    """The part of a total that is furthest from its target, None when every part known is at target.

    Worst by status, then by the largest share that is lacking.
    """
    indicator = registry.indicators[str(total["indicator"])]
    rows = with_target(card)
    parts = rows[
        (rows["place"] == total["place"])
        & (rows["indicator"] == total["indicator"])
        & (rows["year"] == total["year"])
        & rows["breakdown"].isin(list(indicator.breakdowns))
        & rows["shortfall"].notna()
    ]
    if parts.empty:
        return None
    order = parts.assign(_status=parts["status"].map(_WORST_FIRST).fillna(9))
    worst: pd.Series[Any] = parts.loc[order.sort_values(["_status", "attainment"], kind="stable").index].iloc[0]
    return worst


def part_level(registry: Registry, indicator: str, breakdown: str) -> int:
    """0 for a total, 1 for its parts and subsets, 2 for parts of parts."""
    if breakdown == "total":
        return 0
    known = registry.indicators[indicator].breakdowns.get(breakdown)
    return 1 if known is None or known.parent == "total" else 1 + part_level(registry, indicator, known.parent)
