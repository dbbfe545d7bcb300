"""Times that a table does not print as such: totals over months, the day up to which a title counts."""

from typing import Any

import pytest

from etl.uploads.spans import spanned
from tests.etl.uploads.conftest import codes, figures, judge, saved, workbook


def read(*rows: list[Any]) -> tuple[list[tuple[Any, ...]], list[tuple[int | None, str]]]:
    """Row, period and value of the figures of a sheet, and its problems."""
    report = judge(saved(workbook(B=list(rows))), "a.xlsx")
    return [(f[0], f[4], f[5]) for f in figures(report)], codes(report)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"M01", "M02", "M03"}, "YTD03"),
        ({"M01", "M02"}, "YTD02"),
        ({"M04", "M05", "M06"}, "Q2"),
        ({"Q3", "Q4"}, "H2"),
        ({"Q1", "Q2", "Q3", "Q4"}, ""),
        ({"M07"}, "M07"),
        ({"M01", "M03"}, "?"),
        ({"M02", "M03"}, "?"),
        ({"YTD03"}, "?"),
        (set(), "?"),
    ],
)
def test_a_stretch_has_a_name_or_none(parts: set[str], expected: str) -> None:
    """Months and quarters without a gap make up a part of the year that has a name; others do not."""
    assert spanned(parts) == expected


@pytest.mark.parametrize(
    ("head", "cells", "expected", "said"),
    [
        (["T1", "T2", "Cộng"], [3, 2, 5], [(3, "2024-M01", 3), (3, "2024-M02", 2), (3, "2024-YTD02", 5)], []),
        (["Tổng số", "T1", "T2"], [5, 3, 2], [(3, "2024-YTD02", 5), (3, "2024-M01", 3), (3, "2024-M02", 2)], []),
        (["T1", "T3", "Cộng"], [3, 1, 4], [(3, "2024-M01", 3), (3, "2024-M03", 1)], [(2, "bad-period")]),
        (["T1", "T2", "Cộng"], [3, None, 3], [(3, "2024-M01", 3)], [(3, "duplicate-row"), (3, "missing-value")]),
        (["Tổng số", "Cao đẳng"], [5, 3], [(3, "2024", 5), (3, "2024", 3)], []),
    ],
)  # fmt: skip
def test_a_total_beside_months_covers_those_months(
    head: list[str], cells: list[Any], expected: list[Any], said: list[Any]
) -> None:
    """It is the year only where the months are; a month without any figure is in no sum; a gap has no name."""
    found, problems = read(["TUYỂN SINH NĂM 2024"], ["Tỉnh", *head], ["Nghệ An", *cells])
    assert (found, problems) == (expected, said)


@pytest.mark.parametrize(("second", "period"), [(2, "2024-YTD02"), (3, None)])
def test_a_total_row_below_months(second: int, period: str | None) -> None:
    """`Cộng` in a column of months covers the months above it, or is a period that has no name."""
    rows: list[list[Any]] = [["TUYỂN SINH NĂM 2024 TỈNH NGHỆ AN"], ["Tháng", "Cao đẳng", "Trung cấp"]]
    found, problems = read(*rows, [1, 10, 20], [second, 5, 6], ["Cộng", 15, 26])
    assert [f[1:] for f in found if f[0] == 5] == ([(period, 15), (period, 26)] if period else [])
    assert problems == ([] if period else [(5, "bad-period")])


@pytest.mark.parametrize(
    ("title", "line", "period"),
    [
        ("", "(Số liệu đến ngày 31/12/2023)", "2023"),
        ("", "(Tính đến hết ngày 30 tháng 6 năm 2024)", "2024-H1"),
        ("6 THÁNG ĐẦU NĂM", "(Số liệu đến ngày 14/6/2024)", "2024-H1"),
        ("NĂM 2022", "(Số liệu đến ngày 31/12/2023)", "2022"),
        ("", "(Số liệu đến ngày 14/6/2024)", None),
        ("", "(Số liệu đến ngày 31/2/2024)", None),
        ("", "(Kèm theo báo cáo ngày 31/12/2023)", None),
        ("6 THÁNG ĐẦU NĂM", "(Số liệu đến ngày 14/8/2024)", None),
    ],
)
def test_the_day_up_to_which_a_title_counts(title: str, line: str, period: str | None) -> None:
    """It gives the year where nothing else does: a month's last day, or a day within the period named."""
    rows = [[f"TUYỂN SINH TỈNH NGHỆ AN {title}"], [line], ["Trình độ", "Số lượng"], ["Cao đẳng", 10]]
    found, problems = read(*rows)
    assert [f[1] for f in found] == ([period] if period else [])
    assert problems == ([] if period else [(None, "missing-column")])
