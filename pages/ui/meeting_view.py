"""The blocks of the meeting screen: what goes along, the files, fields to fill beforehand, and what they will say."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from charts import frame
from exports import outline
from exports.material import blocks
from pages.ui import address, clock, exporting, place_view, reads, standing
from pages.ui.blocks import figure_block, meeting_lists, place_head, report_table
from pages.ui.blocks.copy_button import copy_button
from pages.ui.blocks.figure_block import Drawn
from pages.ui.blocks.making import making
from pages.ui.html import headline, rule
from pages.ui.meeting_material import FIELDS, PARAM, Asked, indicators_of, material_of
from pages.ui.reads import View
from wording.catalogue import words
from wording.periods import period_name
from wording.phrases import series_name

#: The place that the screen opens with, and pixels that its figures are drawn for.
PLACE: Final = "ha-noi"
WIDTH: Final = 900
#: The figure of which a picture is asked for, in the address.
PICTURE: Final = "picture"


def opening_year() -> str:
    """The year that the screen opens with."""
    return str(reads.default_year())


def period_select(place: str, year: int, lang: str) -> None:
    """The filter of the parts of the year that the place reports; none where it reports none."""
    known = reads.periods(place, View(year, as_of=clock.as_of()))
    book = words(lang)
    if known:
        names = {place_view.LATEST: book.text("province.period_latest")} | {p: period_name(p, lang) for p in known}
        address.code_select(book.text("filter.period"), list(names), "period", names.__getitem__, place_view.LATEST,
                            width=260)  # fmt: skip


def title(asked: Asked) -> str:
    """The place's headline, and what the screen is for."""
    view, before = View(asked.year, asked.period, asked.as_of), len(material_of(asked).before)
    told = place_head.headline_of(asked.place, view, before, False, asked.lang)
    book = words(asked.lang)
    return headline(told, f"{book.text('meeting.lead')} {book.text('meeting.keys')}")


def is_empty(asked: Asked) -> bool:
    """Whether the place has neither target nor figure in the year."""
    return not indicators_of(asked)


def years_known(asked: Asked) -> list[int]:
    """The years in which the place has anything."""
    return place_view.years_with_rows(asked.place, View(asked.year, as_of=asked.as_of))


def indicator_pills(asked: Asked) -> Asked:
    """The indicators that go along, all where none is picked; they stand in the address."""
    book, known = words(asked.lang), indicators_of(asked)
    names = {i: series_name(i, None, None, asked.lang, short=True) for i in known}
    key = f"w_{PARAM}"
    st.session_state[key] = list(asked.indicators)
    st.html(meeting_lists.choice_html(book.text("meeting.indicators")))
    picked = st.pills(
        book.text("meeting.indicators"), known, selection_mode="multi", key=key, format_func=names.__getitem__,
        on_change=_put_indicators, args=(known,), label_visibility="collapsed",
    )  # fmt: skip
    return replace(asked, indicators=tuple(i for i in known if i in picked))


def _put_indicators(known: Sequence[str]) -> None:
    """Write what is picked into the address; nothing there for all."""
    picked = [i for i in known if i in st.session_state[f"w_{PARAM}"]]
    if picked:
        st.query_params[PARAM] = ",".join(picked)
    else:
        st.query_params.pop(PARAM, None)


# Files


def show_files(asked: Asked) -> None:
    """A row for each file: what it holds, and the button that makes it when pressed."""
    book = words(asked.lang)
    st.html(rule(book.text("meeting.files"), book.text("meeting.files_sub")))
    for kind in exporting.OFFICE:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"file-{kind}"):
            st.html(meeting_lists.file_html(kind, asked.lang))
            _button(kind, asked)
            if f"{kind}_pdf" in exporting.PDF and exporting.makes_pdf():
                _button(f"{kind}_pdf", asked)
    if not exporting.makes_pdf():
        st.html(meeting_lists.needs_html(book.text("exporting.no_libreoffice")))
    making(page_key())


def page_key() -> str:
    """What this page alone asks with how far its files have come."""
    return str(st.session_state.setdefault("making", secrets.token_hex(16)))


def _button(kind: str, asked: Asked, block: str = "") -> None:
    st.download_button(
        words(asked.lang).text(f"meeting_button.{kind}"),
        data=partial(exporting.made, kind, asked, block, page_key()),
        file_name=exporting.file_name(kind, asked, block),
        mime=exporting.KINDS[kind][2],
        on_click="ignore",
        key=f"get-{kind}",
    )


def show_pictures(asked: Asked) -> None:
    """A figure as its picture shows it, and the buttons that make the picture where this machine can."""
    names = exporting.figures(asked)
    if not names:
        return
    book = words(asked.lang)
    st.html(rule(book.text("meeting.pictures"), book.text("meeting.pictures_sub")))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="pictures"):
        name = address.code_select(book.text("meeting.picture"), names, PICTURE, partial(_figure_name, asked),
                                   names[0], width=380)  # fmt: skip
        if exporting.makes_pictures():
            for kind in exporting.PICTURES:
                _button(kind, asked, name)
    if not exporting.makes_pictures():
        st.html(meeting_lists.needs_html(book.text("exporting.no_chromium")))
    figure = exporting.figure(asked, name, WIDTH)
    file = exporting.file_name("png", asked, name).removesuffix(".png")
    data = partial(exporting.figure_table, asked, name)
    figure_block.show(Drawn(figure, frame.title_of(figure), 1, name.replace(".", "-"), "", data), file, asked.lang)


def _figure_name(asked: Asked, code: str) -> str:
    """A figure as its choice names it, a predecessor's with its place."""
    place, _, name = code.rpartition(".")
    told = _own_figure_name(asked.lang, name)
    return f"{told} · {standing.name_in(place, asked.year, asked.lang)}" if place else told


def _own_figure_name(lang: str, name: str) -> str:
    book = words(lang)
    if name.startswith("rates"):
        return book.text("meeting.rates" if name == "rates" else "meeting.rates_other")
    if name.startswith("years-"):
        indicator = series_name(name.removeprefix("years-"), None, None, lang, short=True)
        return book.text("meeting.years_of", name=indicator)
    return series_name(name, None, None, lang, short=True)


# Fields


def typed(asked: Asked) -> Asked:
    """What is asked for, with the texts typed for this place and year."""
    return replace(asked, typed=_texts(asked, FIELDS), titles=_texts(asked, _titled(asked)))


def _texts(asked: Asked, fields: Sequence[str]) -> tuple[tuple[str, str], ...]:
    found = ((field, st.session_state.get(_key(asked, field), "")) for field in fields)
    return tuple((field, text.strip()) for field, text in found if text.strip())


def _key(asked: Asked, field: str) -> str:
    return f"typed-{asked.place}-{asked.year}-{asked.lang}-{field}"


def _titled(asked: Asked) -> list[str]:
    """The indicators whose slide says a message that may be typed anew."""
    return [str(rows["indicator"].iloc[0]) for rows in blocks(material_of(asked))]


def show_fields(asked: Asked) -> None:
    """The messages of the slides, and the parts that only the planner can write, to be typed beforehand."""
    book = words(asked.lang)
    with st.expander(book.text("meeting.fields")):
        for rows in blocks(material_of(asked)):
            indicator = str(rows["indicator"].iloc[0])
            name = series_name(indicator, None, None, asked.lang, short=True)
            st.text_input(book.text("meeting.title_of", name=name), key=_key(asked, indicator), max_chars=200,
                          placeholder=outline.message(rows, asked.lang))  # fmt: skip
        for field in FIELDS:
            st.text_area(book.text(f"export.{field}"), key=_key(asked, field), max_chars=4000, height=100,
                         placeholder=book.text(f"export.{field}_prompt").strip("[]"))  # fmt: skip


# What the files will say


def main_points(asked: Asked) -> str:
    """The main sentences of slides and report."""
    lead, *said = outline.main_sentences(material_of(asked))
    return meeting_lists.sentences_html([lead, *said], asked.lang)


def slide_list(asked: Asked) -> str:
    """The slides by their titles."""
    return meeting_lists.slides_html(outline.slides(material_of(asked), asked.texts), asked.lang)


def show_paragraph(asked: Asked) -> None:
    """The paragraph under the report table, ready to paste into Word, each predecessor's by itself."""
    said, lang = outline.paragraphs(material_of(asked)), asked.lang
    if said:
        st.html(meeting_lists.paragraphs_html(said, lang))
        rich = "".join(f"<p>{escape(text)}</p>" for text in said)
        copy_button(rich, "\n\n".join(said), "copy-paragraph", lang, "meeting.copy_paragraph")


def show_tables(asked: Asked) -> None:
    """The report table of slides, report and workbook, each predecessor's under its own title, ready to paste."""
    for part in material_of(asked).parts:
        if part.table.rows:
            st.html(report_table.report_html(part.table, asked.lang))
            rich, plain = report_table.rich_text(part.table), report_table.tab_separated(part.table)
            copy_button(rich, plain, f"copy-table-{part.place}", asked.lang)
