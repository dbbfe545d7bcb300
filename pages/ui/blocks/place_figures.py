"""The figures of one place: a year's targets against actuals, series over the years, the statistics office's series."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from charts import frame
from charts.bullet_counts import bullet_counts
from charts.bullet_rates import bullet_rates
from charts.pair import pair
from charts.palette import Theme
from charts.pressed import pressed
from charts.trend import trend
from pages.ui.blocks.sources import evidence, evidence_of_years
from scorecards.report import reported_period
from scorecards.source_line import source_line
from wording.catalogue import words
from wording.periods import period_in_sentence
from wording.phrases import unit_name
from wording.sentences import subtitle, title_counts, title_rates

#: What each verdict rests on as HTML, by its target.
Basis = Mapping[str, str]
#: Half of a wide screen: what a figure beside another is drawn for.
WIDTH = 900


@dataclass(frozen=True, slots=True)
class Look:
    """What every figure of a screen shares: language, theme, year, the place's printed name, the key of its part."""

    lang: str
    theme: Theme
    year: int
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished figure, its title, how many rows it shows, its key on the screen, what it rests on as HTML."""

    figure: Any
    title: str
    rows: int
    key: str
    evidence: str


def show(drawn: Drawn, look: Look) -> None:
    """Show a figure over the width of its column, what it rests on close below it."""
    name = f"{look.key}-{look.year}-{drawn.key}"
    with st.container(gap=None):
        st.plotly_chart(
            drawn.figure,
            config=frame.config(name, drawn.figure),
            theme=None,
            width="stretch",
            key=f"fig-{look.key}-{drawn.key}",
            alt=frame.alt(drawn.title, drawn.rows, look.lang),
        )
        if drawn.evidence:
            st.html(drawn.evidence)


def counts(rows: pd.DataFrame, look: Look, basis: Basis | None = None) -> Drawn:
    """One count with its levels against their targets, and the evidence below."""
    book, indicator = words(look.lang), str(rows["indicator"].iloc[0])
    title = title_counts(rows, look.lang)
    units = " / ".join(dict.fromkeys(unit_name(u, None, look.lang) for u in rows["unit"]))
    measure = f"{book.text(f'indicator.{indicator}')}, {units}"
    below = subtitle(measure, look.name, period_against(rows, look))
    foot = source_line(rows, look.lang)
    fig = bullet_counts(rows, title=title, subtitle=below, foot=foot, lang=look.lang, theme=look.theme, width=WIDTH)
    return Drawn(pressed(fig), title, len(rows), indicator, evidence(rows, look.lang, basis))


def rates(rows: pd.DataFrame, look: Look, basis: Basis | None = None) -> Drawn:
    """Rates against their targets, and the evidence below."""
    book = words(look.lang)
    title = title_rates(rows, look.lang)
    period = period_in_sentence(str(look.year), look.lang)
    below = subtitle(book.text("province.rates_measure"), look.name, period)
    foot = source_line(rows, look.lang)
    fig = bullet_rates(rows, title=title, subtitle=below, foot=foot, lang=look.lang, theme=look.theme, width=WIDTH)
    key = f"rates-{rows['indicator'].iloc[0]}"
    return Drawn(pressed(fig), title, len(rows), key, evidence(rows, look.lang, basis))


def period_against(rows: pd.DataFrame, look: Look) -> str:
    """The period of the actuals, set against the whole year where it is a part of it."""
    period = reported_period(rows, look.year)
    told = period_in_sentence(period, look.lang)
    return told if period == str(look.year) else words(look.lang).text("province.against_year", period=told)


def years(rows: pd.DataFrame, title: str, look: Look, height: int) -> Drawn:
    """Series over the years against each year's target."""
    book = words(look.lang)
    units = dict.fromkeys([*rows["unit"].dropna(), *rows["actual_unit"].dropna()])
    unit = ", ".join(unit_name(str(u), None, look.lang) for u in units)
    first, *others = dict.fromkeys(rows.loc[~rows["series"].str.endswith("|part"), "name"])
    names = "; ".join([first, *(f"{name[:1].lower()}{name[1:]}" for name in others)])
    below = subtitle(f"{names}, {unit}", look.name, book.text("province.trend_measure"))
    fig = trend(rows, title=title, subtitle=below, foot=book.text("province.trend_foot"), lang=look.lang,
                theme=look.theme, width=WIDTH, height=height, year=look.year)  # fmt: skip
    key = f"trend-{rows['indicator'].iloc[0]}"
    return Drawn(pressed(fig), title, len(rows), key, evidence_of_years(rows, look.lang))


def statistics(rows: pd.DataFrame, title: str, look: Look) -> Drawn:
    """The statistics office's series of the place beside the nation's grey line."""
    book = words(look.lang)
    below = book.text("indicator.gso_certified_labour_rate")
    foot = book.text("province.statistics_foot" if rows["place"].nunique() > 1 else "province.statistics_foot_alone")
    fig = pair(rows, title=title, subtitle=below, foot=foot, lang=look.lang, theme=look.theme, width=WIDTH,
               height=380)  # fmt: skip
    return Drawn(pressed(fig), title, len(rows), "statistics", "")
