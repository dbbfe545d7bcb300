"""Series over years: the figure in force of each year beside the target in force of each year."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from metrics import choice
from metrics.figures import half_width
from metrics.registry import MICRO
from scorecards.judge import exact
from scorecards.read import Clock, Facts

SERIES: Final = ("place", "indicator", "breakdown", "coverage")
#: Columns of a trend: one row for each series and year that has a figure or a target; absent years are absent.
COLUMNS: Final = (
    "place", "indicator", "breakdown", "coverage", "series", "year", "actual_period", "actual_value",
    "actual_value_high", "qualifier", "decimals", "state", "actual_unit", "observation_id", "half_width",
    "target_value", "target_value_high", "operator", "target_decimals", "unit", "document", "measured_by",
    "break_before",
)  # fmt: skip


def trend(known: Facts, series: Sequence[tuple[str, str]], clock: Clock) -> pd.DataFrame:
    """The years of some (indicator, breakdown) of the places in `known`, with COLUMNS; values as floats.

    A milestone stands in its year where no target of the year does. Part-year flows keep their period in
    `actual_period`, so that a chart can mark them. Targets that another series judges (`measured_by`) are a series
    of their own with that one's actuals: never joined with figures of the same name that are measured otherwise.
    """
    wanted = set(series)
    targets = _targets(known)
    actuals = _with_judging(_actuals(known, clock), targets)
    keys = ["place", "indicator", "breakdown", "coverage", "measured_by", "year"]
    texts = dict.fromkeys(keys[:-1], object)
    rows = targets.astype(texts).merge(actuals.astype(texts), how="outer", on=keys)
    pairs = pd.Series(zip(rows["indicator"], rows["breakdown"], strict=True), index=rows.index)
    rows = rows[pairs.isin(wanted)]
    rows = rows.assign(series=series_key(rows), break_before=_breaks(rows, known))
    return rows.sort_values(keys).reset_index(drop=True)[list(COLUMNS)]


def _with_judging(actuals: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """The actuals under their own names, then again as the series of each target that they judge."""
    judged = targets.loc[targets["measured_by"] != "", [*SERIES, "measured_by"]].drop_duplicates()
    judging = actuals.rename(columns={"indicator": "measured_by"})
    again = judged.merge(judging, on=["place", "measured_by", "breakdown", "coverage"])
    return pd.concat([actuals.assign(measured_by=""), again], ignore_index=True)


def _actuals(known: Facts, clock: Clock) -> pd.DataFrame:
    best = choice.actuals_in_force(choice.candidates(known.observations, known.registry), clock.day.year)
    rounded = best["rate"] & (best["qualifier"] == "exact") & (best["decimals"] == 0)
    width = half_width(best["decimals"].to_numpy(np.int64)) / MICRO
    return pd.DataFrame(
        {
            **{c: best[c] for c in ("place", "indicator", "breakdown", "coverage", "year")},
            "actual_period": best["period"],
            "actual_value": exact(best["value"]),
            "actual_value_high": exact(best["value_high"]).where(best["qualifier"] == "range"),
            **{c: best[c] for c in ("qualifier", "decimals", "state", "observation_id")},
            "actual_unit": best["unit"],
            "half_width": np.where(rounded, width, np.nan),
        }
    )


def _targets(known: Facts) -> pd.DataFrame:
    chosen = choice.with_target_choice(known.targets)
    yearly = chosen[chosen["in_force"] & chosen["kind"].isin(["year", "milestone"])]
    return pd.DataFrame(
        {
            **{c: yearly[c] for c in ("place", "indicator", "breakdown", "coverage")},
            "year": yearly["period_end"].dt.year.astype("int64"),
            "target_value": exact(yearly["value"]),
            "target_value_high": exact(yearly["value_high"]).where(yearly["operator"] == "range"),
            "operator": yearly["operator"],
            "target_decimals": yearly["decimals"],
            "unit": yearly["unit"],
            "document": yearly["document"].where(yearly["document"].notna() & (yearly["document"] != "")),
            "measured_by": yearly["measured_by"].where(yearly["measured_by"].notna(), ""),
        }
    )


def _breaks(rows: pd.DataFrame, known: Facts) -> list[bool]:
    """True at the first year measured in another way than the years before."""
    years = {key: [b.year for b in i.breaks] for key, i in known.registry.indicators.items()}
    first = set()
    judging = rows["measured_by"].where(rows["measured_by"] != "", rows["indicator"])
    changed = rows[judging.isin([indicator for indicator, found in years.items() if found])]
    for (key, indicator), group in changed.groupby([series_key(changed), judging.loc[changed.index]]):
        with_figure = sorted(group.loc[group["actual_value"].notna(), "year"])
        for change in years.get(str(indicator), []):
            later = [y for y in with_figure if y >= change]
            if later and later[0] != with_figure[0]:
                first.add((key, later[0]))
    return [pair in first for pair in zip(series_key(rows), rows["year"], strict=True)]


def series_key(table: pd.DataFrame) -> "pd.Series[str]":
    """The series of each row as one text, as a chart groups by it."""
    key: pd.Series[str] = table["place"] + "|" + table["indicator"] + "|" + table["breakdown"] + "|" + table["coverage"]
    return key.where(table["measured_by"] == "", key + "|" + table["measured_by"])
