"""Columns that are never loaded and only compared: printed plans, shares of the plan, shares of an earlier period."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from etl.uploads.context import Context
from etl.uploads.figures import UNDECIDED, Amount
from etl.uploads.findings import Finding
from etl.uploads.judged import judged
from etl.uploads.knowledge import Knowledge
from etl.uploads.layout import Layout, ValueColumn
from etl.uploads.report import Report
from etl.uploads.sheets import address, shown
from etl.uploads.wide_table import WideTable

SHARE: Final = "share-differs"
#: Plans are for years to come: no period is too early for them.
_ALWAYS_OVER: Final = date(2200, 1, 1)
#: Spreadsheets hold shares to fifteen digits; so many decimals are compared.
_FINEST: Final = 4
#: A figure of a table: its column, amount and last day.
Figure = tuple[ValueColumn, Decimal, date]


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
    report.shares = list(_shares(report, rows, found, known))


def _shares(report: Report, rows: Sequence[list[str]], found: Layout, known: Knowledge) -> Iterator[Finding]:
    own = _by_row(report.observations, report.columns, found)
    plans = _by_row(report.plans, report.plan_columns, found)
    shares = [column for column in found.values if column.skipped and (column.compared or "").startswith("share_of_")]
    for number in sorted(own):
        cells = rows[number - 1]
        for column in shares:
            text = cells[column.index].strip() if column.index < len(cells) else ""
            printed = _printed(text, known)
            expected = _expected(column, own[number], plans.get(number, []))
            if printed is not None and expected and not any(_is(printed, value, column) for value in expected):
                at = address(number, column.index)
                yield Finding(SHARE, number, column.header, at, shown(text), _nearest(printed[0], expected))


def _by_row(table: Any, columns: Any, found: Layout) -> dict[int, list[Figure]]:
    """The exact figures of each row of the file."""
    by_row: dict[int, list[Figure]] = defaultdict(list)
    if table is None:
        return by_row
    of_index = {column.index: column for column in found.values}
    picked = table.select(["source_row", "low", "qualifier", "period_end"]).to_pylist()
    for row, column in zip(picked, columns, strict=True):
        if row["source_row"] is not None and row["qualifier"] in (None, "exact"):
            by_row[row["source_row"]].append((of_index[int(column)], row["low"], row["period_end"]))
    return by_row


def _printed(text: str, known: Knowledge) -> Amount | None:
    """A printed share in percent and its decimals; a lone mark is decimal, since no share has thousands."""
    if not text:
        return None
    figure = known.figures.figure(text)
    if figure.low is None or figure.high is not None or figure.qualifier != "exact":
        return None
    return figure.low.decimal if figure.status == UNDECIDED else figure.low.reading


def _expected(column: ValueColumn, own: list[Figure], plans: list[Figure]) -> list[Decimal]:
    """What the figures of a row give for a share; empty where nothing stands to divide by."""
    alike = [figure for figure in own if _alike(figure[0], column)]
    if column.compared == "share_of_plan":
        pairs = [(part, whole) for part in alike for whole in plans if part[2].year == whole[2].year]
    else:
        pairs = [(part, whole) for part in alike for whole in alike if part[2].year == whole[2].year + 1]
    return [
        100 * part[1] / whole[1]
        for part, whole in pairs
        if whole[1] > 0 and _alike(part[0], whole[0]) and _alike(whole[0], column)
    ]


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
