"""The foot of every page: how fresh the figures are, which program made them, where they lie, what is at risk."""

from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Final

import streamlit as st

from warehouse import store
from warehouse.serving import Serving, serving
from warehouse.writer import now_in_vietnam
from web.accounts import single_user
from wording.catalogue import Words, words
from wording.dates import date_text
from wording.numbers import number

GIGABYTE: Final = 1_000_000_000
LOW: Final = GIGABYTE


def built(book: Words) -> tuple[str, ...]:
    """When the warehouse was last built, the date its figures stand at, and the program's version; nothing before."""
    reads = serving()
    return _built(reads, reads.loaded_at, now_in_vietnam().date(), book.lang)


@lru_cache(maxsize=16)
def _built(reads: Serving, loaded_at: datetime, today: date, lang: str) -> tuple[str, ...]:
    book = words(lang)
    build, day = reads.last_build(), reads.data_date()
    dated = () if day is None else (book.text("foot.data_date", date=date_text(day, book.lang)),)
    if build is None:
        return dated
    finished = build.finished_at.astimezone(now_in_vietnam().tzinfo)
    when = f"{finished:%H:%M} {date_text(finished.date(), book.lang)}"
    version = book.text("foot.code_version", version=build.code_version)
    return (book.text("foot.built", date=when), *dated, version)


def warnings(book: Words) -> list[str]:
    """What an operator must know: less than a gigabyte free, no backup yet."""
    folder = store.folder()
    free = store.free_bytes(folder)
    found = []
    if free < LOW:
        found.append(book.text("foot.space_low", space=f"{number(free / GIGABYTE, 2, book.lang)} GB"))
    if not store.has_backup(folder):
        found.append(book.text("foot.no_backup"))
    return found


def foot_html(facts: list[str], warned: list[str]) -> str:
    """The foot as HTML, warnings last."""
    spans = [f"<span>{escape(text)}</span>" for text in facts]
    spans += [f'<span class="warn">{escape(text)}</span>' for text in warned]
    return f'<footer class="k"><div class="pagefoot">{"".join(spans)}</div></footer>'


def place_of_store(book: Words) -> list[str]:
    """Where the store lies and that one works alone, for whoever sits at the machine; nothing for the world."""
    if not single_user():
        return []
    return [book.text("foot.store", path=store.folder()), book.text("foot.single_user")]


def show_foot(book: Words, with_warehouse: bool) -> None:
    """Draw the foot; without a warehouse it says at most where the store would lie."""
    facts = [*(built(book) if with_warehouse else []), *place_of_store(book)]
    st.html(foot_html(facts, warnings(book) if with_warehouse else []))
