"""The year-plan engine: attainment, variance and status of each actual against its target (DOMAIN §4)."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.figures import BASIS, Bools, Floats, Intervals, Ints, rounded_ratio, share_of, stands_for
from metrics.registry import MICRO, Rules

_UPWARD: Final = frozenset({"at_least", "more_than", "increase_by_at_least"})
_DOWNWARD: Final = frozenset({"at_most", "less_than", "reduce_by_at_least"})
_FROM_BASELINE: Final = frozenset({"reduce_by_at_least", "increase_by_at_least"})
_STRICT: Final = frozenset({"more_than", "less_than"})

#: Columns that `verdicts` reads. Figures in micros; `*_actual` of rows without an actual are ignored.
INPUTS: Final = {
    "operator": "of the target",
    "kind": "of the target",
    "target_value": "micros",
    "target_value_high": "micros, equal to target_value where there is none",
    "target_decimals": "as printed",
    "baseline_value": "micros as float, NaN without",
    "years_from_baseline": "for an average growth a year; 1 otherwise",
    "target_tied": "several targets of the same rank differ",
    "indicator_kind": "flow | stock | rate",
    "direction": "up | down | none",
    "has_actual": "an actual is known",
    "has_estimate": "the whole year is estimated, which is not yet a result",
    "actual_value": "micros",
    "actual_value_high": "micros",
    "actual_decimals": "as printed",
    "qualifier": "of the actual",
    "whole": "the actual covers the whole period of the target",
    "to_date": "the actual counts from the start of the period",
    "actual_tied": "equally good actuals differ",
    "some_years_missing": "several years: some are known, not all",
    "due": "the target is judged in this view (false: a later milestone)",
    "over": "its period has ended at the view's date",
    "place_ended": "the place ended before the period did",
}


class Goal(NamedTuple):
    """What the actual is held against: the value in micros, which way is better, whether equality fails."""

    value: Ints
    up: Bools
    directed: Bools
    strict: Bools
    known: Bools


def goals(rows: pd.DataFrame) -> Goal:
    """The effective target: low end of a range, baseline less or plus a share for reductions and increases."""
    operator = rows["operator"].to_numpy(object)
    up = np.isin(operator, list(_UPWARD)) | (rows["direction"] == "up").to_numpy(bool)
    down_by_word = np.isin(operator, list(_DOWNWARD))
    up &= ~down_by_word
    directed = np.isin(operator, list(_UPWARD | _DOWNWARD)) | (rows["direction"] != "none").to_numpy(bool)
    value = rows["target_value"].to_numpy(np.int64)
    value = np.where((operator == "range") & ~up & directed, rows["target_value_high"].to_numpy(np.int64), value)
    from_baseline = np.isin(operator, list(_FROM_BASELINE))
    value, known = _from_baseline(rows, value, from_baseline, operator)
    return Goal(value, up, directed, np.isin(operator, list(_STRICT)), known)


def _from_baseline(
    rows: pd.DataFrame, value: Ints, chosen: Bools, operator: npt.NDArray[np.object_]
) -> tuple[Ints, Bools]:
    """B·(1 − v) for reductions, B·(1 + v)ⁿ for increases; unknown without a baseline."""
    value, known = value.copy(), np.ones(len(value), dtype=np.bool_)
    baseline, years = (
        rows["baseline_value"].to_numpy(np.float64),
        rows["years_from_baseline"].to_numpy(np.int64),
    )
    for i in np.flatnonzero(chosen):
        known[i] = not np.isnan(baseline[i])
        if known[i]:
            value[i] = _grown(int(baseline[i]), int(value[i]), operator[i], int(years[i]))
    return value, known


def _grown(baseline: int, percent: int, operator: str, years: int) -> int:
    whole = 100 * MICRO
    if operator == "reduce_by_at_least":
        return baseline * (whole - percent) // whole
    grown: int = -(-baseline * (whole + percent) ** years // whole**years)
    return grown


def attainment(rows: pd.DataFrame, goal: Goal) -> Floats:
    """A/T where more is better, T/A where less is, (B − A)/(B − T) for reductions; four decimals, half up; else NaN."""
    actual = rows["actual_value"].to_numpy(np.int64)
    reduction = (rows["operator"] == "reduce_by_at_least").to_numpy(bool)
    baseline = np.nan_to_num(rows["baseline_value"].to_numpy(np.float64)).astype(np.int64)
    numerator = np.select([reduction, goal.up], [baseline - actual, actual], goal.value)
    denominator = np.select([reduction, goal.up], [baseline - goal.value, goal.value], actual)
    ratio = rounded_ratio(numerator, denominator, BASIS)
    comparable = rows["has_actual"].to_numpy(bool) & rows["due"].to_numpy(bool) & goal.known & goal.directed
    return np.where(comparable & rows["to_date"].to_numpy(bool), ratio, np.nan)


def verdicts(rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """`status`, `reason`, `attainment`, `variance_decimals`; in micros `variance`, `shortfall` (NaN: none), `goal`."""
    goal = goals(rows)
    status, reason = _status(rows, goal, rules)
    has = rows["has_actual"].to_numpy(bool) & rows["due"].to_numpy(bool) & goal.known
    variance = rows["actual_value"].to_numpy(np.int64) - goal.value
    short = np.where(goal.up, -variance, variance)
    return pd.DataFrame(
        {
            "status": status,
            "reason": reason,
            "attainment": attainment(rows, goal),
            "variance": np.where(has, variance, np.nan),
            "variance_decimals": np.maximum(rows["actual_decimals"], rows["target_decimals"]),
            "shortfall": np.where(has & goal.directed & (short > 0), short, np.nan),
            "goal": goal.value,
        },
        index=rows.index,
    )


def _status(rows: pd.DataFrame, goal: Goal, rules: Rules) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """The first rule that applies decides; the figure itself is judged last."""
    flag = {name: rows[name].to_numpy(bool) for name in ("has_actual", "due", "over", "place_ended", "whole")}
    flow = (rows["indicator_kind"] == "flow").to_numpy(bool)
    judged, why = _judged(rows, goal, rules, flow & ~(flag["whole"] & flag["over"]))
    missing_years = rows["some_years_missing"].to_numpy(bool)
    tied = rows["actual_tied"].to_numpy(bool) | rows["target_tied"].to_numpy(bool)
    decided = judged != "undetermined"
    cases: list[tuple[Bools, str | None, str | None]] = [
        (flag["place_ended"], "no_data", "place_ended"),
        (~flag["due"], "not_due", None),
        (missing_years & flag["over"], "undetermined", "missing_years"),
        (missing_years, "in_progress", None),
        (~flag["has_actual"] & flag["over"], "no_data", "no_actual"),
        (~flag["has_actual"] & ~rows["has_estimate"].to_numpy(bool), "not_due", None),
        (~flag["has_actual"], "in_progress", None),
        (tied, "undetermined", "conflict"),
        (~goal.known, "undetermined", "no_baseline"),
        (~goal.directed, "undetermined", "no_direction"),
        (~flag["over"] & ~(flow & decided), "in_progress", None),
        (~flow & ~flag["whole"], "undetermined", "part_year"),
    ]
    conditions = [case[0] for case in cases]
    status = np.select(conditions, [np.array(c[1], dtype=object) for c in cases], judged)
    reason = np.select(conditions, [np.array(c[2], dtype=object) for c in cases], why)
    return status, reason


def _judged(
    rows: pd.DataFrame, goal: Goal, rules: Rules, only_part: Bools
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Status by the interval that the actual may stand for; undetermined where it lies on both sides."""
    interval = _interval(rows, rules, only_part)
    at_target, below = _sides(interval, goal)
    worst = np.where(goal.up, interval.low, interval.high)
    beyond = np.where(goal.up, interval.low_open, interval.high_open)
    reached = np.where(_exceeds(rows, goal, worst, beyond, rules), "exceeded", "met")
    short = np.where(_is_near(rows, goal, worst, rules), "nearly", "missed")
    status = np.select([at_target, below], [reached, short], "undetermined").astype(object)
    qualified = (rows["qualifier"] != "exact").to_numpy(bool)
    why = np.select([only_part, qualified], ["part_year", "qualified"], "rounded").astype(object)
    why[status != "undetermined"] = None
    return status, why


def _interval(rows: pd.DataFrame, rules: Rules, only_part: Bools) -> Intervals:
    decimals = rows["actual_decimals"].to_numpy(np.int64)
    coarser = decimals < rows["target_decimals"].to_numpy(np.int64)
    return stands_for(
        rows["actual_value"].to_numpy(np.int64),
        rows["actual_value_high"].to_numpy(np.int64),
        rows["qualifier"].to_numpy(object),
        coarser & (rows["indicator_kind"] == "rate").to_numpy(bool),
        decimals,
        only_part,
        rules,
    )


def _sides(interval: Intervals, goal: Goal) -> tuple[Bools, Bools]:
    """Is the whole interval at target; is the whole interval short of it."""
    low, high, low_open, high_open = interval
    target, strict = goal.value, goal.strict
    above = np.where(strict, (low > target) | ((low == target) & low_open), low >= target)
    not_above = np.where(strict, high <= target, (high < target) | ((high == target) & high_open))
    under = np.where(strict, (high < target) | ((high == target) & high_open), high <= target)
    not_under = np.where(strict, low >= target, (low > target) | ((low == target) & low_open))
    return np.where(goal.up, above, under), np.where(goal.up, not_above, not_under)


def _exceeds(rows: pd.DataFrame, goal: Goal, worst: Ints, beyond: Bools, rules: Rules) -> Bools:
    """Further than the document asked: past `eq`, past `about` by its tolerance, past the far end of a range."""
    operator, target = rows["operator"].to_numpy(object), goal.value
    tolerance = share_of(np.abs(target), rules.about_tolerance)
    far_end = np.where(goal.up, rows["target_value_high"], rows["target_value"]).astype(np.int64)
    about = np.where(goal.up, target + tolerance, target - tolerance)
    limit = np.select([operator == "eq", operator == "about", operator == "range"], [target, about, far_end], 0)
    past = np.where(goal.up, worst > limit, worst < limit) | ((worst == limit) & beyond)
    return np.asarray(past & np.isin(operator, ["eq", "about", "range"]), dtype=np.bool_)


def _is_near(rows: pd.DataFrame, goal: Goal, worst: Ints, rules: Rules) -> Bools:
    """Short, but by no more than 0,5 points (rates), 5 % (counts), or the tolerance of "khoảng"."""
    target, operator = goal.value, rows["operator"].to_numpy(object)
    gap = np.where(goal.up, target - worst, worst - target)
    by_points = gap <= round(rules.nearly_points * MICRO)
    by_ratio = np.where(
        goal.up, worst >= share_of(target, rules.nearly_ratio), target >= share_of(worst, rules.nearly_ratio)
    )
    by_tolerance = gap <= share_of(np.abs(target), rules.about_tolerance)
    baseline = np.nan_to_num(rows["baseline_value"].to_numpy(np.float64)).astype(np.int64)
    by_reduction = baseline - worst >= share_of(baseline - target, rules.nearly_ratio)
    counts = np.select([operator == "about", operator == "reduce_by_at_least"], [by_tolerance, by_reduction], by_ratio)
    return np.where((rows["indicator_kind"] == "rate").to_numpy(bool), by_points, counts).astype(np.bool_)
