"""The statistics office's own series of a place and its predecessors beside the nation's, with its definition."""

from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from charts.palette import Theme
from pages.ui import choices, place_view, standing
from pages.ui.blocks.place_figures import Look, statistics
from pages.ui.blocks.place_parts import Block, figure, html, two_columns
from pages.ui.html import block
from pages.ui.kept import kept
from pages.ui.reads import View
from scorecards import sections
from wording.catalogue import words
from wording.clauses import capital
from wording.figure_foot import Seal
from wording.numbers import percent


def show(place: str, view: View, lang: str, theme: Theme, seal: Seal) -> None:
    """Draw the series of each place of the lineage that has one, and what the figures mean; nothing without any."""
    found = blocks(place, view, lang, theme, seal)
    if len(found) == 1:
        two_columns([*found, Block(200, html(meaning_html(lang)))], "statistics")
    elif found:
        st.html(meaning_html(lang))
        two_columns(found, "statistics")


@kept
def blocks(place: str, view: View, lang: str, theme: Theme, seal: Seal) -> list[Block]:
    """A figure for each place of the lineage that has a series."""
    found = []
    for each in standing.lineage(place):
        look = Look(lang, theme, view.year, standing.name_in(each, view.year, lang), each, seal)
        names = {choices.NATION: words(lang).text("frame.nation"), each: choices.place_name(each, str(view.year), lang)}
        rows = place_view.statistics(each, view, names, lang)
        if each in set(rows["place"]):
            data = partial(place_view.statistics_data, each, view, lang)
            drawn = statistics(rows, title_of(rows, each, look), look, data)
            found.append(Block(380, figure(drawn, look)))
    return found


def title_of(rows: pd.DataFrame, place: str, look: Look) -> str:
    """The place's figure of the view's year, else its latest, beside the nation's of the same year."""
    last = sections.figure_of_year(rows, place, look.year)
    nation = None if place == choices.NATION else sections.figure_in(rows, choices.NATION, last["year"])
    key = "statistics_title" if nation is not None else "statistics_title_alone"
    value = percent(last["actual_value"], 1, look.lang)
    filled = {"place": capital(look.name), "value": value, "year": last["year"]}
    filled["nation"] = percent(nation, 1, look.lang)
    return words(look.lang).text(f"province.{key}", **filled)


def meaning_html(lang: str) -> str:
    """What the statistics office's rate is, and that it is not to be compared with reported ones."""
    book = words(lang)
    note = f"<p><b>{escape(book.text('province.statistics_note'))}</b></p>"
    text = f"<p>{escape(book.text('definition.gso_certified_labour_rate'))}</p>"
    return block(book.text("province.statistics"), "", f'<div class="prose">{note}{text}</div>')
