"""A file of targets read: every row as a target of the warehouse, every problem in one pass."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from etl.plans.amounts import marks
from etl.plans.around import Around, around
from etl.plans.row import PlanRow, Row
from etl.plans.words import meaning, value_of_year
from etl.uploads.context import Options
from etl.uploads.delimited import NotATable, TextSheet
from etl.uploads.files import Refused, opened_content
from etl.uploads.findings import Finding
from etl.uploads.knowledge import Knowledge, knowledge
from etl.uploads.preview import Inherited
from etl.uploads.refusals import refusal
from etl.uploads.sheets import Sheet, shown

NEEDED: Final = ("place", "indicator", "period", "value")
#: Columns whose merged cells hold for every row that they cover.
FILLED: Final = ("place", "indicator", "period", "document", "date", "issuer")
#: Rows above the header at most.
TITLES: Final = 20
MOST: Final = 5000
NOTHING: Final = Options()
#: What marks files of targets among the remembered forms.
FORM: Final = "targets: "


@dataclass
class PlanReport:
    """The answer to a file of targets; `grid` holds its cells as they lie in the file."""

    file: str
    sha256: str
    size: int
    options: Options = NOTHING
    findings: list[Finding] = field(default_factory=list)
    rows: list[PlanRow] = field(default_factory=list)
    grid: Sequence[list[str]] = ()
    header: int | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    rows_read: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    inherited: tuple[Inherited, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing blocks the file."""
        return not any(finding.severity == "error" for finding in self.findings)

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be kept."""
        return any(finding.code in ("personal-data", "secret-mark") for finding in self.findings)

    @property
    def signature(self) -> str | None:
        """What is the same in every file of this form; None where no header was found."""
        return None if self.header is None else FORM + " | ".join(shown(cell) for cell in self.grid[self.header])


def check_plan(content: bytes, name: str, options: Options = NOTHING, known: Knowledge | None = None) -> PlanReport:
    """The report on a file of targets, judged alone."""
    with_words = known or knowledge()
    report = PlanReport(name, hashlib.sha256(content).hexdigest(), len(content), options)
    try:
        opened = opened_content(content, with_words.limits, with_words.known, options.encoding)
        report.encoding, report.delimiter = opened.encoding, opened.delimiter
        refused = refusal(opened, with_words)
        if refused is not None:
            report.findings.append(Finding(refused))
        else:
            _recognise(report, [sheet for sheet in opened.sheets if not sheet.hidden], with_words)
    except Refused as fault:
        report.findings.append(Finding(fault.code, text=fault.text))
    except NotATable as fault:
        report.findings.append(Finding("unreadable-file", text=str(fault)))
    return report


def _recognise(report: PlanReport, sheets: Sequence[Sheet | TextSheet], known: Knowledge) -> None:
    """Read the one sheet that holds targets; several, or the one asked for not there, are a question."""
    report.sheets = tuple(sheet.name for sheet in sheets if sheet.name)
    wanted = report.options.sheet
    seen = [sheet for sheet in sheets if wanted is None or sheet.name in (wanted, None)]
    fitting = [sheet for sheet in seen if header_of(sheet.head()) is not None]
    if len(fitting) == 1:
        _read(report, fitting[0], known)
    elif len(fitting) > 1:
        report.findings.append(Finding("choose-sheet", suggestion="; ".join(s.name or "" for s in fitting)))
    elif wanted is not None and not seen:
        report.findings.append(Finding("choose-sheet", text=wanted, suggestion="; ".join(report.sheets)))
    else:
        report.findings.append(Finding("no-header"))


def header_of(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """The first row whose cells name columns of targets, best the figure's among them, and these columns."""
    found = [(at, headers_of([shown(cell) for cell in row])) for at, row in enumerate(rows[:TITLES])]
    headers = [(at, columns) for at, columns in found if len(columns) > 1]
    return next((header for header in headers if "value" in header[1]), headers[0] if headers else None)


def headers_of(row: Sequence[str]) -> dict[str, int]:
    """The columns that a row's cells name as headers; "Kế hoạch năm 2026" where only one names a year."""
    found = {key: i for i, cell in reversed(list(enumerate(row))) if cell and (key := meaning("header", cell))}
    dated = [i for i, cell in enumerate(row) if value_of_year(cell)]
    return found | ({"value": dated[0]} if "value" not in found and len(dated) == 1 else {})


def _read(report: PlanReport, sheet: Sheet | TextSheet, known: Knowledge) -> None:
    header = header_of(sheet.head())
    if header is None:
        return
    report.grid, report.sheet = _filled(sheet, *header), sheet.name
    report.header, report.columns = header
    titles = [" ".join(shown(cell) for cell in row if cell) for row in report.grid[: report.header]]
    beside = around([text for text in titles if text], sheet.name, report.options, known)
    beside = _of_header(beside, report)
    report.inherited = tuple(one for one in beside.told if one.of not in report.columns)
    given = {"place": beside.place, "period": beside.period}
    absent = [key for key in NEEDED if key not in report.columns and not given.get(key)]
    if beside.conflict is not None:
        report.findings.append(Finding("title-conflict", text=beside.conflict))
        return
    report.findings += [Finding("missing-column", None, "year" if key == "period" else key) for key in absent]
    _read_rows(report, beside, bool(absent), known)


def _filled(sheet: Sheet | TextSheet, at: int, columns: Mapping[str, int]) -> list[list[str]]:
    """The rows with merged cells of places, periods and documents filled down."""
    rows = [[cell.strip() for cell in row] for row in sheet.all_rows()]
    wanted = {columns[name] for name in FILLED if name in columns}
    for merge in sheet.merges:
        if merge.top > at and merge.left in wanted:
            for row in rows[merge.top + 1 : merge.bottom + 1]:
                row.extend([""] * (merge.left + 1 - len(row)))
                row[merge.left] = row[merge.left] or rows[merge.top][merge.left]
    return rows


def _of_header(beside: Around, report: PlanReport) -> Around:
    """The year that the header of the figures names, where nothing else says one."""
    column = report.columns.get("value")
    if beside.period or column is None or report.header is None:
        return beside
    year = value_of_year(shown(report.grid[report.header][column]))
    if year is None:
        return beside
    return replace(beside, period=str(year), told=(*beside.told, Inherited("year", str(year), "title")))


def _read_rows(report: PlanReport, beside: Around, blocked: bool, known: Knowledge) -> None:
    header = (report.header or 0) + 1
    rows = [Row(report, number, beside, known) for number in range(header + 1, len(report.grid) + 1)]
    rows = [row for row in rows if row.holds_a_target]
    report.rows_read = len(rows)
    if not rows:
        report.findings.append(Finding("empty-file"))
    elif len(rows) > MOST:
        report.findings.append(Finding("too-large"))
    elif not blocked:
        _judge(report, rows, beside, known)


def _judge(report: PlanReport, rows: Sequence[Row], beside: Around, known: Knowledge) -> None:
    """Every row that is filled in; those left blank are named once, and a title of another place stops them all."""
    blank = [row for row in rows if row.is_blank]
    told = [row for row in rows if not row.is_blank]
    _name_series(rows)
    column = {rate: marks((row.said for row in told if row.is_rate == rate), report.options.decimal)
              for rate in (True, False)}  # fmt: skip
    seen: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in told:
        read = row.read(column[row.is_rate])
        report.findings += row.findings
        if read is not None:
            _keep(report, row, read, seen)
    if blank:
        report.findings.append(Finding("unfilled-rows", text=", ".join(str(row.number) for row in blank[:20])))
    if not told:
        report.findings.append(Finding("empty-file"))
    if conflict := _other_place(report, beside, known):
        report.findings, report.rows = [Finding("title-conflict", text=conflict)], []


def _name_series(rows: Sequence[Row]) -> None:
    """Give a level without an indicator of its own ("- Cao đẳng") that of the row above it."""
    above: str | None = None
    for row in rows:
        row.name_series(above)
        above = row.indicator or above


def _keep(report: PlanReport, row: Row, read: PlanRow, seen: dict[tuple[Any, ...], tuple[Any, ...]]) -> None:
    names = ("place", "indicator", "breakdown", "coverage", "period", "kind", "document_id")
    key = tuple(read.target[name] for name in names)
    value = tuple(read.target[name] for name in ("operator", "value", "value_high"))
    if key in seen:
        code = "duplicate-row" if seen[key] == value else "conflicting-rows"
        report.findings.append(row.finding(code, "value"))
        return
    seen[key] = value
    report.rows.append(read)


def _other_place(report: PlanReport, beside: Around, known: Knowledge) -> str | None:
    """An option or a title that names another place than every row."""
    if beside.said_place is None or "place" not in report.columns or not report.rows:
        return None
    places = {row.target["place"] for row in report.rows}
    if places & known.gazetteer.meanings(beside.said_place):
        return None
    return f"{beside.said_place} / {', '.join(sorted(places))}"
