"""One file from bytes to a report: opened, refused or recognised, judged. Pure: the same answer on every machine."""

import hashlib
from dataclasses import replace
from datetime import date

import numpy as np

from etl.uploads.cells import Cells
from etl.uploads.checks.texts import formula_texts
from etl.uploads.compared import keep_compared
from etl.uploads.context import Context, Options, context, dated
from etl.uploads.corrections import corrected
from etl.uploads.delimited import NotATable, TextSheet
from etl.uploads.files import Content, Refused, opened_content, skipped_rows
from etl.uploads.findings import Finding
from etl.uploads.folding import folded
from etl.uploads.judged import Judged, judged
from etl.uploads.knowledge import Knowledge, knowledge
from etl.uploads.layout import Layout, layout
from etl.uploads.long_table import LongTable
from etl.uploads.moments import BAD
from etl.uploads.refusals import refusal
from etl.uploads.report import Report
from etl.uploads.sheets import Merge, Sheet
from etl.uploads.torn import torn
from etl.uploads.wide_table import WideTable
from warehouse.writer import now_in_vietnam

AnySheet = Sheet | TextSheet
NOTHING = Options()
#: A file of nothing but these is blank, whichever of them separates its cells.
BLANK = " \t\r\n;,|"
BARE_SHARES = ("ti le", "ti le %")


def check(
    content: bytes, name: str, options: Options = NOTHING, today: date | None = None, known: Knowledge | None = None
) -> Report:
    """The report on a file's content; `today` decides what is over."""
    with_words = known or knowledge()
    day = today or now_in_vietnam().date()
    report = Report(name, hashlib.sha256(content).hexdigest(), len(content), options, day, [])
    try:
        opened = opened_content(content, with_words.limits, with_words.known, options.encoding)
        report.encoding, report.delimiter = opened.encoding, opened.delimiter
        refused = refusal(opened, with_words)
        if refused is not None:
            report.findings.append(Finding(refused))
            return report
        _recognise(report, opened, with_words)
    except Refused as fault:
        report.findings.append(Finding(fault.code, text=fault.text))
    except NotATable as fault:
        report.findings.append(Finding("unreadable-file", text=str(fault)))
    return report


def _recognise(report: Report, opened: Content, known: Knowledge) -> None:
    seen = [sheet for sheet in opened.sheets if not sheet.hidden and _has_cells(sheet)]
    report.sheets = tuple(sheet.name for sheet in seen if sheet.name)
    wanted = report.options.sheet
    if wanted is not None:
        seen = [sheet for sheet in seen if sheet.name == wanted] or ([] if report.sheets else seen)
        if not seen:
            report.findings.append(Finding("choose-sheet", text=wanted, suggestion="; ".join(report.sheets)))
            return
    if not seen:
        raise Refused("empty-file")
    fitting = [(sheet, found) for sheet in seen if (found := _layout(sheet, known)) is not None and fits(sheet, found)]
    if len(fitting) > 1:
        names = "; ".join(sheet.name or "" for sheet, _ in fitting)
        report.findings.append(Finding("choose-sheet", suggestion=names))
        return
    sheet, found = fitting[0] if fitting else (seen[0], _layout(seen[0], known))
    report.sheet = sheet.name
    if found is None:
        report.findings.append(Finding("no-header"))
        return
    _read(report, sheet, found, known)


def _has_cells(sheet: AnySheet) -> bool:
    return any(cell.strip(BLANK) for row in sheet.head() for cell in row)


def _layout(sheet: AnySheet, known: Knowledge) -> Layout | None:
    return layout(sheet.head(), sheet.merges, skipped_rows(sheet), known)


def fits(sheet: AnySheet, found: Layout) -> bool:
    """Whether a sheet holds a table that could be loaded: figures, and rows below the header."""
    return bool(found.loaded) and any(any(cell.strip() for cell in row) for row in sheet.head()[found.data :])


def _read(report: Report, sheet: AnySheet, found: Layout, known: Knowledge) -> None:
    found = corrected(found, report.options.columns, known)
    report.layout, report.shape = found, found.shape
    report.grid = sheet.head() if isinstance(sheet, TextSheet) else sheet.rows
    around = context(found.titles, sheet.name, report.options, known)
    around = report.around = around if _says_year(found, around) else dated(around, found.titles)
    if found.shape == "wide":
        _settle_shares(found, around, known)
    blocking = _blocking(report, sheet, found, around, known)
    if blocking:
        report.findings += blocking
        return
    cells = _cells(sheet, found, around, known)
    report.rows_read, report.remarks = cells.rows_read, tuple(cells.remarks)
    if not cells.count and not cells.rows_read:
        report.findings.append(Finding("empty-file"))
        return
    if "year" not in found.roles and _without_year(cells):
        report.findings.append(Finding("missing-column", column="year"))
        return
    cells.torn = torn(sheet, found, cells)
    conflict = _contradiction(cells, around, known)
    if conflict is not None:
        report.findings.append(conflict)
        return
    result = judged(cells, found, known, report.today, report.options.decimal, report.file)
    _keep(report, result, sheet, found, known)
    if found.shape == "wide":
        keep_compared(report, _filled(sheet, found), found, around, known)


def _settle_shares(found: Layout, around: Context, known: Knowledge) -> None:
    """A bare `Tỷ lệ (%)` beside counts is their share, never loaded; alone it bears the figures."""
    columns = [column for column in found.loaded if column.indicator is None]
    bare = [column for column in columns if column.unit == "percent" and folded(column.header) in BARE_SHARES]
    named = {column.indicator for column in found.loaded if column.indicator} | {around.indicator} - {None}
    rates = [name for name in named if name and known.registry.indicators[name].kind == "rate"]
    if bare and not rates and len(found.loaded) > len(bare) and "indicator" not in found.roles:
        found.values = [replace(column, skipped=column.skipped or column in bare) for column in found.values]


def _keep(report: Report, result: Judged, sheet: AnySheet, found: Layout, known: Knowledge) -> None:
    report.observations, report.columns = result.observations, result.columns
    notes = [Finding("extra-column", None, found.header(i), None, found.header(i)) for i in found.extras]
    hidden = sorted(row for row in sheet.hidden_rows if row >= found.data)
    if hidden:
        notes.append(Finding("hidden-rows", text=", ".join(str(row + 1) for row in hidden[:20])))
    texts = formula_texts(sheet, found, known)
    report.findings += sorted([*result.findings, *texts], key=lambda f: (f.row or 0, f.cell or "")) + notes


def _blocking(report: Report, sheet: AnySheet, found: Layout, around: Context, known: Knowledge) -> list[Finding]:
    """What keeps a table from being read at all."""
    if around.conflict is not None:
        return [Finding("title-conflict", text=around.conflict)]
    absent = [Finding("missing-column", found.first_header + 1, role) for role in missing_roles(found, around)]
    if not any(any(cell.strip() for cell in row) for row in sheet.head()[found.data :]):
        return [Finding("empty-file")]
    if report.options.period is not None and around.part == BAD:
        return [Finding("bad-period", text=report.options.period)]
    if report.options.indicator is not None and not known.lexicon.phrase(report.options.indicator).indicator:
        return [Finding("unknown-indicator", text=report.options.indicator)]
    told_place = report.options.place is not None or "place" not in found.roles
    if around.place and told_place and not known.gazetteer.known(around.place):
        return [Finding("unknown-place", text=around.place, suggestion=known.gazetteer.candidates(around.place))]
    return [replace(finding, row=None) for finding in absent]


def missing_roles(found: Layout, around: Context) -> list[str]:
    """The needed columns that neither the table nor anything around it gives."""
    roles = set(found.roles)
    absent = []
    if not found.loaded:
        absent.append("value")
    if "place" not in roles and around.place is None:
        absent.append("place")
    named = any(column.indicator for column in found.values)
    if "indicator" not in roles and around.indicator is None and not named:
        absent.append("indicator")
    if not _says_year(found, around):
        absent.append("year")
    return absent


def _says_year(found: Layout, around: Context) -> bool:
    if "year" in found.roles or around.year or around.key:
        return True
    if {"period", "month", "quarter"} & set(found.roles) or (found.shape == "long" and "indicator" in found.roles):
        return True
    return any(column.moment.year or column.moment.key for column in found.loaded)


def _without_year(cells: Cells) -> bool:
    """Whether no cell says anything of a year."""
    times = [cells.time.values[int(i)] for i in np.unique(cells.time.codes)]
    return bool(times) and all(time.code == "bad-year" and time.text is None for time in times)


def _cells(sheet: AnySheet, found: Layout, around: Context, known: Knowledge) -> Cells:
    if found.shape == "wide":
        return WideTable(_filled(sheet, found), found, around, known).cells()
    if isinstance(sheet, Sheet) and sheet.merges:
        sheet = replace(sheet, rows=_filled(sheet, found))
    return LongTable(sheet.body(found.data, found.width), found, around, known).cells()


def _filled(sheet: AnySheet, found: Layout) -> list[list[str]]:
    """The rows with merged cells of words filled down."""
    rows = [list(row) for row in sheet.all_rows()]
    words = {index for role, index in found.roles.items() if role not in ("number", "note", "source")}
    for merge in sheet.merges:
        if merge.top >= found.data and merge.left in words:
            _fill_down(rows, merge)
    return rows


def _fill_down(rows: list[list[str]], merge: Merge) -> None:
    text = rows[merge.top][merge.left] if merge.top < len(rows) and merge.left < len(rows[merge.top]) else ""
    for row in rows[merge.top + 1 : merge.bottom + 1]:
        row.extend([""] * (merge.left + 1 - len(row)))
        row[merge.left] = text


def _contradiction(cells: Cells, around: Context, known: Knowledge) -> Finding | None:
    """An option or a title that names another year, indicator or place than every row and column."""
    times = [cells.time.values[int(i)].period for i in np.unique(cells.time.codes)]
    years = {p.year for p in times if p is not None} | {p.start.year for p in times if p is not None}
    if around.year and years and around.year not in years:
        return Finding("title-conflict", text=f"{around.year} / {', '.join(map(str, sorted(years)))}")
    indicators = {cells.series.values[int(i)].indicator for i in np.unique(cells.series.codes)} - {None}
    if around.indicator and indicators and around.indicator not in indicators:
        return Finding("title-conflict", text=f"{around.indicator} / {', '.join(sorted(map(str, indicators)))}")
    if around.place is None or cells.columns.get("place") is None:
        return None
    texts = [text for text in cells.place.values if text and known.gazetteer.known(text)]
    meant = set().union(*(known.gazetteer.meanings(text) for text in texts)) if texts else set()
    if not meant or meant & known.gazetteer.meanings(around.place):
        return None
    return Finding("title-conflict", text=f"{around.place} / {texts[0]}")
