"""Text files: delimiter by the header it makes known and a constant count of columns, cells as text."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pyarrow as pa
from pyarrow import csv as arrow_csv

from etl.read import WORD
from etl.uploads.sheets import HEAD, numbered, words_of

DELIMITERS: Final = (";", "\t", ",", "|")
#: No cell is longer; a quote never closed ends here and not with the memory.
LONGEST_CELL: Final = 131_072
SAMPLE: Final = 200
#: So many characters hold the rows that a header is looked for in.
BEGINNING: Final = 1 << 20


class NotATable(ValueError):
    """The text cannot be cut into rows and cells."""


@dataclass(frozen=True)
class TextSheet:
    """The one sheet of a text file, cut into rows only as far as somebody asks."""

    text: str
    delimiter: str
    name: None = None
    merges: tuple[Any, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    remarks: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> pa.Table | None:
        """Every row, each distinct word once; None where rows differ in length."""
        first = next(records(self.text, self.delimiter, 1), [])
        return quick_body(self.text, self.delimiter, 0, len(first)) if len(first) > 1 else None

    def distinct_texts(self) -> list[pa.Array] | None:
        """The distinct words of each column; None where rows differ in length."""
        whole = self.whole
        return None if whole is None else [column.chunk(0).dictionary for column in whole.columns if column.num_chunks]

    def head(self) -> list[list[str]]:
        """The first rows, where title and header stand."""
        return list(records(self.text, self.delimiter, HEAD))

    def all_rows(self) -> Sequence[list[str]]:
        """Every row."""
        return list(records(self.text, self.delimiter, None))

    def body(self, start: int, width: int) -> pa.Table:
        """The rows from `start` on as columns of words, named 0, 1, …, with the row of the file of each."""
        whole = self.whole
        if whole is not None and whole.num_columns == width:
            return numbered(whole.slice(start).combine_chunks(), start)
        quick = quick_body(self.text, self.delimiter, start, width)
        if quick is not None:
            return numbered(quick, start)
        rows = self.all_rows()[start:]
        columns = {str(i): words_of([row[i] if i < len(row) else "" for row in rows]) for i in range(width)}
        return numbered(pa.table(columns), start)


def announced(text: str) -> tuple[str | None, bool]:
    """The delimiter that a first line `sep=;` names, and whether there is such a line."""
    first = text[:16].split("\n", 1)[0].strip().strip('"')
    if first[:4].lower() != "sep=":
        return None, False
    named = "\t" if first[4:] in ("", "\\t") else first[4:5]
    return (named if named in DELIMITERS else None), True


def delimiter(text: str, known: Callable[[str], bool]) -> str:
    """The delimiter that makes most headers known, then the one with the most constant count of columns."""
    named, _ = announced(text)
    if named is not None:
        return named
    return max(DELIMITERS, key=lambda mark: _fitness(text, mark, known))


def _fitness(text: str, mark: str, known: Callable[[str], bool]) -> tuple[int, float, int]:
    try:
        rows = [row for row in records(text, mark, SAMPLE) if any(cell.strip() for cell in row)]
    except NotATable:
        return 0, 0.0, 0
    if not rows:
        return 0, 0.0, 0
    best = max(sum(1 for cell in row if cell.strip() and known(cell)) for row in rows[:30]) if len(rows) else 0
    usual, count = Counter(len(row) for row in rows).most_common(1)[0]
    return (best if usual > 1 else min(best, 1)), count / len(rows) if usual > 1 else 0.0, usual


def records(text: str, mark: str, limit: int | None) -> Iterator[list[str]]:
    """The rows of a text; blank lines are rows without cells."""
    csv.field_size_limit(LONGEST_CELL)
    source = text if limit is None else text[:BEGINNING]
    reader = csv.reader(_lines(source), delimiter=mark)
    try:
        for number, row in enumerate(reader):
            if limit is not None and number >= limit:
                return
            yield row
    except csv.Error as error:
        raise NotATable(str(error)) from error


def _lines(text: str) -> Iterator[str]:
    return iter(io.StringIO(text, newline=""))


def quick_body(text: str, mark: str, start: int, width: int) -> pa.Table | None:
    """The rows from `start` on, each distinct word once; None where rows differ in length."""
    rest = text[_offset(text, mark, start) :] if start else text
    if not rest[:BEGINNING].strip():
        return pa.table({str(i): pa.array([], WORD) for i in range(width)})
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(rest.encode()),
            read_options=arrow_csv.ReadOptions(column_names=[str(i) for i in range(width)], block_size=8 << 20),
            parse_options=arrow_csv.ParseOptions(
                delimiter=mark, newlines_in_values='"' in rest, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={str(i): WORD for i in range(width)}, strings_can_be_null=True, null_values=[""]
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table.unify_dictionaries().combine_chunks()


def _offset(text: str, mark: str, start: int) -> int:
    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for line in _lines(text[:BEGINNING]):
            taken += len(line)
            yield line

    reader = csv.reader(counted(), delimiter=mark)
    for _ in range(start):
        next(reader, None)
    return taken
