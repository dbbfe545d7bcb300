"""CSV files as text: every cell a word, nothing guessed, each distinct word kept once."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from etl.problems import Problem

WORD: Final = pa.dictionary(pa.int32(), pa.string())
SOURCE_FILE: Final = "source_file"
SOURCE_ROW: Final = "source_row"


class Columns(NamedTuple):
    """The columns a kind of file has, and those among them that every row must fill."""

    names: tuple[str, ...]
    filled: tuple[str, ...]


class Reading(NamedTuple):
    """What was read: one column per name, all of type WORD, with the file and row each line came from."""

    table: pa.Table
    problems: list[Problem]


def empty(columns: Columns) -> pa.Table:
    """The table of no rows in the columns of a kind of file."""
    table = pa.table({name: pa.array([], WORD) for name in (*columns.names, SOURCE_FILE)})
    return table.append_column(SOURCE_ROW, pa.array([], pa.int32()))


def read(path: Path, file: str, columns: Columns) -> Reading:
    """One CSV file as words; with problems and no rows where the file as a whole cannot be read."""
    try:
        header = _header(path)
        wrong = _header_problems(file, header, columns)
        if wrong:
            return Reading(empty(columns), wrong)
        table, odd = _parsed(path, header)
    except FileNotFoundError:
        return Reading(empty(columns), [Problem("unreadable-file", file)])
    except UnicodeDecodeError as error:
        return Reading(empty(columns), [Problem("unknown-encoding", file, text=str(error))])
    except pa.ArrowInvalid as error:
        code = "unknown-encoding" if "UTF8" in str(error) else "unreadable-file"
        return Reading(empty(columns), [Problem(code, file, text=str(error))])
    ragged = [Problem("ragged-row", file, row.number, text=row.text) for row in odd if row.text.strip()]
    return Reading(_with_place(table.select(columns.names), file, odd), ragged)


def read_all(paths: Sequence[Path], root: Path, columns: Columns) -> Reading:
    """Several CSV files of one kind below each other, named by their path below `root`."""
    readings = [read(path, path.relative_to(root).as_posix(), columns) for path in paths]
    problems = [problem for reading in readings for problem in reading.problems]
    return Reading(stacked([reading.table for reading in readings] or [empty(columns)]), problems)


def stacked(tables: Iterable[pa.Table]) -> pa.Table:
    """Tables of the same columns below each other, each column one dictionary and one piece."""
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def constant(value: str | None, rows: int) -> pa.Array:
    """A column of one word repeated; of nothing where the word is None."""
    if value is None:
        return pa.nulls(rows, WORD)
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([value]))


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file), [])


def _header_problems(file: str, header: list[str], columns: Columns) -> list[Problem]:
    if not header:
        return [Problem("empty-file", file)]
    absent = [Problem("missing-column", file, 1, name) for name in columns.names if name not in header]
    extra = [Problem("extra-column", file, 1, name) for name in header if name not in columns.names]
    twice = [Problem("extra-column", file, 1, n) for i, n in enumerate(header) if n in header[:i]]
    return [*absent, *extra, *twice]


def _parsed(path: Path, header: list[str]) -> tuple[pa.Table, list[Any]]:
    table, odd = _pass(path, header, threads=True)
    if not odd:
        return table, odd
    # Only a pass on one thread knows the numbers of the rows it leaves out.
    return _pass(path, header, threads=False)


def _pass(path: Path, header: list[str], threads: bool) -> tuple[pa.Table, list[Any]]:
    odd: list[Any] = []

    def leave_out(row: Any) -> str:
        odd.append(row)
        return "skip"

    table = arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(use_threads=threads, block_size=8 << 20),
        parse_options=arrow_csv.ParseOptions(
            newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=leave_out
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(header, WORD), strings_can_be_null=True, null_values=[""]
        ),
    )
    return table.unify_dictionaries().combine_chunks(), odd


def _with_place(table: pa.Table, file: str, odd: list[Any]) -> pa.Table:
    rows = np.arange(2, table.num_rows + len(odd) + 2, dtype=np.int32)
    rows = np.setdiff1d(rows, [row.number for row in odd], assume_unique=True) if odd else rows
    placed = table.append_column(SOURCE_FILE, constant(file, table.num_rows))
    placed = placed.append_column(SOURCE_ROW, pa.array(rows.astype(np.int32)))
    return stacked([_without_blank_lines(placed, table)])


def _without_blank_lines(placed: pa.Table, table: pa.Table) -> pa.Table:
    """Blank lines count as rows of the file and hold nothing."""
    if not table.num_rows or min(column.null_count for column in table.columns) == 0:
        return placed
    filled = np.any([column.is_valid().to_numpy() for column in table.columns], axis=0)
    return placed.filter(pa.array(filled))
