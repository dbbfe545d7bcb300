"""Rounds on the screen: those that are frozen, the form that freezes one, two of them compared."""

from datetime import date
from html import escape
from typing import Final

import streamlit as st

from pages.ui import address, clock, shell
from pages.ui.blocks import progress_rounds
from pages.ui.html import block, rule
from pages.ui.kept import kept
from scorecards import rounds
from scorecards.rounds import Comparison
from warehouse.serving import serving
from warehouse.store import folder
from wording.catalogue import words

#: The code of "now" among rounds to compare with.
NOW: Final = "now"


def show(lang: str, page: str) -> None:
    """The rounds frozen so far, the form for editors, and the comparison where there is something to compare."""
    book, found = words(lang), clock.known_rounds()
    st.html(block(book.text("progress.rounds"), book.text("progress.rounds_sub"), _list(lang, page)))
    if shell.may("write"):
        freeze_form(lang)
    if found:
        compare(lang)


def _list(lang: str, page: str) -> str:
    found = clock.known_rounds()
    if not found:
        return f'<p class="quiet">{escape(words(lang).text("rounds.none"))}</p>'
    return progress_rounds.rounds_html(found, clock.pinned(), page, lang)


def freeze_form(lang: str) -> None:
    """Name, day and note of a round to be frozen now by whoever is at the screen."""
    book = words(lang)
    with st.expander(book.text("progress.freeze_open")), st.form("freeze", border=False, clear_on_submit=True):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            name = st.text_input(book.text("progress.freeze_name"), key="freeze-name", max_chars=80, width=320)
            day = st.date_input(book.text("progress.freeze_day"), value=None, key="freeze-day", format="DD/MM/YYYY",
                                width=180)  # fmt: skip
            note = st.text_input(book.text("progress.freeze_note"), key="freeze-note", max_chars=300, width=420)
            asked = st.form_submit_button(book.text("progress.freeze"), type="primary")
        st.caption(book.text("progress.freeze_help"))
    if asked:
        _freeze(name.strip(), day, note.strip(), lang)


def _freeze(name: str, day: date | None, note: str, lang: str) -> None:
    """Freeze under a name; say what is missing. May is asked again: the form may be older than the session."""
    book, user = words(lang), shell.user()
    if not name:
        st.error(book.text("progress.freeze_nameless"))
    elif user is None or not shell.may("write"):
        st.error(book.text("sign_in.forbidden"))
    else:
        made = rounds.freeze(folder(), name, user.label or user.name, day, note or None)
        st.query_params[clock.ROUND] = made
        st.rerun()


def compare(lang: str) -> None:
    """Two rounds, or one and now: what changed, by whom, why, and which verdicts flipped."""
    book, found = words(lang), clock.known_rounds()
    names = {r.round_id: clock.round_name(r, lang) for r in reversed(found)}
    st.html(rule(book.text("progress.compare"), book.text("progress.compare_sub")))
    with st.container(horizontal=True, gap="small", key="compare-rounds"):
        first = address.code_select(book.text("progress.compare_first"), list(names), "from_round", names.__getitem__,
                                    next(iter(names)), width=380)  # fmt: skip
        later = _later(list(names), first)
        ends = {code: names[code] for code in later} | {NOW: book.text("progress.compare_now")}
        second = address.code_select(book.text("progress.compare_second"), list(ends), "to_round",
                                     ends.__getitem__, NOW, width=380)  # fmt: skip
    st.html(progress_rounds.comparison_html(compared(first, second), lang))


def _later(codes: list[str], first: str) -> list[str]:
    """The rounds frozen after one; `codes` from the first frozen on."""
    return codes[codes.index(first) + 1 :]


@kept
def compared(first: str, second: str) -> Comparison:
    """Two rounds compared, over all places."""
    before = clock.round_of(first)
    if before is None:
        return Comparison([], [], False)
    return rounds.compare(serving(), before, clock.round_of(second))
