"""The template of targets that planners fill in: .xlsx with drop-down lists and .csv, pre-filled for place and year."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from etl.plans.words import spellings
from etl.uploads.annotate import saved
from etl.uploads.knowledge import Knowledge, knowledge
from etl.uploads.paper import headed
from etl.uploads.sheets import letters
from etl.uploads.template import as_csv
from metrics.vocabulary import OPERATORS, STANDINGS, TARGET_KINDS
from wording.catalogue import words

#: The columns with their widths, in the order in which a planner fills them in.
COLUMNS: Final[Mapping[str, int]] = {
    "place": 20, "indicator": 44, "breakdown": 24, "period": 10, "value": 14, "unit": 14, "operator": 18,
    "document": 18, "date": 14, "issuer": 24, "standing": 14, "quotation": 40, "source": 30, "kind": 22,
    "baseline": 14, "baseline_period": 10, "coverage": 18, "note": 24,
}  # fmt: skip
EMPTY_ROWS: Final = 500


def plan_template(
    place: str, year: int, kind: str, lang: str = "vi", series: Collection[tuple[str, str]] = ()
) -> bytes:  # fmt: skip
    """The template as `xlsx` or `csv`, a row for each series (indicator and breakdown); without any for all totals."""
    known = knowledge()
    rows = [heads(lang), *_rows(known, place, year, lang, series)]
    return as_csv(rows) if kind == "csv" else _as_xlsx(rows, known, year, lang)


def heads(lang: str) -> list[str]:
    """The headers of the template, each read back as its column."""
    book = words(lang)
    return [book.text("plans.head_value" if key == "value" else f"upload.role_{key}") for key in COLUMNS]


def _rows(
    known: Knowledge, place: str, year: int, lang: str, series: Collection[tuple[str, str]]
) -> list[list[str]]:  # fmt: skip
    book, name = words(lang), known.gazetteer.places.name(place, date(year, 12, 31), "vi")
    wanted = series or {(key, "total") for key in known.registry.indicators}
    ordered = [(entry, level) for entry in known.registry.indicators.values() for level in ("total", *entry.breakdowns)
               if (entry.key, level) in wanted]  # fmt: skip
    told = [{"place": name, "indicator": book.text(f"indicator.{entry.key}"), "period": str(year),
             "breakdown": book.text(f"breakdown.{level}"), "unit": book.text(f"unit.{entry.unit}")}
            for entry, level in ordered]  # fmt: skip
    return [[row.get(key, "") for key in COLUMNS] for row in told]


def _as_xlsx(rows: Sequence[Sequence[str]], known: Knowledge, year: int, lang: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = words(lang).text("plans.sheet")
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    headed(sheet, list(COLUMNS.values()))
    sheet.freeze_panes = "B2"
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    for number, (key, texts) in enumerate(choices(known, year, lang).items()):
        _add_list(sheet, lists, number, letters(list(COLUMNS).index(key)), texts)
    return saved(book)


def choices(known: Knowledge, year: int, lang: str) -> dict[str, list[str]]:
    """What may be chosen in which column."""
    book, entries = words(lang), known.registry.indicators
    levels = dict.fromkeys(["total", *(level for entry in entries.values() for level in entry.breakdowns)])
    return {
        "place": [place.name_vi for place in known.gazetteer.places.provinces(date(year, 12, 31))],
        "indicator": [book.text(f"indicator.{key}") for key in entries],
        "breakdown": [book.text(f"breakdown.{level}") for level in levels],
        "operator": [book.text(f"operator.{key}") for key in OPERATORS],
        "standing": [book.text(f"standing.{key}") for key in STANDINGS],
        "kind": [book.text(f"kind.{key}") for key in TARGET_KINDS],
        "coverage": [book.text(f"coverage.{key}") for key in dict.fromkeys(spellings()["coverage"].values())],
    }


def _add_list(sheet: Any, lists: Any, number: int, column: str, texts: Sequence[str]) -> None:
    """A drop-down list in a column, its words on the hidden sheet."""
    for row, text in enumerate(texts, start=1):
        lists.cell(row, number + 1, text)
    letter = letters(number)
    rule = DataValidation("list", formula1=f"lists!${letter}$1:${letter}${len(texts)}", allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{column}2:{column}{EMPTY_ROWS}")
