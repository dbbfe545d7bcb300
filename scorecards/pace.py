"""The year in progress: each running target's pace and basis, the line by months, the forecast of the year end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import choice, forecast, pace, verdict
from metrics.figures import BASIS, Floats, Ints, rounded_ratio
from metrics.path import first_that_applies
from metrics.periods import last_day, period_of_span
from metrics.records import Record, records
from metrics.registry import MICRO, Registry, Rules
from scorecards.judge import judged
from scorecards.read import Clock, Facts
from scorecards.table import scorecard_of
from wording.numbers import is_missing

#: What `with_pace` adds; amounts in micros, missing where the pace is not asked.
COLUMNS: Final = (
    "pace_month", "pace_period", "pace_actual", "pace_share", "pace_basis", "pace_years", "pace_expected", "pace_ratio",
    "pace_needed",
)  # fmt: skip

_SERIES: Final = ["place", "judging", "breakdown", "coverage", "year"]


@dataclass(frozen=True, slots=True)
class Year:
    """The lines known at a clock, the parts that they are made of, and the season of earlier years."""

    pieces: pd.DataFrame
    lines: pace.Lines
    shares: pd.DataFrame
    seasons: pd.DataFrame


def year_of(known: Facts, year: int, nation: pd.DataFrame | None = None) -> Year:
    """The year's flows month by month, and the shares of earlier years by month.

    `nation`: the nation's figures, whose season counts where a series has none of its own, if the facts lack them.
    """
    figures = known.observations
    if nation is not None and not (figures["place"] == pace.NATION).any():
        figures = pd.concat([figures, nation], ignore_index=True)
    pieces = pace.parts(figures, known.registry)
    made = pace.lines(pieces, known.rules)
    shares = pace.shares(made)
    return Year(pieces, made, shares, pace.season(shares, year, known.rules))


def with_pace(rows: pd.DataFrame, known: Facts, clock: Clock, nation: pd.DataFrame | None = None) -> pd.DataFrame:
    """Judged rows (scorecards.judge) with COLUMNS, and a pace for the status of running flows.

    Changed are only rows `in_progress` of the running year whose target is to be reached upwards: to one of
    metrics.pace.PACES; to met or exceeded where parts together reach the target; else they stay, with reason
    `too_thin` (no season, and even months would mislead) or `qualified` (the figure is too vague for one pace).
    """
    running = _running(rows, clock)
    told = rows.assign(**_nothing(len(rows)))
    if not running.any():
        return told
    year = year_of(known, clock.day.year, nation)
    latest = _latest(rows[running], year.lines)
    asked = _asked(rows[running], latest, year, known)
    return _filled(told, asked, known.rules)


def _running(rows: pd.DataFrame, clock: Clock) -> npt.NDArray[np.bool_]:
    flow = (rows["indicator_kind"] == "flow") & (rows["row_kind"] == "year") & (rows["year"] == clock.day.year)
    return np.asarray(flow & rows["has_target"] & ~rows["over"] & rows["goal"].notna(), dtype=np.bool_)


def _nothing(length: int) -> dict[str, Any]:
    texts = {c: np.full(length, None, dtype=object) for c in ("pace_period", "pace_basis")}
    return {c: texts.get(c, np.full(length, np.nan)) for c in COLUMNS}


def _latest(rows: pd.DataFrame, made: pace.Lines) -> pd.DataFrame:
    """For each row its line up to the latest month known: `month`, `value`, `low`, `high`; only rows with a line."""
    month = (np.arange(pace.MONTHS + 1) * made.known).max(axis=1)
    at = np.arange(len(month))
    ends = made.keys.rename(columns={"indicator": "judging", "unit": "line_unit"}).assign(
        month=month, value=made.value[at, month], low=made.low[at, month], high=made.high[at, month],
    )  # fmt: skip
    ends = ends[ends["month"] > 0]
    wanted = rows[[*_SERIES, "target_unit"]].assign(coverage=rows["coverage"].fillna(""), at=rows.index)
    both = wanted.merge(ends, on=_SERIES)
    same = (both["line_unit"] == both["target_unit"]).astype("int64")
    best = both.assign(same=same).sort_values(["month", "same"], kind="stable").drop_duplicates("at", keep="last")
    return best.set_index("at")[["month", "value", "low", "high"]].sort_index()


def _asked(rows: pd.DataFrame, latest: pd.DataFrame, year: Year, known: Facts) -> pd.DataFrame:
    """The rows with a line: where they stand, what was to have happened by then, and on what basis."""
    told = rows.loc[latest.index].assign(
        month=latest["month"], value=latest["value"], low=latest["low"], high=latest["high"]
    )
    series = told.assign(indicator=told["judging"], coverage=told["coverage"].fillna(""))
    season = pace.expected(series, year.seasons, known.registry)
    told = told.assign(share=season.share, basis=season.basis, years=season.years)
    return _by_levels(told, known.registry)


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


def _filled(told: pd.DataFrame, asked: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The columns and statuses of the rows asked."""
    month, goal = asked["month"].to_numpy(np.int64), asked["goal"].to_numpy(np.float64)
    actual, share = asked["value"].to_numpy(np.int64), asked["share"].to_numpy(np.float64)
    short = np.maximum(goal.astype(np.int64) - actual, 0)
    decimals = asked["target_decimals"].to_numpy(np.int64)
    needed = np.where(short > 0, pace.needed_a_month(short, month, decimals), np.nan)
    columns: dict[str, Any] = {
        "pace_month": month,
        "pace_period": [_period(y, m) for y, m in zip(asked["year"], month, strict=True)],
        "pace_actual": actual,
        "pace_share": share,
        "pace_basis": asked["basis"].to_numpy(object),
        "pace_years": asked["years"].to_numpy(np.int64),
        "pace_expected": np.round(goal * share),
        "pace_ratio": _four_decimals(actual, goal * share),
        "pace_needed": needed,
    }
    for name, values in (columns | _statuses(asked, rules)).items():
        told.loc[asked.index, name] = values
    return told


def _period(year: int, month: int) -> str:
    found = period_of_span(last_day(int(year), 1).replace(day=1), last_day(int(year), int(month)))
    return found.key if found else ""


def _four_decimals(actual: Ints, due: Floats) -> Floats:
    known = np.where(np.isnan(due), 0, np.round(np.nan_to_num(due)))
    return rounded_ratio(actual, known.astype(np.int64), BASIS)


def _statuses(asked: pd.DataFrame, rules: Rules) -> dict[str, Any]:
    """Status and reason: reached by the parts together, else the pace, else why there is none."""
    again = asked[[*verdict.INPUTS]].assign(
        has_actual=True, actual_value=asked["value"], actual_value_high=asked["high"], to_date=True, whole=False,
        qualifier=asked["qualifier"].where(asked["low"] != asked["high"], "exact"),
    )  # fmt: skip
    reached = verdict.verdicts(again, rules)
    goal, share = asked["goal"].to_numpy(np.float64), asked["share"].to_numpy(np.float64)
    at = [pace.paces(pace.ratios(asked[c].to_numpy(), goal, share), rules) for c in ("value", "low", "high")]
    up, running = verdict.goals(again).up, (asked["status"] == "in_progress").to_numpy(bool)
    vague = np.array([a != b for a, b in zip(at[1], at[2], strict=True)], dtype=np.bool_)
    settled = running & (reached["status"] != "in_progress").to_numpy(bool)
    thin, told = running & np.isnan(share), running & up
    status = np.where(settled, reached["status"], np.where(told & ~vague & ~thin, at[0], asked["status"]))
    why = first_that_applies(
        [(settled, "reached"), (told & thin, "too_thin"), (told & vague, "qualified")], len(status)
    )
    reason = pd.Series(why, index=asked.index, dtype=object).where(pd.Series(why, index=asked.index) != "reached", None)
    return {"status": status, "reason": reason.where(running, asked["reason"])}


def scorecard_with_pace(
    known: Facts, years: Iterable[int], clock: Clock, nation: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The scorecard (scorecards.table) with `pace_status`, `pace_reason` and COLUMNS beside, amounts in the unit.

    `pace_status` is the pace where there is one, else the status as it stands.
    """
    wanted = list(years)
    rows = with_pace(judged(known, wanted, clock), known, clock, nation)
    amounts = {c: rows[c].astype("float64") / MICRO for c in ("pace_actual", "pace_expected", "pace_needed")}
    told = {c: rows[c] for c in COLUMNS} | amounts
    return scorecard_of(known, wanted, clock).assign(pace_status=rows["status"], pace_reason=rows["reason"], **told)


def what_if(row: Record, year_end: int, rules: Rules) -> Record:
    """The verdict that a judged row would get if the year ended at this many micros; never stored."""
    supposed = row | {
        "has_actual": True, "has_estimate": False, "actual_value": year_end, "actual_value_high": year_end,
        "actual_decimals": row["target_decimals"], "qualifier": "exact", "whole": True, "to_date": True,
        "actual_tied": False, "over": True, "some_years_missing": False,
    }  # fmt: skip
    return records(verdict.verdicts(pd.DataFrame([supposed])[[*verdict.INPUTS]], rules))[0]


# --- one series ---------------------------------------------------------------------------------------------


def paced(known: Facts, year: int, clock: Clock) -> pd.DataFrame:
    """The judged rows of a year with their pace."""
    return with_pace(judged(known, [year], clock), known, clock)


def line_of(year: Year, place: str, indicator: str, breakdown: str, of: int, unit: str | None) -> list[Record]:
    """The year's line month by month: `month`, `value` (None in a gap), `low`, `high`, `how`, `members`.

    Of lines in several printed units the one that reaches furthest, then the unit asked for.
    """
    keys = year.lines.keys
    own = (keys["place"] == place) & (keys["indicator"] == indicator) & (keys["breakdown"] == breakdown)
    at = np.flatnonzero((own & (keys["year"] == of) & (keys["coverage"] == "")).to_numpy(bool))
    if not len(at):
        return []
    best = max(at, key=lambda i: (int(np.flatnonzero(year.lines.known[i])[-1]), keys["unit"].iloc[i] == unit))
    return [_month(year.lines, int(best), month) for month in range(1, pace.MONTHS + 1)]


_HOW: Final = {pace.PRINTED: "printed", pace.ADDED: "added", pace.DERIVED: "derived"}


def _month(made: pace.Lines, row: int, month: int) -> Record:
    if not made.known[row, month]:
        return {"month": month, "value": None, "low": None, "high": None, "how": None, "members": []}
    value, low, high = (int(a[row, month]) / MICRO for a in (made.value, made.low, made.high))
    members = str(made.members[row, month]).split("+")
    return {"month": month, "value": value, "low": low, "high": high, "how": _HOW[int(made.how[row, month])],
            "members": members}  # fmt: skip


def against(year: Year, known: Facts, place: str, indicator: str, of: int) -> list[Record]:
    """The parts of a year that contradict the line: `breakdown`, `period`, `observation_id`, `why`."""
    found = pace.contradictions(year.pieces, year.lines, known.rules)
    own = found[(found["place"] == place) & (found["indicator"] == indicator) & (found["year"] == of)]
    return records(own[["breakdown", "period", "observation_id", "why"]])


def year_end(row: Record, year: Year, known: Facts) -> forecast.Forecast | None:
    """The forecast of one paced row: by its own season, else by its own years; None where both are too thin."""
    series = tuple("" if is_missing(row[c]) else str(row[c]) for c in ("place", "judging", "breakdown", "coverage"))
    happened = 0.0 if is_missing(row["pace_month"]) else float(row["pace_actual"]) / MICRO
    if happened:
        shares = _shares(year, series, int(row["year"]), int(row["pace_month"]))
        made = forecast.seasonal_ratio(happened, shares, known.rules.forecast_min_parts)
        if made:
            return made
    values = years_before(known, int(row["year"])).get(series, [])
    top = 100.0 if row["target_unit"] == "percent" else None
    made = forecast.theta(values, known.rules.forecast_min_years, at_most=top)
    return made._replace(**{c: max(getattr(made, c), happened) for c in ("value", "low", "high")}) if made else None


def _shares(year: Year, series: tuple[str, ...], before: int, month: int) -> list[float]:
    rows = year.shares[(year.shares["month"] == month) & (year.shares["year"] < before)]
    for column, wanted in zip(choice.SERIES, series, strict=True):
        rows = rows[rows[column] == wanted]
    return [float(s) for s in rows.sort_values("year")["share"]]


def years_before(known: Facts, year: int) -> dict[tuple[str, ...], list[float]]:
    """The consecutive exact whole years of each series that end the year before, in one unit, after any break."""
    return {series: run for series, (last, run) in consecutive(known, year).items() if last == year - 1}


def consecutive(known: Facts, before: int) -> dict[tuple[str, ...], tuple[int, list[float]]]:
    """For each series its last exact whole year before `before`, and the run of consecutive years that ends there."""
    return {series: found[-1] for series, found in runs(known, before).items()}


def runs(known: Facts, before: int) -> dict[tuple[str, ...], list[tuple[int, list[float]]]]:
    """For each series its runs of consecutive exact whole years in one unit, cut at breaks, each with its last year."""
    best = choice.actuals_in_force(choice.candidates(known.observations, known.registry), before)
    usable = best["whole"] & (best["qualifier"] == "exact") & ~best["tied"] & (best["state"] != "estimate")
    rows = best[usable & (best["year"] < before)].sort_values("year", kind="stable")
    breaks = {k: {b.year for b in i.breaks} for k, i in known.registry.indicators.items()}
    return {
        tuple(str(k) for k in key): _runs(group, breaks[str(group["indicator"].iloc[0])])
        for key, group in rows.groupby(list(choice.SERIES), sort=False)
    }


def _runs(rows: pd.DataFrame, breaks: set[int]) -> list[tuple[int, list[float]]]:
    found: list[tuple[int, list[float]]] = []
    unit = ""
    for year, value, own in zip(rows["year"].tolist(), rows["value"].tolist(), rows["unit"].tolist(), strict=True):
        last, run = found[-1] if found else (0, [])
        goes_on = last == year - 1 and own == unit and year not in breaks
        amount = int(value) / MICRO
        found[len(found) - goes_on :] = [(int(year), [*run, amount] if goes_on else [amount])]
        unit = own
    return found


def told(row: Record, year: Year, known: Facts) -> Record:
    """One paced row as a plain record: target, figure, pace and basis, what is needed, line, forecast or why none."""
    unit = None if is_missing(row["target_unit"]) else str(row["target_unit"])
    judging = str(row["judging"])
    shared = {c: _present(row[c]) for c in ("place", "indicator", "breakdown", "coverage")}
    made = None if row["over"] else year_end(row, year, known)
    month = None if is_missing(row["pace_month"]) else int(row["pace_month"])
    return shared | {
        "year": int(row["year"]),
        "target": _amount(row["goal"]),
        "operator": _present(row["operator"]),
        "unit": unit,
        "in_force": _present(row["in_force"]),
        "status": _present(row["status"]),
        "reason": _present(row["reason"]),
        "month": month,
        "period": _present(row["pace_period"]),
        "actual": _amount(row["pace_actual"]),
        "expected": _amount(row["pace_expected"]),
        "expected_share": _present(row["pace_share"]),
        "ratio": _present(row["pace_ratio"]),
        "basis": _present(row["pace_basis"]),
        "basis_years": _present(row["pace_years"]),
        "shortfall": _short(row),
        "months_left": None if month is None else pace.MONTHS - month,
        "needed_a_month": _amount(row["pace_needed"]),
        "estimate": _amount(row["estimate_value"]) if row["has_estimate"] else None,
        "forecast": None if made is None else {"level": forecast.LEVEL} | made._asdict(),
        "forecast_reason": "too_thin" if made is None and not row["over"] else None,
        "line": line_of(year, str(row["place"]), judging, str(row["breakdown"]), int(row["year"]), unit),
        "contradictions": against(year, known, str(row["place"]), judging, int(row["year"])),
    }


def _short(row: Record) -> float | None:
    if is_missing(row["pace_actual"]) or is_missing(row["goal"]):
        return None
    return max(float(row["goal"]) - float(row["pace_actual"]), 0.0) / MICRO


def _amount(micros: Any) -> float | None:
    return None if is_missing(micros) else float(micros) / MICRO


def _present(value: Any) -> Any:
    return None if is_missing(value) or value == "" else value
