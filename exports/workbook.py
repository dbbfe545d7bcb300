"""The workbook: the report table, the scorecard, the series and the sources, every figure a number with its format."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, Final

import pandas as pd
import xlsxwriter

from exports.archive import settled
from exports.material import FIRST_YEAR, Material, Progress, name_in, official, silent
from exports.typed import plain, sheet_text
from metrics.records import Record, records
from metrics.year_rows import of_the_year
from scorecards.read import Clock, Facts, places
from scorecards.report import ReportRow, ReportTable
from scorecards.rounds import Round, clock_of, facts_at
from scorecards.table import details, scorecard_of
from scorecards.trend import trend
from warehouse.serving import Serving
from wording.catalogue import Words, words
from wording.numbers import is_missing, number, signed
from wording.periods import target_period_name
from wording.phrases import source_name

#: The report table's columns that hold figures, by where their number stands in the scorecard.
_REPORT: Final = {
    3: ("previous_period_value", "previous_decimals", False), 4: ("target_value", "target_decimals", False),
    5: ("actual_value", "decimals", False), 8: ("variance", "variance_decimals", True),
    9: ("estimate_value", "estimate_decimals", False),
}  # fmt: skip
#: Letters that a list's column is at least and at most wide.
NARROW, WIDE = 10, 50
_WIDTHS: Final = (6, 38, 12, 15, 15, 14, 11, 13, 14, 14, 30)
#: The scorecard's columns: word key, column of the scorecard, section of words or the column of its decimals.
_CARD: Final = (
    ("place", "place_name", ""), ("year", "year", ""), ("indicator", "indicator", "indicator"),
    ("breakdown", "breakdown", "breakdown"), ("coverage", "coverage", "coverage"), ("row_kind", "row_kind", "row_kind"),
    ("target_period", "target_told", ""), ("operator", "operator", "operator"),
    ("target", "target_value", "#target_decimals"), ("target_high", "target_value_high", "#target_decimals"),
    ("unit", "unit", "unit"), ("actual_period", "actual_told", ""), ("qualifier", "qualifier", "qualifier"),
    ("actual", "actual_value", "#decimals"), ("actual_high", "actual_value_high", "#decimals"),
    ("actual_unit", "actual_unit", "unit"), ("state", "state", "state"), ("attainment", "share", "#two"),
    ("variance", "variance", "#variance_decimals"), ("shortfall", "shortfall", "#variance_decimals"),
    ("previous", "previous_period_value", "#previous_decimals"), ("change", "change", "#two"),
    ("estimate", "estimate_value", "#estimate_decimals"), ("status", "status", "status"),
    ("reason", "reason", "reason"), ("document", "document_told", ""),
)  # fmt: skip
_SERIES: Final = (
    ("place", "place_name", ""), ("indicator", "indicator", "indicator"), ("breakdown", "breakdown", "breakdown"),
    ("coverage", "coverage", "coverage"), ("year", "year", ""), ("target", "target_value", "#target_decimals"),
    ("unit", "unit", "unit"), ("actual_period", "actual_told", ""), ("actual", "actual_value", "#decimals"),
    ("actual_unit", "actual_unit", "unit"), ("state", "state", "state"), ("document", "document_told", ""),
)  # fmt: skip
_SOURCES: Final = (
    ("place", "place_name", ""), ("year", "year", ""), ("indicator", "indicator", "indicator"),
    ("breakdown", "breakdown", "breakdown"), ("kind_of_source", "of_told", ""), ("period", "period_told", ""),
    ("value", "value", "#decimals"), ("unit", "unit", "unit"), ("state", "state", "state"),
    ("document", "document_told", ""), ("source", "source", ""), ("quotation", "quotation", ""),
)  # fmt: skip


_SOURCE_COLUMNS: Final = (*(column for _, column, _ in _SOURCES), "decimals")

#: A list by its columns, each a value a row, None where it is missing.
Columns = dict[str, list[Any]]
#: What every list tells of a row in words.
_SHARED: Final = ("place", "actual_period", "document", "target_value")


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a workbook holds: rows with sources of some places and years, their series, report tables by sheet name."""

    lang: str
    clock: Clock
    rows: pd.DataFrame
    series: pd.DataFrame
    known: Facts
    names: Mapping[str, str]
    tables: Mapping[str, ReportTable]

    @property
    def book(self) -> Words:
        """The words of the workbook's language."""
        return words(self.lang)


def of_material(material: Material) -> Sheets:
    """One place and year, with its report table and all years of its series; its predecessors' beside them."""
    rows = material.all_rows
    pairs = tuple(dict.fromkeys(zip(rows["indicator"], rows["breakdown"], strict=True)))
    series = trend(material.known, pairs, material.clock)
    names = {part.place: part.name for part in material.parts}
    own = series[series["place"].isin(names)]
    tables = {_sheet_name(part, material): part.table for part in material.parts if part.table.rows}
    return Sheets(material.lang, material.clock, rows, own, material.known, names, tables)


def _sheet_name(part: Material, material: Material) -> str:
    """The sheet of a report table, named for a predecessor where it is one's."""
    name = material.book.text("workbook.report")
    if part is material:
        return name
    return f"{name} {part.known.places.name(part.place, date(part.year, 12, 31), part.lang)}"[:31]


def of_places(
    store: Serving,
    keys: Sequence[str],
    years: Sequence[int],
    lang: str,
    *,
    as_of: date | None = None,
    pinned: Round | None = None,
) -> Sheets:
    """Many places and years side by side; no report table, which is of one place and year."""
    clock = Clock(as_of=as_of) if pinned is None else clock_of(pinned)
    known = facts_at(store, keys, clock, pinned)
    rows = official(details(store, scorecard_of(known, years, clock), known, clock))
    pairs = tuple(dict.fromkeys(zip(rows["indicator"], rows["breakdown"], strict=True)))
    names = {key: name_in(known, key, max(years), lang) for key in keys}
    return Sheets(lang, clock, rows, trend(known, pairs, clock), known, names, {})


def every_place(store: Serving, years: Sequence[int]) -> list[str]:
    """The nation and the provinces that existed in any of the years, in the official order."""
    known = places(store)
    days = [date(max(year, FIRST_YEAR), 12, 31) for year in years]
    found = {p.place: p.position for day in days for p in known.provinces(day)}
    return ["viet-nam", *sorted(found, key=found.__getitem__)]


def workbook(sheets: Sheets, *, progress: Progress = silent) -> bytes:
    """The workbook as an .xlsx."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    file.set_properties({"title": sheets.book.text("app.short"), "author": sheets.book.text("app.short"),
                         "created": datetime.combine(sheets.clock.day, datetime.min.time())})  # fmt: skip
    formats = _Formats(file)
    lists = {"scorecard": _scorecard, "series": _series, "sources": _sources}
    made: list[tuple[str, Callable[[Any, Sheets, _Formats], None]]]
    made = [(name, partial(_report, table)) for name, table in sheets.tables.items()]
    made += [(sheets.book.text(f"workbook.{key}"), write) for key, write in lists.items()]
    for n, (title, write) in enumerate(made):
        progress(n, len(made), sheets.book.text("export.progress_sheet", name=title))
        write(file.add_worksheet(title), sheets, formats)
    progress(len(made), len(made), sheets.book.text("export.progress_save"))
    file.close()
    return settled(out.getvalue(), sheets.clock.day)


class _Formats:
    """The workbook's formats, each made once."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._made: dict[str, Any] = {}
        self._places: dict[int, Any] = {}
        self.head = file.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.title = file.add_format({"bold": True, "font_size": 14})
        self.bold = file.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text = file.add_format({"text_wrap": True, "valign": "top"})
        self.part = file.add_format({"text_wrap": True, "valign": "top", "indent": 1})
        self.middle = file.add_format({"align": "center", "valign": "top"})
        self.right = file.add_format({"align": "right", "valign": "top"})
        self.order = file.add_format({"italic": True, "align": "right", "bottom": 1})
        self.note = file.add_format({"font_size": 10, "valign": "top"})

    def number(self, pattern: str) -> Any:
        """A number's format by its pattern."""
        if pattern not in self._made:
            self._made[pattern] = self._file.add_format({"num_format": pattern, "valign": "top", "align": "right"})
        return self._made[pattern]

    def decimals(self, places: int) -> Any:
        """A number's format by its decimals."""
        if places not in self._places:
            self._places[places] = self.number(pattern(int(places)))
        return self._places[places]


def pattern(decimals: int, before: str = "", after: str = "", *, sign: bool = False) -> str:
    """Excel's format for so many decimals, with words before and after the figure, signed where asked."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    lead, tail = _quoted(before), _quoted(after)
    if not sign:
        return f"{lead}{digits}{tail}"
    return f"{lead}+{digits}{tail};{lead}\N{MINUS SIGN}{digits}{tail};{lead}0{tail}"


def _quoted(text: str) -> str:
    parts = (f'"{part}"' if part else "" for part in text.split('"'))
    return '\\"'.join(parts)


# The report table


def _report(told: ReportTable, sheet: Any, sheets: Sheets, formats: _Formats) -> None:
    """The table as it goes into a report: title, heads and numbering stay in sight, figures are numbers."""
    for n, width in enumerate(_WIDTHS):
        sheet.set_column(n, n, width)
    sheet.write_string(0, 0, plain(told.title), formats.title)
    for n, (head, order) in enumerate(zip(told.heads, told.numbering, strict=True)):
        sheet.write_string(1, n, sheet_text(head.replace("+/-", "±")), formats.head)
        sheet.write_string(2, n, order, formats.order)
    sheet.freeze_panes(3, 2)
    for line, row in enumerate(told.rows, start=3):
        _report_row(sheet, line, row, sheets, formats)
    notes = [note for note in (*told.notes, told.signs, told.sources) if note]
    for n, note in enumerate(notes, start=4 + len(told.rows)):
        sheet.write_string(n, 0, sheet_text(note), formats.note)
    _on_one_page(sheet, 1)


def _on_one_page(sheet: Any, first: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)


def _report_row(sheet: Any, line: int, row: ReportRow, sheets: Sheets, formats: _Formats) -> None:
    card = records(sheets.rows.loc[[row.card_row]])[0]
    for n, text in enumerate(row.cells):
        found = _report_figure(n, text, card, sheets.lang)
        if found is not None:
            sheet.write_number(line, n, found[0], formats.number(found[1]))
        elif n == 0:
            sheet.write_string(line, n, sheet_text(text), formats.middle)
        elif n in (3, 4, 5, 6, 7, 8, 9):
            sheet.write_string(line, n, sheet_text(text), formats.right)
        else:
            style = formats.bold if n == 1 and not row.level else formats.part if n == 1 else formats.text
            sheet.write_string(line, n, sheet_text(_dashed(text)), style)


def _dashed(text: str) -> str:
    """A part's name behind a long dash: no spreadsheet takes that for a formula."""
    return f"–{text[1:]}" if text.startswith("- ") else text


def _report_figure(n: int, text: str, card: Record, lang: str) -> tuple[float, str] | None:
    """The number behind a printed cell and the format that prints it the same way; None where it is no one figure."""
    value, decimals, sign = _behind(n, card)
    if value is None:
        return None
    printed = signed(value, decimals, lang) if sign else number(value, decimals, lang)
    if text.count(printed) != 1:
        return None
    before, _, after = text.partition(printed)
    shown = decimals if decimals is not None else len(repr(value).partition(".")[2].rstrip("0"))
    return value, pattern(shown, before, after, sign=sign)


def _behind(n: int, card: Record) -> tuple[float | None, int | None, bool]:
    if n == 6:
        return _scaled(card["attainment"], 100), 2, False
    if n == 7:
        change = card["change"]
        return (None if is_missing(change) else round(100 + float(change), 2)), 2, False
    if n not in _REPORT:
        return None, None, False
    column, places_column, sign = _REPORT[n]
    value, decimals = card[column], card[places_column]
    whole = None if is_missing(decimals) else int(decimals)
    return (None if is_missing(value) else float(value)), whole, sign


def _scaled(value: Any, by: int) -> float | None:
    return None if is_missing(value) else round(float(value) * by, 4)


# Lists


def _scorecard(sheet: Any, sheets: Sheets, formats: _Formats) -> None:
    _list(sheet, _CARD, _card_columns(sheets), sheets, formats)


def _card_columns(sheets: Sheets) -> Columns:
    found = _columns(sheets.rows, _CARD, sheets, "kind", "target_period", "attainment")
    periods = zip(found["target_period"], found["kind"], strict=True)
    found["target_told"] = [_period_name(period, kind, sheets.lang) for period, kind in periods]
    found["share"] = [_scaled(share, 100) for share in found["attainment"]]
    return found


@lru_cache(maxsize=4096)
def _period_name(period: str | None, kind: str | None, lang: str) -> str | None:
    return None if period is None else target_period_name(period, kind, lang)


def _columns(rows: pd.DataFrame, columns: Sequence[tuple[str, str, str]], sheets: Sheets, *others: str) -> Columns:
    """The columns of a list and some others as plain values, with the words that every list shares."""
    asked = {*(column for _, column, _ in columns), *(how[1:] for _, _, how in columns), *_SHARED, *others}
    found = {c: _plain(rows[c]) for c in rows.columns if c in asked}
    found["place_name"] = [sheets.names.get(place, place) for place in found["place"]]
    if "actual_period" in found:
        found["actual_told"] = [_period_name(period, None, sheets.lang) for period in found["actual_period"]]
    unknown, stated = sheets.book.text("document.unknown"), zip(found["document"], found["target_value"], strict=True)
    found["document_told"] = [document or (None if value is None else unknown) for document, value in stated]
    found["two"] = [2] * len(rows)
    return found


def _plain(column: "pd.Series[Any]") -> list[Any]:
    return list(column.astype(object).where(column.notna(), None))


def _series(sheet: Any, sheets: Sheets, formats: _Formats) -> None:
    _list(sheet, _SERIES, _columns(sheets.series, _SERIES, sheets), sheets, formats)


def _sources(sheet: Any, sheets: Sheets, formats: _Formats) -> None:
    rows = list(_source_rows(sheets))
    _list(sheet, _SOURCES, {c: [row[c] for row in rows] for c in _SOURCE_COLUMNS}, sheets, formats)


def _source_rows(sheets: Sheets) -> Iterator[Record]:
    """One row for each source of each target and figure of the years."""
    needed = ("target_period", "kind", "target_decimals", "sources", "conflicts")
    found = _columns(of_the_year(sheets.rows), _SOURCES, sheets, *needed)
    for values in zip(*found.values(), strict=True):
        row = dict(zip(found, values, strict=True))
        for source in (*row["sources"], *row["conflicts"]):
            yield _source_row(row, source, sheets)


def _source_row(row: Record, source: Record, sheets: Sheets) -> Record:
    """A row of the list of sources: the target's figure for one of a target, else the source's own."""
    target = source["of"] == "target"
    own = {"value": row["target_value"], "decimals": row["target_decimals"], "unit": row["unit"], "state": None}
    figure = own if target else {column: source[column] for column in own}
    period, kind = (row["target_period"], row["kind"]) if target else (source["period"], None)
    return {column: row[column] for column in ("place_name", "year", "indicator", "breakdown")} | figure | {
        "of_told": sheets.book.text(f"workbook.of_{source['of']}"),
        "period_told": _period_name(period, kind, sheets.lang),
        "document_told": row["document_told"] if target else None,
        "source": source["source"] or source_name(None, sheets.lang),
        "quotation": source["quotation"],
    }  # fmt: skip


def _list(
    sheet: Any, columns: Sequence[tuple[str, str, str]], told: Columns, sheets: Sheets, formats: _Formats
) -> None:
    """Heads that stay in sight with a filter, then a line a row: words for codes, numbers with their decimals."""
    for n, (key, column, how) in enumerate(columns):
        head = sheets.book.text(f"workbook.{key}")
        sheet.write_string(0, n, head, formats.head)
        if how[:1] == "#":
            _write_figures(sheet, n, told[column], told[how[1:]], formats)
            longest = 0
        else:
            longest = _write_texts(sheet, n, told[column], how, sheets.book)
        sheet.set_column(n, n, min(max(len(head), longest, NARROW) + 2, WIDE))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(told[columns[0][1]]), 1), len(columns) - 1)
    _on_one_page(sheet, 0)


def _write_figures(sheet: Any, n: int, values: Sequence[Any], decimals: Sequence[Any], formats: _Formats) -> None:
    """A column of numbers, each with as many decimals as it was printed with; missing ones stay empty."""
    for line, (value, shown) in enumerate(zip(values, decimals, strict=True), start=1):
        if value is not None:
            sheet.write_number(line, n, float(value), formats.decimals(shown or 0))


def _write_texts(sheet: Any, n: int, values: Sequence[Any], section: str, book: Words) -> int:
    """A column of words for codes, of texts made harmless, each worked out once; letters of the longest."""
    looked: dict[Any, str] = {}
    for line, value in enumerate(values, start=1):
        if isinstance(value, int):
            sheet.write_number(line, n, value)
        elif value is not None and value != "":
            if value not in looked:
                looked[value] = _worded(str(value), section, book)
            sheet.write_string(line, n, looked[value])
    return max((len(text) for text in looked.values()), default=0)


def _worded(value: str, section: str, book: Words) -> str:
    word = f"{section}.{value}"
    return book.text(word) if section and book.has(word) else sheet_text(value)
