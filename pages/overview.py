"""Tổng quan: how does the country, or each province, stand?"""

import streamlit as st

from pages.ui import address, choices, clock, figure_seal, reads, stage, whole_country
from pages.ui.blocks import figure_block
from wording.catalogue import words

lang = address.lang()
book = words(lang)
NATION = choices.NATION

with address.filters():
    latest = str(reads.default_year())
    year = address.chosen("year", choices.years(), latest)
    place = address.code_select(
        book.text("filter.place"),
        choices.scopes(year, st.query_params.get("place")),
        "place",
        lambda p: choices.scope_name(p, year, lang),
        NATION,
        width=300,
    )
    year = address.code_select(
        book.text("filter.year"), choices.years(), "year", lambda y: choices.year_name(y, lang), latest, width=140
    )
    day = clock.as_of()
    period = choices.period_select(int(year), day, lang)
    at = whole_country.Standing(None if place == NATION else place, reads.View(int(year), period, day), lang)
    indicators = whole_country.tile_indicators(at)
    indicator = whole_country.tile_default(at)
    if indicators:
        indicator = address.code_select(
            book.text("filter.indicator"),
            indicators,
            "indicator",
            lambda i: whole_country.tile_name(i, lang),
            indicator,
            width=380,
        )
    clock.round_select(lang)
    stage.way_in("", lang, year=year)

clock.banner(day, "", lang)
st.html(whole_country.title(at))
st.html(whole_country.strip(at))
with st.grid("auto", min_column_width=760, gap=("small", "large")) as grid:
    with grid.container():
        st.html(whole_country.main_cards(at))
        st.html(whole_country.place_link(at) or whole_country.NOTHING)
        st.html(whole_country.status_matrix(at))
        if not at.short_grid:
            st.html(whole_country.gaps_and_doubts(at) or whole_country.NOTHING)
    with grid.container():
        if indicator:
            sealed = figure_seal.seal("", at.view, place=at.place, year=year, period=period, indicator=indicator)
            drawn = whole_country.tile_figure(at, indicator, address.theme(), sealed)
            name = f"so-do-{indicator}-{year}"
            picked = figure_block.show(drawn, name, lang, on_select="rerun", selection_mode="points")
            choices.open_picked(picked, year)
        if at.short_grid:
            st.html(whole_country.gaps_and_doubts(at) or whole_country.NOTHING)
        st.html(whole_country.unreported(at) or whole_country.NOTHING)
