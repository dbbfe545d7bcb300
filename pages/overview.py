"""Tổng quan: how does the country, or each province, stand?"""

import streamlit as st

from pages.ui import address, choices
from pages.ui.html import headline
from wording.catalogue import words

lang = address.lang()
book = words(lang)

with address.filters():
    year = address.code_select(
        book.text("filter.year"), choices.years(), "year", lambda y: choices.year_name(y, lang), "2022", width=140
    )
st.html(headline(book.text("question.overview")))
