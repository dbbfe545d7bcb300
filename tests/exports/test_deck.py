"""The slides: what each says, that charts are native and hold the scorecard's figures, templates, thin places."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from pptx import Presentation
from pptx.util import Cm

from exports import slide_chart
from exports.deck import deck
from exports.slide_base import Area, BadTemplate, opened
from exports.slide_table import Column, Grid, Line
from exports.typed import Typed
from metrics.records import records
from metrics.year_rows import of_the_year
from scorecards.report import as_text
from tests.exports.office import (
    LETTERS,
    chart_sheet,
    charts,
    deck_of,
    deck_text,
    entries,
    slide_texts,
    slide_titled,
)

#: What no slide may say.
SENSELESS = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|<NA>|_x[0-9A-F]{4}_")
ENGLISH = re.compile(r"\b(Click|Placeholder|Master|Notes|Title|Text|Slide|Target|Actual|Source|and|the|of)\b")


@pytest.fixture(scope="module")
def ha_noi(material) -> bytes:  # type: ignore[no-untyped-def]
    """The slides of Hà Nội 2022."""
    return deck(material("ha-noi", 2022))


def test_slides_stand_in_order_on_a_wide_sheet(ha_noi: bytes) -> None:
    """Title, results, a slide a target with its years, the table, what is not reached, fields, sources; 16:9."""
    made = deck_of(ha_noi)
    titles = [slide.shapes.title.text_frame.text.replace("\n", " ") for slide in made.slides]
    assert titles == [
        "Kết quả thực hiện chỉ tiêu giáo dục nghề nghiệp 11 tháng năm 2022",
        "Kết quả chủ yếu",
        "Tuyển sinh vượt 20.816 lượt người; trung cấp mới bằng 99,39% kế hoạch",
        titles[3],
        "Tỷ lệ lao động qua đào tạo cao hơn kế hoạch 0,03 điểm %",
        "Tỷ lệ có bằng cấp, chứng chỉ cao hơn kế hoạch 1,3 điểm %",
        "Biểu 01. Kết quả thực hiện chỉ tiêu GDNN 11 tháng năm 2022",
        "Chỉ tiêu chưa đạt",
        "Nguyên nhân",
        "Nhiệm vụ trọng tâm thời gian tới",
        "Kiến nghị",
        "Nguồn số liệu, ghi chú",
    ]
    assert titles[3].startswith("Tuyển sinh tăng từ 218.848 người (2020)")
    assert (round(made.slide_width / Cm(1), 2), round(made.slide_height / Cm(1), 2)) == (33.87, 19.05)


@pytest.mark.parametrize("said", ["224.500", "245.316", "109,27%", "99,39%", "còn thiếu 172", "72/KH-UBND", "Vượt KH"])
def test_slides_say_the_main_figures(said: str, ha_noi: bytes) -> None:
    """What a review must hear stands on a slide, in the numbers' Vietnamese form."""
    assert said in deck_text(ha_noi)


def test_what_is_not_reached_names_what_is_still_needed(ha_noi: bytes) -> None:
    """Trung cấp at 99,39% lacks 172; nothing that is reached stands beside it."""
    texts = slide_texts(slide_titled(ha_noi, "Chỉ tiêu chưa đạt"))
    assert texts[9:15] == ["Tuyển sinh và đào tạo: trung cấp", "lượt người", "28.000", "27.828", "99,39", "172"]
    assert "Cao đẳng" not in " ".join(texts)


def test_charts_are_native_with_figures_in_their_sheets(ha_noi: bytes) -> None:
    """Targets against actuals by level can be edited in PowerPoint: the sheet inside holds the scorecard's figures."""
    levels = chart_sheet(charts(ha_noi)[0])
    assert levels == [
        (None, "Kế hoạch (KH)", "Thực hiện (TH)"),
        ("Tổng số", 224500, 245316),
        ("Cao đẳng", 25000, 33682),
        ("Trung cấp", 28000, 27828),
        ("Sơ cấp và dưới 03 tháng", 171500, 183806),
    ]
    rate = next(sheet for sheet in map(chart_sheet, charts(ha_noi)) if sheet[1][0] == "Tỷ lệ lao động qua đào tạo")
    assert rate[1][1:] == (72.2, 72.23)


def test_a_missing_year_stays_empty_in_the_years(ha_noi: bytes) -> None:
    """Years without a figure are gaps: no cell, no zero; the part of a year is a series of its own."""
    head, *rows = chart_sheet(charts(ha_noi)[1])
    assert head == (None, "Thực hiện (TH)", "Kế hoạch (KH)", "11T/2022")
    by_year = {row[0]: row[1:] for row in rows}
    assert by_year["2020"] == (218848, None, None)
    assert by_year["2022"] == (None, 224500, 245316)
    assert by_year["2023"] == (None, None, None)


def test_an_estimate_is_named_beside_its_dot(ha_noi: bytes) -> None:
    """Viewers that draw no hollow dots still tell an estimate, and a rounded figure by how far it may be off."""
    chart = next(c for c in charts(ha_noi) if chart_sheet(c)[0][1] == "Thực hiện (TH)" and len(chart_sheet(c)) > 8)
    told = [text.text for text in chart._chartSpace.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")]
    assert {"ước 71,1", "72,23", "73 ±0,5", "KH 75"} <= set(told)


def test_a_target_keeps_its_words_among_the_years(ha_noi: bytes) -> None:
    """ "Khoảng" and "từ" stand at the mark however close the years are: without them it would be another target."""
    texts = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
    told = [text.text for chart in charts(ha_noi) for text in chart._chartSpace.iter(texts)]
    for words, bare in (("khoảng 224.500", "KH 224.500"), ("từ 72,2", "KH 72,2"), ("KH từ 51,2", "KH 51,2")):
        assert words in told
        assert bare not in told


@pytest.mark.parametrize(
    ("nth", "told"),
    [
        (2, ["72/KH-UBND", "nguoihanoi.vn"]),
        (3, ["17/KH-UBND", "vietnamhoinhap.vn", "laodongtre.laodong.vn", "nguoihanoi.vn"]),
        (4, ["thanhnien.vn", "177/KH-UBND", "m.vietnamnet.vn", "hanoitimes.vn"]),
    ],
)
def test_a_slide_names_the_sources_of_all_its_figures(nth: int, told: list[str], ha_noi: bytes) -> None:
    """Those of the bars, and those of every year that is drawn."""
    said = " ".join(slide_texts(deck_of(ha_noi).slides[nth]))
    assert [text for text in told if text not in said] == []


def test_figures_print_with_points_whatever_the_machine(ha_noi: bytes) -> None:
    """A label's own pattern puts points between thousands and keeps the document's word before the figure."""
    xml = charts(ha_noi)[0].part.blob.decode()
    assert '[&gt;=1000]"KH khoảng "#"."000' in xml.replace("&quot;", '"')
    assert '[&gt;=1000]#"."000' in xml.replace("&quot;", '"')


def test_the_table_is_native_and_equal_to_the_report_table(ha_noi: bytes, material) -> None:  # type: ignore[no-untyped-def]
    """Every cell of the slide's table is the report table's cell."""
    slide = slide_titled(ha_noi, "Biểu 01")
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert cells == [tuple(row) for row in as_text(material("ha-noi", 2022).table)]


def test_every_figure_and_table_is_told_to_those_who_cannot_see(ha_noi: bytes) -> None:
    """Each of the six charts and both tables carries a sentence."""
    frames = [s for slide in deck_of(ha_noi).slides for s in slide.shapes if s.has_chart or s.has_table]
    told = [s._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].get("descr") for s in frames]
    assert len(told) == 8
    assert all(told)


def test_a_vietnamese_deck_says_nothing_in_english(ha_noi: bytes) -> None:
    """Neither slides nor layouts nor notes nor names of shapes speak English."""
    made = deck_of(ha_noi)
    layouts = [x for layout in made.slide_layouts for x in (layout.name, *(s.name for s in layout.shapes))]
    prompts = [s.text_frame.text for layout in made.slide_layouts for s in layout.placeholders]
    sheets = [made.notes_master, *(slide.notes_slide for slide in made.slides if slide.has_notes_slide)]
    holders = [shape for sheet in sheets for shape in sheet.placeholders]
    names = [*(s.name for s in holders), *(s.text_frame.text for s in holders if s.has_text_frame)]
    assert ENGLISH.findall("\n".join([deck_text(ha_noi), *layouts, *prompts, *names])) == []


def test_an_english_deck_says_nothing_in_vietnamese(material) -> None:  # type: ignore[no-untyped-def]
    """Words, numbers and prompts are English; document numbers stay as they are printed."""
    text = deck_text(deck(material("ha-noi", 2022, "en")))
    assert "224,500" in text
    assert "Targets not met" in text
    assert set(re.sub(r"\d+[-/]\S+", "", text)) & set(LETTERS) == set()


@pytest.mark.parametrize(
    ("place", "year", "said"),
    [
        ("vinh-phuc", 2022, ["chưa đủ căn cứ đánh giá (số làm tròn)", "Chưa đạt KH"]),
        ("ha-noi", 2023, ["chưa rõ văn bản", "73"]),
        ("ha-noi", 2025, ["chưa có số thực hiện", "Chưa có số liệu"]),
        ("ha-noi", 2026, ["Chưa đến hạn"]),
        ("thai-nguyen", 2025, ["do địa phương trước khi sắp xếp ban hành"]),
        ("viet-nam", 2025, ["Chưa đạt KH"]),
        ("an-giang", 2011, ["chưa có kế hoạch năm và số thực hiện"]),
        ("quang-tri", 2020, ["chưa có số cả năm", "chưa rõ văn bản"]),
    ],
)  # fmt: skip
def test_thin_places_say_so_in_words(place: str, year: int, said: list[str], material) -> None:  # type: ignore[no-untyped-def]
    """What is missing, undecided, merged or undocumented is said; nothing senseless, no empty sentence."""
    file = deck(material(place, year))
    text = deck_text(file)
    assert [sentence for sentence in said if sentence not in text] == []
    assert SENSELESS.findall(text) == []
    assert all(slide.shapes.title.text_frame.text.strip() for slide in deck_of(file).slides)


def test_reports_know_three_verdicts(material) -> None:  # type: ignore[no-untyped-def]
    """What screens call nearly met has not been met."""
    for place, year in (("vinh-phuc", 2022), ("ha-noi", 2022), ("viet-nam", 2025)):
        assert "ấp xỉ" not in deck_text(deck(material(place, year)))


def test_typed_texts_stand_in_their_fields(material) -> None:  # type: ignore[no-untyped-def]
    """Causes, tasks, proposals and titles are the planner's; control characters and markup change nothing."""
    typed = Typed(
        causes=f"=cmd|' /C calc'!A0\x00\x0b\n- {LETTERS}", tasks="<a:t>_x000B_</a:t>", proposals="\u202egnp.exe",
        titles={"enrolment": "Tuyển sinh vượt kế hoạch\x07"}, draft=False,
    )  # fmt: skip
    file = deck(material("ha-noi", 2022), typed=typed)
    causes = slide_texts(slide_titled(file, "Nguyên nhân"))
    assert LETTERS in causes[1]
    assert "=cmd|' /C calc'!A0" in causes[1]
    assert "<a:t>_x 000B_</a:t>" in deck_text(file)
    assert "\u202e" not in deck_text(file)
    assert slide_titled(file, "Tuyển sinh vượt kế hoạch").shapes.title.text_frame.text == "Tuyển sinh vượt kế hoạch"
    assert "DỰ THẢO" not in deck_text(file)


def test_names_that_look_like_formulas_are_texts_in_the_chart(material) -> None:  # type: ignore[no-untyped-def]
    """A level's name that begins like a formula is kept from being one in the chart's sheet."""
    base = opened(None, "vi")
    slide = base.deck.slides.add_slide(base.figure)
    shown = records(of_the_year(material("ha-noi", 2022).rows).head(1))
    chart = slide_chart.bars(slide, Area(1, 1, 20, 5), shown, ["=1+1"], "x", "vi")
    book_xml = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in book_xml
    assert chart_sheet(chart)[1][0] == "'=1+1"


def template(kind: str) -> bytes:
    """An office's template: PowerPoint's own with a slide in it, as a deck or marked as a template."""
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "Trang mẫu"
    out = io.BytesIO()
    made.save(out)
    if kind == "pptx":
        return out.getvalue()
    marked = io.BytesIO()
    with zipfile.ZipFile(out) as read, zipfile.ZipFile(marked, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            written.writestr(name, content.replace(b"presentation.main+xml", b"template.main+xml"))
    return marked.getvalue()


@pytest.mark.parametrize("kind", ["pptx", "potx"])
def test_an_offices_template_gives_its_layouts_and_size(kind: str, material) -> None:  # type: ignore[no-untyped-def]
    """Its sheet, its layouts, none of its sample slides; everything stays on the sheet."""
    made = deck_of(deck(material("ha-noi", 2022), template=template(kind)))
    assert (made.slide_width, made.slide_height) == (Cm(25.4), Cm(19.05))
    assert "Title Slide" in [layout.name for layout in made.slide_layouts]
    assert "Trang mẫu" not in [slide.shapes.title.text_frame.text for slide in made.slides]
    assert len(made.slides) >= 11
    outside = [
        shape.name for slide in made.slides for shape in slide.shapes
        if shape.left < 0 or shape.left + shape.width > made.slide_width or shape.top + shape.height > made.slide_height
    ]  # fmt: skip
    assert outside == []


def packed(**parts: bytes) -> bytes:
    """The template as a deck with some parts put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template("deck"))) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in {*read.namelist(), *parts}:
            made.writestr(name, parts[name] if name in parts else read.read(name))
    return out.getvalue()


def without_layouts() -> bytes:
    """A deck from whose master every layout was taken."""
    made, out = Presentation(), io.BytesIO()
    for layout in list(made.slide_layouts):
        made.slide_layouts.remove(layout)
    made.save(out)
    return out.getvalue()


def document() -> bytes:
    """A text of Word."""
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "not_slides"),
        (lambda: b"not a zip", "not_slides"),
        (lambda: b"PK\x03\x04broken", "not_slides"),
        (document, "not_slides"),
        (lambda: packed(**{"ppt/presentation.xml": b"<broken"}), "not_slides"),
        (lambda: packed(**{"ppt/vbaProject.bin": b"x"}), "macros"),
        (lambda: packed(**{"ppt/media/large.bin": bytes(100_000_001)}), "too_large"),
        (without_layouts, "no_layout"),
    ],
)
def test_what_is_no_template_is_refused(make: Any, code: str, material) -> None:  # type: ignore[no-untyped-def]
    """A wrong file is named as such, never half used: another kind, broken, with macros, a bomb, without layouts."""
    with pytest.raises(BadTemplate) as refused:
        deck(material("ha-noi", 2022), template=make())
    assert refused.value.code == code


def test_the_same_question_gives_the_same_bytes(material) -> None:  # type: ignore[no-untyped-def]
    """Two builds are equal to the byte, nested sheets too, and carry the day of the view."""
    first, second = deck(material("ha-noi", 2022)), deck(replace(material("ha-noi", 2022)))
    assert first == second
    assert {entry.date_time for entry in entries(first)} == {(1980, 1, 1, 0, 0, 0)}
    core = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml")
    assert b"2026-06-30T00:00:00Z" in core


def test_progress_goes_from_nothing_to_all(material) -> None:  # type: ignore[no-untyped-def]
    """Whoever waits hears each slide by its number, then that the file is written."""
    heard: list[tuple[int, int, str]] = []
    deck(material("ha-noi", 2022), progress=lambda done, total, what: heard.append((done, total, what)))
    assert [done for done, _, _ in heard] == list(range(len(heard)))
    assert heard[0][2] == f"Lập trang 1/{heard[0][1]}"
    assert heard[-1][0] == heard[-1][1]


def placed(chart: Any, n: int) -> Any:
    """Where the first series sets the figure of its n-th point."""
    return chart.plots[0].series[0].points[n].data_label.position


@pytest.mark.parametrize(
    ("place", "nth", "point", "expected"),
    [("ha-noi", 3, 0, "BELOW"), ("ha-noi", 3, 1, "ABOVE"), ("vinh-phuc", 3, 2, "RIGHT")],
)
def test_no_line_runs_through_a_figure(place: str, nth: int, point: int, expected: str, material: Any) -> None:
    """A figure gives way to the line: under a dot from which it climbs, beside the last one where a target is above."""
    assert placed(charts(deck(material(place, 2022)))[nth], point).name == expected


def test_columns_give_way_to_what_cannot_be_broken() -> None:
    """A long word or figure takes what it needs, the other columns share the rest; too little room is told."""
    columns = (Column("Tên", 1.0), Column("Số", 1.0, "right"))
    grid = Grid(columns, (Line(("tên dài của chỉ tiêu", "2.500.000–2.700.000")),), size=12.0)
    name, figure = grid.widths(7.0)
    assert name < 3.5 < figure
    assert sum(grid.widths(7.0)) == pytest.approx(7.0)
    assert grid.whole(7.0)
    assert not grid.whole(4.0)
    assert Grid(columns, (), size=12.0).widths(7.0) == [3.5, 3.5]
