"""One receipt as the screen shows it, and the list of all of them."""

import streamlit as st

from metrics.records import records
from pages.ui import choices, shell, upload_steps
from pages.ui.blocks import receipts
from pages.ui.html import headline
from warehouse.serving import serving
from web import accounts
from web.originals import may_have
from wording.catalogue import words

#: So many rows of an upload are listed.
MOST = 2000


def show_history(lang: str) -> None:
    """Every upload; originals are offered where whoever looks may have them for sure."""
    user = shell.user()

    def offered(received_by: str) -> bool:
        return may_have(user, received_by, [])

    st.html(receipts.history_html(serving().query("uploads"), label_of(lang), offered, lang))


def show_receipt(upload_id: str, row: str | None, lang: str) -> None:
    """One upload: what it did, its figures, the way to undo it."""
    book, found = words(lang), serving().query("upload", upload_id=upload_id)
    if found.empty:
        st.html(headline(book.text("upload.receipt_unknown", upload=upload_id)))
        return
    upload = records(found)[0]
    figures = serving().query("upload_rows", upload_id=upload_id, most=MOST)
    targets = serving().query("upload_targets", upload_id=upload_id)
    places = [str(place) for place in serving().query("upload_places", upload_id=upload_id)["place"]]
    if targets.empty:
        st.html(headline(receipts.receipt_headline(upload, figures, lang, "headline")))
    else:
        st.html(headline(receipts.receipt_headline(upload, targets, lang, "targets")))
    side = st.columns([0.64, 0.36], gap="large")
    events = [event for event in records(serving().query("upload_events")) if event["upload_id"] == upload_id]
    original = may_have(shell.user(), str(upload["received_by"]), places)
    side[0].html(receipts.receipt_html(upload, events, label_of(lang), original, lang))
    with side[1]:
        upload_steps.undoing(upload_id, str(upload["received_by"]), str(upload["event"]), places, lang)
    asked = int(row) if row and row.isdecimal() else None
    upload_steps.draw(receipts.figures_html(figures, asked, place_name_of(lang), lang))
    upload_steps.draw(receipts.targets_html(targets, place_name_of(lang), lang))


def place_name_of(lang: str) -> receipts.PlaceName:
    """What a place was called at the end of a year."""
    return lambda place, year: choices.place_name(place, str(year), lang)


def label_of(lang: str) -> receipts.Label:
    """How whoever recorded something is shown: the one who works alone here by a word, others by their own label."""
    alone = words(lang).text("upload.who_local")
    return lambda name: alone if name == accounts.LOCAL.name else accounts.label(name)
