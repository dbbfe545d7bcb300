"""A year in progress: the season of past years, and the pace (DOMAIN §4).

Figures in micros; the lines are those of metrics.lines.
"""

import math
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import choice
from metrics.figures import BASIS, Bools, Floats, Ints
from metrics.lines import EXACT, MONTHS, Lines
from metrics.path import first_that_applies
from metrics.registry import Registry, Rules
from metrics.series import SERIES
from metrics.vocabulary import PACES

#: On what the expected share of the year rests; `levels`: on the levels that make up a total.
BASES: Final = ("own", "nation", "even_months", "levels")
NATION: Final = "viet-nam"
#: Ten-thousandths are rounded from six more decimals: finer differences are those of binary arithmetic.
_EXACT_TO: Final = 6


def parts(observations: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """The figures of flows that lie in one year and have happened, the best of each (see metrics.choice.parts)."""
    flows = [key for key, indicator in registry.indicators.items() if indicator.kind == "flow"]
    return choice.parts(choice.printed(observations[observations["indicator"].isin(flows)], registry))


# --- the season ---------------------------------------------------------------------------------------------


def shares(made: Lines) -> pd.DataFrame:
    """For each series, past year and month: the share of the whole year that had happened; SERIES, year, month, share.

    Only exact figures, of years whose whole is above 0.
    """
    whole = made.value[:, MONTHS]
    exact = made.known & (made.word == EXACT)
    usable = exact[:, MONTHS] & (whole > 0)
    row, month = np.nonzero(exact[:, 1:MONTHS] & usable[:, None])
    share = made.value[row, month + 1] / np.where(usable, whole, 1)[row]
    return made.keys.iloc[row].reset_index(drop=True).assign(month=month + 1, share=share)


def wholes(made: Lines) -> pd.DataFrame:
    """The whole year of each line that has one, exactly: the columns of LINE and `whole` in micros."""
    known = made.known[:, MONTHS] & (made.word[:, MONTHS] == EXACT)
    told: pd.DataFrame = made.keys[known].assign(whole=made.value[known, MONTHS]).reset_index(drop=True)
    return told


def season(past: pd.DataFrame, year: int, rules: Rules) -> pd.DataFrame:
    """The mean share by series and month over the years before `year`, where enough years are known; with `years`."""
    before = past[past["year"] < year]
    grouped = before.groupby([*SERIES, "month"], sort=False)["share"]
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
    wanted = rows[[*SERIES, "month"]].assign(coverage=rows["coverage"].fillna(""))
    return wanted.merge(seasons, how="left", on=[*SERIES, "month"])


# --- the pace -----------------------------------------------------------------------------------------------


def ratios(actual: npt.ArrayLike, goal: npt.ArrayLike, share: Floats) -> Floats:
    """What has happened over what was to have happened by then: A / (T × share); NaN where it cannot be told."""
    due = np.asarray(goal, dtype=np.float64) * share
    with np.errstate(all="ignore"):
        return np.where(due > 0, np.asarray(actual, dtype=np.float64) / due, np.nan)


def paces(ratio: Floats, rules: Rules) -> npt.NDArray[np.object_]:
    """The pace of each ratio as printed (four decimals, half up), equal being better; None where it is unknown."""
    near = np.floor(np.round(ratio * BASIS, _EXACT_TO) + 0.5) / BASIS
    at = [near >= rules.pace_ahead, near >= rules.pace_on, near >= rules.pace_behind, ~np.isnan(near)]
    return first_that_applies(list(zip(at, PACES, strict=True)), len(near))


def limits(due: float, step: float, rules: Rules) -> list[tuple[str, float]]:
    """From which amount on, a multiple of `step`, a pace holds where `due` was to have happened; the best pace first.

    The amounts are those whose ratio, printed to four decimals half up, reaches the pace's threshold.
    """
    least = (rules.pace_ahead, rules.pace_on, rules.pace_behind)
    steps = [math.ceil(round((ratio - 0.5 / BASIS) * due / step, _EXACT_TO)) for ratio in least]
    return [(name, count * step) for name, count in zip(PACES, steps, strict=False)]


def needed_a_month(shortfall: Ints, month: Ints, decimals: Ints) -> Ints:
    """What each remaining month must bring, rounded up to the printed decimals: 74.833 over four months is 18.709.

    In December nothing is left: the whole shortfall.
    """
    left = np.maximum(MONTHS - month, 1)
    step = 10 ** (6 - np.clip(decimals, 0, 6))
    return np.asarray(-(-shortfall // (left * step)) * step, dtype=np.int64)
