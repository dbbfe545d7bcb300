"""Kế hoạch và văn bản: every target with its document, words and operator; add or correct one."""

import streamlit as st

from pages.ui import address, clock, plan_form, plan_list, plan_view, receipt_view, shell, upload_steps
from pages.ui.html import headline
from web.uploads import take
from wording.catalogue import words

SCREEN = "plans"
SECTIONS = ("list", "add", "history")

lang = address.lang()
book = words(lang)
user = shell.user()
writes = shell.may("write")
receipt = st.query_params.get("upload")
received, step = None, ""


def show_entry() -> None:
    """A form for one target, or a file of many."""
    if not writes:
        shell.admitted(book, SCREEN, "write")
        return
    st.html(headline(book.text("plans.headline_add"), book.text("plans.lead_add")))
    target = st.query_params.get("target")
    if target:
        new = plan_form.target_form(target, received, user, lang)
    else:
        new = plan_view.show_entry(lang)
        new = plan_form.target_form(None, received, user, lang) or new
    if new:
        upload_steps.open_file(new)


if receipt:
    back = address.anchor(book.text("plans.section_list"), SCREEN, section="list", upload=None, row=None, file=None)
    st.html(f'<div class="k">← {back}</div>')
    receipt_view.show_receipt(receipt, st.query_params.get("row"), lang)
else:
    with address.filters():
        section = address.segment(
            book.text("plans.section"), SECTIONS, "section", lambda s: book.text(f"plans.section_{s}"), "list"
        )
        wanted = plan_list.filters(lang) if section == "list" else None
        received = take(st.query_params.get("file", ""), user) if section == "add" and writes and user else None
        if received is not None:
            step = address.segment(
                book.text("upload.step"), plan_view.STEPS, "step", lambda s: book.text(f"plans.step_{s}"), "check"
            )
    if wanted is None:
        clock.not_pinned(SCREEN, lang)
    if wanted is not None:
        clock.banner(clock.as_of(), SCREEN, lang)
        plan_list.show(wanted, lang)
    elif received is not None and step != "choose":
        plan_view.show_file(received, user, lang)
    elif section == "add":
        show_entry()
    elif section == "history":
        receipt_view.show_history(lang)
