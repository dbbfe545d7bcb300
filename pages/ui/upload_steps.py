"""The blocks of the upload screen that hold controls: templates, ticks, confirmation, undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar

import streamlit as st

from etl.uploads import ledger
from etl.uploads.ledger import Receipt
from etl.uploads.template import template
from pages.ui import address, choices, shell, upload_view
from pages.ui.blocks import upload_problems
from pages.ui.html import rule
from pages.ui.log import LOG, log_path
from pages.ui.parts_of_year import PARTS, part_name, years
from pages.ui.upload_view import Opened, Shown
from warehouse import store
from warehouse.errors import WarehouseError
from warehouse.serving import serving
from warehouse.writer import now_in_vietnam
from web.accounts import User
from wording.catalogue import Words, words
from wording.numbers import printed_counts

T = TypeVar("T")
#: So many warnings are offered at once.
AT_ONCE: Final = 25
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(html: str) -> None:
    """Draw a block of own HTML; nothing for an empty one."""
    if html:
        st.html(html)


def templates(lang: str) -> None:
    """Place, year and period of a template of figures, and the template as Excel and as text."""
    book = words(lang)
    st.html(rule(book.text("upload.template"), book.text("upload.template_sub")))
    with st.container(key="template", gap="small"):
        place, year = template_of(lang)
        part = address.code_select(
            book.text("filter.period"), PARTS, "t_period", lambda p: part_name(p, year, lang), PARTS[0]
        )
        period = "" if part == "year" else part
        name = "-".join(t for t in (book.text("upload.template_name"), place, year, period) if t)
        template_buttons(
            name, lambda kind: template(place, int(year), period, kind, lang, asked_of(place, int(year))), book
        )


def template_of(lang: str) -> tuple[str, str]:
    """The place and year that a template is to be filled in for."""
    book = words(lang)
    year = address.code_select(
        book.text("filter.year"), years(), "t_year", lambda y: choices.year_name(y, lang), years()[1]
    )
    places = choices.scopes(year)
    place = address.code_select(
        book.text("filter.place"), places, "t_place", lambda p: choices.scope_name(p, year, lang), own_place(places)
    )
    return place, year


def own_place(places: Sequence[str]) -> str:
    """The first of these places that whoever is at the screen enters figures for; the capital for all others."""
    user = shell.user()
    own = user.places if user is not None and user.role == "editor" else None
    return next((place for place in places if own and place in own), "ha-noi")


def template_buttons(name: str, made: Callable[[str], bytes], book: Words) -> None:
    """A template as Excel and as text, each made when it is asked for."""
    with st.container(horizontal=True, gap="small"):
        for kind, mime in (("xlsx", XLSX), ("csv", "text/csv")):
            label = book.text(f"upload.template_{kind}")
            st.download_button(
                label, partial(made, kind), f"{name}.{kind}", mime, on_click="ignore", key=f"template-{kind}"
            )


def asked_of(place: str, year: int) -> set[tuple[str, str]]:
    """The series that a place has a target or figures of about that year: the rows it fills in; empty: all of them."""
    reads = serving()
    tables = (reads.known_targets([place], None, year, year), reads.known_observations([place], None, year - 2, year))
    return {pair for rows in tables for pair in zip(rows["indicator"], rows["breakdown"], strict=True)}


def ticks(file: Shown, lang: str) -> bool:
    """Every warning with its own box; whether all are ticked."""
    book, warned, seen = words(lang), file.of("warning"), upload_view.ticked(file)
    if not warned:
        return True
    st.html(
        f'<div class="k"><section class="block tight">{upload_problems.title_html("warning", book)}</section></div>'
    )
    with st.container(gap="xxsmall"):
        for one in warned[: len(seen) + AT_ONCE]:
            st.html(f'<div class="k open">{upload_problems.problem_html(one, book)}</div>')
            label = book.text("upload.tick", number=one.number)
            if st.checkbox(label, value=one.number in seen, key=f"tick-{file.received.id}-{one.number}"):
                seen.add(one.number)
            else:
                seen.discard(one.number)
    if (rest := len(warned) - len(seen) - AT_ONCE) > 0:
        st.caption(book.text("upload.more_warnings", **printed_counts(lang, count=rest)))
    return len(seen) == len(warned)


def confirmation(file: Opened, user: User | None, all_ticked: bool, lang: str) -> None:
    """The reason and the button that records; grey until errors are gone and warnings ticked."""
    book = words(lang)
    blocked = blocked_text(file, all_ticked, lang)
    if not file.of("error"):
        st.html(
            rule(
                book.text("upload.confirm_title"),
                book.text("upload.confirm_sub", **printed_counts(lang, **file.counts)),
            )
        )
    reason = ""
    if not file.of("error") and file.counts["new"] + file.counts["changed"]:
        label = book.text("upload.reason_needed" if file.official else "upload.reason")
        reason = st.text_input(label, placeholder=book.text("upload.reason_hint"), key=f"reason-{file.received.id}")
    pressed = st.button(book.text("upload.confirm"), type="primary", disabled=bool(blocked), key="confirm")
    if pressed and user and not blocked:  # a forged click on a grey button records nothing
        recorded(partial(upload_view.record, file, user, reason), book)
    elif blocked:
        st.caption(blocked)


def recorded(record: Callable[[], Receipt], book: Words) -> None:
    """Record a confirmed file and go to its receipt; below the button why it was not, a store without room included."""
    if (receipt := written(record, book)) is None:
        return
    if receipt.done and receipt.upload_id:
        open_receipt(receipt.upload_id)
    st.error(upload_view.stopped_text(receipt, book))


def written(write: Callable[[], T], book: Words) -> T | None:
    """What writing to the store gave; None, and a sentence where it was asked for, where the store cannot take it."""
    try:
        return write()
    except WarehouseError as error:
        LOG.warning("not written: %s", error)
        st.error(book.text(f"error.{error.code}", log=log_path()))
        return None


def blocked_text(file: Shown, all_ticked: bool, lang: str) -> str:
    """Why a file cannot be recorded now; empty where it can."""
    book = words(lang)
    if file.of("error"):
        return book.text("upload.confirm_blocked_errors")
    if not shell.may("write", file.places):
        names = ", ".join(choices.place_name(p, str(now_in_vietnam().year), lang) for p in file.places)
        return book.text("upload.not_yours", places=names)
    if not (file.counts["new"] or file.counts["changed"]):
        before = upload_view.standing_receipt(file.received.sha256)
        return book.text("upload.confirm_same_file", upload=before) if before else book.text("upload.confirm_nothing")
    if not all_ticked:
        left = len(file.of("warning")) - len(upload_view.ticked(file))
        return book.text("upload.confirm_blocked_warnings", **printed_counts(lang, count=left))
    return ""


def memory(file: Shown, lang: str) -> None:
    """The way to read a file without what was remembered for its form; nothing where nothing was."""
    if file.memory is not None and st.button(words(lang).text("upload.remembered_off"), key="afresh"):
        st.query_params[upload_view.AFRESH] = "1"
        st.rerun()


def marked(file: Shown, lang: str) -> None:
    """The file back with its problems marked; nothing where there are none or nothing of it may be kept."""
    book = words(lang)
    if file.report.refused or not file.problems or not file.sheet.lines:
        return
    name = book.text("upload.annotated_name", name=file.report.file.rpartition(".")[0] or file.report.file)
    made = partial(upload_view.marked_file, file, lang)
    st.download_button(book.text("upload.annotated"), made, name, XLSX, on_click="ignore", key="annotated")


def open_file(upload_id: str) -> None:
    """Go to a file that has just come in, read as it is recognised."""
    st.query_params.from_dict(_without_file() | {"file": upload_id, "step": "check"})
    st.rerun()


def leave_file() -> None:
    """Back to the choice of a file."""
    st.query_params.from_dict(_without_file())
    st.rerun()


def leave_receipt() -> None:
    """From a receipt to the next file."""
    leave_file()


def _without_file() -> dict[str, str]:
    left = (*upload_view.PARAMS, upload_view.AFRESH, "file", "step", "row", "upload")
    return {name: value for name, value in address.view().items() if name not in left}


def open_receipt(upload_id: str) -> None:
    """Go to a receipt; what the address says of the file is left behind."""
    st.query_params.from_dict(_without_file() | {"upload": upload_id})
    st.rerun()


def undoing(upload_id: str, received_by: str, event: str, places: Sequence[str], lang: str) -> None:
    """Undo a whole upload, or its undoing, with a reason; a sentence for whoever may not."""
    book, verb = words(lang), "redo" if event == "undone" else "undo"
    user = shell.user()
    if not may_undo(user, received_by, places):
        st.caption(book.text("upload.undo_not_yours"))
        return
    st.html(rule(book.text(f"upload.{verb}_title"), book.text(f"upload.{verb}_sub")))
    reason = st.text_input(book.text(f"upload.{verb}_reason"), key=f"{verb}-reason-{upload_id}")
    if not st.button(book.text(f"upload.{verb}"), key=f"{verb}-{upload_id}"):
        return
    if not reason.strip():
        st.error(book.text("upload.undo_reason_missing"))
    elif user is not None:
        undo = partial(ledger.undo, upload_id, store.folder(), by=user.name, reason=reason.strip())
        done = written(undo, book)
        if done == ledger.UNCHANGED:
            st.error(book.text("upload.redo_unchanged"))
        elif done is not None:
            st.rerun()


def may_undo(user: User | None, received_by: str, places: Sequence[str]) -> bool:
    """Whether a user may undo: an administrator any upload, whoever recorded it their own."""
    if user is None:
        return False
    return shell.may("administer") or (user.name == received_by and shell.may("write", places))
