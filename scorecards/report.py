"""The report table (Biểu 01) as it goes into a report: every cell a printed text, notes and sources below."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from metrics.periods import year_before
from metrics.records import Row, records
from metrics.registry import Registry
from metrics.year_rows import of_the_year
from scorecards.source_line import document_of
from wording.catalogue import Words, words
from wording.numbers import MISSING, number, share, signed
from wording.periods import period_in_sentence, period_name, period_short
from wording.phrases import actual_phrase, series_name, source_name, target_phrase, unit_name
from wording.sentences import row_note

NUMBERING: Final = ("A", "B", "C", "1", "2", "3", "4=3/2", "5=3/1", "6=3-2", "7", "8")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line: its cells as printed, its depth (0 an indicator, 1 a part), and the scorecard row behind it."""

    cells: tuple[str, ...]
    level: int
    status: str | None
    reason: str | None
    card_row: int


@dataclass(frozen=True, slots=True)
class ReportTable:
    """The table of one place and year: title, heads, numbering row, lines, footnotes, and the line of sources."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    notes: tuple[str, ...]
    signs: str
    sources: str
    numbering: tuple[str, ...] = NUMBERING


@dataclass(slots=True)
class _Footnotes:
    """Footnotes in the order in which they are first needed; the same words share one letter."""

    texts: list[str] = field(default_factory=list)

    def mark(self, cell: str, text: str) -> str:
        """The cell with the letter of its footnote behind it."""
        if text not in self.texts:
            self.texts.append(text)
        return f"{cell} ({_LETTERS[self.texts.index(text)]})"

    def lines(self) -> tuple[str, ...]:
        """The footnotes as they stand below the table."""
        return tuple(f"({letter}) {text}" for letter, text in zip(_LETTERS, self.texts, strict=False))


def report_table(card: pd.DataFrame, registry: Registry, year: int, lang: str) -> ReportTable:
    """The report table of one place and year: targets of the year with their parts, flows without a target."""
    rows = of_the_year(card)
    period = reported_period(rows, year)
    notes, book = _Footnotes(), words(lang)
    lines = [
        _line(row, depth, label, stt, period, notes, book) for row, depth, label, stt in _laid_out(rows, registry, book)
    ]
    return ReportTable(
        title=book.text("table.title", period=period_in_sentence(period, lang)),
        heads=_heads(period, year, book),
        rows=tuple(lines),
        notes=notes.lines(),
        signs=book.text("table.signs"),
        sources=_source_line(rows.loc[[line.card_row for line in lines]], book),
    )


def reported_period(rows: pd.DataFrame, year: int) -> str:
    """The period for which most flows of the year are reported; the year itself where no flow is."""
    flows = rows[(rows["indicator_kind"] == "flow") & rows["actual_period"].notna()]
    inside = flows[~flows["actual_period"].astype(str).str.contains("..", regex=False)]
    counted = inside["actual_period"].value_counts()
    return str(counted.index[0]) if len(counted) else str(year)


def _heads(period: str, year: int, book: Words) -> tuple[str, ...]:
    return (
        *(book.text(f"table.{c}") for c in ("number", "indicator", "unit")),
        book.text("table.actual_of", period=period_short(year_before(period) or str(year - 1), book.lang)),
        book.text("table.target_of", year=year),
        book.text("table.actual_of", period=period_short(period, book.lang)),
        *(book.text(f"table.{c}") for c in ("attainment", "change", "variance", "estimate", "note")),
    )


def _laid_out(rows: pd.DataFrame, registry: Registry, book: Words) -> list[tuple[Row, int, str, str]]:
    """The rows in order with depth, printed name and number: parts under their total, a subset under its whole."""
    with_target = set(rows.loc[rows["target_id"].notna(), "indicator"])
    wanted = [r for r in _records(rows) if _belongs(r, with_target)]
    shown = {r["indicator"] for r in wanted}
    laid: list[tuple[Row, int, str, str]] = []
    count, first_part = 0, ""
    for row in wanted:
        whole = registry.indicators[row["indicator"]].subset_of
        if row["breakdown"] == "total" and whole in shown:
            laid.append((row, 1, book.text("table.of_which", name=_subset_name(row, book)), ""))
            continue
        group = f"{row['indicator']}|{row['coverage']}"
        if row["breakdown"] == "total" or not any(g[0]["indicator"] == row["indicator"] for g in laid):
            count += 1
            laid.append((row, 0, _name(row, row["breakdown"] != "total", book), str(count)))
            first_part = group
            continue
        laid.append((row, 1, _part_name(row, registry, group == first_part, book), ""))
        first_part = ""
    return laid


def _belongs(row: Row, with_target: set[str]) -> bool:
    """Indicators with a target of the year and their parts; of the others only the totals of flows."""
    if row["indicator"] in with_target:
        return True
    return bool(row["indicator_kind"] == "flow" and row["breakdown"] == "total")


def _records(rows: pd.DataFrame) -> list[Row]:
    return [{**r, "card_row": i} for i, r in zip(rows.index, records(rows), strict=True)]


def _name(row: Row, full: bool, book: Words) -> str:
    short = not full
    return series_name(row["indicator"], row["breakdown"], row["coverage"], book.lang, short=short)


def _subset_name(row: Row, book: Words) -> str:
    return (
        book.text("table.certified") if row["indicator"] == "certified_labour_rate" else _name(row, False, book).lower()
    )


def _part_name(row: Row, registry: Registry, first: bool, book: Words) -> str:
    name = series_name(row["indicator"], row["breakdown"], row["coverage"], book.lang, short=True)
    known = registry.indicators[row["indicator"]].breakdowns.get(row["breakdown"])
    if known is not None and known.relation == "subset":
        return book.text("table.of_which", name=name if name[1:2].isupper() else name[:1].lower() + name[1:])
    part = book.text("table.part", name=name)
    return f"{book.text('table.parts')} {part}" if first else part


def _line(row: Row, depth: int, label: str, stt: str, period: str, notes: _Footnotes, book: Words) -> ReportRow:
    cells = (
        stt,
        label,
        unit_name(row["unit"], None, book.lang),
        _previous(row, notes, book),
        _target(row, notes, book),
        _actual(row, period, notes, book),
        _attainment(row, book),
        _change(row, notes, book),
        _variance(row, book),
        number(row["estimate_value"], _int(row["estimate_decimals"]), book.lang),
        row_note(row, book.lang),
    )
    return ReportRow(cells, depth, row["status"], row["reason"], row["card_row"])


def _has_target(row: Row) -> bool:
    return row["target_id"] is not None and row["target_id"] == row["target_id"]


def _previous(row: Row, notes: _Footnotes, book: Words) -> str:
    cell = number(row["previous_period_value"], _int(row["previous_decimals"]), book.lang)
    if cell == MISSING:
        return cell
    before = str(row["previous_period"])
    if row["change_reason"] == "unit_differs":
        return notes.mark(cell, _unit_note(row, book))
    if row["previous_state"] == "estimate":
        return notes.mark(cell, book.text("table.estimate_of", period=_whole_year_words(before, book)))
    return cell


def _whole_year_words(period: str, book: Words) -> str:
    if period.isdigit():
        return book.text("table.whole_year_of", year=period)
    return period_in_sentence(period, book.lang)


def _unit_note(row: Row, book: Words) -> str:
    unit = unit_name(str(row["previous_unit"]), None, book.lang)
    return book.text("table.unit_differs", period=period_short(str(row["previous_period"]), book.lang), unit=unit)


def _target(row: Row, notes: _Footnotes, book: Words) -> str:
    if not _has_target(row):
        return book.text("table.not_applicable")
    value, high, decimals = row["target_value"], row["target_value_high"], _int(row["target_decimals"])
    if row["operator"] == "about":
        return notes.mark(number(value, decimals, book.lang), book.text("table.about"))
    return target_phrase(row["operator"], value, high, decimals, row["unit"], book.lang, percent_sign=False)


def _actual(row: Row, period: str, notes: _Footnotes, book: Words) -> str:
    decimals = _int(row["decimals"])
    cell = actual_phrase(
        row["qualifier"],
        row["actual_value"],
        row["actual_value_high"],
        decimals,
        row["unit"],
        book.lang,
        percent_sign=False,
    )
    if cell == MISSING:
        return cell
    own = str(row["actual_period"])
    if row["state"] == "estimate":
        return notes.mark(cell, book.text("table.estimate_of", period=_whole_year_words(own, book)))
    year_of_rate = row["indicator_kind"] != "flow" and own == str(row["year"])
    return cell if own == period or year_of_rate else notes.mark(cell, f"{period_name(own, book.lang)}.")


def _attainment(row: Row, book: Words) -> str:
    if not _has_target(row) or row["indicator_kind"] == "rate":
        return book.text("table.not_applicable")
    return share(row["attainment"], book.lang).removesuffix("%")


def _change(row: Row, notes: _Footnotes, book: Words) -> str:
    if row["indicator_kind"] == "rate":
        return book.text("table.not_applicable")
    if row["change_reason"] == "unit_differs":
        return notes.mark(MISSING, _unit_note(row, book))
    change = row["change"]
    return MISSING if change != change else number(100 + change, 2, book.lang)


def _variance(row: Row, book: Words) -> str:
    if not _has_target(row):
        return book.text("table.not_applicable")
    text = signed(row["variance"], _int(row["variance_decimals"]), book.lang)
    rate = row["indicator_kind"] == "rate" and text != MISSING
    return book.text("table.points", value=text) if rate else text


def _int(value: Any) -> int | None:
    return None if value is None or value is pd.NA or value != value else int(value)


def _source_line(rows: pd.DataFrame, book: Words) -> str:
    """The documents of the targets, then where the actuals were read, each once, in the order of the rows."""
    found: dict[str, None] = {}
    for row in records(rows):
        if _has_target(row):
            found.setdefault(document_of(row, book.lang))
    for sources in rows.get("sources", []):
        for source in sources:
            if source["of"] == "actual":
                found.setdefault(source_name(source["source"], book.lang))
    return book.text("table.sources", sources="; ".join(found)) if found else ""


def as_text(table: ReportTable) -> list[Sequence[str]]:
    """Heads, numbering and lines as rows of texts, for a terminal, a clipboard or a sheet."""
    return [table.heads, table.numbering, *(row.cells for row in table.rows)]
