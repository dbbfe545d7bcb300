"""Words of headers, indicators, periods and places."""

from datetime import date

import pytest

from etl.uploads import said
from etl.uploads.cells import time
from etl.uploads.gazetteer import one_letter_apart
from etl.uploads.knowledge import knowledge
from etl.uploads.moments import Moment, cumulated, moment_of_cell
from tests.etl.uploads.conftest import codes, figures, judge

KNOWN = knowledge()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Tỉnh", "place"),
        ("TỈNH/THÀNH PHỐ", "place"),
        ("ma_tinh", "place"),
        ("Mã tỉnh", "place"),
        ("Đơn vị", "place"),
        ("Đơn vị tính", "unit"),
        ("ĐVT", "unit"),
        ("chi tieu", "indicator"),
        ("Chỉ số", "indicator"),
        ("Kỳ báo cáo", "period"),
        ("Tháng", "month"),
        ("Quý", "quarter"),
        ("Luỹ kế/trong kỳ", "cumulation"),
        ("Lũy kế / Trong kỳ", "cumulation"),
        ("Giá trị", "value"),
        ("Giá trị (người)", "value"),
        ("Kết quả (1)", "value"),
        ("value", "value"),
        ("Trạng thái", "state"),
        ("Tính đến ngày", "as_of"),
        ("Nguồn", "source"),
        ("Ghi chú", "note"),
        ("STT", "number"),
        ("level", "breakdown"),
        ("Huyện, thành phố", "school"),
        ("Giá trị (ĐVT: người)", "value"),
        ("Giá", None),
        ("Tỉnh nào", None),
        ("Chỉ tiêu giao", None),
    ],
)
def test_headers(text: str, role: str | None) -> None:
    """Headers are known in any case, with or without marks; never by their beginning."""
    assert KNOWN.lexicon.column(text) == role


@pytest.mark.parametrize(
    ("text", "indicator", "breakdown"),
    [
        ("Tuyển sinh", "enrolment", None),
        ("I. KẾT QUẢ TUYỂN SINH GDNN", "enrolment", None),
        ("1.1. Số tuyển sinh", "enrolment", None),
        ("Tuyển sinh và đào tạo", "enrolment", None),
        ("Tuyển mới", "enrolment", "tuyen_moi"),
        ("TS", "enrolment", None),
        ("Tuyển sinh (người)", "enrolment", None),
        ("Tuyển sinh năm 2023", "enrolment", None),
        ("enrollment", "enrolment", None),
        ("HSSV tốt nghiệp", "graduates", None),
        ("Tỷ lệ LĐ qua ĐT", "trained_labour_rate", None),
        ("Tỉ lệ lao động đã qua đào tạo", "trained_labour_rate", None),
        ("Tỷ lệ lao động có bằng cấp, chứng chỉ", "certified_labour_rate", None),
        ("Tỷ lệ lao động qua đào tạo có văn bằng, chứng chỉ", "certified_labour_rate", None),
        ("Tỷ lệ lao động qua đào tạo được cấp văn bằng, chứng chỉ", "certified_labour_rate", None),
        ("Tỷ lệ lao động qua đào tạo nghề nghiệp", "vocationally_trained_labour_rate", None),
        ("Tỷ lệ lao động 15 tuổi trở lên đang làm việc đã qua đào tạo", "gso_certified_labour_rate", None),
        ("Tỷ lệ HSSV có việc làm sau tốt nghiệp", "employment_after_training_rate", None),
        ("Tỷ lệ HS tốt nghiệp THCS vào GDNN", "streaming_rate", "sau_thcs"),
        ("Tỷ lệ phân luồng", "streaming_rate", None),
        ("Số CSGDNN công lập", "institutions_public", None),
        ("Số cơ sở GDNN", "institutions_total", None),
        ("Chỉ tiêu tuyển sinh của trường", "institution_admission_quota", None),
        ("Ngành, nghề trọng điểm", "key_occupations", None),
        ("Đào tạo nghề cho LĐ nông thôn", "supported_short_training", None),
        ("learners_stock", "learners_stock", None),
        ("1.2 Tuyển sinh", "enrolment", None),
        ("(1) Tuyển sinh", "enrolment", None),
        ("1/ Tuyển sinh", "enrolment", None),
        ("I- Tuyển sinh", "enrolment", None),
        ("Tuyển sinh (ĐVT: người)", "enrolment", None),
        ("Cao đẳng", None, "cao_dang"),
        ("Trong đó: - CĐ", None, "cao_dang"),
        ("+ Trung cấp", None, "trung_cap"),
        ("Sơ cấp và dưới 3 tháng", None, "so_cap_va_duoi_3_thang"),
        ("Tổng số", None, "total"),
        ("cao_dang", None, "cao_dang"),
        ("Tuyển sinh đại học", None, None),
        ("Đại học", None, None),
        ("Số lượng xe", None, None),
        ("Tuyển", None, None),
    ],
)
def test_indicators_and_breakdowns(text: str, indicator: str | None, breakdown: str | None) -> None:
    """The whole cell must be understood: a known beginning says nothing."""
    phrase = KNOWN.lexicon.phrase(text)
    assert (phrase.indicator, phrase.breakdown) == (indicator, breakdown)
    assert phrase.whole is bool(indicator or breakdown)


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("Cả năm", "period", ""),
        ("năm", "period", ""),
        ("12 tháng", "period", ""),
        ("Quý I", "period", "Q1"),
        ("quý 4", "period", "Q4"),
        ("Quí III", "period", "Q3"),
        ("Q1", "period", "Q1"),
        ("tháng 7", "period", "M07"),
        ("T7", "period", "M07"),
        ("6 tháng", "period", "YTD06"),
        ("6 tháng đầu năm", "period", "YTD06"),
        ("9T", "period", "YTD09"),
        ("6 tháng cuối năm", "period", "H2"),
        ("H1", "period", "H1"),
        ("YTD11", "period", "YTD11"),
        ("M07", "period", "M07"),
        ("7", "month", "M07"),
        ("3", "quarter", "Q3"),
        ("II", "quarter", "Q2"),
        ("1/2024", "quarter", "Q1"),
        ("II/2024", "quarter", "Q2"),
        ("1/2024", "month", "M01"),
        ("tháng bảy", "period", "M07"),
        ("tháng mười một", "period", "M11"),
        ("6T đầu năm", "period", "YTD06"),
        ("7", "period", "?"),
        ("tháng 13", "period", "?"),
        ("quý 5", "period", "?"),
        ("5", "quarter", "?"),
    ],
)
def test_periods(text: str, tag: str, expected: str) -> None:
    """The part of the year that a cell names; a bare number only under `tháng` and `quý`."""
    found = moment_of_cell(text, tag)
    assert found is not None
    assert found.part == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7/2024", Moment("M07", 2024)),
        ("Quý II/2024", Moment("Q2", 2024)),
        ("6 tháng đầu năm 2024", Moment("YTD06", 2024)),
        ("năm 2023", Moment(None, 2023)),
        ("Giai đoạn 2021-2025", Moment("", None, "2021..2025")),
        ("Năm học 2025-2026", Moment("", None, "SY2025")),
        ("SY2025", Moment("", None, "SY2025")),
        ("7.2024", Moment("M07", 2024)),
        ("2022-YTD11", Moment("YTD11", 2022)),
        ("Năm học 2025-2027", Moment("?")),
        ("Kỳ 7", None),
        ("hôm qua", None),
    ],
)
def test_periods_with_years(text: str, expected: Moment | None) -> None:
    """A cell may hold the year too, or a span of its own."""
    assert moment_of_cell(text, "period") == expected


@pytest.mark.parametrize(
    ("part", "how", "expected"),
    [
        ("M06", "year_to_date", "YTD06"),
        ("Q3", "year_to_date", "YTD09"),
        ("M06", "in_period", "M06"),
        ("M06", None, "M06"),
        ("H2", "year_to_date", ""),
        ("YTD09", "year_to_date", "YTD09"),
        ("", "year_to_date", ""),
    ],
)
def test_luy_ke(part: str, how: str | None, expected: str) -> None:
    """A month or quarter marked luỹ kế is read as year to date."""
    assert cumulated(part, how) == expected


@pytest.mark.parametrize(
    ("year", "said", "expected"),
    [
        ("2024", Moment("YTD03"), "2024-Q1"),
        ("2024", Moment("YTD01"), "2024-M01"),
        ("2024", Moment("YTD06"), "2024-H1"),
        ("1999", None, "bad-year"),
        ("2051", None, "bad-year"),
        ("2000", None, "2000"),
        ("2050", None, "2050"),
        ("20222", None, "bad-year"),
        ("2024", Moment("M07", 2023), "bad-period"),
        (None, Moment("M07", 2023), "2023-M07"),
        (None, None, "bad-year"),
    ],
)
def test_times(year: str | None, said: Moment | None, expected: str) -> None:
    """One key for one span, the shorter way; years within the rules; two years in one row are refused."""
    found = time(year, said, Moment(None), None, range(2000, 2051))
    assert (found.period.key if found.period else found.code) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Hà Nội", date(2022, 12, 31), "ha-noi"),
        ("TP. HÀ NỘI", date(2022, 12, 31), "ha-noi"),
        ("ha noi", date(2022, 12, 31), "ha-noi"),
        ("Hà Nội", date(2008, 7, 31), "place-not-in-year"),
        ("Hà Nội", date(2008, 8, 1), "ha-noi"),
        ("24", date(2025, 6, 30), "bac-giang"),
        ("24", date(2025, 7, 1), "bac-ninh-2025"),
        ("01", date(2024, 1, 1), "ha-noi"),
        ("Phú Thọ", date(2025, 6, 30), "phu-tho"),
        ("Phú Thọ", date(2025, 9, 30), "phu-tho-2025"),
        ("phu-tho", date(2030, 1, 1), "phu-tho-2025"),
        ("Vĩnh Phúc", date(2025, 12, 31), "place-not-in-year"),
        ("Cả nước", date(2024, 1, 1), "viet-nam"),
        ("Hµ Néi", date(2024, 1, 1), "ha-noi"),
        ("HN", date(2024, 1, 1), "unknown-place"),
        ("Tây Nguyên", date(2024, 1, 1), "unknown-place"),
        ("Đà Lạt", date(2024, 1, 1), "unknown-place"),
        ("TP Thái Nguyên", date(2024, 1, 1), "unknown-place"),
        ("Hà Tây", date(2007, 1, 1), "unknown-place"),
        ("", date(2024, 1, 1), "unknown-place"),
    ],
)
def test_places(text: str, day: date, expected: str) -> None:
    """A spelling means a place on a day, or nothing; initials, towns and regions mean none."""
    found = KNOWN.gazetteer.found(text, day)
    assert (found.place or found.code) == expected


@pytest.mark.parametrize(
    ("text", "offered"), [("Hà Giangg", "Hà Giang"), ("HN", "Hà Nội; Hà Nam"), ("Hà Nôi Mới", None)]
)
def test_candidates_are_offered_never_taken(text: str, offered: str | None) -> None:
    """One letter away is a suggestion and no place."""
    found = KNOWN.gazetteer.found(text, date(2024, 12, 31))
    assert (found.place, found.suggestion) == (None, offered)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("ha giang", "hau giang", True),
        ("ha giang", "ha giang", False),
        ("ha nam", "ha nom", True),
        ("ab", "ba", False),
        ("abc", "ab", True),
        ("abcd", "ab", False),
    ],
)
def test_one_letter_apart(one: str, other: str, apart: bool) -> None:
    """One letter put in, left out or changed; equal texts are not apart."""
    assert one_letter_apart(one, other) is apart
    assert one_letter_apart(other, one) is apart


def test_every_spelling_of_the_gazetteer_is_understood() -> None:
    """Each spelling listed means its places before and after the reform, and no rejected one means any."""
    import csv

    from etl.uploads.knowledge import DATA

    with (DATA / "places/place_aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            meant = {row["place_until_2025_06"], row["place_from_2025_07"]} - {""}
            assert meant <= KNOWN.gazetteer.meanings(row["alias"]), row
    with (DATA / "places/place_alias_rejects.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert not KNOWN.gazetteer.known(row["token"]), row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luỹ kế 6 tháng", (Moment("YTD06"), "year_to_date")),
        ("Tháng 7 (luỹ kế)", (Moment("M07"), "year_to_date")),
        ("tháng 7", (Moment("M07"), None)),
        ("Tuyển sinh 6 tháng", (Moment("?"), None)),
        ("Kỳ 7", (Moment("?"), None)),
    ],
)
def test_a_period_cell_may_say_how_it_cumulates(text: str, expected: tuple[Moment, str | None]) -> None:
    """Luỹ kế beside a period is used; anything else beside it makes it no period."""
    assert said.moment(text, "period", KNOWN) == expected


def test_numbering_is_no_part_of_a_date() -> None:
    """`7.2024` over a column is July: its first number is no numbering of a year."""
    assert KNOWN.lexicon.phrase("7.2024").moment == Moment("M07", 2024)
    assert KNOWN.lexicon.phrase("7. Năm 2024").moment == Moment(None, 2024)


def test_words_that_say_nothing_of_cumulation() -> None:
    """A cell of cumulation that is not understood leaves the period unread; a blank, a mark or a period says none."""
    said_so = {"Nghệ An": "luỹ kế", "Hà Nội": "", "Cà Mau": "-", "Sơn La": "cả năm", "Hà Tĩnh": "linh tinh"}
    rows = "".join(f"{place};2023;quý II;{how};Tuyển sinh;5\n" for place, how in said_so.items())
    report = judge(f"Tỉnh;Năm;Kỳ;Luỹ kế/trong kỳ;Chỉ tiêu;Giá trị\n{rows}")
    assert [(f.row, f.code, f.text) for f in report.findings] == [(6, "bad-period", "linh tinh")]
    assert [period for _, _, _, _, period, _, _ in figures(report)] == ["2023-H1", "2023-Q2", "2023-Q2", "2023-Q2"]


def test_numbers_before_and_marks_after_places_and_years() -> None:
    """The number of a row and the mark of a footnote are no part of a place or year; a letter may be a district."""
    rows = "".join(f"{place};{year};Tuyển sinh;5\n" for place, year in (
        ("1. Hà Nội", "2023"), ("IV. Nghệ An (1)", "2023*"), ("12) Cà Mau *", "2023 (2)"), ("X. Sơn La", "2023"),
        ("P. Hà Nội", "2022"), ("Hà Nội 2", "2022"), ("1. HN", "2022")))  # fmt: skip
    report = judge(f"Tỉnh;Năm;Chỉ tiêu;Giá trị\n{rows}")
    assert codes(report) == [(row, "unknown-place") for row in (5, 6, 7, 8)]
    assert [(place, period) for _, place, _, _, period, _, _ in figures(report)] == [
        ("ha-noi", "2023"), ("nghe-an", "2023"), ("ca-mau", "2023")]  # fmt: skip
