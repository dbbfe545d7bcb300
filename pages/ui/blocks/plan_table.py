"""The targets of a selection under their documents: figure as worded, standing, in force or not, quotation."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

import pandas as pd

from metrics.records import Record, Row, records
from pages.ui import address
from pages.ui.blocks.sources import links_of, quotation, target_told
from pages.ui.html import block
from scorecards.source_line import document_of
from wording.catalogue import Words, words
from wording.dates import date_text
from wording.numbers import is_missing
from wording.periods import target_period_name
from wording.phrases import series_name

HEADS = ("place", "series", "period", "value", "operator", "force", "standing", "known", "words", "edit")

#: How it is shown that a target is in force, gives way, or is tied.
FATES = {"in_force": "stands", "tied": "warning", "not_in_force": "undone"}


def targets_html(
    rows: pd.DataFrame, sources: Mapping[str, Sequence[Record]], names: Mapping[str, str], editable: bool, lang: str
) -> str:
    """A block a document; a sentence where the selection holds no target."""
    book = words(lang)
    if rows.empty:
        return f'<div class="k"><p class="empty">{escape(book.text("plans.none"))}</p></div>'
    groups = [list(group) for _, group in groupby(records(rows), key=lambda row: str(row["document_id"]))]
    return "".join(_document(group, sources, names, editable, book) for group in groups)


def _document(
    rows: Sequence[Record],
    sources: Mapping[str, Sequence[Record]],
    names: Mapping[str, str],
    editable: bool,
    book: Words,
) -> str:
    first = rows[0]
    name = document_of(first, book.lang)
    several = len({row["place"] for row in rows}) > 1
    heads = [head for head in HEADS if (several or head != "place") and (editable or head != "edit")]
    marks = "".join(
        f'<th scope="col"{" class=num" if h == "value" else ""}>{escape(book.text(f"plans.head_{h}"))}</th>'
        for h in heads
    )
    body = "".join(_row(row, sources.get(str(row["target_id"]), ()), names, heads, book) for row in rows)
    rows_of = f"<thead><tr>{marks}</tr></thead><tbody>{body}</tbody>"
    table = f'<div class="scroll"><table class="report plans">{rows_of}</table></div>'
    sub = "" if several else names.get(str(first["place"]), "")
    told = " · ".join(text for text in (sub, book.text("plans.count", count=len(rows))) if text)
    return block(f"{name[:1].upper()}{name[1:]}", told, table)


def _row(row: Row, read: Sequence[Record], names: Mapping[str, str], heads: Sequence[str], book: Words) -> str:
    lang = book.lang
    force = "tied" if row["tied"] else "in_force" if row["in_force"] else "not_in_force"
    known = book.text("plans.undated") if is_missing(row["known_from"]) else date_text(row["known_from"].date(), lang)
    quotes = "".join(dict.fromkeys(quotation(source, book) for source in read))
    links = links_of(read, lang)
    cells = {
        "place": escape(names.get(str(row["place"]), str(row["place"]))),
        "series": escape(series_name(row["indicator"], row["breakdown"], row["coverage"] or None, lang)),
        "period": escape(target_period_name(row["target_period"], row["kind"], lang)),
        "value": f"<b>{escape(target_told(row, lang))}</b>",
        "operator": escape(book.text(f"operator.{row['operator']}")),
        "force": f'<span class="fate {FATES[force]}">{escape(book.text(f"plans.force_{force}"))}</span>',
        "standing": escape(book.text(f"standing.{row['standing']}")),
        "known": escape(known),
        "words": f"{links}{quotes}",
        "edit": address.anchor(book.text("plans.edit"), "plans", section="add", target=row["target_id"]),
    }
    return "<tr>" + "".join(f"<td{' class=num' if h == 'value' else ''}>{cells[h]}</td>" for h in heads) + "</tr>"
