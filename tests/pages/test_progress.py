"""The screen on progress through app.py: what each address opens, what filters, hands and rounds change."""

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from scorecards import rounds
from warehouse.contracts import OBSERVATION, with_added
from warehouse.serving import serving
from warehouse.writer import now_in_vietnam, writer

APP = Path(__file__).resolve().parents[2] / "app.py"
VINH_PHUC = {"place": "vinh-phuc", "year": "2022", "indicator": "trained_labour_rate"}


@pytest.fixture(autouse=True)
def shipped(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped data."""
    monkeypatch.setenv("TVET_STORE", str(store))


def opened(page: str = "progress", **query: str) -> AppTest:
    """The screen at an address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
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
    ("query", "expected"),
    [
        (
            {"place": "ha-noi", "year": "2022", "as_of": "2022-10-15"},
            "Hà Nội: tuyển sinh 9 tháng năm 2022 bằng 88,20% kế hoạch, vượt tiến độ",
        ),
        ({"place": "ha-noi", "year": "2022"}, "Hà Nội: tuyển sinh 11 tháng năm 2022 bằng 109,27% kế hoạch, vượt KH"),
        (VINH_PHUC, "Vĩnh Phúc: tỷ lệ lao động qua đào tạo (địa phương báo cáo) cần +1,33 điểm % mỗi năm để đạt 82%"),
        ({"place": "ha-noi", "year": "2026"}, "Hà Nội: "),
        ({"place": "an-giang-2025", "year": "2026"}, "An Giang: chưa có kế hoạch năm hoặc mục tiêu theo mốc"),
        ({"place": "viet-nam", "year": "2025", "indicator": "certified_labour_rate"}, "Cả nước: tỷ lệ lao động"),
        ({"place": "ha-noi", "year": "2022", "lang": "en"}, "Ha Noi: "),
    ],
)
def test_headlines(query: dict[str, str], expected: str) -> None:
    """Every place, year and day opens with the answer that its figures carry."""
    assert headline(opened(**query)).startswith(expected)


@pytest.mark.parametrize("place", ["bac-giang", "binh-duong", "can-tho", "hai-duong", "khanh-hoa", "ninh-binh"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_thin_places_open_without_a_missing_figure_in_words(place: str, lang: str) -> None:
    """One point, no figure or no direction is a sentence; NaN and None are never read."""
    told = shown(opened(place=place, year="2022", lang=lang))
    assert not re.search(r">\s*(nan|None|NaN)\b|\bnan\b", told)


@pytest.mark.parametrize("query", [{"indicator": "<b>"}, {"place": "no-such"}, {"round": "x"}, {"m10": "abc"}])
def test_codes_that_do_not_exist_are_passed_over(query: dict[str, str]) -> None:
    """A wrong code opens the default, never an error."""
    assert headline(opened(**({"place": "ha-noi", "year": "2022"} | query))).startswith("Hà Nội: tuyển sinh")


def test_methods_that_disagree_say_so_and_why() -> None:
    """To 2025 three methods say in time, SDSN not yet; each with its ratio."""
    told = shown(opened(**VINH_PHUC))
    assert "Chưa thống nhất: Open SDG, Eurostat, UNSD cho là kịp, SDSN cho là chưa" in told
    assert "0,9993" in told
    assert "0,9744" in told
    assert "Kế hoạch số 241/KH-UBND" in told


def test_the_basis_is_read_in_order() -> None:
    """Inputs with sources, the sum, thresholds, the distance, the pace, the age."""
    told = shown(opened(place="ha-noi", year="2022", as_of="2022-10-15"))
    panel = told[told.index('class="more why"') :]
    parts = ["Kế hoạch<", "Thực hiện<", "Cách tính<", "Ngưỡng<", "Đến mức kế tiếp<", "Tiến độ<", "Tuổi số liệu<"]
    places = [panel.index(part) for part in parts]
    assert places == sorted(places)
    assert "198.000 / 224.500 = 88,20%" in panel
    assert 'href="http' in panel


def test_months_moved_by_hand_change_the_verdict_and_stand_in_the_address() -> None:
    """At what is needed the plan is met; a weak October leaves it short, and the link says so."""
    app = opened(place="ha-noi", year="2022", as_of="2022-10-15")
    assert "Cả năm 224.502 lượt người, bằng 100,00% kế hoạch" in shown(app)
    app.number_input(key="w_m10").set_value(1000.0).run()
    assert app.query_params["m10"] == ["1000"] or app.query_params["m10"] == "1000"
    assert "còn thiếu 7.832 lượt người" in shown(app)
    again = opened(place="ha-noi", year="2022", as_of="2022-10-15", m10="1000")
    assert again.number_input(key="w_m10").value == 1000


def test_years_filled_in_by_hand_are_asked_of_every_method() -> None:
    """81 in 2023 and 83 in 2025 reach the target; 80 in 2025 does not."""
    assert "mục tiêu đạt được" in shown(opened(**VINH_PHUC, y2023="81", y2025="83"))
    assert "mục tiêu không đạt" in shown(opened(**VINH_PHUC, y2023="79", y2025="80"))


def test_another_series_is_put_in_the_address() -> None:
    """The filter of series writes its code."""
    app = opened(**VINH_PHUC)
    app.selectbox(key="w_indicator").set_value("certified_labour_rate").run()
    assert app.query_params["indicator"] in ("certified_labour_rate", ["certified_labour_rate"])
    assert "40%" in headline(app)


# --- rounds -------------------------------------------------------------------------------------------------


def test_without_rounds_there_is_no_filter_of_them() -> None:
    """A filter with one choice is no filter."""
    assert "w_round" not in [box.key for box in opened(place="ha-noi").selectbox]


def test_a_round_is_frozen_on_the_screen_and_pins_the_view(own: Path) -> None:
    """The form freezes under a name; the view then stands at the round, which is still the latest."""
    app = opened(place="ha-noi", year="2022")
    app.text_input(key="freeze-name").set_value("9 tháng 2026")
    next(button for button in app.button if button.label == "Chốt số liệu").click().run()
    found = rounds.rounds(serving(own))
    assert [r.name for r in found] == ["9 tháng 2026"]
    told = shown(opened(place="ha-noi", year="2022", round=found[0].round_id))
    assert "từ đó chưa có số liệu mới" in told
    assert "Số thay đổi: 0; đánh giá đổi: 0" in told


def test_a_round_without_a_name_is_not_frozen(own: Path) -> None:
    """The form says what is missing."""
    app = opened(place="ha-noi", year="2022")
    next(button for button in app.button if button.label == "Chốt số liệu").click().run()
    assert [error.value for error in app.error] == ["Cần nêu tên đợt chốt số liệu."]
    assert rounds.rounds(serving(own)) == []


@pytest.mark.parametrize("page", ["overview", "province", "compare", "progress", "meeting", "plans", "methods"])
def test_every_screen_offers_rounds_and_says_when_one_is_old(own: Path, page: str) -> None:
    """A later correction is not in the pinned view, which says that it is not the latest and leads there."""
    code = rounds.freeze(own, "Chính thức 2022", "lan", now=now_in_vietnam())
    correct(own)
    app = opened(page, round=code, place="ha-noi", year="2022")
    assert app.selectbox(key="w_round").value == code
    assert "đã có số liệu mới hơn" in shown(app)


@pytest.mark.parametrize(("page", "query"), [("upload", {}), ("plans", {"section": "add"})])
def test_where_people_write_the_pinned_moment_does_not_apply(own: Path, page: str, query: dict[str, str]) -> None:
    """The screens that take files say so, with the way back to the latest; without a moment they say nothing."""
    code = rounds.freeze(own, "Chính thức 2022", "lan")
    assert "không áp dụng cho việc nhập" in shown(opened(page, round=code, **query))
    assert "không áp dụng cho việc nhập" not in shown(opened(page, **query))


def test_a_pinned_place_keeps_figure_and_verdict(own: Path) -> None:
    """245.316 stays in the round; without it the correction stands, and the comparison tells who and why."""
    code = rounds.freeze(own, "Chính thức 2022", "lan", now=now_in_vietnam())
    correct(own)
    assert "bằng 109,27% kế hoạch, vượt KH" in headline(opened(place="ha-noi", year="2022", round=code))
    latest = opened(place="ha-noi", year="2022")
    assert "bằng 89,09% kế hoạch" in headline(latest)
    told = shown(latest)
    assert re.search(r"Đã sửa: 245\.316 \(etl, [\d/]+\) → 200\.000 \(Lan, [\d/]+: rà soát lại\)", told)
    assert "Số thay đổi: 1; đánh giá đổi: 1" in told
    assert "rà soát lại" in told
    assert "do số liệu hoặc kế hoạch" in told


def correct(own: Path) -> None:
    """Hà Nội's eleven months of 2022 as somebody corrects them a day later."""
    known = serving(own).known_observations(["ha-noi"], ["enrolment"])
    old = known[(known["period"] == "2022-YTD11") & (known["breakdown"] == "total")].iloc[0]
    row = {name: old[name] for name in OBSERVATION.names if name in known} | {
        "low": Decimal(200_000), "high": None, "printed": "200.000", "decimals": 0, "supersedes": old["observation_id"],
        "reason": "rà soát lại", "source_file": None, "source_row": None,
    }  # fmt: skip
    plain = {name: None if pd.isna(value) else value for name, value in row.items()}
    fields = [field for field in with_added(OBSERVATION) if field.name in plain]
    with writer(own, by="Lan") as work:
        work.add_observations(pa.Table.from_pylist([plain], schema=pa.schema(fields)), "hand", now_in_vietnam())


@pytest.mark.parametrize(("lang", "told"), [("vi", "Số liệu năm 2025 của Phú Thọ"), ("en", "What is known of Phu Tho")])
def test_a_year_without_a_target_to_follow_leads_to_its_figures(lang: str, told: str) -> None:
    """A place whose figures of the year are known is not said to have none, and then offered that year."""
    html = "".join(e.proto.body for e in opened(place="phu-tho-2025", year="2025", lang=lang).get("html"))
    assert told in html
    assert ("chưa có kế hoạch, số thực hiện nào" in html, "No plan and no actual" in html) == (False, False)
