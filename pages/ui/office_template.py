"""An office's own template for the slides: dropped on the meeting screen, checked at once, kept in the address."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

import streamlit as st

from exports.slide_base import BadTemplate, opened
from pages.ui import shell
from pages.ui.blocks import meeting_lists
from pages.ui.blocks.file_drop import file_drop
from pages.ui.meeting_material import Asked
from web.uploads import Received, take
from wording.catalogue import words

#: The file that has come in, in the address, and the endings of templates.
PARAM: Final = "template"
KINDS: Final = ".potx,.pptx"


def chosen(asked: Asked) -> Asked:
    """What is asked for, with the template of the address where it can be used."""
    found = _received()
    return replace(asked, template=found if found and _refusal(found, asked.lang) is None else None)


def _received() -> Received | None:
    user = shell.user()
    return take(st.query_params.get(PARAM, ""), user) if user else None


@lru_cache(maxsize=8)
def _refusal(received: Received, lang: str) -> str | None:
    """Why a file is no template, as a word key below `template`; None for one that is."""
    try:
        opened(received.path.read_bytes(), lang)
    except BadTemplate as refused:
        return refused.code
    return None


def show(lang: str) -> None:
    """Where to drop a template, and what became of the one dropped; nothing for those who may send no files."""
    if not shell.may("write"):
        return
    book = words(lang)
    with st.expander(book.text("template.title"), expanded=PARAM in st.query_params):
        st.html(meeting_lists.needs_html(book.text("template.sub")))
        if PARAM in st.query_params:
            _show_dropped(lang)
        if new := file_drop(shell.upload_seal(), "drop-template", lang, here="template.drop", kinds=KINDS):
            st.query_params[PARAM] = new
            st.rerun()


def _show_dropped(lang: str) -> None:
    """Whether the template is used, else why not, and the way back to the house's own."""
    book, received = words(lang), _received()
    code = _refusal(received, lang) if received else "gone"
    if code is None and received:
        st.html(meeting_lists.used_html(book.text("template.used", name=received.file_name)))
    else:
        st.html(meeting_lists.refused_html(book.text(f"template.{code}")))
    if st.button(book.text("template.leave"), key="leave-template"):
        del st.query_params[PARAM]
        st.rerun()
