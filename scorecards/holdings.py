"""What the warehouse holds: how much of each indicator, from which documents and sites, and what is uncertain in it."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import pandas as pd

from metrics import choice
from metrics.series import SERIES
from scorecards.read import Facts

STATISTICS: Final = "gso_certified_labour_rate"
#: Why a figure was set aside, as the file says it → the code of its words.
SET_ASIDE_CODES: Final[Mapping[str, str]] = {
    "period": "period",
    "printed % of plan: for cross-checks": "printed_share",
    "weak source": "weak_source",
    "place uncertain (before or after 1/7/2025)": "place_uncertain",
    "area before 1/8/2008": "earlier_area",
    "year not fixed": "year_not_fixed",
}
_ROUGH: Final = ("more_than", "about", "nearly", "range")


def held(known: Facts) -> pd.DataFrame:
    """One row an indicator of the registry, in its order: targets, actuals, their places and years, and what compares.

    Years are of the periods' ends, missing (NA) where there is nothing.
    """
    targets, actuals = _counted(known.targets, "target"), _counted(known.observations, "actual")
    keys = list(known.registry.indicators)
    table = pd.DataFrame(index=pd.Index(keys, name="indicator")).join([targets, actuals])
    counts = ["targets", "target_places", "actuals", "actual_places"]
    table[counts] = table[counts].fillna(0).astype("int64")
    table["both"] = pd.Series(_both(known)).reindex(keys).fillna(0).astype("int64")
    return table.reset_index()


def _counted(rows: pd.DataFrame, of: str) -> pd.DataFrame:
    years = rows.assign(year=rows["period_end"].dt.year)
    return years.groupby("indicator").agg(
        **{
            f"{of}s": ("place", "size"),
            f"{of}_places": ("place", "nunique"),
            f"{of}_first": ("year", "min"),
            f"{of}_last": ("year", "max"),
        }
    )


def _both(known: Facts) -> dict[str, int]:
    """For each indicator the places and years that have a target of the year and a figure within it."""
    yearly = known.targets[known.targets["kind"].isin(["year", "milestone"])]
    sides = [
        rows.assign(year=rows["period_end"].dt.year)[["indicator", "place", "year"]].drop_duplicates()
        for rows in (yearly, known.observations)
    ]
    found = sides[0].merge(sides[1])
    return {str(k): int(v) for k, v in found.groupby("indicator").size().items()}


def documents(listed: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """The documents that set any of the targets, with their number."""
    counted = targets.groupby("document_id").size()
    setting = listed[listed["document_id"].isin(counted.index)]
    return setting.assign(targets=setting["document_id"].map(counted).astype("int64"))


def sites(target_sources: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """The web sites that figures were read on: `site`, `rank` (the best), `targets`, `actuals`, most figures first."""
    read = {"targets": target_sources, "actuals": observations}
    counted = [_by_site(rows, name) for name, rows in read.items()]
    table = counted[0].merge(counted[1], how="outer", on="site", suffixes=("", "_actual"))
    table["rank"] = table[["rank", "rank_actual"]].min(axis=1).astype("Int64")
    table[["targets", "actuals"]] = table[["targets", "actuals"]].fillna(0).astype("int64")
    order = table.assign(_all=-(table["targets"] + table["actuals"])).sort_values(["_all", "site"], kind="stable")
    return order[["site", "rank", "targets", "actuals"]].reset_index(drop=True)


def with_source(targets: pd.DataFrame, target_sources: pd.DataFrame) -> pd.DataFrame:
    """The targets with `source`: the page on which each was read first, missing where none is kept."""
    first = target_sources.sort_values(["source_rank", "source"], kind="stable").drop_duplicates("target_id")
    return targets.merge(first[["target_id", "source"]], how="left", on="target_id", validate="one_to_one")


def _by_site(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    site = rows["source"].map(lambda text: urlsplit(text).hostname if isinstance(text, str) else None)
    named = rows.assign(site=site.str.removeprefix("www."), rank=rows["source_rank"].astype("Float64"))
    grouped = named[named["site"].notna()].groupby("site")
    return grouped.agg(**{"rank": ("rank", "min"), name: ("source", "size")}).reset_index()


def uncertain(known: Facts) -> dict[str, int]:
    """How many figures carry each doubt, by the code of its words; see `methods.count_…`."""
    targets, actuals = known.targets, known.observations
    chosen = choice.with_target_choice(targets)
    tied = chosen[chosen["tied"]]
    return {
        "undocumented": int(targets["document_id"].isna().sum()),
        "undated": int(targets["known_from"].isna().sum()),
        "unknown_day": int(actuals["known_from"].isna().sum()),
        "estimates": int((actuals["state"] == "estimate").sum()),
        "preliminary": int((actuals["state"] == "preliminary").sum()),
        "rough": int(actuals["qualifier"].isin(list(_ROUGH)).sum()),
        "ties": len(tied[[*SERIES, "period"]].drop_duplicates()),
    }


def disputes(known: Facts, running_year: int) -> pd.DataFrame:
    """The observations that contradict the one in force, each beside it: columns of both, the latter `_chosen`."""
    rows = choice.candidates(known.observations, known.registry)
    best = choice.actuals_in_force(rows, running_year)
    against = choice.contradictions(rows, best, known.rules)
    shown = ["observation_id", "value", "value_high", "qualifier", "decimals", "unit", "period", "state", "source"]
    others = against[[*SERIES, "year", "observation_id"]].merge(known.observations[shown], on="observation_id")
    chosen = best[[*SERIES, "year", *shown]]
    return others.merge(chosen, on=[*SERIES, "year"], suffixes=("", "_chosen"), validate="many_to_one")


def set_aside_code(why: str) -> str | None:
    """The code of the words for why a figure was set aside; None for a reason that has none."""
    return SET_ASIDE_CODES.get(why)


def statistics_rates(observations: pd.DataFrame) -> pd.DataFrame:
    """The figures of the statistics office's series."""
    return observations[observations["indicator"] == STATISTICS]
