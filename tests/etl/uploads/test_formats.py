"""Spreadsheets of every kind, and what hides in them."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.uploads.annotate import annotated, neutral
from etl.uploads.context import Options
from etl.uploads.knowledge import knowledge
from etl.uploads.receive import check
from etl.uploads.template import PARTS, part_word, template
from etl.uploads.xlsx import Limits
from tests.etl.uploads.conftest import FILES, TODAY, codes, figures, judge, long_rows, saved, workbook

ROWS = [["Tỉnh", "Năm", "Chỉ tiêu", "Giá trị", "Nguồn"], ["Hà Nội", 2023, "Tuyển sinh", 5, "báo cáo"]]
ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"""
SHEET = """<table:table table:name="{name}" table:style-name="{style}">{rows}
<table:table-row table:number-rows-repeated="1048000">
<table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>"""


def text(value: str) -> str:
    """A cell of text."""
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def number(value: str, kind: str = "float") -> str:
    """A cell of a number."""
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"><text:p>x</text:p></table:table-cell>'


#: A cell that stands for a milliard of cells.
FOR_EVER = '<table:table-cell table:number-columns-repeated="1000000000"'


def row(*cells: str, more: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def packed(**parts: str | bytes) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def test_ods() -> None:
    """LibreOffice's tables: percentages are fractions, hidden sheets are not taken, hidden rows are said."""
    head = row(text("Tỉnh"), text("Năm"), text("Chỉ tiêu"), text("Giá trị"))
    rows = (
        head
        + row(text("Hà Nội"), number("2023"), text("Tuyển sinh"), number("5"))
        + row(
            text("Hà Nội"),
            number("2023"),
            text("Tỷ lệ lao động qua đào tạo"),
            number("0.722", "percentage"),
            more=' table:visibility="collapse"',
        )
    )
    sheets = SHEET.format(name="a", style="s", rows=rows) + SHEET.format(name="b", style="h", rows=rows)
    report = judge(packed(**{"content.xml": ODS.format(sheets=sheets)}), "a.ods")
    assert [f[5] for f in figures(report)] == [5, 72.2]
    assert (report.sheet, report.encoding, codes(report)) == ("a", None, [(None, "hidden-rows")])


@pytest.mark.parametrize("shown", ["TRUE", "False", "ĐÚNG"])
def test_a_truth_kept_as_a_number_is_no_figure(shown: str) -> None:
    """A converted workbook keeps a truth as the number 1 that shows a word: never one person."""
    head = row(text("Tỉnh"), text("Năm"), text("Chỉ tiêu"), text("Giá trị"))
    truth = number("1").replace("<text:p>x<", f"<text:p>{shown}<")
    rows = head + row(text("Hà Nội"), number("2023"), text("Tuyển sinh"), truth)
    report = judge(packed(**{"content.xml": ODS.format(sheets=SHEET.format(name="a", style="s", rows=rows))}), "a.ods")
    assert (figures(report), codes(report)) == ([], [(2, "bad-number")])


@pytest.mark.parametrize(
    "rows",
    [
        f"<table:table-row>{text('a').replace('<table:table-cell', FOR_EVER)}</table:table-row>",
        row(text("a"), more=' table:number-rows-repeated="100000000"'),
        row(*[text("a")] * 200, more=' table:number-rows-repeated="1999999"'),
    ],
)
def test_cells_repeated_for_ever_are_never_spelled_out(rows: str) -> None:
    """A few bytes of .ods that stand for milliards of cells are refused before any of them is made."""
    content = packed(**{"content.xml": ODS.format(sheets=SHEET.format(name="a", style="s", rows=rows))})
    assert codes(judge(content, "a.ods")) == [(None, "too-large")]


def test_a_formula_whose_result_is_no_text_is_blank() -> None:
    """`=IF(…,"")` shows nothing and is missing; a formula that was never calculated is no number."""
    book = load_workbook(io.BytesIO(saved(workbook(a=[*ROWS, ROWS[1]]))))
    book["a"]["D2"], book["a"]["D3"] = '=IF(A1=1,1,"")', "=1+2"
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<c r="D2"><f>', b'<c r="D2" t="str"><f>')
    assert codes(judge(packed(**parts), "a.xlsx")) == [(2, "missing-value"), (3, "bad-number")]


def test_the_same_of_ods() -> None:
    """A formula with an empty text for result is blank, one without any result is no number."""
    cells = ('office:value-type="string" office:string-value=""', "")
    head = row(text("Tỉnh"), text("Năm"), text("Chỉ tiêu"), text("Giá trị"))
    rows = "".join(
        row(text(place), number("2023"), text("Tuyển sinh"), f'<table:table-cell table:formula="of:=A1" {cell}/>')
        for place, cell in zip(("Hà Nội", "Nghệ An"), cells, strict=True)
    )
    sheets = SHEET.format(name="a", style="s", rows=head + rows)
    report = judge(packed(**{"content.xml": ODS.format(sheets=sheets)}), "a.ods")
    assert codes(report) == [(2, "missing-value"), (3, "bad-number")]


def test_old_excel() -> None:
    """.xls keeps formats, hidden rows and hidden sheets."""
    report = judge((FILES / "old-excel.xls").read_bytes(), "old-excel.xls")
    assert [f[5] for f in figures(report)] == [70500, 72.2, 21300, 68.5]
    assert codes(report) == [(None, "hidden-rows")]


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_report_form_saved_by_an_office_program(ending: str) -> None:
    """Merged headers, percent formats, dates, an error cell and a hidden sheet are read alike in each format."""
    report = judge((FILES / f"report-form.{ending}").read_bytes(), f"report-form.{ending}")
    assert codes(report) == [(12, "bad-number")]
    found = [(f[0], f[2], f[3], f[4], float(f[5])) for f in figures(report)]
    enrolled = (("total", 30500, 31250), ("cao_dang", 2100, 2250), ("trung_cap", 5300, 5400),
                ("so_cap_va_duoi_3_thang", 23100, 23600))  # fmt: skip
    assert found == [
        *((row, "enrolment", level, year, float(value)) for row, (level, *values) in enumerate(enrolled, 7)
          for year, value in zip(("2022", "2023"), values, strict=True)),
        (11, "trained_labour_rate", "total", "2022", 68.2), (11, "trained_labour_rate", "total", "2023", 70.15),
        (12, "graduates", "total", "2022", 28000.0),
    ]  # fmt: skip
    assert {o["as_of"] for o in report.told()["observations"]} == {"2023-12-31"}


def test_a_file_is_what_its_bytes_are() -> None:
    """A workbook named .csv is a workbook."""
    assert codes(judge(saved(workbook(a=ROWS)), "a.csv")) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (packed(**{"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "unreadable-file"),
        (packed(**{"word__document.xml": "<a/>"}), "unreadable-file"),
        (packed(**{"xl__workbook.xml": "<workbook"}), "unreadable-file"),
        (b"a;b\n" + b"1;" * 300 + b"\n", "too-large"),
        (long_rows("Hà Nội;2023;;Tuyển sinh;;5;;;", *[""] * 300, "x;" * 200 + "x").encode(), "too-large"),
    ],
)
def test_bombs_and_giants_are_refused(content: bytes, code: str) -> None:
    """What would grow too large or hides entities is refused before it is read."""
    report = judge(content, "a.xlsx")
    assert (codes(report), report.exit_code) == ([(None, code)], 2)


def test_sizes_are_asked_before_anything_is_unpacked() -> None:
    """A small archive that would grow beyond the limit, a long file and a heavy one are refused."""
    small = replace(knowledge(), limits=Limits(1 << 20, 1000, 200))
    bomb = packed(**{"xl__workbook.xml": b"0" * (9 << 20)})
    assert len(bomb) < 1 << 20
    for content in (bomb, b"Tinh;Nam\n" + b"\n" * 1010, b"0" * ((1 << 20) + 1)):
        assert codes(check(content, "a.xlsx", Options(), TODAY, small)) == [(None, "too-large")]


def test_secret_marks_and_people_beside_the_cells() -> None:
    """A comment bears what a cell may not."""
    from openpyxl.comments import Comment

    for words, code in (("TỐI MẬT", "secret-mark"), ("gọi 0912345678", "personal-data")):
        book = workbook(a=ROWS)
        book["a"]["A2"].comment = Comment(words, "x")
        assert codes(judge(saved(book), "a.xlsx")) == [(None, code)]


def test_annotated_file(tmp_path: Path) -> None:
    """The file comes back with its faulty cells coloured and explained, and no text in it is a formula."""
    rows = ("Hà Nội;2023;năm;Tuyển sinh;;12k;;;=1+1", "Nghệ An;2023;năm;Tuyển sinh;;7;;;")
    report = judge(long_rows(*rows))
    book = load_workbook(io.BytesIO(annotated(report)))
    data, problems = book.worksheets
    assert data["F2"].comment.text == "Số không hợp lệ"
    assert (data["F2"].fill.start_color.rgb, data["A3"].comment) == ("FFF4B6B6", None)
    assert (data["I2"].value, data["I2"].data_type) == ("'=1+1", "s")
    assert problems.max_row == 1 + len(report.findings)
    assert data.column_dimensions["D"].width >= len("Tuyển sinh")
    assert [(sheet.page_setup.orientation, sheet.page_setup.fitToWidth) for sheet in (data, problems)] == [
        ("landscape", 1), ("landscape", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text_", "written"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("@a", "'@a"),
        ("-a", "'-a"),
        ("-1", "-1"),
        ("- a", "- a"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_texts_are_neutralised(text_: str, written: str) -> None:
    """What a spreadsheet would run is written as text; negative numbers and bullets stay."""
    assert neutral(text_) == written


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("place", "year", "period"), [("nghe-an", 2024, "H1"), (None, 2024, ""), ("phu-tho-2025", 2025, "YTD09")]
)
def test_a_template_is_read_back_whole(lang: str, kind: str, place: str | None, year: int, period: str) -> None:
    """Every word of the template is understood: only the figures are missing (and the place, where none was named)."""
    report = judge(template(place, year, period, kind, lang), f"a.{kind}")
    assert (report.shape, codes(report)) == ("long", [(None, "unfilled-rows")])
    content = template(place, year, period, "csv", lang).decode("utf-8-sig")
    head, *rows = content.splitlines()
    remarked = judge("\n".join([head, *(f"{row}đã hỏi" for row in rows)]))
    assert {code for _, code in codes(remarked)} == {"missing-value" if place else "unknown-place"}


def test_a_filled_template_loads() -> None:
    """A figure typed into the template is read for its place, year and period."""
    book = load_workbook(io.BytesIO(template("nghe-an", 2024, "H1")))
    sheet = book.worksheets[0]
    sheet["F2"] = 1234
    assert len(sheet.data_validations.dataValidation) == 5
    report = judge(saved(book), "a.xlsx")
    assert [(f[1], f[4], f[5]) for f in figures(report)] == [("nghe-an", "2024-H1", 1234)]
    assert codes(report) == [(None, "unfilled-rows")]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_period_offered_is_read_back(lang: str) -> None:
    """Each text of the template's list of periods, put into a row of its own, is read as exactly the part it offers."""
    book = load_workbook(io.BytesIO(template("nghe-an", 2024, "", "xlsx", lang, {("enrolment", "total")})))
    sheet = book.worksheets[0]
    offered = [str(cell.value) for cell in book["lists"]["B"] if cell.value]
    first = [cell.value for cell in sheet[2]]
    for row, text_ in enumerate(offered, start=2):
        for column, value in enumerate([*first[:2], text_, *first[3:5], 5000], start=1):
            sheet.cell(row, column, value)
    report = judge(saved(book), "a.xlsx")
    assert not codes(report)
    assert [f[4] for f in figures(report)] == [f"2024-{part}" if part else "2024" for part in PARTS]


def test_planners_choose_a_period_in_their_words() -> None:
    """Vietnamese words all through; a code only where the reader knows no word, and for no part twice."""
    assert [part_word(part, "vi") for part in ("", "H1", "Q3", "YTD09", "M07")] == [
        "Cả năm", "6 tháng đầu năm", "Quý III", "Lũy kế 9 tháng", "Tháng 7",
    ]  # fmt: skip
    assert not [part for part in PARTS if part_word(part, "vi") == part]
    assert part_word("YTD09", "en") == "YTD09"


def test_rows_of_the_template_left_unfilled_are_one_note() -> None:
    """A mark of missing, a remark or a state says that somebody looked: then the blank figure is a warning."""
    book = load_workbook(io.BytesIO(template(None, 2024, "H1")))
    sheet = book.worksheets[0]
    rows = sheet.max_row - 1
    for cell, value in (("F2", "…"), ("K3", "trường chưa gửi"), ("H4", "sơ bộ")):
        sheet[cell] = value
        sheet[f"A{cell[1:]}"] = "Nghệ An"
    report = judge(saved(book), "a.xlsx")
    assert codes(report) == [(None, "unfilled-rows"), *((row, "missing-value") for row in (2, 3, 4))]
    assert next(f.text for f in report.findings if f.row is None) == str(rows - 3)
    book.worksheets[0]["K1"] = "Lời bàn"
    assert (None, "unfilled-rows") not in codes(judge(saved(book), "a.xlsx"))
