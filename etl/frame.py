"""A table of words seen through its distinct words: a question to a word is asked once, not once per row."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.problems import ERROR, Problem
from etl.read import SOURCE_FILE, SOURCE_ROW

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
#: Below so many possible combinations a table of all of them is quicker than sorting those present.
DENSE: Final = 20_000_000


class Frame:
    """Rows of words with the file and row each came from; a missing cell has the code -1."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table
        self._codes: dict[str, Codes] = {}
        self._words: dict[str, list[str]] = {}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.table.num_rows)

    def dictionary(self, column: str) -> pa.Array:
        """The distinct words of a column, in the order of their codes."""
        return _piece(self.table, column).dictionary

    def words(self, column: str) -> list[str]:
        """The distinct words of a column as Python text, in the order of their codes."""
        if column not in self._words:
            self._words[column] = self.dictionary(column).to_pylist()
        return self._words[column]

    def codes(self, column: str) -> Codes:
        """For each row which of the distinct words stands there; -1 where none does."""
        if column not in self._codes:
            indices = _piece(self.table, column).indices
            self._codes[column] = indices.fill_null(-1).to_numpy(zero_copy_only=False)
        return self._codes[column]

    def asked(self, column: str, question: Callable[[str], bool]) -> Mask:
        """For each distinct word of a column whether the question is true of it."""
        return np.fromiter((question(word) for word in self.words(column)), np.bool_, len(self.words(column)))

    def rows_with(self, column: str, chosen: Mask) -> Rows:
        """The rows whose word is among the chosen ones."""
        return np.flatnonzero(spread(chosen, self.codes(column))) if chosen.any() else np.empty(0, np.int64)

    def missing(self, column: str) -> Rows:
        """The rows where the cell is blank."""
        present = self.table.column(column).null_count == 0
        return np.empty(0, np.int64) if present else np.flatnonzero(self.codes(column) < 0)

    def problems(
        self, code: str, column: str, rows: Iterable[int], suggestion: str | None = None, severity: str = ERROR
    ) -> list[Problem]:
        """One problem for each of the rows, on the cell of the column."""
        return [
            Problem(code, self._file(row), self._row(row), column, self.text(column, row), suggestion, severity)
            for row in rows
        ]

    def text(self, column: str, row: int) -> str | None:
        """The word in one cell; None where it is blank."""
        code = int(self.codes(column)[row])
        return self.words(column)[code] if code >= 0 else None

    @cached_property
    def _numbers(self) -> npt.NDArray[np.int64]:
        numbers: npt.NDArray[np.int64] = self.table.column(SOURCE_ROW).to_numpy()
        return numbers

    def _file(self, row: int) -> str:
        return self.text(SOURCE_FILE, row) or ""

    def _row(self, row: int) -> int:
        return int(self._numbers[row])


def spread(by_word: Mask, codes: Codes) -> Mask:
    """What is true of words, row by row; False where the cell is blank."""
    spread_out: Mask = np.append(by_word, False)[codes]
    return spread_out


def combined(parts: Iterable[tuple[Codes, int]]) -> tuple[Codes, int]:
    """One code for each combination of codes, blanks included, and how many there can be."""
    code, size = np.zeros(1, np.int64), 1
    for codes, words in parts:
        blank = int(codes.size > 0 and codes.min() < 0)
        if size * (words + blank) >= 1 << 62:
            code, size = _renumbered(code)
        code = code * (words + blank) + codes + blank
        size *= words + blank
    return code, size


def _renumbered(code: Codes) -> tuple[Codes, int]:
    encoded = pa.array(code).dictionary_encode()
    return encoded.indices.to_numpy().astype(np.int64), len(encoded.dictionary)


def pairs(first: tuple[Codes, int], second: tuple[Codes, int]) -> tuple[Codes, list[tuple[int, int]]]:
    """One code for each pair of words in a row, -1 where either is blank, and the pairs that occur."""
    code = np.where((first[0] < 0) | (second[0] < 0), -1, first[0].astype(np.int64) * second[1] + second[0])
    given = code[code >= 0] if (code < 0).any() else code
    dense = first[1] * second[1] <= DENSE
    found = np.flatnonzero(np.bincount(given, minlength=1)) if dense else np.unique(given)
    return code, [divmod(int(pair), second[1]) for pair in found if given.size]


def _piece(table: pa.Table, column: str) -> pa.DictionaryArray:
    chunked = table.column(column)
    return chunked.chunk(0) if chunked.num_chunks else pa.array([], chunked.type)
