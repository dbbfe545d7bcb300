""".ods: the values of LibreOffice's tables, read from content.xml."""

import zipfile
from collections.abc import Iterator
from typing import Any, Final

from defusedxml import ElementTree

from etl.uploads.packed import TooLarge, Unreadable
from etl.uploads.sheets import DATE, ERROR, FORMULA, LOGICAL, NUMBER, PERCENT, Merge, Sheet, clean
from etl.uploads.xlsx import EMPTY_TEXT, Limits, plain

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
#: What repeated rows may grow to: as many cells as the XML of a file within the limits could spell out.
MOST_CELLS: Final = 20_000_000
#: What a truth shows; converted workbooks keep it as the number 1 or 0.
_LOGICAL: Final = ("TRUE", "FALSE", "ĐÚNG", "SAI")
_NUMERIC: Final = {"float": NUMBER, "currency": NUMBER, "percentage": PERCENT}


def ods_sheets(archive: zipfile.ZipFile, limits: Limits) -> list[Sheet]:
    """Every sheet of an OpenDocument spreadsheet, hidden ones too."""
    if "content.xml" not in archive.namelist():
        raise Unreadable("no content")
    tree = ElementTree.fromstring(archive.read("content.xml"))
    unseen = {
        style.get(f"{_STYLE}name")
        for style in tree.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    return [_sheet(table, unseen, limits) for table in tree.iter(f"{_TABLE}table")]


def _sheet(table: Any, unseen: set[str | None], limits: Limits) -> Sheet:
    rows: list[list[str]] = []
    merges: list[Merge] = []
    hidden: set[int] = set()
    blank = held = 0
    for element in table.iter(f"{_TABLE}table-row"):
        cells = list(_cells(element, len(rows) + blank, merges, limits.columns + 1))
        repeat = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            blank += repeat
            continue
        held += len(cells) * max(repeat, 1)
        if len(cells) > limits.columns or len(rows) + blank + repeat > limits.rows or held > MOST_CELLS:
            raise TooLarge(f"{len(rows)} × {len(cells)}")
        rows.extend([] for _ in range(blank))
        blank = 0
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            hidden.update(range(len(rows), len(rows) + repeat))
        rows.extend(list(cells) for _ in range(repeat))
    return Sheet(
        name=str(table.get(f"{_TABLE}name")), rows=rows, merges=tuple(merges), hidden_rows=frozenset(hidden),
        hidden=table.get(f"{_TABLE}style-name") in unseen,
    )  # fmt: skip


def _cells(row: Any, number: int, merges: list[Merge], most: int) -> Iterator[str]:
    """The cells of a row; of one that says it is repeated for ever no more than the `most` that are too many."""
    column = 0
    for cell in row:
        repeat = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        text = _value(cell) if cell.tag == f"{_TABLE}table-cell" else ""
        across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        if text and (across > 1 or down > 1):
            merges.append(Merge(number, column, number + down - 1, column + across - 1))
        times = min(repeat, most)
        yield from [text] * times
        column += repeat
        if column > most:
            return


def _value(cell: Any) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    text = clean("\n".join("".join(line.itertext()) for line in cell.iter(f"{_TEXT}p")))
    if kind == "boolean" or (kind in _NUMERIC and text.upper() in _LOGICAL):
        return f"{LOGICAL}{text}"
    if kind in _NUMERIC:
        return f"{_NUMERIC[kind]}{plain(float(cell.get(f'{_OFFICE}value')))}"
    if kind == "date":
        return f"{DATE}{str(cell.get(f'{_OFFICE}date-value'))[:10]}"
    formula = cell.get(f"{_TABLE}formula")
    if formula is None:
        return text
    if text.startswith(("#", "Err:")):
        return f"{ERROR}{text}"
    return text or (EMPTY_TEXT if kind == "string" else f"{FORMULA}{formula}")
