"""The meeting screen and the meeting view through app.py: what each address opens, what each choice changes."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.exporting import file_name
from pages.ui.meeting_material import Asked

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def shipped(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped data."""
    monkeypatch.setenv("TVET_STORE", str(store))


def opened(page: str = "meeting", **query: str) -> AppTest:
    """A screen at an address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    for name, code in query.items():
        app.query_params[name] = code
    return app.run()


def wall(page: str) -> None:
    """The script that shows the meeting view of a screen; its imports are its own."""
    from pages.ui import stage

    stage.show(page)


def on_the_wall(page: str, **query: str) -> AppTest:
    """The meeting view of a screen at an address; the overview's through app.py, where the frame gives way."""
    app = (
        AppTest.from_function(wall, default_timeout=60, args=(page,))
        if page
        else AppTest.from_file(str(APP), default_timeout=60)
    )
    for name, code in ({"place": "ha-noi", "year": "2022", "view": "meeting"} | query).items():
        app.query_params[name] = code
    return app.run()


def shown(app: AppTest) -> str:
    """All own HTML of a run; the page itself must not have failed."""
    assert [error.value for error in app.error] == []
    assert not app.exception
    return unescape("".join(element.proto.body for element in app.get("html")))


def files(app: AppTest) -> list[str]:
    """The labels of the buttons that give a file."""
    return [button.proto.label for button in app.get("download_button")]


def way_in(app: AppTest) -> dict[str, list[str]]:
    """The codes of the address that the button leads to."""
    found = re.search(r'class="button" target="_self" href="([^"]*)"', shown(app))
    assert found is not None
    return parse_qs(urlsplit(found.group(1)).query)


def test_it_says_what_the_files_will_say() -> None:
    """Headline, main sentences, slides and report table stand there before anything is built."""
    said = shown(opened(place="ha-noi", year="2022"))
    assert "Tuyển sinh và đào tạo được 245.316 lượt người, đạt 109,27% kế hoạch năm" in said
    assert "Trang trình chiếu gồm 12 trang" in said
    assert "Biểu 01. Kết quả thực hiện chỉ tiêu GDNN 11 tháng năm 2022" in said


def test_table_and_paragraph_are_there_to_paste() -> None:
    """The paragraph under the table gives parts and document with its date; none where nothing is known."""
    said = shown(opened(place="ha-noi", year="2022"))
    assert "trung cấp 27.828 lượt người, đạt 99,39%, còn thiếu 172 lượt người" in said
    assert "Kế hoạch số 72/KH-UBND ngày 04/3/2022" in said
    assert "[Nguyên nhân: …] [Giải pháp: …]" in said
    assert "Đoạn văn kèm biểu" not in shown(opened(place="an-giang", year="2011"))


def test_every_office_file_has_a_button() -> None:
    """Slides, report and workbook can be had on any machine."""
    assert {"PowerPoint (.pptx)", "Word (.docx)", "Excel (.xlsx)"} <= set(files(opened(place="ha-noi", year="2022")))


def test_without_helpers_the_screen_says_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No button for what this machine cannot make; a sentence names what it lacks."""
    monkeypatch.setattr("pages.ui.exporting.makes_pdf", lambda: False)
    monkeypatch.setattr("pages.ui.exporting.makes_pictures", lambda: False)
    app = opened(place="ha-noi", year="2022")
    assert {"PDF", "PNG", "SVG"} & set(files(app)) == set()
    assert "Cần LibreOffice" in shown(app)
    assert "Cần Chromium" in shown(app)


def test_picked_indicators_stand_in_the_address_and_decide() -> None:
    """Only what is picked goes along; without a pick everything does."""
    app = opened(place="ha-noi", year="2022")
    app.pills(key="w_blocks").set_value(["trained_labour_rate"]).run()
    assert app.query_params["blocks"] == "trained_labour_rate"
    assert "245.316" not in shown(app)
    app.pills(key="w_blocks").set_value([]).run()
    assert "blocks" not in app.query_params
    assert "245.316" in shown(app)


def test_a_typed_title_replaces_the_message() -> None:
    """What the planner types stands in the list of slides."""
    app = opened(place="ha-noi", year="2022")
    app.text_input(key="typed-ha-noi-2022-vi-enrolment").set_value("Tuyển sinh <tốt>").run()
    said = shown(app)
    assert "Tuyển sinh <tốt>" in said
    assert "<li>Tuyển sinh vượt 20.816" not in said


@pytest.mark.parametrize("query", [
    {"place": "no-such-place"}, {"year": "1850"}, {"period": "2021-YTD11"}, {"blocks": "<b>,nothing"},
    {"picture": "none"}, {"as_of": "yesterday"},
])  # fmt: skip
def test_codes_that_do_not_exist_are_passed_over(query: dict[str, str]) -> None:
    """A wrong code opens the default, never an error."""
    assert "245.316" in shown(opened(**({"place": "ha-noi", "year": "2022"} | query)) if "place" not in query else
                              opened(year="2022", **query))  # fmt: skip


@pytest.mark.parametrize(("place", "year"), [("cao-bang", "2022"), ("an-giang", "2011")])
def test_a_place_without_targets_offers_no_file(place: str, year: str) -> None:
    """Nothing is offered where there is nothing to say."""
    app = opened(place=place, year=year)
    assert files(app) == []
    assert 'class="empty"' in shown(app)


def test_figures_known_by_a_day_say_so() -> None:
    """An earlier day is told of, and its figures only are used."""
    said = shown(opened(place="ha-noi", year="2022", as_of="2022-06-30"))
    assert "Số liệu biết đến 30/6/2022" in said
    assert "245.316" not in said


@pytest.mark.parametrize(("page", "codes"), [
    ("meeting", {"place": ["ha-noi"], "year": ["2022"], "view": ["meeting"]}),
    ("province", {"place": ["ha-noi"], "year": ["2022"], "view": ["meeting"]}),
    ("overview", {"place": ["ha-noi"], "year": ["2022"], "view": ["meeting"]}),
])  # fmt: skip
def test_a_button_leads_to_the_meeting_view(page: str, codes: dict[str, list[str]]) -> None:
    """The button keeps what is in view."""
    assert way_in(opened(page, place="ha-noi", year="2022")) == codes


# The meeting view


@pytest.mark.parametrize(("page", "step", "said", "number"), [
    ("province", None, "245.316 lượt người, đạt 109,27%", "1/7"),
    ("province", "table", "Biểu 01. Kết quả thực hiện", "6/7"),
    ("province", "needed", "172 lượt người", "7/7"),
    ("province", "<none>", "245.316 lượt người, đạt 109,27%", "1/7"),
    ("meeting", "table", "Biểu 01. Kết quả thực hiện", "6/7"),
    ("", None, "27.828", "1/4"),
    ("", "matrix", "134,73%", "3/4"),
    ("progress", "levels", "Tiến độ theo trình độ", "2/3"),
    ("progress", "targets", "Các mục tiêu của địa phương", "3/3"),
])  # fmt: skip
def test_an_address_reopens_its_step(page: str, step: str | None, said: str, number: str) -> None:
    """The step stands in the address; one that does not exist opens the first."""
    app = on_the_wall(page, **({"step": step} if step else {}))
    assert said in shown(app)
    assert f'class="stage-count">{number}<' in shown(app)


@pytest.mark.parametrize(("page", "step", "told", "absent"), [
    ("province", "results", ["72/KH-UBND", "Số liệu đến", "Mở lại: "], []),
    ("province", "table", ["Số liệu đến 31/12/2022", "Mở lại: "], []),
    ("province", "needed", ["72/KH-UBND", "nguoihanoi.vn", "Số liệu đến 30/11/2022"], ["177/KH-UBND"]),
    ("", "cards", ["72/KH-UBND", "nguoihanoi.vn"], ["220/KH-UBND"]),
    ("", "matrix", ["72/KH-UBND", "241/KH-UBND"], ["220/KH-UBND"]),
    ("", "gaps", ["72/KH-UBND"], ["241/KH-UBND", "220/KH-UBND"]),
    ("progress", "levels", ["72/KH-UBND", "nguoihanoi.vn", "lũy kế từ đầu năm"], ["177/KH-UBND"]),
    ("progress", "targets", ["72/KH-UBND", "177/KH-UBND", "nguoihanoi.vn"], []),
])  # fmt: skip
def test_a_sheet_of_text_says_where_its_figures_come_from(
    page: str, step: str, told: list[str], absent: list[str]
) -> None:
    """A screenshot is a slide: documents and sources of what is shown, and of nothing else, data date, address."""
    found = re.search(r'<p class="stage-foot">(.*?)</p>', shown(on_the_wall(page, step=step)), re.DOTALL)
    assert found is not None
    assert [text for text in told if text not in found.group(1)] == []
    assert [text for text in absent if text in found.group(1)] == []


@pytest.mark.parametrize(("page", "step"), [("province", "enrolment"), ("province", "years-enrolment"),
                                             ("", "map"), ("compare", "multiples"), ("compare", "heat"),
                                             ("compare", "pair"), ("progress", "year")])  # fmt: skip
def test_a_figure_fills_its_sheet(page: str, step: str) -> None:
    """A figure is drawn for the whole of a sheet of 16:9, still and on white."""
    app = on_the_wall(page, step=step)
    shown(app)
    (figure,) = app.get("plotly_chart")
    assert '"staticPlot": true' in figure.proto.config
    assert '"paper_bgcolor":"#FFFFFF"' in figure.proto.spec.replace(": ", ":")


@pytest.mark.parametrize(("page", "indicator", "number"), [
    ("compare", "trained_labour_rate", "1/4"), ("progress", "trained_labour_rate", "1/3"),
])  # fmt: skip
def test_a_series_opens_with_its_own_figure(page: str, indicator: str, number: str) -> None:
    """Places against their plans, the long path: what the series has comes first."""
    app = on_the_wall(page, indicator=indicator)
    assert f'class="stage-count">{number}<' in shown(app)
    assert app.get("plotly_chart")


def alt(app: AppTest) -> str:
    """The title of the figure on the wall."""
    (figure,) = app.get("plotly_chart")
    return str(figure.proto.alt)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("shape", ["multiples", "heat"])
def test_a_whole_country_takes_a_sheet_a_region(shape: str, lang: str) -> None:
    """Sixty-three places are not read on one sheet: each region has its own, under its name and a code of its own."""
    first = on_the_wall("compare", shape=shape, lang=lang)
    assert 'class="stage-count">1/13<' in shown(first)
    assert alt(first).startswith(("Đồng bằng sông Hồng: ", "Red River Delta: in "))
    asked = on_the_wall("compare", shape=shape, step=f"{shape}.vung-tay-nguyen-2005", lang=lang)
    assert 'class="stage-count">4/13<' in shown(asked)
    assert alt(asked).startswith(("Tây Nguyên: ", "Central Highlands: in "))


def test_a_step_that_became_several_opens_with_the_first() -> None:
    """An address of before the regions had sheets of their own opens that shape's first sheet."""
    app = on_the_wall("compare", step="heat")
    assert 'class="stage-count">7/13<' in shown(app)
    assert alt(app).startswith("Đồng bằng sông Hồng: ")


@pytest.mark.parametrize("query", [{"indicator": "trained_labour_rate"}, {"from": "2016", "to": "2016"}])
def test_few_places_or_years_keep_to_one_sheet_where_it_is_read(query: dict[str, str]) -> None:
    """A shape that is read on one sheet is one step."""
    app = on_the_wall("compare", shape="heat", step="heat", **query)
    assert ": " not in alt(app).partition(",")[0]


def test_the_wall_says_that_its_round_is_none() -> None:
    """An address that names a round or day that does not exist says so in one line, a real day does not."""
    assert 'class="stage-lost"' in shown(on_the_wall("progress", round="none"))
    assert "2022-99-99" in shown(on_the_wall("compare", as_of="2022-99-99"))
    assert 'class="stage-lost"' not in shown(on_the_wall("progress", as_of="2023-01-01"))


def test_a_place_without_targets_says_so_in_its_progress() -> None:
    """Where nothing can be asked about, the one step says it."""
    app = on_the_wall("progress", place="an-giang", year="2011")
    assert "chưa có kế hoạch năm hoặc mục tiêu theo mốc" in shown(app)
    assert 'class="stage-count">1/1<' in shown(app)


def test_nothing_surrounds_a_step() -> None:
    """No bar, no filter, no foot."""
    app = on_the_wall("")
    assert not app.selectbox
    assert 'class="pagefoot' not in shown(app)
    assert 'class="brand"' not in shown(app)


@pytest.mark.parametrize(("place", "year"), [("phu-tho-2025", "2030"), ("an-giang", "2011"), ("viet-nam", "2024")])
def test_thin_places_say_so_on_the_wall(place: str, year: str) -> None:
    """A place of which little is known has a step that says it."""
    assert re.search(r'class="headline">[^<]{10,}<', shown(on_the_wall("province", place=place, year=year)))


@pytest.mark.parametrize(("kind", "period", "block", "name"), [
    ("report", None, "", "bao-cao-ha-noi-2022.docx"),
    ("deck", "2022-YTD11", "", "trang-trinh-chieu-ha-noi-2022-ytd11.pptx"),
    ("png", None, "years-trained_labour_rate", "hinh-years-trained-labour-rate-ha-noi-2022.png"),
])  # fmt: skip
def test_file_names_are_plain(kind: str, period: str | None, block: str, name: str) -> None:
    """A name that every machine and mail keeps."""
    assert file_name(kind, Asked("ha-noi", 2022, period, None, None, "vi"), block) == name
