"""How sheets handed out look: legible on paper, a header that stands out, columns as wide as what they hold."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from etl.uploads.sheets import NUMBER, PERCENT, letters, shown

HEAD: Final = PatternFill("solid", start_color="FFE7ECF1")
LINE: Final = Side("thin", color="FF8A96A2")
#: Widths in letters.
NARROWEST: Final = 9
WIDEST: Final = 44
OF_A_NUMBER: Final = 12
#: How many letters stand legibly beside each other on a landscape page.
PAGE_LETTERS: Final = 240
#: Points a line of a comment takes, and letters that stand in one.
LINE_HEIGHT: Final = 22
LINE_LETTERS: Final = 40


def headed(sheet: Any, widths: Sequence[int]) -> None:
    """A list under one header: bold, shaded, repeated on every page; the columns of these widths."""
    for cell in sheet[1]:
        cell.font, cell.fill, cell.border = Font(name="Calibri", bold=True), HEAD, Border(bottom=LINE)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.print_title_rows = "1:1"
    widened(sheet, widths)


def widened(sheet: Any, widths: Sequence[int]) -> None:
    """Columns of these widths, on paper landscape, no more pages wide than can be read, as many long as it takes."""
    for number, width in enumerate(widths):
        sheet.column_dimensions[letters(number)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1 + sum(widths) // PAGE_LETTERS, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def widths_of(grid: Iterable[Sequence[str]]) -> list[int]:
    """How wide the columns must be for the rows that are no titles: those of at least three cells."""
    longest: dict[int, int] = {}
    for row in grid:
        if sum(1 for cell in row if cell) >= 3:
            for column, cell in enumerate(row):
                longest[column] = max(longest.get(column, 0), _letters_of(cell))
    return [min(max(longest[column] + 2, NARROWEST), WIDEST) for column in sorted(longest)]


def _letters_of(cell: str) -> int:
    """How many letters of a cell are seen: a number is rounded to its format."""
    return min(len(shown(cell)), OF_A_NUMBER) if cell.startswith((NUMBER, PERCENT)) else len(shown(cell))


def comment(text: str) -> Comment:
    """A comment whose box holds all of its text."""
    lines = sum(1 + len(line) // LINE_LETTERS for line in text.splitlines())
    return Comment(text, "etl", height=(lines + 1) * LINE_HEIGHT, width=300)
