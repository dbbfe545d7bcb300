"""A few figures typed by hand: what the grid offers, the file made of its rows, and the rows back from that file."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from etl.uploads.knowledge import knowledge
from pages.ui import choices, upload_view
from pages.ui.blocks.typing_grid import typing_grid
from pages.ui.parts_of_year import PARTS, years
from pages.ui.typed_file import as_file, rows_of
from web import uploads
from web.accounts import User
from web.uploads import UploadRefused
from wording.catalogue import words
from wording.periods import part_of_year
from wording.phrases import series_name

#: The columns of the grid, in the order in which they are typed.
TYPED: Final = ("place", "indicator", "breakdown", "year", "period", "value", "state", "source")
#: The session's last file of typed rows: an earlier step of the browser's history does not name it.
LAST: Final = "last-typed"
Offered = Mapping[str, Mapping[str, str]]


def typed(user: User | None, asked: str, lang: str) -> str | None:
    """A grid for a few figures under a line that opens it; the identifier of the file made of them once they are to
    be checked. Rows typed before, in the file `asked` for or the session's last one, stand in it again.
    """
    book, offered = words(lang), grid_choices(lang)
    before = rows_before(user, asked, offered)
    with st.expander(book.text("upload.hand_open"), expanded=bool(before)):
        st.caption(book.text("upload.hand_sub"))
        labels = {name: book.text("upload.figure_value" if name == "value" else f"upload.role_{name}")
                  for name in TYPED}  # fmt: skip
        lists = {name: list(codes) for name, codes in offered.items()}
        rows = typing_grid(labels, lists, before, book.text("upload.hand_check"), "typed")
        if rows is None:
            return None
        if user is None or not rows:
            st.warning(book.text("upload.hand_empty"))
            return None
        return put(rows, user, offered, lang)


def put(rows: Sequence[Mapping[str, str]], user: User, offered: Offered, lang: str) -> str | None:
    """The identifier of the file made of typed rows; None, and a sentence on the screen, where there is no room."""
    book = words(lang)
    content = as_file([in_codes(row, offered) for row in rows], TYPED)
    try:
        received = uploads.put(content, book.text("upload.hand_name"), user)
    except UploadRefused as refusal:
        st.error(book.text(f"upload.refused_{refusal.code}"))
        return None
    st.session_state[LAST] = received.id
    return received.id


def rows_before(user: User | None, asked: str, offered: Offered) -> list[dict[str, str]]:
    """The typed rows that were on their way to be checked, in the words that are offered; none once recorded."""
    for upload_id in (asked, st.session_state.get(LAST, "")):
        received = uploads.take(upload_id, user) if user else None
        rows = rows_of(received, TYPED) if received else []
        if received and rows:
            standing = upload_view.standing_receipt(received.sha256)
            return [] if standing else [in_words(row, offered) for row in rows]
    return []


def grid_choices(lang: str) -> dict[str, dict[str, str]]:
    """What may be chosen in each column of the grid: the words shown, and the code that the file gets."""
    book, registry, year = words(lang), knowledge().registry, years()[1]
    levels = {level for entry in registry.indicators.values() for level in entry.breakdowns}
    return {
        "place": {choices.place_name(p, year, lang): p for p in choices.scopes(year)},
        "indicator": {series_name(key, None, None, lang): key for key in registry.indicators},
        "breakdown": {book.text(f"breakdown_short.{level}"): level for level in ["total", *sorted(levels)]},
        "year": {year: year for year in years()},
        "period": _periods(lang),
        "state": {book.text(f"state.{state}"): state for state in ("estimate", "preliminary", "final")},
    }


def _periods(lang: str) -> dict[str, str]:
    """The whole year, whose words any file may hold, and the codes of its parts."""
    whole = part_of_year("", lang)
    return {whole: whole} | {part_of_year(part, lang): part for part in PARTS if part != "year"}


def in_codes(row: Mapping[str, Any], offered: Offered) -> dict[str, str]:
    """A typed row with codes in place of the words that were chosen."""
    told = {name: str(row.get(name) or "") for name in TYPED}
    return {name: offered.get(name, {}).get(text, text) for name, text in told.items()}


def in_words(row: Mapping[str, str], offered: Offered) -> dict[str, str]:
    """The same back: the words of what was chosen, whatever else was typed as it is, a blank as a blank."""
    named = {name: {code: text for text, code in codes.items() if code} for name, codes in offered.items()}
    return {name: named.get(name, {}).get(text, text) for name, text in row.items()}
