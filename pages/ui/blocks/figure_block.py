"""A figure on the page with what it rests on and its ways out: pictures, its data as files, table and clipboard."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from charts import frame
from charts.retitled import retitled
from pages.ui.blocks import figure_table
from pages.ui.blocks.copy_button import copy_button
from pages.ui.blocks.picture_buttons import picture_buttons
from scorecards.downloads import csv_file, excel_file
from wording.catalogue import words

#: Where the titles that people typed stand in their session, by the figure's own title.
TITLES: Final = "figure-titles"
#: Says that the page is to be drawn again, under the new title.
RETITLED: Final = "figure-retitled"
LONGEST_TITLE: Final = 200
FILES: Final = {
    "csv": ("figure.csv", "text/csv"),
    "xlsx": ("figure.excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished figure, its title, how many rows it shows, its key on the screen, what it rests on as HTML.

    `data` gives the figure's table (scorecards.figure_data) when asked. It must not hold tables: blocks are kept.
    `picture`: the key of the figure that pictures are made of, where another than this one is drawn for that.
    """

    figure: Any
    title: str
    rows: int
    key: str
    evidence: str
    data: Callable[[], pd.DataFrame]


def show(drawn: Drawn, file: str, lang: str, *, picture: str = "", **more: Any) -> Any:
    """Show a figure over the width of its column, below it what it rests on and its menu; what Streamlit answers."""
    title = typed_title(drawn)
    figure = retitled(drawn.figure, title) if title != drawn.title else drawn.figure
    with st.container(gap=None):
        answer = st.plotly_chart(
            figure, config=frame.config(file, figure), theme=None, width="stretch", key=f"fig-{drawn.key}",
            alt=frame.alt(title, drawn.rows, lang), **more,
        )  # fmt: skip
        with st.container(gap=None, key=f"ways-{drawn.key}"):
            if drawn.evidence:
                st.html(drawn.evidence)
            menu(drawn, file, lang, picture or f"fig-{drawn.key}")
    return answer


def typed_title(drawn: Drawn) -> str:
    """The title that was typed for the figure in this session, else its own."""
    typed: str = st.session_state.get(TITLES, {}).get(drawn.title, "")
    return typed or drawn.title


def _take_title(drawn: Drawn, key: str) -> None:
    """Keep what was typed; the figure's own title again where nothing was."""
    typed = " ".join(st.session_state[key].split())
    titles = st.session_state.get(TITLES, {})
    st.session_state[TITLES] = titles | {drawn.title: typed}
    st.session_state[RETITLED] = True


@st.fragment
def menu(drawn: Drawn, file: str, lang: str, picture: str) -> None:
    """A quiet button that opens the figure's ways out; nothing of them is made before."""
    if st.session_state.pop(RETITLED, False):
        st.rerun()
    book = words(lang)
    with st.popover(book.text("figure.menu"), type="tertiary", on_change="rerun", key=f"menu-{drawn.key}") as opened:
        if opened.open:
            _show_ways(drawn, file, lang, picture)


def _show_ways(drawn: Drawn, file: str, lang: str, picture: str) -> None:
    book, key = words(lang), f"title-{drawn.key}"
    title = typed_title(drawn)
    st.text_input(book.text("figure.title"), title, key=key, max_chars=LONGEST_TITLE, on_change=_take_title,
                  args=(drawn, key))  # fmt: skip
    picture_buttons(picture, f"picture-{drawn.key}", lang)
    rows = drawn.data()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for kind, (word, mime) in FILES.items():
            st.download_button(book.text(word), partial(_file, kind, rows, lang), f"{file}.{kind}", mime,
                               key=f"{kind}-{drawn.key}", on_click="ignore")  # fmt: skip
        copy_button(figure_table.rich_text(rows, title, lang), figure_table.tab_separated(rows, lang),
                    f"copy-{drawn.key}", lang)  # fmt: skip
    st.html(figure_table.data_html(rows, lang))


def _file(kind: str, rows: pd.DataFrame, lang: str) -> bytes:
    return csv_file(rows, lang) if kind == "csv" else excel_file({"figure": rows}, lang)
