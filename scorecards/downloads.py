"""All data as files: tables of codes and words with sources, written as CSV, Excel or Parquet when asked for."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from metrics import choice
from metrics.records import Record, records
from scorecards.holdings import set_aside_code
from scorecards.read import Facts
from warehouse.serving import Reads
from wording.catalogue import Words, words
from wording.numbers import is_missing
from wording.phrases import issuer_name

TABLES: Final = ("targets", "actuals", "documents", "indicators", "labour_force", "set_aside")
#: A text that starts so would be taken for a formula by a spreadsheet.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK: Final = "\ufeff"
#: What no XML file may hold.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
MICRO: Final = 1_000_000
FIGURE: Final = pa.decimal128(18, 6)
#: Columns of exact figures, in micros inside the program.
FIGURES: Final = ("value", "value_high", "baseline_value", "thousand_persons")
#: Columns of codes that words stand for, by the section of the words files.
CODED: Final = {
    "indicator_name": "indicator", "breakdown_name": "breakdown", "coverage": "coverage", "kind": "kind",
    "operator": "operator", "unit": "unit", "measured_by": "indicator", "standing": "standing", "origin": "origin",
    "cumulation": "cumulation", "qualifier": "qualifier", "state": "state", "indicator_kind": "indicator_kind",
    "direction": "direction", "roll_up": "roll_up", "target_unit": "unit", "actual_unit": "unit", "status": "status",
    "reason": "reason", "how": "progress",
}  # fmt: skip
COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "targets": (
        "place", "place_name", "indicator", "indicator_name", "breakdown", "breakdown_name", "coverage", "period",
        "period_start", "period_end", "kind", "operator", "value", "value_high", "decimals", "unit", "baseline_value",
        "baseline_period", "measured_by", "standing", "in_force", "document", "document_date", "issuer", "source",
        "source_rank", "quotation", "note", "source_file", "source_row", "known_from", "recorded_at", "origin",
    ),
    "actuals": (
        "place", "place_name", "indicator", "indicator_name", "breakdown", "breakdown_name", "coverage", "period",
        "period_start", "period_end", "cumulation", "qualifier", "value", "value_high", "decimals", "unit", "state",
        "as_of", "source", "source_rank", "quotation", "note", "source_file", "source_row", "known_from",
        "recorded_at", "origin",
    ),
    "documents": ("number", "date", "issuer", "place", "place_name", "title", "source", "note"),
    "indicators": (
        "indicator", "indicator_name", "indicator_kind", "unit", "direction", "roll_up", "definition", "source",
    ),
    "labour_force": ("place", "place_name", "year", "thousand_persons", "state", "source"),
    "set_aside": (
        "subject", "place_name", "indicator", "breakdown", "period", "value", "unit", "why", "source", "quotation",
        "note", "source_file", "source_row",
    ),
}  # fmt: skip


def table(store: Reads, known: Facts, name: str, lang: str) -> pd.DataFrame:
    """One of TABLES with its COLUMNS as codes; figures as exact Decimals, missing as None."""
    made = _MAKERS[name](store, known, words(lang))
    return pd.DataFrame([{c: _value(c, row) for c in COLUMNS[name]} for row in records(made)], dtype=object)


def _value(column: str, row: Record) -> Any:
    value: Any = row.get(column)
    if is_missing(value) or value == "":
        return None
    if column in FIGURES and not isinstance(value, str):
        return Decimal(int(value)) / MICRO
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if value.tz else value.date()
    return value.item() if hasattr(value, "item") else value


def _targets(store: Reads, known: Facts, book: Words) -> pd.DataFrame:
    """Every target with the pages it was read on; the first page's words stand for all."""
    chosen = choice.with_target_choice(known.targets)
    read = store.target_sources(list(chosen["target_id"])).sort_values(["source_rank", "source"], kind="stable")
    pages = read.groupby("target_id")["source"].agg("; ".join)
    first = read.drop_duplicates("target_id").set_index("target_id")
    first = first[["source_rank", "quotation", "note", "source_file", "source_row"]].join(pages)
    high = chosen["value_high"].where(chosen["operator"] == "range")
    rows = chosen.assign(value_high=high).merge(first, how="left", left_on="target_id", right_index=True)
    return _ordered(_named(rows, known, book), known)


def _actuals(store: Reads, known: Facts, book: Words) -> pd.DataFrame:
    rows = known.observations
    rows = rows.assign(value_high=rows["value_high"].where(rows["qualifier"] == "range"))
    return _ordered(_named(rows, known, book), known)


def _documents(store: Reads, known: Facts, book: Words) -> pd.DataFrame:
    rows = store.documents()
    day = rows["date"].fillna(pd.Timestamp("2025-06-30"))
    return rows.assign(place_name=_places(rows["place"], day, known, book.lang))


def _indicators(store: Reads, known: Facts, book: Words) -> pd.DataFrame:
    entries = known.registry.indicators.values()
    rows = [
        {"indicator": e.key, "indicator_name": e.key, "indicator_kind": e.kind, "unit": e.unit,
         "direction": e.direction, "roll_up": e.roll_up, "definition": book.text(f"definition.{e.key}"),
         "source": "data/registry/indicators.toml"}
        for e in entries
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _labour_force(store: Reads, known: Facts, book: Words) -> pd.DataFrame:
    rows = store.labour_force()
    ends = pd.to_datetime(rows["year"].astype(str) + "-12-31")
    return rows.assign(place_name=_places(rows["place"], ends, known, book.lang)).sort_values(["year", "place"])


def _set_aside(store: Reads, known: Facts, book: Words) -> pd.DataFrame:
    rows = store.set_aside()
    codes = {why: set_aside_code(why) for why in rows["why"].unique()}
    why = [book.text(f"set_aside_why.{codes[w]}") if codes[w] else w for w in rows["why"]]
    subject = [book.text(f"download_name.{s}") if book.has(f"download_name.{s}") else s for s in rows["subject"]]
    source = rows["source"].fillna("data/" + rows["source_file"])
    return rows.assign(why=why, subject=subject, source=source, place_name=rows["place"])


_MAKERS: Final[Mapping[str, Callable[[Reads, Facts, Words], pd.DataFrame]]] = {
    "targets": _targets,
    "actuals": _actuals,
    "documents": _documents,
    "indicators": _indicators,
    "labour_force": _labour_force,
    "set_aside": _set_aside,
}


def _named(rows: pd.DataFrame, known: Facts, book: Words) -> pd.DataFrame:
    """The rows with the names of place, indicator and breakdown beside their codes."""
    names = _places(rows["place"], rows["period_end"], known, book.lang)
    return rows.assign(place_name=names, indicator_name=rows["indicator"], breakdown_name=rows["breakdown"])


def _places(keys: pd.Series, days: pd.Series, known: Facts, lang: str) -> list[str]:
    return [known.places.name(key, day.date(), lang) for key, day in zip(keys, days, strict=True)]


def _ordered(rows: pd.DataFrame, known: Facts) -> pd.DataFrame:
    """Places in the official order, then indicators and parts as screens list them, then periods."""
    entries, by_key = known.registry, known.places.by_key
    order = rows.assign(
        _place=[by_key[p].position for p in rows["place"]],
        _indicator=[entries.indicators[i].position for i in rows["indicator"]],
        _part=[entries.breakdown_position(i, b) for i, b in zip(rows["indicator"], rows["breakdown"], strict=True)],
    )
    return order.sort_values(["_place", "_indicator", "_part", "period_start", "period_end"], kind="stable")


def worded(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The table as people read it: heads in the language, words for codes, figures as numbers."""
    book = words(lang)
    cells = {str(c): [_worded(str(c), v, book) for v in rows[c]] for c in rows.columns}
    return pd.DataFrame({book.text(f"column.{c}"): pd.Series(v, dtype=object) for c, v in cells.items()})


def _worded(column: str, value: Any, book: Words) -> Any:
    if value is None:
        return None
    if column == "source_rank":
        return book.text(f"source_rank.{value}")
    if column == "issuer":
        return issuer_name(str(value), book.lang)
    if isinstance(value, bool):
        return book.text("frame.yes" if value else "frame.no")
    key = f"{CODED.get(column, '')}.{value}"
    return book.text(key) if column in CODED and book.has(key) else value


def neutral(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a text that starts like one gets an apostrophe."""
    if isinstance(value, str):
        text = CONTROL.sub("", value)
        return f"'{text}" if text.startswith(FORMULA_STARTS) else text
    return value


def plain_number(value: Decimal) -> int | float:
    """The whole number, or the nearest float, of an exact figure."""
    return int(value) if value == value.to_integral_value() else float(value)


def csv_file(rows: pd.DataFrame, lang: str) -> bytes:
    """The table as CSV in UTF-8 with the mark by which Excel knows it; decimal point, comma between columns."""
    shown = worded(rows, lang)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(head) for head in shown.columns])
    writer.writerows([_csv_cell(value) for value in row] for row in shown.itertuples(index=False))
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date | datetime) else neutral(value)


def excel_file(tables: Mapping[str, pd.DataFrame], lang: str) -> bytes:
    """One workbook with a sheet a table (by its name in `download_name`); heads stay in sight, figures are numbers."""
    book, out = Workbook(write_only=True), io.BytesIO()
    for name, rows in tables.items():
        sheet = book.create_sheet(words(lang).text(f"download_name.{name}"))
        sheet.freeze_panes = "A2"
        shown = worded(rows, lang)
        for number, head in enumerate(shown.columns, start=1):
            letter = _column_letter(number)
            sheet.column_dimensions[letter].width = min(max(len(str(head)) + 2, 12), 40)
        sheet.append(_heads(sheet, list(shown.columns)))
        for row in shown.itertuples(index=False):
            sheet.append([_excel_cell(value) for value in row])
        sheet.auto_filter.ref = f"A1:{_column_letter(len(shown.columns))}{len(shown) + 1}"
    book.save(out)
    return out.getvalue()


def _heads(sheet: Any, heads: Sequence[str]) -> list[Any]:
    cells = [WriteOnlyCell(sheet, value=neutral(head)) for head in heads]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _column_letter(number: int) -> str:
    return str(get_column_letter(number))


def _excel_cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return neutral(value)


def parquet_file(rows: pd.DataFrame) -> bytes:
    """The table as Parquet under code names: figures as DECIMAL(18,6), days as dates, moments in UTC."""
    columns = {str(c): _array(str(c), list(rows[c])) for c in rows.columns}
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def _array(column: str, values: list[Any]) -> pa.Array:
    if column in FIGURES and not any(isinstance(v, str) for v in values):
        return pa.array([None if v is None else v.quantize(Decimal("0.000001")) for v in values], FIGURE)
    if any(isinstance(v, str) for v in values):
        return pa.array([None if v is None else str(v) for v in values], pa.string())
    return pa.array(values)


def for_grid(shown: pd.DataFrame) -> pd.DataFrame:
    """A worded table for a grid on the screen: figures as floats, every other column as text, empty where missing."""
    return pd.DataFrame({head: _grid_column(shown[head]) for head in shown.columns})


def _grid_column(column: pd.Series) -> pd.Series:
    known = [v for v in column if v is not None]
    if known and all(isinstance(v, Decimal | int) and not isinstance(v, bool) for v in known):
        return column.astype("Float64")
    return column.map(lambda value: "" if value is None else str(value))
