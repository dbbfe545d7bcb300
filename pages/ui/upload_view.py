"""A file on its way in, as the screen needs it: opened, judged alone and against the store, recorded, undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final, NamedTuple, Protocol

import streamlit as st

from etl.uploads import corrections, ledger
from etl.uploads.annotate import annotated
from etl.uploads.context import Options
from etl.uploads.corrections import Remembered
from etl.uploads.differences import Differences
from etl.uploads.findings import Finding
from etl.uploads.knowledge import knowledge
from etl.uploads.ledger import NO_REASON, UNTICKED, Receipt
from etl.uploads.preview import Numbered, Preview, numbered, preview
from etl.uploads.receive import check
from etl.uploads.report import Report
from metrics.periods import period
from pages.ui.kept import Views
from pages.ui.log import LOG
from pages.ui.reading_bar import Told
from warehouse import store
from warehouse.errors import WarehouseError
from warehouse.serving import serving
from warehouse.writer import now_in_vietnam
from web import uploads
from web.accounts import User
from web.uploads import Received
from wording.catalogue import Words, words
from wording.dates import date_text
from wording.numbers import printed_counts
from wording.periods import period_name

#: What the address says of a file beside the file, and what each is in the options of its reading.
PARAMS: Final[Mapping[str, str]] = {
    "f_encoding": "encoding", "f_sheet": "sheet", "f_decimal": "decimal", "f_place": "place", "f_year": "year",
    "f_period": "period", "f_indicator": "indicator", "f_columns": "columns",
}  # fmt: skip
#: A parameter that says: read without what was remembered for files of this form.
AFRESH: Final = "f_afresh"
DECIMALS: Final = ("comma", "point")
_opened = Views(4)


@dataclass(frozen=True)
class Opened:
    """A file as it was read: its report, what it would change, every problem numbered, the sheet with all of it."""

    received: Received
    report: Report
    found: Differences | None
    problems: tuple[Numbered, ...]
    sheet: Preview
    memory: Remembered | None

    def of(self, severity: str) -> list[Numbered]:
        """The problems of one severity."""
        return [one for one in self.problems if one.finding.severity == severity]

    @property
    def figures(self) -> int:
        """How many figures were read."""
        return 0 if self.report.observations is None else int(self.report.observations.num_rows)

    @property
    def places(self) -> list[str]:
        """The places that the figures tell of."""
        table = self.report.observations
        return [] if table is None else sorted(table.column("place").unique().to_pylist())

    @property
    def counts(self) -> dict[str, int]:
        """How many figures are new, changed, the same, and cells wrong."""
        found = self.found
        if found is None:
            return {"new": 0, "changed": 0, "same": 0, "wrong": len(self.of("error"))}
        return {"new": found.new, "changed": found.changed, "same": found.same, "wrong": found.wrong}

    @property
    def title_and_table(self) -> bool:
        """Whether a title and every row of the table disagree, and not the title and the sheet's name."""
        return self.report.around is None or self.report.around.conflict is None

    @property
    def official(self) -> bool:
        """Whether an official figure would change."""
        return bool(self.found and self.found.official)


class CheckedFile(Protocol):
    """The answer to any file, of figures or of targets."""

    @property
    def file(self) -> str:
        """Its name."""

    @property
    def refused(self) -> bool:
        """Whether nothing of it may be kept."""

    @property
    def rows_read(self) -> int:
        """Its rows of data."""

    @property
    def encoding(self) -> str | None:
        """How its letters were read; None for a spreadsheet."""

    @property
    def delimiter(self) -> str | None:
        """What parts its cells; None for a spreadsheet."""

    @property
    def sheet(self) -> str | None:
        """The sheet that was read."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """Every sheet in sight."""

    @property
    def grid(self) -> Sequence[list[str]]:
        """Its cells."""


class Shown(Protocol):
    """Any file on its way in, of figures or of targets."""

    @property
    def received(self) -> Received:
        """Where it lies."""

    @property
    def report(self) -> CheckedFile:
        """How it was read."""

    @property
    def problems(self) -> tuple[Numbered, ...]:
        """All that was found."""

    @property
    def sheet(self) -> Preview:
        """The sheet with all of it."""

    @property
    def memory(self) -> Remembered | None:
        """The earlier correction that was followed."""

    @property
    def title_and_table(self) -> bool:
        """Whether, of two that disagree, one is what every row of the table says."""

    @property
    def places(self) -> list[str]:
        """The places that it tells of."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, same, wrong."""

    def of(self, severity: str) -> list[Numbered]:
        """The problems of one severity."""


class Marked(NamedTuple):
    """A sheet with what is to be marked on it."""

    grid: Sequence[list[str]]
    findings: list[Finding]


def options_of(params: Mapping[str, str]) -> Options:
    """What the address says of the file; what is no option is left out."""
    told: dict[str, object] = {}
    for param, name in PARAMS.items():
        if params.get(param) and param not in ("f_year", "f_columns", "f_decimal"):
            told[name] = params[param]
    if params.get("f_year", "").isdecimal():
        told["year"] = int(params["f_year"])
    if params.get("f_decimal") in DECIMALS:
        told["decimal"] = params["f_decimal"]
    told["columns"] = columns_of(params.get("f_columns", ""))
    return Options(**told)  # type: ignore[arg-type]


def columns_of(text: str) -> tuple[tuple[int, str], ...]:
    """What the address says of columns: `2:place,5:skip`."""
    pairs = [part.partition(":") for part in text.split(",") if ":" in part]
    return tuple((int(number), role) for number, _, role in pairs if number.isdecimal() and role)


def columns_text(columns: Mapping[int, str]) -> str | None:
    """The same for the address; None where nothing is said."""
    return ",".join(f"{number}:{role}" for number, role in sorted(columns.items())) or None


def opened(received: Received, params: Mapping[str, str], told: Told) -> Opened:
    """The file read as the address says, kept until the store moves; each step of the work is told."""
    options, afresh = options_of(params), AFRESH in params
    key = (received.id, options, afresh, serving(), serving().version, now_in_vietnam().date())
    made: Opened = _opened.found(key, lambda: _open(received, options, afresh, key[-1], told))
    return made


def _open(received: Received, options: Options, afresh: bool, today: date, told: Told) -> Opened:
    told("check")
    content = received.path.read_bytes()
    report = check(content, received.file_name, options, today)
    memory = None if afresh else corrections.remembered(report.signature, serving())
    if memory is not None and corrections.joined(options, memory.options) != options:
        report = check(content, received.file_name, corrections.joined(options, memory.options), today)
    else:
        memory = None
    told("compare")
    found, beside = (
        (None, list[Finding]()) if report.observations is None else ledger.compared_with_store(report, store.folder())
    )
    problems = numbered([*report.findings, *beside])
    if report.refused:
        uploads.drop(received)
    told("show")
    return Opened(received, report, found, tuple(problems), preview(report, content, found, problems), memory)


def marked_file(file: Shown, lang: str) -> bytes:
    """The file back with its problems marked."""
    return annotated(Marked(file.report.grid, [one.finding for one in file.problems]), lang)


def record(file: Opened, by: User, reason: str) -> Receipt:
    """Record a file that has been confirmed; every warning shown was ticked, one that came since was not."""
    receipt = ledger.load(
        file.report, file.received.path.read_bytes(), store.folder(), by=by.name,
        shown=[one.finding for one in file.problems], reason=reason.strip() or None,
    )  # fmt: skip
    if receipt.done:
        remember(file.report.signature, file.report.options, by)
    return receipt


def remember(signature: str | None, options: Options, by: User) -> None:
    """Remember how a form is read; a store that cannot take that too leaves what was recorded as it is."""
    try:
        corrections.remember(signature, options, store.folder(), by.name)
    except WarehouseError as error:
        LOG.warning("a correction was not remembered: %s", error)


def stopped_text(receipt: Receipt, book: Words) -> str:
    """Why a file was not recorded."""
    if receipt.outcome == NO_REASON:
        return book.text("upload.reason_missing")
    return book.text("upload.store_moved" if receipt.outcome == UNTICKED else "upload.confirm_blocked_errors")


def standing_receipt(sha256: str) -> str | None:
    """The receipt under which this very content counts already; None where there is none."""
    rows = serving().query("uploads")
    same = rows[(rows["sha256"] == sha256) & (rows["event"] != "undone")]
    return None if same.empty else str(same.iloc[0]["upload_id"])


def headline_text(file: Opened, lang: str) -> str:
    """What the file is, in one sentence."""
    book, errors, warned = words(lang), file.of("error"), file.of("warning")
    if file.report.refused or (errors and not file.figures and errors[0].finding.row is None):
        key = "headline_refused" if file.report.refused else "headline_file"
        why = book.text(f"problem.{errors[0].finding.code}")
        return book.text(f"upload.{key}", why=f"{why[:1].lower()}{why[1:]}")
    if errors:
        also = book.text("upload.headline_errors_warnings", **printed_counts(lang, count=len(warned))) if warned else ""
        told = printed_counts(lang, errors=len(errors), figures=file.figures)
        return book.text("upload.headline_errors", warnings=also, **told)
    if file.found is not None and not file.found.new and not file.found.changed:
        return book.text("upload.headline_same", **printed_counts(lang, figures=file.figures))
    key = "headline_warnings" if warned else "headline_ready"
    return book.text(f"upload.{key}", **printed_counts(lang, figures=file.figures, count=len(warned)))


def reading_text(file: Opened, lang: str) -> str:
    """How the file was read: rows, encoding, delimiter, sheet, header, shape."""
    layout, book = file.report.layout, words(lang)
    told = [file_line(file.report, book)]
    if layout is not None and not file.report.refused:
        told.append(book.text("upload.read_header", row=layout.last_header + 1))
        told.append(book.text(f"upload.read_shape_{file.report.shape}"))
    return " · ".join(told)


def file_line(report: CheckedFile, book: Words) -> str:
    """Name, rows, encoding, delimiter and sheet of a file; that nothing of it is kept where it is refused."""
    if report.refused:
        return book.text("upload.headline_refused_lead")
    told = [report.file, book.text("upload.read_line", **printed_counts(book.lang, rows=report.rows_read))]
    if report.encoding:
        told.append(book.text("upload.read_encoding", encoding=report.encoding))
    if report.delimiter:
        mark = book.text("upload.delimiter_tab") if report.delimiter == "\t" else report.delimiter
        told.append(book.text("upload.read_delimiter", mark=mark))
    if report.sheet:
        told.append(book.text("upload.read_sheet", sheet=report.sheet))
    return " · ".join(told)


def inherited_html(file: Shown, lang: str) -> str:
    """What holds for the whole table and where it was taken from; and that an earlier correction was followed."""
    book, told = words(lang), []
    for of, text, source in file.sheet.inherited:
        shown, where = _taken(of, text, file, lang), book.text(f"upload.source_{source}")
        told.append(book.text("upload.inherited_line", of=book.text(f"upload.role_{of}"), text=shown, source=where))
    lines = [f"{book.text('upload.inherited')}: {'; '.join(told)}."] if told else []
    if file.memory is not None:
        lines.append(book.text("upload.remembered", date=date_text(file.memory.made_at.date(), lang)))
    body = "".join(f'<p class="taken">{escape(line)}</p>' for line in lines)
    return f'<div class="k">{body}</div>' if lines else ""


def _taken(of: str, text: str, file: Shown, lang: str) -> str:
    """What was taken, as people call it."""
    if of == "indicator":
        return words(lang).text(f"indicator_short.{text}") if text in knowledge().registry.indicators else text
    if of == "place":
        gazetteer = knowledge().gazetteer
        meant = gazetteer.meanings(text)
        return gazetteer.names(meant).split("; ")[0] if meant else text
    year = next((one.text for one in file.sheet.inherited if one.of == "year"), "")
    key = text if text[:4].isdigit() else f"{year or 2000}-{text}"
    try:
        return period_name(period(key).key, lang) if of == "period" else text
    except ValueError:
        return text


def ticked(file: Shown) -> set[int]:
    """The numbers of the warnings that whoever is at the screen has ticked for this file as it is read now."""
    key = f"ticked-{file.received.id}-{hash(tuple(one.finding for one in file.of('warning')))}"
    kept: set[int] = st.session_state.setdefault(key, set())
    return kept
