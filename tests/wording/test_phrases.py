"""Targets, actuals, documents, series and places as short phrases."""

from datetime import date

import pytest

from wording.badges import badge, verdict_text
from wording.phrases import (
    actual_phrase,
    amount,
    document_phrase,
    place_label,
    series_name,
    source_name,
    target_phrase,
    variance_phrase,
)


@pytest.mark.parametrize(
    ("operator", "value", "high", "decimals", "unit", "vi", "en"),
    [
        ("eq", None, None, 0, "persons", "…", "…"),
        ("range", 40.0, 45.0, 0, "percent", "40–45%", "40–45%"),
        ("range", 1.0, 2.0, 0, "occupations", "1–2", "1–2"),
        ("about", 224500.0, float("nan"), 0, "turns", "khoảng 224.500", "about 224,500"),
        ("at_least", 72.2, None, 1, "percent", "từ 72,2%", "at least 72.2%"),
        ("more_than", 21000.0, None, 0, "persons", "trên 21.000", "more than 21,000"),
        ("at_most", 3.0, None, 0, "percent", "không quá 3%", "at most 3%"),
        ("less_than", 5.5, None, 1, "percent", "dưới 5,5%", "less than 5.5%"),
        ("reduce_by_at_least", 30.0, None, 0, "percent", "giảm tối thiểu 30%", "a fall of at least 30%"),
        ("reduce_by_at_least", 10.0, None, 0, "institutions", "giảm tối thiểu 10%", "a fall of at least 10%"),
        ("eq", 28000.0, None, 0, "turns", "28.000", "28,000"),
    ],
)
def test_target_phrase(
    operator: str, value: float | None, high: float | None, decimals: int, unit: str, vi: str, en: str
) -> None:
    """A target keeps its document's operator in words."""
    assert target_phrase(operator, value, high, decimals, unit, "vi") == vi
    assert target_phrase(operator, value, high, decimals, unit, "en") == en


def test_target_phrase_with_and_without_unit() -> None:
    """A count takes its unit where asked, a rate loses its sign in a column that carries it."""
    assert target_phrase("about", 224500.0, None, 0, "turns", "vi", with_unit=True) == "khoảng 224.500 lượt người"
    assert target_phrase("at_least", 72.2, None, 1, "percent", "vi", percent_sign=False) == "từ 72,2"
    assert target_phrase("eq", 1.0, None, 0, "institutions", "en", with_unit=True) == "1 institution"
    assert target_phrase("range", 1.0, 2.0, 0, "occupations", "en", with_unit=True) == "1–2 occupations"


@pytest.mark.parametrize(
    ("qualifier", "value", "high", "decimals", "unit", "vi"),
    [
        ("exact", None, None, None, "persons", "…"),
        (None, 73.0, None, 0, "percent", "73%"),
        ("nearly", 198000.0, None, 0, "persons", "gần 198.000"),
        ("more_than", 245000.0, None, 0, "turns", "hơn 245.000"),
        ("about", 900000.0, None, 0, "persons", "khoảng 900.000"),
        ("range", 70.0, 80.0, 0, "percent", "70–80%"),
        ("exact", 78.0, None, 1, "percent", "78,0%"),
    ],
)
def test_actual_phrase(
    qualifier: str | None, value: float | None, high: float | None, decimals: int | None, unit: str, vi: str
) -> None:
    """An actual keeps the qualifier it was published with."""
    assert actual_phrase(qualifier, value, high, decimals, unit, "vi") == vi


@pytest.mark.parametrize(
    ("variance", "decimals", "unit", "long", "vi", "en"),
    [
        (None, 0, "turns", False, "…", "…"),
        (20816.0, 0, "turns", False, "+20.816", "+20,816"),
        (-172.0, 0, "turns", True, "−172", "−172"),
        (0.03, 2, "percent", False, "+0,03 điểm", "+0.03 pts"),
        (-0.4, 1, "percent", True, "−0,4 điểm %", "−0.4 percentage points"),
    ],
)
def test_variance_phrase(variance: float | None, decimals: int, unit: str, long: bool, vi: str, en: str) -> None:
    """A difference of rates is in points, of counts in the unit."""
    assert variance_phrase(variance, decimals, unit, "vi", long=long) == vi
    assert variance_phrase(variance, decimals, unit, "en", long=long) == en


@pytest.mark.parametrize(
    ("number", "printed", "issuer", "vi", "en"),
    [
        (None, "2022-03-04", "UBND Thành phố", "chưa rõ văn bản", "document not known"),
        ("", None, None, "chưa rõ văn bản", "document not known"),
        (
            "72/KH-UBND",
            "2022-03-04",
            "UBND thành phố Hà Nội",
            "Kế hoạch số 72/KH-UBND ngày 04/3/2022 của UBND thành phố Hà Nội",
            "Plan 72/KH-UBND of 4 March 2022, the People's Committee of Ha Noi",
        ),
        ("21-CT/TW", None, "Ban Bí thư", "Chỉ thị số 21-CT/TW (chưa rõ ngày) của Ban Bí thư", None),
        ("2239/QĐ-TTg", "2021-12-30", None, "Quyết định số 2239/QĐ-TTg ngày 30/12/2021", None),
        ("Chương trình số 25", None, None, "Chương trình số 25 (chưa rõ ngày)", None),
        ("17/KH-UBND", "2025-01", None, "Kế hoạch số 17/KH-UBND tháng 01/2025", "Plan 17/KH-UBND of January 2025"),
        ("17/KH-UBND", "2025", None, "Kế hoạch số 17/KH-UBND năm 2025", "Plan 17/KH-UBND of 2025"),
    ],
)
def test_document_phrase(number: str | None, printed: str | None, issuer: str | None, vi: str, en: str | None) -> None:
    """A document is named as far as it is known, and no further: a month gets no day."""
    assert document_phrase(number, printed, issuer, "vi") == vi
    assert en is None or document_phrase(number, printed, issuer, "en") == en


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (None, "chưa rõ nguồn"),
        ("https://www.vietnam.vn/en/x?y=1", "vietnam.vn"),
        ("http://vneconomictimes.com:8081/article", "vneconomictimes.com"),
        ("data/documents/texts/72-kh-ubnd.txt", "toàn văn văn bản (72-kh-ubnd)"),
    ],
)
def test_source_name(source: str | None, name: str) -> None:
    """A link is named by its domain, a text of ours by the document."""
    assert source_name(source) == name


def test_series_name() -> None:
    """A part is named by itself in a table, behind its indicator elsewhere, with its coverage."""
    assert series_name("enrolment", "total", None, "vi") == "Tuyển sinh và đào tạo"
    assert series_name("enrolment", "cao_dang", "phi_nong_nghiep", "vi") == (
        "Tuyển sinh và đào tạo: cao đẳng (phi nông nghiệp)"
    )
    assert series_name("enrolment", "so_cap_va_duoi_3_thang", None, "vi", short=True) == "Sơ cấp và dưới 03 tháng"
    assert series_name("trained_labour_rate", "total", None, "vi", short=True) == "Tỷ lệ lao động qua đào tạo"


def test_place_label() -> None:
    """A place that ended says until when, never that it was struck out."""
    ended = date(2025, 6, 30)
    assert place_label("Vĩnh Phúc", ended, "Tỉnh Vĩnh Phúc", "vi") == "tỉnh Vĩnh Phúc (trước 01/7/2025)"
    assert place_label("Vinh Phuc", ended, None, "en") == "Vinh Phuc (before 1 July 2025)"
    assert place_label("Hà Nội", None, "Thành phố Hà Nội", "vi") == "Hà Nội"


@pytest.mark.parametrize(
    ("status", "reason", "short", "expected"),
    [
        ("undetermined", "rounded", True, ("?", "Số làm tròn")),
        ("undetermined", None, True, ("?", "Chưa đủ căn cứ")),
        ("undetermined", "rounded", False, ("?", "Chưa đủ căn cứ đánh giá")),
        ("no_data", "no_actual", True, ("…", "Chưa có số liệu")),
        ("exceeded", None, True, ("▲", "Vượt KH")),
        ("missed", None, True, ("▼", "Chưa đạt KH")),
    ],
)
def test_badge(status: str, reason: str | None, short: bool, expected: tuple[str, str]) -> None:
    """A verdict is a sign and a word; an undetermined one is named by its reason where room is short."""
    assert badge(status, reason, "vi", short) == expected


def test_verdict_and_amount() -> None:
    """In full a verdict gives its reason, and a value its unit."""
    assert verdict_text("undetermined", "part_year", "vi") == "Chưa đủ căn cứ đánh giá: chưa có số cả năm"
    assert amount(1.0, 0, "persons", "en") == "1 person"
    assert amount(172.0, 0, "turns", "vi") == "172 lượt người"
    assert amount(72.2, 1, "percent", "vi") == "72,2%"
