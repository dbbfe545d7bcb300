"""Targets as the screen of plans needs them: listed, typed, taken from a file, checked, recorded."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from etl.plans.ledger import Compared, compared, load_plan, settle_documents
from etl.plans.preview import plan_preview
from etl.plans.reading import PlanReport, check_plan
from etl.uploads.preview import Numbered, Preview, numbered
from metrics.records import records
from metrics.vocabulary import OPERATORS, STANDINGS, TARGET_KINDS
from pages.ui import plan_list, upload_steps, upload_view
from pages.ui.blocks import upload_problems
from pages.ui.blocks.upload_sheet import sheet_html
from pages.ui.html import headline, rule
from pages.ui.kept import Views
from scorecards import read
from warehouse import store
from warehouse.serving import serving
from web import uploads
from web.accounts import User
from web.uploads import Received
from wording.catalogue import Words, words
from wording.numbers import is_missing, number
from wording.phrases import series_name

FIELDS: Final = ("place", "indicator", "breakdown", "period", "kind", "operator", "value", "unit", "document", "date",
                 "issuer", "standing", "quotation", "source", "note", "replaces")  # fmt: skip
MICRO: Final = 1_000_000
_opened = Views(4)


@dataclass(frozen=True)
class PlanFile:
    """A file of targets as it was read."""

    received: Received
    report: PlanReport
    found: Compared
    problems: tuple[Numbered, ...]
    sheet: Preview

    def of(self, severity: str) -> list[Numbered]:
        """The problems of one severity."""
        return [one for one in self.problems if one.finding.severity == severity]

    @property
    def places(self) -> list[str]:
        """The places whose targets these are."""
        return sorted({row.target["place"] for row in self.report.rows})

    @property
    def counts(self) -> dict[str, int]:
        """How many targets are new, changed, the same, and problems that block."""
        kinds = {kind: self.found.count(kind) for kind in ("new", "changed", "same")}
        return kinds | {"wrong": len(self.of("error"))}


def opened(received: Received) -> PlanFile:
    """A file of targets read and compared, kept until the store moves."""
    made: PlanFile = _opened.found((received.id, serving().version), lambda: _open(received))
    return made


def _open(received: Received) -> PlanFile:
    report = check_plan(received.path.read_bytes(), received.file_name)
    settle_documents(report, serving())
    found = compared(report, serving())
    problems = tuple(numbered([*report.findings, *found.findings]))
    if report.refused:
        uploads.drop(received)
    return PlanFile(received, report, found, problems, plan_preview(report, found, problems))


def show_file(received: Received, user: User | None, lang: str) -> None:
    """A file of targets on its sheet, its problems, and the button that records it."""
    book, file = words(lang), opened(received)
    errors, warned = len(file.of("error")), len(file.of("warning"))
    key = "headline_errors" if errors else "headline_warnings" if warned else "headline_ready"
    told = book.text(f"plans.{key}", figures=len(file.report.rows), errors=errors, count=warned)
    st.html(headline(told, book.text("plans.file_line", file=file.report.file, rows=file.report.rows_read)))
    left, right = st.columns([0.64, 0.36], gap="large")
    left.html(sheet_html(file.sheet, file.counts, lang))
    with right:
        upload_steps.draw(upload_problems.problems_html(file.problems, "error", lang))
        done = upload_steps.ticks(file, lang)
        _confirmation(file, user, done, book)


def _confirmation(file: PlanFile, user: User | None, done: bool, book: Words) -> None:
    blocked = upload_steps.blocked_text(file, done, book.lang)
    if not file.of("error"):
        st.html(rule(book.text("upload.confirm_title"), book.text("upload.confirm_sub", **file.counts)))
    label = book.text("plans.reason_needed" if file.counts["changed"] else "upload.reason")
    reason = st.text_input(label, key=f"reason-{file.received.id}") if not file.of("error") else ""
    pressed = st.button(book.text("upload.confirm"), type="primary", disabled=bool(blocked), key="confirm")
    if pressed and user and not blocked:  # a forged click on a grey button records nothing
        accepted = {one.finding.code for one in file.problems}
        receipt = load_plan(
            file.report, file.received.path.read_bytes(), store.folder(), serving(), by=user.name, accepted=accepted,
            reason=reason.strip() or None,
        )  # fmt: skip
        if receipt.done and receipt.upload_id:
            upload_steps.open_receipt(receipt.upload_id)
        st.error(upload_view.stopped_text(receipt, book))
    elif blocked:
        st.caption(blocked)


def target_form(target_id: str | None, user: User | None, lang: str) -> str | None:
    """A form for one target, filled with the one that is to be corrected; the identifier of the file made of it."""
    book, held = words(lang), _held(target_id, lang)
    known = read.registry()
    names = {series_name(k, b, None, lang): (k, b) for k, entry in known.indicators.items()
             for b in ["total", *entry.breakdowns]}  # fmt: skip
    places = {name: place for place, name in plan_list.place_names(lang).items()}
    said: dict[str, str] = {}
    st.html(rule(book.text("plans.form_edit" if held else "plans.form_add"), book.text("plans.form_sub")))
    with st.form("target", border=False):
        one, two, three = st.columns(3)
        place = one.selectbox(book.text("plans.head_place"), list(places), index=_at(list(places), held.get("place")))
        series = two.selectbox(book.text("plans.head_series"), list(names), index=_at(list(names), held.get("series")))
        said["period"] = three.text_input(
            book.text("plans.head_period"), held.get("period", ""), placeholder="2026 · 2026-2030"
        )
        said["kind"] = _code(one, "kind", TARGET_KINDS, held, book)
        said["operator"] = _code(two, "operator", OPERATORS, held, book)
        said["value"] = three.text_input(
            book.text("plans.head_value"), held.get("value", ""), placeholder="224.500 · 72,2 · 75-80"
        )
        said["document"] = one.text_input(
            book.text("plans.form_document"), held.get("document", ""), placeholder="72/KH-UBND"
        )
        said["date"] = two.text_input(book.text("plans.form_date"), held.get("date", ""), placeholder="04/03/2022")
        said["issuer"] = three.text_input(book.text("plans.form_issuer"), held.get("issuer", ""))
        said["standing"] = _code(one, "standing", STANDINGS, held, book)
        said["quotation"] = two.text_input(book.text("plans.form_quotation"), "")
        said["source"] = three.text_input(book.text("plans.form_source"), "")
        sent = st.form_submit_button(book.text("plans.form_check"), type="primary")
    if not sent or user is None or not place or not series:
        return None
    indicator, breakdown = names[series]
    row = said | {"place": places[place], "indicator": indicator, "breakdown": breakdown, "replaces": target_id or ""}
    if held.get("unit") and held.get("series") == series:
        row["unit"] = held["unit"]
    return uploads.put(as_file(row), book.text("plans.form_file"), user).id


def as_file(row: Mapping[str, Any]) -> bytes:
    """One typed target as a file like any other."""
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, FIELDS, delimiter=";", lineterminator="\r\n", restval="")
    table.writeheader()
    table.writerow(row)
    return buffer.getvalue().encode("utf-8-sig")


def _at(names: list[str], chosen: str | None) -> int | None:
    return names.index(chosen) if chosen in names else None


def _code(at: Any, of: str, codes: tuple[str, ...], held: Mapping[str, str], book: Words) -> str:
    labels = {code: book.text(f"{of}.{code}") for code in codes}
    chosen = codes.index(held[of]) if held.get(of) in codes else 0
    return str(at.selectbox(book.text(f"plans.head_{of}"), codes, index=chosen, format_func=labels.__getitem__))


def _held(target_id: str | None, lang: str) -> dict[str, str]:
    """What stands of the target that is to be corrected, as the form shows it."""
    rows = serving().known_targets()
    found = records(rows[rows["target_id"] == target_id])
    if not found:
        return {}
    row = found[0]
    decimals = int(row["decimals"])
    value = number(int(row["value"]) / MICRO, decimals, "vi")
    if row["operator"] == "range":
        value = f"{value}-{number(int(row['value_high']) / MICRO, decimals, 'vi')}"
    day = row["document_date"]
    return {
        "place": plan_list.place_names(lang)[row["place"]],
        "series": series_name(row["indicator"], row["breakdown"], None, lang),
        "period": str(row["period"]).replace("..", "-"), "kind": row["kind"], "operator": row["operator"],
        "value": value, "unit": row["unit"], "standing": row["standing"],
        "document": "" if is_missing(row["document"]) else row["document"],
        "date": "" if is_missing(day) else f"{day:%d/%m/%Y}",
        "issuer": "" if is_missing(row["issuer"]) else row["issuer"],
    }  # fmt: skip


def template() -> bytes:
    """A file of targets with its headers and nothing else."""
    return as_file({}).splitlines(keepends=True)[0]
