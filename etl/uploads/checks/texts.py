"""Check of texts that a spreadsheet would take for formulas."""

import re
from typing import Final

import pyarrow.compute as pc

from etl.uploads.delimited import TextSheet
from etl.uploads.findings import Finding
from etl.uploads.knowledge import Knowledge
from etl.uploads.layout import Layout
from etl.uploads.sheets import MARK, Sheet, address, shown

_LIKE_FORMULA: Final = r"^(?:[=+@\t]|-\pL)"
FORMULA: Final = re.compile(r"^(?:[=+@\t]|-[^\W\d_])")


def formula_texts(sheet: Sheet | TextSheet, layout: Layout, known: Knowledge) -> list[Finding]:
    """Texts beginning as formulas do, in cells that are kept or passed on as text."""
    figures = {column.index for column in layout.values}
    understood = {index for role, index in layout.roles.items() if role not in ("source", "note")}
    return [
        Finding("formula-text", row, layout.header(column), address(row, column), shown(text))
        for row, column, text in _suspicious(sheet, layout)
        if column not in figures and not text.startswith(MARK) and not (column in understood and known.known(text))
    ]


def _suspicious(sheet: Sheet | TextSheet, layout: Layout) -> list[tuple[int, int, str]]:
    if isinstance(sheet, TextSheet) and not _may_hold(sheet):
        return []
    rows = sheet.all_rows()
    return [
        (number + 1, column, cell)
        for number in range(layout.data, len(rows))
        for column, cell in enumerate(rows[number])
        if cell and cell[0] in "=+@\t-" and FORMULA.match(cell)
    ]


def _may_hold(sheet: TextSheet) -> bool:
    words = sheet.distinct_texts()
    if words is None:
        return True
    return any(bool(pc.any(pc.match_substring_regex(column, _LIKE_FORMULA)).as_py()) for column in words)
