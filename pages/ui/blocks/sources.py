"""Where figures come from, one click away: links, and the evidence behind each row of a figure."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from metrics.records import Row, records
from pages.ui import address
from scorecards.source_line import document_of
from web.documents import address_of
from wording.badges import verdict_text
from wording.catalogue import Words, words
from wording.dates import cell_date
from wording.numbers import is_missing
from wording.periods import period_name, target_period_name
from wording.phrases import actual_phrase, document_name, series_name, source_name, target_phrase

Source = Mapping[str, Any]


def source_link(source: str | None, lang: str) -> str:
    """A source as a link that opens beside the screen: a page, or a document's shipped text; else plain text."""
    text = None if source is None else address_of(source)
    name = escape(source_name(source, lang) if text is None else words(lang).text("province.document_full"))
    if text is None and (source is None or urlsplit(source).scheme not in ("http", "https")):
        return name
    return f'<a href="{escape(text or source or "")}" target="_blank" rel="noopener noreferrer">{name}</a>'


def stands_at(source: Source, lang: str) -> str:
    """Where a figure or target was read: the row of the upload that brought it, else its source."""
    if is_missing(source.get("upload_id")) or not source.get("upload_id"):
        return source_link(source.get("source"), lang)
    row, file = source.get("source_row"), source.get("source_file") or ""
    told = words(lang).text("upload.source_file" if is_missing(row) else "upload.source_row", file=file, row=row)
    return address.anchor(told, "upload", upload=source["upload_id"], row=None if is_missing(row) else row, file=None)


def figure_of(source: Source, lang: str) -> str:
    """An observation as printed with its unit: "215.000 lượt người"."""
    high, unit = source["value_high"], source["unit"]
    return actual_phrase(source["qualifier"], source["value"], high, source["decimals"], unit, lang, with_unit=True)


def figure_line(source: Source, lang: str, head: str = "") -> str:
    """One observation: figure, state, period, source, who recorded it and since when it is known."""
    book = words(lang)
    lead = f'<span class="tag">{escape(head)}</span> ' if head else ""
    told = [figure_told(source, book), stands_at(source, lang), escape(recorded(source, book))]
    quoted = quotation(source, book)
    return f"<li>{lead}{' · '.join(t for t in told if t)}{quoted}</li>"


def figure_told(source: Source, book: Words) -> str:
    """Figure, state and period of an observation as HTML."""
    state = book.text(f"state.{source['state']}").lower() if source["state"] else ""
    rest = ", ".join(t for t in (state, period_name(source["period"], book.lang).lower()) if t)
    return f"<b>{escape(figure_of(source, book.lang))}</b> ({escape(rest)})"


def recorded(source: Source, book: Words) -> str:
    """Who recorded an observation and when, and since when it is known."""
    who = book.text(f"origin.{source['origin']}")
    told = [book.text("province.recorded", who=who, date=cell_date(source["recorded_at"], book.lang))]
    if not is_missing(source["known_from"]):
        told.append(book.text("province.known_from", date=cell_date(source["known_from"], book.lang)))
    return "; ".join(told)


def quotation(source: Source, book: Words) -> str:
    """The words of the source, where they are kept."""
    if is_missing(source.get("quotation")) or not source["quotation"]:
        return ""
    return f'<div class="quote">{escape(book.text("province.quotation", text=source["quotation"]))}</div>'


def evidence(rows: pd.DataFrame, lang: str, basis: Mapping[str, str] | None = None) -> str:
    """The evidence behind a figure's rows: verdict, target with document and link, actual with state and source.

    `basis`: what each verdict rests on as HTML, by its target, to be opened below its row.
    """
    book = words(lang)
    items = "".join(_row_evidence(row, book, (basis or {}).get(str(row["target_id"]), "")) for row in records(rows))
    return (
        f'<div class="k"><details class="more"><summary>{escape(book.text("province.evidence"))}</summary>'
        f'<ul class="facts">{items}</ul></details></div>'
    )


def evidence_of_years(rows: pd.DataFrame, lang: str) -> str:
    """The evidence behind a figure over the years: each year's target with its document, its actual with its source."""
    book = words(lang)
    told = rows[rows["actual_value"].notna() | rows["target_value"].notna()]
    items = "".join(_year_evidence(row, book) for row in records(told))
    return (
        f'<div class="k"><details class="more"><summary>{escape(book.text("province.evidence_years"))}</summary>'
        f'<ul class="facts">{items}</ul></details></div>'
    )


def _year_evidence(row: Row, book: Words) -> str:
    parts = []
    if not is_missing(row["target_value"]):
        name = "" if is_missing(row["document"]) else row["document"]
        document = document_name(name, book.lang) if name else book.text("document.unknown")
        target = f"{book.text('frame.target_short')} {target_told(row, book.lang)} ({document})"
        parts.append(escape(target))
    if not is_missing(row["actual_value"]):
        state = "" if is_missing(row["state"]) else f", {book.text('state.' + row['state']).lower()}"
        period = period_name(row["actual_period"], book.lang).lower()
        actual = f"{book.text('frame.actual_short')} {actual_told(row, book.lang)} ({period}{state})"
        parts.append(f"{escape(actual)} · {source_link(row['source'], book.lang)}")
    return f"<li>{escape(row['name'])} <b>{row['year']}</b>: {' · '.join(parts)}</li>"


def _row_evidence(row: Row, book: Words, basis: str) -> str:
    name = series_name(row["indicator"], row["breakdown"], row["coverage"], book.lang)
    verdict = "" if is_missing(row["status"]) else verdict_text(row["status"], row["reason"], book.lang)
    head = f"<b>{escape(name)}</b>" + (f" · {escape(verdict)}" if verdict else "")
    return f"<li>{head}{target_evidence(row, book)}{actual_evidence(row, book)}{basis}</li>"


def target_evidence(row: Row, book: Words) -> str:
    """A row's target with its document, the pages it was read on and its words; empty without a target."""
    if is_missing(row["target_id"]):
        return ""
    period = target_period_name(row["target_period"], row["kind"], book.lang).lower()
    links = links_of(_of(row, "target"), book.lang)
    quotes = "".join(dict.fromkeys(quotation(s, book) for s in _of(row, "target")))
    told = " · ".join(text for text in (escape(document_of(dict(row), book.lang)), links) if text)
    head = f"{escape(book.text('frame.target_short'))} <b>{escape(target_told(row, book.lang))}</b> ({escape(period)})"
    return f'<div class="detail">{head} · {told}{quotes}</div>'


def actual_evidence(row: Row, book: Words) -> str:
    """The observations that a row's actual is made of; empty without one."""
    found = [f"{figure_told(s, book)} · {stands_at(s, book.lang)}" for s in _of(row, "actual")]
    head = escape(book.text("frame.actual_short"))
    return "".join(f'<div class="detail">{head} {text}</div>' for text in found)


def target_told(row: Row, lang: str) -> str:
    """A target in its document's words with its unit."""
    value, high, decimals = row["target_value"], row["target_value_high"], row["target_decimals"]
    return target_phrase(row["operator"], value, high, decimals, row["unit"], lang, with_unit=True)


def actual_told(row: Row, lang: str) -> str:
    """An actual as published with its unit."""
    value, high, decimals = row["actual_value"], row["actual_value_high"], row["decimals"]
    unit = row["unit"] if is_missing(row["actual_unit"]) else row["actual_unit"]
    return actual_phrase(row["qualifier"], value, high, decimals, unit, lang, with_unit=True)


def links_of(found: Iterable[Source], lang: str) -> str:
    """The pages on which something was read, each once."""
    return ", ".join(dict.fromkeys(stands_at(s, lang) for s in found))


def _of(row: Row, of: str) -> list[Source]:
    return [s for s in row["sources"] if s["of"] == of]
