""".xls: the workbooks of old Excel, with their formats, merged blocks, hidden rows and sheets."""

from typing import Any, Final

import xlrd

from etl.uploads.packed import TooLarge
from etl.uploads.sheets import DATE, ERROR, LOGICAL, NUMBER, PERCENT, Merge, Sheet, clean
from etl.uploads.xlsx import Limits, is_percent, plain


class _Nowhere:
    """Takes what xlrd would print."""

    def write(self, text: str) -> int:
        """Forget the text."""
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""


_NOWHERE: Final = _Nowhere()


def xls_sheets(content: bytes, limits: Limits) -> list[Sheet]:
    """Every sheet of an old workbook, hidden ones too."""
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=_NOWHERE)
    return [_sheet(book, sheet, limits) for sheet in book.sheets()]


def _sheet(book: Any, sheet: Any, limits: Limits) -> Sheet:
    if sheet.nrows > limits.rows:
        raise TooLarge(f"{sheet.nrows} × {sheet.ncols}")
    rows = [_trimmed([_cell(book, sheet, r, c) for c in range(sheet.row_len(r))]) for r in range(sheet.nrows)]
    if any(len(row) > limits.columns for row in rows):
        raise TooLarge(f"{sheet.nrows} × {sheet.ncols}")
    hidden = frozenset(r for r, info in sheet.rowinfo_map.items() if info.hidden and r < len(rows))
    merges = tuple(Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    return Sheet(sheet.name, rows, merges, hidden, hidden=sheet.visibility != 0)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(book: Any, sheet: Any, row: int, column: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return clean(value)
    if kind == xlrd.XL_CELL_NUMBER:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        percent = is_percent(book.format_map[style.format_key].format_str)
        return f"{PERCENT if percent else NUMBER}{plain(value)}"
    if kind == xlrd.XL_CELL_DATE:
        return f"{DATE}{_day(value, book.datemode)}"
    if kind == xlrd.XL_CELL_BOOLEAN:
        return f"{LOGICAL}{'TRUE' if value else 'FALSE'}"
    if kind == xlrd.XL_CELL_ERROR:
        return f"{ERROR}{xlrd.error_text_from_code.get(value, '#?')}"
    return ""


def _day(value: float, mode: int) -> str:
    try:
        return str(xlrd.xldate_as_datetime(value, mode).date().isoformat())
    except (xlrd.XLDateError, OverflowError, ValueError):
        return str(value)
