"""Địa phương: how does each target of this province and year stand, and why?"""

import streamlit as st

from pages.ui import address, choices, clock, figure_seal, place_view, reads, stage, standing
from pages.ui.blocks import place_head, place_parts, place_statistics
from pages.ui.blocks.place_figures import Look
from pages.ui.html import headline
from wording.catalogue import words
from wording.periods import period_name

lang = address.lang()
book = words(lang)
day = clock.as_of()

with address.filters():
    year = int(address.chosen("year", choices.years(), "2022"))
    place = address.code_select(
        book.text("filter.place"),
        choices.scopes(str(year), also=st.query_params.get("place")),
        "place",
        lambda p: standing.name_in(p, year, lang),
        "ha-noi",
        width=280,
    )
    address.code_select(
        book.text("filter.year"), choices.years(), "year", lambda y: choices.year_name(y, lang), "2022", width=140
    )
    parts_of_year = reads.periods(place, reads.View(year, as_of=day))
    period = place_view.LATEST
    if parts_of_year:
        period = address.code_select(
            book.text("filter.period"),
            [place_view.LATEST, *parts_of_year],
            "period",
            lambda p: book.text("province.period_latest") if p == place_view.LATEST else period_name(p, lang),
            place_view.LATEST,
            width=260,
        )
    clock.round_select(lang)
    stage.way_in(place_head.SCREEN, lang, place=place, year=year)

clock.banner(day, place_head.SCREEN, lang)
view = reads.View(year, None if period == place_view.LATEST else period, day)
sealed = figure_seal.seal(place_head.SCREEN, view, place=place, year=year, period=view.period)
parts = place_view.places_of(place, view)
old = [part for part in parts if part != place]
found = standing.standing(place, year)
statistics = place_view.has_statistics(place, view)
st.html(headline(place_head.headline_of(place, view, len(old), statistics, lang)))
if told := place_head.standing_html(found, len(old), year, lang):
    st.html(told)

if not parts:
    years = place_view.years_with_rows(place, view)
    st.html(place_head.nothing_html(place, year, years, statistics, lang))
for part in parts:
    name = standing.name_in(part, year, lang)
    if part != place:
        st.html(place_head.predecessor_html(part, year, lang))
    place_parts.show_part(place, part, view, Look(lang, address.theme(), year, name, part, sealed))
place_statistics.show(place, view, lang, address.theme(), sealed)
