"""Phương pháp, nguồn số liệu: where do the figures come from, how are they computed?"""

import streamlit as st

from pages.ui import address
from pages.ui.html import headline
from wording.catalogue import words

book = words(address.lang())

st.html(headline(book.text("question.methods")))
