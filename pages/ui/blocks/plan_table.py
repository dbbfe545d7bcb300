"""The targets of a selection in one table under their documents: figure as worded, in force or not, where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

import pandas as pd

from metrics.records import Record, Row, records
from pages.ui import address
from pages.ui.blocks import receipts
from pages.ui.blocks.sources import links_of, quotation, target_told
from scorecards.source_line import document_of
from wording.catalogue import Words, words
from wording.dates import date_text
from wording.numbers import is_missing
from wording.periods import target_period_name
from wording.phrases import document_phrase, series_name, target_phrase

HEADS: Final = ("place", "series", "period", "value", "operator", "force", "words", "edit")
#: How it is shown that a target is in force, gives way, or is tied.
FATES: Final = {"in_force": "stands", "tied": "warning", "not_in_force": "undone"}


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside targets: where each was read, what each took the place of, how places are called."""

    sources: Mapping[str, Sequence[Record]]
    replaced: Mapping[str, Record]
    names: Mapping[str, str]


def targets_html(rows: pd.DataFrame, beside: Beside, several: bool, editable: bool, lang: str) -> str:
    """The table, a group a document; a sentence where the selection holds no target.

    `several`: with the place of each; `editable`: with the way to correct each.
    """
    book = words(lang)
    if rows.empty:
        return f'<div class="k"><p class="empty">{escape(book.text("plans.none"))}</p></div>'
    heads = [head for head in HEADS if (several or head != "place") and (editable or head != "edit")]
    marks = "".join(
        f'<th scope="col"{" class=num" if h == "value" else ""}>{escape(book.text(f"plans.head_{h}"))}</th>'
        for h in heads
    )
    groups = groupby(records(rows), key=lambda row: str(row["document_id"]))
    body = "".join(_group(list(group), beside, heads, book) for _, group in groups)
    table = f'<table class="report plans"><thead><tr>{marks}</tr></thead>{body}</table>'
    return f'<div class="k"><section class="block"><div class="scroll">{table}</div></section></div>'


def _group(rows: Sequence[Record], beside: Beside, heads: Sequence[str], book: Words) -> str:
    name = document_of(rows[0], book.lang)
    told = f"<b>{escape(f'{name[:1].upper()}{name[1:]}')}</b><span>{escape(_of_document(rows, book))}</span>"
    head = f'<tr class="group"><th scope="rowgroup" colspan="{len(heads)}">{told}</th></tr>'
    return f"<tbody>{head}{''.join(_row(row, beside, heads, book) for row in rows)}</tbody>"


def _of_document(rows: Sequence[Record], book: Words) -> str:
    """Whether a document is issued, and since when its targets are known."""
    standings = {row["standing"] for row in rows}
    days = {row["known_from"] for row in rows if not is_missing(row["known_from"])}
    told = [book.text(f"standing.{standings.pop()}")] if len(standings) == 1 else []
    if len(days) == 1:
        told.append(book.text("plans.known_from", date=date_text(days.pop().date(), book.lang)))
    elif not days:
        told.append(book.text("plans.undated"))
    return " · ".join(told)


def _row(row: Row, beside: Beside, heads: Sequence[str], book: Words) -> str:
    lang, read = book.lang, beside.sources.get(str(row["target_id"]), ())
    quotes = "".join(dict.fromkeys(quotation(source, book) for source in read))
    cells = {
        "place": escape(beside.names.get(str(row["place"]), str(row["place"]))),
        "series": escape(series_name(row["indicator"], row["breakdown"], row["coverage"] or None, lang)),
        "period": f"{escape(target_period_name(row['target_period'], row['kind'], lang))}{_kind(row, book)}",
        "value": f"<b>{escape(target_told(row, lang))}</b>{_baseline(row, book)}",
        "operator": escape(book.text(f"operator.{row['operator']}")),
        "force": _force(row, beside.replaced.get(str(row["target_id"])), book),
        "words": f"{links_of(read, lang)}{quotes}",
        "edit": address.anchor(book.text("plans.edit"), "plans", section="add", target=row["target_id"], sheet=None),
    }
    marks = {"value": " class=num", "force": " class=force"} | dict.fromkeys(
        ("place", "period", "operator"), " class=one"
    )
    return "<tr>" + "".join(f"<td{marks.get(h, '')}>{cells[h]}</td>" for h in heads) + "</tr>"


def _kind(row: Row, book: Words) -> str:
    """That a target of several years is their sum, or an average."""
    several = row["kind"] in ("cumulative", "average_per_year")
    return f"<small>{escape(book.text('kind.' + row['kind']))}</small>" if several else ""


def _baseline(row: Row, book: Words) -> str:
    """What the target starts from, where that is known."""
    if is_missing(row["baseline_value"]):
        return ""
    figure = receipts.baseline_told(row["baseline_value"], row["unit"], book.lang)
    period = "" if is_missing(row["baseline_period"]) else row["baseline_period"]
    return f"<small>{escape(book.text('plans.from_baseline', figure=figure, period=period))}</small>"


def _force(row: Row, earlier: Record | None, book: Words) -> str:
    """Whether a target is in force, to which it gives way, which it took the place of, and that it is a draft."""
    force = "tied" if row["tied"] else "in_force" if row["in_force"] else "not_in_force"
    told = [f'<span class="fate {FATES[force]}">{escape(book.text(f"plans.force_{force}"))}</span>']
    if row["standing"] == "draft":
        told.append(f'<span class="tag">{escape(book.text("standing.draft"))}</span>')
    if force == "not_in_force" and not is_missing(row["leader_target_id"]):
        told.append(f"<small>{escape(_leader(row, book))}</small>")
    if earlier is not None:
        text = book.text("plans.replaced", figure=receipts.target_told(earlier, "earlier_", book.lang))
        link = receipts.receipt_link(str(earlier["upload_id"]), book.text("upload.history_receipt"))
        told.append(f"<small>{escape(text)} · {link}</small>")
    return " ".join(told)


def _leader(row: Row, book: Words) -> str:
    """The target in force to which one gives way, with its document."""
    high, decimals = row["leader_target_value_high"], row["leader_target_decimals"]
    figure = target_phrase(
        row["leader_operator"], row["leader_target_value"], high, decimals, row["leader_unit"], book.lang
    )
    document = document_phrase(row["leader_document"], row["leader_document_date_printed"], None, book.lang)
    return book.text("plans.leader", figure=figure, document=document)
