"""The sources of a figure, one click away: the plan's document, the reports, figures that agree or differ."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from wording.catalogue import Words, words
from wording.clauses import Row, cell
from wording.periods import period_name
from wording.phrases import actual_phrase, document_phrase, source_name

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
    said = document_of(row, lang) if source["of"] == "target" else figure_of(source, book)
    quoted = f'<br><span class="quiet">“{escape(str(source["quotation"]))}”</span>' if source.get("quotation") else ""
    return f"<p><b>{head}:</b> {escape(said)} · {where(source.get('source'), lang)}{quoted}</p>"


def document_of(row: Row, lang: str) -> str:
    """The document that gave the row's target."""
    return document_phrase(cell(row, "document"), cell(row, "document_date"), cell(row, "issuer"), lang)


def figure_of(source: Source, book: Words) -> str:
    """The figure as its source prints it, with period and state."""
    value, high, decimals = source.get("value"), source.get("value_high"), source.get("decimals")
    figure = actual_phrase(source.get("qualifier"), value, high, decimals, str(source["unit"]), book.lang, True)
    state = source.get("state")
    tail = f", {book.text(f'state.{state}').lower()}" if state else ""
    return f"{figure} ({period_name(str(source['period']), book.lang)}{tail})"


def where(source: str | None, lang: str) -> str:
    """The name of the place where a figure stands, a link where it is a page."""
    name = escape(source_name(source, lang))
    if source and source.startswith(("http://", "https://")):
        return f'<a href="{escape(source)}" target="_blank" rel="noreferrer noopener">{name}</a>'
    return name


def source_names(found: Sequence[str], lang: str) -> str:
    """All places where figures stand, behind one word; empty for none."""
    if not found:
        return ""
    summary = escape(words(lang).text("overview.sources_count", count=len(found)))
    lines = "".join(f"<p>{where(source, lang)}</p>" for source in found)
    return f'<details class="sources"><summary>{summary}</summary><div>{lines}</div></details>'
