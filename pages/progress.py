"""Tiến độ và lộ trình: will we make it, in the year and by 2025 or 2030?"""

import streamlit as st

from pages.ui import (
    address,
    choices,
    clock,
    figure_seal,
    progress_view,
    reads,
    rounds_view,
    stage,
    standing,
    what_if,
)
from pages.ui.blocks import place_figures, progress_tables, progress_why
from pages.ui.blocks.place_figures import Look
from pages.ui.html import headline
from pages.ui.progress_view import Asked
from wording.catalogue import words

SCREEN = "progress"

lang = address.lang()
book = words(lang)
day = clock.as_of()

with address.filters():
    latest = str(reads.default_year())
    year = address.chosen("year", choices.years(), latest)
    place = address.code_select(
        book.text("filter.place"),
        choices.scopes(year, also=st.query_params.get("place")),
        "place",
        lambda p: standing.name_in(p, int(year), lang),
        "ha-noi",
        width=260,
    )
    year = address.code_select(
        book.text("filter.year"), choices.years(), "year", lambda y: choices.year_name(y, lang), latest, width=130
    )
    asked = Asked(place, reads.View(int(year), None, day), lang)
    offered = progress_view.series(asked)
    code = None
    if offered:
        code = address.code_select(
            book.text("filter.indicator"),
            offered,
            "indicator",
            lambda c: progress_view.series_name(c, lang),
            progress_view.default_series(asked),
            width=380,
        )
    clock.round_select(lang)
    stage.way_in(SCREEN, lang, place=place, year=year)

clock.banner(day, SCREEN, lang)


def show_series(chosen: str) -> None:
    """The figure of a series with its verdicts, their basis and what a hand may move."""
    sealed = figure_seal.seal(SCREEN, asked.view, place=place, year=year, indicator=chosen)
    look = Look(lang, address.theme(), int(year), asked.name, place, sealed)
    running, ways = progress_view.running_of(asked, chosen), progress_view.ways_of(asked, chosen)
    with st.grid("auto", min_column_width=620, gap=("small", "large"), key="grid-progress") as grid:
        with grid.container():
            if running:
                place_figures.show(progress_view.year_figure(asked, chosen, look), look)
            if ways:
                place_figures.show(progress_view.path_figure(asked, chosen, look), look)
            st.html(progress_why.why_panels(progress_view.basis(asked, chosen), lang))
        with grid.container():
            if running:
                st.html(progress_tables.levels_html(running, lang))
                what_if.show_months(asked, chosen)
            if ways:
                st.html(progress_tables.methods_html(ways, progress_view.main_way(asked, chosen), lang))
                what_if.show_years(asked, chosen)


if code is None:
    st.html(progress_view.nothing_html(asked))
else:
    st.html(headline(progress_view.headline(asked, code), progress_view.lead(asked)))
    show_series(code)
    every = progress_view.known(asked)
    ways, sub = progress_view.all_ways(asked), book.text("progress.all_sub")
    st.html(progress_tables.all_html(every.running, ways, lang, sub))
rounds_view.show(lang, SCREEN)
