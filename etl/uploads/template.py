"""The template that planners fill in: .xlsx with drop-down lists and .csv, pre-filled for place, year and period."""

import csv
import io
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from etl.uploads.annotate import saved
from etl.uploads.knowledge import Knowledge, knowledge
from etl.uploads.moments import cumulated, period_said
from etl.uploads.paper import headed
from etl.uploads.said import moment
from etl.uploads.sheets import letters
from etl.uploads.template_form import heads
from metrics.periods import period as period_of
from metrics.registry import Indicator
from wording.catalogue import words
from wording.periods import part_of_year

#: What a province fills in first: the kinds of figures a template may be asked for.
KINDS: Final = ("flow", "stock", "rate")
EMPTY_ROWS: Final = 500
#: The parts of a year that may be chosen: the whole of it, halves, quarters, months, from January on.
PARTS: Final = (
    "", "H1", "H2", *(f"Q{quarter}" for quarter in range(1, 5)),
    *(f"YTD{months:02}" for months in (2, 4, 5, *range(7, 12))), *(f"M{month:02}" for month in range(1, 13)),
)  # fmt: skip
#: Any year serves to ask which stretch of it a part is.
ANY_YEAR: Final = 2000
#: Of the columns, in letters.
WIDTHS: Final = (22, 8, 18, 44, 28, 14, 14, 14, 14, 24, 24)


def template(
    place: str | None,
    year: int,
    period: str,
    kind: str = "xlsx",
    lang: str = "vi",
    series: Collection[tuple[str, str]] = (),
) -> bytes:
    """The template as `xlsx` or `csv`, a row for each indicator and level; without a place its column is blank.

    `series` (indicator and breakdown) are the rows wanted where a place is not asked for all of them.
    """
    known = knowledge()
    rows = [list(heads(lang)), *_rows(known, place, year, period, lang, series)]
    return as_csv(rows) if kind == "csv" else _as_xlsx(rows, known, year, period, lang)


def _rows(
    known: Knowledge, place: str | None, year: int, period: str, lang: str, series: Collection[tuple[str, str]]
) -> list[list[str]]:
    key = period if period.startswith(str(year)) else (f"{year}-{period}" if period else str(year))
    found = period_of(key)
    name = "" if place is None else known.gazetteer.places.name(place, found.end, "vi")
    part = part_word(found.key.removeprefix(str(year)).removeprefix("-"), lang)
    return [
        [
            name,
            str(year),
            part,
            _indicator(entry.key, lang),
            _level(level, lang),
            "",
            _unit(entry.unit, lang),
            "",
            "",
            "",
            "",
        ]
        for entry in known.registry.indicators.values()
        for level in _levels(entry)
        if not series or (entry.key, level) in series
    ]


def part_word(part: str, lang: str) -> str:
    """A part of the year as the template writes it: in words where these are read back as that part, else its code."""
    word = part_of_year(part, lang)
    read, cumulation = moment(word, "", knowledge())
    return word if read.part is not None and same_part(cumulated(read.part, cumulation), part) else part


def same_part(one: str, other: str) -> bool:
    """Whether two parts are the same stretch of any year, as 6 months to date and its first half; `?` is none."""
    said = period_said(one, ANY_YEAR)
    return said is not None and said == period_said(other, ANY_YEAR)


def _levels(entry: Indicator) -> list[str]:
    parts = entry.complete_sets[0] if entry.complete_sets else ()
    return [*parts, "total"]


def _indicator(key: str, lang: str) -> str:
    return words(lang).text(f"indicator.{key}")


def _level(key: str, lang: str) -> str:
    return words(lang).text(f"breakdown.{key}")


def _unit(key: str, lang: str) -> str:
    return words(lang).text(f"unit.{key}")


def as_csv(rows: list[list[str]]) -> bytes:
    """Rows as the text file that Excel opens with its letters intact."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _as_xlsx(rows: list[list[str]], known: Knowledge, year: int, period: str, lang: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = words(lang).text("uploads.sheet_data")
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    headed(sheet, WIDTHS)
    sheet.freeze_panes = "A2"
    _add_lists(book, sheet, known, year, period, lang)
    return saved(book)


def _add_lists(book: Any, sheet: Any, known: Knowledge, year: int, period: str, lang: str) -> None:
    """Drop-down lists, their words on a hidden sheet."""
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    levels = {level for entry in known.registry.indicators.values() for level in _levels(entry)}
    choices = {
        "A": [p.name_vi for p in known.gazetteer.places.provinces(date(year, 12, 31))],
        "C": [part_word(part, lang) for part in PARTS],
        "D": [_indicator(key, lang) for key in known.registry.indicators],
        "E": [_level(level, lang) for level in sorted(levels)],
        "H": [words(lang).text(f"uploads.state_{key}") for key in ("final", "preliminary", "estimate")],
    }
    for number, (column, texts) in enumerate(choices.items(), start=1):
        for row, text in enumerate(texts, start=1):
            lists.cell(row, number, text)
        letter = letters(number - 1)
        rule = DataValidation("list", formula1=f"lists!${letter}$1:${letter}${len(texts)}", allow_blank=True)
        sheet.add_data_validation(rule)
        rule.add(f"{column}2:{column}{EMPTY_ROWS}")
