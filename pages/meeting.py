"""Báo cáo, phục vụ họp: what is needed in the meeting, as slides, a report, a workbook, pictures, or on the wall."""

import streamlit as st

from pages.ui import address, choices, clock, meeting_view, office_template, stage, standing
from pages.ui.blocks import place_head
from pages.ui.meeting_material import asked_in_address
from wording.catalogue import words

lang = address.lang()
book = words(lang)
day = clock.as_of()

with address.filters():
    latest = meeting_view.opening_year()
    year = address.chosen("year", choices.years(), latest)
    place = address.code_select(
        book.text("filter.place"),
        choices.scopes(year, st.query_params.get("place")),
        "place",
        lambda p: standing.name_in(p, int(year), lang),
        meeting_view.PLACE,
        width=280,
    )
    year = address.code_select(
        book.text("filter.year"), choices.years(), "year", lambda y: choices.year_name(y, lang), latest, width=140
    )
    meeting_view.period_select(place, int(year), lang)
    clock.round_select(lang)
    stage.way_in("meeting", lang, place=place, year=year)

clock.banner(day, "meeting", lang)
asked = asked_in_address(place, int(year), lang)
st.html(meeting_view.title(asked))
if meeting_view.is_empty(asked):
    st.html(place_head.nothing_html(place, int(year), meeting_view.years_known(asked), False, lang))
else:
    asked = office_template.chosen(meeting_view.typed(meeting_view.indicator_pills(asked)))
    with st.grid("auto", min_column_width=620, gap=("small", "large")) as grid:
        with grid.container():
            meeting_view.show_files(asked)
            meeting_view.show_fields(asked)
            office_template.show(lang)
            st.html(meeting_view.slide_list(asked))
        with grid.container():
            st.html(meeting_view.main_points(asked))
            meeting_view.show_pictures(asked)
    meeting_view.show_tables(asked)
    meeting_view.show_paragraph(asked)
