"""The screen of one place through app.py: what each address opens, and what each filter changes."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def shipped(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped data."""
    monkeypatch.setenv("TVET_STORE", str(store))


def opened(**query: str) -> AppTest:
    """The screen at an address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("pages/province.py")
    for name, code in query.items():
        app.query_params[name] = code
    return app.run()


def shown(app: AppTest) -> str:
    """All own HTML of a run; the page itself must not have failed."""
    assert [error.value for error in app.error] == []
    assert not app.exception
    return unescape("".join(element.proto.body for element in app.get("html")))


def headline(app: AppTest) -> str:
    """The headline of a run."""
    found = re.search(r'class="headline">([^<]*)<', shown(app))
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("place", "year", "expected"),
    [
        ("ha-noi", "2022", "Hà Nội 2022: 5 trong 6 chỉ tiêu đạt hoặc vượt kế hoạch; trung cấp chưa đủ căn cứ"),
        ("ha-noi", "2020", "Hà Nội 2020: tỷ lệ lao động qua đào tạo vượt kế hoạch 0,05 điểm %"),
        ("ha-noi", "2025", "Hà Nội 2025: 11 chỉ tiêu kế hoạch, chưa có số thực hiện"),
        ("an-giang", "2011", "An Giang 2011: mới có số liệu của cơ quan thống kê"),
        ("bac-ninh-2025", "2026", "Bắc Ninh 2026: chưa có kế hoạch năm và số thực hiện"),
        ("phu-tho-2025", "2030", "Phú Thọ 2030: chưa có kế hoạch và số liệu riêng"),
        ("vinh-phuc", "2030", "Tỉnh Vĩnh Phúc (trước 01/7/2025) 2030: 5 chỉ tiêu kế hoạch, chưa có số thực hiện"),
    ],
)
def test_headlines(place: str, year: str, expected: str) -> None:
    """Every place and year opens with a sentence made from what is known of it."""
    assert headline(opened(place=place, year=year)).startswith(expected)


def test_without_codes_it_opens_on_a_place_and_year() -> None:
    """The bare address is that of Hà Nội 2022."""
    assert headline(opened()).startswith("Hà Nội 2022")


@pytest.mark.parametrize(
    "query",
    [
        {"place": "no-such-place"}, {"year": "1850"}, {"period": "2021-YTD11"}, {"as_of": "yesterday"},
        {"place": "<b>", "period": "<i>"},
    ],
)  # fmt: skip
def test_codes_that_do_not_exist_are_passed_over(query: dict[str, str]) -> None:
    """A wrong code opens the default, never an error."""
    assert headline(opened(**query)).startswith("Hà Nội 2022")


def test_another_place_and_year_are_put_in_the_address() -> None:
    """Each filter writes its plain code."""
    app = opened()
    app.selectbox(key="w_place").set_value("vinh-phuc").run()
    assert app.query_params["place"] == "vinh-phuc"
    assert headline(app).startswith("Vĩnh Phúc 2022")
    app.selectbox(key="w_year").set_value("2023").run()
    assert app.query_params["year"] == "2023"
    assert " 2023" in headline(app)


def test_a_part_of_the_year_counts_alone() -> None:
    """At nine months the figures of eleven are not yet known, in the table as in the years."""
    app = opened(place="ha-noi", year="2022")
    assert "245.316" in shown(app)
    app.selectbox(key="w_period").set_value("2022-YTD09").run()
    assert app.query_params["period"] == "2022-YTD09"
    assert "gần 198.000" in shown(app)
    assert "245.316" not in shown(app)


def test_a_year_without_parts_has_no_period_filter() -> None:
    """A filter with one choice is no filter."""
    assert [box.key for box in opened(place="vinh-phuc", year="2022").selectbox] == ["w_place", "w_year"]


def test_an_earlier_day_is_said_and_hides_what_came_later() -> None:
    """On 1/7/2022 the plan was known and the eleven months were not."""
    told = shown(opened(place="ha-noi", year="2022", as_of="2022-07-01"))
    assert "Số liệu biết đến 01/7/2022" in told
    assert "224.500" in told
    assert "245.316" not in told


def test_a_successor_shows_old_plans_under_the_old_name() -> None:
    """Phú Thọ of 2030 shows what Vĩnh Phúc had set, named and not judged."""
    told = shown(opened(place="phu-tho-2025", year="2030"))
    assert 'class="old">Tỉnh Vĩnh Phúc (trước 01/7/2025)<' in told
    assert "không dùng để đánh giá địa phương mới" in told
    assert "Địa phương đã sắp xếp lại" in told
    assert "Còn phải làm" not in told


@pytest.mark.parametrize(
    ("place", "year", "sentence", "link"),
    [
        ("phu-tho-2025", "2022", "Năm 2022 chưa có Phú Thọ (từ 01/7/2025)", "place=vinh-phuc"),
        ("vinh-phuc", "2030", "đã sắp xếp lại từ 01/7/2025", "place=phu-tho-2025"),
    ],
)
def test_a_place_out_of_its_time(place: str, year: str, sentence: str, link: str) -> None:
    """A place that did not exist opens with a sentence and the way to the place of that time."""
    told = shown(opened(place=place, year=year))
    assert sentence in told
    assert link in told


def test_competing_targets_say_why() -> None:
    """Hà Nội's certified rate of 2025 has three targets, the one in force first."""
    told = shown(opened(place="ha-noi", year="2025"))
    part = told[told.index("Nhiều kế hoạch cho cùng một kỳ") :]
    assert re.search(r"năm 2025: đang áp dụng 55%; 2 kế hoạch khác.*55%.*55,5%.*55–60%", part)
    assert "mục tiêu đến cuối kỳ đứng sau kế hoạch năm" in part


def test_figures_that_differ_stand_with_unit_state_and_source() -> None:
    """Hà Nội 2020: 218.848 persons in force, 215.000 turns beside it, each with who recorded it."""
    told = shown(opened(place="ha-noi", year="2020"))
    part = told[told.index("Số liệu khác đã công bố") :]
    assert "218.848 người</b> (chính thức, năm 2020)" in part
    assert "215.000 lượt người</b> (sơ bộ, năm 2020)" in part
    assert "hanoi.qdnd.vn" in part
    assert "Số liệu kèm hệ thống, ghi nhận" in part


def test_longer_targets_name_the_missing_years() -> None:
    """The plan of five years says which years lack a figure; the milestone stands beside the latest one."""
    told = shown(opened(place="ha-noi", year="2022"))
    assert "thiếu số liệu năm 2022, 2023, 2024, 2025" in told
    assert "Đến năm 2030" in told


def test_years_without_figures_link_to_those_that_have() -> None:
    """An empty year is no dead end."""
    told = shown(opened(place="bac-ninh-2025", year="2026"))
    assert "Các năm có số liệu" in told
    assert "year=2025" in told


def test_the_statistics_series_stands_apart() -> None:
    """Its figure of the view's year, the nation's beside it, and that it is not to be compared."""
    told = shown(opened(place="an-giang", year="2011"))
    assert "Không so với tỷ lệ địa phương báo cáo" in told


@pytest.mark.parametrize("place", ["ha-noi", "vinh-phuc", "phu-tho-2025"])
def test_in_english_no_vietnamese_word_is_left(place: str) -> None:
    """The words are English; only quotations, names in documents and addresses may be Vietnamese."""
    told = shown(opened(place=place, year="2022", lang="en"))
    for word in ("Kế hoạch", "Thực hiện", "chỉ tiêu", "nguồn", "Số liệu", "địa phương"):
        assert word not in re.sub(r'<div class="quote">.*?</div>|<p class="detail">.*?</p>', "", told)


def test_a_document_whose_text_is_shipped_can_be_read() -> None:
    """The plan 72/KH-UBND links to its text."""
    assert 'href="documents/ha-noi.72-kh-ubnd.2022-03-04.txt"' in shown(opened(place="ha-noi", year="2022"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"place": "24", "year": "2022"}, ["Địa phương: “24” không có ở đây, đang hiện Hà Nội."]),
        ({"place": "ha-noi", "year": "1999"}, ["Năm: “1999” không có ở đây, đang hiện Năm 2022."]),
        ({"place": "[x](//y.z)", "year": "2022"}, ["Địa phương: “xy.z” không có ở đây, đang hiện Hà Nội."]),
        ({"place": "ha-noi", "year": "2022"}, []),
        ({}, []),
    ],
)
def test_a_link_to_what_does_not_exist_says_what_is_shown_instead(query: dict[str, str], said: list[str]) -> None:
    """A wrong place or year is never exchanged for another without a word; said once, then the address is mended."""
    app = opened(**query)
    assert [toast.value for toast in app.toast] == said
    assert list(app.run().toast) == []
