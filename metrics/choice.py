"""Which figure is in force: among competing targets, and among the actuals of a series and year (DOMAIN §2, §3)."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import lines
from metrics.figures import Intervals, could_be, overlap, trailing_zeros
from metrics.lines import put_together, with_months
from metrics.records import looked_up
from metrics.registry import Registry, Rules
from metrics.series import SERIES, codes

_KIND_ORDER: Final = {"year": 0, "milestone": 1, "cumulative": 2, "average_per_year": 3}
_STATE_ORDER: Final = {"final": 0, "preliminary": 1, "estimate": 3}
_COMPLETE_SET: Final = 2
_PART_YEAR: Final = 4
_PLAINNESS: Final = {
    "eq": 0, "about": 1, "at_least": 2, "at_most": 2, "more_than": 3, "less_than": 3, "range": 4,
    "reduce_by_at_least": 5, "increase_by_at_least": 5,
}  # fmt: skip
_QUALIFIER_ORDER: Final = {"exact": 0, "range": 1, "more_than": 2, "nearly": 2, "about": 2}
_SOURCE_UNKNOWN: Final = 9
_LATEST: Final = np.iinfo(np.int64).max


def _ordered(group: npt.NDArray[np.int64], rank: Mapping[str, npt.ArrayLike]) -> npt.NDArray[np.intp]:
    """Row numbers, group by group, best rank first; equals keep their order."""
    return np.lexsort([*(np.asarray(key) for key in reversed(list(rank.values()))), group])


def _leading(
    group: npt.NDArray[np.int64], rank: Mapping[str, npt.ArrayLike]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For rows in order: is this the first of its group, and does it rank equal with the first."""
    first = np.ones(len(group), dtype=np.bool_)
    first[1:] = group[1:] != group[:-1]
    leader = np.maximum.accumulate(np.where(first, np.arange(len(group)), 0))
    equal = np.ones(len(group), dtype=np.bool_)
    for key in rank.values():
        column = np.asarray(key)
        equal &= column == column[leader]
    return first, equal


def _disagreeing(
    group: npt.NDArray[np.int64], at_top: npt.NDArray[np.bool_], figure: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """For rows in order: does the group's best rank hold another figure than that of its first row."""
    leader = np.searchsorted(group, group)
    return np.isin(group, group[at_top & (figure != figure[leader])])


# --- targets -----------------------------------------------------------------------------------------------


def with_target_choice(targets: pd.DataFrame) -> pd.DataFrame:
    """The targets with `in_force` and `tied` (several differ at the same rank: none is in force, the screen asks).

    Compete: same place, indicator, breakdown, coverage and period; an average never competes with the others.
    """
    rows = targets.assign(coverage=targets["coverage"].fillna(""), _average=targets["kind"] == "average_per_year")
    rows = rows.sort_values("target_id", kind="stable")
    group = codes(rows, [*SERIES, "period", "_average"])
    rank = target_ranks(rows)
    plain = looked_up(rows["operator"], _PLAINNESS).astype(np.int64)
    order = _ordered(group, rank | {"plain": plain})
    rows, group, rank = rows.iloc[order], group[order], {k: v[order] for k, v in rank.items()}
    first, at_top = _leading(group, rank)
    tied = at_top & _disagreeing(group, at_top, codes(rows, ["value", "value_high"]))
    chosen: pd.DataFrame = rows.assign(in_force=first & ~tied, tied=tied).drop(columns="_average")
    return chosen


def plainness(targets: pd.DataFrame) -> npt.NDArray[np.int64]:
    """How plainly each target is worded, the plainest first: "đạt" before a bound, a bound before a range."""
    return looked_up(targets["operator"], _PLAINNESS).astype(np.int64)


def target_ranks(targets: pd.DataFrame) -> dict[str, npt.NDArray[np.int64]]:
    """The sort keys of targets by name, smaller first, in the order in which they decide."""
    date = targets["document_date"]
    return {
        "kind": looked_up(targets["kind"], _KIND_ORDER).astype(np.int64),
        "standing": (targets["standing"] != "issued").to_numpy(np.int64),
        "authority": -targets["authority"].fillna(1).to_numpy(np.int64),
        "undated": date.isna().to_numpy(np.int64),
        "date": -_days(date),
        "decimals": -targets["decimals"].to_numpy(np.int64),
    }


def _days(dates: pd.Series) -> npt.NDArray[np.int64]:
    """Days since 1970; 0 where the date is unknown."""
    return dates.to_numpy("datetime64[D]").astype(np.int64) * dates.notna().to_numpy(np.int64)


# --- actuals -----------------------------------------------------------------------------------------------


def printed(observations: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Observations within one calendar year, with `year`, `whole`, `to_date`, `flow`, `rate` and `members`."""
    within = observations[observations["period_start"].dt.year == observations["period_end"].dt.year]
    start, end = within["period_start"].dt, within["period_end"].dt
    kind = pd.Series(looked_up(within["indicator"], {k: i.kind for k, i in registry.indicators.items()}), within.index)
    from_january = start.month == 1
    rows: pd.DataFrame = within.assign(
        coverage=within["coverage"].fillna(""),
        year=end.year.astype("int64"),
        whole=from_january & (end.month == 12),
        to_date=from_january,
        flow=kind == "flow",
        rate=kind == "rate",
        decimals=within["decimals"].to_numpy(np.int64),
        members=within["observation_id"],
    ).reset_index(drop=True)
    return rows


def candidates(observations: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """The figures printed, and for flows what their parts say together of the year so far (metrics.lines)."""
    rows = printed(observations, registry)
    sums = put_together(_in_parts(rows))
    if sums.empty:
        return rows
    joined: pd.DataFrame = pd.concat([rows, sums[rows.columns].astype(rows.dtypes.to_dict())], ignore_index=True)
    return joined


def _in_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """The parts (see `parts`) of the series and years that have one which does not count from January."""
    between = rows["flow"] & ~rows["to_date"]
    if not between.any():
        return with_months(rows.head(0))
    key = codes(rows, [*SERIES, "year"])
    return parts(rows[np.isin(key, key[between.to_numpy(bool)])])


def parts(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures of flows that have happened, the best of each series and period, with `first` and `last` month.

    A period whose equally good sources disagree has none.
    """
    best = in_force_by_period(rows[rows["flow"] & (rows["state"] != "estimate")])
    return with_months(best[~best["tied"]].drop(columns="tied").reset_index(drop=True))


def actuals_in_force(rows: pd.DataFrame, running_year: int) -> pd.DataFrame:
    """One candidate for each series and year, with `tied` where equals of the same rank disagree.

    In `running_year` and later an estimate is never what has happened: it is left out (see `estimates`).
    """
    return _best(rows[(rows["state"] != "estimate") | (rows["year"] < running_year)])


def estimates(rows: pd.DataFrame) -> pd.DataFrame:
    """The best estimate of the whole year for each series and year that has one."""
    return _best(rows[(rows["state"] == "estimate") & rows["whole"]])


def in_force_by_period(rows: pd.DataFrame) -> pd.DataFrame:
    """One candidate for each series and period, by the same order: what "the same period of the year before" was."""
    return _best(rows, [*SERIES, "period"])


def _best(rows: pd.DataFrame, by: Sequence[str] = (*SERIES, "year")) -> pd.DataFrame:
    group, rank = codes(rows, by), _actual_ranks(rows)
    order = _ordered(group, rank)
    group, rank = group[order], {k: v[order] for k, v in rank.items()}
    first, at_top = _leading(group, rank)
    tied = _disagreeing(group, at_top, codes(rows, ["value", "value_high", "qualifier", "unit"])[order])
    return rows.iloc[order[first]].reset_index(drop=True).assign(tied=tied[first])


def _actual_ranks(rows: pd.DataFrame) -> dict[str, npt.NDArray[np.int64]]:
    """Sort keys, best first: class, latest part, upload, later known, exactness, source, fewer trailing zeros."""
    whole, state = rows["whole"].to_numpy(bool), looked_up(rows["state"], _STATE_ORDER).astype(np.int64)
    is_set = whole & rows["members"].str.contains("+", regex=False).to_numpy(bool)
    uploaded = (rows["origin"] != "fact").to_numpy(bool)
    known = rows["known_from"]
    not_to_date = rows["flow"].to_numpy(bool) & ~rows["to_date"].to_numpy(bool)
    return {
        "class": np.where(is_set, _COMPLETE_SET, np.where(whole, state, _PART_YEAR)),
        "only_estimated": np.where(whole, 0, (state == _STATE_ORDER["estimate"]) * 2 + not_to_date),
        "end": np.where(whole, 0, -_days(rows["period_end"])),
        "state": np.where(whole, 0, state),
        "upload": (~uploaded).astype(np.int64),
        "recorded": np.where(uploaded, -rows["recorded_at"].astype("int64").to_numpy(), 0),
        "known": np.where(known.isna(), _LATEST, -_days(known)),
        "qualifier": looked_up(rows["qualifier"], _QUALIFIER_ORDER).astype(np.int64),
        "source": rows["source_rank"].fillna(_SOURCE_UNKNOWN).to_numpy(np.int64),
        "zeros": trailing_zeros(rows["value"].to_numpy(np.int64), rows["decimals"].to_numpy(np.int64)),
    }


_COMPARED: Final = (
    "observation_id", "members", "period", "period_end", "to_date", "flow", "rate", "value", "value_high", "qualifier",
    "decimals",
)  # fmt: skip


def contradictions(rows: pd.DataFrame, chosen: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The figures that cannot stand beside the chosen one: `observation_id`, and `chosen_id` of what each contradicts.

    Same period: the two cannot be the same number (another printed unit with another number included). A flow's
    earlier part that already exceeds a later or whole figure contradicts it too, and so does a part inside it by which
    the line of the year does not rise (metrics.lines).
    """
    key = [*SERIES, "year"]
    group = codes(rows, key)
    several = np.bincount(group, minlength=1)[group] > 1
    as_printed = rows[~rows["members"].str.contains("+", regex=False).to_numpy(bool)]
    differing = _differing(as_printed, rules)
    other = as_printed[several[as_printed.index.to_numpy()]]
    read = [*key, *_COMPARED]
    both = other[read].merge(chosen[read], on=key, suffixes=("", "_chosen"))
    both = both[both["members"] != both["members_chosen"]]
    mine, its = _reach(both, "", rules), _reach(both, "_chosen", rules)
    same_period = (both["period"] == both["period_chosen"]).to_numpy(bool)
    earlier = (both["to_date"] & both["to_date_chosen"] & (both["period_end"] < both["period_end_chosen"])).to_numpy(
        bool
    )
    later = (both["to_date"] & both["to_date_chosen"] & (both["period_end"] > both["period_end_chosen"])).to_numpy(bool)
    flow = both["flow"].to_numpy(bool)
    against = (
        (same_period & ~overlap(mine, its))
        | (flow & earlier & (mine.low > its.high))
        | (flow & later & (mine.high < its.low))
        | (both["observation_id"].isin(differing) & both["to_date_chosen"] & ~later).to_numpy(bool)
    )
    found: pd.DataFrame = both.loc[against, [*key, "observation_id"]]
    return found.assign(chosen_id=both.loc[against, "observation_id_chosen"])


def _differing(rows: pd.DataFrame, rules: Rules) -> list[str]:
    """The parts of years by which the line of their year does not rise."""
    pieces = _in_parts(rows)
    if pieces.empty:
        return []
    found = lines.contradictions(pieces, lines.lines(pieces), rules)
    return list(found.loc[found["why"] == "differs", "observation_id"])


def _reach(rows: pd.DataFrame, suffix: str, rules: Rules) -> Intervals:
    column = {c: rows[f"{c}{suffix}"].to_numpy() for c in ("value", "value_high", "qualifier", "decimals")}
    rate = rows[f"rate{suffix}"].to_numpy(bool)
    return could_be(
        column["value"].astype(np.int64),
        column["value_high"].astype(np.int64),
        column["qualifier"].astype(object),
        column["decimals"].astype(np.int64),
        rate,
        rules,
    )
