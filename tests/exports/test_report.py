"""The report in Word: the decree's form, sentences and figures equal to the scorecard's, fields, thin places."""

import re
from datetime import date

import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from exports.report import report
from exports.typed import Typed
from scorecards.report import as_text
from tests.exports.office import LETTERS, W, entries, report_of, report_text

SENSELESS = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|<NA>")


@pytest.fixture(scope="module")
def ha_noi(material) -> bytes:  # type: ignore[no-untyped-def]
    """The report of Hà Nội 2022."""
    return report(material("ha-noi", 2022))


def test_the_page_is_the_decrees(ha_noi: bytes) -> None:
    """A4 with the decree's margins, Times New Roman 14; the annex lies across."""
    made = report_of(ha_noi)
    first, annex = made.sections
    assert (round(first.page_width / Cm(1), 1), round(first.page_height / Cm(1), 1)) == (21.0, 29.7)
    assert [round(m / Cm(1), 2) for m in (first.left_margin, first.right_margin, first.top_margin)] == [3, 2, 2]
    assert (annex.orientation, round(annex.page_width / Cm(1), 1)) == (WD_ORIENT.LANDSCAPE, 29.7)
    normal = made.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(14))


def test_the_head_is_the_decrees(ha_noi: bytes) -> None:
    """The nation's name and motto, the body above and the agency of the day, number, place and date, draft mark."""
    left, right = report_of(ha_noi).tables[0].rows[0].cells
    texts = ["".join(t.text for t in p._p.iter(f"{W}t")) for p in left.paragraphs]
    assert [t.strip() for t in texts if t.strip()] == [
        "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Số: …/BC-SGDĐT", "DỰ THẢO",
    ]  # fmt: skip
    assert [p.text for p in right.paragraphs if p.text] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày … tháng … năm 2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "day", "agency"),
    [
        ("ha-noi", date(2025, 2, 28), "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
        ("ha-noi", date(2025, 3, 1), "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
        ("viet-nam", date(2024, 12, 31), "TỔNG CỤC GIÁO DỤC NGHỀ NGHIỆP"),
        ("viet-nam", date(2026, 6, 30), "CỤC GIÁO DỤC NGHỀ NGHIỆP VÀ GIÁO DỤC THƯỜNG XUYÊN"),
    ],
)
def test_the_agency_is_that_of_the_day(place, day, agency, material) -> None:  # type: ignore[no-untyped-def]
    """Who answers for the indicators on the day of the report signs it; the day of the handover is the new one's."""
    assert agency in report_text(report(material(place, 2022 if place == "ha-noi" else 2024, day=day)))


def test_parts_are_numbered(ha_noi: bytes) -> None:
    """Roman parts in order: results, what is not reached, causes, tasks, proposals."""
    parts = re.findall(r"^([IV]+\. [^\n]+)$", report_text(ha_noi), re.MULTILINE)
    assert parts == [
        "I. KẾT QUẢ THỰC HIỆN", "II. CHỈ TIÊU CHƯA ĐẠT, PHẦN CÒN PHẢI THỰC HIỆN", "III. NGUYÊN NHÂN",
        "IV. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI", "V. KIẾN NGHỊ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "Hà Nội tuyển sinh và đào tạo được 245.316 lượt người, đạt 109,27% kế hoạch năm (khoảng 224.500 lượt người, "
        "Kế hoạch số 72/KH-UBND ngày 04/3/2022 của UBND thành phố Hà Nội), vượt 20.816 lượt người",
        "trung cấp 27.828 lượt người, đạt 99,39%, còn thiếu 172 lượt người",
        "Tỷ lệ lao động qua đào tạo đạt 72,23%, cao hơn kế hoạch 0,03 điểm phần trăm",
        "- Trung cấp được 27.828 lượt người, đạt 99,39% kế hoạch năm",
        "số liệu chưa thống nhất; đang dùng 52,5%",
    ],
)
def test_sentences_are_composed_from_the_scorecard(said: str, ha_noi: bytes) -> None:
    """The figures of the review in the words of reports."""
    assert said in report_text(ha_noi)


def test_the_annex_is_the_report_table(ha_noi: bytes, material) -> None:  # type: ignore[no-untyped-def]
    """Every cell of the annex is the report table's cell; its heads repeat on every page."""
    table = report_of(ha_noi).tables[-1]
    cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert cells == [tuple(row) for row in as_text(material("ha-noi", 2022).table)]
    assert cells[2][:7] == ("1", "Tuyển sinh và đào tạo", "lượt người", "143.000 (a)", "224.500 (b)", "245.316",
                            "109,27")  # fmt: skip
    assert [row._tr.trPr.find(f"{W}tblHeader") is not None for row in table.rows[:3]] == [True, True, False]


def test_what_only_people_know_is_a_field(ha_noi: bytes) -> None:
    """Receiver, number, causes, tasks, proposals, recipients, post and name can be filled in Word."""
    tags = [tag.get(f"{W}val") for tag in report_of(ha_noi).element.body.iter(f"{W}tag")]
    assert {
        "Kính gửi:",
        "Nguyên nhân",
        "Nhiệm vụ trọng tâm thời gian tới",
        "Kiến nghị",
        "Nơi nhận:",
        "GIÁM ĐỐC",
    } <= set(tags)


def test_typed_texts_fill_their_fields(material) -> None:  # type: ignore[no-untyped-def]
    """What is typed is printed with every letter, without control characters, and the draft mark goes."""
    typed = Typed(
        causes=f"{LETTERS}\n=HYPERLINK(\"http://x\")\x00", number="15\x1f", signer="Nguyễn Văn Ấ", unit="P.GDNN",
        recipients="UBND thành phố;", signer_post="Phó giám đốc", draft=False,
    )  # fmt: skip
    text = report_text(report(material("ha-noi", 2022), typed=typed))
    for said in (LETTERS, '=HYPERLINK("http://x")', "Số: 15/BC-SGDĐT", "Nguyễn Văn Ấ", "- UBND thành phố;",
                 "PHÓ GIÁM ĐỐC", "- Lưu: VT, P.GDNN."):  # fmt: skip
        assert said in text
    assert "DỰ THẢO" not in text
    assert "[Nêu nguyên nhân" not in text


@pytest.mark.parametrize(
    ("place", "year", "said"),
    [
        ("vinh-phuc", 2022, ["chưa đủ căn cứ đánh giá (số làm tròn", "Tỉnh Vĩnh Phúc".upper()]),
        ("ha-noi", 2023, ["chưa rõ văn bản"]),
        ("ha-noi", 2025, ["chưa có số thực hiện", "Chưa có số liệu"]),
        ("thai-nguyen", 2025, ["do địa phương trước khi sắp xếp ban hành"]),
        ("an-giang", 2011, ["chưa có kế hoạch năm và số thực hiện"]),
        ("quang-tri", 2020, ["chưa rõ văn bản"]),
    ],
)
def test_thin_places_say_so_in_words(place, year, said, material) -> None:  # type: ignore[no-untyped-def]
    """What is missing, undecided, merged or undocumented is said; an undocumented plan has no number."""
    text = report_text(report(material(place, year)))
    assert [sentence for sentence in said if sentence not in text] == []
    assert SENSELESS.findall(text) == []
    assert "ấp xỉ" not in text
    assert "Kế hoạch số chưa rõ" not in text


def test_an_english_report_says_nothing_in_vietnamese(material) -> None:  # type: ignore[no-untyped-def]
    """Sentences, head and annex are English; document numbers stay as they are printed."""
    text = report_text(report(material("ha-noi", 2022, "en")))
    assert "SOCIALIST REPUBLIC OF VIET NAM" in text
    assert set(re.sub(r"\d+[-/]\S+", "", text)) & set(LETTERS) == set()


def test_the_same_question_gives_the_same_bytes(material) -> None:  # type: ignore[no-untyped-def]
    """Two builds are equal to the byte."""
    first = report(material("ha-noi", 2022))
    assert first == report(material("ha-noi", 2022))
    assert {entry.date_time for entry in entries(first)} == {(1980, 1, 1, 0, 0, 0)}


def test_a_merged_place_names_its_predecessors_plans(material) -> None:  # type: ignore[no-untyped-def]
    """The predecessor's plans stand under its own name, judge nobody, and fill an annex that says whose they are."""
    text = report_text(report(material("phu-tho-2025", 2025)))
    assert "1. Tỉnh Vĩnh Phúc (trước 01/7/2025)" in text
    assert "không dùng để đánh giá địa phương mới" in text
    assert "- Tỷ lệ lao động qua đào tạo: kế hoạch 82%" in text
    assert "BIỂU 01. KẾT QUẢ THỰC HIỆN CHỈ TIÊU GDNN NĂM 2025 · TỈNH VĨNH PHÚC (TRƯỚC 01/7/2025)" in text


def test_an_annex_counts_its_own_pages(ha_noi: bytes) -> None:
    """The annex starts at 1 again, and neither part shows the number of its first page."""
    report_pages, annex = report_of(ha_noi).sections
    assert report_pages.different_first_page_header_footer
    assert annex.different_first_page_header_footer
    assert annex._sectPr.find(f"{W}pgNumType").get(f"{W}start") == "1"


def test_the_signature_is_never_alone_on_a_page(ha_noi: bytes) -> None:
    """What stands before the signature keeps to it."""
    body = list(report_of(ha_noi).element.body)
    signature = [n for n, element in enumerate(body) if element.tag == f"{W}tbl"][1]
    kept = [element.find(f"{W}pPr/{W}keepNext") is not None for element in body[signature - 3 : signature]]
    assert kept == [True, True, True]
