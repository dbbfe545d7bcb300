"""The long path of stored series: from the first whole-year figure to each dated target, by four methods."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd

from metrics import choice, path, verdict
from metrics.figures import Floats, Ints
from metrics.records import Record, looked_up, records
from metrics.registry import MICRO, Registry, Rules
from metrics.series import SERIES
from scorecards.read import Clock, Facts

#: Why no method is asked at all, beside those of the methods themselves (metrics.path.REASONS).
REASONS: Final = (
    "no_direction", "no_baseline", "no_actual", "one_point", "definition_differs", "unit_differs", "qualified",
    "conflict",
)  # fmt: skip

#: One row for each series and dated target; figures as floats in the unit; see `ways`.
COLUMNS: Final = (
    "place", "indicator", "breakdown", "coverage", "measured_by", "target_id", "target_period", "target_year", "kind",
    "operator", "goal", "goal_high", "target_decimals", "unit", "direction", "document", "document_date",
    "base_value", "base_year", "base_decimals", "base_id", "now_value", "now_year", "now_decimals", "now_id", "points",
    "reason", "differ", "required_a_year", "observed_a_year",
)  # fmt: skip
METHOD_COLUMNS: Final = tuple(f"{m}_{c}" for m in path.METHODS for c in ("ratio", "score", "class", "reason"))


def ways(known: Facts, clock: Clock) -> pd.DataFrame:
    """One row for each series and dated target: milestones, and plans of years after the latest known (not of flows).

    COLUMNS, then ratio, score, class and reason of each method. `reason` says why no method is asked; NaN and None
    stand for what is not known. `differ`: some methods say that the course is enough, others that it is not.
    """
    rows = _with_points(_dated(known), _points(known, clock))
    ahead = (rows["target_year"] > rows["now_year"].fillna(0)) & ~rows["flow"]
    rows = rows[(rows["kind"] == "milestone") | ahead]
    rows = rows.reset_index(drop=True)
    rows = rows.assign(reason=_why_not(rows))
    course = _course(rows)
    rows = rows.assign(required_a_year=path.required_a_year(course), observed_a_year=path.observed_a_year(course))
    rows = rows.assign(**_methods(rows, course, known.rules))
    return _ordered(rows, known.registry)[[*COLUMNS, *METHOD_COLUMNS]]


# --- targets ------------------------------------------------------------------------------------------------


def _dated(known: Facts) -> pd.DataFrame:
    """The milestones and year targets in force, with the value that is to be reached and its direction."""
    chosen = choice.with_target_choice(known.targets[known.targets["kind"] != "average_per_year"])
    rows = chosen[chosen["in_force"] & chosen["kind"].isin(["milestone", "year"])]
    directions = {k: i.direction for k, i in known.registry.indicators.items()}
    goal = verdict.goals(
        pd.DataFrame(
            {
                "operator": rows["operator"],
                "direction": looked_up(rows["indicator"], directions),
                "target_value": rows["value"],
                "target_value_high": rows["value_high"],
                "baseline_value": rows["baseline_value"],
                "years_from_baseline": 1,
            }
        )
    )
    judged_by = rows["measured_by"].where(rows["measured_by"].notna() & (rows["measured_by"] != ""))
    return rows.rename(columns={"period": "target_period", "decimals": "target_decimals"}).assign(
        measured_by=judged_by,
        judging=judged_by.where(judged_by.notna(), rows["indicator"]),
        target_year=rows["period_end"].dt.year.astype("int64"),
        flow=looked_up(rows["indicator"], {k: i.kind == "flow" for k, i in known.registry.indicators.items()}).astype(
            bool
        ),
        goal=goal.value / MICRO,
        goal_high=(rows["value_high"] / MICRO).where(rows["operator"] == "range"),
        goal_known=goal.known,
        directed=goal.directed,
        direction=np.where(goal.up, "up", "down").astype(object),
    )


# --- baseline and latest ------------------------------------------------------------------------------------


def _points(known: Facts, clock: Clock) -> pd.DataFrame:
    """The first and the last whole year of each unbroken series: one row a series, with what speaks against them."""
    best = choice.actuals_in_force(choice.candidates(_measuring(known), known.registry), clock.day.year)
    best = best[best["whole"] & (best["year"] <= clock.day.year)]
    best = best.assign(unbroken_from=_unbroken_from(best, known.registry))
    kept = best[best["year"] >= best["unbroken_from"]].sort_values([*SERIES, "year"], kind="stable")
    grouped = kept.groupby(list(SERIES), sort=False)
    first, last = grouped.head(1), grouped.tail(1)
    points = _named(first, "base").merge(_named(last, "now"), on=list(SERIES))
    counted = grouped.size().rename("points").reset_index()
    all_years = best.groupby(list(SERIES), sort=False).size().rename("all_points").reset_index()
    return points.merge(counted, on=list(SERIES)).merge(all_years, on=list(SERIES))


def _measuring(known: Facts) -> pd.DataFrame:
    """The figures of the indicators that dated targets of stocks, rates and milestones are measured by."""
    targets = known.targets
    flows = [key for key, indicator in known.registry.indicators.items() if indicator.kind == "flow"]
    dated = targets[(targets["kind"] == "milestone") | ~targets["indicator"].isin(flows)]
    wanted = {*dated["indicator"].dropna().unique(), *dated["measured_by"].dropna().unique()}
    return known.observations[known.observations["indicator"].isin(list(wanted))]


def _unbroken_from(rows: pd.DataFrame, registry: Registry) -> Ints:
    """The last year up to the series' latest from which it is measured as now; 0 where it always was."""
    latest = rows.groupby(list(SERIES), sort=False)["year"].transform("max").to_numpy(np.int64)
    since = np.zeros(len(rows), dtype=np.int64)
    for key, indicator in registry.indicators.items():
        for change in indicator.breaks:
            broken = (rows["indicator"] == key).to_numpy(bool) & (latest >= change.year)
            since = np.where(broken, np.maximum(since, change.year), since)
    return since


def _named(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    taken = {
        f"{name}_value": rows["value"] / MICRO,
        f"{name}_year": rows["year"],
        f"{name}_decimals": rows["decimals"],
        f"{name}_unit": rows["unit"],
        f"{name}_exact": rows["qualifier"] == "exact",
        f"{name}_tied": rows["tied"],
        f"{name}_id": rows["members"],
    }
    return rows[list(SERIES)].assign(**taken)


def _with_points(targets: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    series = ["place", "judging", "breakdown", "coverage"]
    return targets.merge(points.rename(columns={"indicator": "judging"}), on=series, how="left")


def _why_not(rows: pd.DataFrame) -> Any:
    """Why no method is asked, the first that applies; None where they are."""
    points = rows["points"].fillna(0).to_numpy(np.int64)
    exact = (rows["base_exact"].eq(True) & rows["now_exact"].eq(True)).to_numpy(bool)
    tied = (rows["base_tied"].eq(True) | rows["now_tied"].eq(True)).to_numpy(bool)
    cases = [
        (~rows["directed"].to_numpy(bool), "no_direction"),
        (~rows["goal_known"].to_numpy(bool), "no_baseline"),
        (points == 0, "no_actual"),
        ((points == 1) & (rows["all_points"].fillna(0) > 1).to_numpy(bool), "definition_differs"),
        (points == 1, "one_point"),
        (tied, "conflict"),
        (~exact, "qualified"),
        ((rows["base_unit"] != rows["now_unit"]).to_numpy(bool), "unit_differs"),
    ]
    return pd.Series(path.first_that_applies(cases, len(rows)), index=rows.index, dtype=object)


# --- methods ------------------------------------------------------------------------------------------------


def _course(rows: pd.DataFrame) -> path.Course:
    def value(column: str) -> Floats:
        return rows[column].to_numpy(np.float64)

    def year(column: str) -> Ints:
        return rows[column].fillna(0).to_numpy(np.int64)

    return path.Course(
        value("base_value"), year("base_year"), value("now_value"), year("now_year"), value("goal"),
        year("target_year"), np.where(rows["direction"] == "up", 1, -1), (rows["points"].fillna(0) < 2).to_numpy(bool),
    )  # fmt: skip


def _methods(rows: pd.DataFrame, course: path.Course, rules: Rules) -> dict[str, Any]:
    """Each method's columns, empty where none is asked, and whether they answer differently."""
    found = path.assessed(course, rules)
    asked = rows["reason"].isna().to_numpy(bool)
    columns: dict[str, Any] = {"differ": path.answers_differ(found) & asked}
    for method, told in found.items():
        columns[f"{method}_ratio"] = np.where(asked, told.ratio, np.nan)
        columns[f"{method}_score"] = np.where(asked, told.score, np.nan)
        columns[f"{method}_class"] = pd.Series(told.verdict, index=rows.index, dtype=object).where(asked, None)
        columns[f"{method}_reason"] = np.where(asked, told.reason, rows["reason"].to_numpy(object))
    return columns


def _ordered(rows: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    position = looked_up(rows["indicator"], {k: i.position for k, i in registry.indicators.items()})
    order = rows.assign(_position=position).sort_values(
        ["place", "_position", "breakdown", "coverage", "target_year"], kind="stable"
    )
    return order.reset_index(drop=True)


# --- one series ---------------------------------------------------------------------------------------------


def bare(points: Mapping[int, float], target_year: int, target: float, up: bool, rules: Rules) -> list[Record]:
    """What each method says of a series given by hand: its first point is the baseline, its last is now."""
    years = sorted(points)
    first, last = years[0], years[-1]
    course = path.Course(
        np.array([points[first]]), np.array([first]), np.array([points[last]]), np.array([last]), np.array([target]),
        np.array([target_year]), np.array([1 if up else -1]), np.array([len(years) == 1]),
    )  # fmt: skip
    return [_said(method, told) for method, told in path.assessed(course, rules).items()]


def _said(method: str, told: path.Assessed) -> Record:
    ratio, score = (None if np.isnan(x[0]) else float(x[0]) for x in (told.ratio, told.score))
    return {"method": method, "ratio": ratio, "score": score, "class": told.verdict[0], "reason": told.reason[0]}


def methods_of(row: Mapping[str, Any]) -> list[Record]:
    """What each method says of one row of `ways`."""
    return [
        {"method": m}
        | {c: None if pd.isna(row[f"{m}_{c}"]) else row[f"{m}_{c}"] for c in ("ratio", "score", "class", "reason")}
        for m in path.METHODS
    ]


def stated(known: Facts, series: tuple[str, str, str]) -> dict[int, float]:
    """The value that the documents in force ask of a place's indicator and breakdown, by year, past years too."""
    rows = _dated(known)
    mine = (rows["place"] == series[0]) & (rows["indicator"] == series[1]) & (rows["breakdown"] == series[2])
    rows = rows[mine & rows["goal_known"].astype(bool) & rows["coverage"].fillna("").eq("")].sort_values("target_year")
    return dict(zip(rows["target_year"].tolist(), rows["goal"].tolist(), strict=True))


def steps(rows: pd.DataFrame, stated: Mapping[int, float]) -> list[Record]:
    """The years between the baseline and the dated targets of one series, on straight lines: ours, not a document's.

    A year of which a document states a value, past or to come, is left out; none without a baseline.
    """
    told = records(rows[rows["base_year"].notna()].sort_values("target_year"))
    if not told:
        return []
    first = int(told[0]["base_year"])
    ahead = dict(stated) | {int(r["target_year"]): float(r["goal"]) for r in told}
    corners = [(first, float(told[0]["base_value"])), *((y, ahead[y]) for y in sorted(ahead) if y > first)]
    between = [path.yearly_steps(*a, *b) for a, b in pairwise(corners)]
    return [{"year": year, "value": round(value, 6), "ours": True} for part in between for year, value in part]


def told(rows: pd.DataFrame) -> list[Record]:
    """Each row of `ways` as a plain record: target, baseline, now, change a year, methods, whether they differ."""
    return [_told(row) for row in records(rows)]


def _told(row: Record) -> Record:
    figures = {
        name: {"year": _whole(row[f"{name}_year"]), "value": _number(row[f"{name}_value"]),
               "decimals": _whole(row[f"{name}_decimals"])}
        for name in ("base", "now")
    }  # fmt: skip
    target = {
        "target_id": row["target_id"], "period": row["target_period"], "year": int(row["target_year"]),
        "kind": row["kind"], "operator": row["operator"], "value": _number(row["goal"]),
        "high": _number(row["goal_high"]),
        "decimals": _whole(row["target_decimals"]), "unit": row["unit"], "direction": row["direction"],
        "document": _present(row["document"]),
    }  # fmt: skip
    series = {c: _present(row[c]) for c in ("place", "indicator", "breakdown", "coverage", "measured_by")}
    return series | {
        "target": target,
        "baseline": figures["base"],
        "now": figures["now"],
        "required_a_year": _number(row["required_a_year"]),
        "observed_a_year": _number(row["observed_a_year"]),
        "reason": _present(row["reason"]),
        "differ": bool(row["differ"]),
        "methods": methods_of(row),
    }


def _present(value: Any) -> Any:
    return None if pd.isna(value) or value == "" else value


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else round(float(value), 6)
