"""The workbook: numbers that are numbers and print as the report prints them, heads in sight, nothing a formula."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports.workbook import every_place, of_material, of_places, pattern, workbook
from tests.exports.office import entries, sheet_rows
from warehouse.serving import serving


@pytest.fixture(scope="module")
def ha_noi(material) -> bytes:  # type: ignore[no-untyped-def]
    """The workbook of Hà Nội 2022."""
    return workbook(of_material(material("ha-noi", 2022)))


def test_four_sheets_with_heads_in_sight(ha_noi: bytes) -> None:
    """Report table, scorecard, series, sources: Vietnamese names and heads, frozen, with a filter on lists."""
    book = load_workbook(io.BytesIO(ha_noi))
    assert book.sheetnames == ["Biểu 01", "Chỉ tiêu", "Chuỗi số liệu", "Nguồn"]
    assert [sheet.freeze_panes for sheet in book] == ["C4", "A2", "A2", "A2"]
    assert [bool(sheet.auto_filter.ref) for sheet in book] == [False, True, True, True]


def test_the_report_table_holds_numbers_that_print_as_in_the_report(ha_noi: bytes, material) -> None:  # type: ignore[no-untyped-def]
    """A printed cell with one figure is that figure with a format for the words around it; others are texts."""
    sheet = load_workbook(io.BytesIO(ha_noi))["Biểu 01"]
    first = [(cell.value, cell.number_format) for cell in sheet[4]][3:9]
    assert first == [
        (143000, '#,##0" (a)"'), (224500, '#,##0" (b)"'), (245316, "#,##0"), (109.27, "#,##0.00"),
        ("… (a)", "General"), (20816, "+#,##0;−#,##0;0"),
    ]  # fmt: skip
    assert (sheet["E9"].value, sheet["E9"].number_format) == (72.2, '"từ "#,##0.0')
    assert (sheet["I6"].value, sheet["G6"].value) == (-172, 99.39)
    printed = material("ha-noi", 2022).table.rows
    assert [sheet.cell(4 + n, 11).value for n in range(len(printed))] == [row.cells[10] for row in printed]


def test_the_scorecard_sheet_holds_the_scorecards_figures(ha_noi: bytes, material) -> None:  # type: ignore[no-untyped-def]
    """Every row of the scorecard with its figures as they are; a missing one is an empty cell."""
    head, *rows = sheet_rows(ha_noi, "Chỉ tiêu")
    card = material("ha-noi", 2022).rows
    for name, column in (("Kế hoạch", "target_value"), ("Thực hiện", "actual_value"), ("Còn thiếu", "shortfall")):
        told = [row[head.index(name)] for row in rows]
        assert told == [None if value != value else value for value in card[column]]


def test_sources_name_document_page_and_words(ha_noi: bytes) -> None:
    """The plan with its number and quotation, the actual with its page."""
    rows = sheet_rows(ha_noi, "Nguồn")
    assert any("72/KH-UBND" in row and "Kế hoạch" in row for row in rows)
    assert any(str(row[10]).startswith("https://nguoihanoi.vn") for row in rows)


def test_an_undocumented_plan_says_so(material) -> None:  # type: ignore[no-untyped-def]
    """No empty cell where a document is missing."""
    file = workbook(of_material(material("quang-tri", 2020)))
    assert any("chưa rõ văn bản" in row for row in sheet_rows(file, "Chỉ tiêu"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_texts_that_look_like_formulas_are_texts(start: str, material) -> None:  # type: ignore[no-untyped-def]
    """A place's name, a source or a quotation from a file cannot become a formula."""
    sheets = of_material(material("ha-noi", 2022))
    evil = replace(sheets, names={"ha-noi": f"{start}cmd|'/C calc'!A0\x00"})
    file = workbook(evil)
    with zipfile.ZipFile(io.BytesIO(file)) as read:
        parts = [read.read(name) for name in read.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in part for part in parts)
    names = {row[0] for row in sheet_rows(file, "Chỉ tiêu")[1:]}
    assert names == {f"'{start}cmd|'/C calc'!A0"}


@pytest.mark.parametrize(
    ("decimals", "before", "after", "sign", "expected"),
    [
        (0, "", "", False, "#,##0"),
        (2, "", "", False, "#,##0.00"),
        (1, "từ ", "", False, '"từ "#,##0.0'),
        (0, "", ' "x"', False, '#,##0" "\\""x"\\"'),
        (0, "", "", True, "+#,##0;−#,##0;0"),
    ],
)
def test_patterns(decimals: int, before: str, after: str, sign: bool, expected: str) -> None:
    """Decimals as printed; words around a figure are quoted, their own quotes escaped; a zero has no sign."""
    assert pattern(decimals, before, after, sign=sign) == expected


def test_all_places_of_ten_years_stand_in_one_workbook(store: Path) -> None:
    """Every place that existed in any of the years, and no report table, which is of one place and year."""
    reads = serving(store)
    years = range(2016, 2026)
    file = workbook(of_places(reads, every_place(reads, years), years, "vi"))
    assert load_workbook(io.BytesIO(file)).sheetnames == ["Chỉ tiêu", "Chuỗi số liệu", "Nguồn"]
    places = {row[0] for row in sheet_rows(file, "Chỉ tiêu")[1:]}
    assert {"Hà Nội", "Cả nước"} <= places
    assert len(places) > 63


def test_the_same_question_gives_the_same_bytes(material) -> None:  # type: ignore[no-untyped-def]
    """Two builds are equal to the byte."""
    first = workbook(of_material(material("ha-noi", 2022)))
    assert first == workbook(of_material(material("ha-noi", 2022)))
    assert {entry.date_time for entry in entries(first)} == {(1980, 1, 1, 0, 0, 0)}


def test_columns_are_as_wide_as_what_they_hold(ha_noi: bytes) -> None:
    """Names and documents can be read whole; only long addresses and quotations run on under the next column."""
    sheet = load_workbook(io.BytesIO(ha_noi))["Chỉ tiêu"]
    for column in sheet.iter_cols():
        wide = next(d.width for d in sheet.column_dimensions.values() if d.min <= column[0].column <= d.max)
        texts = [len(cell.value) for cell in column if isinstance(cell.value, str)]
        assert wide >= min(max(texts), 50)


def test_a_merged_place_brings_its_predecessors_tables(material) -> None:  # type: ignore[no-untyped-def]
    """Each predecessor with anything in the year has a sheet of its own, its rows and sources beside the others."""
    file = workbook(of_material(material("phu-tho-2025", 2025)))
    assert load_workbook(io.BytesIO(file)).sheetnames == ["Biểu 01 Vĩnh Phúc", "Chỉ tiêu", "Chuỗi số liệu", "Nguồn"]
    assert {row[0] for row in sheet_rows(file, "Chỉ tiêu")[1:]} == {"tỉnh Vĩnh Phúc (trước 01/7/2025)"}
