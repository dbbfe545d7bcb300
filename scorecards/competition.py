"""Targets that compete for the same series and period: which is in force, and by which rank each other gave way."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from metrics import choice
from metrics.records import Record, records
from metrics.registry import MICRO
from scorecards.read import Facts
from warehouse.serving import Serving

#: In the order in which targets are chosen; the first that differs decides.
RANKS: Final = ("kind", "standing", "authority", "undated", "date", "decimals", "plain")
GROUP: Final = ["place", "indicator", "breakdown", "coverage", "period"]


def competitions(known: Facts, card: pd.DataFrame, places: Sequence[str]) -> pd.DataFrame:
    """The targets of the card's series and periods that have a rival, the one in force first, with `because`.

    `because` is the rank by which the leader stands before this one, `tied` where none decides, None for the leader.
    """
    rows = choice.with_target_choice(known.targets[known.targets["place"].isin(list(places))])
    rows = rows.assign(_average=rows["kind"] == "average_per_year")
    rows = rows[_of_card(rows, card)]
    keys = [*GROUP, "_average"]
    rivals = rows[rows.groupby(keys)["target_id"].transform("size") > 1]
    parts = [_with_reason(group) for _, group in rivals.groupby(keys, sort=False)]
    return _outward(pd.concat(parts, ignore_index=True) if parts else rivals.assign(because=None))


def _outward(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows under the scorecard's names, values as floats in the unit."""
    high = (rows["value_high"] / MICRO).where(rows["operator"] == "range")
    names = {"period": "target_period", "decimals": "target_decimals"}
    return rows.rename(columns=names).assign(target_value=rows["value"] / MICRO, target_value_high=high)


def _of_card(rows: pd.DataFrame, card: pd.DataFrame) -> "pd.Series[bool]":
    """True for each target whose series and period the card shows."""
    shown = card[card["target_period"].notna()]
    wanted = shown["place"] + "|" + shown["indicator"] + "|" + shown["breakdown"] + "|" + shown["target_period"]
    return (rows["place"] + "|" + rows["indicator"] + "|" + rows["breakdown"] + "|" + rows["period"]).isin(set(wanted))


def _with_reason(group: pd.DataFrame) -> pd.DataFrame:
    ranks = choice.target_ranks(group) | {"plain": choice.plainness(group)}
    reasons: list[str | None] = [None]
    for n in range(1, len(group)):
        decided = next((name for name in RANKS if ranks[name][n] != ranks[name][0]), "same")
        reasons.append("tied" if bool(group["tied"].iloc[n]) else decided)
    if bool(group["tied"].iloc[0]):
        reasons[0] = "tied"
    return group.assign(because=pd.Series(reasons, index=group.index, dtype=object))


def sources_of(serving: Serving, targets: pd.DataFrame) -> dict[str, list[Record]]:
    """Where each of the targets was read."""
    found = serving.target_sources(list(targets["target_id"]))
    return {str(key): records(group) for key, group in found.groupby("target_id")}
