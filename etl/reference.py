"""The tables that a build replaces whole: places, documents, labour force, what was set aside."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa

from etl.amounts import AMOUNT
from etl.checks import numbers, words
from etl.checks.place_history import Entry, overlapping_entries, uncovered_days
from etl.checks.repeats import repeated_rows
from etl.dates import last_day_printed
from etl.frame import Frame
from etl.known import Known, Paper, Span
from etl.problems import Problem, errors
from etl.read import SOURCE_FILE, SOURCE_ROW, Columns, read
from metrics.vocabulary import STATES

Row = dict[str, Any]

PLACES: Final = Columns(
    ("place", "code", "level", "name_vi", "short_vi", "name_en", "valid_from", "valid_to", "successor", "lat",
     "lon", "iso_3166_2"),
    ("place", "level", "name_vi", "valid_from"),
)  # fmt: skip
NAMES: Final = Columns(
    ("place", "name_vi", "full_name_vi", "name_en", "type", "valid_from", "valid_to", "legal_basis"),
    ("place", "name_vi", "full_name_vi", "type", "valid_from"),
)
REGIONS: Final = Columns(("place", "region", "valid_from", "valid_to"), ("place", "region", "valid_from"))
CODES: Final = Columns(("code", "place", "valid_from", "valid_to"), ("code", "place"))
ALIASES: Final = Columns(("alias", "place_until_2025_06", "place_from_2025_07", "kind", "note"), ("alias", "kind"))
REJECTS: Final = Columns(("token", "reason", "candidates"), ("token", "reason"))
TILES: Final = Columns(("place", "grid_row", "grid_col", "label"), ("place", "grid_row", "grid_col", "label"))
ISLANDS: Final = Columns(
    ("grid", "label", "grid_row", "grid_col", "belongs_to"), ("grid", "label", "grid_row", "grid_col", "belongs_to")
)
DOCUMENTS: Final = Columns(
    ("document_id", "number", "date_printed", "issuer", "place", "authority", "title", "source", "note"),
    ("document_id", "place", "authority", "source"),
)
LABOUR_FORCE: Final = Columns(
    ("place", "year", "thousand_persons", "state"), ("place", "year", "thousand_persons", "state")
)
SET_ASIDE: Final = Columns(
    ("subject", "why", "place", "indicator", "breakdown", "year", "period", "operator", "value", "value_high",
     "unit", "state", "as_of", "document_number", "document_date", "source", "quotation", "note"),
    ("subject", "why"),
)  # fmt: skip
LEVELS: Final = ("nation", "province", "region")
AUTHORITIES: Final = ("1", "2", "3", "4")
GRIDS: Final = ("63", "34")


class Rows(NamedTuple):
    """The rows of one reference file as Python values, and what is wrong with their cells."""

    rows: list[Row]
    frame: Frame
    problems: list[Problem]


class PlaceFiles(NamedTuple):
    """The tables of data/places, the life of each place, and everything wrong with them."""

    tables: dict[str, pa.Table]
    spans: Mapping[str, Span]
    problems: list[Problem]


def rows_of(data: Path, file: str, columns: Columns) -> Rows:
    """One small file of data/ as rows, its blank and unreadable cells found."""
    reading = read(data / file, file, columns)
    frame = Frame(reading.table)
    dated = [name for name in ("valid_from", "valid_to", "date_printed") if name in columns.names]
    bad = [problem for name in dated for problem in words.bad_dates(frame, name)]
    found = [*reading.problems, *words.blank_cells(frame, columns.filled), *bad]
    return Rows(reading.table.to_pylist(), frame, found)


def place_files(data: Path) -> PlaceFiles:
    """Everything under data/places, checked: places known, histories without gap or overlap."""
    read_rows = {name: rows_of(data, f"places/{file}.csv", columns) for name, (file, columns) in _FILES.items()}
    tiles = _tile_rows(data)
    problems = [problem for rows in (*read_rows.values(), *tiles.values()) for problem in rows.problems]
    if problems:
        return PlaceFiles({}, {}, problems)
    spans = {row["place"]: _span(row) for row in read_rows["place"].rows}
    problems = [*_strangers(read_rows, tiles, spans), *_histories(read_rows, spans)]
    return PlaceFiles(_place_tables(read_rows, tiles), spans, problems)


_FILES: Final[Mapping[str, tuple[str, Columns]]] = {
    "place": ("places", PLACES),
    "place_name": ("place_names", NAMES),
    "place_region": ("place_regions", REGIONS),
    "place_code": ("place_codes", CODES),
    "place_alias": ("place_aliases", ALIASES),
    "place_alias_reject": ("place_alias_rejects", REJECTS),
}


def _tile_rows(data: Path) -> dict[str, Rows]:
    grids = {grid: rows_of(data, f"places/tilegrid_{grid}.csv", TILES) for grid in GRIDS}
    return {**grids, "islands": rows_of(data, "places/tilegrid_islands.csv", ISLANDS)}


def _strangers(files: Mapping[str, Rows], tiles: Mapping[str, Rows], spans: Mapping[str, Span]) -> list[Problem]:
    named = [
        (files["place"], "successor"), (files["place_name"], "place"), (files["place_region"], "place"),
        (files["place_region"], "region"), (files["place_code"], "place"),
        (files["place_alias"], "place_until_2025_06"), (files["place_alias"], "place_from_2025_07"),
        (tiles["63"], "place"), (tiles["34"], "place"), (tiles["islands"], "belongs_to"),
    ]  # fmt: skip
    levels = words.unlisted_words(files["place"].frame, {"level": LEVELS})
    return [*levels, *(p for rows, column in named for p in words.places_not_listed(rows.frame, column, spans))]


def _histories(files: Mapping[str, Rows], spans: Mapping[str, Span]) -> list[Problem]:
    names, regions = _entries(files["place_name"], "place"), _entries(files["place_region"], "place")
    codes = _entries(files["place_code"], "code")
    twice = repeated_rows(files["place"].frame, ("place",), "place")
    provinces = [entry for entry in _entries(files["place"], "code") if entry.key]
    return [
        *twice,
        *overlapping_entries([*names]), *uncovered_days(names, spans),
        *overlapping_entries(regions), *overlapping_entries(codes), *overlapping_entries(provinces),
    ]  # fmt: skip


def _entries(rows: Rows, key: str) -> list[Entry]:
    return [Entry(row[key], _span(row), row[SOURCE_FILE], row[SOURCE_ROW]) for row in rows.rows]


def _span(row: Row) -> Span:
    return Span(_day(row["valid_from"]) or date.min, _day(row["valid_to"]))


def _day(text: str | None) -> date | None:
    return last_day_printed(text) if text else None


def _place_tables(files: Mapping[str, Rows], tiles: Mapping[str, Rows]) -> dict[str, pa.Table]:
    for position, row in enumerate(files["place"].rows):
        row["position"] = position
    return {
        "place": _table(files["place"].rows, PLACE_SCHEMA),
        "place_name": _table(files["place_name"].rows, NAME_SCHEMA),
        "place_region": _table(files["place_region"].rows, REGION_SCHEMA),
        "place_code": _table(files["place_code"].rows, CODE_SCHEMA),
        "place_alias": _table(files["place_alias"].rows, ALIAS_SCHEMA),
        "tile": _table([*_tiles(tiles), *tiles["islands"].rows], TILE_SCHEMA),
    }


def _tiles(tiles: Mapping[str, Rows]) -> list[Row]:
    return [{**row, "grid": grid} for grid in GRIDS for row in tiles[grid].rows]


def documents(data: Path, spans: Mapping[str, Span]) -> tuple[pa.Table | None, dict[str, Paper], list[Problem]]:
    """The documents that targets name: the table, what targets need of each, and what is wrong."""
    file = "documents/documents.csv"
    read_rows = rows_of(data, file, DOCUMENTS)
    found = [
        *read_rows.problems,
        *words.places_not_listed(read_rows.frame, "place", spans),
        *words.unlisted_words(read_rows.frame, {"authority": AUTHORITIES}),
        *repeated_rows(read_rows.frame, ("document_id",), "document_id"),
        *_lost_texts(data.parent, read_rows),
    ]
    papers = {row["document_id"]: Paper(_day(row["date_printed"]), row["place"]) for row in read_rows.rows}
    if errors(found):
        return None, papers, found
    return _table([{**row, "date": row["date_printed"]} for row in read_rows.rows], DOCUMENT_SCHEMA), papers, found


def _lost_texts(root: Path, rows: Rows) -> list[Problem]:
    own = rows.frame.asked("source", lambda word: word.startswith("data/") and not (root / word).is_file())
    return rows.frame.problems("lost-text", "source", rows.frame.rows_with("source", own))


def labour_force(data: Path, series: Mapping[str, Any], known: Known) -> tuple[pa.Table | None, list[Problem]]:
    """The weights of labour rates, thousand persons aged 15 and over, and what is wrong with them."""
    rows = rows_of(data, "actuals/labour_force.csv", LABOUR_FORCE)
    frame = rows.frame
    years = frame.asked("year", lambda word: not (word.isdecimal() and int(word) in known.years))
    found = [
        *rows.problems,
        *words.unknown_places(frame, known),
        *words.unlisted_words(frame, {"state": STATES}),
        *numbers.unreadable_numbers(frame, "thousand_persons"),
        *numbers.negative_numbers(frame, "thousand_persons"),
        *frame.problems("bad-year", "year", frame.rows_with("year", years)),
        *repeated_rows(frame, ("place", "year"), "year"),
    ]
    if errors(found):
        return None, found
    return _table([{**row, "source": series["source"]} for row in rows.rows], LABOUR_FORCE_SCHEMA), found


def set_aside(data: Path) -> tuple[pa.Table, list[Problem]]:
    """What was gathered and not loaded, as it was written, with why."""
    rows = rows_of(data, "actuals/set_aside.csv", SET_ASIDE)
    return _table([{**row, "period": _stretch(row)} for row in rows.rows], SET_ASIDE_SCHEMA), rows.problems


def _stretch(row: Row) -> str | None:
    """Year and stretch of it as one text, as written: `2022, 9M`."""
    parts = [row["year"], row["period"] if row["period"] != "year" else None]
    return ", ".join(part for part in parts if part) or None


def _table(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    cells = {field.name: [_typed(row.get(field.name), field.type) for row in rows] for field in schema}
    return pa.table({field.name: pa.array(cells[field.name], field.type) for field in schema})


def _typed(word: Any, kind: pa.DataType) -> Any:
    if word is None or not isinstance(word, str):
        return word
    return next((convert(word) for is_kind, convert in _CONVERSIONS if is_kind(kind)), word)


_CONVERSIONS: Final[tuple[tuple[Callable[[pa.DataType], bool], Callable[[str], Any]], ...]] = (
    (pa.types.is_date, last_day_printed),
    (pa.types.is_integer, int),
    (pa.types.is_decimal, Decimal),
)
_TEXT, _DAY, _WHOLE = pa.string(), pa.date32(), pa.int32()
PLACE_SCHEMA: Final = pa.schema(
    {"place": _TEXT, "code": _TEXT, "level": _TEXT, "name_vi": _TEXT, "name_en": _TEXT, "valid_from": _DAY,
     "valid_to": _DAY, "successor": _TEXT, "position": _WHOLE, "short_vi": _TEXT}
)  # fmt: skip
NAME_SCHEMA: Final = pa.schema(
    {"place": _TEXT, "name_vi": _TEXT, "full_name_vi": _TEXT, "name_en": _TEXT, "type": _TEXT,
     "valid_from": _DAY, "valid_to": _DAY, "legal_basis": _TEXT}
)  # fmt: skip
REGION_SCHEMA: Final = pa.schema({"place": _TEXT, "region": _TEXT, "valid_from": _DAY, "valid_to": _DAY})
CODE_SCHEMA: Final = pa.schema({"code": _TEXT, "place": _TEXT, "valid_from": _DAY, "valid_to": _DAY})
ALIAS_SCHEMA: Final = pa.schema(
    {"alias": _TEXT, "place_until_2025_06": _TEXT, "place_from_2025_07": _TEXT, "kind": _TEXT, "note": _TEXT}
)
TILE_SCHEMA: Final = pa.schema(
    {"grid": _WHOLE, "place": _TEXT, "label": _TEXT, "grid_row": _WHOLE, "grid_col": _WHOLE, "belongs_to": _TEXT}
)
DOCUMENT_SCHEMA: Final = pa.schema(
    {"document_id": _TEXT, "number": _TEXT, "date": _DAY, "date_printed": _TEXT, "issuer": _TEXT,
     "place": _TEXT, "authority": _WHOLE, "title": _TEXT, "source": _TEXT, "note": _TEXT}
)  # fmt: skip
LABOUR_FORCE_SCHEMA: Final = pa.schema(
    {"place": _TEXT, "year": _WHOLE, "thousand_persons": AMOUNT, "state": _TEXT, "source": _TEXT}
)
SET_ASIDE_SCHEMA: Final = pa.schema(
    {"subject": _TEXT, "why": _TEXT, "place": _TEXT, "indicator": _TEXT, "breakdown": _TEXT, "period": _TEXT,
     "value": _TEXT, "unit": _TEXT, "source": _TEXT, "quotation": _TEXT, "note": _TEXT, "source_file": _TEXT,
     "source_row": _WHOLE}
)  # fmt: skip
