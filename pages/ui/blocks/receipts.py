"""What was recorded: every upload in a list, and one upload as a receipt with the figures it brought."""

from collections.abc import Callable, Iterable
from datetime import datetime
from html import escape
from typing import Any, Literal
from urllib.parse import quote

import pandas as pd

from metrics.records import Row, records
from pages.ui import address
from pages.ui.blocks.plain_table import plain_table
from pages.ui.html import block
from warehouse.writer import VIETNAM
from wording.catalogue import Words, words
from wording.dates import date_text
from wording.numbers import is_missing, number, printed_counts
from wording.periods import period_name, target_period_name
from wording.phrases import actual_phrase, amount, document_name, series_name, target_phrase

MICRO = 1_000_000
#: How a user is shown to colleagues, from the name beside an upload.
Label = Callable[[str], str | None]
PlaceName = Callable[[str, int], str]


def moment_text(moment: datetime | Any, lang: str) -> str:
    """A moment as the people here read it; empty for none."""
    if is_missing(moment):
        return ""
    here = moment.astimezone(VIETNAM)
    return f"{here:%H:%M} {date_text(here.date(), lang)}"


def history_html(uploads: pd.DataFrame, label: Label, may_have: Callable[[str], bool], lang: str) -> str:
    """Every upload, latest first; a sentence where there is none. `may_have` says of whose originals are offered."""
    book = words(lang)
    title, sub = book.text("upload.history"), book.text("upload.history_sub")
    if uploads.empty:
        return block(title, sub, f'<p class="empty">{escape(book.text("upload.history_empty"))}</p>')
    heads = [book.text(f"upload.history_{name}")
             for name in ("when", "who", "file", "figures", "state", "reason", "receipt", "original")]  # fmt: skip
    rows = [_history_row(row, label, may_have, book) for row in records(uploads)]
    return block(title, sub, plain_table(heads, rows, numbers=(3,)))


def _history_row(row: Row, label: Label, may_have: Callable[[str], bool], book: Words) -> list[str]:
    upload_id = str(row["upload_id"])
    reason = row["reason"] if row["event"] == "loaded" else row["event_reason"]
    original = original_link(upload_id, book) if may_have(str(row["received_by"])) else ""
    return [
        escape(moment_text(row["received_at"], book.lang)),
        escape(label(str(row["received_by"])) or str(row["received_by"])),
        f'<span title="SHA-256 {escape(str(row["sha256"]))}">{escape(str(row["file_name"]))}</span>',
        escape(number(row["figures"], 0, book.lang)),
        _standing(str(row["event"]), book),
        "" if is_missing(reason) else escape(str(reason)),
        f"<code>{receipt_link(upload_id, upload_id[:8])}</code>",
        original,
    ]


def _standing(event: str, book: Words) -> str:
    kind = "undone" if event == "undone" else "stands"
    return f'<span class="fate {kind}">{escape(book.text(f"upload.event_{event}"))}</span>'


def receipt_link(upload_id: str, text: str, row: int | None = None) -> str:
    """The way to a receipt, at one row of its file."""
    return address.anchor(text, "upload", upload=upload_id, row=row, file=None, step=None)


def original_link(upload_id: str, book: Words) -> str:
    """The way to the file as it was sent."""
    return f'<a href="api/original/{quote(upload_id)}" download>{escape(book.text("upload.receipt_original"))}</a>'


def receipt_headline(upload: Row, rows: pd.DataFrame, lang: str, of: Literal["headline", "targets"]) -> str:
    """What the upload did with its figures (`headline`) or targets, or that it was undone."""
    event = str(upload["event"])
    changed = int(rows["supersedes"].notna().sum()) if "supersedes" in rows else 0
    values = printed_counts(lang, new=len(rows) - changed, changed=changed, figures=len(rows))
    key = event if event != "loaded" or changed else "new"
    return words(lang).text(f"upload.receipt_{of}_{key}", file=upload["file_name"], **values)


def receipt_html(upload: Row, events: Iterable[Row], label: Label, may_have: bool, lang: str) -> str:
    """Number, file, SHA-256, who, when, rows, reason, and what happened to it since."""
    book = words(lang)
    upload_id, who = str(upload["upload_id"]), str(upload["received_by"])
    original = f" · {original_link(upload_id, book)}" if may_have else ""
    told: dict[str, str] = {
        "number": f"<code>{escape(upload_id)}</code>",
        "file": f"{escape(str(upload['file_name']))}{original}",
        "sha": f'<code class="long">{escape(str(upload["sha256"]))}</code>',
        "who": escape(label(who) or who),
        "when": escape(moment_text(upload["received_at"], lang)),
        "rows": escape(number(upload["rows_read"], 0, lang)),
    }
    if not is_missing(upload["as_of"]):
        told["as_of"] = escape(date_text(upload["as_of"].date(), lang))
    if not is_missing(upload["reason"]):
        told["reason"] = escape(str(upload["reason"]))
    told["event"] = "<br>".join(_event(event, label, book) for event in events)
    names = {name: escape(book.text(f"upload.receipt_{name}")) for name in told}
    items = "".join(f"<dt>{names[name]}</dt><dd>{text}</dd>" for name, text in told.items())
    return block(book.text("upload.receipt_title", upload=upload_id), "", f'<dl class="facts-of wide">{items}</dl>')


def _event(event: Row, label: Label, book: Words) -> str:
    who = label(str(event["happened_by"])) or str(event["happened_by"])
    reason = "" if is_missing(event["reason"]) else book.text("upload.receipt_event_reason", reason=event["reason"])
    name = book.text(f"upload.event_{event['event']}")
    told = {"who": who, "when": moment_text(event["happened_at"], book.lang), "reason": reason}
    return escape(book.text("upload.receipt_event_line", event=name, **told))


def figures_html(rows: pd.DataFrame, asked: int | None, place_name: PlaceName, lang: str) -> str:
    """The figures of an upload with what each took the place of; the row asked for is marked."""
    book = words(lang)
    if rows.empty:
        return ""
    columns = ("place", "series", "period", "value", "state", "before")
    heads = [book.text("upload.sheet_row"), *(book.text(f"upload.figure_{name}") for name in columns)]
    body = "".join(_figure_row(row, asked, place_name, book) for row in records(rows))
    sub = book.text("upload.receipt_row_asked", row=asked) if asked is not None else ""
    return block(book.text("upload.receipt_figures"), sub, table_of(heads, body, number_at=4))


def table_of(heads: list[str], body: str, number_at: int) -> str:
    """A table of rows that are HTML already, one column of numbers."""
    marks = [' class="num"' if i == number_at else "" for i in range(len(heads))]
    head = "".join(f'<th scope="col"{mark}>{escape(text)}</th>' for text, mark in zip(heads, marks, strict=True))
    return (
        f'<div class="scroll"><table class="report"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _figure_row(row: Row, asked: int | None, place_name: PlaceName, book: Words) -> str:
    line, lang = None if is_missing(row["source_row"]) else int(row["source_row"]), book.lang
    year = int(row["period_end"].year)
    place = address.anchor(place_name(str(row["place"]), year), "province", place=row["place"], year=year,
                           upload=None, row=None)  # fmt: skip
    value = actual_told(row, "", lang)
    before = "" if is_missing(row["supersedes"]) else actual_told(row, "earlier_", lang)
    marked = ' class="asked" id="asked"' if asked is not None and line == asked else ""
    state = "" if is_missing(row["state"]) else book.text(f"state.{row['state']}")
    series = escape(series_name(row["indicator"], row["breakdown"], row["coverage"], lang))
    told = ["" if line is None else str(line), place, series, escape(period_name(row["period"], lang))]
    cells = [f"<td>{cell}</td>" for cell in told]
    rest = f'<td class="num"><b>{escape(value)}</b></td><td>{escape(state)}</td><td>{escape(before)}</td>'
    return f"<tr{marked}>{''.join(cells)}{rest}</tr>"


def actual_told(row: Row, of: str, lang: str) -> str:
    """A stored figure with its unit; `of` names the columns of an earlier one."""
    low, high = row[f"{of}value"], row[f"{of}value_high" if not of else f"{of}high"]
    qualifier = str(row[f"{of}qualifier"] or "exact")
    top = int(high) / MICRO if qualifier == "range" else None
    return actual_phrase(qualifier, int(low) / MICRO, top, row[f"{of}decimals"], row[f"{of}unit"], lang, with_unit=True)


def targets_html(rows: pd.DataFrame, place_name: PlaceName, lang: str) -> str:
    """The targets of an upload with what each took the place of."""
    book = words(lang)
    if rows.empty:
        return ""
    heads = [book.text(f"upload.figure_{n}") for n in ("place", "series", "period", "value")]
    heads += [book.text("frame.document"), book.text("upload.figure_before")]
    body = "".join(_target_row(row, place_name, book) for row in records(rows))
    return block(book.text("upload.receipt_targets"), "", table_of(heads, body, number_at=3))


def _target_row(row: Row, place_name: PlaceName, book: Words) -> str:
    lang = book.lang
    cells = [
        place_name(str(row["place"]), int(str(row["period"])[-4:])),
        series_name(row["indicator"], row["breakdown"], row["coverage"], lang),
        target_period_name(str(row["period"]), str(row["kind"]), lang),
    ]
    unknown = is_missing(row["document"])
    document = book.text("document.unknown") if unknown else document_name(str(row["document"]), lang)
    value = target_told(row, "", lang)
    before = "" if is_missing(row["earlier_value"]) else target_told(row, "earlier_", lang)
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    rest = f"<td>{escape(document)}</td><td>{escape(before)}</td>"
    return f'<tr>{told}<td class="num"><b>{escape(value)}</b></td>{rest}</tr>'


def target_told(row: Row, of: str, lang: str) -> str:
    """A stored target in words with its unit; `of` names the columns of an earlier one."""
    high = row[f"{of}value_high" if not of else f"{of}high"]
    top = int(high) / MICRO if row[f"{of}operator"] == "range" else None
    low = int(row[f"{of}value"]) / MICRO
    return target_phrase(
        str(row[f"{of}operator"]), low, top, row[f"{of}decimals"], row[f"{of}unit"], lang, with_unit=True
    )


def baseline_told(micros: float, unit: str, lang: str) -> str:
    """A stored figure that a target starts from, with its unit."""
    return amount(int(micros) / MICRO, None, unit, lang)
