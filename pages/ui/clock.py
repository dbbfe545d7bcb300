"""The day until which a view knows figures, as the address names it, and the line that says so."""

from datetime import date
from html import escape

import streamlit as st

from pages.ui import address
from wording.catalogue import words
from wording.dates import date_text

PARAM = "as_of"


def as_of() -> date | None:
    """The day named in the address (ISO); None where it names none, or no day."""
    try:
        return date.fromisoformat(st.query_params.get(PARAM, ""))
    except ValueError:
        return None


def banner(day: date | None, page: str, lang: str) -> None:
    """Say that the view stands at an earlier day, with the way back to the latest figures; nothing without a day."""
    if day is None:
        return
    book = words(lang)
    told = escape(book.text("filter.as_of_value", date=date_text(day, lang)))
    back = address.anchor(book.text("filter.as_of_today"), page, **{PARAM: None})
    st.html(f'<div class="k"><p class="banner" role="status"><b>{told}</b> {back}</p></div>')
