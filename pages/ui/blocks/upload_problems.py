"""The problems of a file, each with the number it bears on the sheet, where it stands, what is wrong and suggested."""

from collections.abc import Sequence
from html import escape
from typing import Final

from etl.uploads.preview import Numbered
from wording.catalogue import Words, words

SIGNS: Final = {"error": "×", "warning": "△", "note": "i"}
TITLES: Final = {"error": "upload.errors_title", "warning": "upload.warnings_title", "note": "upload.notes_title"}
#: Problems whose suggestion is a figure of the store.
FROM_STORE: Final = ("unusual-change", "decreasing-year-to-date", "parts-not-total", "unit-wording")
#: Where several readings exist and none is taken by itself.
QUESTIONS: Final = ("unknown-place", "ambiguous-place", "ambiguous-number", "choose-sheet", "title-conflict")
MOST: Final = 60


def problems_html(problems: Sequence[Numbered], severity: str, lang: str) -> str:
    """All problems of one severity under a rule; empty where there are none."""
    book = words(lang)
    found = [one for one in problems if one.finding.severity == severity]
    if not found:
        return ""
    items = "".join(problem_html(one, book) for one in found[:MOST])
    more = ""
    if len(found) > MOST:
        more = f'<p class="notes">{escape(book.text("upload.more_errors", count=len(found) - MOST))}</p>'
    return f'<div class="k"><section class="block tight">{title_html(severity, book)}{items}{more}</section></div>'


def title_html(severity: str, book: Words) -> str:
    """The title over the problems of one severity."""
    return f"<h2>{escape(book.text(TITLES[severity]))}</h2>"


def problem_html(one: Numbered, book: Words) -> str:
    """One problem: number, place, what is wrong; below it the text in the file and what is suggested."""
    finding = one.finding
    mark = f'<span class="fate {finding.severity}">{SIGNS[finding.severity]} {one.number}</span>'
    head = f"{_where(one, book)} · {book.text(f'problem.{finding.code}')}"
    told = [text for text in (_written(one, book), _suggested(one, book)) if text]
    if finding.code in QUESTIONS:
        told.append(book.text("upload.never_chosen"))
    code = f'<span class="faint">{escape(finding.code)}</span>'
    detail = f'<p class="detail">{escape(" ".join(told))} {code}</p>'
    return f'<div class="problem">{mark}<div><b>{escape(head)}</b>{detail}</div></div>'


def _where(one: Numbered, book: Words) -> str:
    finding = one.finding
    if finding.cell:
        return book.text("upload.at_cell", cell=finding.cell)
    return book.text("upload.at_file") if finding.row is None else book.text("upload.at_row", row=finding.row)


def _written(one: Numbered, book: Words) -> str:
    column, text = one.finding.column, one.finding.text
    if column and text:
        return book.text("upload.written", column=column, text=text)
    if column:
        return book.text("upload.written_column", column=column)
    return book.text("upload.written_plain", text=text) if text else ""


def _suggested(one: Numbered, book: Words) -> str:
    finding = one.finding
    if not finding.suggestion:
        return ""
    key = "suggested_official" if finding.code == "official-change" else "suggested"
    key = "suggested_store" if finding.code in FROM_STORE else key
    return book.text(f"upload.{key}", suggestion=finding.suggestion)
