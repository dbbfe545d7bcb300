"""The comparison through app.py: the view it opens with, and what each filter and view changes."""

import html as entities
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"
Open = Callable[..., AppTest]


@pytest.fixture
def open_compare(store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the comparison on the shipped data with codes in its address."""
    monkeypatch.setenv("TVET_STORE", str(store))

    def opened(**query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30).run()
        app = app.switch_page("pages/compare.py")
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


def title(app: AppTest) -> str:
    """The message of the figure, as a screen reader says it."""
    (said,) = {drawn.proto.alt for drawn in app.get("plotly_chart")}
    return str(said)


def figures(app: AppTest) -> list[str]:
    """The figures as they are sent."""
    drawn = [json.loads(figure.proto.spec) for figure in app.get("plotly_chart")]
    return [json.dumps(figure, ensure_ascii=False) for figure in drawn]


def choose(app: AppTest, param: str, code: str) -> AppTest:
    """Choose a code in the filter of a parameter."""
    return clean(app.selectbox(key=f"w_{param}").set_value(code).run())


def look(app: AppTest, view: str) -> AppTest:
    """Choose a view."""
    return clean(app.segmented_control(key="w_shape").set_value(view).run())


def keys(app: AppTest) -> set[str | None]:
    """The filters in sight."""
    return {box.key for box in app.selectbox}


def test_it_opens_with_the_best_filled_series(open_compare: Open) -> None:
    """The statistics office's series as small multiples of 63 provinces, for a laptop and for a projector."""
    app = open_compare()
    assert title(app) == (
        "61 trong 63 địa phương có tỷ lệ có bằng, chứng chỉ (thống kê) năm 2016 cao hơn năm 2008; "
        "cả nước từ 14,3% lên 20,6%"
    )
    assert len(app.get("plotly_chart")) == 2
    assert keys(app) == {"w_indicator", "w_from", "w_to"}
    assert "Nguồn số liệu (1)" in shown(app)


def test_no_view_without_anything_to_show(open_compare: Open) -> None:
    """No province has a target of the statistics office's series, so its own plan is no view."""
    app = open_compare(shape="plan")
    assert "So với kế hoạch" not in app.segmented_control(key="w_shape").options
    assert title(app).startswith("61 trong 63")


def test_the_heat_map_and_back(open_compare: Open) -> None:
    """The same years as a heat map against the nation; its address says so."""
    app = look(open_compare(), "heat")
    assert app.query_params["shape"] == "heat"
    assert title(app).startswith("15 trong 63 địa phương")
    assert "heatmap" in figures(app)[0]
    assert "heatmap" not in figures(look(app, "multiples"))[0]


def test_a_link_with_the_first_name_of_the_shape(open_compare: Open) -> None:
    """A link of before the shape had its own name in the address opens that shape, under the present name."""
    app = open_compare(view="heat", place="ha-noi")
    assert title(app).startswith("15 trong 63 địa phương")
    assert app.query_params["shape"] == "heat"
    assert "view" not in app.query_params


def test_a_span_of_years(open_compare: Open) -> None:
    """A shorter span is compared between its own ends; the end never lies before the start."""
    app = choose(open_compare(), "from", "2012")
    assert "năm 2016 cao hơn năm 2012" in title(app)
    assert app.selectbox(key="w_to").options[0] == "đến 2012"
    app = choose(app, "to", "2015")
    assert "năm 2015 cao hơn năm 2012" in title(app)
    assert (app.query_params["from"], app.query_params["to"]) == ("2012", "2015")
    app = choose(app, "from", "2016")
    assert app.query_params["to"] == "2016"
    assert title(app).startswith("63 địa phương có số liệu")


def test_two_places(open_compare: Open) -> None:
    """Two places in the latest year of both, with the difference in points; never a place beside itself."""
    app = look(open_compare(), "pair")
    app = choose(app, "place", "ha-noi")
    app = choose(app, "place2", "da-nang")
    assert title(app) == "Hà Nội 42,7%, Đà Nẵng 40,9% năm 2016, chênh lệch 1,8 điểm phần trăm"
    app = choose(app, "place", "da-nang")
    assert app.query_params["place2"] != "da-nang"
    assert "Đà Nẵng" not in app.selectbox(key="w_place2").options


def test_own_plans_of_a_year(open_compare: Open) -> None:
    """Places that report against their own plans; who has a plan only is named, not drawn last."""
    app = choose(open_compare(), "indicator", "trained_labour_rate")
    assert title(app) == "2 địa phương có số so được về tỷ lệ lao động qua đào tạo: 1 đạt hoặc vượt kế hoạch"
    assert "1 địa phương có kế hoạch, chưa có số thực hiện: Cần Thơ." in shown(app)
    assert "Cần Thơ" not in figures(app)[0]
    assert keys(app) == {"w_indicator", "w_year", "w_order"}


def test_the_order_is_no_ranking(open_compare: Open) -> None:
    """Sorting by own attainment comes with its note; the official order has none."""
    app = choose(open_compare(indicator="trained_labour_rate"), "year", "2022")
    note = "không phải xếp hạng"
    assert note not in figures(app)[0]
    app = choose(app, "order", "attainment")
    assert app.query_params["order"] == "attainment"
    assert note in figures(app)[0]


def test_another_indicator_mends_the_view(open_compare: Open) -> None:
    """From a heat map of rates to a count: a view that the count does not have gives way to one it has."""
    app = choose(look(open_compare(), "heat"), "indicator", "enrolment")
    assert app.query_params["shape"] == "plan"
    assert "tuyển sinh" in title(app)
    app = choose(app, "indicator", "gso_certified_labour_rate")
    assert title(app).startswith("61 trong 63")


@pytest.mark.parametrize(
    "query",
    [
        {"indicator": "none"}, {"shape": "none"}, {"view": "none"}, {"from": "1900"}, {"to": "x"},
        {"place": "xx"}, {"as_of": "x"}, {"indicator": "enrolment.cao_dang"},
    ],
)  # fmt: skip
def test_codes_that_do_not_exist_are_mended(open_compare: Open, query: dict[str, str]) -> None:
    """A wrong code, or a part that means another thing in each place, shows the default view."""
    assert title(open_compare(**query)).startswith("61 trong 63")


def test_a_series_of_parts_of_years_alone_is_not_offered(open_compare: Open) -> None:
    """Provinces report graduates for parts of years and have no plan of them: no shape could show that."""
    app = open_compare(indicator="graduates")
    assert title(app).startswith("61 trong 63")
    assert not [name for name in app.selectbox(key="w_indicator").options if "tốt nghiệp" in name]


def test_english(open_compare: Open) -> None:
    """The same view in English."""
    app = open_compare(lang="en", shape="heat")
    assert title(app).startswith("In 15 of 63 places, the certified labour rate")
    assert "Thừa Thiên" not in figures(app)[0]


def test_before_the_series_was_known(open_compare: Open) -> None:
    """On 1/1/2018 the series of 2018-09-21 was not yet known; the banner says which day it is."""
    app = open_compare(as_of="2018-01-01")
    assert "gso_certified_labour_rate" not in str(app.query_params.get("indicator"))
    assert "Số liệu biết đến" in shown(app)
