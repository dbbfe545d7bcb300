"""One place of the screen drawn: figures in two columns, the report table, then plans, other figures and documents."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from metrics.registry import Registry
from metrics.year_rows import without_target
from pages.ui import place_view
from pages.ui.blocks import place_awaited, place_documents, place_figures, place_lists, report_table
from pages.ui.blocks.copy_button import copy_button
from pages.ui.blocks.figure_block import Drawn
from pages.ui.blocks.place_figures import Look
from pages.ui.blocks.progress_why import why_inside
from pages.ui.kept import kept
from pages.ui.place_view import Part
from pages.ui.reads import View
from scorecards import read, sections
from scorecards.report import report_table as table_of
from wording.catalogue import words
from wording.sentences import title_trend

#: Pixels that a row of a list, or a figure around its rows, takes: what balances the two columns.
ROW, AROUND = 44, 190
TREND, LOW_TREND = 520, 380


@dataclass(frozen=True, slots=True)
class Block:
    """Something to draw, its height in pixels as far as that can be said before, and its column where it has one."""

    height: float
    draw: Callable[[], Any]
    side: int | None = None


def two_columns(blocks: list[Block], key: str) -> None:
    """Draw blocks in two columns, in one of a narrow screen; what has no side, or no other side to face, goes where
    there is room.
    """
    if len(blocks) < 2:
        for block in blocks:
            block.draw()
        return
    columns: tuple[list[Block], list[Block]] = ([], [])
    facing = {0, 1} <= {block.side for block in blocks}
    for block in sorted(blocks, key=lambda b: b.side is None):
        room = min(columns, key=lambda column: sum(b.height for b in column))
        (columns[block.side] if facing and block.side is not None else room).append(block)
    with st.grid("auto", min_column_width=620, gap=("small", "large"), key=f"grid-{key}"):
        for column in columns:
            with st.container(gap="medium"):
                for block in column:
                    block.draw()


def html(text: str) -> Callable[[], Any]:
    """The drawing of a block of HTML."""
    return lambda: st.html(text)


def figure(drawn: Drawn, look: Look) -> Callable[[], None]:
    """The drawing of a finished figure."""
    return lambda: place_figures.show(drawn, look)


def figures(part: Part, place: str, view: View, look: Look) -> list[Block]:
    """Counts and rates against their targets, the years behind them, what is still needed."""
    registry = read.registry()
    counts = [(r, place_figures.counts) for r in sections.count_blocks(part.rows, look.lang)]
    rates = [(r, place_figures.rates) for r in sections.rate_blocks(part.rows, registry, look.lang)]
    trends = _trends(part, place, view, registry, look)
    side = 0 if trends else None
    told = [(r, draw) for r, draw in (*counts, *rates) if not sections.is_awaited(r)]
    silent = [r for r, _ in (*counts, *rates) if sections.is_awaited(r)]

    def data(rows: pd.DataFrame) -> Callable[[], pd.DataFrame]:
        """What gives the data of the figure of some rows."""
        return partial(place_view.block_data, place, part.place, str(rows["indicator"].iloc[0]), view, look.lang)

    panels = {t: why_inside(w, look.lang) for t, w in place_view.basis(place, part.place, view).items()} if told else {}
    targets = [Block(AROUND + len(r) * ROW, figure(draw(r, look, data(r), panels), look), side) for r, draw in told]
    waiting = pd.concat(silent) if silent else part.rows[:0]
    return [*targets, *_awaited(waiting, part, look, side), *trends, *_lists(part, waiting, look)]


def _awaited(waiting: pd.DataFrame, part: Part, look: Look, side: int | None) -> list[Block]:
    if waiting.empty:
        return []
    latest = sections.latest_figures(waiting, part.years, look.year)
    text = place_awaited.awaited_html(waiting, latest, look.name, look.year, look.lang)
    return [Block(130 + len(waiting) * ROW, html(text), side)]


def _trends(part: Part, place: str, view: View, registry: Registry, look: Look) -> list[Block]:
    found = []
    for wanted in sections.trend_series(part.years, registry):
        rows = place_view.trend_of(place, part.place, wanted, view, look.lang)
        if sections.years_with_figures(rows) < 2:
            continue
        height = TREND if len(wanted) > 1 else LOW_TREND
        title = trend_title(part.years, wanted, look.lang)
        data = partial(place_view.years_data, place, part.place, wanted, view, look.lang)
        found.append(Block(height, figure(place_figures.years(rows, title, look, height, data), look), 1))
    return found


def trend_title(years: pd.DataFrame, wanted: tuple[tuple[str, str], ...], lang: str) -> str:
    """The message of the first of the series that has any row."""
    for indicator, breakdown in wanted:
        rows = sections.of_series(years, indicator, breakdown)
        if len(rows):
            return title_trend(rows, lang)
    return ""


def _lists(part: Part, waiting: pd.DataFrame, look: Look) -> list[Block]:
    needed, beside = sections.still_needed(part.rows), without_target(part.rows)
    needed = needed[~needed.index.isin(waiting.index)]
    found = []
    if len(needed) or sections.all_done(part.rows):
        text = place_lists.needed_html(needed, look.year, look.lang)
        found.append(Block(140 + int(needed["shortfall"].notna().sum()) * 64, html(text)))
    if len(beside):
        found.append(Block(90 + len(beside) * 36, html(place_lists.untargeted_html(beside, look.lang))))
    return found


@dataclass(frozen=True, slots=True)
class Report:
    """The report table as HTML, and as what the clipboard and a file take."""

    html: str
    rich: str
    plain: str
    file: bytes


def report(part: Part, look: Look) -> Report | None:
    """The report table of one place; None where nothing is to be reported."""
    table = table_of(part.rows, read.registry(), look.year, look.lang)
    if not table.rows:
        return None
    return Report(
        report_table.report_html(table, look.lang),
        report_table.rich_text(table),
        report_table.tab_separated(table),
        report_table.comma_separated(table),
    )


def show_report(told: Report, look: Look) -> None:
    """Draw the report table with its ways out: the clipboard and a file."""
    st.html(told.html)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"out-{look.key}"):
        copy_button(told.rich, told.plain, f"copy-{look.key}", look.lang)
        st.download_button(
            words(look.lang).text("province.download"),
            told.file,
            file_name=f"bieu-01-{look.key}-{look.year}.csv",
            mime="text/csv",
            key=f"csv-{look.key}",
            on_click="ignore",
        )


def behind(part: Part, look: Look) -> list[Block]:
    """What stands behind and beside the figures: documents, rivals, other figures."""
    other = sections.with_other_figures(part.rows)
    found = []
    if part.rows["target_id"].notna().any():
        texts = place_view.document_texts()
        told = place_documents.documents_html(part.rows, place_view.documents(), texts, look.lang)
        found.append(Block(220, html(told)))
    if len(part.rivals):
        told = place_documents.rivals_html(part.rivals, part.rival_sources, look.lang)
        found.append(Block(160, html(told)))
    if len(other):
        found.append(Block(80 + len(other) * 36, html(place_lists.disputes_html(other, look.lang))))
    return found


@dataclass(frozen=True, slots=True)
class Made:
    """All that is known of one place of the lineage, ready to be drawn."""

    figures: list[Block]
    report: Report | None
    longer: str
    behind: list[Block]


@kept
def made(place: str, of: str, view: View, look: Look) -> Made:
    """What the screen of `place` shows of one place `of` its lineage."""
    part = place_view.part_of(place, of, view)
    longer = sections.longer_targets(part.rows)
    told = place_lists.longer_html(longer, look.lang) if len(longer) else ""
    return Made(figures(part, place, view, look), report(part, look), told, behind(part, look))


def show_part(place: str, of: str, view: View, look: Look) -> None:
    """Draw all that is known of one place of the lineage."""
    found = made(place, of, view, look)
    two_columns(found.figures, f"figures-{look.key}")
    if found.report is not None:
        show_report(found.report, look)
    if found.longer:
        st.html(found.longer)
    two_columns(found.behind, f"behind-{look.key}")
