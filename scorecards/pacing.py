"""The pace of a running year: for each running target what was to have happened by now, and the status that follows."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import pace, verdict
from metrics.figures import BASIS, Floats, Ints, could_be, rounded_ratio
from metrics.lines import lines
from metrics.path import first_that_applies
from metrics.periods import period
from metrics.records import looked_up
from metrics.registry import Registry, Rules
from metrics.series import SERIES, codes
from scorecards.read import Clock, Facts

#: What `with_pace` adds; amounts in micros, missing where the pace is not asked.
COLUMNS: Final = (
    "pace_month", "pace_share", "pace_basis", "pace_years", "pace_expected", "pace_ratio", "pace_needed",
)  # fmt: skip


_NO_SEASON: Final = pd.DataFrame(
    {c: pd.Series(dtype=object) for c in SERIES} | {"month": pd.Series(dtype="int64")}
    | {c: pd.Series(dtype="float64") for c in ("share", "years")}
)  # fmt: skip
_READ: Final = (
    *SERIES, "judging", "in_force", "status", "reason", "goal", "operator", "direction", "target_value",
    "target_value_high", "target_decimals", "baseline_value", "years_from_baseline", "actual_period", "actual_value",
    "actual_value_high", "actual_decimals", "qualifier",
)  # fmt: skip


def with_pace(rows: pd.DataFrame, known: Facts, clock: Clock) -> pd.DataFrame:
    """Judged rows (scorecards.judge) with COLUMNS, and a pace for the status of running flows.

    Changed are only rows `in_progress` of the running year whose target is to be reached upwards: to one of
    metrics.vocabulary.PACES; else they stay, with reason `too_thin` (no season, and even months would mislead) or
    `qualified` (the figure is too vague for one pace).
    """
    at = np.flatnonzero(_running(rows, clock))
    told = _nothing(len(rows))
    if len(at):
        told |= {
            c: rows[c].astype(object).where(rows[c].notna(), None).to_numpy(copy=True) for c in ("status", "reason")
        }
        asked = _asked(rows[list(_READ)].iloc[at], known, clock.day.year)
        for name, values in _told(asked, known.rules).items():
            told[name][at] = values
    return rows.assign(**{c: pd.Series(values, rows.index, dtype=values.dtype) for c, values in told.items()})


def _running(rows: pd.DataFrame, clock: Clock) -> npt.NDArray[np.bool_]:
    """The targets of the running year that a year to date stands beside."""
    year = (rows["year"] == clock.day.year).to_numpy(bool)
    if not year.any():
        return year
    flow = (rows["indicator_kind"] == "flow") & (rows["row_kind"] == "year") & rows["has_target"] & rows["goal"].notna()
    return np.asarray(year & flow & ~rows["over"] & rows["has_actual"] & rows["to_date"], dtype=np.bool_)


def _nothing(length: int) -> dict[str, Any]:
    return {c: np.full(length, None if c == "pace_basis" else np.nan) for c in COLUMNS}


def _asked(rows: pd.DataFrame, known: Facts, year: int) -> pd.DataFrame:
    """The rows with the month of their figure, what was to have happened by then, and on what basis."""
    ends = {key: period(key).end.month for key in rows["actual_period"].unique()}
    told = rows.assign(month=looked_up(rows["actual_period"], ends).astype(np.int64))
    series = told.assign(indicator=told["judging"], coverage=told["coverage"].fillna(""))
    season = pace.expected(series, _seasons(series, known, year), known.registry)
    told = told.assign(share=season.share, basis=season.basis, years=season.years)
    return _by_levels(told, known.registry)


def _seasons(series: pd.DataFrame, known: Facts, year: int) -> pd.DataFrame:
    """The seasons of the series asked and of the nation's, from the years before that are known in parts."""
    nation = known.nation if pace.NATION not in set(series["place"]) else known.nation.head(0)
    own = known.observations[known.observations["place"].isin(series["place"].unique())]
    figures = pd.concat([own, nation], ignore_index=True) if len(nation) else own
    ends = figures["period_end"].dt.year
    figures = figures[figures["indicator"].isin(series["indicator"].unique()) & (ends < year)]
    parts = figures["cumulation"].isin(["year_to_date", "in_period"]).to_numpy(bool)
    if not parts.any():
        return _NO_SEASON
    number = codes(figures.assign(of=figures["period_end"].dt.year), [*SERIES, "of"])
    found = pace.parts(figures[np.isin(number, number[parts])], known.registry)
    return pace.season(pace.shares(lines(found)), year, known.rules)


def _by_levels(rows: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Totals whose levels are known: what was to have happened is that of the levels together.

    A total without a season of its own or the nation's is then too thin where any of its levels is.
    """
    shares, bases = rows["share"].to_numpy(float).copy(), rows["basis"].to_numpy(object).copy()
    divided = {key: i.complete_sets for key, i in registry.indicators.items() if i.complete_sets}
    at = np.flatnonzero(rows["judging"].isin(list(divided)).to_numpy(bool))
    columns = [rows[c].to_numpy(object)[at] for c in ("place", "judging", "breakdown", "in_force", "month")]
    keys = list(zip(*columns, strict=True))
    goal = rows["goal"].to_numpy(np.float64)
    due = {key: (goal[i], goal[i] * shares[i]) for key, i in zip(keys, at, strict=True)}
    for key, i in zip(keys, at, strict=True):
        levels = _levels(key, due, divided[str(key[1])]) if key[2] == "total" else []
        whole, part = (float(sum(level[n] for level in levels)) for n in (0, 1))
        if levels and not np.isnan(part):
            shares[i], bases[i] = part / whole, "levels"
        elif levels and bases[i] == "even_months":
            shares[i], bases[i] = np.nan, None
    return rows.assign(share=shares, basis=bases)


def _levels(
    total: tuple[Any, ...], due: Mapping[tuple[Any, ...], tuple[float, float]], sets: Iterable[tuple[str, ...]]
) -> list[tuple[float, float]]:
    """Goal and what was due of the levels of the first complete set with targets in force and that month's figures."""
    for members in sets:
        keys = [(total[0], total[1], part, True, total[4]) for part in members]
        if all(key in due for key in keys):
            return [due[key] for key in keys]
    return []


def _told(asked: pd.DataFrame, rules: Rules) -> dict[str, Any]:
    """The columns and statuses of the rows asked."""
    month, goal = asked["month"].to_numpy(np.int64), asked["goal"].to_numpy(np.float64)
    actual, share = asked["actual_value"].to_numpy(np.int64), asked["share"].to_numpy(np.float64)
    short = np.maximum(goal.astype(np.int64) - actual, 0)
    decimals = asked["target_decimals"].to_numpy(np.int64)
    return {
        "pace_month": month,
        "pace_share": share,
        "pace_basis": asked["basis"].to_numpy(object),
        "pace_years": asked["years"].to_numpy(np.int64),
        "pace_expected": np.round(goal * share),
        "pace_ratio": _four_decimals(actual, goal * share),
        "pace_needed": np.where(short > 0, pace.needed_a_month(short, month, decimals), np.nan),
    } | _statuses(asked, rules)


def _four_decimals(actual: Ints, due: Floats) -> Floats:
    known = np.where(np.isnan(due), 0, np.round(np.nan_to_num(due)))
    return rounded_ratio(actual, known.astype(np.int64), BASIS)


def _statuses(asked: pd.DataFrame, rules: Rules) -> dict[str, Any]:
    """Status and reason: the pace, else why there is none; what is decided already stays."""
    goal, share = asked["goal"].to_numpy(np.float64), asked["share"].to_numpy(np.float64)
    value = asked["actual_value"].to_numpy(np.int64)
    reach = could_be(
        value, asked["actual_value_high"].to_numpy(np.int64), asked["qualifier"].to_numpy(object),
        asked["actual_decimals"].to_numpy(np.int64), np.zeros(len(asked), dtype=np.bool_), rules,
    )  # fmt: skip
    at = [pace.paces(pace.ratios(figure, goal, share), rules) for figure in (value, reach.low, reach.high)]
    upward = (asked["status"] == "in_progress").to_numpy(bool) & verdict.goals(asked).up
    vague = np.array([a != b for a, b in zip(at[1], at[2], strict=True)], dtype=np.bool_)
    thin = np.isnan(share)
    why = first_that_applies([(thin, "too_thin"), (vague, "qualified")], len(asked))
    return {
        "status": np.where(upward & ~vague & ~thin, at[0], asked["status"]),
        "reason": np.where(upward, why, asked["reason"].astype(object).where(asked["reason"].notna(), None)),
    }
