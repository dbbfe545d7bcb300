"""The targets of one place's year that no figure speaks to yet: document by document, with the latest figure known."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from metrics.records import Record, records
from pages.ui.blocks.place_lists import name_of, sources_popover, verdict_html
from pages.ui.blocks.sources import actual_told, target_told
from pages.ui.html import block
from scorecards.source_line import document_of
from wording.catalogue import Words, words
from wording.clauses import capital
from wording.numbers import is_missing
from wording.periods import period_name
from wording.sentences import counted, subtitle


def awaited_html(rows: pd.DataFrame, latest: Sequence[Record | None], name: str, year: int, lang: str) -> str:
    """The targets of a year in their documents' words, each document once; `latest` holds a figure for each row."""
    book = words(lang)
    groups: dict[str, list[tuple[Record, Record | None]]] = {}
    known_first = sorted(zip(records(rows), latest, strict=True), key=lambda pair: is_missing(pair[0]["document"]))
    for row, known in known_first:
        groups.setdefault(document_of(row, lang), []).append((row, known))
    body = "".join(_document(document, some, book) for document, some in groups.items())
    table = f'<table class="report facts awaited"><thead><tr>{_heads(book)}</tr></thead><tbody>{body}</tbody></table>'
    sub = subtitle(counted("province.awaited_count", lang, len(rows)), name, book.text("filter.year_value", year=year))
    return block(book.text("province.awaited"), sub, table)


def _heads(book: Words) -> str:
    heads = [("frame.indicator", ""), ("frame.target_short", ' class="num"'),
             ("province.latest_known", ' class="num"'), ("frame.status", "")]  # fmt: skip
    return "".join(f'<th scope="col"{kind}>{escape(book.text(key))}</th>' for key, kind in heads)


def _document(document: str, some: list[tuple[Record, Record | None]], book: Words) -> str:
    found = {"sources": [source for row, _ in some for source in row["sources"]]}
    head = f"{escape(capital(document))} {sources_popover(found, 'target', book.lang)}"
    rows = "".join(_row(row, known, book) for row, known in some)
    return f'<tr class="document"><td colspan="4">{head}</td></tr>{rows}'


def _row(row: Record, known: Record | None, book: Words) -> str:
    latest = escape(book.text("table.missing")) if known is None else _latest(known, book)
    return (
        f"<tr><td>{escape(name_of(row, book.lang))}</td>"
        f'<td class="num"><b>{escape(target_told(row, book.lang))}</b></td>'
        f'<td class="num">{latest}</td><td>{verdict_html(row, book.lang)}</td></tr>'
    )


def _latest(row: Record, book: Words) -> str:
    """The figure with its period and state; of a target that another series judges, whose figure it is."""
    state = [] if is_missing(row["state"]) else [book.text(f"state.{row['state']}").lower()]
    by = [] if is_missing(row["measured_by"]) else [book.text(f"measured_by.{row['measured_by']}")]
    told = ", ".join([period_name(row["actual_period"], book.lang).lower(), *state, *by])
    return f'{escape(actual_told(row, book.lang))}<div class="quiet">{escape(told)}</div>'
