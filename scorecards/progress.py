"""Will it be reached: the series of a place that can be asked, the pace band, the way at the present rate, what if."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd

from metrics import pace as paces
from metrics import path as paths
from metrics import verdict
from metrics.figures import Floats, micros
from metrics.lines import MONTHS
from metrics.records import Record, records
from metrics.registry import MICRO, Rules
from scorecards import pace, path
from scorecards.read import Clock, Facts
from wording.numbers import is_missing

Series = tuple[str, str]
#: Years between baseline and target beyond which a hand cannot fill in the way.
YEARS_BY_HAND: Final = 8


def of_year(known: Facts, place: str, year: int, clock: Clock) -> pd.DataFrame:
    """The flows of a place with a target in force for the year, judged and paced; the registry's order."""
    rows = pace.paced(known, year, clock)
    own = (rows["place"] == place) & (rows["row_kind"] == "year") & (rows["indicator_kind"] == "flow")
    found: pd.DataFrame = rows[own & rows["in_force"].eq(True)].reset_index(drop=True)
    return found


def ways_of(known: Facts, place: str, clock: Clock) -> pd.DataFrame:
    """The dated targets of a place with what each method says (see scorecards.path)."""
    ways = path.ways(known, clock)
    own: pd.DataFrame = ways[(ways["place"] == place) & (ways["coverage"].fillna("") == "")].reset_index(drop=True)
    return own


def series_of(year_rows: pd.DataFrame, ways: pd.DataFrame) -> list[Series]:
    """What can be asked of a place: totals that run in the year, then series on the way to a date, most known first."""
    running = [(r["indicator"], "total") for r in records(year_rows)]
    known = [(r["indicator"], r["breakdown"]) for r in records(ways.sort_values("points", ascending=False))]
    return list(dict.fromkeys([*running, *known]))


def default_series(found: Sequence[Series], year_rows: pd.DataFrame, ways: pd.DataFrame) -> Series:
    """The series that opens: one with a line in the year, else one that the methods can judge, else the first."""
    running = [(r["indicator"], "total") for r in records(year_rows) if r["has_actual"]]
    judged = [(r["indicator"], r["breakdown"]) for r in records(ways[ways["reason"].isna()])]
    return next(iter([*running, *judged, *found]))


def band(row: Record, levels: Sequence[Record], year: pace.Year, known: Facts) -> list[Record]:
    """What was to have happened by each month for the pace "on track": `month`, `low`, `high`; none where too thin.

    Where the basis is that of the levels (`levels`) theirs are added, month by month where each has one.
    """
    if is_missing(row["pace_basis"]):
        return []
    parts = levels if row["pace_basis"] == "levels" else [row]
    due = sum((_due(part, year, known) for part in parts), np.zeros(MONTHS))
    return [
        {"month": month, "low": amount * known.rules.pace_on, "high": amount * known.rules.pace_ahead}
        for month, amount in enumerate(due.tolist(), start=1)
        if not np.isnan(amount)
    ]


def _due(row: Record, year: pace.Year, known: Facts) -> Floats:
    """What of a target was to have happened by the end of each month, in the unit; NaN where too thin."""
    series = {c: "" if is_missing(row[c]) else row[c] for c in ("place", "breakdown", "coverage")}
    asked = pd.DataFrame([series | {"indicator": row["judging"], "month": m} for m in range(1, MONTHS + 1)])
    share = paces.expected(asked, year.seasons, known.registry).share
    share[-1] = np.nan if np.isnan(share).all() else 1.0
    return share * float(row["goal"]) / MICRO


def told_of_year(row: Record, rows: Sequence[Record], year: pace.Year, known: Facts) -> Record:
    """One running target as a plain record (see scorecards.pace.told) with its pace `band`; `rows`: all of the year."""
    told = pace.told(row, year, known) | {"judging": str(row["judging"])}
    return told | {"band": band(row, _levels(row, rows, known), year, known)}


def _levels(total: Record, rows: Sequence[Record], known: Facts) -> list[Record]:
    """The rows of the levels that make up a total (scorecards.pacing)."""
    same = ("judging", "coverage", "pace_month")
    own = {r["breakdown"]: r for r in rows if all(str(r[c]) == str(total[c]) for c in same)}
    sets = known.registry.indicators[str(total["judging"])].complete_sets
    return next(([own[part] for part in members] for members in sets if set(members) <= set(own)), [])


def steps(told: Mapping[str, Any], years: pd.DataFrame) -> list[Record]:
    """The way from the baseline over every stated target after it: `year`, `value`, `ours` where it is interpolated.

    `years`: the series over the years (scorecards.trend). Empty where no method is asked.
    """
    base = told["baseline"]
    if told["reason"] is not None or base["year"] is None:
        return []
    rows = records(years[years["target_value"].notna() & (years["year"] > base["year"])].sort_values("year"))
    stated = {int(r["year"]): float(r["target_value"]) for r in rows}
    corners = [(int(base["year"]), float(base["value"])), *stated.items()]
    found = [{"year": corners[0][0], "value": corners[0][1], "ours": False}]
    for (first, low), (last, high) in pairwise(corners):
        between = paths.yearly_steps(first, low, last, high)
        found += [{"year": y, "value": round(v, 6), "ours": True} for y, v in between]
        found.append({"year": last, "value": high, "ours": False})
    return found if stated else []


def at_present_rate(told: Mapping[str, Any]) -> list[tuple[int, float]]:
    """Where a series arrives year by year if it goes on as since its baseline; empty where no method is asked.

    Ours, a straight line: no document states it. Rates end at 0 and 100.
    """
    step, now = told["observed_a_year"], told["now"]
    if told["reason"] is not None or step is None or now["year"] is None:
        return []
    top = 100.0 if told["target"]["unit"] == "percent" else float("inf")
    years = range(now["year"], told["target"]["year"] + 1)
    return [(y, round(min(max(now["value"] + step * (y - now["year"]), 0.0), top), 6)) for y in years]


# --- what if ------------------------------------------------------------------------------------------------


def months_left(told: Mapping[str, Any], over: bool) -> list[int]:
    """The months of the year that a hand may fill in: those after the last known one; none once the year is over."""
    if over or told["target"] is None:
        return []
    return list(range((told["month"] or 0) + 1, MONTHS + 1))


def usual_month(told: Mapping[str, Any], left: Sequence[int]) -> float:
    """What each remaining month must bring, rounded up: what stands before a hand moves it."""
    if told["needed_a_month"] is not None:
        return float(told["needed_a_month"])
    short = told["target"] - (told["actual"] or 0.0)
    return float(max(np.ceil(short / max(len(left), 1)), 0.0))


def if_months(row: Record, told: Mapping[str, Any], added: Sequence[float], rules: Rules) -> Record:
    """The verdict of the whole year if the remaining months bring these figures: `total`, `status`, `attainment`."""
    total = (told["actual"] or 0.0) + float(sum(added))
    value = micros(str(total))
    inputs = pd.DataFrame([row])[list(verdict.INPUTS)].assign(
        has_actual=True, has_estimate=False, actual_value=value, actual_value_high=value, qualifier="exact", whole=True,
        over=True, to_date=True, actual_tied=False,
    )  # fmt: skip
    status = verdict.verdicts(inputs, rules)["status"].iloc[0]
    share = round(total / told["target"], 4) if told["target"] else None
    return {"total": total, "status": status, "attainment": share, "lacking": max(told["target"] - total, 0.0)}


def years_left(told: Mapping[str, Any]) -> list[int]:
    """The years after the last known one up to the dated target; none where no method is asked or the date is past."""
    if told["reason"] is not None or told["now"]["year"] is None:
        return []
    return list(range(told["now"]["year"] + 1, told["target"]["year"] + 1))[:YEARS_BY_HAND]


def needed_in(told: Mapping[str, Any], year: int) -> float:
    """The figure of a year on the straight line from the last known one to the target."""
    now, target = told["now"], told["target"]
    passed = (year - now["year"]) / (target["year"] - now["year"])
    return round(float(now["value"] + (target["value"] - now["value"]) * passed), 2)


def if_years(told: Mapping[str, Any], by_hand: Mapping[int, float], rules: Rules) -> list[Record]:
    """What each method would say once the years given by hand have come."""
    base, now, target = told["baseline"], told["now"], told["target"]
    points = {base["year"]: base["value"], now["year"]: now["value"], **by_hand}
    return path.bare(points, target["year"], target["value"], target["direction"] == "up", rules)


def reached(told: Mapping[str, Any], by_hand: Mapping[int, float]) -> bool | None:
    """Whether the dated target is reached by hand; None where its year is left open."""
    target = told["target"]
    if target["year"] not in by_hand:
        return None
    sign = 1 if target["direction"] == "up" else -1
    return bool(sign * (by_hand[target["year"]] - target["value"]) >= 0)


def answers(methods: Sequence[Mapping[str, Any]]) -> dict[str, bool | None]:
    """Whether each method says that the course is enough; None where it says nothing."""
    return {m["method"]: None if m["class"] is None else m["class"] in paths.ENOUGH for m in methods}
