"""Nhập số liệu: here is the file I was sent."""

import streamlit as st

from pages.ui import address, clock, receipt_view, shell, upload_reading, upload_steps, upload_typing, upload_view
from pages.ui.blocks.file_drop import file_drop
from pages.ui.blocks.upload_problems import problems_html
from pages.ui.blocks.upload_sheet import sheet_html
from pages.ui.html import headline, rule
from pages.ui.reading_bar import reading_bar
from web.uploads import take
from wording.catalogue import words

STEPS = ("choose", "read", "check")
SCREEN = "upload"

lang = address.lang()
book = words(lang)
user = shell.user()
writes = shell.may("write")
asked = st.query_params.get("file", "")
receipt = st.query_params.get("upload")


def show_choice() -> None:
    """Drop a file, take a template, type a few figures."""
    st.html(headline(book.text("upload.headline_choose"), book.text("upload.lead_choose")))
    left, right = st.columns([0.64, 0.36], gap="large")
    with left:
        st.html(rule(book.text("upload.drop_title"), book.text("upload.drop_sub")))
        new = file_drop(shell.upload_seal(), "drop", lang)
    with right:
        upload_steps.templates(lang)
    if new := upload_typing.typed(user, asked, lang) or new:
        upload_steps.open_file(new)
    receipt_view.show_history(lang)


def show_file(step: str) -> None:
    """How the file is read, what is wrong with it, what it would change; corrections or confirmation beside."""
    received = take(asked, user) if user else None
    if received is None:
        st.html(headline(book.text("upload.gone")))
        if st.button(book.text("upload.gone_again")):
            upload_steps.leave_file()
        return
    with reading_bar(lang) as told:
        file = upload_view.opened(received, address.view(), told)
    st.html(headline(upload_view.headline_text(file, lang), upload_view.reading_text(file, lang)))
    upload_steps.draw(upload_view.inherited_html(file, lang))
    upload_steps.memory(file, lang)
    left, right = st.columns([0.64, 0.36], gap="large")
    left.html(sheet_html(file.sheet, file.counts, lang))
    with right:
        if step == "read":
            upload_reading.corrections_of(file, upload_reading.OF_FIGURES, True, lang)
        else:
            upload_steps.draw(problems_html(file.problems, "error", lang))
            upload_reading.questions(file, lang)
            done = upload_steps.ticks(file, lang)
            upload_steps.draw(problems_html(file.problems, "note", lang))
            upload_steps.confirmation(file, user, done, lang)
            upload_steps.marked(file, lang)


clock.not_pinned(SCREEN, lang)
if receipt:
    if writes and st.button(book.text("upload.receipt_next"), key="next"):
        upload_steps.leave_receipt()
    receipt_view.show_receipt(receipt, st.query_params.get("row"), lang)
elif not writes:
    st.html(headline(book.text("upload.heading"), book.text("upload.viewer")))
    shell.admitted(book, SCREEN, "write")
    receipt_view.show_history(lang)
elif asked:
    with address.filters():
        chosen = address.segment(
            book.text("upload.step"), STEPS, "step", lambda s: book.text(f"upload.step_{s}"), "check"
        )
    if chosen == "choose":
        show_choice()
    else:
        show_file(chosen)
else:
    show_choice()
