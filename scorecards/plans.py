"""Every target that is known, with its document, whether it is in force among its rivals, and where it was read."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from metrics import choice
from metrics.registry import MICRO
from scorecards.failed_checks import Failed, LaterLower, PartsNotTotal
from scorecards.read import Facts

ORDER: Final = ["document_date", "document_id", "indicator_position", "period_end", "breakdown_position"]


def plan_targets(known: Facts, places: Sequence[str] | None, year: int | None, document: str | None) -> pd.DataFrame:
    """The targets of some places (None: all), of periods that hold a year, of one document ("": those without one).

    Latest documents first; `target_value` and `target_value_high` are floats in the unit.
    """
    rows = choice.with_target_choice(known.targets)
    if places is not None:
        rows = rows[rows["place"].isin(list(places))]
    if year is not None:
        rows = rows[(rows["period_start"].dt.year <= year) & (rows["period_end"].dt.year >= year)]
    if document is not None:
        rows = rows[rows["document_id"].fillna("") == document]
    high = (rows["value_high"] / MICRO).where(rows["operator"] == "range")
    indicators, registry = list(known.registry.indicators), known.registry
    series = zip(rows["indicator"], rows["breakdown"], strict=True)
    rows = rows.assign(
        target_value=rows["value"] / MICRO,
        target_value_high=high,
        indicator_position=rows["indicator"].map(indicators.index),
        breakdown_position=[registry.breakdown_position(i, b) for i, b in series],
    )
    rows = rows.rename(columns={"period": "target_period", "decimals": "target_decimals"})
    return rows.sort_values(ORDER, ascending=[False, False, True, True, True], na_position="last", kind="stable")


def of_places(found: Sequence[Failed], places: Sequence[str] | None) -> list[Failed]:
    """The checks between targets that fail for some places (None: all)."""
    told = [one for one in found if "target_id" in _of(one)]
    return [one for one in told if places is None or _of(one)["place"] in places]


def _of(one: Failed) -> dict[str, object]:
    if isinstance(one, PartsNotTotal):
        return one.total
    return one.later if isinstance(one, LaterLower) else one.inner
