"""What surrounds every screen: its styles, the top bar, the language, what it says when something fails, the foot."""

import gc
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui import address
from pages.ui.foot import show_foot
from pages.ui.log import LOG, log_path, open_log
from pages.ui.style import style_sheet
from warehouse.errors import WarehouseError
from web.screens import SCREENS
from wording.catalogue import LANGS, Words, words

#: The mark of the product: the target line across the bar.
MARK: Final = (
    '<svg viewBox="0 0 26 22" aria-hidden="true"><rect x="0" y="7" width="24" height="8" fill="var(--act)"/>'
    '<rect x="16" y="1" width="3" height="20" fill="var(--ink)" stroke="var(--bg)" stroke-width="2" '
    'paint-order="stroke"/></svg>'
)


@cache
def freeze_heap() -> None:
    """Take the imported modules out of the full collection that Streamlit runs after every rerun."""
    gc.collect()
    gc.freeze()


def declared(book: Words) -> list[StreamlitPage]:
    """Every screen as Streamlit's page, the first as the one at the bare address."""
    return [
        st.Page(
            f"pages/{screen.stem}.py",
            title=book.text(screen.word),
            url_path=screen.path or None,
            default=not screen.path,
        )
        for screen in SCREENS
    ]


def language_switch(page: StreamlitPage) -> str:
    """Links to the same view in the other languages; they load anew, since Streamlit's own words do not change back."""
    links = (
        f'<a target="_self" lang="{code}" hreflang="{code}" '
        f'href="{escape(address.link(page.url_path, lang=code))}">{words(code).text(f"language.{code}")}</a>'
        for code in LANGS
        if code != address.lang()
    )
    return f'<span class="k lang">{" ".join(links)}</span>'


def top_bar(book: Words, pages: Sequence[StreamlitPage], current: StreamlitPage) -> None:
    """The product's name, the screens with the present view kept, the other language."""
    with st.container(horizontal=True, key="bar", gap="xsmall", vertical_alignment="center"):
        st.html(f'<span class="k brand">{MARK}<span>{escape(book.text("app.short"))}</span></span>', width="content")
        for page in pages:
            st.page_link(page, label=page.title, query_params=address.view())
        st.space("stretch")
        st.html(language_switch(current), width="content")


def failure(book: Words, error: WarehouseError) -> None:
    """What a page says when the store cannot answer, with the command that helps where there is one."""
    sentence = escape(book.text(f"error.{error.code}", log=log_path()))
    command = f"<p><code>{escape(error.command)}</code></p>" if error.command else ""
    st.html(f'<div class="k"><div class="empty" role="alert"><b>{sentence}</b>{command}</div></div>')


def run(page: StreamlitPage, book: Words) -> bool:
    """Run a page; whether the store answered. An error of the program is one sentence here and a trace in the log."""
    try:
        page.run()
    except WarehouseError as error:
        LOG.exception("%s: %s", page.url_path, error.code)
        failure(book, error)
        return False
    except Exception:
        LOG.exception("%s: the page failed at %s", page.url_path, address.view())
        st.error(book.text("error.page", log=log_path()))
    return True


def show() -> None:
    """Draw the page of the present address within the frame."""
    open_log(log_path())
    book = words(address.lang())
    pages = declared(book)
    page = st.navigation(pages, position="hidden")
    st.set_page_config(
        page_title=f"{page.title} · {book.text('app.short')}",
        layout="wide",
        menu_items={"About": book.text("app.purpose")},
    )
    st.html(style_sheet())
    top_bar(book, pages, page)
    answered = run(page, book)
    show_foot(book, with_warehouse=answered)
    freeze_heap()
