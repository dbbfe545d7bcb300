"""The sources of a figure, one click away: the plan's document, the reports, figures that agree or differ."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from metrics.records import Row, records
from pages.ui.blocks.sources import figure_of, source_link, stands_at
from scorecards.source_line import document_of
from wording.catalogue import Words, words
from wording.clauses import subject
from wording.periods import period_name

Source = Mapping[str, Any]


def sources(row: Row, lang: str) -> str:
    """The list of a row's sources behind one word; empty where none is known."""
    book, lines = words(lang), source_lines(row, lang)
    if not lines:
        return ""
    summary = escape(book.text("overview.sources_count", count=len(lines)))
    return f'<details class="sources"><summary>{summary}</summary><div>{"".join(lines)}</div></details>'


def source_lines(row: Row, lang: str) -> list[str]:
    """One paragraph a source, each told once: those of the target, of the actual, in agreement, in conflict."""
    told = [*(row.get("sources") or []), *(row.get("conflicts") or [])]
    return list(dict.fromkeys(source_line(row, source, lang) for source in told))


def source_line(row: Row, source: Source, lang: str) -> str:
    """What the source says, in words, and where it stands."""
    book = words(lang)
    head = escape(book.text(f"overview.{source['of']}_source"))
    said = document_of(dict(row), lang) if source["of"] == "target" else figure_told(source, book)
    quoted = f'<br><span class="quiet">“{escape(str(source["quotation"]))}”</span>' if source.get("quotation") else ""
    return f"<p><b>{head}:</b> {escape(said)} · {stands_at(source, lang)}{quoted}</p>"


def figure_told(source: Source, book: Words) -> str:
    """The figure as its source prints it, with period and state."""
    state = source.get("state")
    tail = f", {book.text(f'state.{state}').lower()}" if state else ""
    return f"{figure_of(source, book.lang)} ({period_name(str(source['period']), book.lang)}{tail})"


def source_names(found: Sequence[str], lang: str) -> str:
    """All places where figures stand, behind one word; empty for none."""
    if not found:
        return ""
    summary = escape(words(lang).text("overview.sources_count", count=len(found)))
    lines = "".join(f"<p>{source_link(source, lang)}</p>" for source in found)
    return f'<details class="sources"><summary>{summary}</summary><div>{lines}</div></details>'


def sources_of_rows(rows: pd.DataFrame, place_name: Callable[[str], str], lang: str) -> str:
    """Where the targets and actuals of some rows stand, behind one word; empty for none."""
    told = [line for row in records(rows) for line in row_sources(row, place_name(row["place"]), lang)]
    if not (lines := list(dict.fromkeys(told))):
        return ""
    head = escape(words(lang).text("overview.sources_count", count=len(lines)))
    return f'<details class="sources wide"><summary>{head}</summary><div>{"".join(lines)}</div></details>'


def row_sources(row: Row, place: str, lang: str) -> list[str]:
    """One paragraph a source of a row, under its place and series."""
    book, found = words(lang), []
    name = f"{place}, {subject(row, lang)}"
    for source in row.get("sources") or []:
        of = book.text(f"overview.{source['of']}_source").lower()
        said = f"{escape(document_of(dict(row), lang))} · " if source["of"] == "target" else ""
        found.append(f"<p><b>{escape(name)}, {escape(of)}:</b> {said}{stands_at(source, lang)}</p>")
    return found
