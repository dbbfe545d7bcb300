"""Printed plans and percentages: never loaded, held against the targets in force and the file's own figures."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from etl.uploads.ledger import LOADED, UNTICKED, compared_with_store, load
from tests.etl.uploads.conftest import codes, judge, saved, workbook
from warehouse.writer import VIETNAM, writer

NOW = datetime(2022, 1, 5, tzinfo=VIETNAM)
HEAD = ["STT", "Chỉ tiêu", "ĐVT", "TH 2021", "KH 2022", "TH 6T", "Ước cả năm", "% KH", "% CK"]
TITLE = ["BÁO CÁO KẾT QUẢ TUYỂN SINH NĂM 2022 THÀNH PHỐ HÀ NỘI"]


def target(value: str, **changes: Any) -> dict[str, Any]:
    """A target of Hà Nội's enrolment in 2022."""
    year = datetime.fromisoformat
    return {
        "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "period": "2022",
        "period_start": year("2022-01-01").date(), "period_end": year("2022-12-31").date(), "kind": "year",
        "operator": "eq", "value": value, "decimals": 0, "unit": "turns", "standing": "issued", **changes,
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store where Hà Nội is to enrol 224 500 in 2022, after a draft that said 230 000."""
    store = tmp_path / "store"
    with writer(store, "test") as work:
        rows = [target("224500"), target("230000", standing="draft")]
        table = pa.Table.from_pylist(rows)
        table = table.set_column(
            table.column_names.index("value"), "value", table.column("value").cast(pa.decimal128(18, 6))
        )
        work.add_targets(table.append_column("target_key", pa.array(["a", "b"])), "hand", NOW)
    return store


def said(folder: Path, *rows: list[Any], head: list[str] = HEAD, title: list[str] = TITLE) -> list[tuple[Any, ...]]:
    """What is said of plans and percentages: code, cell, text, suggestion."""
    report = judge(saved(workbook(B=[title, head, *rows])), "a.xlsx")
    assert not {code for _, code in codes(report)} & {"plan-differs", "share-differs"}
    found = compared_with_store(report, folder)[1]
    wanted = ("plan-differs", "share-differs")
    return [(f.code, f.cell, f.text, f.suggestion) for f in found if f.code in wanted]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (224500, []),
        ("224.500", []),
        (224501, [("plan-differs", "E3", "224501", "224500")]),
        (230000, [("plan-differs", "E3", "230000", "224500")]),
        (None, []),
    ],
)
def test_a_printed_plan_is_held_against_the_target_in_force(folder: Path, plan: Any, expected: list[Any]) -> None:
    """The same figure is silent, another or a superseded draft's is said with the one in force; blank says nothing."""
    assert said(folder, [1, "Tuyển sinh", "người", 200000, plan, 100000, 230000, None, None]) == expected


def test_a_plan_without_stored_target_is_silent(folder: Path) -> None:
    """Nothing stands to compare with: no warning."""
    assert said(folder, [1, "Tốt nghiệp", "người", 200, 300, 100, 310, None, None]) == []


@pytest.mark.parametrize(
    ("of_plan", "of_before", "expected"),
    [
        ("44,5", 50, []),  # 100 000 of 224 500 = 44.54
        ("102,4", 115, []),  # the estimate: 230 000 of 224 500 = 102.45; of 200 000 = 115
        ("102,45", 15, []),  # an increase by 15 %
        ("102,5", "-50", [("share-differs", "H3", "102,5", "102.45")]),
        ("44,55", "49,9", [("share-differs", "H3", "44,55", "44.54"), ("share-differs", "I3", "49,9", "50.00")]),
        ("44,5%", "…", []),
        ("không", None, []),
    ],
)
def test_printed_percentages_are_recomputed(folder: Path, of_plan: Any, of_before: Any, expected: list[Any]) -> None:
    """Within half of its last digit a percentage is right; else it is said on its cell with what the figures give."""
    row = [1, "Tuyển sinh", "người", 200000, 224500, 100000, 230000, of_plan, of_before]
    assert said(folder, row) == expected


def test_a_share_without_percent_sign_may_be_a_ratio(folder: Path) -> None:
    """TH/KH printed as 0.45 is 45 %, under a header that says no %."""
    head = ["STT", "Chỉ tiêu", "ĐVT", "KH 2022", "TH 6T", "TH/KH"]
    assert said(folder, [1, "Tuyển sinh", "người", 224500, 100000, 0.4454], head=head) == []
    assert said(folder, [1, "Tuyển sinh", "người", 224500, 100000, 0.46], head=head) == [
        ("share-differs", "F3", "0.46", "44.54")
    ]


def test_plans_and_shares_of_places_and_levels(folder: Path) -> None:
    """Each share is held against figures of its own level and row only."""
    head = ["TT", "Địa phương", "KH cao đẳng", "TH cao đẳng", "% KH cao đẳng", "KH trung cấp", "TH trung cấp"]
    row = [1, "Hà Nội", 1000, 500, 50, 100, 60]
    title = ["KẾT QUẢ TUYỂN SINH NĂM 2022"]
    assert said(folder, row, head=head, title=title) == []
    assert said(folder, [*row[:4], 60, *row[5:]], head=head, title=title) == [("share-differs", "E3", "60", "50.00")]


def test_such_warnings_are_ticked_before_loading(folder: Path) -> None:
    """Loading waits for both codes; the plan is no observation afterwards."""
    rows: list[list[Any]] = [TITLE, HEAD, [1, "Tuyển sinh", "người", 200000, 224000, 100000, 230000, 60, 50]]
    content = saved(workbook(B=rows))
    report = judge(content, "a.xlsx")
    stopped = load(report, content, folder, by="Lan")
    assert (stopped.outcome, stopped.unticked) == (UNTICKED, ("plan-differs", "share-differs"))
    done = load(report, content, folder, by="Lan", accepted=stopped.unticked)
    assert (done.outcome, done.new) == (LOADED, 3)


@pytest.mark.parametrize(("printed", "expected"), [("44,5", []), ("50", [("share-differs", "E3", "50", "44.54")])])
def test_a_share_of_a_plan_that_the_file_does_not_print(folder: Path, printed: str, expected: list[Any]) -> None:
    """The target in force stands in for the column that is missing."""
    head = ["STT", "Chỉ tiêu", "ĐVT", "TH 6T", "% KH"]
    assert said(folder, [1, "Tuyển sinh", "người", 100000, printed], head=head) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("125", []), ("25", []), ("130", [("share-differs", "E3", "130", "125.00")])],
)
def test_a_share_of_the_year_before_that_the_file_does_not_print(
    folder: Path, printed: str, expected: list[Any]
) -> None:
    """The stored figure of the same period a year before stands in; without one nothing is said."""
    head = ["STT", "Chỉ tiêu", "ĐVT", "TH 6T", "% CK"]
    row = [1, "Tuyển sinh", "người", 100000, printed]
    assert said(folder, row, head=head) == []
    before = judge("Tỉnh;Năm;Kỳ;Chỉ tiêu;Giá trị;ĐVT\nHà Nội;2021;6 tháng;Tuyển sinh;80.000;người\n")
    content = "Tỉnh;Năm;Kỳ;Chỉ tiêu;Giá trị;ĐVT\nHà Nội;2021;6 tháng;Tuyển sinh;80.000;người\n".encode()
    assert load(before, content, folder, by="Lan").outcome == LOADED
    assert said(folder, row, head=head) == expected


def test_shares_of_schools_that_are_summed(folder: Path) -> None:
    """Each school's share is held against its own figures, though only their sum is loaded."""
    head = ["TT", "Tên trường", "KH", "TH", "% KH"]
    rows = [[1, "Trường A", 100, 50, 50], [2, "Trường B", 200, 150, "80"]]
    assert said(folder, *rows, head=head) == [
        ("plan-differs", None, "300", "224500"),
        ("share-differs", "E4", "80", "75.00"),
    ]
