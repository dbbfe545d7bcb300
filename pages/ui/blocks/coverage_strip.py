"""The coverage strip: one cell a province in the official order, and the sentence that says the same."""

from collections.abc import Callable
from html import escape
from typing import Final

import pandas as pd

from wording.catalogue import words
from wording.sentences import coverage_sentence

CELLS: Final = {"comparable": "comparable", "only_target": "half", "only_actual": "half", "none": ""}
WORDS: Final = {"only_target": "status.target_only", "only_actual": "status.actual_only", "none": "status.no_data"}


def coverage_strip(states: pd.Series, place_name: Callable[[str], str], until: str, lang: str) -> str:
    """The strip of the states of all provinces, with the sentence below it; `until` says how fresh they are."""
    compared = int((states == "comparable").sum())
    half = int(states.isin(["only_target", "only_actual"]).sum())
    sentence = coverage_sentence(compared, half, len(states), lang)
    cells = "".join(place_cell(place_name(str(place)), str(state), lang) for place, state in states.items())
    strip = f'<div class="strip" role="img" aria-label="{escape(sentence)}">{cells}</div>'
    return f'<div class="k">{strip}<p class="coverage">{escape(sentence)}. {escape(until)}</p></div>'


def place_cell(name: str, state: str, lang: str) -> str:
    """One province's cell, which tells its name and state on hover."""
    book = words(lang)
    told = book.text(WORDS[state]) if state in WORDS else book.text("title.coverage_cell")
    return f'<i class="{CELLS[state]}" title="{escape(name)}: {escape(told.lower())}"></i>'
