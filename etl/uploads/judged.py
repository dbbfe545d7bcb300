"""A table judged: its observations as the warehouse takes them, and every problem found, in one pass."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.amounts import AMOUNT
from etl.uploads.cells import NO_ROW, Cells, Coded, Integers
from etl.uploads.checks import statements as together
from etl.uploads.checks.rows import CHECKS, scale_of
from etl.uploads.findings import Finding
from etl.uploads.knowledge import Knowledge
from etl.uploads.layout import Layout
from etl.uploads.reading import MICRO, numbers, numbers_of_words, whole
from etl.uploads.sheets import shown
from etl.uploads.sight import Sight
from etl.uploads.statements import Statements, statements
from metrics.registry import Registry
from metrics.vocabulary import QUALIFIERS, STATES, UNITS

COLUMN: Final = "source_column"


@dataclass
class Judged:
    """What a table gives: observations in the warehouse's columns, the column of each figure, and the problems."""

    observations: pa.Table
    columns: Integers
    findings: list[Finding]
    years: tuple[set[int], bool]


def judged(cells: Cells, layout: Layout, known: Knowledge, today: date, decimal: str | None, file: str) -> Judged:
    """The cells of a table through all checks."""
    words = numbers_of_words(cells.words, known.figures)
    sight = Sight(cells, numbers(cells, words, known.registry, decimal), layout, known, today)
    findings = [finding for check in CHECKS for finding in check(sight)]
    findings += _scaled(sight)
    if "sum" in cells.remarks:
        sight = _summed(sight, findings)
    found = statements(sight, scale_of(sight))
    findings += together.mixed_units(sight, found)
    repeated = together.repeated_keys(sight, found)
    findings += repeated
    if repeated:
        found = statements(sight, scale_of(sight))
    for check in (together.subsets_above_wholes, together.parts_not_total, together.decreasing_to_date):
        findings += check(sight, found)
    kept = sight.alive[found.entries]
    table = observations(sight, found, kept, file)
    return Judged(table, sight.cells.column[found.entries[kept]], findings, _years(sight))


def _years(sight: Sight) -> tuple[set[int], bool]:
    used: Integers = np.unique(sight.cells.time.codes)
    return {p.year for i in used if (p := sight.cells.time.values[int(i)].period) is not None}, False


def _scaled(sight: Sight) -> list[Finding]:
    """Which columns were multiplied: said once each."""
    scale = scale_of(sight)
    columns: Integers = np.unique(sight.cells.column[(scale > 1) & sight.alive])
    return [Finding("scaled", None, sight.layout.header(int(c)), None, str(int(scale[sight.cells.column == c].max())))
            for c in columns]  # fmt: skip


def _summed(sight: Sight, findings: list[Finding]) -> Sight:
    """The sum of the rows of schools in each column, in the place of the rows; none where a row of it is wrong."""
    cells = sight.cells
    wrong = {f.cell for f in findings if f.severity == "error"}
    scale = scale_of(sight)
    keys = np.stack([cells.column, cells.series.codes, cells.time.codes, cells.unit.codes, cells.state.codes])
    _, first, inverse = np.unique(keys, axis=1, return_index=True, return_inverse=True)
    inverse = inverse.reshape(-1)
    total = np.bincount(inverse, np.where(sight.alive, sight.numbers.low * scale // MICRO, 0), len(first)).astype(
        np.int64
    )
    failed = np.bincount(inverse, ~sight.alive & (sight.numbers.status != 0), len(first)) > 0
    present = np.bincount(inverse, sight.alive, len(first)) > 0
    counts = ~sight.rate[first]
    keep = np.flatnonzero(present & ~failed & counts)
    return _of_sums(sight, first[keep], total[keep], bool(wrong))


def _of_sums(sight: Sight, first: Integers, total: Integers, wrong: bool) -> Sight:
    cells = sight.cells

    def taken(coded: Coded[Any]) -> Coded[Any]:
        return Coded(coded.values, coded.codes[first])

    words = pa.array([str(int(value)) for value in total], pa.string())
    sums = Cells(
        np.full(len(first), NO_ROW, np.int64), cells.column[first], taken(cells.place), taken(cells.series),
        taken(cells.time), taken(cells.unit), taken(cells.state), taken(cells.as_of), taken(cells.source),
        taken(cells.note), words, np.arange(len(first), dtype=np.int64), cells.columns, cells.header_row,
        rows_read=cells.rows_read,
    )  # fmt: skip
    found = numbers(sums, numbers_of_words(words, sight.known.figures), sight.known.registry, None)
    found.unit = sight.numbers.unit[first]
    plain = Sight(sums, found, sight.layout, sight.known, sight.today)
    plain.cells.unit = Coded([u._replace(scale=1) for u in cells.unit.values], cells.unit.codes[first])
    return plain


def observations(sight: Sight, found: Statements, kept: Any, file: str) -> pa.Table:
    """The figures that passed, in the columns of the warehouse's contract."""
    entries = found.entries[kept]
    cells, numbers_ = sight.cells, sight.numbers
    period, series = found.period[kept], found.series[kept]
    rows = cells.row[entries].astype(np.int32)
    is_range = numbers_.qualifier[entries] == QUALIFIERS.index("range")
    return pa.table({
        "place": _dictionary(found.places, found.place[kept]),
        "indicator": _dictionary([name[0] for name in found.names], series),
        "breakdown": _dictionary([name[1] for name in found.names], series),
        "period": _dictionary([p.key for p in found.periods], period),
        "period_start": _days([p.start for p in found.periods], period),
        "period_end": _days([p.end for p in found.periods], period),
        "cumulation": _cumulations(found, sight.known.registry, period, series),
        "low": _amounts(found.low[kept]),
        "high": _highs(is_range, found.high[kept]),
        "printed": _printed(cells, entries),
        "decimals": pa.array(_decimals(sight, entries).astype(np.int8)),
        "qualifier": _dictionary(list(QUALIFIERS), numbers_.qualifier[entries]),
        "unit": _dictionary(list(UNITS), found.unit[kept]),
        "state": _dictionary(list(STATES), found.state[kept]),
        "as_of": _days([d.day for d in cells.as_of.values], cells.as_of.codes[entries]),
        "as_of_printed": _dictionary([d.printed for d in cells.as_of.values], cells.as_of.codes[entries]),
        "source": _dictionary(list(cells.source.values), cells.source.codes[entries]),
        "source_file": _dictionary([file], np.zeros(len(entries), np.int64)),
        "source_row": pa.array(rows, mask=rows == NO_ROW),
        "note": _dictionary(list(cells.note.values), cells.note.codes[entries]),
    })  # fmt: skip


def _decimals(sight: Sight, entries: Integers) -> Integers:
    """Printed decimals; of a scaled figure those that are left after scaling."""
    scale = scale_of(sight)[entries]
    shift = np.where(scale >= MICRO, 6, np.where(scale >= 1000, 3, 0))
    decimals = np.maximum(sight.numbers.decimals[entries] - shift, 0)
    return np.where(~sight.rate[entries] & whole(sight.numbers.low[entries]), 0, np.minimum(decimals, 6))


def _dictionary(values: list[Any], codes: Integers) -> pa.DictionaryArray:
    numbers_ = pa.array(codes.astype(np.int32))
    texts: dict[Any, int] = {}
    places = [texts.setdefault(value, len(texts)) for value in values]
    if None in texts or len(texts) < len(values):
        listed = [value for value in texts if value is not None]
        order = {value: i for i, value in enumerate(listed)}
        new = np.array([order.get(value, -1) for value in values] or [-1], np.int32)[codes]
        return pa.DictionaryArray.from_arrays(pa.array(new, mask=new < 0), pa.array(listed, pa.string()))
    del places
    return pa.DictionaryArray.from_arrays(numbers_, pa.array(values, pa.string()))


def _days(values: list[date | None] | list[date], codes: Integers) -> pa.Array:
    return pa.array(values, pa.date32()).take(pa.array(codes))


def _amounts(micro: Integers) -> pa.Array:
    """Exact amounts from millionths: each the low half of a 128-bit integer, its sign the high half."""
    halves = np.empty(2 * len(micro), np.int64)
    halves[0::2], halves[1::2] = micro, micro >> 63
    if not len(micro):
        return pa.array([], AMOUNT)
    return pa.Array.from_buffers(AMOUNT, len(micro), [None, pa.py_buffer(halves)])


def _highs(is_range: Any, micro: Integers) -> pa.Array:
    """The high ends of ranges; missing for single figures."""
    if not is_range.any():
        return pa.nulls(len(micro), AMOUNT)
    return pc.if_else(pa.array(is_range), _amounts(micro), pa.scalar(None, AMOUNT))


def _cumulations(found: Statements, registry: Registry, period: Integers, series: Integers) -> pa.Array:
    """How a flow cumulates, by its period; missing for stocks and rates."""
    flow = np.array([registry.indicators[i].kind == "flow" if i in registry.indicators else False
                     for i, _ in found.names] or [False], np.bool_)[series]  # fmt: skip
    words = ["whole_year", "year_to_date", "in_period"]
    of_period = np.array([words.index(p.cumulation) for p in found.periods] or [0], np.int32)[period]
    return pa.DictionaryArray.from_arrays(pa.array(of_period, mask=~flow), pa.array(words))


def _printed(cells: Cells, entries: Integers) -> pa.Array:
    words = pa.array([shown(w) for w in cells.words.to_pylist()]) if _marked(cells.words) else cells.words
    return pa.DictionaryArray.from_arrays(pa.array(cells.word[entries].astype(np.int32)), words)


def _marked(words: pa.Array) -> bool:
    return bool(len(words)) and bool(pc.any(pc.starts_with(words, "\x01")).as_py())
