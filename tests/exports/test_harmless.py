"""The report table of a review as every file prints it, and typed or sent texts that may harm no reader."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from exports.deck import deck
from exports.figures import drawings
from exports.material import Material
from exports.report import report
from exports.typed import Typed
from exports.workbook import of_material, workbook
from tests.exports.office import LETTERS, report_of, report_text, slide_titled

#: The table that planners paste, as the word list gives it.
PRINTED = """
STT|Chỉ tiêu|ĐVT|TH 11T/2021|KH 2022|TH 11T/2022|TH/KH (%)|TH/cùng kỳ (%)|+/- KH|Ước TH cả năm|Ghi chú
A|B|C|1|2|3|4=3/2|5=3/1|6=3-2|7|8
1|Tuyển sinh và đào tạo|lượt người|143.000 (a)|224.500 (b)|245.316|109,27|… (a)|+20.816|…|Vượt KH
|Chia ra: - Cao đẳng|lượt người|…|25.000|33.682|134,73|…|+8.682|…|Vượt KH
|- Trung cấp|lượt người|…|28.000|27.828|99,39|…|−172|…|Còn thiếu 172
|- Sơ cấp và dưới 03 tháng|lượt người|…|171.500|183.806|107,18|…|+12.306|…|Vượt KH
2|HSSV, học viên tốt nghiệp|người|…|x|193.784|x|…|x|…|Không giao KH
3|Tỷ lệ lao động qua đào tạo|%|71,1 (c)|từ 72,2|72,23|x|x|+0,03 điểm|…|Đạt KH
|Trong đó: có bằng cấp, chứng chỉ|%|50,2 (c)|từ 51,2|52,5|x|x|+1,3 điểm|…|Đạt KH
"""
TABLE = [tuple(line.split("|")) for line in PRINTED.strip().splitlines()]
#: What planners type or paste: formulas, markup, control characters, turned writing, halves of letters, a long note.
NASTY = (
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "<script>alert(1)</script>&amp;</a:t>", "a\x00b\x07c\x1b",
    "\u202eđảo\u202c \u2066x\u2069", "_x000B_", "dài " * 2500, "\ud83d lẻ", LETTERS,
)  # fmt: skip


def deck_table(file: bytes) -> list[tuple[str, ...]]:
    """The cells of the report table's slide."""
    frame = next(shape for shape in slide_titled(file, "Biểu 01").shapes if shape.has_table)
    return [tuple(cell.text for cell in row.cells) for row in frame.table.rows]


def report_table(file: bytes) -> list[tuple[str, ...]]:
    """The cells of the annex."""
    return [tuple(cell.text for cell in row.cells) for row in report_of(file).tables[-1].rows]


def sheet_table(file: bytes) -> list[tuple[str, ...]]:
    """The cells of the workbook's first sheet as Excel prints them in Vietnamese."""
    rows = load_workbook(io.BytesIO(file))["Biểu 01"].iter_rows(min_row=2, max_row=1 + len(TABLE))
    return [tuple(shown(cell) for cell in row) for row in rows]


def shown(cell: Any) -> str:
    """A cell as its format prints it; signs and dashes that a sheet would take for a formula as the table has them."""
    if not isinstance(cell.value, int | float):
        return re.sub(r"^– ", "- ", str(cell.value or "")).replace("± KH", "+/- KH")
    parts = cell.number_format.split(";")
    chosen = parts[1] if len(parts) > 1 and cell.value < 0 else parts[0]
    digits = re.search(r"#,##0(?:\.(0+))?", chosen)
    assert digits
    figure = f"{abs(cell.value):,.{len(digits[1] or '')}f}".translate(str.maketrans(",.", ".,"))
    return str(chosen.replace(digits[0], figure).replace('"', ""))


@pytest.mark.parametrize(
    ("make", "cells"),
    [(deck, deck_table), (report, report_table), (lambda m: workbook(of_material(m)), sheet_table)],
    ids=["pptx", "docx", "xlsx"],
)
def test_the_table_is_printed_cell_by_cell(
    make: Callable[[Material], bytes], cells: Callable[[bytes], list[tuple[str, ...]]],
    material: Callable[..., Material],
) -> None:  # fmt: skip
    """Slides, annex and sheet print the review of Hà Nội as the word list does, to the last sign."""
    assert cells(make(material("ha-noi", 2022))) == TABLE


def whole(file: bytes) -> list[Any]:
    """Every part of an Office file read as strict XML, the sheets inside its charts too."""
    with zipfile.ZipFile(io.BytesIO(file)) as read:
        inner = [part for name in read.namelist() if name.endswith(".xlsx") for part in whole(read.read(name))]
        return inner + [etree.fromstring(read.read(n)) for n in read.namelist() if n.endswith((".xml", ".rels"))]


def typed(text: str) -> Typed:
    """The text in every field that can be typed."""
    return Typed(text, text, text, text, text, text, text, text, titles={"enrolment": text, "rates": text})


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_typed_texts_harm_no_reader(text: str, material: Callable[..., Material]) -> None:
    """Slides and report stay well-formed, carry no formula, no turned writing and no control character."""
    read = material("ha-noi", 2022)
    for file in (deck(read, typed=typed(text)), report(read, typed=typed(text))):
        parts = whole(file)
        said = "".join("".join(part.itertext()) for part in parts)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", said)
        assert not [part for part in parts for _ in part.iter("{*}f") if "spreadsheetml" in str(part.tag)]


def test_every_vietnamese_letter_reaches_every_file(material: Callable[..., Material]) -> None:
    """All 134 letters stand in slides, report, workbook and figure as they were typed."""
    read = material("ha-noi", 2022)
    sent = replace(read, rows=read.rows.assign(document=LETTERS))
    assert LETTERS in "".join(t for part in whole(deck(read, typed=typed(LETTERS))) for t in part.itertext())
    assert LETTERS in report_text(report(read, typed=typed(LETTERS)))
    assert LETTERS in "".join(t for part in whole(workbook(of_material(sent))) for t in part.itertext())
    drawn = drawings(read, typed(LETTERS))["enrolment"](1920)
    assert LETTERS in "".join(str(note.text).replace("<br>", "") for note in drawn.layout.annotations)
