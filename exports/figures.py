"""The figures of one place and year as the screens draw them, each under the name by which an export asks for it."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from charts.bullet_counts import bullet_counts
from charts.bullet_rates import bullet_rates
from charts.frame import Figure
from charts.trend import trend
from exports.material import Material, foot, until_text
from exports.typed import NOTHING, Typed, plain
from metrics.records import records
from scorecards import sections
from scorecards.trend import trend as trend_of
from wording.periods import period_in_sentence
from wording.phrases import series_name, unit_name
from wording.sentences import subtitle, title_counts, title_rates, title_trend

#: A drawing of a given width in pixels.
Drawing = Callable[[int], Figure]


def drawings(material: Material, typed: Typed = NOTHING) -> dict[str, Drawing]:
    """Every figure of the place's screen by its name, then its predecessors' behind their codes: "vinh-phuc.rates"."""
    before = {f"{part.place}.{name}": draw for part in material.before for name, draw in _own(part, NOTHING).items()}
    return _own(material, typed) | before


def _own(material: Material, typed: Typed) -> dict[str, Drawing]:
    """Counts, rates, then series over the years."""
    found: dict[str, Drawing] = {}
    for rows in sections.count_blocks(material.rows, material.lang):
        found[str(rows["indicator"].iloc[0])] = _counts(rows, material, typed)
    for rows in sections.rate_blocks(material.rows, material.known.registry, material.lang):
        found[f"rates{'' if 'rates' not in found else '-other'}"] = _rates(rows, material, typed)
    for wanted in sections.trend_series(material.years, material.known.registry):
        rows = _series(material, wanted)
        if sections.years_with_figures(rows) > 1:
            found[f"years-{wanted[0][0]}"] = _years(rows, wanted, material, typed)
    return found


def _title(key: str, said: str, typed: Typed) -> str:
    return plain(typed.titles.get(key) or said)


def _counts(rows: pd.DataFrame, material: Material, typed: Typed) -> Drawing:
    indicator, lang = str(rows["indicator"].iloc[0]), material.lang
    units = " / ".join(dict.fromkeys(unit_name(str(u), None, lang) for u in rows["unit"]))
    measure = f"{material.book.text(f'indicator.{indicator}')}, {units}"
    told = period_in_sentence(material.period, lang)
    part = material.period != str(material.year)
    period = material.book.text("province.against_year", period=told) if part else told
    said: dict[str, Any] = {
        "title": _title(indicator, title_counts(rows, lang), typed),
        "subtitle": subtitle(measure, material.name, period), "foot": foot(rows, material), "lang": lang,
    }  # fmt: skip
    return lambda width: bullet_counts(rows, width=width, **said)


def _rates(rows: pd.DataFrame, material: Material, typed: Typed) -> Drawing:
    lang = material.lang
    period = period_in_sentence(str(material.year), lang)
    said: dict[str, Any] = {
        "title": _title("rates", title_rates(rows, lang), typed),
        "subtitle": subtitle(material.book.text("province.rates_measure"), material.name, period),
        "foot": foot(rows, material), "lang": lang,
    }  # fmt: skip
    return lambda width: bullet_rates(rows, width=width, **said)


def _series(material: Material, wanted: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    rows = trend_of(material.known, wanted, material.clock)
    shown = sections.trend_rows(rows, material.place, wanted, material.year, material.lang)
    return sections.with_sources(shown, material.known.observations, material.lang)


def _years(rows: pd.DataFrame, wanted: tuple[tuple[str, str], ...], material: Material, typed: Typed) -> Drawing:
    lang, key = material.lang, f"years-{wanted[0][0]}"
    own = [sections.of_series(material.years, indicator, part) for indicator, part in wanted]
    title = next((title_trend(series, lang) for series in own if len(series)), "")
    units = dict.fromkeys(str(u) for u in [*rows["unit"].dropna(), *rows["actual_unit"].dropna()])
    names = "; ".join(dict.fromkeys(series_name(r["indicator"], r["breakdown"], None, lang) for r in records(rows)))
    measure = f"{names}, {', '.join(unit_name(unit, None, lang) for unit in units)}"
    said: dict[str, Any] = {
        "title": _title(key, title, typed), "lang": lang, "year": material.year,
        "subtitle": subtitle(measure, material.name, material.book.text("province.trend_measure")),
        "foot": f"{material.book.text('province.trend_foot')} {until_text(material)}",
    }  # fmt: skip
    return lambda width: trend(rows, width=width, height=round(width * 9 / 16), **said)
