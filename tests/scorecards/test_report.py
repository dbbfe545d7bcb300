"""The report table as planners paste it: Hà Nội's eleven months of 2022 cell by cell, and places that know less."""

from pathlib import Path

import pytest

from scorecards import read, table
from scorecards.read import Clock
from scorecards.report import NUMBERING, ReportTable, report_table
from scorecards.source_line import source_line
from warehouse.serving import serving

NONE = "…"


@pytest.fixture(scope="module")
def printed(store: Path):  # type: ignore[no-untyped-def]
    """The report table of a place and year from the shipped facts."""

    def made(place: str, year: int, lang: str = "vi") -> ReportTable:
        known = read.facts(serving(store), [place], Clock())
        card = table.details(serving(store), table.scorecard_of(known, [year], Clock()), known, Clock())
        return report_table(card, known.registry, year, lang)

    return made


HA_NOI_2022 = [
    ("1", "Tuyển sinh và đào tạo", "lượt người", "143.000 (a)", "224.500 (b)", "245.316", "109,27", "… (a)",
     "+20.816", NONE, "Vượt KH"),
    ("", "Chia ra: - Cao đẳng", "lượt người", NONE, "25.000", "33.682", "134,73", NONE, "+8.682", NONE, "Vượt KH"),
    ("", "- Trung cấp", "lượt người", NONE, "28.000", "27.828", "99,39", NONE, "−172", NONE, "Còn thiếu 172"),
    ("", "- Sơ cấp và dưới 03 tháng", "lượt người", NONE, "171.500", "183.806", "107,18", NONE, "+12.306", NONE,
     "Vượt KH"),
    ("2", "HSSV, học viên tốt nghiệp", "người", NONE, "x", "193.784", "x", NONE, "x", NONE, "Không giao KH"),
    ("3", "Tỷ lệ lao động qua đào tạo", "%", "71,1 (c)", "từ 72,2", "72,23", "x", "x", "+0,03 điểm", NONE, "Đạt KH"),
    ("", "Trong đó: có bằng cấp, chứng chỉ", "%", "50,2 (c)", "từ 51,2", "52,5", "x", "x", "+1,3 điểm", NONE,
     "Đạt KH"),
]  # fmt: skip


def test_ha_noi_eleven_months_of_2022(printed) -> None:  # type: ignore[no-untyped-def]
    """Title, rows, depth, footnotes and signs are those of the example that planners know."""
    told = printed("ha-noi", 2022)
    assert told.title == "Biểu 01. Kết quả thực hiện chỉ tiêu GDNN 11 tháng năm 2022"
    assert [row.cells for row in told.rows] == HA_NOI_2022
    assert [row.level for row in told.rows] == [0, 1, 1, 1, 0, 0, 1]
    assert told.notes == (
        "(a) Đơn vị tính 11T/2021 (người) khác nên không so sánh.", '(b) "khoảng".', "(c) Ước cả năm 2021.",
    )  # fmt: skip
    assert told.sources.startswith("Nguồn: Kế hoạch số 72/KH-UBND ngày 04/3/2022 của UBND")


def test_ha_noi_2022_in_english(printed) -> None:  # type: ignore[no-untyped-def]
    """The same figures in English separators, and no Vietnamese word left in the cells."""
    rows = printed("ha-noi", 2022, "en").rows
    assert [row.cells[5] for row in rows] == ["245,316", "33,682", "27,828", "183,806", "193,784", "72.23", "52.5"]
    assert [row.cells[6] for row in rows][:4] == ["109.27", "134.73", "99.39", "107.18"]
    assert not any("KH" in cell or "người" in cell for row in rows for cell in row.cells)


@pytest.mark.parametrize(
    ("place", "year", "first", "notes"),
    [
        ("vinh-phuc", 2022, ("78,4", "78,0", "−0,4 điểm"), ["Chưa đạt, thấp hơn 0,4 điểm %",
                                                            "Chưa đủ căn cứ: số làm tròn"]),
        ("ha-noi", 2023, ("73,2", "73", "−0,2 điểm"), ["Chưa đủ căn cứ: số làm tròn"]),
        ("ha-noi", 2025, ("240.000", NONE, NONE), ["Chưa có số liệu"]),
        ("ha-noi", 2026, ("8.190", NONE, NONE), ["Chưa đến hạn", "Chưa đến hạn"]),
        ("vinh-phuc", 2030, ("từ 40", NONE, NONE), ["Địa phương đã sắp xếp lại"]),
    ],
)  # fmt: skip
def test_thin_places(place, year, first, notes, printed) -> None:  # type: ignore[no-untyped-def]
    """What is missing stays missing, and the note uses official words only."""
    rows = printed(place, year).rows
    assert (rows[0].cells[4], rows[0].cells[5], rows[0].cells[8]) == first
    assert [row.cells[10] for row in rows][: len(notes)] == notes


@pytest.mark.parametrize(("place", "year"), [("an-giang", 2011), ("ha-noi", 2008), ("bac-ninh-2025", 2026)])
def test_only_the_statistics_series_makes_no_table(place, year, printed) -> None:  # type: ignore[no-untyped-def]
    """The statistics office's rate is no target's actual: without plan and report there is no row."""
    assert printed(place, year).rows == ()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_row_has_every_column(lang, printed) -> None:  # type: ignore[no-untyped-def]
    """Heads, numbering and rows are equally long."""
    told = printed("ha-noi", 2022, lang)
    assert {len(told.heads), *(len(row.cells) for row in told.rows)} == {len(NUMBERING)}


def test_source_line_names_each_document_and_source_once(store: Path) -> None:
    """The foot of a figure: four rows of one plan and one page name each of them once."""
    known = read.facts(serving(store), ["ha-noi"], Clock())
    card = table.details(serving(store), table.scorecard_of(known, [2022], Clock()), known, Clock())
    rows = card[(card["indicator"] == "enrolment") & (card["row_kind"] == "year")]
    assert source_line(rows, "vi") == (
        "KH: Kế hoạch số 72/KH-UBND ngày 04/3/2022 của UBND thành phố Hà Nội. "
        "TH: nguoihanoi.vn, 11 tháng năm 2022, chính thức."
    )
