"""The figures of one place and year as the screens draw them, each under the name by which an export asks for it."""

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from charts.bullet_counts import bullet_counts
from charts.bullet_rates import bullet_rates
from charts.frame import Figure
from charts.trend import trend
from exports.material import Material, series
from exports.typed import NOTHING, Typed, plain
from metrics.records import records
from scorecards import figure_data, sections
from scorecards.source_line import source_line, source_line_of_years
from wording.figure_foot import Seal
from wording.periods import period_in_sentence
from wording.phrases import series_name, unit_name
from wording.sentences import subtitle, title_counts, title_rates, title_trend

#: A drawing of a given width in pixels.
Drawing = Callable[[int], Figure]
#: The names of the figures of rates: those of the labour force, then all others.
RATES: Final = ("rates", "rates-other")


def drawings(material: Material, typed: Typed = NOTHING) -> dict[str, Drawing]:
    """Every figure of the place's screen by its name, then its predecessors' behind their codes: "vinh-phuc.rates"."""
    before = {f"{part.place}.{name}": draw for part in material.before for name, draw in _own(part, NOTHING).items()}
    return _own(material, typed) | before


def _own(material: Material, typed: Typed) -> dict[str, Drawing]:
    """Counts, rates, then series over the years."""
    targets = _targets(material).items()
    found = {key: (_rates if _is_rates(key) else _counts)(rows, material, typed) for key, rows in targets}
    for key, wanted in _wanted(material).items():
        rows = series(material, *wanted)
        if sections.years_with_figures(rows) > 1:
            found[key] = _years(rows, wanted, material, typed)
    return found


def _targets(material: Material) -> dict[str, pd.DataFrame]:
    """The rows of each figure of the year's targets, by its name."""
    counts = sections.count_blocks(material.rows, material.lang)
    rates = sections.rate_blocks(material.rows, material.known.registry, material.lang)
    named = {str(rows["indicator"].iloc[0]): rows for rows in counts}
    return named | dict(zip(RATES, rates, strict=False))


def _is_rates(key: str) -> bool:
    return key in RATES


def _wanted(material: Material) -> dict[str, tuple[tuple[str, str], ...]]:
    """The series of each figure over the years, by its name."""
    return {f"years-{w[0][0]}": w for w in sections.trend_series(material.years, material.known.registry)}


def data(material: Material, name: str) -> pd.DataFrame:
    """The data of one of the `drawings` as a table to take away (scorecards.figure_data)."""
    place, _, key = name.rpartition(".")
    part = next(part for part in material.parts if part.place == (place or material.place))
    wanted = _wanted(part)
    if key in wanted:
        rows = series(part, *wanted[key])
        return figure_data.of_years(rows, part.known.observations, lambda place, year: part.name)
    return figure_data.of_targets(_targets(part)[key], lambda place, year: part.name)


def sealed_foot(told: str, method: str, rows: pd.DataFrame, material: Material) -> str:
    """What is told of the sources of some rows, then what the material stands at."""
    seal = Seal(material.clock.known_until, material.known.rules.version, material.address)
    return seal.foot(told, method, rows["as_of"], material.lang)


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
        "subtitle": subtitle(measure, material.name, period), "lang": lang,
        "foot": sealed_foot(source_line(rows, lang), "counts", rows, material),
    }  # fmt: skip
    return lambda width: bullet_counts(rows, width=width, **said)


def _rates(rows: pd.DataFrame, material: Material, typed: Typed) -> Drawing:
    lang = material.lang
    period = period_in_sentence(str(material.year), lang)
    said: dict[str, Any] = {
        "title": _title("rates", title_rates(rows, lang), typed),
        "subtitle": subtitle(material.book.text("province.rates_measure"), material.name, period),
        "foot": sealed_foot(source_line(rows, lang), "rates", rows, material), "lang": lang,
    }  # fmt: skip
    return lambda width: bullet_rates(rows, width=width, **said)


def _years(rows: pd.DataFrame, wanted: tuple[tuple[str, str], ...], material: Material, typed: Typed) -> Drawing:
    lang, key = material.lang, f"years-{wanted[0][0]}"
    own = [sections.of_series(material.years, indicator, part) for indicator, part in wanted]
    title = next((title_trend(one, lang) for one in own if len(one)), "")
    units = dict.fromkeys(str(u) for u in [*rows["unit"].dropna(), *rows["actual_unit"].dropna()])
    names = "; ".join(dict.fromkeys(series_name(r["indicator"], r["breakdown"], None, lang) for r in records(rows)))
    measure = f"{names}, {', '.join(unit_name(unit, None, lang) for unit in units)}"
    sources = f"{source_line_of_years(rows, lang)} {material.book.text('province.trend_foot')}".strip()
    said: dict[str, Any] = {
        "title": _title(key, title, typed), "lang": lang, "year": material.year,
        "subtitle": subtitle(measure, material.name, material.book.text("province.trend_measure")),
        "foot": sealed_foot(sources, "years", rows, material),
    }  # fmt: skip
    return lambda width: trend(rows, width=width, height=round(width * 9 / 16), **said)
