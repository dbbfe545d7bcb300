"""For every code a file that must trigger it and one near it that must not."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl.uploads.context import Options
from etl.uploads.findings import SEVERITY
from etl.uploads.gazetteer import Gazetteer
from etl.uploads.knowledge import DATA, knowledge
from etl.uploads.receive import check
from tests.etl.uploads.conftest import TODAY, codes, figures, judge, long_rows

TS, RATE, CERT = "Tuyển sinh", "Tỷ lệ lao động qua đào tạo", "Tỷ lệ lao động có bằng cấp, chứng chỉ"


def row(
    value: str,
    place: str = "Hà Nội",
    year: str = "2023",
    period: str = "năm",
    indicator: str = TS,
    level: str = "",
    unit: str = "",
    state: str = "",
    source: str = "",
) -> str:
    """A row of the long template."""
    return ";".join((place, year, period, indicator, level, value, unit, state, source))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("5")], []),
        # place
        ([row("5", place="Hà Nội mới")], [(2, "unknown-place")]),
        ([row("5", place="")], [(2, "unknown-place")]),
        ([row("12k", place="Hà Nội mới", indicator="xe")], [(2, "unknown-place")]),
        ([row("5", place="Vĩnh Phúc", year="2025")], [(2, "place-not-in-year")]),
        ([row("5", place="Vĩnh Phúc", year="2025", period="6 tháng")], []),
        ([row("5", place="Hà Nội", year="2008", period="6 tháng")], [(2, "place-not-in-year")]),
        ([row("5", place="Hà Nội", year="2008", period="năm")], []),
        # what is measured
        ([row("5", indicator="Số lượng xe")], [(2, "unknown-indicator")]),
        ([row("5", indicator="")], [(2, "unknown-indicator")]),
        ([row("5", indicator="Kế hoạch")], [(2, "unknown-indicator")]),
        ([row("5", indicator="Tuyển sinh năm 2023 (người)")], []),
        ([row("5", level="Đại học")], [(2, "unknown-breakdown")]),
        ([row("5", level="Trong đó nữ")], [(2, "unknown-breakdown")]),
        ([row("50", indicator=RATE, level="Cao đẳng")], [(2, "unknown-breakdown")]),
        ([row("5", level="CĐ")], []),
        # units
        ([row("5", unit="%")], [(2, "unit-mismatch")]),
        ([row("5", unit="đồng")], [(2, "unit-mismatch")]),
        ([row("5", unit="bó")], [(2, "unit-mismatch")]),
        ([row("50", indicator=RATE, unit="người")], [(2, "unit-mismatch")]),
        ([row("5", unit="lượt người")], []),
        ([row("50", indicator=RATE, unit="%")], []),
        # year and period
        ([row("5", year="20222")], [(2, "bad-year")]),
        ([row("5", year="1999", place="Nghệ An")], [(2, "bad-year")]),
        ([row("5", year="")], [(2, "bad-year")]),
        ([row("5", year="năm 2023")], []),
        ([row("5", period="Kỳ 7")], [(2, "bad-period")]),
        ([row("5", period="7")], [(2, "bad-period")]),
        ([row("5", period="tháng 13")], [(2, "bad-period")]),
        ([row("5", period="tháng 7/2022")], [(2, "bad-period")]),
        ([row("5", period="tháng 7/2023")], []),
        ([row("5", period="")], []),
        # numbers
        ([row("12k")], [(2, "bad-number")]),
        ([row("1.250 (nữ 430)")], [(2, "bad-number")]),
        ([row("9999999999999")], [(2, "bad-number")]),
        ([row("999999999999")], []),
        ([row("224.5")], [(2, "ambiguous-number")]),
        ([row("224,500")], [(2, "ambiguous-number")]),
        ([row("224.500")], []),
        ([row("-5")], [(2, "negative-value")]),
        ([row("0")], []),
        ([row("100,01", indicator=RATE)], [(2, "rate-out-of-range")]),
        ([row("100", indicator=RATE)], []),
        ([row("…")], [(2, "missing-value")]),
        ([row("")], [(2, "missing-value")]),
        ([row("x")], [(2, "missing-value")]),
        # periods not yet reportable: today is 22 November 2026
        ([row("5", year="2026", period="năm")], [(2, "future-period")]),
        ([row("5", year="2026", period="năm", state="Ước thực hiện")], []),
        ([row("5", year="2026", period="tháng 12")], [(2, "future-period")]),
        ([row("5", year="2026", period="tháng 11")], []),
        ([row("5", year="2026", period="tháng 11", state="Chính thức")], [(2, "early-final")]),
        ([row("5", year="2026", period="tháng 10", state="Chính thức")], []),
        ([row("5", state="nháp")], [(2, "unknown-word")]),
        ([row("5", state="sơ bộ")], []),
        # rows against each other
        ([row("5"), row("5")], [(3, "duplicate-row")]),
        ([row("5"), row("6")], [(3, "conflicting-rows")]),
        ([row("5"), row("6"), row("5")], [(3, "conflicting-rows"), (4, "conflicting-rows")]),
        ([row("5"), row("6", state="sơ bộ")], []),
        ([row("5"), row("6", year="2022")], []),
        ([row("5", period="6 tháng"), row("6", period="H1")], [(3, "conflicting-rows")]),
        ([row("72,2", indicator=RATE), row("72,3", indicator=CERT)], [(3, "subset-exceeds-whole")]),
        ([row("72,2", indicator=RATE), row("72,2", indicator=CERT)], []),
        ([row("100"), row("101", level="Tuyển mới")], [(3, "subset-exceeds-whole")]),
        ([row("100"), row("100", level="Tuyển mới")], []),
        (
            [row("101"), row("20", level="CĐ"), row("30", level="TC"), row("50", level="Sơ cấp và dưới 3 tháng")],
            [(2, "parts-not-total")],
        ),
        ([row("100"), row("20", level="CĐ"), row("30", level="TC"), row("50", level="Sơ cấp và dưới 3 tháng")], []),
        ([row("100"), row("20", level="CĐ"), row("30", level="TC")], []),
        ([row("100", period="6 tháng"), row("99", period="9 tháng")], [(3, "decreasing-year-to-date")]),
        ([row("99", period="9 tháng"), row("100", period="6 tháng")], [(2, "decreasing-year-to-date")]),
        ([row("100", period="6 tháng"), row("100", period="9 tháng")], []),
        ([row("100", period="6 tháng"), row("99", period="9 tháng", year="2024")], []),
        ([row("100", period="tháng 6"), row("99", period="tháng 7")], []),
        ([row("5", unit="người"), row("5", period="6 tháng", unit="lượt người")], [(3, "unit-wording")]),
        ([row("5", unit="người"), row("5", year="2022", unit="lượt người")], []),
        ([row("5", unit="người"), row("5", unit="lượt người")], [(3, "duplicate-row"), (3, "unit-wording")]),
        ([row("5"), row("5", period="6 tháng", unit="lượt người")], []),
        # texts
        ([row("5", source="=HYPERLINK(1)")], [(2, "formula-text")]),
        ([row("5", source="@SUM")], [(2, "formula-text")]),
        ([row("5", source="-cmd")], [(2, "formula-text")]),
        ([row("5", source="- 5 trường")], []),
        ([row("5", source="+ CĐ")], [(2, "formula-text")]),
        ([row("5", level="+ CĐ")], []),
    ],
)
def test_rows(rows: list[str], expected: list[tuple[int, str]]) -> None:
    """Each fault is found on its row, and nothing is said of what is right."""
    assert codes(judge(long_rows(*rows))) == expected


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        ("", {}, [(None, "empty-file")]),
        (" \n\r\n", {}, [(None, "empty-file")]),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị\n", {}, [(None, "empty-file")]),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị\n\n\n", {}, [(None, "empty-file")]),
        ("a;b;c\n1;2;3\n", {}, [(None, "no-header")]),
        ("Tỉnh;Năm;Chỉ tiêu\nHà Nội;2023;Tuyển sinh\n", {}, [(None, "missing-column")]),
        ("Tỉnh;Chỉ tiêu;Giá trị\nHà Nội;Tuyển sinh;5\n", {}, [(None, "missing-column")]),
        ("Tỉnh;Chỉ tiêu;Giá trị\nHà Nội;Tuyển sinh;5\n", {"year": 2023}, []),
        ("Tỉnh;Kỳ;Chỉ tiêu;Giá trị\nHà Nội;6 tháng;Tuyển sinh;5\n", {}, [(None, "missing-column")]),
        ("Tỉnh;Kỳ;Chỉ tiêu;Giá trị\nHà Nội;7/2024;Tuyển sinh;5\n", {}, []),
        ("Năm;Chỉ tiêu;Giá trị\n2023;Tuyển sinh;5\n", {}, [(None, "missing-column")]),
        ("Năm;Chỉ tiêu;Giá trị\n2023;Tuyển sinh;5\n", {"place": "Hà Nội"}, []),
        ("Năm;Chỉ tiêu;Giá trị\n2023;Tuyển sinh;5\n", {"place": "Hà Nôị"}, []),
        ("Năm;Chỉ tiêu;Giá trị\n2023;Tuyển sinh;5\n", {"place": "Atlantis"}, [(None, "unknown-place")]),
        ("Tỉnh;Năm;Giá trị\nHà Nội;2023;5\n", {}, [(None, "missing-column")]),
        ("Tỉnh;Năm;Giá trị\nHà Nội;2023;5\n", {"indicator": "Tuyển sinh"}, []),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị;Màu\nHà Nội;2023;Tuyển sinh;5;đỏ\n", {}, [(None, "extra-column")]),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị;Ghi chú\nHà Nội;2023;Tuyển sinh;5;đỏ\n", {}, []),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị (nghìn người)\nHà Nội;2023;Tuyển sinh;5\n", {}, [(None, "scaled")]),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị (đồng)\nHà Nội;2023;Tuyển sinh;5\n", {}, [(2, "unit-mismatch")]),
        ("KẾT QUẢ NĂM 2021\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2022;Tuyển sinh;5\n", {}, [(None, "title-conflict")]),
        ("KẾT QUẢ NĂM 2021\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2022;Tuyển sinh;5\n", {"year": 2022}, []),
        ("KẾT QUẢ NĂM 2022\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2022;Tuyển sinh;5\nHà Nội;2021;Tuyển sinh;5\n", {}, []),
        ("UBND TỈNH NGHỆ AN\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2022;Tuyển sinh;5\n", {}, [(None, "title-conflict")]),
        *(
            (f"{title}Tỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2022;Tuyển sinh;5\n", option, [(None, code)] if code else [])
            for title in ("", "BÁO CÁO TỈNH NGHỆ AN: TỐT NGHIỆP NĂM 2021\n")
            for option, code in (
                ({"year": 2021, "place": "ha-noi", "indicator": "enrolment"}, "title-conflict"),
                ({"year": 2022, "place": "nghe-an", "indicator": "enrolment"}, "title-conflict"),
                ({"year": 2022, "place": "ha-noi", "indicator": "Tốt nghiệp"}, "title-conflict"),
                ({"year": 2022, "place": "ha-noi", "indicator": "enrolment"}, None),
                ({"year": 2022, "place": "Atlantis", "indicator": "enrolment"}, "unknown-place"),
                ({"year": 2022, "place": "ha-noi", "indicator": "Màu"}, "unknown-indicator"),
            )
        ),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2022;Tuyển sinh;5\nHà Nội;;Tuyển sinh;6\n", {"year": 2021}, []),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {"period": "Kỳ 7"}, [(None, "bad-period")]),
        ("MẬT\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {}, [(None, "secret-mark")]),
        ("Tài liệu TUYỆT MẬT\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {}, [(None, "secret-mark")]),
        ("Độ mật: Mật\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {}, [(None, "secret-mark")]),
        ("Giữ bí mật nghề\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {}, []),
        ("NGHỀ NUÔI ONG LẤY MẬT\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {}, []),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị;Ghi chú\nHà Nội;2023;Tuyển sinh;5;038094012345\n", {}, [(None, "personal-data")]),
        (
            "Tỉnh;Năm;Chỉ tiêu;Giá trị;Ghi chú\nHà Nội;2023;Tuyển sinh;5;LH 0912 345 678\n",
            {},
            [(None, "personal-data")],
        ),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị;Ghi chú\nHà Nội;2023;Tuyển sinh;138094012345;5\n", {}, []),
        *(
            (f"Tỉnh;Năm;Chỉ tiêu;Giá trị;Ghi chú\nHà Nội;2023;Tuyển sinh;5;{note}\n", {}, [(None, "personal-data")])
            for note in (
                "038 094 012 345",
                "CMND: 186543210",
                "số CCCD 038094012345",
                "84912345678",
                "(0238) 3844 123",
                "Nguyễn Văn An, sinh ngày 01/02/1990",
            )
        ),
        *(
            (f"Tỉnh;Năm;Chỉ tiêu;Giá trị;Ghi chú\nHà Nội;2023;Tuyển sinh;5;{note}\n", {}, [])
            for note in (
                "tuyển sinh ngày 01/02/2012",
                "105.000.000 người",
                "012.345.678.901.234",
                "202/2025/QH15",
                "không có CCCD trong 12 tháng",
                "trích báo cáo của Trần Hưng Đạo",
            )
        ),
        ("TÀI LIỆU MẬT\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {}, [(None, "secret-mark")]),
        ("M Ậ T\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {}, [(None, "secret-mark")]),
        ("BẢO MẬT THÔNG TIN\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", {}, []),
        ("Họ và tên;Ngày sinh\nNguyễn Văn A;1/2/2001\n", {}, [(None, "personal-data")]),
        ("x;y\nNguyễn Văn An;01/02/2001\nTrần Thị Bình;12/12/1999\n", {}, [(None, "personal-data")]),
        (
            "Tỉnh;Năm;Chỉ tiêu;Giá trị;Tính đến ngày\nHồ Chí Minh;2012;Tuyển sinh;5;31/12/2012\n"
            "Hà Nội;2012;Tuyển sinh;5;31/12/2012\n",
            {},
            [],
        ),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị;Tính đến ngày\nHà Nội;2012;Tuyển sinh;5;30/2/2012\n", {}, [(2, "bad-date")]),
    ],
)
def test_files(content: str, options: dict[str, object], expected: list[tuple[int | None, str]]) -> None:
    """What stands on the whole file, and what an option settles."""
    assert codes(judge(content, **options)) == expected


def test_all_faults_of_a_file_in_one_pass_and_the_right_rows_kept() -> None:
    """A row with an error gives no observation, the others do."""
    report = judge(long_rows(row("5"), row("12k", place="Nghệ An"), row("7", place="Hà Tĩnh")))
    assert [f[1] for f in figures(report)] == ["ha-noi", "ha-tinh"]
    assert not report.ok


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 6, 14), [(2, "future-period")]),
        (date(2026, 6, 15), []),
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), []),
    ],
)
def test_reporting_begins_on_the_15th_of_the_last_month(today: date, expected: list[tuple[int, str]]) -> None:
    """The day before is too early; the state is preliminary until the period has ended."""
    report = judge(long_rows(row("5", year="2026", period="6 tháng")), today=today)
    assert codes(report) == expected
    assert [f[-1] for f in figures(report)] == ([] if expected else ["preliminary" if today.month == 6 else "final"])


def test_row_numbers_are_those_of_the_file() -> None:
    """Blank lines and a sep= line count as rows; a line break in quotes starts none."""
    head = "sep=;\n\nTỉnh;Năm;Chỉ tiêu;Giá trị;Ghi chú\n"
    text = f'{head}Hà Nội;2023;Tuyển sinh;5;"hai\ndòng"\n\nNghệ An;2023;Tuyển sinh;12k;\n'
    report = judge(text)
    assert [f[0] for f in figures(report)] == [4]
    assert [(f.row, f.cell, f.column) for f in report.findings] == [(6, "D6", "Giá trị")]


def test_severities_are_those_of_the_contract() -> None:
    """Codes that are not listed are errors."""
    warnings = {code for code, severity in SEVERITY.items() if severity == "warning"}
    assert warnings >= {
        "duplicate-row",
        "parts-not-total",
        "decreasing-year-to-date",
        "missing-value",
        "unit-wording",
        "early-final",
        "unusual-change",
        "formula-text",
        "official-change",
    }


def test_a_text_that_two_living_places_share_names_neither(tmp_path: Path) -> None:
    """Both are offered; on a day when only one of them exists, it is that one."""
    shutil.copytree(DATA / "places", tmp_path / "places")
    with (tmp_path / "places/place_aliases.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"Miền Đông,{place},{after},official,\n"
                        for place, after in (("vinh-phuc", ""), ("nghe-an", "nghe-an")))  # fmt: skip
    known = replace(knowledge(), gazetteer=Gazetteer(tmp_path / "places"))
    content = long_rows(row("5", place="Miền Đông"), row("5", place="Miền Đông", year="2025")).encode()
    report = check(content, "a.csv", Options(), TODAY, known)
    assert [(f.row, f.code, f.suggestion) for f in report.findings] == [(2, "ambiguous-place", "Vĩnh Phúc; Nghệ An")]
    assert [f[:2] for f in figures(report)] == [(3, "nghe-an")]
