"""Columns that are never loaded and only compared: printed plans, shares of the plan, shares of an earlier period."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

import numpy as np

from etl.uploads.cells import Cells
from etl.uploads.context import Context
from etl.uploads.figures import MICRO, READ, UNDECIDED, Amount
from etl.uploads.findings import Finding
from etl.uploads.judged import judged
from etl.uploads.knowledge import Knowledge
from etl.uploads.layout import Layout, ValueColumn
from etl.uploads.reading import numbers, numbers_of_words
from etl.uploads.report import Report
from etl.uploads.sheets import address, shown
from etl.uploads.wide_table import WideTable
from metrics.periods import Period, period

SHARE: Final = "share-differs"
#: Plans are for years to come: no period is too early for them.
_ALWAYS_OVER: Final = date(2200, 1, 1)
#: Spreadsheets hold shares to fifteen digits; so many decimals are compared.
_FINEST: Final = 4


class Figure(NamedTuple):
    """A figure of a table: its column and row, what it is about, its exact amount and unit."""

    column: ValueColumn
    row: int
    place: str
    indicator: str
    breakdown: str
    period: Period
    amount: Decimal
    unit: str


class Share(NamedTuple):
    """A printed share: its row and column, its text, the percentage and its decimals; figures of its row like it."""

    row: int
    column: ValueColumn
    text: str
    printed: Amount
    own: tuple[Figure, ...]


#: What the figures that a share may be of are divided by.
Wholes = Callable[[Figure, str], Iterable[Decimal]]


def keep_compared(report: Report, rows: Sequence[list[str]], found: Layout, around: Context, known: Knowledge) -> None:
    """Read the plans of a wide table beside its figures, and hold its printed shares against both."""
    kinds = {column.compared for column in found.values if column.skipped} - {None}
    if not kinds or report.observations is None:
        return
    columns = [column for column in found.values if column.skipped and column.compared == "plan"]
    if columns:
        cells = WideTable(rows, found, around, known, columns).cells()
        result = judged(cells, found, known, _ALWAYS_OVER, report.options.decimal, report.file)
        report.plans, report.plan_columns = result.observations, result.columns
    own, plans = _figures(report, rows, found, around, known, columns)
    shares = list(_shares(own, rows, found, known))
    report.shares = list(differing(shares, lambda figure, kind: _wholes(figure, kind, own, plans)))
    report.open_shares = [share for share in shares if not _expected(share, lambda f, k: _wholes(f, k, own, plans))]


def differing(shares: Iterable[Share], wholes: Wholes) -> Iterator[Finding]:
    """The printed shares that no figure of their row gives; those silent that nothing stands to divide by."""
    for share in shares:
        expected = _expected(share, wholes)
        if expected and not any(_is(share.printed, value, share.column) for value in expected):
            at = address(share.row, share.column.index)
            nearest = _nearest(share.printed[0], expected)
            yield Finding(SHARE, share.row, share.column.header, at, share.text, nearest)


def _expected(share: Share, wholes: Wholes) -> list[Decimal]:
    """What the figures of a row give for a share; empty where nothing stands to divide by."""
    kind = str(share.column.compared)
    return [100 * part.amount / whole for part in share.own for whole in wholes(part, kind) if whole > 0]


ByRow = dict[int, list[Figure]]


def _wholes(part: Figure, kind: str, own: ByRow, plans: ByRow) -> list[Decimal]:
    """What stands in the same row: plans of the same year, or figures of the year before."""
    of_plan = kind == "share_of_plan"
    beside, year = (plans, part.period.year) if of_plan else (own, part.period.year - 1)
    return [whole.amount for whole in beside.get(part.row, ())
            if whole.period.year == year and _alike(part.column, whole.column)]  # fmt: skip


def _figures(
    report: Report, rows: Sequence[list[str]], found: Layout, around: Context, known: Knowledge,
    plans: Sequence[ValueColumn],
) -> tuple[ByRow, ByRow]:  # fmt: skip
    """The figures and plans of each row; of schools that are summed those of each school."""
    if "sum" not in report.remarks:
        return (_by_row(report.observations, report.columns, found), _by_row(report.plans, report.plan_columns, found))

    def of_schools(columns: Sequence[ValueColumn]) -> ByRow:
        return _of_cells(WideTable(rows, found, around, known, columns).cells(), found, known, report.options.decimal)

    return of_schools(found.loaded), of_schools(plans)


def _of_cells(cells: Cells, found: Layout, known: Knowledge, decimal: str | None) -> ByRow:
    read = numbers(cells, numbers_of_words(cells.words, known.figures), known.registry, decimal)
    of_index, by_row = {column.index: column for column in found.values}, defaultdict(list)
    for i in np.flatnonzero((read.status == READ) & (read.qualifier == 0)):
        series, time = cells.series.values[cells.series.codes[i]], cells.time.values[cells.time.codes[i]]
        if series.indicator is not None and time.period is not None:
            column, amount = of_index[int(cells.column[i])], Decimal(int(read.low[i])) / MICRO
            by_row[int(cells.row[i])].append(
                Figure(column, int(cells.row[i]), "", series.indicator, series.breakdown, time.period, amount, "")
            )
    return by_row


def _shares(own: ByRow, rows: Sequence[list[str]], found: Layout, known: Knowledge) -> Iterator[Share]:
    columns = [column for column in found.values if column.skipped and (column.compared or "").startswith("share_of_")]
    for number in sorted(own):
        for column in columns:
            cells = rows[number - 1]
            text = cells[column.index].strip() if column.index < len(cells) else ""
            printed = _printed(text, known)
            if printed is not None:
                alike = tuple(figure for figure in own[number] if _alike(figure.column, column))
                yield Share(number, column, shown(text), printed, alike)


def _by_row(table: Any, columns: Any, found: Layout) -> ByRow:
    """The exact figures of each row of the file."""
    by_row: ByRow = defaultdict(list)
    if table is None:
        return by_row
    of_index = {column.index: column for column in found.values}
    names = ["source_row", "place", "indicator", "breakdown", "period", "low", "unit", "qualifier"]
    for row, column in zip(table.select(names).to_pylist(), columns, strict=True):
        if row["source_row"] is not None and row["qualifier"] in (None, "exact"):
            by_row[row["source_row"]].append(Figure(
                of_index[int(column)], row["source_row"], row["place"], row["indicator"], row["breakdown"],
                period(row["period"]), row["low"], row["unit"],
            ))  # fmt: skip
    return by_row


def _printed(text: str, known: Knowledge) -> Amount | None:
    """A printed share in percent and its decimals; a lone mark is decimal, since no share has thousands."""
    if not text:
        return None
    figure = known.figures.figure(text)
    if figure.low is None or figure.high is not None or figure.qualifier != "exact":
        return None
    return figure.low.decimal if figure.status == UNDECIDED else figure.low.reading


def _alike(one: ValueColumn, other: ValueColumn) -> bool:
    """Whether two columns can tell of the same: their headers name no different indicators or levels."""
    return all(
        None in pair or pair[0] == pair[1]
        for pair in ((one.indicator, other.indicator), (one.breakdown, other.breakdown))
    )


def _is(printed: Amount, value: Decimal, column: ValueColumn) -> bool:
    """Whether a printed share is a value within its rounding: as a share, an increase, or (no % said) a ratio."""
    amount, decimals = printed
    room = Decimal(1).scaleb(-min(decimals, _FINEST)) / 2
    readings = [value] if column.compared == "share_of_plan" else [value, value - 100]
    if "%" not in column.header:
        readings.append(value / 100)
    return any(abs(amount - reading) <= room for reading in readings)


def _nearest(printed: Decimal, values: list[Decimal]) -> str:
    """The recomputed share nearest to the printed one, with two decimals."""
    return f"{min(values, key=lambda value: abs(value - printed)):.2f}"
