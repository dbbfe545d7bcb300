"""The year in progress: each running target's pace and basis, the line by months, the forecast of the year end."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from metrics import choice, forecast, pace
from metrics.lines import ADDED, DERIVED, MONTHS, PRINTED, Lines, between, contradictions, lines
from metrics.records import Record, records
from metrics.registry import MICRO, Rules
from metrics.series import SERIES
from scorecards.judge import judged
from scorecards.read import Clock, Facts
from wording.numbers import is_missing


@dataclass(frozen=True, slots=True)
class Year:
    """The lines known at a clock, the parts that they are made of, and the season of earlier years."""

    pieces: pd.DataFrame
    lines: Lines
    shares: pd.DataFrame
    seasons: pd.DataFrame


def year_of(known: Facts, year: int) -> Year:
    """The flows month by month, and the shares of earlier years by month; the nation's among them."""
    figures = known.observations
    if not (figures["place"] == pace.NATION).any():
        figures = pd.concat([figures, known.nation], ignore_index=True)
    pieces = pace.parts(figures, known.registry)
    made = lines(pieces)
    shares = pace.shares(made)
    return Year(pieces, made, shares, pace.season(shares, year, known.rules))


# --- one series ---------------------------------------------------------------------------------------------


def paced(known: Facts, year: int, clock: Clock) -> pd.DataFrame:
    """The judged rows of a year with their pace."""
    return judged(known, [year], clock)


def line_of(
    year: Year, rules: Rules, place: str, indicator: str, breakdown: str, of: int, unit: str | None
) -> list[Record]:
    """The year's line month by month: `month`, `value` (None in a gap), `low`, `high`, `how`, `members`.

    Of lines in several printed units that of the unit asked for, else the one that reaches furthest.
    """
    keys = year.lines.keys
    own = (keys["place"] == place) & (keys["indicator"] == indicator) & (keys["breakdown"] == breakdown)
    at = np.flatnonzero((own & (keys["year"] == of) & (keys["coverage"] == "")).to_numpy(bool))
    if not len(at):
        return []
    best = max(at, key=lambda i: (keys["unit"].iloc[i] == unit, int(np.flatnonzero(year.lines.known[i])[-1])))
    return [_month(year.lines, rules, int(best), month) for month in range(1, MONTHS + 1)]


_HOW: Final = {PRINTED: "printed", ADDED: "added", DERIVED: "derived"}


def _month(made: Lines, rules: Rules, row: int, month: int) -> Record:
    if not made.known[row, month]:
        return {"month": month, "value": None, "low": None, "high": None, "how": None, "members": []}
    value, low, high = (int(a[row, month]) / MICRO for a in (made.value, *between(made, rules)))
    members = str(made.members[row, month]).split("+")
    return {"month": month, "value": value, "low": low, "high": high, "how": _HOW[int(made.how[row, month])],
            "members": members}  # fmt: skip


def against(year: Year, known: Facts, place: str, indicator: str, of: int) -> list[Record]:
    """The parts of a year that contradict the line: `breakdown`, `period`, `observation_id`, `why`."""
    found = contradictions(year.pieces, year.lines, known.rules)
    own = found[(found["place"] == place) & (found["indicator"] == indicator) & (found["year"] == of)]
    return records(own[["breakdown", "period", "observation_id", "why"]])


def year_end(row: Record, year: Year, known: Facts) -> forecast.Forecast | None:
    """The forecast of one paced row: by its own season, else by its own years; None where both are too thin."""
    series = tuple("" if is_missing(row[c]) else str(row[c]) for c in ("place", "judging", "breakdown", "coverage"))
    happened = 0.0 if is_missing(row["pace_month"]) else float(row["actual_value"]) / MICRO
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
    for column, wanted in zip(SERIES, series, strict=True):
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
        for key, group in rows.groupby(list(SERIES), sort=False)
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
        "target_high": _amount(row["target_value_high"]) if row["operator"] == "range" else None,
        "operator": _present(row["operator"]),
        "unit": unit,
        "in_force": _present(row["in_force"]),
        "status": _present(row["status"]),
        "reason": _present(row["reason"]),
        "month": month,
        "period": _present(row["actual_period"]) if month else None,
        "actual": _amount(row["actual_value"]) if month else None,
        "expected": _amount(row["pace_expected"]),
        "expected_share": _present(row["pace_share"]),
        "ratio": _present(row["pace_ratio"]),
        "basis": _present(row["pace_basis"]),
        "basis_years": None if month is None else int(row["pace_years"]),
        "shortfall": _short(row),
        "months_left": None if month is None else MONTHS - month,
        "needed_a_month": _amount(row["pace_needed"]),
        "estimate": _amount(row["estimate_value"]) if row["has_estimate"] else None,
        "forecast": None if made is None else {"level": forecast.LEVEL} | made._asdict(),
        "forecast_reason": "too_thin" if made is None and not row["over"] else None,
        "line": _line(row, year, known),
        "contradictions": against(year, known, str(row["place"]), judging, int(row["year"])),
    }


def _line(row: Record, year: Year, known: Facts) -> list[Record]:
    """The line on which the row's figure lies."""
    unit = _present(row["actual_unit"] if row["has_actual"] else row["target_unit"])
    place, judging, breakdown = (str(row[c]) for c in ("place", "judging", "breakdown"))
    return line_of(year, known.rules, place, judging, breakdown, int(row["year"]), unit)


def _short(row: Record) -> float | None:
    if is_missing(row["pace_month"]) or is_missing(row["goal"]):
        return None
    return max(float(row["goal"]) - float(row["actual_value"]), 0.0) / MICRO


def _amount(micros: Any) -> float | None:
    return None if is_missing(micros) else float(micros) / MICRO


def _present(value: Any) -> Any:
    return None if is_missing(value) or value == "" else value
