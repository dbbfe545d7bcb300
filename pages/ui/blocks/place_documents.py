"""The plans of one place: every document with the targets it sets, and the targets that compete for one period."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

import pandas as pd

from metrics.records import Record, Row, records
from pages.ui.blocks.sources import links_of, quotation, target_told
from pages.ui.html import block
from scorecards.source_line import document_of
from wording.catalogue import Words, words
from wording.numbers import is_missing
from wording.periods import target_period_name
from wording.phrases import series_name
from wording.sentences import counted

#: The titles and texts of documents, by document_id.
Documents = Mapping[str, Row]


def documents_html(rows: pd.DataFrame, documents: Documents, texts: Mapping[str, str], lang: str) -> str:
    """Each document of the rows' targets: number, date, issuer, title, standing, then what it sets and its words."""
    book = words(lang)
    targets = rows[rows["target_id"].notna()].drop_duplicates("target_id")
    targets = targets.sort_values(["document_date", "document_id"], ascending=False, na_position="last", kind="stable")
    ordered = records(targets)
    parts = [_document(list(some), documents, texts, book) for _, some in groupby(ordered, key=_document_key)]
    return block(book.text("province.documents"), "", f'<div class="stack">{"".join(parts)}</div>')


def _document_key(row: Row) -> str:
    return "~" if is_missing(row["document_id"]) else str(row["document_id"])


def _document(rows: Sequence[Record], documents: Documents, texts: Mapping[str, str], book: Words) -> str:
    first = rows[0]
    known = documents.get(_document_key(first), {})
    title = known.get("title")
    name = escape(document_of(first, book.lang))
    standing = escape(book.text(f"standing.{first['standing']}"))
    count = escape(counted("province.document_count", book.lang, len(rows)))
    head = f"<b>{name[:1].upper()}{name[1:]}</b> · {standing} · {count}"
    full = texts.get(_document_key(first))
    lead = "" if is_missing(title) or not title else f'<p class="detail">{escape(str(title))}</p>'
    if full:
        word = escape(book.text("province.document_full"))
        lead += f'<p class="detail"><a href="{escape(full)}" target="_blank">{word}</a></p>'
    items = "".join(_target(row, book) for row in rows)
    return f'<details class="more"><summary>{head}</summary>{lead}<ul class="facts">{items}</ul></details>'


def _target(row: Row, book: Words) -> str:
    sources = [s for s in row["sources"] if s["of"] == "target"]
    name = escape(series_name(row["indicator"], row["breakdown"], row["coverage"], book.lang))
    period = escape(target_period_name(row["target_period"], row["kind"], book.lang))
    force = "in_force" if row["in_force"] else "not_in_force"
    told = [f"<b>{escape(target_told(row, book.lang))}</b>", period, escape(book.text(f"frame.{force}"))]
    links = links_of((s for s in sources if not str(s["source"]).startswith("data/")), book.lang)
    quotes = "".join(dict.fromkeys(quotation(s, book) for s in sources))
    return f"<li>{name}: {' · '.join([*told, links] if links else told)}{quotes}</li>"


def rivals_html(rivals: pd.DataFrame, sources: Mapping[str, Sequence[Record]], lang: str) -> str:
    """The series with more than one target for a period: the one in force, the others, and why they gave way."""
    book = words(lang)
    groups = [list(g) for _, g in groupby(records(rivals), key=_rival_key)]
    lead = book.text("province.rivals_lead_one" if len(groups) == 1 else "province.rivals_lead", count=len(groups))
    items = "".join(_rivals(group, sources, book) for group in groups)
    return block(book.text("province.rivals"), lead, f'<div class="stack">{items}</div>')


def _rival_key(row: Row) -> tuple[object, ...]:
    average = row["kind"] == "average_per_year"
    return (row["place"], row["indicator"], row["breakdown"], row["coverage"], row["target_period"], average)


def _rivals(group: Sequence[Record], sources: Mapping[str, Sequence[Record]], book: Words) -> str:
    first = group[0]
    name = series_name(first["indicator"], first["breakdown"], first["coverage"] or None, book.lang)
    period = target_period_name(first["target_period"], first["kind"], book.lang).lower()
    if first["because"] == "tied":
        told = book.text("province.rivals_tied", count=len(group))
    else:
        told = counted("province.rivals_summary", book.lang, len(group) - 1, target=target_told(first, book.lang))
    items = "".join(_rival(row, sources.get(str(row["target_id"]), ()), book) for row in group)
    head = f"<b>{escape(name)}</b>, {escape(period)}: {escape(told)}"
    return f'<details class="more"><summary>{head}</summary><ul class="facts">{items}</ul></details>'


def _rival(row: Row, sources: Sequence[Record], book: Words) -> str:
    why = book.text("frame.in_force" if is_missing(row["because"]) else f"outranked.{row['because']}")
    told = [f"<b>{escape(target_told(row, book.lang))}</b>", escape(book.text(f"kind.{row['kind']}"))]
    told += [escape(document_of(dict(row), book.lang)), links_of(sources, book.lang)]
    return f'<li><span class="tag">{escape(why)}</span> {" · ".join(t for t in told if t)}</li>'
