"""Wide tables as departments write them."""

from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.etl.uploads.conftest import codes, figures, judge, saved, workbook

TITLE = ["KẾT QUẢ TUYỂN SINH NĂM 2023 TỈNH NGHỆ AN"]


def read(rows: list[list[Any]], merges: tuple[str, ...] = (), sheet: str = "Biểu 1", **options: Any) -> Any:
    """The report on a sheet of these rows."""
    book = workbook(**{sheet: rows})
    for block in merges:
        book[sheet].merge_cells(block)
    return judge(saved(book), "a.xlsx", **options)


def short(report: Any) -> list[tuple[Any, ...]]:
    """The observations without place and state."""
    return [(f[0], f[2], f[3], f[4], f[5]) for f in figures(report)]


def test_schools_of_one_province_with_a_total_row() -> None:
    """The total row is the province's figure; blank school cells and the schools themselves are no problem."""
    report = read(
        [
            TITLE,
            ["STT", "Tên trường", "Cao đẳng", "Trung cấp"],
            [1, "Trường CĐ A", 100, 20],
            [2, "Trường TC B", None, 30],
            [None, "Tổng cộng", 100, 50],
            [None, "Ghi chú: số liệu đến 31/12"],
        ]
    )
    assert short(report) == [(5, "enrolment", "cao_dang", "2023", 100), (5, "enrolment", "trung_cap", "2023", 50)]
    assert (codes(report), {f[1] for f in figures(report)}) == ([], {"nghe-an"})


def test_schools_without_a_total_row_are_summed() -> None:
    """Without a total row the sum of the rows is the province's figure, with no row of its own."""
    report = read(
        [TITLE, ["STT", "Đơn vị", "Cao đẳng", "Trung cấp"], [1, "Trường CĐ A", 100, 20], [2, "Trường TC B", None, 30]]
    )
    assert short(report) == [(None, "enrolment", "cao_dang", "2023", 100), (None, "enrolment", "trung_cap", "2023", 50)]
    assert (codes(report), report.remarks) == ([], ("sum",))


def test_a_sum_with_a_wrong_row_is_no_sum() -> None:
    """A school's cell that is no number leaves its column without a figure."""
    report = read(
        [TITLE, ["STT", "Trường", "Cao đẳng", "Trung cấp"], [1, "Trường A", "12k", 20], [2, "Trường B", 5, 30]]
    )
    assert short(report) == [(None, "enrolment", "trung_cap", "2023", 50)]
    assert codes(report) == [(3, "bad-number")]


def test_districts_are_no_provinces() -> None:
    """Towns in a district list are rows of the province, not provinces of the same name."""
    report = read([TITLE, ["TT", "Huyện, thị xã", "Tổng số"], [1, "TP Vinh", 5], [2, "Nam Đàn", 6], [None, "Cộng", 11]])
    assert short(report) == [(5, "enrolment", "total", "2023", 11)]


def test_levels_as_rows_with_subsets() -> None:
    """Rows of levels belong to the table's only indicator; "Trong đó nữ" is understood and never loaded."""
    report = read(
        [
            ["TUYỂN SINH 9 THÁNG NĂM 2024 TỈNH HÀ TĨNH"],
            ["TT", "Trình độ", "Thực hiện"],
            [1, "Cao đẳng", 100],
            [None, "Trong đó nữ", 40],
            [2, "Trung cấp", 50],
            [None, "Trong đó LĐ nông thôn", 45],
            [None, "Tổng cộng", 150],
        ]
    )
    assert short(report) == [
        (3, "enrolment", "cao_dang", "2024-YTD09", 100),
        (5, "enrolment", "trung_cap", "2024-YTD09", 50),
        (7, "enrolment", "total", "2024-YTD09", 150),
    ]
    assert codes(report) == []


def test_year_to_date_and_same_period_over_levels() -> None:
    """Two blocks under one header: this year's months so far, and the same months of the year before."""
    report = read(
        [
            ["TUYỂN SINH 6 THÁNG ĐẦU NĂM 2025"],
            ["Tỉnh", "Luỹ kế 6 tháng", None, "Cùng kỳ 2024", None],
            [None, "Cao đẳng", "Trung cấp", "Cao đẳng", "Trung cấp"],
            ["Nghệ An", 1, 2, 3, 4],
        ],
        ("A2:A3", "B2:C2", "D2:E2"),
    )
    assert short(report) == [
        (4, "enrolment", "cao_dang", "2025-H1", 1),
        (4, "enrolment", "trung_cap", "2025-H1", 2),
        (4, "enrolment", "cao_dang", "2024-H1", 3),
        (4, "enrolment", "trung_cap", "2024-H1", 4),
    ]


def test_a_header_exported_to_csv_is_filled_to_the_right() -> None:
    """Blank cells of an upper header row stand under the cell to their left."""
    report = judge("Tỉnh;Năm;Tuyển sinh;;Tốt nghiệp\n;;Cao đẳng;Trung cấp;Cao đẳng\nNghệ An;2023;1;2;3\n")
    assert short(report) == [
        (3, "enrolment", "cao_dang", "2023", 1),
        (3, "enrolment", "trung_cap", "2023", 2),
        (3, "graduates", "cao_dang", "2023", 3),
    ]


def test_regions_totals_and_the_nation_of_a_wide_table_are_subtotals() -> None:
    """Only rows of provinces are loaded."""
    report = read(
        [
            ["TUYỂN SINH NĂM 2023"],
            ["Địa phương", "Cao đẳng"],
            ["Cả nước", 9],
            ["Tây Nguyên", 5],
            ["Vùng Đông Nam Bộ", 5],
            ["1. Đắk Lắk", 5],
            ["2. Gia Lai (1)", 4],
            ["Tổng số", 9],
        ]
    )
    assert [(f[0], f[1]) for f in figures(report)] == [(6, "dak-lak"), (7, "gia-lai")]
    assert codes(report) == []


def test_unknown_place_of_a_wide_table_is_said_once() -> None:
    """One problem for the row, however many figures stand in it; the other rows are kept."""
    report = read([["TUYỂN SINH 2023"], ["Tỉnh", "Cao đẳng", "Trung cấp"], ["Hà Nôi Mới", 1, 2], ["Hà Tĩnh", 3, 4]])
    assert codes(report) == [(3, "unknown-place")]
    assert len(figures(report)) == 2


@pytest.mark.parametrize(
    ("title", "header", "options", "expected"),
    [
        ("TUYỂN SINH NĂM 2021", "Năm 2022", {}, [(None, "title-conflict")]),
        ("TUYỂN SINH NĂM 2021", "Năm 2022", {"year": 2022}, []),
        ("TUYỂN SINH NĂM 2021", "Năm 2022", {"year": 2021}, [(None, "title-conflict")]),
        ("TUYỂN SINH", "Năm 2022", {"period": "6 tháng 2021"}, [(None, "title-conflict")]),
        ("TUYỂN SINH", "Năm 2022", {"place": "Hà Nội"}, [(None, "title-conflict")]),
        ("TUYỂN SINH", "Tốt nghiệp năm 2022", {"indicator": "enrolment"}, [(None, "title-conflict")]),
        ("TUYỂN SINH NĂM 2022", "Năm 2022", {}, []),
        ("TUYỂN SINH NĂM 2022", "KH 2023", {}, [(None, "missing-column")]),
        ("TUYỂN SINH 6 THÁNG NĂM 2022", "9 tháng 2022", {}, []),
        ("TUYỂN SINH", "Năm 2022", {}, []),
        ("TUYỂN SINH", "Thực hiện", {}, [(None, "missing-column")]),
    ],
)
def test_titles_and_columns(title: str, header: str, options: dict[str, Any], expected: list[Any]) -> None:
    """A title that no column agrees with is a question, which an option settles."""
    report = read([[title], ["Tỉnh", header, "% KH"], ["Nghệ An", 5, 100]], **options)
    assert codes(report) == expected


def test_title_and_sheet_name_that_disagree() -> None:
    """A year of the sheet name beside another of the title is a question."""
    rows = [["TUYỂN SINH NĂM 2023"], ["Tỉnh", "Cao đẳng"], ["Nghệ An", 5]]
    assert codes(read(rows, sheet="Năm 2022")) == [(None, "title-conflict")]
    assert codes(read(rows, sheet="Năm 2023")) == []


def test_the_sheet_name_gives_what_nothing_else_does() -> None:
    """Year and period come from the sheet name last."""
    report = read([["TUYỂN SINH"], ["Tỉnh", "Cao đẳng"], ["Nghệ An", 5]], sheet="6T2024")
    assert short(report) == [(3, "enrolment", "cao_dang", "2024-H1", 5)]


def test_a_title_names_the_level() -> None:
    """Figures of one level are not loaded as the whole."""
    report = read([["TUYỂN SINH TRÌNH ĐỘ CAO ĐẲNG NĂM 2023"], ["Tỉnh", "Thực hiện", "KH"], ["Nghệ An", 5, 6]])
    assert short(report) == [(3, "enrolment", "cao_dang", "2023", 5)]


def test_plan_columns_and_costs_are_never_loaded() -> None:
    """KH, % and kinh phí are understood and left, without a word; an unknown row with figures is an error."""
    report = read(
        [
            ["KẾT QUẢ THỰC HIỆN 2023 TỈNH NGHỆ AN"],
            ["TT", "Chỉ tiêu", "ĐVT", "KH 2023", "TH 2023", "% KH"],
            [1, "Tuyển sinh", "người", 10, 9, 90],
            [2, "Kinh phí", "triệu đồng", 5, 5, 100],
            [None, "- Cao đẳng", "đồng", 5, 5, 100],
            [3, "Số lượng xe", "xe", 5, 5, 100],
            [None, "- Cao đẳng", "xe", 1, 1, 100],
        ]
    )
    assert short(report) == [(3, "enrolment", "total", "2023", 9)]
    assert codes(report) == [(6, "unknown-indicator"), (7, "unknown-indicator")]


def test_total_row_without_an_indicator_above_belongs_to_the_only_one() -> None:
    """`Tổng số` of a table of one indicator is its total."""
    report = read([["NGHỆ AN 2023"], ["Chỉ tiêu", "TH 2023"], ["Tổng số", 9], ["Tuyển sinh cao đẳng", 9]])
    assert short(report) == [(3, "enrolment", "total", "2023", 9), (4, "enrolment", "cao_dang", "2023", 9)]


def test_merged_places_are_filled_down_and_blanks_of_a_csv_are_not() -> None:
    """A merged cell names all its rows; a blank cell of a text file names none."""
    rows = [["Tỉnh", "Năm", "Chỉ tiêu", "Giá trị"], ["Nghệ An", 2022, "Tuyển sinh", 5], [None, 2023, "Tuyển sinh", 6]]
    assert [f[1] for f in figures(read(rows, ("A2:A3",)))] == ["nghe-an", "nghe-an"]
    report = judge("Tỉnh;Năm;Chỉ tiêu;Giá trị\nNghệ An;2022;Tuyển sinh;5\n;2023;Tuyển sinh;6\n")
    assert codes(report) == [(3, "unknown-place")]


def test_units_and_scales_of_headers_and_unit_lines() -> None:
    """A unit line binds the counts and not the rates; thousands are multiplied and said."""
    report = read(
        [
            ["KẾT QUẢ NĂM 2023"],
            [None, None, "ĐVT: nghìn người"],
            ["Tỉnh", "Tuyển sinh", "Tỷ lệ lao động qua đào tạo"],
            ["Nghệ An", 70.5, 70.5],
        ]
    )
    assert [(o["value"], o["unit"], o["decimals"]) for o in report.told()["observations"]] == [
        (70500, "persons", 0),
        (70.5, "percent", 1),
    ]
    assert codes(report) == [(None, "scaled")]


@pytest.mark.parametrize(
    ("line", "head", "cells", "expected", "said"),
    [
        ("ĐVT: nghìn người", ["Tuyển sinh", "Số cơ sở GDNN"], [30, 15], [30000, 15], [(None, "scaled")]),
        ("ĐVT: %", ["Tỷ lệ lao động qua đào tạo", "Tuyển sinh"], [60, 7], [60, 7], []),
        ("ĐVT: %", ["Tuyển sinh"], [7], [], [(3, "unit-mismatch")]),
        ("ĐVT: triệu đồng", ["Tuyển sinh"], [7], [], [(3, "unit-mismatch")]),
        ("ĐVT: người", ["Tỷ lệ lao động qua đào tạo"], [60], [], [(3, "unit-mismatch")]),
        ("SỐ LIỆU CHUNG (ĐVT: nghìn người)", ["Tuyển sinh"], [7], [7000], [(None, "scaled")]),
    ],
)
def test_a_unit_line_binds_what_it_fits(
    line: str, head: list[str], cells: list[Any], expected: list[Any], said: list[Any]
) -> None:
    """Unit and scale hold for figures of their kind; a line that fits no figure of the table is a fault of it."""
    report = read([["KẾT QUẢ NĂM 2023"], [line], ["Tỉnh", *head], ["Nghệ An", *cells]])
    assert ([o["value"] for o in report.told()["observations"]], codes(report)) == (expected, said)


def test_lost_thousands_of_numeric_cells() -> None:
    """224.5 persons in a numeric cell, and then every small number of that column, are asked about."""
    report = read(
        [
            ["TUYỂN SINH 2023"],
            ["Tỉnh", "Cao đẳng", "Trung cấp"],
            ["Nghệ An", 224.5, 850],
            ["Hà Tĩnh", 850, 9],
            ["Hà Nội", 2000, 8],
        ]
    )
    assert [(f.row, f.cell, f.code) for f in report.findings] == [
        (3, "B3", "ambiguous-number"),
        (4, "B4", "ambiguous-number"),
    ]


def test_lost_thousands_cast_doubt_on_typed_texts_too() -> None:
    """Beside 224.5 in a numeric cell a typed 850 of the same column is asked about as well, 1000 is not."""
    report = read(
        [["TUYỂN SINH 2023"], ["Tỉnh", "Cao đẳng"], ["Nghệ An", 224.5], ["Hà Tĩnh", "850"], ["Hà Nội", "1000"]]
    )
    assert codes(report) == [(3, "ambiguous-number"), (4, "ambiguous-number")]


def test_percent_format_is_a_fraction_and_a_bare_fraction_is_asked() -> None:
    """0,722 shown as 72,2 % is 72,2; without the format it might be either."""
    book = workbook(a=[["KẾT QUẢ 2023"], ["Tỉnh", "Tỷ lệ lao động qua đào tạo"], ["Nghệ An", 0.722]])
    sheet: Worksheet = book["a"]
    assert codes(judge(saved(book), "a.xlsx")) == [(3, "ambiguous-number")]
    sheet["B3"].number_format = "0.0%"
    assert [o["value"] for o in judge(saved(book), "a.xlsx").told()["observations"]] == [72.2]


def test_a_percent_format_says_nothing_of_the_plain_fraction_beside() -> None:
    """0,722 shown as 72,2 % is read, 0,5 without the format stays a question."""
    book = workbook(a=[["KẾT QUẢ 2023"], ["Tỉnh", "Tỷ lệ lao động qua đào tạo"], ["Nghệ An", 0.722], ["Hà Tĩnh", 0.5]])
    book["a"]["B3"].number_format = "0.0%"
    report = judge(saved(book), "a.xlsx")
    assert ([f[5] for f in figures(report)], codes(report)) == ([72.2], [(4, "ambiguous-number")])


def test_estimates_and_future_columns() -> None:
    """Ước cả năm of a running year is an estimate; TH of a period not yet reportable is refused in its cell."""
    report = read([["TUYỂN SINH 2026"], ["Tỉnh", "TH 9 tháng", "Ước cả năm", "TH cả năm"], ["Nghệ An", 5, 9, 9]])
    assert [(f[4], f[6]) for f in figures(report)] == [("2026-YTD09", "final"), ("2026", "estimate")]
    assert [(f.row, f.cell, f.code) for f in report.findings] == [(3, "D3", "future-period")]


def test_signatures_and_footnotes_below_are_left() -> None:
    """Date line, names of offices and remarks below the table are no rows."""
    report = read(
        [
            ["UBND TỈNH NGHỆ AN"],
            ["TUYỂN SINH NĂM 2023"],
            ["Tỉnh", "Cao đẳng", "Trung cấp"],
            ["A", 1, 2],
            ["Nghệ An", 5, 6],
            [],
            ["Ghi chú: số liệu sơ bộ"],
            [None, None, "Nghệ An, ngày 20 tháng 6 năm 2024"],
            ["NGƯỜI LẬP BIỂU", None, "GIÁM ĐỐC"],
        ]
    )
    assert (codes(report), len(figures(report))) == ([], 2)


def test_sheets_are_chosen_never_guessed() -> None:
    """Several sheets that fit are asked about; hidden ones are never taken, hidden rows are read and said."""
    rows = [["Tỉnh", "Năm", "Chỉ tiêu", "Giá trị"], ["Nghệ An", 2023, "Tuyển sinh", 5]]
    book = workbook(a=rows, b=rows, c=[["lời dẫn"]])
    assert codes(judge(saved(book), "a.xlsx")) == [(None, "choose-sheet")]
    assert codes(judge(saved(book), "a.xlsx", sheet="b")) == []
    assert codes(judge(saved(book), "a.xlsx", sheet="d")) == [(None, "choose-sheet")]
    book["b"].sheet_state = "hidden"
    assert judge(saved(book), "a.xlsx").sheet == "a"
    assert codes(judge(saved(book), "a.xlsx", sheet="b")) == [(None, "choose-sheet")]
    book["a"].row_dimensions[2].hidden = True
    report = judge(saved(book), "a.xlsx")
    assert (codes(report), len(figures(report))) == ([(None, "hidden-rows")], 1)


@pytest.mark.parametrize("hidden", ["038094012345", "0912345678"])
def test_personal_data_on_a_hidden_sheet_refuse_the_file(hidden: str) -> None:
    """Nothing of such a file is read or kept."""
    book = workbook(a=[["Tỉnh", "Năm", "Chỉ tiêu", "Giá trị"], ["Nghệ An", 2023, "Tuyển sinh", 5]], b=[["", hidden]])
    book["b"].sheet_state = "hidden"
    report = judge(saved(book), "a.xlsx")
    assert (codes(report), report.refused, report.observations, report.grid) == (
        [(None, "personal-data")],
        True,
        None,
        [],
    )


def test_formulas_count_by_their_last_result() -> None:
    """A formula that was never calculated is no number."""
    report = read(
        [
            ["Tỉnh", "Năm", "Chỉ tiêu", "Giá trị"],
            ["Nghệ An", 2023, "Tuyển sinh", "=2+3"],
            ["Hà Tĩnh", 2023, "Tuyển sinh", 5],
        ]
    )
    assert [(f.row, f.code) for f in report.findings] == [(2, "bad-number")]


def test_men_and_women_beside_the_total() -> None:
    """`Nam` beside `Nữ` is no year; neither is loaded."""
    report = read([["TUYỂN SINH NĂM 2023"], ["Tỉnh", "Tổng số", "Nam", "Nữ"], ["Nghệ An", 9, 5, 4]])
    assert (short(report), codes(report)) == ([(3, "enrolment", "total", "2023", 9)], [])


def test_group_rows_head_the_rows_below() -> None:
    """A row that only names an indicator gives it to the levels below; a part of a rate may be an indicator itself."""
    rows = [
        ["KẾT QUẢ NĂM 2023 TỈNH NGHỆ AN"],
        ["STT", "Chỉ tiêu", "Thực hiện năm 2023", "So sánh (%)"],
        ["I", "Tốt nghiệp", None, None],
        [1, "Cao đẳng", 4, 80],
        ["II", "Tỷ lệ lao động qua đào tạo", 71, None],
        [None, "Trong đó: có bằng cấp, chứng chỉ", 29.5, None],
    ]
    report = read(rows)
    assert short(report) == [
        (4, "graduates", "cao_dang", "2023", 4),
        (5, "trained_labour_rate", "total", "2023", 71),
        (6, "certified_labour_rate", "total", "2023", 29.5),
    ]
    assert codes(report) == []


def test_options_give_what_the_table_does_not() -> None:
    """Indicator, year and period by option."""
    rows = [["Tỉnh", "Cao đẳng"], ["Nghệ An", 5]]
    report = read(rows, sheet="a", year=2024, period="9 tháng", indicator="Tuyển sinh")
    assert short(report) == [(2, "enrolment", "cao_dang", "2024-YTD09", 5)]


@pytest.mark.parametrize(
    ("head", "rows", "expected", "said"),
    [
        ("Tên ngành", ["Hàn"], [], [(3, "unknown-indicator")]),
        ("Ngành nghề", ["Hàn", "Điện"], [], [(3, "unknown-indicator"), (4, "unknown-indicator")]),
        (None, ["Cao đẳng", "Trung cấp"], ["cao_dang", "trung_cap"], []),
    ],
)
def test_rows_of_something_unknown_are_never_the_whole(
    head: str | None, rows: list[str], expected: list[str], said: list[Any]
) -> None:
    """A column of words that no header explains says what its rows are: understood or refused, never passed over."""
    table = [[number, label, 10] for number, label in enumerate(rows, 1)]
    report = read([TITLE, ["STT", head, "Số lượng"], *table])
    assert ([f[3] for f in figures(report)], codes(report)) == (expected, said)


def test_words_beside_the_figures_are_no_labels() -> None:
    """A column of words after the figures stays a remark."""
    report = read([TITLE, ["STT", "Cao đẳng", "Người lập"], [1, 10, "An"]])
    assert ([f[3] for f in figures(report)], codes(report)) == (["cao_dang"], [(None, "extra-column")])


@pytest.mark.parametrize(
    ("title", "column", "label", "expected"),
    [
        ("NĂM 2024", "TH", "Tuyển sinh năm 2023", ("2023", "final")),
        ("NĂM 2024", "TH", "Tuyển sinh 6 tháng", ("2024-H1", "final")),
        ("6 THÁNG NĂM 2024", "TH", "Tuyển sinh năm 2023", ("2023", "final")),
        ("THÁNG 6 NĂM 2024", "TH", "Tuyển sinh luỹ kế", ("2024-H1", "final")),
        ("NĂM 2024", "TH", "Ước tuyển sinh", ("2024", "estimate")),
        ("NĂM 2024", "TH 2024", "Tuyển sinh năm 2024", ("2024", "final")),
        ("NĂM 2024", "TH 2024", "Tuyển sinh năm 2023", "bad-period"),
        ("6 THÁNG NĂM 2024", "TH", "Tuyển sinh cùng kỳ năm trước", "unknown-indicator"),
    ],
)
def test_what_a_row_says_of_time_and_state(title: str, column: str, label: str, expected: Any) -> None:
    """A label's own year, period, luỹ kế or ước holds for its figures; what contradicts the column is refused."""
    rows = [[1, label, "người", 100], [2, "Số cơ sở GDNN", "cơ sở", 5]]
    report = read([[f"NGHỆ AN {title}"], ["TT", "Chỉ tiêu", "ĐVT", column], *rows])
    found = [(f[4], f[6]) for f in figures(report) if f[0] == 3]
    assert (found or [code for _, code in codes(report)]) == [expected]


def test_levels_below_a_heading_are_of_its_time() -> None:
    """`Tuyển sinh năm 2023` over levels gives them its year."""
    rows = [["NGHỆ AN NĂM 2024"], ["TT", "Chỉ tiêu", "ĐVT", "TH"], [1, "Tuyển sinh năm 2023", None, None]]
    report = read([*rows, [None, "- Cao đẳng", "người", 5], [2, "Tốt nghiệp", "người", 7]])
    assert short(report) == [(4, "enrolment", "cao_dang", "2023", 5), (5, "graduates", "total", "2024", 7)]


@pytest.mark.parametrize("header", ["Tỷ lệ", "Tỷ lệ (%)", "TỶ LỆ\n(%)"])
def test_a_bare_share_is_a_header_beside_one_label(header: str) -> None:
    """`Tỷ lệ (%)` alone beside the places is the column of figures that the title names, with or without STT."""
    rows = [["TỶ LỆ LAO ĐỘNG QUA ĐÀO TẠO NĂM 2023"], ["Tỉnh", header], ["Nghệ An", 68], ["Hà Nội", 72.5]]
    report = judge(saved(workbook(A=rows)), "a.xlsx")
    assert codes(report) == []
    assert [(place, indicator, value) for _, place, indicator, _, _, value, _ in figures(report)] == [
        ("nghe-an", "trained_labour_rate", 68), ("ha-noi", "trained_labour_rate", 72.5)]  # fmt: skip
