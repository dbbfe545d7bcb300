"""The figures of one place: a year's targets against actuals, series over the years, the statistics office's series."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from charts.bullet_counts import bullet_counts
from charts.bullet_rates import bullet_rates
from charts.pair import pair
from charts.palette import Theme
from charts.pressed import pressed
from charts.trend import trend
from pages.ui.blocks import figure_block
from pages.ui.blocks.figure_block import Drawn
from pages.ui.blocks.sources import evidence, evidence_of_years
from scorecards.report import reported_period
from scorecards.source_line import source_line, source_line_of_years
from wording.catalogue import words
from wording.figure_foot import Seal
from wording.periods import period_in_sentence
from wording.phrases import unit_name
from wording.sentences import subtitle, title_counts, title_rates

#: What each verdict rests on as HTML, by its target.
Basis = Mapping[str, str]
#: The table of a figure's data, made when asked for.
Data = Callable[[], pd.DataFrame]
#: Half of a wide screen: what a figure beside another is drawn for.
WIDTH = 900


@dataclass(frozen=True, slots=True)
class Look:
    """What every figure of a screen shares: language, theme, year, the place's name and key, the seal."""

    lang: str
    theme: Theme
    year: int
    name: str
    key: str
    seal: Seal


def show(drawn: Drawn, look: Look) -> None:
    """Show a figure of a place."""
    figure_block.show(drawn, f"{drawn.key}-{look.year}", look.lang)


def counts(rows: pd.DataFrame, look: Look, data: Data, basis: Basis | None = None) -> Drawn:
    """One count with its levels against their targets, and the evidence below."""
    book, indicator = words(look.lang), str(rows["indicator"].iloc[0])
    title = title_counts(rows, look.lang)
    units = " / ".join(dict.fromkeys(unit_name(u, None, look.lang) for u in rows["unit"]))
    measure = f"{book.text(f'indicator.{indicator}')}, {units}"
    below = subtitle(measure, look.name, period_against(rows, look))
    foot = look.seal.foot(source_line(rows, look.lang), "counts", rows["as_of"], look.lang)
    fig = bullet_counts(rows, title=title, subtitle=below, foot=foot, lang=look.lang, theme=look.theme, width=WIDTH)
    key = f"{look.key}-{indicator}"
    return Drawn(pressed(fig), title, len(rows), key, evidence(rows, look.lang, basis), data)


def rates(rows: pd.DataFrame, look: Look, data: Data, basis: Basis | None = None) -> Drawn:
    """Rates against their targets, and the evidence below."""
    book = words(look.lang)
    title = title_rates(rows, look.lang)
    period = period_in_sentence(str(look.year), look.lang)
    below = subtitle(book.text("province.rates_measure"), look.name, period)
    foot = look.seal.foot(source_line(rows, look.lang), "rates", rows["as_of"], look.lang)
    fig = bullet_rates(rows, title=title, subtitle=below, foot=foot, lang=look.lang, theme=look.theme, width=WIDTH)
    key = f"{look.key}-rates-{rows['indicator'].iloc[0]}"
    return Drawn(pressed(fig), title, len(rows), key, evidence(rows, look.lang, basis), data)


def period_against(rows: pd.DataFrame, look: Look) -> str:
    """The period of the actuals, set against the whole year where it is a part of it."""
    period = reported_period(rows, look.year)
    told = period_in_sentence(period, look.lang)
    return told if period == str(look.year) else words(look.lang).text("province.against_year", period=told)


def years(rows: pd.DataFrame, title: str, look: Look, height: int, data: Data) -> Drawn:
    """Series over the years against each year's target."""
    book = words(look.lang)
    units = dict.fromkeys([*rows["unit"].dropna(), *rows["actual_unit"].dropna()])
    unit = ", ".join(unit_name(str(u), None, look.lang) for u in units)
    first, *others = dict.fromkeys(rows.loc[~rows["series"].str.endswith("|part"), "name"])
    names = "; ".join([first, *(f"{name[:1].lower()}{name[1:]}" for name in others)])
    below = subtitle(f"{names}, {unit}", look.name, book.text("province.trend_measure"))
    told = f"{source_line_of_years(rows, look.lang)} {book.text('province.trend_foot')}".strip()
    foot = look.seal.foot(told, "years", rows["as_of"], look.lang)
    fig = trend(rows, title=title, subtitle=below, foot=foot, lang=look.lang, theme=look.theme,
                width=WIDTH, height=height, year=look.year)  # fmt: skip
    key = f"{look.key}-trend-{rows['indicator'].iloc[0]}"
    return Drawn(pressed(fig), title, len(rows), key, evidence_of_years(rows, look.lang), data)


def statistics(rows: pd.DataFrame, title: str, look: Look, data: Data) -> Drawn:
    """The statistics office's series of the place beside the nation's grey line."""
    book = words(look.lang)
    span = book.text("compare.span", first=rows["year"].min(), last=rows["year"].max())
    below = subtitle(f"{book.text('indicator.gso_certified_labour_rate')}, %", look.name, span)
    told = book.text("province.statistics_foot" if rows["place"].nunique() > 1 else "province.statistics_foot_alone")
    foot = look.seal.foot(told, "published", rows["as_of"], look.lang)
    fig = pair(rows, title=title, subtitle=below, foot=foot, lang=look.lang, theme=look.theme, width=WIDTH,
               height=380)  # fmt: skip
    return Drawn(pressed(fig), title, len(rows), f"{look.key}-statistics", "", data)
