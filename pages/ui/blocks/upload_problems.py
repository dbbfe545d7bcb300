"""The problems of a file, each with the number it bears on the sheet, where it stands, what is wrong and suggested."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from etl.uploads.preview import Numbered
from metrics.vocabulary import UNITS
from wording.catalogue import Words, words
from wording.numbers import number, printed_counts

SIGNS: Final = {"error": "×", "warning": "△", "note": "i"}
TITLES: Final = {"error": "upload.errors_title", "warning": "upload.warnings_title", "note": "upload.notes_title"}
#: Problems whose suggestion is a figure of the store.
FROM_STORE: Final = ("unusual-change", "decreasing-year-to-date", "unit-wording")
#: What stands beside a figure that cannot be right with it.
BESIDE: Final = ("subset-above", "later-milestone-lower")
_NUMBER: Final = re.compile(r"-?\d+(?:\.(\d+))?")
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
        rest = printed_counts(lang, count=len(found) - MOST)
        more = f'<p class="notes">{escape(book.text("upload.more_errors", **rest))}</p>'
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
    detail = f'<p class="detail">{escape(". ".join(text.rstrip(".") for text in told))} {code}</p>'
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
    told = " / ".join(_as_printed(part, book.lang) for part in finding.suggestion.split(" / "))
    return book.text(f"upload.{_key_of(finding.code)}", suggestion=told)


def _key_of(code: str) -> str:
    """What a suggestion is: the official figure, one of the store or beside it, the sum of the parts, a proposal."""
    if code in FROM_STORE:
        return "suggested_store"
    if code in BESIDE:
        return "suggested_beside"
    return {"official-change": "suggested_official", "parts-not-total": "suggested_sum"}.get(code, "suggested")


def _as_printed(text: str, lang: str) -> str:
    """A number as people here write it, a unit in their words; any other text as it is."""
    match = _NUMBER.fullmatch(text)
    if match:
        return number(float(text), len(match[1] or ""), lang)
    return words(lang).text(f"unit.{text}") if text in UNITS else text
