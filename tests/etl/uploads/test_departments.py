"""Tables in the manner of departments, each with a habit of its own: every figure that is read, every problem said."""

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.etl.uploads.conftest import codes, judge, saved, workbook

Rows = list[list[Any]]


def told(rows: Rows, merges: tuple[str, ...] = (), sheet: str = "Biểu 1", **options: Any) -> tuple[Any, Any]:
    """What is read of a sheet, as lines `row place indicator breakdown period value state`, and what is said."""
    book = workbook(**{sheet: rows})
    for block in merges:
        book[sheet].merge_cells(block)
    report = judge(saved(book), "a.xlsx", **options)
    names = ("row", "place", "indicator", "breakdown", "period", "value", "state")
    lines = [" ".join(str(o[name]) for name in names) for o in report.told()["observations"]]
    return lines, codes(report)


def test_a_total_row_that_says_what_it_adds_up_is_the_total() -> None:
    """`Tổng cộng (I+II)` is the province's row; schools under I and II are not added to it."""
    rows: Rows = [
        ["KẾT QUẢ TUYỂN SINH NĂM 2024"], ["TT", "Tên cơ sở GDNN", "Cao đẳng", "Trung cấp"], ["I", "Trường cao đẳng"],
        [1, "Trường CĐ Việt - Đức", 200, 100], ["II", "Trường trung cấp"], [2, "Trường TC KT-KT", None, 50],
        [None, "Tổng cộng (I+II)", 200, 150], ["Người lập biểu", None, None, "GIÁM ĐỐC"],
    ]  # fmt: skip
    lines, said = told(rows, place="Nghệ An")
    assert lines == ["7 nghe-an enrolment cao_dang 2024 200 final", "7 nghe-an enrolment trung_cap 2024 150 final"]
    assert said == []


@pytest.mark.parametrize("total", ["TỔNG SỐ: I + II", "Tổng cộng (A+B)", "Cộng = 1 + 2", "Tổng số (1+2+...+9)"])
def test_ways_of_writing_a_total_with_its_parts(total: str) -> None:
    """Each of them is a total row."""
    rows: Rows = [["TUYỂN SINH NĂM 2024 TỈNH HÀ TĨNH"], ["TT", "Trường", "Cao đẳng"], [1, "A", 1], [None, total, 9]]
    assert told(rows) == (["4 ha-tinh enrolment cao_dang 2024 9 final"], [])


def test_group_rows_of_schools_do_not_enter_a_sum_twice() -> None:
    """Figures of I and II are those of the schools 1, 2 below; without such schools they are the schools."""
    head: Rows = [["TUYỂN SINH NĂM 2024"], ["TT", "Tên cơ sở", "Cao đẳng"]]
    groups: Rows = [["I", "Công lập", 300], [1, "A", 200], [2, "B", 100], ["II", "Tư thục", 60], [1, "C", 60]]
    assert told([*head, *groups], place="Nghệ An")[0] == ["None nghe-an enrolment cao_dang 2024 360 final"]
    assert told([*head, ["I", "Trường A", 5], ["II", "Trường B", 6]], place="Nghệ An")[0] == [
        "None nghe-an enrolment cao_dang 2024 11 final"
    ]


def test_a_sum_over_months_is_of_the_titles_level() -> None:
    """`Cộng` beside T1, T2 adds up months: with the title's level it is no total of levels."""
    rows: Rows = [["TUYỂN SINH SƠ CẤP NĂM 2024"], ["Địa phương", "T1", "T2", "Cộng"], ["Nghệ An", 1, 2, 3]]
    assert told(rows) == (
        ["3 nghe-an enrolment so_cap 2024-M01 1 final", "3 nghe-an enrolment so_cap 2024-M02 2 final",
         "3 nghe-an enrolment so_cap 2024-YTD02 3 final"], [],
    )  # fmt: skip


def test_don_vi_over_units_is_the_unit_column() -> None:
    """`Đơn vị` beside indicators holds người and cơ sở: no schools, nothing summed."""
    rows: Rows = [
        ["Chỉ tiêu", "Đơn vị", "Năm 2022", "Ước 2023"], ["Tuyển sinh", "Người", "1.100", "1.200"],
        ["Trong đó: Cao đẳng", "Người", "600", "700"], ["Số cơ sở GDNN", "Cơ sở", "60", "61"],
    ]  # fmt: skip
    lines, said = told(rows, place="Nghệ An")
    assert said == []
    assert lines == [
        "2 nghe-an enrolment total 2022 1100 final", "2 nghe-an enrolment total 2023 1200 estimate",
        "3 nghe-an enrolment cao_dang 2022 600 final", "3 nghe-an enrolment cao_dang 2023 700 estimate",
        "4 nghe-an institutions_total total 2022 60 final", "4 nghe-an institutions_total total 2023 61 estimate",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ['"', "”", "nt"])
def test_ditto_marks_of_units(mark: str) -> None:
    """A ditto mark is the unit of the row above."""
    rows: Rows = [
        ["THỰC HIỆN NĂM 2023, TỈNH HÀ TĨNH"], ["TT", "Nội dung", "Đơn vị tính", "Thực hiện 2023"],
        ["1", "Tuyển sinh", "Lượt người", 90], ["a", "Cao đẳng", mark, 30], ["b)", "Trung cấp", mark, 60],
    ]  # fmt: skip
    lines, said = told(rows)
    assert (len(lines), said) == (3, [])


def percent(sheet: Worksheet) -> None:
    """Show the third column of the rows as percentages."""
    for row in (3, 4):
        sheet.cell(row, 3).number_format = "0.0%"


def plain(sheet: Worksheet) -> None:
    """Leave the cells as they are."""


@pytest.mark.parametrize(
    ("header", "shaped", "values", "read"),
    [
        ("Tỷ lệ", percent, (0.288, 0.3), [28.8, 30]),
        ("Tỷ lệ (%)", plain, ("28,8", 30), [28.8, 30]),
        ("Tỷ lệ", plain, (0.288, 0.3), []),
    ],
)
def test_a_bare_share_is_the_titles_rate(
    header: str, shaped: Callable[[Worksheet], None], values: tuple[Any, Any], read: list[float]
) -> None:
    """`Tỷ lệ` alone bears the rate of the title; fractions without a percent format are asked about."""
    rows: Rows = [["TỶ LỆ LAO ĐỘNG QUA ĐÀO TẠO NĂM 2023"], ["TT", "Tỉnh", header]]
    book = workbook(B=[*rows, [1, "Nghệ An", values[0]], [2, "Hà Tĩnh", values[1]]])
    shaped(book["B"])
    report = judge(saved(book), "a.xlsx")
    assert [o["value"] for o in report.told()["observations"]] == read
    assert {code for _, code in codes(report)} == (set() if read else {"ambiguous-number"})


def test_a_bare_share_beside_counts_is_never_loaded() -> None:
    """`Số lượng | Tỷ lệ (%)` under a title of enrolment: the share is the structure, not an indicator."""
    rows: Rows = [["CƠ CẤU TUYỂN SINH NĂM 2023"], ["TT", "Tỉnh", "Số lượng", "Tỷ lệ (%)"], [1, "Nghệ An", 100, 40]]
    assert told(rows) == (["3 nghe-an enrolment total 2023 100 final"], [])


def test_a_title_of_estimated_results_makes_estimates() -> None:
    """`Ước kết quả` is an estimate, and may be reported before the year ends."""
    rows: Rows = [["ƯỚC KẾT QUẢ TUYỂN SINH NĂM 2026 TỈNH NGHỆ AN"], ["TT", "Trình độ", "Số lượng"], [1, "Cao đẳng", 10]]
    assert told(rows) == (["3 nghe-an enrolment cao_dang 2026 10 estimate"], [])


@pytest.mark.parametrize(
    ("title", "header", "sheet", "options", "conflict"),
    [
        ("KẾT QUẢ TỐT NGHIỆP NĂM 2023", "Tuyển sinh cao đẳng", "B", {}, True),
        ("KẾT QUẢ TỐT NGHIỆP NĂM 2023", "Cao đẳng", "Tuyển sinh", {}, True),
        ("KẾT QUẢ TỐT NGHIỆP NĂM 2023", "Tuyển sinh cao đẳng", "B", {"indicator": "Tuyển sinh"}, False),
        ("KẾT QUẢ TUYỂN SINH NĂM 2023", "Tuyển sinh cao đẳng", "B", {}, False),
        ("TUYỂN SINH, TỐT NGHIỆP NĂM 2023", "Tuyển sinh cao đẳng", "B", {}, False),
        ("NĂM 2023", "Tuyển sinh cao đẳng", "B", {}, False),
    ],
)
def test_title_and_columns_must_name_the_same_indicator(
    title: str, header: str, sheet: str, options: dict[str, Any], conflict: bool
) -> None:
    """Another indicator in the columns or the sheet's name than in the title is a question; an option settles it."""
    lines, said = told([[title], ["TT", "Tỉnh", header], [1, "Nghệ An", 1]], sheet=sheet, **options)
    assert (lines, said) == (
        ([], [(None, "title-conflict")]) if conflict else (["3 nghe-an enrolment cao_dang 2023 1 final"], [])
    )


@pytest.mark.parametrize(
    ("rows", "merges", "expected"),
    [
        (
            [["KẾT QUẢ TỐT NGHIỆP"], ["Tỉnh", "Năm 2023", None, "Năm 2024"], [None, "6 tháng", "Cả năm", "6 tháng"],
             ["Nghệ An", 1, 2, 3]], ("A2:A3", "B2:C2"),
            ["4 nghe-an graduates total 2023-H1 1 final", "4 nghe-an graduates total 2023 2 final",
             "4 nghe-an graduates total 2024-H1 3 final"],
        ),
        (
            [["KẾT QUẢ TUYỂN SINH 6 THÁNG ĐẦU NĂM 2024"], ["TT", "Địa phương", "Lũy kế 6 tháng", None, "Cùng kỳ 2023"],
             [None, None, "CĐ", "TC", "CĐ"], [1, "Nghệ An", 10, 20, 9]], ("A2:A3", "B2:B3", "C2:D2"),
            ["4 nghe-an enrolment cao_dang 2024-H1 10 final", "4 nghe-an enrolment trung_cap 2024-H1 20 final",
             "4 nghe-an enrolment cao_dang 2023-H1 9 final"],
        ),
        (
            [["KẾT QUẢ TUYỂN SINH TỈNH NGHỆ AN"], ["Năm", "Quý", "Cao đẳng"], [2024, "I", 1], [2024, 3, 5],
             [2024, "Cả năm", 20]], (),
            ["3 nghe-an enrolment cao_dang 2024-Q1 1 final", "4 nghe-an enrolment cao_dang 2024-Q3 5 final",
             "5 nghe-an enrolment cao_dang 2024 20 final"],
        ),
        (
            [["TUYỂN SINH NĂM 2023"], ["Mã", "Đơn vị hành chính", "Tổng số"], [None, "CẢ NƯỚC", 9],
             [None, "Đông Nam Bộ", 5], ["79", "TP. Hồ Chí Minh", 5]], (),
            ["5 ho-chi-minh enrolment total 2023 5 final"],
        ),
        (
            [["TỶ LỆ LAO ĐỘNG QUA ĐÀO TẠO"], ["STT", "Tỉnh", 2021, 2022], [1, "Nghệ An", 64.5, "66,2"]], (),
            ["3 nghe-an trained_labour_rate total 2021 64.5 final",
             "3 nghe-an trained_labour_rate total 2022 66.2 final"],
        ),
    ],
)  # fmt: skip
def test_headers_and_rows_of_time(rows: Rows, merges: tuple[str, ...], expected: list[str]) -> None:
    """Years over half-years, the same period of the year before, quarters as rows, regions as subtotals."""
    lines, said = told(rows, merges)
    assert lines == expected
    assert {code for _, code in said} <= {"extra-column"}
