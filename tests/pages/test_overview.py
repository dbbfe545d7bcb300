"""The overview through app.py: what it opens with, what each filter changes, and that thin years look intended."""

import html as entities
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.ui import choices

APP = Path(__file__).resolve().parents[2] / "app.py"
Open = Callable[..., AppTest]


@pytest.fixture
def open_overview(store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the first screen on the shipped data with codes in its address."""
    monkeypatch.setenv("TVET_STORE", str(store))

    def opened(**query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        for name, code in query.items():
            app.query_params[name] = code
        return clean(app.run())

    return opened


def clean(app: AppTest) -> AppTest:
    """The run, which neither failed nor said that it had."""
    assert not app.exception
    assert not app.error
    return app


def shown(app: AppTest) -> str:
    """All own HTML of a run, in plain letters."""
    return entities.unescape("".join(element.proto.body for element in app.get("html")))


def headline(app: AppTest) -> str:
    """The page's headline."""
    found = re.search(r'<h1 class="headline">(.*?)</h1>', shown(app))
    assert found
    return found[1]


def cells(app: AppTest) -> int:
    """How many cells the coverage strip has."""
    strip = re.search(r'<div class="strip".*?</div>', shown(app))
    assert strip
    return strip[0].count("<i ")


def choose(app: AppTest, param: str, code: str) -> AppTest:
    """Choose a code in the filter of a parameter."""
    return clean(app.selectbox(key=f"w_{param}").set_value(code).run())


def keys(app: AppTest) -> set[str | None]:
    """The filters in sight."""
    return {box.key for box in app.selectbox}


def figure(app: AppTest) -> str:
    """The tile grid as it is sent."""
    (drawn,) = app.get("plotly_chart")
    return json.dumps(json.loads(drawn.proto.spec), ensure_ascii=False)


def test_it_opens_on_the_latest_year_with_verdicts(open_overview: Open) -> None:
    """Hà Nội's 2022 leads: the headline names the short part, four cards stand, coverage is said."""
    app = open_overview()
    text = shown(app)
    assert headline(app) == (
        "Năm 2022: Hà Nội vượt kế hoạch tuyển sinh, riêng trung cấp còn thiếu 172 lượt người để đạt kế hoạch năm"
    )
    for figure_text in ("245.316", "27.828", "72,23", "52,5", "109,27%", "99,39%", "riêng trung cấp còn thiếu 172"):
        assert figure_text in text
    assert cells(app) == 63
    assert "2/63 tỉnh, thành phố có số so được" in text


def test_the_matrix_leads_to_places_with_the_year_kept(open_overview: Open) -> None:
    """A cell links to its place in the year shown; every verdict has sign, word and class."""
    text = shown(open_overview(year="2022"))
    assert 'class="cell nearly" href="province?year=2022&place=vinh-phuc"' in text
    assert "<b>◆ −0,4 điểm</b><span>Xấp xỉ KH</span>" in text
    assert "<b>? −0,1 điểm</b><span>Số làm tròn</span>" in text
    assert "59 tỉnh, thành phố khác chưa có số liệu năm 2022" in text
    assert "Xem cả 59" in text


def test_figures_name_their_sources(open_overview: Open) -> None:
    """Each card's sources stand behind one click: the document by number, date and issuer, the report as a link."""
    text = shown(open_overview(year="2022"))
    assert "Kế hoạch số 72/KH-UBND ngày 04/3/2022" in text
    assert 'target="_blank" rel="noopener noreferrer">nguoihanoi.vn</a>' in text


def test_the_year_moves_everything(open_overview: Open) -> None:
    """From 2022 to 2025: the nation leads, 34 provinces, ended ones apart; and back."""
    app = choose(open_overview(), "year", "2025")
    assert app.query_params["year"] == "2025"
    assert headline(app).startswith("Năm 2025: Cả nước chưa có số cả năm, 6 tháng đầu năm 2025 bằng 40,00%")
    assert cells(app) == 34
    assert "Địa phương trước 01/7/2025" in shown(app)
    assert "29,2" in shown(app)
    app = choose(app, "year", "2022")
    assert cells(app) == 63
    assert headline(app).startswith("Năm 2022: Hà Nội")


def test_a_province_comes_first(open_overview: Open) -> None:
    """Vĩnh Phúc chosen: its headline, its cards, its row first; then the country again."""
    app = choose(open_overview(year="2022"), "place", "vinh-phuc")
    text = shown(app)
    assert headline(app).startswith("Vĩnh Phúc 2022")
    assert text.index(">Vĩnh Phúc</a></th>") < text.index(">Hà Nội</a></th>")
    assert "Mọi chỉ tiêu của Vĩnh Phúc năm 2022" in text
    assert "245.316" not in text.split('class="matrix"')[0]
    assert headline(choose(app, "place", "viet-nam")).startswith("Năm 2022: Hà Nội")


def test_the_period_looks_back(open_overview: Open) -> None:
    """At nine months the eleven months' figures are not yet known; the latest brings them back."""
    app = choose(open_overview(year="2022"), "period", "2022-YTD09")
    assert app.query_params["period"] == "2022-YTD09"
    assert "245.316" not in shown(app)
    assert "245.316" in shown(choose(app, "period", "latest"))


def test_no_period_filter_without_periods(open_overview: Open) -> None:
    """A year of which no part was reported shows no dead filter and drops the code from the address."""
    app = choose(open_overview(year="2022", period="2022-YTD09"), "year", "2030")
    assert "w_period" not in keys(app)
    assert "period" not in app.query_params


def test_the_grid_shows_one_indicator(open_overview: Open) -> None:
    """Another indicator gives the grid another title; both archipelagos always stand in it."""
    app = open_overview(year="2022")
    before = figure(app)
    app = choose(app, "indicator", "enrolment")
    assert figure(app) != before
    for name in ("Quần đảo Hoàng Sa", "Quần đảo Trường Sa", "không phải bản đồ hành chính"):
        assert name in figure(app)
    assert app.query_params["indicator"] == "enrolment"


@pytest.mark.parametrize(
    ("year", "sentence", "absent"),
    [
        ("2008", "Năm 2008 chỉ có số thực hiện, không có kế hoạch để so", "Khoảng cách lớn nhất"),
        ("2016", "Năm 2016 chỉ có số thực hiện, không có kế hoạch để so", "Có kế hoạch, chưa có số thực hiện"),
        ("2024", "Năm 2024 chưa có số thực hiện nào so được với kế hoạch", "Khoảng cách lớn nhất"),
        ("2026", "Năm gần nhất có đánh giá: 2022", "đều đã có số thực hiện"),
        ("2030", "Chưa đến hạn", "đều đã có số thực hiện"),
    ],
)
def test_a_thin_year_says_what_it_has(open_overview: Open, year: str, sentence: str, absent: str) -> None:
    """A year without verdicts says so, shows what is known and claims nothing."""
    text = shown(open_overview(year=year))
    assert sentence in text
    assert absent not in text


def test_figures_of_another_year_are_no_coverage(open_overview: Open) -> None:
    """In 2030 the figure of 2023 compares with nothing."""
    assert "0/34 tỉnh, thành phố có số so được" in shown(open_overview(year="2030"))


def test_the_foot_does_not_grow(open_overview: Open) -> None:
    """Every run says the same foot, as often as the screen is shown."""
    first = shown(open_overview()).split("<footer")[1]
    assert shown(open_overview()).split("<footer")[1] == first
    assert first.count("Kho dữ liệu") <= 1


@pytest.mark.parametrize("query", [{"year": "abcd"}, {"place": "xx"}, {"period": "2022-XX"}, {"indicator": "none"},
                                   {"as_of": "yesterday"}, {"lang": "xx"}])  # fmt: skip
def test_codes_that_do_not_exist_are_mended(open_overview: Open, query: dict[str, str]) -> None:
    """A wrong code shows the default view."""
    assert headline(open_overview(**query)).startswith("Năm 2022: Hà Nội")


def test_an_earlier_day_is_said_and_left(open_overview: Open) -> None:
    """What was known on 1/6/2022 holds no result of that year; the banner leads back to the latest."""
    text = shown(open_overview(year="2022", as_of="2022-06-01"))
    assert "Số liệu biết đến 01/6/2022" in text or "Số liệu biết đến 1/6/2022" in text
    assert 'href=".?year=2022"' in text
    assert "245.316" not in text


@pytest.mark.parametrize("query", [{"round": "khong-co"}, {"as_of": "2022-13-45"}])
def test_a_round_or_day_that_does_not_exist_is_said(open_overview: Open, query: dict[str, str]) -> None:
    """A pinned link never shows the latest figures as if they were those it was pinned to."""
    text = shown(open_overview(year="2022", **query))
    assert next(iter(query.values())) in text
    assert "đang hiện số liệu mới nhất" in text
    assert 'href=".?year=2022"' in text


def test_english_keeps_the_view(open_overview: Open) -> None:
    """The same view in English: no Vietnamese word but names of documents and quotations."""
    app = open_overview(year="2022", lang="en")
    assert headline(app).startswith("2022: Ha Noi")
    assert "Close to target" in shown(app)
    assert "Chưa" not in re.sub(r"“.*?”|<details.*?</details>", "", shown(app), flags=re.DOTALL)


@pytest.mark.parametrize(
    ("points", "opened"),
    [
        ([], []), ([{"x": 1}], []), ([{"customdata": ["</script>"]}], []),
        ([{"customdata": ["ha-noi"]}], ['"province?place=ha-noi&year=2022"']),
    ],
)  # fmt: skip
def test_a_clicked_tile_opens_its_place(
    store: Path, monkeypatch: pytest.MonkeyPatch, points: list[dict[str, Any]], opened: list[str]
) -> None:
    """Only a mark that carries a known place leads on, with the year kept."""
    went: list[str] = []
    monkeypatch.setenv("TVET_STORE", str(store))
    monkeypatch.setattr(st, "html", lambda text, **_: went.extend(re.findall(r"assign\((.*?)\)", text)))
    choices.open_picked({"selection": {"points": points}}, "2022")
    assert went == opened
