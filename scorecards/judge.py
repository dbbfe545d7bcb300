"""From known facts to judged rows: which targets cover a year, which actual meets each, and the verdict.

A judged row is a pair of positions, one in the table of targets and one in the table of actuals; -1 stands for none.
Texts are taken from those tables once, at the end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from metrics import choice, growth, verdict
from metrics.figures import Bools, Ints
from metrics.periods import year_before
from metrics.records import Record, looked_up, records
from metrics.registry import MICRO, Registry
from metrics.series import SERIES, codes
from scorecards.pacing import with_pace
from scorecards.read import Clock, Facts

NONE: Final = -1
YEAR, MILESTONE, SEVERAL_YEARS, ACTUAL = range(4)
ROW_KINDS: Final = np.array(["year", "milestone", "several_years", "actual"], dtype=object)

#: How many years a key of series and year leaves room for.
_SPAN: Final = 10_000


@dataclass(frozen=True, slots=True)
class Tables:
    """Targets and actuals known at a clock, each row with the number of its `series`."""

    targets: pd.DataFrame
    candidates: pd.DataFrame
    actuals: pd.DataFrame
    keys: Ints


@dataclass(frozen=True, slots=True)
class Pairs:
    """Judged rows: position of the target, position of the actual, year of the view, kind of row."""

    target: Ints
    actual: Ints
    year: Ints
    kind: Ints

    @staticmethod
    def joined(pairs: Iterable["Pairs"]) -> "Pairs":
        """Several sets of rows, one after the other."""
        parts = tuple(pairs)
        return Pairs(*(np.concatenate([getattr(p, c) for p in parts]) for c in Pairs.__slots__))


def judged(facts: Facts, years: Iterable[int], clock: Clock) -> pd.DataFrame:
    """One row per target that covers a year or is a later milestone, and per actual without a target of the year.

    Figures in micros; see scorecards.table for the columns that leave this room.
    """
    tables, several = _tables(facts, clock)
    wanted = np.array(sorted(set(years)), dtype=np.int64)
    with_target = _with_actual(tables, _covering(tables.targets, wanted), several)
    pairs = Pairs.joined([with_target, _without_target(tables, with_target, wanted)])
    rows = _conditions(tables, pairs, facts, clock, several)
    rows = rows.assign(**_estimates(tables, rows))
    rows = rows.assign(**_verdicts(rows, facts))
    rows = rows.assign(**_previous(tables, rows, facts))
    return _in_order(with_pace(rows, facts, clock), facts)


# --- the two tables -----------------------------------------------------------------------------------------


def _tables(facts: Facts, clock: Clock) -> tuple[Tables, dict[int, Record]]:
    """The tables, and for each target of several years what is known of them (see `_over_years`)."""
    candidates = choice.candidates(facts.observations, facts.registry)
    targets = choice.with_target_choice(facts.targets).reset_index(drop=True)
    stated = _stated(facts.observations)
    judging = targets["measured_by"].where(targets["measured_by"].notna(), "")
    targets = targets.assign(judging=judging.where(judging != "", targets["indicator"]))
    targets, candidates, stated = _numbered(targets, candidates, stated)
    chosen = choice.actuals_in_force(candidates, clock.day.year)[list(_ACTUAL_COLUMNS)]
    keys = chosen["series"].to_numpy(np.int64) * _SPAN + chosen["year"].to_numpy(np.int64)
    order = np.argsort(keys, kind="stable")
    chosen = chosen.iloc[order].reset_index(drop=True)
    several = {row: _over_years(t, stated, chosen) for row, t in _multi_year(targets)}
    made = [several[row]["actual"] for row in several if "actual" in several[row]]
    actuals = _appended(chosen, stated, made)
    return Tables(targets, candidates, actuals, keys[order]), several


def _numbered(targets: pd.DataFrame, candidates: pd.DataFrame, stated: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    """The tables with one number for each series; `own_series` where another series judges a target."""
    columns = list(SERIES)
    judging = targets[["place", "judging", "breakdown", "coverage"]].set_axis(columns, axis=1)
    parts = [judging, targets[columns], candidates[columns], stated[columns]]
    number = codes(pd.concat(parts, ignore_index=True), columns)
    cuts = np.split(number, np.cumsum([len(p) for p in parts])[:-1])
    return (
        targets.assign(series=cuts[0], own_series=cuts[1]),
        candidates.assign(series=cuts[2]),
        stated.assign(series=cuts[3]),
    )


def _stated(observations: pd.DataFrame) -> pd.DataFrame:
    """The figures stated for several years at once, one for each series and period: the better source holds."""
    several = observations[observations["period_start"].dt.year != observations["period_end"].dt.year]
    best = several.sort_values(["source_rank", "observation_id"], kind="stable")
    rows: pd.DataFrame = best.assign(
        coverage=best["coverage"].fillna(""), year=best["period_end"].dt.year.astype("int64"), tied=False, whole=True,
        to_date=True, members=best["observation_id"],
    ).drop_duplicates([*SERIES, "period"])  # fmt: skip
    return rows


def _appended(chosen: pd.DataFrame, stated: pd.DataFrame, made: Sequence[Record]) -> pd.DataFrame:
    """The actuals of single years, then those stated for several, then sums and averages made here."""
    more = [stated[list(_ACTUAL_COLUMNS)]] if len(stated) else []
    more += [pd.DataFrame(list(made))[list(_ACTUAL_COLUMNS)].astype(chosen.dtypes.to_dict())] if made else []
    return pd.concat([chosen, *more], ignore_index=True) if more else chosen


_ACTUAL_COLUMNS: Final = (
    "series", "place", "indicator", "breakdown", "coverage", "year", "period", "period_start", "period_end", "value",
    "value_high", "qualifier", "decimals", "unit", "state", "as_of", "whole", "to_date", "tied", "observation_id",
    "members",
)  # fmt: skip


# --- targets of a year --------------------------------------------------------------------------------------


def _covering(targets: pd.DataFrame, years: Ints) -> Pairs:
    """Each target once for every wanted year that it covers or, as a milestone, still lies ahead of."""
    start = targets["period_start"].dt.year.to_numpy(np.int64)[:, None]
    end = targets["period_end"].dt.year.to_numpy(np.int64)[:, None]
    milestone = (targets["kind"] == "milestone").to_numpy(bool)[:, None]
    several = targets["kind"].isin(["cumulative", "average_per_year"]).to_numpy(bool)
    target, at = np.nonzero(((start <= years) | milestone) & (years <= end))
    kind = np.select([several[target], end[target, 0] > years[at]], [SEVERAL_YEARS, MILESTONE], YEAR)
    return Pairs(target.astype(np.int64), np.full(len(target), NONE, dtype=np.int64), years[at], kind.astype(np.int64))


def _with_actual(tables: Tables, pairs: Pairs, several: dict[int, Record]) -> Pairs:
    """The figure of the year; for milestones that have none yet the latest before it; for several years theirs."""
    wanted = tables.targets["series"].to_numpy(np.int64)[pairs.target] * _SPAN + pairs.year
    milestone = (tables.targets["kind"] == "milestone").to_numpy(bool)[pairs.target]
    of_year = _found(tables.keys, wanted)
    actual = np.where(milestone & (of_year == NONE), _latest(tables.keys, wanted), of_year)
    stated = np.full(len(tables.targets), NONE, dtype=np.int64)
    for row, position in _positions(several, len(tables.actuals)).items():
        stated[row] = position
    actual = np.where(pairs.kind == SEVERAL_YEARS, stated[pairs.target], actual)
    return Pairs(pairs.target, actual.astype(np.int64), pairs.year, pairs.kind)


def _found(keys: Ints, wanted: Ints) -> Ints:
    """Where each wanted key stands among sorted keys."""
    if not len(keys):
        return np.full(len(wanted), NONE, dtype=np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, NONE).astype(np.int64)


def _latest(keys: Ints, wanted: Ints) -> Ints:
    """Where the last key of the same series up to the wanted year stands."""
    if not len(keys):
        return np.full(len(wanted), NONE, dtype=np.int64)
    at = np.searchsorted(keys, wanted, side="right") - 1
    same = (at >= 0) & (keys[np.maximum(at, 0)] // _SPAN == wanted // _SPAN)
    return np.where(same, at, NONE).astype(np.int64)


# --- several years ------------------------------------------------------------------------------------------


def _multi_year(targets: pd.DataFrame) -> list[tuple[int, Record]]:
    several = targets[targets["kind"].isin(["cumulative", "average_per_year"])]
    return [(int(str(i)), t) for i, t in zip(several.index, records(several), strict=True)]


def _positions(several: dict[int, Record], total: int) -> dict[int, int]:
    """Where the actual made for each target of several years stands: they are the last of the table."""
    made = [row for row in several if "actual" in several[row]]
    return {row: total - len(made) + i for i, row in enumerate(made)}


def _over_years(target: Record, stated: pd.DataFrame, chosen: pd.DataFrame) -> Record:
    """The stated figure of the same years, else the sum if every year is there; an average divides by the years.

    `actual` where there is one; `missing`: the years that are not known where others are.
    """
    first, last = target["period_start"].year, target["period_end"].year
    same = stated[(stated["series"] == target["series"]) & (stated["period"] == target["period"])]
    by_year = chosen[(chosen["series"] == target["series"]) & chosen["year"].between(first, last) & chosen["whole"]]
    missing = [y for y in range(first, last + 1) if y not in set(by_year["year"])]
    divisor = last - first + 1 if target["kind"] == "average_per_year" else 1
    if len(same):
        return {"actual": _divided(records(same)[0], divisor), "missing": []}
    if not missing and by_year["unit"].nunique() == 1:
        return {"actual": _divided(_added(by_year, target), divisor), "missing": []}
    return {"missing": missing if len(missing) <= last - first else []}


def _divided(actual: Record, divisor: int) -> Record:
    return actual | {c: (2 * int(actual[c]) + divisor) // (2 * divisor) for c in ("value", "value_high")}


def _added(by_year: pd.DataFrame, target: Record) -> Record:
    words = set(by_year["qualifier"])
    return records(by_year.sort_values("year"))[-1] | {
        "period": target["period"],
        "period_start": target["period_start"],
        "value": int(by_year["value"].sum()),
        "value_high": int(by_year["value_high"].sum()),
        "decimals": int(by_year["decimals"].max()),
        "qualifier": words.pop() if len(words) == 1 else "about",
        "state": "final" if (by_year["state"] == "final").all() else "preliminary",
        "tied": bool(by_year["tied"].any()),
        "members": "+".join(by_year["members"]),
    }


# --- actuals without a target -------------------------------------------------------------------------------


def _without_target(tables: Tables, pairs: Pairs, years: Ints) -> Pairs:
    """The actuals of the years that no target of the year stands beside, then figures stated for several years."""
    own = tables.targets["own_series"].to_numpy(np.int64)
    of_year = pairs.kind == YEAR
    taken = own[pairs.target[of_year]] * _SPAN + pairs.year[of_year]
    free = np.flatnonzero(np.isin(tables.keys % _SPAN, years) & ~np.isin(tables.keys, taken))
    single = Pairs(
        np.full(len(free), NONE, dtype=np.int64),
        free.astype(np.int64),
        tables.keys[free] % _SPAN,
        np.full(len(free), ACTUAL),
    )
    return Pairs.joined([single, _stated_without_target(tables, pairs, years)])


def _stated_without_target(tables: Tables, pairs: Pairs, years: Ints) -> Pairs:
    """Figures stated for several years and met by no target, once in every wanted year that they touch."""
    stated = tables.actuals.iloc[len(tables.keys) :]
    met = pairs.actual[(pairs.kind == SEVERAL_YEARS) & (pairs.actual != NONE)]
    used = set(tables.actuals["members"].to_numpy(object)[met])
    stated = stated[~stated["members"].isin(used)]
    start = stated["period_start"].dt.year.to_numpy(np.int64)[:, None]
    end = stated["period_end"].dt.year.to_numpy(np.int64)[:, None]
    row, at = np.nonzero((start <= years) & (years <= end))
    actual = stated.index.to_numpy(np.int64)[row]
    none = np.full(len(row), NONE, dtype=np.int64)
    return Pairs(none, actual, years[at], np.full(len(row), SEVERAL_YEARS))


# --- conditions, verdicts, growth --------------------------------------------------------------------------


def _taken(table: pd.DataFrame, at: Ints, names: dict[str, str]) -> dict[str, Any]:
    """Columns of a table at the positions, under new names; where there is none: 0, False or missing."""
    taken: dict[str, Any] = {}
    for column, name in names.items():
        kind = np.int64 if pd.api.types.is_integer_dtype(table[column]) else np.bool_
        if kind is np.int64 or pd.api.types.is_bool_dtype(table[column]):
            taken[name] = np.append(table[column].to_numpy(kind), kind(0))[at]
        else:
            taken[name] = pd.api.extensions.take(table[column].array, at, allow_fill=True)
    return taken


_TARGET_NAMES: Final = {
    "value": "target_value", "value_high": "target_value_high", "decimals": "target_decimals", "unit": "target_unit",
    "period": "target_period", "period_end": "target_end", "known_from": "target_known_from", "tied": "target_tied",
} | {c: c for c in (
    "target_id", "kind", "operator", "baseline_value", "baseline_period", "measured_by", "standing", "document",
    "document_id", "document_date", "document_date_printed", "issuer", "in_force", "judging",
)}  # fmt: skip

_ACTUAL_NAMES: Final = {
    "value": "actual_value", "value_high": "actual_value_high", "decimals": "actual_decimals", "unit": "actual_unit",
    "period": "actual_period", "tied": "actual_tied", "members": "actual_members", "whole": "whole",
    "to_date": "to_date",     "year": "actual_year", "qualifier": "qualifier", "state": "state", "as_of": "as_of",
    "observation_id": "observation_id",
}  # fmt: skip


def _conditions(tables: Tables, pairs: Pairs, facts: Facts, clock: Clock, several: dict[int, Record]) -> pd.DataFrame:
    """The rows with everything that a verdict depends on."""
    targets, actuals = tables.targets, tables.actuals
    has_target = pairs.target != NONE
    shared = {c: _either(targets[c], actuals[c], pairs) for c in SERIES}
    columns = shared | _taken(targets, pairs.target, _TARGET_NAMES) | _taken(actuals, pairs.actual, _ACTUAL_NAMES)
    judging = np.append(targets["series"].to_numpy(np.int64), 0)[pairs.target]
    own = np.append(actuals["series"].to_numpy(np.int64), 0)[pairs.actual]
    rows = pd.DataFrame(columns).assign(
        year=pairs.year,
        row_kind=ROW_KINDS[pairs.kind],
        series=np.where(has_target, judging, own),
        has_target=has_target,
        method=np.array([None, "year_plan"], dtype=object)[has_target.astype(np.int64)],
        missing_years=_missing_years(pairs, several),
    )
    rows["judging"] = rows["judging"].where(has_target, rows["indicator"])
    rows["qualifier"] = rows["qualifier"].fillna("exact")
    rows["in_force"] = rows["in_force"].astype(object).where(has_target, None)
    return rows.assign(**_known(rows, pairs, facts, clock))


def _either(target: pd.Series, actual: pd.Series, pairs: Pairs) -> Any:
    """A column of the series: from the target where there is one, else from the actual."""
    both = pd.concat([target, actual], ignore_index=True)
    at = np.where(pairs.target != NONE, pairs.target, len(target) + pairs.actual)
    return both.array.take(at)


def _missing_years(pairs: Pairs, several: dict[int, Record]) -> pd.Series:
    rows = np.empty(len(pairs.target), dtype=object)
    rows.fill([])
    for i in np.flatnonzero(np.isin(pairs.target, list(several))):
        rows[i] = several[int(pairs.target[i])]["missing"]
    return pd.Series(rows, dtype=object)


def _known(rows: pd.DataFrame, pairs: Pairs, facts: Facts, clock: Clock) -> dict[str, Any]:
    """What is over, due, ended and known at the clock."""
    day = pd.Timestamp(clock.day)
    ended = looked_up(rows["place"], {k: p.valid_to for k, p in facts.places.by_key.items()})
    end_of_place = pd.to_datetime(pd.Series(ended, index=rows.index))
    over = (rows["target_end"] < day).to_numpy(bool)
    place_ended = ((end_of_place < rows["target_end"]) & (end_of_place < day)).to_numpy(bool)
    has = pairs.actual != NONE
    only_latest = has & np.isin(pairs.kind, [YEAR, MILESTONE]) & (rows["actual_year"] != rows["year"]).to_numpy(bool)
    only_latest |= has & (pairs.kind == MILESTONE)
    stale = only_latest & over & ~place_ended & (pairs.kind == YEAR)
    kinds = {k: i.kind for k, i in facts.registry.indicators.items()}
    indicator_kind = looked_up(rows["indicator"], kinds)
    return {
        "indicator_kind": indicator_kind,
        "direction": looked_up(rows["indicator"], {k: i.direction for k, i in facts.registry.indicators.items()}),
        "shown": has & ~stale,
        "only_latest": only_latest,
        "has_actual": has & ~only_latest,
        "to_date": rows["to_date"].to_numpy(bool) | (indicator_kind != "flow"),
        "due": pairs.kind != MILESTONE,
        "over": over,
        "place_ended": place_ended,
        "some_years_missing": rows["missing_years"].str.len().to_numpy(np.int64) > 0,
        "years_from_baseline": _years_from_baseline(rows),
    }


def _years_from_baseline(rows: pd.DataFrame) -> Ints:
    """For "tăng bình quân …%/năm": how many years of growth lie between baseline and target; 1 for all others."""
    years = np.ones(len(rows), dtype=np.int64)
    for i in np.flatnonzero((rows["kind"] == "average_per_year").to_numpy(bool) & rows["baseline_period"].notna()):
        first = str(rows["baseline_period"].iloc[i])[-4:]
        years[i] = max(1, rows["target_end"].iloc[i].year - int(first)) if first.isdigit() else 1
    return years


def _estimates(tables: Tables, rows: pd.DataFrame) -> dict[str, Any]:
    """The estimate of the whole year stands beside the actual until a figure of the whole year is known."""
    best = choice.estimates(tables.candidates)
    keys = best["series"].to_numpy(np.int64) * _SPAN + best["year"].to_numpy(np.int64)
    order = np.argsort(keys, kind="stable")
    best, keys = best.iloc[order], keys[order]
    at = _found(keys, rows["series"].to_numpy(np.int64) * _SPAN + rows["year"].to_numpy(np.int64))
    settled = (rows["whole"] & rows["has_actual"]).to_numpy(bool)
    at = np.where(rows["row_kind"].isin(["year", "actual"]) & ~settled, at, NONE)
    names = {"value": "estimate_value", "decimals": "estimate_decimals", "unit": "estimate_unit"}
    return _taken(best, at, names | {"observation_id": "estimate_id"}) | {"has_estimate": at != NONE}


def _verdicts(rows: pd.DataFrame, facts: Facts) -> dict[str, Any]:
    """Status, reason, attainment, variance, shortfall and the effective target (`goal`) of rows with a target."""
    has = rows["has_target"].to_numpy(bool)
    result = verdict.verdicts(rows[[*verdict.INPUTS]][has], facts.rules).astype({"goal": "float64"})
    return {str(c): result[c].reindex(rows.index) for c in result}


def _previous(tables: Tables, rows: pd.DataFrame, facts: Facts) -> dict[str, Any]:
    """The same period of the year before, and the growth since then."""
    best = choice.in_force_by_period(tables.candidates)
    disputes = choice.contradictions(tables.candidates, best, facts.rules)
    disputed = best["observation_id"].isin(set(disputes["chosen_id"])) | best["tied"]
    period, names = pd.factorize(best["period"])
    wanted = _period_before(rows, {name: i for i, name in enumerate(names)})
    keys = best["series"].to_numpy(np.int64) * _SPAN * 10 + period
    order = np.argsort(keys, kind="stable")
    found = _found(keys[order], rows["series"].to_numpy(np.int64) * _SPAN * 10 + wanted)
    at = np.where((wanted != NONE) & (found != NONE), found, NONE)
    taken = _taken(best.assign(disputed=disputed), np.append(order, NONE)[at], _PREVIOUS_NAMES)
    return taken | {"has_previous": at != NONE} | _growth(rows.assign(**taken, has_previous=at != NONE), facts)


_PREVIOUS_NAMES: Final = {
    "period": "previous_period", "value": "previous_value", "unit": "previous_unit", "state": "previous_state",
    "decimals": "previous_decimals", "qualifier": "previous_qualifier", "observation_id": "previous_id",
    "disputed": "previous_conflict",
}  # fmt: skip


def _period_before(rows: pd.DataFrame, number: Mapping[str, int]) -> Ints:
    """The number of the period one year before that of each row's actual."""
    own = rows["actual_period"].where(rows["has_actual"] & rows["row_kind"].isin(["year", "actual"]))
    before = {key: year_before(key) for key in own.dropna().unique()}
    found = looked_up(own, {key: number.get(period or "", NONE) for key, period in before.items()})
    return np.where(pd.isna(found), NONE, found).astype(np.int64)


def _growth(rows: pd.DataFrame, facts: Facts) -> dict[str, Any]:
    inputs = rows.assign(breaks=_broken(rows, facts.registry), previous_qualifier=rows["previous_qualifier"].fillna(""))
    change, reason = growth.growth(inputs)
    goal = rows["goal"].fillna(0).to_numpy(np.float64).astype(np.int64)
    share = growth.required_rise_share(inputs.assign(change_reason=pd.Series(reason, index=rows.index)), goal)
    known = rows["goal"].notna().to_numpy(bool)
    return {"change": change, "change_reason": reason, "required_rise_share": np.where(known, share, np.nan)}


def _broken(rows: pd.DataFrame, registry: Registry) -> Bools:
    """True where the series is measured in another way from this year on."""
    broken = np.zeros(len(rows), dtype=np.bool_)
    for key, indicator in registry.indicators.items():
        for change in indicator.breaks:
            broken |= ((rows["judging"] == key) & (rows["year"] == change.year)).to_numpy(bool)
    return broken


def _in_order(rows: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """By year and place, then as the registry lists indicators and parts; the target in force first."""
    registry = facts.registry
    indicator, distinct = pd.factorize(rows["indicator"])
    breakdown, parts = pd.factorize(rows["breakdown"])
    part = np.array([[registry.breakdown_position(i, b) for b in parts] for i in distinct] or [[0]])
    ends = rows["target_end"].to_numpy("datetime64[D]").astype(np.int64)
    keys = (
        pd.factorize(rows["target_id"], sort=True)[0],
        ~rows["in_force"].eq(True).to_numpy(bool),
        ends,
        looked_up(rows["row_kind"], {"year": 0, "actual": 1, "milestone": 2, "several_years": 3}).astype(np.int64),
        pd.factorize(rows["coverage"], sort=True)[0],
        part[indicator, breakdown] if len(rows) else np.zeros(0),
        looked_up(rows["indicator"], {k: i.position for k, i in registry.indicators.items()}).astype(np.int64),
        looked_up(rows["place"], {k: p.position for k, p in facts.places.by_key.items()}).astype(np.int64),
        rows["year"].to_numpy(np.int64),
    )
    return rows.iloc[np.lexsort(keys)].reset_index(drop=True)


def exact(micros: pd.Series) -> pd.Series:
    """Micros as the nearest float; missing stays NaN."""
    return micros.astype("float64") / MICRO
