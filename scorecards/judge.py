"""From known facts to judged rows: which targets cover a year, which actual meets each, and the verdict."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import choice, growth, verdict
from metrics.periods import year_before
from metrics.records import Record, records
from metrics.registry import MICRO, Registry
from scorecards.read import Clock, Facts

_NO_ACTUAL: Final = {
    "value": 0, "value_high": 0, "decimals": 0, "qualifier": "exact", "unit": "", "whole": False, "to_date": False,
    "tied": False,
}  # fmt: skip
_ACTUAL_COLUMNS: Final = [
    "period", "period_end", "value", "value_high", "qualifier", "decimals", "unit", "state", "as_of", "whole",
    "to_date", "tied", "observation_id", "members", "year",
]  # fmt: skip


def judged(facts: Facts, years: Iterable[int], clock: Clock) -> pd.DataFrame:
    """One row per target that covers a year or is a later milestone, and per actual without a target of the year.

    Figures in micros; see scorecards.table for the columns that leave this room.
    """
    wanted = sorted(set(years))
    candidates = choice.candidates(facts.observations, facts.registry)
    chosen = _keyed(choice.actuals_in_force(candidates, clock.day.year))
    targets = _covering(choice.with_target_choice(facts.targets), wanted)
    rows = pd.concat(
        [
            _of_the_year(targets[(targets["row_kind"] == "year") & (targets["kind"] != "milestone")], chosen),
            _milestones_due(targets[(targets["row_kind"] == "year") & (targets["kind"] == "milestone")], chosen),
            _latest(targets[targets["row_kind"] == "milestone"], chosen),
            _several_years(targets[targets["row_kind"] == "several_years"], chosen, facts),
        ],
        ignore_index=True,
    )
    rows = pd.concat([rows, _without_target(rows, chosen, wanted, facts)], ignore_index=True)
    rows = _with_kind(rows, facts.registry)
    rows = _with_conditions(rows, facts, clock)
    rows = _with_estimate(rows, candidates)
    rows = _with_verdict(rows, facts)
    rows = _with_previous(rows, candidates, facts)
    return _in_order(rows, facts)


def series_key(table: pd.DataFrame, indicator: str = "indicator") -> pd.Series:
    """The series of each row as one text."""
    coverage = table["coverage"].fillna("")
    return table["place"] + "|" + table[indicator] + "|" + table["breakdown"] + "|" + coverage


def _keyed(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(series=series_key(table))


# --- targets of a year --------------------------------------------------------------------------------------


def _covering(targets: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Each target once for every wanted year that it covers or, as a milestone, still lies ahead of."""
    targets = targets[_TARGET_COLUMNS]
    start, end = targets["period_start"].dt.year, targets["period_end"].dt.year
    milestone = targets["kind"] == "milestone"
    several = targets["kind"].isin(["cumulative", "average_per_year"])
    copies = []
    for year in years:
        covers = ((start <= year) | milestone) & (year <= end)
        kind = np.select([several[covers], end[covers] > year], ["several_years", "milestone"], "year")
        copies.append(targets[covers].assign(year=year, row_kind=kind))
    rows = pd.concat(copies, ignore_index=True)
    judging = rows["measured_by"].where(rows["measured_by"].notna() & (rows["measured_by"] != ""), rows["indicator"])
    rows = rows.assign(judging=judging)
    keys = {"series": series_key(rows, "judging"), "own_series": series_key(rows)}
    named: pd.DataFrame = rows.rename(columns=_TARGET_NAMES).assign(**keys)
    return named


_TARGET_COLUMNS: Final = [
    "place", "indicator", "breakdown", "coverage", "period", "period_start", "period_end", "kind", "operator", "value",
    "value_high", "decimals", "unit", "baseline_value", "baseline_period", "measured_by", "standing", "known_from",
    "target_id", "document", "document_id", "document_date", "issuer", "in_force", "tied",
]  # fmt: skip

_TARGET_NAMES: Final = {
    "value": "target_value",
    "value_high": "target_value_high",
    "decimals": "target_decimals",
    "unit": "target_unit",
    "period": "target_period",
    "period_start": "target_start",
    "period_end": "target_end",
    "known_from": "target_known_from",
    "tied": "target_tied",
}


def _actual_of(chosen: pd.DataFrame) -> pd.DataFrame:
    """The columns of the actual under the names of a judged row."""
    names = {c: f"actual_{c}" for c in _ACTUAL_COLUMNS if c not in ("qualifier", "state", "as_of", "observation_id")}
    return chosen[["series", *_ACTUAL_COLUMNS]].rename(columns=names)


def _of_the_year(rows: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    actual = _actual_of(chosen)
    return rows.merge(actual, how="left", left_on=["series", "year"], right_on=["series", "actual_year"])


def _milestones_due(rows: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """A milestone in its year: the figure of that year, else the latest one, which only stands beside it."""
    joined = _of_the_year(rows, chosen)
    without = joined["actual_value"].isna()
    return pd.concat([joined[~without], _latest(rows[without.to_numpy()], chosen)], ignore_index=True)


def _latest(rows: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """A milestone that lies ahead stands beside the latest figure known by the year of the view."""
    if rows.empty or chosen.empty:
        return _of_the_year(rows, chosen).assign(only_latest=True)
    left = rows.sort_values("year", kind="stable")
    right = _actual_of(chosen).sort_values("actual_year", kind="stable")
    return pd.merge_asof(left, right, left_on="year", right_on="actual_year", by="series").assign(only_latest=True)


def _several_years(rows: pd.DataFrame, chosen: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """The stated figure of the same years, else the sum if every year is there; an average divides it by the years."""
    stated = {(r["series"], r["period"]): r for r in records(_stated(facts.observations))}
    joined = _of_the_year(rows, chosen.head(0))
    found = [_over_years(row, stated, chosen) for row in records(rows)]
    if not found:
        return joined
    actual = pd.DataFrame(found, index=joined.index)
    return joined.drop(columns=[c for c in actual if c in joined]).join(actual)


def _stated(observations: pd.DataFrame) -> pd.DataFrame:
    """The figures stated for several years at once, one for each series and period: the better source holds."""
    several = observations[observations["period_start"].dt.year != observations["period_end"].dt.year]
    best = several.sort_values(["source_rank", "observation_id"], kind="stable")
    rows = best.assign(
        coverage=best["coverage"].fillna(""), series=series_key(best), year=best["period_end"].dt.year, tied=False,
        whole=True, to_date=True, members=best["observation_id"],
    )  # fmt: skip
    first: pd.DataFrame = rows.drop_duplicates(["series", "period"])
    return first


def _over_years(row: Record, stated: dict[tuple[str, str], Record], chosen: pd.DataFrame) -> Record:
    first, last = row["target_start"].year, row["target_end"].year
    count = last - first + 1
    found = stated.get((row["series"], row["target_period"]))
    by_year = chosen[(chosen["series"] == row["series"]) & chosen["year"].between(first, last) & chosen["whole"]]
    missing = [y for y in range(first, last + 1) if y not in set(by_year["year"])]
    if found is None and not missing and by_year["unit"].nunique() == 1:
        found = _added(by_year, row["target_period"])
    if found is None:
        return {
            "missing_years": missing if len(missing) < count else [],
            "some_years_missing": 0 < len(missing) < count,
        }
    divisor = count if row["kind"] == "average_per_year" else 1
    figure = {
        f"actual_{c}": found[c]
        for c in ("period", "period_end", "decimals", "unit", "whole", "to_date", "tied", "members")
    }
    kept = {c: found[c] for c in ("qualifier", "state", "as_of", "observation_id")}
    values = {f"actual_{c}": _divided(int(found[c]), divisor) for c in ("value", "value_high")}
    return figure | kept | values | {"missing_years": [], "some_years_missing": False, "actual_year": last}


def _divided(value: int, divisor: int) -> int:
    return (2 * value + divisor) // (2 * divisor)


def _added(by_year: pd.DataFrame, period: str) -> Record:
    last = records(by_year.sort_values("year"))[-1]
    words = set(by_year["qualifier"])
    return last | {
        "period": period,
        "value": int(by_year["value"].sum()),
        "value_high": int(by_year["value_high"].sum()),
        "decimals": int(by_year["decimals"].max()),
        "qualifier": words.pop() if len(words) == 1 else "about",
        "state": "final" if (by_year["state"] == "final").all() else "preliminary",
        "tied": bool(by_year["tied"].any()),
        "members": "+".join(by_year["members"]),
        "whole": True,
        "to_date": True,
    }


# --- actuals without a target ------------------------------------------------------------------------------


def _without_target(rows: pd.DataFrame, chosen: pd.DataFrame, years: Sequence[int], facts: Facts) -> pd.DataFrame:
    of_year = rows[rows["row_kind"] == "year"]
    taken = set(zip(of_year["own_series"], of_year["year"], strict=True))
    wanted = chosen[chosen["year"].isin(years)]
    free = [(s, y) not in taken for s, y in zip(wanted["series"], wanted["year"], strict=True)]
    single = wanted[np.array(free, dtype=bool)]
    several = _several_without_target(rows, facts.observations, years)
    keep = ["place", "indicator", "breakdown", "coverage", "year"]
    kinds = {"actual": single, "several_years": several}
    tables = [_actual_of(t).join(t[keep]).assign(row_kind=kind) for kind, t in kinds.items()]
    found = pd.concat(tables, ignore_index=True)
    return found.assign(judging=found["indicator"], own_series=found["series"], in_force=None)


def _several_without_target(rows: pd.DataFrame, observations: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    """Figures stated for several years, once in every wanted year that they touch."""
    stated = _stated(observations)
    used = set(zip(rows["own_series"], rows["target_period"], strict=True))
    free = [pair not in used for pair in zip(stated["series"], stated["period"], strict=True)]
    stated = stated[np.array(free, dtype=bool)]
    start, end = stated["period_start"].dt.year, stated["period_end"].dt.year
    copies = [stated[(start <= year) & (year <= end)].assign(year=year) for year in years]
    repeated: pd.DataFrame = pd.concat(copies, ignore_index=True)
    return repeated


# --- conditions, verdicts, growth --------------------------------------------------------------------------


def _with_kind(rows: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    kinds = {key: i.kind for key, i in registry.indicators.items()}
    directions = {key: i.direction for key, i in registry.indicators.items()}
    has = rows["actual_value"].notna()
    filled = {f"actual_{c}": rows[f"actual_{c}"].where(has, v) for c, v in _NO_ACTUAL.items() if c != "qualifier"}
    typed = {c: filled[f"actual_{c}"].astype("int64") for c in ("value", "value_high", "decimals")}
    flags = {c: filled[f"actual_{c}"].astype(bool) for c in ("whole", "to_date", "tied")}
    return rows.assign(
        **(filled | {f"actual_{c}": s for c, s in (typed | flags).items()}),
        has_actual=has,
        qualifier=rows["qualifier"].where(has, "exact"),
        indicator_kind=rows["indicator"].map(kinds),
        direction=rows["indicator"].map(directions),
    )


def _with_conditions(rows: pd.DataFrame, facts: Facts, clock: Clock) -> pd.DataFrame:
    day = pd.Timestamp(clock.day)
    ended = pd.to_datetime(rows["place"].map({k: p.valid_to for k, p in facts.places.by_key.items()}))
    place_ended = (ended < rows["target_end"]) & (ended < day)
    only_latest = _flag(rows, "only_latest")
    over = rows["target_end"] < day
    missing = _flag(rows, "some_years_missing")
    return rows.assign(
        shown=rows["has_actual"] & ~(only_latest & over & ~place_ended & (rows["row_kind"] == "year")),
        has_actual=rows["has_actual"] & ~only_latest,
        only_latest=only_latest,
        whole=rows["actual_whole"],
        to_date=rows["actual_to_date"] | (rows["indicator_kind"] != "flow"),
        due=rows["row_kind"] != "milestone",
        over=over,
        place_ended=place_ended,
        some_years_missing=missing,
        target_tied=_flag(rows, "target_tied"),
        years_from_baseline=_years_from_baseline(rows),
    )


def _flag(rows: pd.DataFrame, name: str) -> pd.Series:
    """A yes-or-no column, false where the rows do not carry it."""
    return rows[name].eq(True) if name in rows else pd.Series(False, index=rows.index)


def _years_from_baseline(rows: pd.DataFrame) -> npt.NDArray[np.int64]:
    """For "tăng bình quân …%/năm": how many years of growth lie between baseline and target; 1 for all others."""
    first = pd.to_numeric(rows["baseline_period"].astype("object").astype("string").str[-4:], errors="coerce")
    years = (rows["target_end"].dt.year - first).fillna(1).clip(lower=1)
    return np.where(rows["kind"] == "average_per_year", years, 1).astype(np.int64)


def _with_estimate(rows: pd.DataFrame, candidates: pd.DataFrame) -> pd.DataFrame:
    """The estimate of the whole year stands beside the actual until a figure of the whole year is known."""
    best = _keyed(choice.estimates(candidates))[["series", "year", "value", "decimals", "unit", "observation_id"]]
    best = best.rename(columns={"value": "estimate_value", "decimals": "estimate_decimals", "unit": "estimate_unit",
                                "observation_id": "estimate_id"})  # fmt: skip
    joined = rows.merge(best, how="left", on=["series", "year"])
    beside = (joined["row_kind"].isin(["year", "actual"]) & ~(joined["whole"] & joined["has_actual"])).to_numpy(bool)
    for column in ("estimate_value", "estimate_decimals", "estimate_unit", "estimate_id"):
        joined[column] = joined[column].where(beside)
    return joined


def _with_verdict(rows: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    has_target = rows["target_value"].notna()
    inputs = rows[has_target].rename(columns={"actual_decimals": "actual_decimals"})
    typed = inputs.astype({"target_value": "int64", "target_value_high": "int64", "target_decimals": "int64"})
    result = verdict.verdicts(typed, facts.rules)
    goal = pd.Series(verdict.goals(typed).value, index=typed.index).reindex(rows.index)
    joined = rows.join(result)
    return joined.assign(goal=goal, method=pd.Series("year_plan", index=rows.index).where(has_target, None))


def _with_previous(rows: pd.DataFrame, candidates: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """The same period of the year before, and the growth since then."""
    by_period = _keyed(choice.in_force_by_period(candidates))
    disputed = choice.contradictions(candidates, by_period, facts.rules)
    conflict = by_period["observation_id"].isin(set(disputed["chosen_id"])) | by_period["tied"]
    before = by_period.assign(previous_conflict=conflict)[
        [
            "series",
            "period",
            "value",
            "unit",
            "state",
            "decimals",
            "qualifier",
            "previous_conflict",
            "observation_id",
        ]
    ]
    names = {"period": "previous_period", "value": "previous_value", "unit": "previous_unit", "state": "previous_state",
             "decimals": "previous_decimals", "qualifier": "previous_qualifier",
             "observation_id": "previous_id"}  # fmt: skip
    wanted = _period_before(rows)
    joined = rows.assign(previous_period=wanted).merge(
        before.rename(columns=names), how="left", on=["series", "previous_period"]
    )
    return _with_growth(joined, facts)


def _period_before(rows: pd.DataFrame) -> pd.Series:
    own = rows["actual_period"].where(rows["has_actual"] & rows["row_kind"].isin(["year", "actual"]))
    known = {key: year_before(key) for key in own.dropna().unique()}
    return own.map(known).astype("str")


def _with_growth(rows: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    has = rows["previous_value"].notna()
    inputs = rows.assign(
        has_previous=has,
        previous_value=rows["previous_value"].fillna(0).astype("int64"),
        previous_conflict=rows["previous_conflict"].fillna(False).astype(bool),
        breaks=_broken(rows, facts.registry),
    )
    change, reason = growth.growth(inputs)
    rows = rows.assign(change=change, change_reason=reason)
    goal = rows["goal"].fillna(0).to_numpy(np.int64)
    share = growth.required_rise_share(inputs.assign(change_reason=reason), goal)
    return rows.assign(required_rise_share=np.where(rows["goal"].notna(), share, np.nan), has_previous=has)


def _broken(rows: pd.DataFrame, registry: Registry) -> pd.Series:
    """True where the series is measured in another way from this year on."""
    years = {key: {b.year for b in i.breaks} for key, i in registry.indicators.items() if i.breaks}
    if not years:
        return pd.Series(False, index=rows.index)
    pairs = zip(rows["judging"], rows["year"], strict=True)
    return pd.Series([y in years.get(i, ()) for i, y in pairs], index=rows.index)


def _in_order(rows: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """By year and place, then as the registry lists indicators and parts; the target in force first."""
    registry = facts.registry
    keys = {
        (i, b): registry.breakdown_position(i, b)
        for i, b in set(zip(rows["indicator"], rows["breakdown"], strict=True))
    }
    order: dict[str, Any] = {
        "_place": rows["place"].map({k: p.position for k, p in facts.places.by_key.items()}),
        "_indicator": rows["indicator"].map({k: i.position for k, i in registry.indicators.items()}),
        "_part": [keys[pair] for pair in zip(rows["indicator"], rows["breakdown"], strict=True)],
        "_kind": rows["row_kind"].map({"year": 0, "actual": 1, "milestone": 2, "several_years": 3}),
        "_standing": rows["in_force"].map({True: 0, False: 1}).fillna(0),
    }
    by = [
        "year",
        "_place",
        "_indicator",
        "_part",
        "coverage",
        "_kind",
        "target_end",
        "_standing",
        "target_id",
    ]
    ordered: pd.DataFrame = rows.assign(**order).sort_values(by, kind="stable").drop(columns=list(order))
    return ordered.reset_index(drop=True)


def exact(micros: pd.Series) -> pd.Series:
    """Micros as the nearest float; missing stays NaN."""
    return micros.astype("float64") / MICRO
