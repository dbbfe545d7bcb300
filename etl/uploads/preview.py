"""A report on the sheet itself: each cell with what becomes of it, each problem with the number it bears there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from etl.uploads.context import Context, Said, said_by
from etl.uploads.delimited import NotATable
from etl.uploads.differences import CHANGED, NEW, Change, Differences
from etl.uploads.files import Refused, opened_content
from etl.uploads.findings import Finding
from etl.uploads.knowledge import Knowledge, knowledge
from etl.uploads.layout import Layout, ValueColumn
from etl.uploads.report import Report
from etl.uploads.sheets import HEAD, letters, shown

#: A row of the file, and a column counted from 0.
At = tuple[int | None, int]
RESULT: Final[dict[int, str]] = {NEW: "new", CHANGED: "changed"}
#: So many rows are shown at most, and so many without any problem at the beginning.
SHOWN: Final = 160
BEGINNING: Final = 40
_CELL: Final = re.compile(r"([A-Z]+)(\d+)")


class Was(NamedTuple):
    """The figure that stands and would be replaced."""

    value: Decimal
    high: Decimal | None
    decimals: int | None
    unit: str | None


class Read(NamedTuple):
    """A figure as it was read."""

    value: Decimal
    high: Decimal | None
    decimals: int | None
    qualifier: str
    unit: str


@dataclass(slots=True)
class Cell:
    """One cell: its text, what becomes of it ("" for nothing), its problems, what was read, what it replaces."""

    text: str
    kind: str = ""
    numbers: tuple[int, ...] = ()
    read: Read | None = None
    was: Was | None = None


@dataclass(slots=True)
class Line:
    """One row as the file numbers it; `part` is title, header, data or aside; `gap` rows before it are not shown."""

    number: int
    part: str
    cells: list[Cell]
    numbers: tuple[int, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    gap: int = 0


class Column(NamedTuple):
    """A column: its letters, its header, its role (`value`, `skipped`, `extra`, a dimension), what its figures are."""

    letters: str
    header: str
    role: str
    value: ValueColumn | None = None


class Inherited(NamedTuple):
    """What holds for the whole table: of place, indicator, year or period; its text; option, title, sheet or column."""

    of: str
    text: str
    source: str


class Numbered(NamedTuple):
    """A problem and the number it bears on the sheet."""

    number: int
    finding: Finding


class Marks(NamedTuple):
    """What is known of cells, by row of the file and column, and of rows."""

    kinds: dict[At, str]
    read: dict[At, Read]
    was: dict[At, Was]
    by_cell: dict[At, list[int]]
    by_row: dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Preview:
    """The sheet as it was read."""

    columns: list[Column]
    lines: list[Line]
    problems: list[Numbered]
    inherited: list[Inherited]


def numbered(findings: Sequence[Finding]) -> list[Numbered]:
    """Errors, then warnings, then notes, each in the order of the rows, numbered from 1."""
    order = ("error", "warning", "note")
    ordered = sorted(findings, key=lambda f: (order.index(f.severity), f.row or 0))
    return [Numbered(number, finding) for number, finding in enumerate(ordered, 1)]


def preview(
    report: Report, content: bytes, found: Differences | None, problems: Sequence[Numbered],
    known: Knowledge | None = None,
) -> Preview:  # fmt: skip
    """The sheet of a report: rows with problems always, others as far as there is room."""
    with_words = known or knowledge()
    layout = report.layout
    if layout is None:
        return Preview([], [], list(problems), [])
    rows = _rows(report, content, with_words)
    by_cell, by_row = _placed(problems)
    chosen = _chosen(len(rows), layout, {row for row, _ in by_cell if row is not None} | set(by_row))
    kinds, read, was = _kinds(report, found, chosen)
    for (row, column), numbers in by_cell.items():
        severity = _severity(numbers, problems)
        if severity is not None:
            kinds[row, column] = severity
    width = max((len(rows[index]) for index in chosen), default=0)
    width = min(width, max((i + 1 for index in chosen for i, c in enumerate(rows[index]) if c.strip()), default=0))
    lines = [_line(index, rows[index], width, layout, Marks(kinds, read, was, by_cell, by_row)) for index in chosen]
    for line, index, before in zip(lines, chosen, [-1, *chosen], strict=False):
        line.gap = index - before - 1
    return Preview(_columns(layout, width), lines, list(problems), _inherited(report, layout, with_words))


def _rows(report: Report, content: bytes, known: Knowledge) -> Sequence[list[str]]:
    """Every row; of a text file whose beginning alone was kept, cut anew."""
    if report.delimiter is None or len(report.grid) < HEAD:
        return report.grid
    try:
        opened = opened_content(content, known.limits, known.known, report.encoding)
        return opened.sheets[0].all_rows()
    except (Refused, NotATable):
        return report.grid


def _kinds(
    report: Report, found: Differences | None, chosen: Sequence[int]
) -> tuple[dict[At, str], dict[At, Read], dict[At, Was]]:
    """What becomes of the cell of each figure in the chosen rows, by row of the file and column; without a store
    nothing. The other figures of a large file are never made objects.
    """
    table = report.observations
    if table is None:
        return {}, {}, {}
    rows = np.asarray(table.column("source_row"))
    places = np.flatnonzero(np.isin(rows, np.asarray(chosen) + 1)).tolist()
    cells: dict[int, At] = {place: (int(rows[place]), int(report.columns[place])) for place in places}
    figures = table.select(["low", "high", "decimals", "qualifier", "unit"]).take(pa.array(places, pa.int64()))
    read = {cell: _read(figure) for cell, figure in zip(cells.values(), figures.to_pylist(), strict=True)}
    if found is None:
        return {}, read, {}
    kinds = {cell: RESULT.get(int(found.kinds[place]), "same") for place, cell in cells.items()}
    return kinds, read, {cells[c.position]: _was(c) for c in found.changes if c.position in cells}


def _read(figure: dict[str, Any]) -> Read:
    high = figure["high"] if figure["qualifier"] == "range" else None
    return Read(figure["low"], high, figure["decimals"], figure["qualifier"] or "exact", figure["unit"])


def _was(change: Change) -> Was:
    return Was(change.low, change.high, change.decimals, change.unit)


def _placed(problems: Sequence[Numbered]) -> tuple[dict[At, list[int]], dict[int, list[int]]]:
    """The numbers of problems by cell, and by row of those that name no cell."""
    by_cell: dict[At, list[int]] = defaultdict(list)
    by_row: dict[int, list[int]] = defaultdict(list)
    for number, finding in problems:
        match = _CELL.fullmatch(finding.cell or "")
        if match:
            by_cell[int(match[2]), column_of(match[1])].append(number)
        elif finding.row is not None:
            by_row[finding.row].append(number)
    return by_cell, by_row


def column_of(name: str) -> int:
    """The column that letters name, counted from 0."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _severity(numbers: Iterable[int], problems: Sequence[Numbered]) -> str | None:
    found = {problems[number - 1].finding.severity for number in numbers}
    return next((severity for severity in ("error", "warning") if severity in found), None)


def _chosen(count: int, layout: Layout, troubled: set[int]) -> list[int]:
    """The rows to show: title and header, the beginning, and those with problems, with their neighbours."""
    if count <= SHOWN:
        return list(range(count))
    wanted = {*range(min(count, layout.data + BEGINNING))}
    for row in sorted(troubled):
        if len(wanted) >= SHOWN:
            break
        wanted |= {index for index in (row - 2, row - 1, row) if 0 <= index < count}
    return sorted(wanted)


def _line(index: int, row: list[str], width: int, layout: Layout, marks: Marks) -> Line:
    number = index + 1
    cells = [_cell(shown(row[i]) if i < len(row) else "", (number, i), marks) for i in range(width)]
    counts = Counter(cell.kind for cell in cells if cell.kind)
    return Line(number, _part(index, layout), cells, tuple(marks.by_row.get(number, ())), counts)


def _cell(text: str, at: At, marks: Marks) -> Cell:
    return Cell(text, marks.kinds.get(at, ""), tuple(marks.by_cell.get(at, ())), marks.read.get(at), marks.was.get(at))


def _part(index: int, layout: Layout) -> str:
    if index < layout.first_header:
        return "title"
    if index <= layout.last_header:
        return "header"
    return "data" if index >= layout.data else "aside"


def _columns(layout: Layout, width: int) -> list[Column]:
    roles = {index: role for role, index in layout.roles.items()}
    values = {value.index: value for value in layout.values}
    return [_column(i, layout.headers.get(i, ""), roles.get(i), values.get(i)) for i in range(width)]


def _column(index: int, header: str, role: str | None, value: ValueColumn | None) -> Column:
    if value is not None:
        return Column(letters(index), header, "skipped" if value.skipped else "value", value)
    return Column(letters(index), header, role or ("extra" if header else ""))


def _inherited(report: Report, layout: Layout, known: Knowledge) -> list[Inherited]:
    """What the table takes from around it, and from where: an option, the title block, the sheet's name."""
    title, name = said_by(layout.titles, known), said_by([report.sheet] if report.sheet else [], known)
    found = []
    for of in ("place", "indicator", "year", "period"):
        option = getattr(report.options, of)
        if option:
            found.append(Inherited(of, str(option), "option"))
        elif text := _said(title, of):
            found.append(Inherited(of, text, "title"))
        elif text := _said(name, of):
            found.append(Inherited(of, text, "sheet"))
        elif of in ("year", "period") and report.around is not None and (text := _around(report.around, of)):
            found.append(Inherited(of, text, "title"))
    return found


def _around(around: Context, of: str) -> str | None:
    """The year or the part of it that the day up to which a title counts gives."""
    value = around.year if of == "year" else around.part
    return str(value) if value else None


def _said(said: Said, of: str) -> str | None:
    value = (said.part or said.key) if of == "period" else getattr(said, of)
    return str(value) if value else None
