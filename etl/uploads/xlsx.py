""".xlsx and .xlsm: values as stored, formulas by their last result, merged blocks, hidden rows and sheets."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from defusedxml import ElementTree

from etl.uploads.packed import TooLarge, Unreadable
from etl.uploads.sheets import DATE, ERROR, FORMULA, LOGICAL, NUMBER, PERCENT, Merge, Sheet, clean

_MERGE: Final = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_HIDDEN_ROW: Final = re.compile(rb'<row\s(?=[^>]*?\shidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_ROW_EARLY: Final = re.compile(rb'<row\s+hidden="(?:1|true)"[^>]*?\br="(\d+)"')
_FORMULA: Final = re.compile(rb"<f[\s>/]")
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
#: What a formula gives whose last result is a text without letters: blank, and calculated.
EMPTY_TEXT: Final = " "


class Limits(NamedTuple):
    """What may be read at most: bytes, rows, columns."""

    bytes: int
    rows: int
    columns: int


class Part(NamedTuple):
    """A sheet as the workbook lists it: its name, whether hidden, and its XML."""

    name: str
    hidden: bool
    xml: bytes


def xlsx_sheets(content: bytes, archive: zipfile.ZipFile, limits: Limits) -> list[Sheet]:
    """Every sheet of a workbook, hidden ones too."""
    # Imported here: a text file need not wait for the library of workbooks.
    from openpyxl import load_workbook

    parts = list(_parts(archive))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = None
        if any(_FORMULA.search(part.xml) for part in parts):
            formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return [_sheet(part, values, formulas, limits) for part in parts if part.name in values.sheetnames]


def _parts(archive: zipfile.ZipFile) -> Iterator[Part]:
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise Unreadable("no workbook")
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")).lstrip("/") for link in links}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_LINKS}id"), "")
        path = target if target in names else f"xl/{target}"
        if path in names and "worksheet" in path:
            yield Part(str(sheet.get("name")), sheet.get("state") in ("hidden", "veryHidden"), archive.read(path))


def _sheet(part: Part, values: Any, formulas: Any, limits: Limits) -> Sheet:
    rows = _rows(values[part.name], limits)
    if formulas is not None and _FORMULA.search(part.xml):
        _mark_unresolved(rows, formulas[part.name])
    return Sheet(
        name=part.name,
        rows=rows,
        merges=tuple(_merges(part.xml)),
        hidden_rows=frozenset(
            int(n) - 1 for pattern in (_HIDDEN_ROW, _HIDDEN_ROW_EARLY) for n in pattern.findall(part.xml)
        ),
        hidden=part.hidden,
    )


def _merges(xml: bytes) -> Iterator[Merge]:
    from openpyxl.utils.cell import range_boundaries

    for ref in _MERGE.findall(xml):
        left, top, right, bottom = range_boundaries(ref.decode())
        if None not in (left, top, right, bottom):
            yield Merge(int(top) - 1, int(left) - 1, int(bottom) - 1, int(right) - 1)


def _rows(sheet: Any, limits: Limits) -> list[list[str]]:
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    for cells in sheet.iter_rows():
        rows.append(_trimmed([_cell(cell) for cell in cells]))
        if len(rows) > limits.rows or len(rows[-1]) > limits.columns:
            raise TooLarge(f"{len(rows)} × {len(rows[-1])}")
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return EMPTY_TEXT if cell.data_type == "str" else ""
    if isinstance(value, str):
        return f"{ERROR}{value}" if cell.data_type == "e" else clean(value)
    return of_value(value, lambda: is_percent(cell.number_format))


def of_value(value: Any, percent: Any) -> str:
    """A cell's value that is no text, marked with its kind; `percent` is asked of numbers only."""
    if isinstance(value, bool):
        return f"{LOGICAL}{value}".upper()
    if isinstance(value, int | float):
        return f"{PERCENT if percent() else NUMBER}{plain(value)}"
    if isinstance(value, datetime):
        return f"{DATE}{value.date().isoformat()}"
    return f"{DATE}{value.isoformat()}" if isinstance(value, date) else f"{DATE}{value}"


def plain(value: float) -> str:
    """A stored number in plain digits, at most fifteen of them."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:.15f}".rstrip("0").rstrip(".")


def is_percent(number_format: str | None) -> bool:
    """Whether a number format shows a fraction as a percentage."""
    return bool(number_format) and "%" in _QUOTED.sub("", str(number_format))


def _mark_unresolved(rows: list[list[str]], sheet: Any) -> None:
    """Formulas that were never calculated are no blanks."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows()):
        for column, cell in enumerate(cells):
            if cell.value is not None and cell.data_type == "f":
                _mark(rows, number, column, str(cell.value))


def _mark(rows: list[list[str]], number: int, column: int, formula: str) -> None:
    while len(rows) <= number:
        rows.append([])
    row = rows[number]
    row.extend([""] * (column + 1 - len(row)))
    if not row[column]:
        row[column] = f"{FORMULA}{clean(formula)}"
