"""Numbers with a comma that nobody quoted in a text separated by commas: each fell into two cells."""

import re
from collections.abc import Sequence
from typing import Final

import pyarrow as pa

from etl.uploads.cells import NO_ROW, Cells
from etl.uploads.delimited import TextSheet
from etl.uploads.layout import Layout
from etl.uploads.sheets import Sheet

_REST: Final = re.compile(r"\s*\d+\s*%?\s*")
_FREE: Final = ("note", "source")


def torn(sheet: Sheet | TextSheet, found: Layout, cells: Cells) -> dict[int, str]:
    """The entries whose number may go on in the next cell, each with the number as it would then be written.

    Such a row is longer than the header, or digits stand where the header has free words or nothing.
    """
    if not isinstance(sheet, TextSheet) or sheet.delimiter != ",":
        return {}
    named = 1 + max((i for i, header in found.headers.items() if header), default=-1)
    free = {found.roles[role] for role in _FREE if role in found.roles} | set(found.extras)
    if sheet.whole is not None and not _has_rest(sheet.whole, named, free):
        return {}
    rows = sheet.all_rows()
    places = [(entry, int(cells.row[entry]), int(cells.column[entry])) for entry in range(cells.count)]
    joined = ((entry, _joined(rows[row - 1], column, named, free)) for entry, row, column in places if row != NO_ROW)
    return {entry: text for entry, text in joined if text is not None}


def _has_rest(whole: pa.Table, named: int, free: set[int]) -> bool:
    """Whether digits stand anywhere under free words or under no header."""
    loose = [i for i in range(whole.num_columns) if i >= named or i in free]
    words = (word for i in loose for chunk in whole.column(i).chunks for word in chunk.dictionary.to_pylist())
    return any(_REST.fullmatch(word or "") for word in words)


def _joined(row: Sequence[str], column: int, named: int, free: set[int]) -> str | None:
    """A number together with the digits beside it; None where they are no part of it."""
    after = row[column + 1] if column + 1 < len(row) else ""
    if not _REST.fullmatch(after) or not any(c.isdigit() for c in row[column]):
        return None
    longer = any(cell.strip() for cell in row[named:])
    return f"{row[column].strip()},{after.strip()}" if longer or column + 1 in free else None
