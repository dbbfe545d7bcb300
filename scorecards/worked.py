"""Every formula worked out on a row of the facts at hand, step by step, as the page of methods prints it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pandas as pd

from metrics.records import Record, records
from metrics.registry import Rules
from metrics.roll_up import Part, RolledUp, rolled_up
from metrics.year_rows import in_force
from wording.catalogue import words
from wording.numbers import exact, is_missing, number, percent, rounded, share, signed_percent
from wording.periods import period_in_sentence, period_name, target_period_name
from wording.phrases import series_name, target_phrase, unit_name, variance_phrase

#: In the order of the page.
FORMULAS: Final = (
    "attainment", "variance", "shortfall", "exceeded", "nearly", "interval", "part_year", "required_rise_share",
    "change", "several_years", "roll_up",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the scorecards that shows a formula, and the sentence that works it out."""

    formula: str
    step: str
    place: str
    year: int
    indicator: str
    breakdown: str = "total"
    target_period: str | None = None


#: Cases that the product was conceived from; one whose row is gone from the facts is left out.
CASES: Final = (
    Case("attainment", "attainment", "ha-noi", 2022, "enrolment"),
    Case("attainment", "attainment", "ha-noi", 2022, "enrolment", "cao_dang"),
    Case("variance", "variance", "ha-noi", 2022, "enrolment"),
    Case("variance", "variance", "ha-noi", 2022, "trained_labour_rate"),
    Case("shortfall", "shortfall", "ha-noi", 2022, "enrolment", "trung_cap"),
    Case("exceeded", "exceeded_about", "ha-noi", 2022, "enrolment"),
    Case("exceeded", "exceeded", "ha-noi", 2020, "trained_labour_rate"),
    Case("exceeded", "met", "ha-noi", 2022, "trained_labour_rate"),
    Case("nearly", "nearly", "vinh-phuc", 2022, "trained_labour_rate"),
    Case("nearly", "missed", "viet-nam", 2025, "certified_labour_rate"),
    Case("interval", "interval", "ha-noi", 2023, "trained_labour_rate"),
    Case("interval", "interval_apart", "ha-noi", 2022, "trained_labour_rate"),
    Case("part_year", "part_year_reached", "ha-noi", 2022, "enrolment", "cao_dang"),
    Case("part_year", "part_year_short", "ha-noi", 2022, "enrolment", "trung_cap"),
    Case("required_rise_share", "required_rise_share", "ha-noi", 2022, "trained_labour_rate"),
    Case("required_rise_share", "required_rise_share", "ha-noi", 2023, "trained_labour_rate"),
    Case("change", "change", "viet-nam", 2024, "enrolment"),
    Case("change", "change_points", "ha-noi", 2022, "trained_labour_rate"),
    Case("change", "change_none", "ha-noi", 2022, "enrolment"),
    Case("several_years", "several_years", "ha-noi", 2025, "enrolment", target_period="2021..2025"),
)
PLACES: Final = tuple(dict.fromkeys(case.place for case in CASES))
YEARS: Final = tuple(sorted({case.year for case in CASES}))

#: Invented, to show why rates are not averaged: percent, and the labour force in thousand persons.
ASSUMED: Final = ((Decimal(70), Decimal(600)), (Decimal(60), Decimal(800)), (Decimal(50), Decimal(400)))


@dataclass(frozen=True, slots=True)
class Worked:
    """One formula worked out: where the figures stand, the sum as text, and the verdict where it ends in one."""

    formula: str
    case: Case | None
    series: str
    period: str
    step: str
    status: str | None = None
    reason: str | None = None


def worked(card: pd.DataFrame, rules: Rules, lang: str) -> list[Worked]:
    """The cases whose rows the scorecard still holds, each with its sum in words."""
    found = ((case, row_of(card, case)) for case in CASES)
    return [_worked(case, row, rules, lang) for case, row in found if row is not None and _possible(case, row)]


def row_of(card: pd.DataFrame, case: Case) -> Record | None:
    """The row of a case: the target in force, or the actual without one; None where the facts hold none."""
    period = case.target_period or str(case.year)
    rows = in_force(card)
    found = rows[
        (rows["place"] == case.place)
        & (rows["year"] == case.year)
        & (rows["indicator"] == case.indicator)
        & (rows["breakdown"] == case.breakdown)
        & rows["coverage"].isna()
        & ((rows["target_period"] == period) | rows["target_period"].isna())
    ]
    return records(found.head(1))[0] if len(found) else None


def _possible(case: Case, row: Record) -> bool:
    """Whether the row still holds every figure that the sentence names."""
    needed = {
        "several_years": ("target_value",),
        "change": ("actual_value", "previous_period_value", "change"),
        "change_points": ("actual_value", "previous_period_value", "change"),
        "change_none": ("actual_value", "previous_period_value", "change_reason"),
        "required_rise_share": ("required_rise_share",),
        "shortfall": ("shortfall",),
        "part_year_short": ("shortfall",),
        "nearly": ("shortfall",),
        "missed": ("shortfall",),
    }
    return not any(is_missing(row[column]) for column in needed.get(case.step, ("actual_value", "target_value")))


def _worked(case: Case, row: Record, rules: Rules, lang: str) -> Worked:
    book = words(lang)
    series = series_name(case.indicator, case.breakdown, None, lang)
    judged = case.formula in ("exceeded", "nearly", "interval", "part_year", "several_years")
    status = row["status"] if judged and not is_missing(row["status"]) else None
    reason = row["reason"] if status and not is_missing(row["reason"]) else None
    step = book.text(f"worked.{case.step}", **_figures(case, row, rules, lang))
    return Worked(case.formula, case, series, _period(row, lang), step, status, reason)


def _period(row: Record, lang: str) -> str:
    if is_missing(row["actual_period"]):
        return target_period_name(str(row["target_period"]), row["kind"], lang)
    return period_name(str(row["actual_period"]), lang)


def _figures(case: Case, row: Record, rules: Rules, lang: str) -> dict[str, str]:
    """Every text that a sentence of this row may name."""
    named: dict[str, str] = {"period": _period(row, lang)}
    parts: list[Callable[[Record, Rules, str], Mapping[str, str]]] = [_against_target, _against_year_before]
    if case.step == "interval":
        parts.append(_interval)
    if case.step == "exceeded_about":
        parts.append(_tolerance)
    if case.step == "several_years":
        parts.append(_years)
    for part in parts:
        named |= part(row, rules, lang)
    return named


def _value(row: Record, column: str, decimals: str, lang: str) -> str:
    """A figure with its printed decimals and the percent sign of rates."""
    places = None if is_missing(row[decimals]) else int(row[decimals])
    unit = str(row["unit"])
    return percent(row[column], places, lang) if unit == "percent" else number(row[column], places, lang)


def _against_target(row: Record, rules: Rules, lang: str) -> dict[str, str]:
    places = None if is_missing(row["variance_decimals"]) else int(row["variance_decimals"])
    unit = str(row["unit"])
    rate = row["indicator_kind"] == "rate"
    limit = rules.nearly_points if rate else rules.nearly_ratio
    return {
        "actual": _value(row, "actual_value", "decimals", lang),
        "target": _value(row, "target_value", "target_decimals", lang),
        "ratio": number(row["attainment"], 4, lang),
        "share": share(row["attainment"], lang),
        "variance": variance_phrase(row["variance"], places, unit, lang, long=True),
        "shortfall": _gap(row["shortfall"], places, unit, lang),
        "above": _gap(row["variance"], places, unit, lang),
        "limit": _gap(limit, None, unit, lang),
        "phrase": _phrase(row, lang),
    }


def _gap(value: Any, places: int | None, unit: str, lang: str) -> str:
    """An amount without a sign: points for rates."""
    text = number(value, places, lang)
    return f"{text} {words(lang).text('frame.points_short')}" if unit == "percent" else text


def _phrase(row: Record, lang: str) -> str:
    if is_missing(row["operator"]):
        return ""
    places = int(row["target_decimals"])
    return target_phrase(row["operator"], row["target_value"], row["target_value_high"], places, row["unit"], lang)


def _against_year_before(row: Record, rules: Rules, lang: str) -> dict[str, str]:
    """The figures of the year before: the rise, what was needed of it, the change; empty texts where unknown."""
    previous = row["previous_period_value"]
    if is_missing(previous):
        return {}
    unit = str(row["unit"])
    change = row["change"]
    told = {
        "previous": _value(row, "previous_period_value", "previous_decimals", lang),
        "change": variance_phrase(change, None, unit, lang, long=True),
        "unit": unit_name(str(row["actual_unit"]), row["actual_value"], lang),
        "previous_unit": unit_name(str(row["previous_unit"]), previous, lang),
    }
    if unit != "percent":
        told["change"] = signed_percent(change, 2, lang)
    if not is_missing(row["change_reason"]):
        told["reason"] = words(lang).text(f"change_reason.{row['change_reason']}")
    return told | _rise(row, lang)


def _rise(row: Record, lang: str) -> dict[str, str]:
    if is_missing(row["required_rise_share"]):
        return {}
    before = exact(row["previous_period_value"])
    rise, needed = exact(row["actual_value"]) - before, exact(row["target_value"]) - before
    told = {"rise": number(rise, None, lang), "needed": number(needed, None, lang)}
    return told | {"share": share(row["required_rise_share"], lang)}


def _interval(row: Record, rules: Rules, lang: str) -> dict[str, str]:
    """Half a digit below and above the printed figure."""
    half = Decimal(5).scaleb(-int(row["decimals"]) - 1)
    value = exact(row["actual_value"])
    return {"low": percent(value - half, None, lang), "high": percent(value + half, None, lang)}


def _tolerance(row: Record, rules: Rules, lang: str) -> dict[str, str]:
    """What "about" allows, and the figure above which the target is exceeded."""
    target = exact(row["target_value"])
    allowed, _ = rounded(target * exact(rules.about_tolerance), None)
    return {"tolerance": number(allowed, None, lang), "limit": number(target + allowed, None, lang)}


def _years(row: Record, rules: Rules, lang: str) -> dict[str, str]:
    named = row["missing_years"]
    years = ", ".join(str(year) for year in named) if isinstance(named, list | tuple) else str(named or "")
    unit, places = str(row["unit"]), int(row["target_decimals"])
    target = target_phrase(row["operator"], row["target_value"], None, places, unit, lang, with_unit=True)
    missing = words(lang).text("worked.several_years_missing", years=years)
    return {"target": f"{target} ({period_in_sentence(str(row['target_period']), lang)})", "missing": missing}


def assumed_roll_up() -> RolledUp:
    """The rate of three invented places, weighted by their labour force."""
    parts = [Part(str(n), rate, "percent", weight, 0) for n, (rate, weight) in enumerate(ASSUMED)]
    return rolled_up(parts, "weighted", 0, 3)


def roll_up_assumed(lang: str) -> str:
    """The sum of the invented places in words, beside the plain mean that it is not."""
    book, whole = words(lang), assumed_roll_up().value
    terms = [
        book.text("worked.roll_up_term", rate=percent(rate, 0, lang), weight=number(weight, 0, lang))
        for rate, weight in ASSUMED
    ]
    plain = sum((rate for rate, _ in ASSUMED), Decimal(0)) / len(ASSUMED)
    weights = number(sum((weight for _, weight in ASSUMED), Decimal(0)), 0, lang)
    result = percent(whole, 2, lang)
    return book.text(
        "worked.roll_up", terms=" + ".join(terms), weights=weights, result=result, plain=percent(plain, 0, lang)
    )


def roll_up_nation(observations: pd.DataFrame, labour_force: pd.DataFrame, year: int, lang: str) -> str | None:
    """The statistics office's rates of a year weighted by labour force, beside what it published; None without."""
    own = observations[
        (observations["indicator"] == "gso_certified_labour_rate") & (observations["period"] == str(year))
    ]
    rates = {str(r["place"]): Decimal(int(r["value"])) / 1_000_000 for r in records(own)}
    published = rates.pop("viet-nam", None)
    force = labour_force[labour_force["year"] == year]
    weights = {str(r["place"]): Decimal(int(r["thousand_persons"])) / 1_000_000 for r in records(force)}
    parts = [Part(place, rate, "percent", weights.get(place), year) for place, rate in rates.items()]
    whole = rolled_up(parts, "weighted", year, 3).value
    if whole is None or published is None:
        return None
    told = {"result": percent(whole, 2, lang), "published": percent(published, 1, lang)}
    return words(lang).text("worked.roll_up_nation", places=len(parts), **told)
