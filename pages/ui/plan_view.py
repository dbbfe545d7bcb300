"""A file of targets on its way in, as the screen of plans needs it: read, compared, shown, recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from etl.plans.ledger import Compared, compared, load_plan, settle_documents
from etl.plans.preview import plan_preview
from etl.plans.reading import PlanReport, check_plan
from etl.plans.template import plan_template
from etl.uploads import corrections
from etl.uploads.context import Options
from etl.uploads.corrections import Remembered
from etl.uploads.ledger import Receipt
from etl.uploads.preview import Numbered, Preview, numbered
from pages.ui import address, shell, upload_reading, upload_steps, upload_view
from pages.ui.blocks import upload_problems
from pages.ui.blocks.file_drop import file_drop
from pages.ui.blocks.upload_sheet import sheet_html
from pages.ui.html import headline, rule
from pages.ui.kept import Views
from pages.ui.reading_bar import Told, reading_bar
from warehouse import store
from warehouse.serving import serving
from web import uploads
from web.accounts import User
from web.uploads import Received
from wording.catalogue import Words, words
from wording.numbers import printed_counts

STEPS: Final = ("choose", "read", "check")
_opened = Views(4)


@dataclass(frozen=True)
class PlanFile:
    """A file of targets as it was read."""

    received: Received
    report: PlanReport
    found: Compared
    problems: tuple[Numbered, ...]
    sheet: Preview
    memory: Remembered | None

    def of(self, severity: str) -> list[Numbered]:
        """The problems of one severity."""
        return [one for one in self.problems if one.finding.severity == severity]

    @property
    def title_and_table(self) -> bool:
        """Whether a title and every row of the table disagree, and not the title and the sheet's name."""
        return self.report.rows_read > 0

    @property
    def places(self) -> list[str]:
        """The places whose targets these are."""
        return sorted({row.target["place"] for row in self.report.rows})

    @property
    def counts(self) -> dict[str, int]:
        """How many targets are new, changed, the same, and problems that block."""
        kinds = {kind: self.found.count(kind) for kind in ("new", "changed", "same")}
        return kinds | {"wrong": len(self.of("error"))}


def opened(received: Received, params: Mapping[str, str], told: Told) -> PlanFile:
    """A file of targets read as the address says and compared, kept until the store moves."""
    options, afresh = upload_view.options_of(params), upload_view.AFRESH in params
    key = (received.id, options, afresh, serving(), serving().version)
    made: PlanFile = _opened.found(key, lambda: _open(received, options, afresh, told))
    return made


def _open(received: Received, options: Options, afresh: bool, told: Told) -> PlanFile:
    told("check")
    content = received.path.read_bytes()
    report = check_plan(content, received.file_name, options)
    memory = None if afresh else corrections.remembered(report.signature, serving())
    if memory is not None and (both := corrections.joined(options, memory.options)) != options:
        report = check_plan(content, received.file_name, both)
    else:
        memory = None
    told("compare")
    settle_documents(report, serving())
    found = compared(report, serving())
    problems = tuple(numbered([*report.findings, *found.findings]))
    if report.refused:
        uploads.drop(received)
    return PlanFile(received, report, found, problems, plan_preview(report, found, problems), memory)


def show_entry(lang: str) -> str | None:
    """The place where a file of targets is dropped, and its template; the identifier of a file that came in."""
    book = words(lang)
    left, right = st.columns([0.64, 0.36], gap="large")
    with left:
        st.html(rule(book.text("plans.file_title"), book.text("plans.file_sub")))
        new = file_drop(shell.upload_seal(), "drop-plan", lang)
    with right:
        st.html(rule(book.text("plans.template"), book.text("plans.template_sub")))
        with st.container(key="template", gap="small"):
            place, year = upload_steps.template_of(lang)
            name = "-".join((book.text("plans.template_name"), place, year))
            upload_steps.template_buttons(name, lambda kind: _template(place, int(year), kind, lang), book)
    return new


def _template(place: str, year: int, kind: str, lang: str) -> bytes:
    return plan_template(place, year, kind, lang, upload_steps.asked_of(place, year))


def show_file(received: Received, user: User | None, lang: str) -> None:
    """A file of targets on its sheet, its problems, and the button that records it."""
    book = words(lang)
    with reading_bar(lang) as told:
        file = opened(received, address.view(), told)
    step = st.query_params.get("step")
    st.html(headline(_headline(file, book), upload_view.file_line(file.report, book)))
    upload_steps.draw(upload_view.inherited_html(file, lang))
    upload_steps.memory(file, lang)
    left, right = st.columns([0.64, 0.36], gap="large")
    left.html(sheet_html(file.sheet, file.counts, lang, "plans.head_value"))
    with right:
        if step == "read":
            upload_reading.corrections_of(file, upload_reading.OF_ANY, False, lang)
            return
        upload_steps.draw(upload_problems.problems_html(file.problems, "error", lang))
        upload_reading.questions(file, lang)
        done = upload_steps.ticks(file, lang)
        upload_steps.draw(upload_problems.problems_html(file.problems, "note", lang))
        _confirmation(file, user, done, book)
        upload_steps.marked(file, lang)


def _headline(file: PlanFile, book: Words) -> str:
    """What the file is, in one sentence."""
    errors, warned = file.of("error"), len(file.of("warning"))
    if file.report.refused or (errors and not file.report.rows and errors[0].finding.row is None):
        why = book.text(f"problem.{errors[0].finding.code}")
        key = "upload.headline_refused" if file.report.refused else "upload.headline_file"
        return book.text(key, why=f"{why[:1].lower()}{why[1:]}")
    if not errors and not (file.counts["new"] or file.counts["changed"]):
        return book.text("plans.headline_same", **printed_counts(book.lang, figures=len(file.report.rows)))
    key = "headline_errors" if errors else "headline_warnings" if warned else "headline_ready"
    told = printed_counts(book.lang, figures=len(file.report.rows), errors=len(errors), count=warned)
    return book.text(f"plans.{key}", **told)


def _confirmation(file: PlanFile, user: User | None, done: bool, book: Words) -> None:
    blocked = upload_steps.blocked_text(file, done, book.lang)
    reason = ""
    if not file.of("error") and (file.counts["new"] or file.counts["changed"]):
        st.html(
            rule(
                book.text("upload.confirm_title"),
                book.text("plans.confirm_sub", **printed_counts(book.lang, **file.counts)),
            )
        )
        label = book.text("plans.reason_needed" if file.counts["changed"] else "upload.reason")
        reason = st.text_input(label, key=f"reason-{file.received.id}")
    pressed = st.button(book.text("upload.confirm"), type="primary", disabled=bool(blocked), key="confirm")
    if pressed and user and not blocked:  # a forged click on a grey button records nothing
        upload_steps.recorded(partial(record, file, user, reason), book)
    elif blocked:
        st.caption(blocked)


def record(file: PlanFile, by: User, reason: str) -> Receipt:
    """Record a file that has been confirmed; every warning shown was ticked, one that came since was not."""
    seen = [one.finding for one in file.problems]
    content, told = file.received.path.read_bytes(), reason.strip() or None
    receipt = load_plan(
        file.report, content, store.folder(), serving(), by=by.name, shown=seen, reason=told
    )  # fmt: skip
    if receipt.done:
        upload_view.remember(file.report.signature, file.report.options, by)
    return receipt
