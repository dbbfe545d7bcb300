"""Căn cứ đánh giá: what a verdict rests on: its numbers, limits, distances, the other methods, the age of the data."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from metrics import verdict
from metrics.figures import UNBOUNDED, stands_for
from metrics.pace import limits as pace_limits
from metrics.records import Record, records
from metrics.registry import MICRO, Rules
from metrics.vocabulary import PACES
from scorecards import pace, path
from scorecards.judge import exact, judged
from scorecards.read import Clock, Facts
from scorecards.table import details, scorecard_of
from warehouse.serving import Serving
from warehouse.writer import VIETNAM
from wording.numbers import is_missing

#: The classes of a year's plan, best first, with what an actual must reach for each.
LADDER: Final = ("exceeded", "met", "nearly")
#: Operators that can be exceeded, not only met.
_EXCEEDABLE: Final = frozenset({"eq", "about", "range"})


def why(store: Serving, known: Facts, series: tuple[str, str, str], year: int, clock: Clock) -> list[Record]:
    """For (place, indicator, breakdown) in a year: one record a row of the scorecard, the target in force first."""
    place, indicator, breakdown = series
    found = of_places(store, known, [place], year, clock)
    return [row for row in found if (row["indicator"], row["breakdown"]) == (indicator, breakdown)]


def of_places(store: Serving, known: Facts, places: Sequence[str], year: int, clock: Clock) -> list[Record]:
    """The same for every row of some places, in the scorecard's order."""
    rows = judged(known, [year], clock)
    mine = rows["place"].isin(list(places)).to_numpy(bool)
    paced = rows[mine].assign(up=verdict.goals(rows[mine]).up)
    card = scorecard_of(known, [year], clock)[mine]
    told = records(details(store, card, known, clock))
    ways = path.ways(known, clock)
    lines = pace.year_of(known, clock.day.year)
    return [
        _record(row, judged_row, ways, pace.told(judged_row, lines, known), known.rules, clock)
        | {"history": _history(store, row, clock)}
        for row, judged_row in zip(told, records(paced), strict=True)
    ]


def _history(store: Serving, row: Record, clock: Clock) -> list[Record]:
    """What the actual's corrected figures were before, first to last, with who, when and why; empty without any."""
    found = [s["observation_id"] for s in row["sources"] if s["of"] == "actual" and s["supersedes"]]
    versions = [v for i in found for v in records(store.history_of_observation(i))]
    until = clock.recorded_until
    return [_version(v) for v in versions if until is None or v["recorded_at"] <= pd.Timestamp(until)]


def _version(told: Record) -> Record:
    value = None if told["withdrawal"] else int(told["value"]) / MICRO
    kept = ("decimals", "unit", "period", "recorded_by", "reason", "undone")
    recorded_on = told["recorded_at"].astimezone(VIETNAM).date().isoformat()
    return {"value": value, "recorded_on": recorded_on} | {c: _plain(told[c]) for c in kept}


def _record(row: Record, judged_row: Record, ways: pd.DataFrame, paced: Record, rules: Rules, clock: Clock) -> Record:
    limits = thresholds(row, _goal(judged_row), judged_row["up"], rules)
    running = not is_missing(judged_row["pace_month"])
    paces = pace_thresholds(judged_row, rules) if judged_row["status"] in PACES else []
    return {
        **{c: _plain(row[c]) for c in ("place", "indicator", "breakdown", "coverage", "year", "row_kind", "in_force")},
        "status": _plain(judged_row["status"]),
        "reason": _plain(judged_row["reason"]),
        "method": _plain(row["method"]),
        "rules_version": rules.version,
        "inputs": _inputs(row),
        "formula": _formula(row, _goal(judged_row), judged_row["up"]),
        "interval": _interval(judged_row, rules),
        "thresholds": limits,
        "distances": distances(row, limits),
        "pace": paced if running else None,
        "pace_thresholds": paces,
        "pace_distances": distances(row, paces),
        "other_methods": path.told(_beside(ways, row)),
        "age": _age(row, clock.day),
        "notes": row["notes"],
    }


def _goal(row: Record) -> float | None:
    """The value to be reached: the low end of a range, the baseline less or plus a share; None where unknown."""
    return None if is_missing(row["goal"]) else float(exact(pd.Series([row["goal"]])).iloc[0])


def _interval(judged_row: Record, rules: Rules) -> Record | None:
    """What the printed figure may stand for where the verdict hangs on that; `high` None: no upper end."""
    if judged_row["reason"] not in ("rounded", "qualified", "part_year") or not judged_row["has_actual"]:
        return None
    only_part = judged_row["indicator_kind"] == "flow" and not judged_row["whole"]
    coarse = judged_row["actual_decimals"] < judged_row["target_decimals"] and judged_row["indicator_kind"] == "rate"
    told = stands_for(
        np.array([judged_row["actual_value"]]), np.array([judged_row["actual_value_high"]]),
        np.array([judged_row["qualifier"]], dtype=object), np.array([coarse]),
        np.array([judged_row["actual_decimals"]]), np.array([only_part]), rules,
    )  # fmt: skip
    low, high = int(told.low[0]), int(told.high[0])
    return {"low": low / MICRO, "high": None if high == UNBOUNDED else high / MICRO,
            "low_open": bool(told.low_open[0]), "high_open": bool(told.high_open[0])}  # fmt: skip


def _inputs(row: Record) -> Record:
    """Target, actual and figure of the year before as printed, with their sources and contradictions."""
    target = ("target_id", "target_period", "kind", "operator", "target_value", "target_value_high", "target_decimals",
              "unit", "standing", "document", "document_date", "issuer")  # fmt: skip
    actual = ("observation_id", "actual_period", "actual_value", "actual_value_high", "qualifier", "decimals",
              "actual_unit", "state", "as_of")  # fmt: skip
    previous = ("previous_period", "previous_period_value", "previous_unit", "previous_state", "change",
                "change_reason")  # fmt: skip
    return {
        "target": {c: _plain(row[c]) for c in target} if not is_missing(row["target_id"]) else None,
        "actual": {c: _plain(row[c]) for c in actual} if not is_missing(row["actual_value"]) else None,
        "previous": {c: _plain(row[c]) for c in previous} if not is_missing(row["previous_period_value"]) else None,
        "sources": row["sources"],
        "conflicts": row["conflicts"],
    }


def _formula(row: Record, goal: float | None, up: bool) -> Record | None:
    """The attainment as a quotient with its numbers, and the difference; None where nothing can be compared."""
    if is_missing(row["attainment"]):
        return None
    return {
        "name": "reduction" if row["operator"] == "reduce_by_at_least" else "up" if up else "down",
        "actual": row["actual_value"],
        "goal": goal,
        "attainment": row["attainment"],
        "variance": _plain(row["variance"]),
        "variance_decimals": _plain(row["variance_decimals"]),
    }


def thresholds(row: Record, goal: float | None, up: bool, rules: Rules) -> list[Record]:
    """What an actual must reach for each class of the year's plan, best first: `class`, `limit`, `strict`, `up`."""
    if goal is None or is_missing(row["operator"]) or row["method"] != "year_plan":
        return []
    sign = 1.0 if up else -1.0
    operator = row["operator"]
    strict = operator in ("more_than", "less_than")
    ladder = [{"class": "met", "limit": goal, "strict": strict, "up": up}]
    if operator in _EXCEEDABLE:
        ladder.insert(0, {"class": "exceeded", "limit": _beyond(row, goal, sign, rules), "strict": True, "up": up})
    near = _near(row, goal, sign, rules)
    return [*ladder, {"class": "nearly", "limit": near, "strict": False, "up": up}]


def pace_thresholds(judged_row: Record, rules: Rules) -> list[Record]:
    """The same for each pace of a running year: what must have happened by the month of the figure."""
    due = float(judged_row["goal"]) * float(judged_row["pace_share"]) / MICRO
    step = 10.0 ** -int(judged_row["target_decimals"])
    found = pace_limits(due, step, rules)
    return [{"class": name, "limit": round(limit, 6), "strict": False, "up": True} for name, limit in found]


def _beyond(row: Record, goal: float, sign: float, rules: Rules) -> float:
    """Above this a target is exceeded: itself, "khoảng" by its tolerance, a range by its far end."""
    if row["operator"] == "about":
        return round(goal * (1 + sign * rules.about_tolerance), 6)
    far = row["target_value_high"] if sign > 0 else row["target_value"]
    return float(far) if row["operator"] == "range" and not is_missing(far) else goal


def _near(row: Record, goal: float, sign: float, rules: Rules) -> float:
    """From here a target is nearly reached: half a point for rates, 95 % for counts, the tolerance of "khoảng"."""
    if row["indicator_kind"] == "rate":
        return round(goal - sign * rules.nearly_points, 6)
    if row["operator"] == "about":
        return round(goal * (1 - sign * rules.about_tolerance), 6)
    return round(goal * rules.nearly_ratio if sign > 0 else goal / rules.nearly_ratio, 6)


def distances(row: Record, limits: list[Record]) -> list[Record]:
    """How far the printed actual is from each better class, the nearest first: "thiếu 0,3 điểm % để đạt"."""
    if is_missing(row["actual_value"]):
        return []
    actual = float(row["actual_value"])
    away = [(r["class"], round((r["limit"] - actual) * (1 if r["up"] else -1), 6), r["strict"]) for r in limits]
    short = [{"class": c, "distance": d, "strict": s} for c, d, s in away if d > 0 or (d == 0 and s and c == "met")]
    return sorted(short, key=lambda r: float(r["distance"]))


def _beside(ways: pd.DataFrame, row: Record) -> pd.DataFrame:
    """The paths of the row's series: all beside a year, its own beside a milestone, none beside several years."""
    own = (ways["place"] == row["place"]) & (ways["indicator"] == row["indicator"])
    own &= ways["breakdown"] == row["breakdown"]
    if row["row_kind"] == "milestone":
        own &= ways["target_id"] == row["target_id"]
    rows: pd.DataFrame = ways[own & (row["row_kind"] != "several_years")]
    return rows


def _age(row: Record, today: date) -> Record | None:
    """The day that the actual tells of and how many days ago that was; None without a dated actual."""
    if is_missing(row["as_of"]):
        return None
    day = row["as_of"].date()
    return {"as_of": day.isoformat(), "days": (today - day).days}


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return None if is_missing(value) or value == "" else value
