"""What a screen of many rows leads with: main rows, matrix, shortfalls, what to look at again."""

from collections.abc import Hashable, Sequence
from typing import Final

import pandas as pd

from metrics.vocabulary import RUNNING
from metrics.year_rows import of_the_year, with_target
from scorecards.parts import worst_part
from scorecards.read import Facts

VERDICTS: Final = ("exceeded", "met", "nearly", "missed")
_URGENT_FIRST: Final = ("missed", "nearly", "undetermined", "far_behind", "behind", "in_progress", "on_pace", "ahead")
_URGENCY: Final = {status: i for i, status in enumerate(_URGENT_FIRST)}


def leading_place(card: pd.DataFrame, order: Sequence[str]) -> str | None:
    """The place with the most verdicts of the year, the earlier in `order` of equals; None where there is none."""
    decided = with_target(card)
    decided = decided[decided["status"].isin([*VERDICTS, "undetermined", *RUNNING])]
    counted = decided["place"].value_counts()
    present = [p for p in order if p in counted.index]
    return max(present, key=lambda p: int(counted[p])) if present else None


def main_rows(card: pd.DataFrame, place: str, known: Facts, limit: int = 4) -> pd.DataFrame:
    """Up to `limit` rows for the cards of a place: totals in the registry's order, each followed by its worst part."""
    rows = of_the_year(card[card["place"] == place])
    totals = rows[(rows["breakdown"] == "total") & rows["coverage"].isna()]
    ranked = totals.assign(_rank=_card_rank(totals)).sort_values("_rank", kind="stable")
    chosen: list[Hashable] = []
    for index, total in ranked.iterrows():
        part = worst_part(card, total, known.registry)
        chosen += [index] if part is None else [index, part.name]
    return card.loc[list(dict.fromkeys(chosen))[:limit]]


def _card_rank(rows: pd.DataFrame) -> pd.Series:
    """Judged targets first, then targets, then actuals alone."""
    judged = rows["target_id"].notna() & rows["actual_value"].notna()
    return 2 - judged.astype("int64") - rows["target_id"].notna().astype("int64")


def matrix_columns(card: pd.DataFrame, known: Facts, limit: int = 6) -> list[tuple[str, str]]:
    """The (indicator, breakdown) with most targets or reported figures of the year, in the registry's order."""
    rows = of_the_year(card)
    rows = rows[rows["coverage"].isna() & (rows["indicator"] != "gso_certified_labour_rate")]
    weight = rows.assign(
        _weight=1 + rows["target_id"].notna() * 10 + (rows["target_id"].notna() & rows["actual_value"].notna()) * 100
    )
    counted = weight.groupby(["indicator", "breakdown"])["_weight"].sum().sort_values(ascending=False, kind="stable")
    chosen = list(counted.index[:limit])
    registry = known.registry
    position = {(i, b): (registry.indicators[i].position, registry.breakdown_position(i, b)) for i, b in chosen}
    return sorted(chosen, key=lambda pair: position[pair])


def matrix(card: pd.DataFrame, columns: Sequence[tuple[str, str]]) -> dict[str, dict[tuple[str, str], int]]:
    """For each place that has any figure in the columns, the card row of each column; places in the card's order."""
    rows = of_the_year(card)
    rows = rows[rows["coverage"].isna()]
    wanted = set(columns)
    found: dict[str, dict[tuple[str, str], int]] = {}
    for index, place, pair in zip(
        rows.index, rows["place"], zip(rows["indicator"], rows["breakdown"], strict=True), strict=True
    ):
        if pair in wanted:
            found.setdefault(place, {}).setdefault(pair, index)
    return found


def shortfalls(card: pd.DataFrame, limit: int = 5) -> pd.DataFrame:
    """The targets in force that are short: missed, near, undecided, running by pace; the smaller attainment first."""
    rows = with_target(card)
    rows = rows[rows["shortfall"].notna() & rows["status"].isin(list(_URGENCY))]
    order = rows.assign(_urgency=rows["status"].map(_URGENCY))
    return order.sort_values(["_urgency", "attainment"], kind="stable").drop(columns="_urgency").head(limit)


def to_review(card: pd.DataFrame, disputed: pd.Series, limit: int = 5) -> pd.DataFrame:
    """The rows whose figure must be looked at again: sources that differ first, then verdicts that cannot be given."""
    rows = of_the_year(card)
    conflict = rows.index.isin(disputed.index[disputed]) | (rows["reason"] == "conflict")
    undecided = rows["status"] == "undetermined"
    order = rows.assign(_order=(~conflict).astype("int64"))[conflict | undecided]
    return order.sort_values("_order", kind="stable").drop(columns="_order").head(limit)
