"""The statistics office's own series of a place and its predecessors beside the nation's, with its definition."""

from html import escape

import pandas as pd

from charts.palette import Theme
from pages.ui import choices, place_view, standing
from pages.ui.blocks.place_figures import Look, show_statistics
from pages.ui.blocks.place_lists import block
from pages.ui.blocks.place_parts import Block, html, two_columns
from pages.ui.reads import View
from scorecards import sections
from wording.catalogue import words
from wording.numbers import percent


def show(place: str, view: View, lang: str, theme: Theme) -> None:
    """Draw the series of each place of the lineage that has one, and what the figures mean; nothing without any."""
    found = []
    for each in standing.lineage(place):
        look = Look(lang, theme, view.year, choices.place_name(each, str(view.year), lang), each)
        names = {each: look.name, "viet-nam": words(lang).text("frame.nation")}
        rows = place_view.statistics(place, each, view, names)
        if each in set(rows["place"]):
            found.append(Block(380, _figure(rows, title_of(rows, each, look), look)))
    if found:
        two_columns([*found, Block(200, html(meaning_html(lang)))], "statistics")


def _figure(rows: pd.DataFrame, title: str, look: Look):  # type: ignore[no-untyped-def]
    return lambda: show_statistics(rows, title, look)


def title_of(rows: pd.DataFrame, place: str, look: Look) -> str:
    """The latest figure of the place beside the nation's of the same year."""
    last = sections.latest_figure(rows, place)
    nation = sections.figure_in(rows, "viet-nam", last["year"])
    key = "statistics_title" if nation is not None else "statistics_title_alone"
    value = percent(last["actual_value"], 1, look.lang)
    filled = {"place": look.name, "value": value, "year": last["year"], "nation": percent(nation, 1, look.lang)}
    return words(look.lang).text(f"province.{key}", **filled)


def meaning_html(lang: str) -> str:
    """What the statistics office's rate is, and that it is not to be compared with reported ones."""
    book = words(lang)
    note = f"<p><b>{escape(book.text('province.statistics_note'))}</b></p>"
    text = f"<p>{escape(book.text('definition.gso_certified_labour_rate'))}</p>"
    return block(book.text("province.statistics"), f'<div class="prose">{note}{text}</div>')
