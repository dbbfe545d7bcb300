"""Sentences made of figures: Hà Nội 2022 as published, and every way in which figures can be thin."""

from typing import Any

import pandas as pd
import pytest

from metrics.records import records
from metrics.year_rows import with_target
from wording.clauses import clause
from wording.sentences import (
    card_fact,
    coverage_sentence,
    headline_nation,
    headline_place,
    row_note,
    row_notes,
    subtitle,
    title_counts,
    title_matrix,
    title_rates,
    title_tiles,
    title_trend,
)

LATER = {"row_kind": "milestone", "kind": "milestone", "target_period": "2030", "target_value": 9.0}
RUNNING = {"target_value": 240000.0, "actual_value": 120000.0, "attainment": 0.5, "shortfall": 120000.0}
RUNNING |= {"variance": -120000.0, "status": "in_progress", "year": 2026, "actual_period": "2026-H1"}


def test_headline_of_ha_noi(ha_noi: pd.DataFrame) -> None:
    """The verdicts are counted and the part that is short is named with what it lacks."""
    assert headline_place(ha_noi, "Hà Nội", 2022, "vi") == (
        "Hà Nội 2022: 5 trong 6 chỉ tiêu đạt hoặc vượt kế hoạch; trung cấp chưa đủ căn cứ, còn thiếu 172"
    )
    assert headline_place(ha_noi, "Ha Noi", 2022, "en") == (
        "Ha Noi 2022: 5 of 6 targets met or exceeded; intermediate cannot be judged yet, 172 short"
    )


def test_headline_of_the_nation(ha_noi: pd.DataFrame) -> None:
    """A place's total is told with the part that it would hide."""
    assert headline_nation(ha_noi, {"ha-noi": "Hà Nội"}, 2022, "vi") == (
        "Năm 2022: Hà Nội vượt kế hoạch tuyển sinh, riêng trung cấp còn thiếu 172 lượt người để đạt kế hoạch năm"
    )
    assert headline_nation(ha_noi, {"ha-noi": "Ha Noi"}, 2022, "en") == (
        "2022: Ha Noi exceeded its enrolment target, but intermediate is still 172 enrolments short "
        "of the year's target"
    )


def test_titles_of_ha_noi(ha_noi: pd.DataFrame) -> None:
    """Titles say the message of the chart, not its subject."""
    counts = ha_noi[ha_noi["indicator"] == "enrolment"]
    assert title_counts(counts, "vi") == ("Tuyển sinh vượt 20.816 lượt người; trung cấp mới bằng 99,39% kế hoạch")
    assert title_rates(ha_noi, "vi") == (
        "Tỷ lệ lao động qua đào tạo cao hơn kế hoạch 0,03 điểm %; "
        "tỷ lệ có bằng cấp, chứng chỉ cao hơn kế hoạch 1,3 điểm %"
    )
    assert title_matrix(ha_noi, "vi") == "1 địa phương có số so được; 5 trong 6 chỉ tiêu đạt hoặc vượt kế hoạch"
    assert title_tiles(ha_noi, "enrolment", "vi") == (
        "1 địa phương có số so được về tuyển sinh: 1 đạt hoặc vượt kế hoạch"
    )


def test_cards_of_ha_noi(ha_noi: pd.DataFrame) -> None:
    """The total's card names the part that is short; a rate's card its change in points."""
    total, trained = records(ha_noi)[0], records(ha_noi)[5]
    assert card_fact(total, records(ha_noi), "vi") == "riêng trung cấp còn thiếu 172"
    assert card_fact(trained, records(ha_noi), "vi") == "+1,13 điểm so với năm 2021"
    assert card_fact(trained, records(ha_noi), "en") == "+1.13 pts on 2021"


def test_notes_of_ha_noi(ha_noi: pd.DataFrame) -> None:
    """The notes column of the report table, row by row."""
    notes = [row_note(row, "vi") for row in records(ha_noi)[:7]]
    assert notes == [
        "Vượt KH",
        "Vượt KH",
        "Còn thiếu 172",
        "Vượt KH",
        "Không giao KH",
        "Đạt KH",
        "Đạt KH",
    ]
    assert row_notes(records(ha_noi)[1], "vi") == ["kiểm tra kế hoạch hoặc định nghĩa"]
    assert row_notes(records(ha_noi)[0], "vi") == []


def test_only_the_target_in_force_counts(ha_noi: pd.DataFrame) -> None:
    """A competing target that would be missed changes no count."""
    assert len(with_target(ha_noi)) == 6


@pytest.mark.parametrize(
    ("rows", "vi", "en"),
    [
        ([], "X 2022: chưa có kế hoạch năm và số thực hiện", "X 2022: no yearly target and no actual yet"),
        (
            [LATER],
            "X 2022: chưa có kế hoạch năm và số thực hiện; có 1 mục tiêu dài hạn",
            "X 2022: no yearly target and no actual yet; 1 longer-term target",
        ),
        ([LATER | {"in_force": False}], "X 2022: chưa có kế hoạch năm và số thực hiện", None),
        (["no_target"], None, "X 2022: an actual for 1 indicator, no target to compare it with"),
        (["no_target"] * 2, "X 2022: có số thực hiện của 2 chỉ tiêu, không có kế hoạch để so", None),
        (
            ["no_actual"],
            "X 2022: 1 chỉ tiêu kế hoạch, chưa có số thực hiện",
            "X 2022: 1 target, no actual yet",
        ),
        (["no_actual"] * 3, None, "X 2022: 3 targets, no actual yet"),
        (
            [{"variance": 1.0, "target_value": 9.0, "actual_value": 10.0}],
            "X 2022: tuyển sinh vượt kế hoạch 1 lượt người",
            "X 2022: enrolment is 1 enrolment above target",
        ),
        (
            ["good"] * 2,
            "X 2022: cả 2 chỉ tiêu đạt hoặc vượt kế hoạch",
            "X 2022: all 2 targets met or exceeded",
        ),
        (
            ["good", "no_actual"],
            "X 2022: 1 trong 2 chỉ tiêu đạt hoặc vượt kế hoạch; 1 chỉ tiêu chưa có số thực hiện",
            "X 2022: 1 of 2 targets met or exceeded; 1 has no actual yet",
        ),
        (
            ["rounded", "rounded", "rounded"],
            "X 2022: tỷ lệ lao động qua đào tạo chưa đủ căn cứ (số làm tròn); "
            "2 chỉ tiêu khác chưa đạt hoặc chưa đủ số liệu",
            None,
        ),
        (
            ["good", "rounded", "rounded"],
            "X 2022: 1 trong 3 chỉ tiêu đạt hoặc vượt kế hoạch; "
            "tỷ lệ lao động qua đào tạo chưa đủ căn cứ (số làm tròn); "
            "1 chỉ tiêu khác chưa đạt hoặc chưa đủ số liệu",
            None,
        ),
    ],
)
def test_thin_headlines(
    rows: list[Any], vi: str | None, en: str | None, build: Any, rate: Any, no_target: Any, no_actual: Any
) -> None:
    """However little is known, the headline is a sentence that says so; one too long for a line counts the rest."""
    kinds = {
        "no_target": no_target | {"actual_value": 5.0},
        "no_actual": no_actual | {"target_value": 9.0},
        "good": {"target_value": 9.0, "actual_value": 10.0, "variance": 1.0},
        "rounded": rate | {"status": "undetermined", "reason": "rounded", "target_value": 73.2},
    }
    table = build(*(kinds[row] if isinstance(row, str) else row for row in rows))
    assert vi is None or headline_place(table, "X", 2022, "vi") == vi
    assert en is None or headline_place(table, "X", 2022, "en") == en


@pytest.mark.parametrize(
    ("changes", "vi", "note"),
    [
        (
            {"variance": -0.4, "shortfall": 0.4, "status": "nearly"},
            "tỷ lệ lao động qua đào tạo xấp xỉ kế hoạch, thấp hơn 0,4 điểm %",
            "Chưa đạt, thấp hơn 0,4 điểm %",
        ),
        (
            {"variance": -2.2, "shortfall": 2.2, "status": "missed"},
            "tỷ lệ lao động qua đào tạo chưa đạt, thấp hơn kế hoạch 2,2 điểm %",
            "Chưa đạt, thấp hơn 2,2 điểm %",
        ),
        ({"variance": 0.0, "status": "met"}, "tỷ lệ lao động qua đào tạo đạt kế hoạch", "Đạt KH"),
        (
            {"status": "undetermined", "reason": "rounded", "shortfall": 0.2},
            "tỷ lệ lao động qua đào tạo chưa đủ căn cứ (số làm tròn)",
            "Chưa đủ căn cứ: số làm tròn",
        ),
        ({"status": "in_progress"}, "tỷ lệ lao động qua đào tạo đang thực hiện", "Đang thực hiện"),
        ({"status": "not_due"}, "tỷ lệ lao động qua đào tạo chưa đến hạn", "Chưa đến hạn"),
        ({"status": "no_data"}, "tỷ lệ lao động qua đào tạo chưa có số thực hiện", "Chưa có số liệu"),
    ],
)
def test_rate_clauses(changes: Any, vi: str, note: str, build: Any, rate: Any) -> None:
    """A rate's gap is always told in points, never as a flattering share."""
    row = records(build(rate | {"target_value": 78.4, "actual_value": 78.0, "variance_decimals": 1} | changes))[0]
    assert (clause(row, "vi"), row_note(row, "vi")) == (vi, note)


@pytest.mark.parametrize(
    ("changes", "vi", "note"),
    [
        (
            {"attainment": 0.95, "shortfall": 500.0, "variance": -500.0, "status": "nearly"},
            "tuyển sinh xấp xỉ kế hoạch, còn thiếu 500 lượt người",
            "Chưa đạt, bằng 95,00% KH",
        ),
        (
            {"attainment": 0.9499, "shortfall": 501.0, "variance": -501.0, "status": "missed"},
            "tuyển sinh chưa đạt, bằng 94,99% kế hoạch, còn thiếu 501 lượt người",
            "Chưa đạt, bằng 94,99% KH",
        ),
        ({"status": "missed"}, "tuyển sinh chưa đạt kế hoạch", "Chưa đạt KH"),
        (
            RUNNING,
            "tuyển sinh đang thực hiện: mới đạt 50,00% kế hoạch, còn thiếu 120.000 lượt người",
            "Đang thực hiện, còn thiếu 120.000",
        ),
    ],
)
def test_count_clauses(changes: Any, vi: str, note: str, build: Any) -> None:
    """A count below target gives its share and what is missing."""
    row = records(build({"target_value": 10000.0, "actual_value": 9500.0} | changes))[0]
    assert (clause(row, "vi"), row_note(row, "vi")) == (vi, note)


def test_running_year(build: Any) -> None:
    """A running year is told as far as it has come."""
    table = build(RUNNING)
    assert title_counts(table, "vi") == "Tuyển sinh mới bằng 50,00% kế hoạch, còn thiếu 120.000 lượt người"
    row = records(table)[0]
    assert card_fact(row, [], "vi") == "Mới đạt 50,00%, còn thiếu 120.000 lượt người"
    paced = dict(row) | {"status": "behind", "pace_needed": 20000.0}
    assert card_fact(paced, [], "vi") == "Mới đạt 50,00%, còn thiếu 120.000 lượt người, cần 20.000/tháng"
    assert headline_place(table, "Hà Nội", 2026, "en") == (
        "Hà Nội 2026: enrolment is in progress: 50.00% of target so far, 120,000 enrolments still needed"
    )


@pytest.mark.parametrize(
    ("status", "vi", "nation"),
    [
        ("ahead", "tuyển sinh vượt tiến độ: đã đạt 50,00% kế hoạch, còn thiếu 120.000 lượt người", 1),
        ("on_pace", "tuyển sinh đúng tiến độ: đã đạt 50,00% kế hoạch, còn thiếu 120.000 lượt người", 1),
        ("behind", "tuyển sinh chậm tiến độ: mới đạt 50,00% kế hoạch, còn thiếu 120.000 lượt người", 0),
        ("far_behind", "tuyển sinh chậm nhiều: mới đạt 50,00% kế hoạch, còn thiếu 120.000 lượt người", 0),
    ],
)
def test_paces_in_words(status: str, vi: str, nation: int, build: Any) -> None:
    """A running target says its pace on screens; the report's note keeps to official words."""
    table = build(RUNNING | {"status": status})
    assert clause(records(table)[0], "vi") == vi
    assert row_note(records(table)[0], "vi") == "Đang thực hiện, còn thiếu 120.000"
    told = f"{nation} trong 1 chỉ tiêu đang thực hiện đúng hoặc vượt tiến độ"
    assert headline_nation(table, {}, 2026, "vi") == f"Năm 2026: {told}"
    assert title_matrix(table, "vi").startswith("1 địa phương có tiến độ trong năm; ")
    assert title_tiles(table, "enrolment", "vi").startswith("1 địa phương có tiến độ về tuyển sinh")
    both = build(RUNNING | {"status": status}, RUNNING | {"status": "behind", "breakdown": "so_cap"})
    assert headline_place(both, "Hà Nội", 2026, "vi").startswith(f"Hà Nội 2026: {nation} trong 2 chỉ tiêu đang thực")


def test_thin_titles_and_cards(build: Any, rate: Any, no_target: Any, no_actual: Any) -> None:
    """Without target, without actual or without anything, titles and cards say so."""
    empty, actual = build(), build(no_target | {"actual_value": 5.0})
    silent = build(rate | no_actual | {"target_value": 75.0, "target_decimals": 0})
    assert title_counts(empty, "vi") == title_trend(empty, "vi") == "Chưa có số liệu"
    assert title_counts(actual, "vi") == "Tuyển sinh: 5 lượt người, không giao kế hoạch"
    assert title_rates(silent, "en") == "The trained labour rate: no actual yet"
    assert title_matrix(silent, "vi") == "Chưa địa phương nào có số so được với kế hoạch"
    assert headline_nation(empty, {}, 2027, "vi") == "Năm 2027: chưa có kế hoạch nào được nạp"
    assert headline_nation(silent, {}, 2025, "en") == (
        "2025: no place has an actual that can be compared with its target"
    )
    assert card_fact(records(actual)[0], [], "vi") == "Lũy kế 11 tháng năm 2022 · chính thức"
    assert card_fact(records(silent)[0], [], "vi") == "Chưa có số thực hiện"


def test_trend(build: Any, rate: Any) -> None:
    """A trend runs between comparable years and counts its verdicts."""
    year = rate | {"target_value": 70.0, "decimals": 1}
    rows = build(
        year | {"year": 2022, "actual_period": "2022", "actual_value": 72.2},
        year | {"year": 2018, "actual_period": "2018", "actual_value": 63.2, "status": "missed"},
    )
    assert title_trend(rows, "vi") == (
        "Tỷ lệ lao động qua đào tạo tăng từ 63,2% (2018) lên 72,2% (2022); 1 trong 2 năm so được đạt hoặc vượt kế hoạch"
    )
    assert title_trend(rows[:1], "en") == (
        "The trained labour rate: only 2022 is known (72.2%); target met or exceeded in the one comparable year"
    )


def test_trend_never_sets_part_of_a_year_against_a_whole(build: Any) -> None:
    """Eleven months are no fall from a year before, and other units no rise."""
    rows = build(
        {"year": 2020, "actual_period": "2020-H1", "actual_value": 9.0, "status": None, "target_value": 1.0},
        {
            "year": 2022,
            "actual_period": "2022-YTD11",
            "actual_value": 5.0,
            "status": None,
            "target_value": 1.0,
        },
    )
    assert title_trend(rows, "vi") == "Tuyển sinh: 5 lượt người (năm 2022)"


@pytest.mark.parametrize(
    ("compared", "half", "vi"),
    [
        (0, 0, "0/63 tỉnh, thành phố có số so được; 63 chưa có số liệu"),
        (63, 0, "63/63 tỉnh, thành phố có số so được"),
        (
            2,
            4,
            "2/63 tỉnh, thành phố có số so được; 4 chỉ có kế hoạch hoặc chỉ có thực hiện; 57 chưa có số liệu",
        ),
    ],
)
def test_coverage(compared: int, half: int, vi: str) -> None:
    """Coverage counts every place exactly once."""
    assert coverage_sentence(compared, half, 63, "vi") == vi


def test_subtitle() -> None:
    """An empty piece leaves no gap."""
    assert subtitle("Tuyển sinh, lượt người", "Hà Nội", "") == "Tuyển sinh, lượt người · Hà Nội"


def test_longer_targets(build: Any, no_actual: Any) -> None:
    """A later target stands with the latest actual known, or with none."""
    span = {"row_kind": "several_years", "kind": "cumulative", "target_period": "2021..2025", "target_value": 9.0}
    assert title_counts(build(no_actual | LATER), "vi") == (
        "Tuyển sinh: mục tiêu 9 lượt người đến năm 2030, chưa có số thực hiện"
    )
    assert title_counts(build(span | {"actual_value": 8.0, "actual_period": "2020"}), "en") == (
        "Enrolment: target 9 enrolments (2021-2025), latest 8 enrolments (2020)"
    )


@pytest.mark.parametrize(
    ("changes", "vi"),
    [
        ({"status": "met", "variance": 0.0}, "Năm 2022: Hà Nội đạt kế hoạch tuyển sinh"),
        (
            {"status": "undetermined", "reason": "part_year", "actual_period": "2022-H1"},
            "Năm 2022: Hà Nội chưa có số cả năm, 6 tháng đầu năm 2022 bằng 40,00% kế hoạch tuyển sinh",
        ),
        ({"status": "missed"}, "Năm 2022: Hà Nội bằng 40,00% kế hoạch tuyển sinh, còn thiếu 6 lượt người"),
        (
            {"status": "missed", "breakdown": "cao_dang"},
            "Năm 2022: 1 chỉ tiêu so được, chưa được xác định là đạt kế hoạch",
        ),
        (
            {"status": "met", "breakdown": "cao_dang"},
            "Năm 2022: 1 trong 1 chỉ tiêu so được đạt hoặc vượt kế hoạch",
        ),
    ],
)
def test_nation_by_verdict(changes: Any, vi: str, build: Any) -> None:
    """Half a year below the year's plan is not told as a failure."""
    row = {"target_value": 10.0, "actual_value": 4.0, "attainment": 0.4, "shortfall": 6.0, "variance": -6.0}
    assert headline_nation(build(row | changes), {"ha-noi": "Hà Nội"}, 2022, "vi") == vi


def test_many_places_are_counted(build: Any) -> None:
    """Beyond two places the headline counts instead of naming."""
    row = {"target_value": 9.0, "actual_value": 10.0, "variance": 1.0}
    rows = build(*(row | {"place": place} for place in ("a", "b")), row | {"place": "c", "status": "missed"})
    assert headline_nation(rows, {}, 2022, "vi") == ("Năm 2022: 2 trong 3 địa phương đạt hoặc vượt kế hoạch tuyển sinh")


def test_trend_across_breaks_and_rough_figures(build: Any, rate: Any) -> None:
    """A new definition, a rough figure or another coverage is never told as a rise or a fall; a state is told."""
    year = rate | {"status": None, "target_value": 1.0, "decimals": 0}
    rows = [year | {"year": y, "actual_period": str(y), "actual_value": v} for y, v in ((2015, 9.0), (2020, 7.0))]
    assert "giảm từ 9% (2015) xuống 7% (2020)" in title_trend(build(*rows), "vi")
    assert title_trend(build(*rows), "vi", breaks=(2016, 2030)) == (
        "Tỷ lệ lao động qua đào tạo: mới có số của năm 2020 (7%)"
    )
    rough = [rows[0], rows[1] | {"qualifier": "more_than"}]
    assert title_trend(build(*rough), "vi") == "Tỷ lệ lao động qua đào tạo: hơn 7% (năm 2020)"
    apart = [rows[0] | {"coverage": "21_truong_thuoc_thanh_pho"}, rows[1] | {"state": "estimate"}]
    assert title_trend(build(*apart), "vi") == ("Tỷ lệ lao động qua đào tạo: mới có số của năm 2020 (ước 7%)")


def test_names_and_reasons(build: Any, no_actual: Any) -> None:
    """Details stand in one pair of brackets, and missing years are named."""
    quota = no_actual | {"indicator": "institution_admission_quota", "breakdown": "so_cap"}
    row = records(build(quota | {"coverage": "phi_nong_nghiep", "target_value": 1.0}))[0]
    assert clause(row, "vi") == ("chỉ tiêu tuyển sinh của cơ sở (sơ cấp, phi nông nghiệp) chưa có số thực hiện")
    ended = build(no_actual | {"reason": "place_ended", "target_value": 1.0})
    assert row_note(records(ended)[0], "vi") == card_fact(records(ended)[0], [], "vi")
    assert row_note(records(ended)[0], "vi") == "Địa phương đã sắp xếp lại"
    gaps = dict(records(build({"status": "undetermined", "reason": "missing_years", "target_value": 1.0}))[0])
    assert row_note(gaps | {"missing_years": [2021, 2023]}, "vi") == ("Chưa đủ căn cứ: thiếu số liệu năm 2021, 2023")


def test_card_of_a_part_and_of_an_estimate(ha_noi: pd.DataFrame, build: Any) -> None:
    """A part's card speaks of itself; an estimate of the whole year stands beside a part of it only."""
    middle = records(ha_noi)[2]
    assert card_fact(middle, records(ha_noi), "vi") == "Lũy kế 11 tháng năm 2022 · chính thức"
    row = {"target_value": 9.0, "actual_value": 10.0, "estimate_value": 12.0, "estimate_decimals": 0}
    part, whole = build(row), build(row | {"actual_period": "2022"})
    assert card_fact(records(part)[0], [], "vi") == "Ước cả năm 12 lượt người"
    assert card_fact(records(whole)[0], [], "vi") == "Năm 2022 · chính thức"
