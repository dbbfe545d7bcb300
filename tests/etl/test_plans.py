"""Files of targets as departments write them: title block, levels as rows, documents, baselines, templates."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from etl.plans.reading import PlanReport, check_plan
from etl.plans.template import COLUMNS, choices, heads, plan_template
from etl.plans.words import meaning
from etl.uploads.annotate import annotated
from etl.uploads.context import Options
from etl.uploads.knowledge import knowledge

DEPARTMENT = [
    ["PHỤ LỤC CHỈ TIÊU KẾ HOẠCH GIÁO DỤC NGHỀ NGHIỆP NĂM 2026"],
    ["(Kèm theo Kế hoạch số 15/KH-UBND ngày 10/02/2026 của UBND tỉnh Nghệ An)"],
    ["TT", "Chỉ tiêu", "ĐVT", "TH 2025", "KH 2026", "Ghi chú"],
    ["A", "B", "C", "1", "2", "3"],
    ["1", "Tuyển sinh", "người", 55000, 60000, ""],
    ["", "- Cao đẳng", "người", 4000, 5000, ""],
    ["", "- Sơ cấp và dưới 3 tháng", "người", None, "khoảng 45.000", ""],
    ["2", "Tỷ lệ lao động qua đào tạo", "%", 71.5, 0.732, ""],
    ["3", "Tốt nghiệp", "người", 40000, None, ""],
    ["Nơi nhận: lưu VT"],
]


def workbook(*sheets: list[list[object]]) -> bytes:
    """Sheets of rows as a file."""
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        for line in sheet.iter_rows():
            for cell in line:
                if cell.value == 0.732:
                    cell.number_format = "0.0%"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def codes(report: PlanReport) -> list[str]:
    """The problems found."""
    return [finding.code for finding in report.findings]


def long(rows: str, head: str = "Địa phương;Chỉ tiêu;Năm;Kế hoạch") -> bytes:
    """A long table as text."""
    return f"{head}\n{rows}".encode()


def test_a_departments_annex_is_read_without_a_column_of_places_or_years() -> None:
    """Place, year and document come from the title, levels from the rows, a rate from a percent cell; TH is left."""
    report = check_plan(workbook(DEPARTMENT), "phu-luc.xlsx")
    assert codes(report) == ["unfilled-rows"]
    figures = [(row.target["indicator"], row.target["breakdown"], row.target["value"]) for row in report.rows]
    assert figures == [
        ("enrolment", "total", Decimal(60000)), ("enrolment", "cao_dang", Decimal(5000)),
        ("enrolment", "so_cap_va_duoi_3_thang", Decimal(45000)), ("trained_labour_rate", "total", Decimal("73.2")),
    ]  # fmt: skip
    for row in report.rows:
        assert (row.target["place"], row.target["period"], row.number) == ("nghe-an", "2026", "15/KH-UBND")
        assert row.target["known_from"] == date(2026, 2, 10)
    assert [row.target["operator"] for row in report.rows] == ["eq", "eq", "about", "eq"]


def test_several_sheets_are_a_question_that_the_sender_answers() -> None:
    """Two sheets of targets: none is taken until one is named."""
    content = workbook(DEPARTMENT, DEPARTMENT)
    report = check_plan(content, "x.xlsx")
    assert codes(report) == ["choose-sheet"]
    assert len(check_plan(content, "x.xlsx", Options(sheet=report.sheets[1])).rows) == 4


@pytest.mark.parametrize(
    ("rows", "decimal", "found"),
    [
        ("Nghệ An;Tuyển sinh;2026;60,100", None, ["ambiguous-number"]),
        ("Nghệ An;Tuyển sinh;2026;60,100", "point", [60100]),
        ("Nghệ An;Tuyển sinh;2026;60,100\nHà Nội;Tuyển sinh;2026;1,240,000", None, [60100, 1240000]),
        ("Nghệ An;Tuyển sinh;2026;0.174", None, ["bad-number"]),
        ("Nghệ An;Tuyển sinh;2026;60 nghìn người", None, [60000]),
        ("Nghệ An;Tuyển sinh;2026;-5", None, ["negative-value"]),
    ],
)  # fmt: skip
def test_a_number_is_settled_by_its_column_or_by_a_person(rows: str, decimal: str | None, found: list[object]) -> None:
    """224,500 alone is a question; another cell or an option settles it; a leading zero never groups thousands."""
    report = check_plan(long(rows), "x.csv", Options(decimal=decimal))
    assert [int(row.target["value"]) for row in report.rows] or codes(report) == found
    assert [int(row.target["value"]) for row in report.rows] == [one for one in found if isinstance(one, int)]


def test_a_stored_fraction_of_persons_is_a_question() -> None:
    """224.5 persons in a numeric cell are thousands that lost their mark, and so may be every small one beside."""
    rows = [["Địa phương", "Chỉ tiêu", "Năm", "Kế hoạch"], ["Nghệ An", "Tuyển sinh", 2026, 224.5],
            ["Hà Nội", "Tuyển sinh", 2026, 240]]  # fmt: skip
    assert codes(check_plan(workbook(rows), "x.xlsx")) == ["ambiguous-number"] * 2


def test_a_reduction_keeps_its_unit_baseline_and_coverage() -> None:
    """ "Giảm tối thiểu 10%" of a count is a share of the baseline that stands beside it."""
    head = "Địa phương;Chỉ tiêu;Năm;Kế hoạch;Số năm gốc;Năm gốc;Phạm vi"
    report = check_plan(
        long("Nghệ An;Số cơ sở GDNN công lập;2025;giảm tối thiểu 10%;50;2020;phi nông nghiệp", head), "x.csv"
    )
    target = report.rows[0].target
    assert (target["operator"], target["value"], target["unit"]) == ("reduce_by_at_least", 10, "institutions")
    assert (target["baseline_value"], target["baseline_period"], target["coverage"]) == (50, "2020", "phi_nong_nghiep")


def test_a_title_of_another_place_than_every_row_is_a_question() -> None:
    """The title says Hà Tĩnh, every row Nghệ An: refused until the sender says which."""
    content = (
        "CHỈ TIÊU TỈNH HÀ TĨNH NĂM 2026\nĐịa phương;Chỉ tiêu;Năm;Kế hoạch\nNghệ An;Tuyển sinh;2026;60.000".encode()
    )
    assert codes(check_plan(content, "x.csv")) == ["title-conflict"]
    assert check_plan(content, "x.csv", Options(place="nghe-an")).rows
    assert codes(check_plan(content, "x.csv", Options(place="ha-tinh"))) == ["title-conflict"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_word_of_the_template_is_read_back(lang: str) -> None:
    """Headers and drop-down words mean what they were made from, in each language."""
    assert [meaning("header", head) for head in heads(lang)] == list(COLUMNS)
    offered = choices(knowledge(), 2026, lang)
    for of in ("operator", "standing", "kind", "coverage"):
        found = [meaning(of, text) for text in offered[of]]
        assert None not in found
        assert len(set(found)) == len(found)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_template_filled_in_is_read_without_a_question(kind: str) -> None:
    """Pre-filled for place and year; rows left blank are named once and stop nothing."""
    content = plan_template("nghe-an", 2026, kind, series={("enrolment", "total"), ("enrolment", "cao_dang")})
    if kind == "csv":
        content = content.replace(b"2026;;", b"2026;60.000;", 1)
    else:
        book = load_workbook(io.BytesIO(content))
        assert {rule.type for rule in book.worksheets[0].data_validations.dataValidation} == {"list"}
        book.worksheets[0].cell(2, list(COLUMNS).index("value") + 1, 60000)
        kept = io.BytesIO()
        book.save(kept)
        content = kept.getvalue()
    report = check_plan(content, f"mau.{kind}")
    assert codes(report) == ["unfilled-rows"]
    assert [(row.target["place"], row.target["value"]) for row in report.rows] == [("nghe-an", 60000)]


def test_a_wrong_file_comes_back_marked() -> None:
    """The cell is coloured and commented, a figure of the file stays a number."""
    report = check_plan(workbook([[*DEPARTMENT[2]], ["1", "Tuyển sinh", "người", 1, "nhiều", ""]]), "x.xlsx",
                        Options(place="nghe-an"))  # fmt: skip
    cell = load_workbook(io.BytesIO(annotated(report))).worksheets[0]["E2"]
    assert codes(report) == ["bad-number"]
    assert cell.comment is not None
    assert cell.fill.fill_type == "solid"
