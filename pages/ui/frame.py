"""What surrounds every screen: its styles, the top bar, the language, what it says when something fails, the foot."""

import gc
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui import address, shell, stage
from pages.ui.foot import show_foot
from pages.ui.log import LOG, log_path, open_log
from pages.ui.style import style_sheet
from warehouse.errors import WarehouseError
from web.screens import SCREENS
from wording.catalogue import LANGS, Words, words


@cache
def freeze_heap(modules: int) -> None:
    """Take what is imported out of the full collection that Streamlit runs after every rerun; again as modules come."""
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
    return f'<div class="k"><span class="lang">{" ".join(links)}</span></div>'


def brand(book: Words) -> str:
    """The product's mark, the target line across the bar, and its name."""
    return f'<div class="k"><span class="brand"><i class="emblem"></i>{escape(book.text("app.short"))}</span></div>'


def here(page: StreamlitPage) -> str:
    """The place of the present screen in the bar: said, not linked."""
    return f'<div class="k"><span class="here" aria-current="page">{escape(page.title)}</span></div>'


def top_bar(book: Words, pages: Sequence[StreamlitPage], current: StreamlitPage) -> None:
    """The product's name, the screens with the present view kept, the other language."""
    with st.container(horizontal=True, key="bar", gap="xsmall", vertical_alignment="center"):
        st.html(brand(book), width="content")
        for page in pages:
            if page.url_path == current.url_path:
                st.html(here(page), width="content")
            else:
                st.page_link(page, label=page.title, query_params=address.view())
        st.space("stretch")
        if who := shell.who_html(book, current.url_path):
            st.html(who, width="content")
        st.html(language_switch(current), width="content")


def failure(book: Words, error: WarehouseError) -> None:
    """What a page says when the store cannot answer, with the command that helps where there is one."""
    sentence = escape(book.text(f"error.{error.code}", log=log_path()))
    command = f"<p><code>{escape(error.command)}</code></p>" if error.command else ""
    st.html(f'<div class="k"><div class="empty" role="alert"><b>{sentence}</b>{command}</div></div>')


def run(page: StreamlitPage, book: Words, draw: Callable[[], object] | None = None) -> bool:
    """Run a page or `draw` in its place; whether it could. An error is one sentence here and a trace in the log."""
    try:
        (draw or page.run)()
    except WarehouseError as error:
        LOG.warning("%s: %s", page.url_path or "/", error)
        failure(book, error)
        return False
    except Exception:
        LOG.exception("%s: the page failed at %s", page.url_path or "/", address.view())
        st.error(book.text("error.page", log=log_path()))
        return False
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
    if stage.asked(page.url_path):
        admitted = shell.admitted(book, page.url_path, "read")
        if admitted and not run(page, book, partial(stage.show, page.url_path)):
            stage.way_out(page.url_path)
        return
    top_bar(book, pages, page)
    admitted = shell.admitted(book, page.url_path, "read")
    answered = admitted and run(page, book)
    show_foot(book, with_warehouse=answered)
    freeze_heap(len(sys.modules))
