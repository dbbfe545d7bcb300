"""Kế hoạch và văn bản: every target with its document, words and operator; add or correct one."""

import streamlit as st

from pages.ui import address, choices, plan_view, receipt_view, shell, upload_steps
from pages.ui.blocks.file_drop import file_drop
from pages.ui.html import headline, rule
from web.uploads import take
from wording.catalogue import words

SECTIONS = ("list", "add", "history")

lang = address.lang()
book = words(lang)
user = shell.user()
writes = shell.may("write")
receipt = st.query_params.get("upload")


def list_filters() -> tuple[str, str, str]:
    """The place, year and document whose targets are listed."""
    places = plan_view.places_with_targets(lang)
    place = address.code_select(
        book.text("filter.place"),
        [plan_view.ALL, *places],
        "place",
        lambda p: places.get(p, book.text("plans.all_places")),
        plan_view.ALL,
        width=280,
    )
    year = address.code_select(
        book.text("filter.year"),
        [plan_view.ALL, *choices.years()],
        "p_year",
        lambda y: book.text("plans.all_years") if y == plan_view.ALL else choices.year_name(y, lang),
        plan_view.ALL,
        width=170,
    )
    documents = plan_view.documents_of(place, lang)
    document = address.code_select(
        book.text("frame.document"),
        [plan_view.ALL, *documents],
        "document",
        lambda d: documents.get(d, book.text("plans.all_documents")),
        plan_view.ALL,
        width=360,
    )
    return place, year, document


def show_entry() -> None:
    """A form for one target, or a file of many."""
    if not writes:
        shell.admitted(book, "plans", "write")
        return
    received = take(st.query_params.get("file", ""), user) if user else None
    if received is not None:
        plan_view.show_file(received, user, lang)
        return
    st.html(headline(book.text("plans.headline_add"), book.text("plans.lead_add")))
    new = plan_view.target_form(st.query_params.get("target"), user, lang)
    st.html(rule(book.text("plans.file_title"), book.text("plans.file_sub")))
    new = new or file_drop(shell.upload_seal(), "drop-plan", lang)
    st.download_button(
        book.text("plans.template"), plan_view.template(), book.text("plans.template_name"), "text/csv", key="template"
    )
    if new:
        upload_steps.open_file(new)


if receipt:
    receipt_view.show_receipt(receipt, st.query_params.get("row"), lang)
else:
    with address.filters():
        section = address.segment(
            book.text("plans.section"), SECTIONS, "section", lambda s: book.text(f"plans.section_{s}"), "list"
        )
        if section == "list":
            chosen = list_filters()
    if section == "list":
        plan_view.show_list(*chosen, lang)
    elif section == "add":
        show_entry()
    elif section == "history":
        receipt_view.show_history(lang)
