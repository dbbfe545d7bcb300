"""What is being done to a file, said from the second on at which it takes long."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Final

import streamlit as st

from wording.catalogue import words

#: How far the work has come when a step begins, in percent.
STEPS: Final = {"check": 5, "compare": 60, "show": 90}
#: Seconds before which nothing is shown.
PATIENCE: Final = 1.0
Told = Callable[[str], None]


@contextmanager
def reading_bar(lang: str) -> Iterator[Told]:
    """A place for the bar; what it gives draws a step, whose sight the browser puts off until PATIENCE is over."""
    place, began = st.empty(), time.monotonic()

    def told(step: str) -> None:
        place.html(bar_html(step, max(0.0, PATIENCE - (time.monotonic() - began)), lang))

    try:
        yield told
    finally:
        place.empty()


def bar_html(step: str, delay: float, lang: str) -> str:
    """One step: its words and how far the work has come, out of sight for `delay` seconds."""
    text, share = escape(words(lang).text(f"upload.doing_{step}")), STEPS[step]
    bar = f'<div role="progressbar" aria-valuenow="{share}" aria-label="{text}"><i style="width:{share}%"></i></div>'
    return f'<div class="k"><div class="doing" style="animation-delay:{delay:.2f}s"><p>{text}</p>{bar}</div></div>'
