"""The paragraph under the report table."""

from typing import Any

import pandas as pd

from wording.reports import report_paragraph

DOCUMENTS = {"ha-noi.72-kh-ubnd.2022-03-04": "Kế hoạch số 72/KH-UBND ngày 04/3/2022"}


def test_paragraph_of_ha_noi(ha_noi: pd.DataFrame) -> None:
    """The pattern of an official report, from the published figures."""
    assert report_paragraph(ha_noi, "Hà Nội", 2022, "vi", DOCUMENTS) == (
        "Tính đến tháng 11/2022, Hà Nội tuyển sinh và đào tạo được 245.316 lượt người, "
        "đạt 109,27% kế hoạch năm (khoảng 224.500 lượt người, "
        "Kế hoạch số 72/KH-UBND ngày 04/3/2022), vượt 20.816 lượt người. "
        "Trong đó: cao đẳng 33.682 lượt người, đạt 134,73%; trung cấp 27.828 lượt người, đạt 99,39%, "
        "còn thiếu 172 lượt người; sơ cấp và dưới 03 tháng 183.806 lượt người, đạt 107,18%. "
        "Chưa so sánh với cùng kỳ do đơn vị tính khác nhau. "
        "Số HSSV, học viên tốt nghiệp là 193.784 người, không giao kế hoạch. "
        "Tỷ lệ lao động qua đào tạo đạt 72,23%, cao hơn kế hoạch 0,03 điểm phần trăm, "
        "tăng 1,13 điểm phần trăm so với năm 2021 (ước 71,1%); "
        "tỷ lệ lao động có bằng cấp, chứng chỉ đạt 52,5%, cao hơn kế hoạch 1,3 điểm phần trăm. "
        "[Nguyên nhân: …] [Giải pháp: …]"
    )


def test_paragraph_in_english(ha_noi: pd.DataFrame) -> None:
    """The same figures in English, with the document as far as it is known."""
    text = report_paragraph(ha_noi.head(3), "Ha Noi", 2022, "en")
    assert text.startswith(
        "By November 2022, enrolment and training in Ha Noi reached 245,316 enrolments, "
        "109.27% of the year's target (about 224,500 enrolments, "
        "Plan 72/KH-UBND), 20,816 enrolments above it. "
        "Of which: college 33,682 enrolments, 134.73% of target; "
        "intermediate 27,828 enrolments, 99.39% of target, 172 enrolments short."
    )


def test_paragraph_names_no_unknown_document(build: Any) -> None:
    """A target without a document number reads "chưa rõ văn bản"."""
    row = {
        "document": None,
        "document_id": None,
        "target_value": 10.0,
        "actual_value": 9.0,
        "attainment": 0.9,
    }
    row |= {"status": "missed", "variance": -1.0, "shortfall": 1.0, "actual_period": "2022"}
    assert report_paragraph(build(row), "Cả nước", 2022, "vi").startswith(
        "Năm 2022, cả nước tuyển sinh và đào tạo được 9 lượt người, đạt 90,00% kế hoạch năm "
        "(10 lượt người, chưa rõ văn bản), còn thiếu 1 lượt người. [Nguyên nhân"
    )


def test_paragraph_where_little_is_known(build: Any, rate: Any, no_actual: Any) -> None:
    """Targets without actuals, coarse figures and empty years are told as they are."""
    silent = build(no_actual | {"target_value": 9.0, "document": None, "document_id": None})
    coarse = rate | {
        "status": "undetermined",
        "reason": "rounded",
        "target_value": 73.2,
        "actual_value": 73.0,
    }
    assert report_paragraph(build(), "Hà Nội", 2030, "vi") == "Hà Nội 2030: chưa có kế hoạch năm và số thực hiện."
    assert report_paragraph(silent, "Hà Nội", 2022, "vi").startswith(
        "Tuyển sinh và đào tạo: kế hoạch 9 lượt người (chưa rõ văn bản), chưa có số thực hiện."
    )
    assert report_paragraph(build(coarse), "Hà Nội", 2023, "vi").startswith(
        "Tỷ lệ lao động qua đào tạo đạt 73%, chưa đủ căn cứ đánh giá (số làm tròn; kế hoạch từ 73,2%)."
    )


def test_paragraph_of_a_running_year(build: Any) -> None:
    """A running year is set against the whole year's plan and says what is still needed."""
    row = {"status": "in_progress", "target_value": 240000.0, "actual_value": 120000.0, "attainment": 0.5}
    row |= {"variance": -120000.0, "shortfall": 120000.0, "actual_period": "2026-H1", "year": 2026}
    assert report_paragraph(build(row), "Hà Nội", 2026, "vi", DOCUMENTS).startswith(
        "6 tháng đầu năm 2026, Hà Nội tuyển sinh và đào tạo được 120.000 lượt người, "
        "mới đạt 50,00% kế hoạch năm (240.000 lượt người, "
        "Kế hoạch số 72/KH-UBND ngày 04/3/2022), còn thiếu 120.000 lượt người."
    )


def test_parts_in_another_unit_stand_apart(build: Any) -> None:
    """Parts printed in another unit than their total are not told as its parts."""
    total = {"actual_value": 218848.0, "actual_unit": "persons", "unit": "persons", "actual_period": "2020"}
    part = {"breakdown": "cao_dang", "actual_value": 18000.0, "actual_period": "2020"}
    none = {"row_kind": "actual", "in_force": None, "status": None}
    assert report_paragraph(build(total | none, part | none), "Hà Nội", 2020, "vi").startswith(
        "Năm 2020, Hà Nội tuyển sinh và đào tạo được 218.848 người, không giao kế hoạch. Theo trình độ, "
        "khác đơn vị tính hoặc kỳ nên không cộng vào tổng số: cao đẳng 18.000 lượt người. [Nguyên nhân"
    )


def test_paragraph_of_a_rate_below(build: Any, rate: Any) -> None:
    """A rate close below its target is "chưa đạt" in official text, never "xấp xỉ"."""
    row = rate | {"status": "nearly", "target_value": 78.4, "actual_value": 78.0, "decimals": 1, "operator": "eq"}
    row |= {"variance": -0.4, "variance_decimals": 1, "shortfall": 0.4}
    assert report_paragraph(build(row), "Vĩnh Phúc", 2022, "vi").startswith(
        "Tỷ lệ lao động qua đào tạo đạt 78,0%, chưa đạt kế hoạch, thấp hơn 0,4 điểm phần trăm. [Nguyên nhân"
    )
