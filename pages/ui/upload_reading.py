"""How a file is read, said otherwise: every correction, and the answers that settle what a file leaves open."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any, Final, NamedTuple

import streamlit as st

from etl.uploads.corrections import ROLES
from etl.uploads.encodings import NAMES, decoded
from etl.uploads.knowledge import knowledge
from etl.uploads.preview import Column
from pages.ui import choices, upload_view
from pages.ui.html import rule
from pages.ui.parts_of_year import PARTS, part_name, years
from pages.ui.upload_view import Opened, Shown
from warehouse.writer import now_in_vietnam
from wording.catalogue import Words, words
from wording.phrases import series_name

AUTO: Final = "auto"
#: What may be said of any file, and of files of figures besides.
OF_ANY: Final = ("f_encoding", "f_sheet", "f_decimal", "f_place", "f_year")
OF_FIGURES: Final = (*OF_ANY, "f_period", "f_indicator")
#: What settles a column that is missing.
OF_COLUMN: Final = {"place": "f_place", "school": "f_place", "year": "f_year", "indicator": "f_indicator"}


class Answer(NamedTuple):
    """One answer to what a file leaves open: the parameter that it sets, its code, its words."""

    param: str
    code: str
    label: str


def corrections_of(file: Shown, params: Sequence[str], columns: bool, lang: str) -> None:
    """What of a reading a person may say otherwise; each choice stands in the address."""
    book = words(lang)
    st.html(rule(book.text("upload.fix_title"), book.text("upload.fix_sub")))
    with st.container(key="corrections", gap="small"):
        grid = _alternating(st.columns(2))
        for param in params:
            if codes := _codes(param, file):
                _choice(next(grid), param, codes, file, book)
        if columns:
            _columns(file.sheet.columns, book)


def _alternating(columns: Sequence[Any]) -> Iterator[Any]:
    """The columns in turn, without end."""
    return cycle(columns)


def _codes(param: str, file: Shown) -> Sequence[str]:
    """What may be chosen; nothing where there is nothing to choose."""
    report = file.report
    if param == "f_encoding":
        return NAMES if report.encoding or _is_text(file) else ()
    if param == "f_sheet":
        return report.sheets if len(report.sheets) > 1 else ()
    if param == "f_decimal":
        return upload_view.DECIMALS
    if param == "f_place":
        year = st.query_params.get("f_year", str(now_in_vietnam().year))
        return choices.scopes(year, also=st.query_params.get("f_place"))
    if param == "f_year":
        return years()
    return [part for part in PARTS if part != "year"] if param == "f_period" else list(knowledge().registry.indicators)


def _is_text(file: Shown) -> bool:
    return any(one.finding.code == "unknown-encoding" for one in file.of("error"))


def _label(param: str, code: str, book: Words) -> str:
    """One choice in words."""
    year = st.query_params.get("f_year", str(now_in_vietnam().year))
    if param == "f_decimal":
        return book.text(f"upload.decimal_{code}")
    if param == "f_place":
        return choices.place_name(code, year, book.lang)
    if param == "f_period":
        return part_name(code, year, book.lang)
    return book.text(f"indicator_short.{code}") if param == "f_indicator" else code


def _choice(at: Any, param: str, codes: Sequence[str], file: Shown, book: Words) -> None:
    """One correction: as recognised, or one of these."""
    now = {"f_encoding": file.report.encoding, "f_sheet": file.report.sheet}.get(param)
    auto = book.text("upload.fix_auto_value", value=now) if now else book.text("upload.fix_auto")
    labels = {AUTO: auto} | {code: _label(param, code, book) for code in codes}
    key, chosen = f"w_{param}", st.query_params.get(param, AUTO)
    st.session_state[key] = chosen if chosen in labels else AUTO
    at.selectbox(
        book.text(f"upload.fix_{param.removeprefix('f_')}"), list(labels), key=key, format_func=labels.__getitem__,
        on_change=_put, args=(param, key),
    )  # fmt: skip


def _put(param: str, key: str) -> None:
    value = st.session_state[key]
    if value == AUTO:
        st.query_params.pop(param, None)
    else:
        st.query_params[param] = value


def _columns(columns: Sequence[Column], book: Words) -> None:
    """What each column is."""
    if not columns:
        return
    said = dict(upload_view.columns_of(st.query_params.get("f_columns", "")))
    st.caption(book.text("upload.fix_columns"))
    for number, column in enumerate(columns):
        if number % 2 == 0:  # a row of their own each two: a long header must not shift the lists below it
            pair = st.columns(2, vertical_alignment="bottom")
        _column(pair[number % 2], number, column, said.get(number, AUTO), book)


def _column(at: Any, number: int, column: Column, role: str, book: Words) -> None:
    """What one column is."""
    key, labels = f"w_column_{number}", _roles(column, book)
    st.session_state[key] = role if role in labels else AUTO
    header = column.header if len(column.header) <= 40 else f"{column.header[:39]}…"
    label = book.text("upload.fix_column", letter=column.letters, header=header or "–")
    at.selectbox(
        label, list(labels), key=key, format_func=labels.__getitem__, on_change=_put_column, args=(number, key)
    )


def _roles(column: Column, book: Words) -> dict[str, str]:
    auto = book.text("upload.fix_auto_value", value=book.text(f"upload.role_{column.role}"))
    roles = {role: book.text(f"upload.role_{role}") for role in (*ROLES, "value", "skip")}
    series = {
        f"{entry.key}/{level}": f"{book.text('upload.role_value')}: {series_name(entry.key, level, None, book.lang)}"
        for entry in knowledge().registry.indicators.values()
        for level in ["total", *entry.breakdowns]
    }
    return {AUTO: auto} | roles | series


def _put_column(number: int, key: str) -> None:
    said = dict(upload_view.columns_of(st.query_params.get("f_columns", "")))
    said.pop(number, None)
    if st.session_state[key] != AUTO:
        said[number] = st.session_state[key]
    text = upload_view.columns_text(said)
    if text is None:
        st.query_params.pop("f_columns", None)
    else:
        st.query_params["f_columns"] = text


def questions(file: Shown, lang: str) -> None:
    """What settles the file's open questions: a button an answer, a list where there are many."""
    book = words(lang)
    found, lists = answers(file, book), open_lists(file)
    if not found and not lists:
        return
    st.html(rule(book.text("upload.questions_title"), book.text("upload.questions_sub")))
    with st.container(horizontal=True, gap="small"):
        for answer in found:
            if st.button(answer.label, key=f"answer-{answer.param}-{answer.code}"):
                st.query_params[answer.param] = answer.code
                st.rerun()
    grid = _alternating(st.columns(2))
    for param in lists:
        _choice(next(grid), param, _codes(param, file), file, book)


def answers(file: Shown, book: Words) -> list[Answer]:
    """The few answers to which mark is decimal, which sheet or encoding, which of two that title and table say."""
    found: list[Answer] = []
    codes = {one.finding.code: one.finding for one in reversed(file.of("error"))}
    if "ambiguous-number" in codes:
        found += [Answer("f_decimal", mark, book.text(f"upload.decimal_is_{mark}")) for mark in upload_view.DECIMALS]
    if sheets := codes.get("choose-sheet"):
        fitting = [name for name in file.report.sheets if name in (sheets.suggestion or "")]
        found += [Answer("f_sheet", name, book.text("upload.read_sheet_button", sheet=name)) for name in fitting]
    if "unknown-encoding" in codes:
        content = file.received.path.read_bytes()
        found += [Answer("f_encoding", name, book.text("upload.read_encoding_button", encoding=name))
                  for name in NAMES if decoded(content, knowledge().known, name) is not None]  # fmt: skip
    if conflict := codes.get("title-conflict"):
        found += _of_conflict(conflict.text or "", file.title_and_table, book)
    return found


def _of_conflict(text: str, with_table: bool, book: Words) -> list[Answer]:
    """Either of title and sheet name; where every row of the table says otherwise than the title, the table's."""
    title, _, table = text.partition(" / ")
    said = [table.split(", ")[0]] if with_table else [title, table]
    key = "upload.answer_table" if with_table else "upload.answer_one"
    known = [(answer, book.text(key, value=label)) for one in said if (answer := _meant(one, book)) for label in
             [answer.label]]  # fmt: skip
    return [Answer(answer.param, answer.code, label) for answer, label in known]


def _meant(text: str, book: Words) -> Answer | None:
    """What one side of a conflict names: a year, an indicator, a place."""
    if text.isdecimal():
        return Answer("f_year", text, book.text("filter.year_value", year=text))
    if text in knowledge().registry.indicators:
        return Answer("f_indicator", text, book.text(f"indicator_short.{text}"))
    meant = sorted(knowledge().gazetteer.meanings(text))
    if not meant:
        return None
    return Answer("f_place", text if len(meant) > 1 else meant[0], knowledge().gazetteer.names(meant[:1]))


def open_lists(file: Shown) -> list[str]:
    """The parameters of which many codes may settle what is missing: place, year, indicator, period."""
    found = [param for one in file.of("error") if one.finding.row is None
             and (param := _param_of(one.finding.code, one.finding.column))]  # fmt: skip
    if isinstance(file, Opened) and _is_early(file):
        found.append("f_period")
    return list(dict.fromkeys(found))


def _param_of(code: str, column: str | None) -> str | None:
    if code == "missing-column":
        return OF_COLUMN.get(column or "")
    return {"unknown-place": "f_place", "ambiguous-place": "f_place", "bad-period": "f_period"}.get(code)


def _is_early(file: Opened) -> bool:
    """Whether figures of a year that is not over stand in a table that says nothing of their part of it."""
    layout = file.report.layout
    early = any(one.finding.code == "future-period" for one in file.of("error"))
    return early and layout is not None and not {"period", "month", "quarter"} & set(layout.roles)
