"""The file back as .xlsx: each problem's cell coloured, its words in a comment; nothing in it runs as a formula."""

import io
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, Protocol

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from etl.uploads.checks.texts import FORMULA
from etl.uploads.findings import Finding
from etl.uploads.paper import comment, headed, widened, widths_of
from etl.uploads.sheets import MARK, NUMBER, PERCENT, shown
from wording.catalogue import words

COLOURS: Final = {"error": "FFF4B6B6", "warning": "FFFCE8B2", "note": "FFDDE7F3"}
#: A sheet of more rows gives back only those with a problem, below its header.
MOST_ROWS: Final = 20_000
LONGEST_COMMENT: Final = 1_000
#: Of the list of problems: severity, cell, column, text, problem.
LIST_WIDTHS: Final = (12, 8, 28, 28, 60)


class Checked(Protocol):
    """A sheet as it was read, and what was found on it."""

    @property
    def grid(self) -> Sequence[list[str]]:
        """Its cells, row by row."""

    @property
    def findings(self) -> list[Finding]:
        """Its problems."""


def annotated(report: Checked, lang: str = "vi") -> bytes:
    """The sheet that was read, its faulty cells marked, and a second sheet that lists every problem."""
    book = Workbook()
    sheet = book.active
    sheet.title = words(lang).text("uploads.sheet_data")
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_row[finding.row or 0].append(finding)
    for number, cells in enumerate(report.grid[:MOST_ROWS], start=1):
        _write_row(sheet, number, cells)
        for finding in by_row.get(number, []):
            _mark(sheet, finding, lang)
    widened(sheet, widths_of(report.grid[:MOST_ROWS]))
    _list(book.create_sheet(words(lang).text("uploads.sheet_problems")), report.findings, lang)
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_row(sheet: Any, number: int, cells: Sequence[str]) -> None:
    for column, cell in enumerate(cells, start=1):
        if cell:
            put(sheet.cell(number, column), cell)


def put(cell: Any, text: str) -> None:
    """Write a cell as it was read; a text that begins as a formula does stays text."""
    if text.startswith((NUMBER, PERCENT)):
        cell.value = float(shown(text)) if not shown(text).lstrip("-").isdigit() else int(shown(text))
        if text.startswith(PERCENT):
            cell.number_format = "0.00%"
        return
    cell.value = neutral(shown(text) if text.startswith(MARK) else text)
    cell.data_type = "s"


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whichever way it is opened later."""
    return f"'{text}" if FORMULA.match(text) else text


def _mark(sheet: Any, finding: Finding, lang: str) -> None:
    if finding.cell is None:
        return
    cell = sheet[finding.cell]
    cell.fill = PatternFill("solid", start_color=COLOURS[finding.severity])
    said = said_of(finding, lang)
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = comment(f"{before}{said}"[:LONGEST_COMMENT])


def said_of(finding: Finding, lang: str) -> str:
    """A problem in words, with what is suggested."""
    said = words(lang).text(f"problem.{finding.code}")
    return f"{said} → {finding.suggestion}" if finding.suggestion else said


def _list(sheet: Any, findings: list[Finding], lang: str) -> None:
    book = words(lang)
    sheet.append([book.text(f"uploads.head_{name}") for name in ("severity", "cell", "column", "text", "problem")])
    for finding in findings[:MOST_ROWS]:
        row = [book.text(f"severity.{finding.severity}"), finding.cell or "", finding.column or "", finding.text or "",
               said_of(finding, lang)]  # fmt: skip
        sheet.append([neutral(text) for text in row])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
        sheet.cell(sheet.max_row, 1).fill = PatternFill("solid", start_color=COLOURS[finding.severity])
    headed(sheet, LIST_WIDTHS)
