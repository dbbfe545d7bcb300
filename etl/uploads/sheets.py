"""Sheets: rows of cells as text, with what a spreadsheet knows of them beside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from etl.read import SOURCE_ROW, WORD

#: A cell that is no text begins with this mark and the letter of its kind.
MARK: Final = "\x01"
NUMBER: Final = f"{MARK}n"
PERCENT: Final = f"{MARK}p"
DATE: Final = f"{MARK}d"
ERROR: Final = f"{MARK}e"
FORMULA: Final = f"{MARK}f"
LOGICAL: Final = f"{MARK}b"
#: How many rows the search for a header looks at.
HEAD: Final = 80
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Merge(NamedTuple):
    """A merged block, first and last row and column counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a spreadsheet, or the one of a text file; row 0 is row 1 of the file."""

    name: str | None
    rows: Sequence[list[str]]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    remarks: tuple[str, ...] = field(default_factory=tuple)

    def head(self) -> list[list[str]]:
        """The first rows, where title and header stand."""
        return list(self.rows[:HEAD])

    def all_rows(self) -> Sequence[list[str]]:
        """Every row."""
        return self.rows

    def body(self, start: int, width: int) -> pa.Table:
        """The rows from `start` on as columns of words, named 0, 1, …, with the row of the file of each."""
        rows = self.rows[start:]
        columns = {str(i): words_of([row[i] if i < len(row) else "" for row in rows]) for i in range(width)}
        return numbered(pa.table(columns) if columns else pa.table({}), start)


def numbered(table: pa.Table, start: int) -> pa.Table:
    """The columns with the row of the file beside, blank rows left out."""
    rows = np.arange(start + 1, start + 1 + table.num_rows, dtype=np.int32)
    placed = table.append_column(SOURCE_ROW, pa.array(rows))
    if not table.num_rows or min(column.null_count for column in table.columns) == 0:
        return placed
    filled = np.any([column.is_valid().to_numpy() for column in table.columns], axis=0)
    return placed if filled.all() else placed.filter(pa.array(filled)).combine_chunks()


def words_of(cells: list[str]) -> pa.Array:
    """Cells as words, blank ones missing."""
    stripped = [cell.strip() or None for cell in cells]
    return pa.array(stripped, pa.string()).dictionary_encode().cast(WORD)


def shown(cell: str) -> str:
    """A cell as a person sees it."""
    return cell[2:] if cell.startswith(MARK) else cell


def clean(text: str) -> str:
    """Text without control characters, which mark kinds here."""
    return _CONTROLS.sub("", text)


def letters(column: int) -> str:
    """The letters of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int | None, column: int | None) -> str | None:
    """The address of a cell, as F7; the row counted as in the file, the column from 0."""
    return None if row is None or column is None or column < 0 else f"{letters(column)}{row}"
