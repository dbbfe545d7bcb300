"""A year in progress: its parts put together month by month, the season of past years, and the pace (DOMAIN §4).

Figures in micros. A line has one row for each series and year and thirteen columns: what has happened by the end of
month 0 (nothing), 1, … 12; `known` says where that can be told.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import choice
from metrics.figures import Bools, Floats, Ints, could_be
from metrics.path import first_that_applies
from metrics.registry import Registry, Rules

PACES: Final = ("ahead", "on_pace", "behind", "far_behind")
#: On what the expected share of the year rests; `levels`: on the levels that make up a total.
BASES: Final = ("own", "nation", "even_months", "levels")
#: How a month of a line is known: printed as such, put together from parts, or left over from later figures.
PRINTED, ADDED, DERIVED = 1, 2, 3
NATION: Final = "viet-nam"
#: What one line belongs to: figures of different printed units are never added.
LINE: Final = (*choice.SERIES, "year", "unit")
MONTHS: Final = 12
#: A share or ratio is compared at ten decimals: finer differences are those of binary arithmetic.
_EXACT_TO: Final = 10


class Lines(NamedTuple):
    """The cumulative lines of several series and years: `keys` has one row for each, with the columns of LINE.

    `low` and `high`: between which values the figure lies where a source says only "hơn", "gần", "khoảng".
    `members`: the observations that it is made of, joined by "+".
    """

    keys: pd.DataFrame
    value: Ints
    low: Ints
    high: Ints
    known: Bools
    how: npt.NDArray[np.int8]
    members: npt.NDArray[np.object_]


def parts(observations: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """The figures of flows that lie in one year, the best of each series and period, estimates left out.

    `first` and `last` are the months before and at which each ends: January to June is 0 and 6.
    """
    flows = [key for key, indicator in registry.indicators.items() if indicator.kind == "flow"]
    rows = choice.candidates(observations[observations["indicator"].isin(flows)], registry)
    printed = rows[(rows["state"] != "estimate") & ~rows["members"].str.contains("+", regex=False)]
    best = choice.in_force_by_period(printed)
    return best.assign(
        first=best["period_start"].dt.month.to_numpy(np.int64) - 1, last=best["period_end"].dt.month.to_numpy(np.int64)
    )


def lines(pieces: pd.DataFrame, rules: Rules) -> Lines:
    """The cumulative line of every series and year among the parts, without counting any month twice.

    A figure counted from January stands for itself; a month without one is the line before plus the part between,
    the longest part first; what is still open is a later figure less the part after it, where both are exact.
    """
    group = choice.codes(pieces, LINE)
    keys = pieces[list(LINE)][~pd.Series(group, index=pieces.index).duplicated()].reset_index(drop=True)
    shape = (len(keys), MONTHS + 1)
    value, low, high = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    known, how = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.int8)
    known[:, 0] = True
    members = np.full(shape, "", dtype=object)
    made = Lines(keys, value, low, high, known, how, members)
    spans = _by_span(pieces.assign(row=group), rules)
    for _ in range(2):
        _forward(made, spans)
        _backward(made, spans)
    return made


def _by_span(pieces: pd.DataFrame, rules: Rules) -> list[tuple[int, int, pd.DataFrame]]:
    """The parts by the months that they cover: by their end, then the longest first."""
    rate = np.zeros(len(pieces), dtype=np.bool_)
    reach = could_be(
        pieces["value"].to_numpy(np.int64), pieces["value_high"].to_numpy(np.int64),
        pieces["qualifier"].to_numpy(object), pieces["decimals"].to_numpy(np.int64), rate, rules,
    )  # fmt: skip
    told = pieces.assign(low=reach.low, high=reach.high)
    spans = sorted(set(zip(told["last"].tolist(), told["first"].tolist(), strict=True)))
    return [(a, b, told[(told["first"] == a) & (told["last"] == b)]) for b, a in spans]


def _forward(made: Lines, spans: list[tuple[int, int, pd.DataFrame]]) -> None:
    for first, last, rows in spans:
        at = rows["row"].to_numpy(np.int64)
        open_here = made.known[at, first] & ~made.known[at, last]
        at, taken = at[open_here], rows[open_here]
        for mine, column in ((made.value, "value"), (made.low, "low"), (made.high, "high")):
            mine[at, last] = mine[at, first] + taken[column].to_numpy(np.int64)
        made.known[at, last] = True
        made.how[at, last] = PRINTED if first == 0 else ADDED
        made.members[at, last] = _joined(made.members[at, first], taken["members"])


def _backward(made: Lines, spans: list[tuple[int, int, pd.DataFrame]]) -> None:
    for first, last, rows in reversed(spans):
        at = rows["row"].to_numpy(np.int64)
        exact = (made.low[at, last] == made.high[at, last]) & (rows["qualifier"] == "exact").to_numpy(bool)
        before = made.value[at, last] - rows["value"].to_numpy(np.int64)
        open_here = made.known[at, last] & ~made.known[at, first] & exact & (before >= 0)
        at, taken, before = at[open_here], rows[open_here], before[open_here]
        for mine in (made.value, made.low, made.high):
            mine[at, first] = before
        made.known[at, first], made.how[at, first] = True, DERIVED
        made.members[at, first] = _joined(made.members[at, last], taken["members"])


def _joined(before: npt.NDArray[np.object_], more: "pd.Series[str]") -> npt.NDArray[np.object_]:
    pairs = [f"{a}+{b}" if a else b for a, b in zip(before, more, strict=True)]
    return np.array(pairs, dtype=object)


def contradictions(pieces: pd.DataFrame, made: Lines, rules: Rules) -> pd.DataFrame:
    """The parts that cannot stand beside the line: `observation_id`, with the columns of LINE, period and `why`.

    `differs`: the line rises by another amount over the part's months. `falls`: the line is lower at its end than at
    an earlier month, which a flow counted from January cannot be.
    """
    number = choice.codes(pd.concat([made.keys, pieces[list(LINE)]], ignore_index=True), LINE)
    row_of = {int(code): i for i, code in enumerate(number[: len(made.keys)])}
    at = np.array([row_of[int(code)] for code in number[len(made.keys) :]], dtype=np.int64)
    first, last = pieces["first"].to_numpy(np.int64), pieces["last"].to_numpy(np.int64)
    rate = np.zeros(len(pieces), dtype=np.bool_)
    reach = could_be(
        pieces["value"].to_numpy(np.int64), pieces["value_high"].to_numpy(np.int64),
        pieces["qualifier"].to_numpy(object), pieces["decimals"].to_numpy(np.int64), rate, rules,
    )  # fmt: skip
    both = made.known[at, first] & made.known[at, last]
    low, high = made.low[at, last] - made.high[at, first], made.high[at, last] - made.low[at, first]
    differs = both & ((reach.low > high) | (reach.high < low))
    highest = np.maximum.accumulate(np.where(made.known, made.low, 0), axis=1)
    falls = both & (made.high[at, last] < highest[at, np.maximum(last - 1, 0)])
    why = first_that_applies([(differs, "differs"), (falls, "falls")], len(at))
    found = pieces[[*LINE, "period", "observation_id"]].assign(why=why)
    against: pd.DataFrame = found[differs | falls].reset_index(drop=True)
    return against


# --- the season ---------------------------------------------------------------------------------------------


def shares(made: Lines) -> pd.DataFrame:
    """For each series, past year and month: the share of the whole year that had happened; SERIES, year, month, share.

    Only exact figures, of years whose whole is above 0.
    """
    whole = made.value[:, MONTHS]
    exact = made.known & (made.low == made.high)
    usable = exact[:, MONTHS] & (whole > 0)
    row, month = np.nonzero(exact[:, 1:MONTHS] & usable[:, None])
    share = made.value[row, month + 1] / np.where(usable, whole, 1)[row]
    return made.keys.iloc[row].reset_index(drop=True).assign(month=month + 1, share=share)


def wholes(made: Lines) -> pd.DataFrame:
    """The whole year of each line that has one, exactly: the columns of LINE and `whole` in micros."""
    known = made.known[:, MONTHS] & (made.low[:, MONTHS] == made.high[:, MONTHS])
    told: pd.DataFrame = made.keys[known].assign(whole=made.value[known, MONTHS]).reset_index(drop=True)
    return told


def season(past: pd.DataFrame, year: int, rules: Rules) -> pd.DataFrame:
    """The mean share by series and month over the years before `year`, where enough years are known; with `years`."""
    before = past[past["year"] < year]
    grouped = before.groupby([*choice.SERIES, "month"], sort=False)["share"]
    told = grouped.agg(["mean", "count"]).reset_index().rename(columns={"mean": "share", "count": "years"})
    return told[told["years"] >= rules.pace_min_years].reset_index(drop=True)


class Expected(NamedTuple):
    """The share of the year that was to have happened, NaN where too thin; its basis, and of how many years."""

    share: Floats
    basis: npt.NDArray[np.object_]
    years: Ints


def expected(rows: pd.DataFrame, seasons: pd.DataFrame, registry: Registry) -> Expected:
    """For rows with SERIES and `month`: the own season, else the nation's, else even months where those may be used.

    Levels that enrol in autumn (`autumn_breakdowns`) are never spread over even months: too thin.
    """
    own = _looked_up(rows, seasons)
    nation = _looked_up(rows.assign(place=NATION), seasons)
    autumn = _in_autumn(rows, registry)
    has_own, has_nation = own["share"].notna().to_numpy(bool), nation["share"].notna().to_numpy(bool)
    share = np.select(
        [has_own, has_nation, ~autumn],
        [own["share"].to_numpy(float), nation["share"].to_numpy(float), rows["month"].to_numpy(float) / MONTHS],
        np.nan,
    )
    basis = first_that_applies([(has_own, "own"), (has_nation, "nation"), (~autumn, "even_months")], len(rows))
    years = np.where(has_own, own["years"].fillna(0), np.where(has_nation, nation["years"].fillna(0), 0))
    return Expected(share, basis, years.astype(np.int64))


def _in_autumn(rows: pd.DataFrame, registry: Registry) -> Bools:
    of = {(key, part) for key, indicator in registry.indicators.items() for part in indicator.autumn_breakdowns}
    return np.array([pair in of for pair in zip(rows["indicator"], rows["breakdown"], strict=True)], dtype=np.bool_)


def _looked_up(rows: pd.DataFrame, seasons: pd.DataFrame) -> pd.DataFrame:
    wanted = rows[[*choice.SERIES, "month"]].assign(coverage=rows["coverage"].fillna(""))
    return wanted.merge(seasons, how="left", on=[*choice.SERIES, "month"])


# --- the pace -----------------------------------------------------------------------------------------------


def ratios(actual: npt.ArrayLike, goal: npt.ArrayLike, share: Floats) -> Floats:
    """What has happened over what was to have happened by then: A / (T × share); NaN where it cannot be told."""
    due = np.asarray(goal, dtype=np.float64) * share
    with np.errstate(all="ignore"):
        return np.where(due > 0, np.asarray(actual, dtype=np.float64) / due, np.nan)


def paces(ratio: Floats, rules: Rules) -> npt.NDArray[np.object_]:
    """The pace of each ratio, equal being in the better class; None where the ratio is unknown."""
    near = np.round(ratio, _EXACT_TO)
    at = [near >= rules.pace_ahead, near >= rules.pace_on, near >= rules.pace_behind, ~np.isnan(near)]
    return first_that_applies(list(zip(at, PACES, strict=True)), len(near))


def needed_a_month(shortfall: Ints, month: Ints, decimals: Ints) -> Ints:
    """What each remaining month must bring, rounded up to the printed decimals: 74.833 over four months is 18.709.

    In December nothing is left: the whole shortfall.
    """
    left = np.maximum(MONTHS - month, 1)
    step = 10 ** (6 - np.clip(decimals, 0, 6))
    return np.asarray(-(-shortfall // (left * step)) * step, dtype=np.int64)
