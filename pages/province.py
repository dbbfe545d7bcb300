"""Địa phương: how does each target of this province and year stand, and why?"""

import streamlit as st

from pages.ui import address, choices
from pages.ui.html import headline
from wording.catalogue import words

lang = address.lang()
book = words(lang)

with address.filters():
    year = address.chosen("year", choices.years(), "2022")
    place = address.code_select(
        book.text("filter.place"),
        choices.provinces(year, also=st.query_params.get("place")),
        "place",
        lambda p: choices.place_name(p, year, lang),
        "ha-noi",
        width=260,
    )
    year = address.code_select(
        book.text("filter.year"), choices.years(), "year", lambda y: choices.year_name(y, lang), "2022", width=140
    )
st.html(headline(f"{choices.place_name(place, year, lang)} {year}", book.text("question.province")))
