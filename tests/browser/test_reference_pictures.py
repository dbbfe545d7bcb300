"""Each kind of figure as its toolbar saves it, against a small picture that was looked at; all Vietnamese letters.

They are compared after both are shrunk to 192 × 108 and blurred: a bar, line, cell or colour that is not where it was
shows, another machine's font does not. To renew a picture, delete it, run the test, look at what it wrote.
"""

import base64
import io
import itertools
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page
from plotly.offline import get_plotlyjs

from charts.attainment_bars import attainment_bars
from charts.bullet_counts import bullet_counts
from charts.bullet_rates import bullet_rates
from charts.cumulative import cumulative
from charts.frame import saved_sheet
from charts.heat_map import heat_map
from charts.lettering import FONT
from charts.long_path import long_path
from charts.pair import pair
from charts.small_multiples import small_multiples
from charts.tiles import tiles
from charts.trend import trend

PICTURES = Path(__file__).parent / "pictures"
SMALL = (192, 108)
#: Levels of 255 by which a pixel may differ, and the share of the picture that may differ by more: three other fonts
#: move at most 0.6 %, the least of the flaws below 1.5 %.
LEVELS, SHARE = 28, 0.01
AROUND: dict[str, Any] = {
    "title": "Tuyển sinh vượt 20.816 lượt người; trung cấp mới bằng 99,39% kế hoạch",
    "subtitle": "Tuyển sinh và đào tạo, lượt người · Bà Rịa - Vũng Tàu · năm 2022",
    "foot": "KH: Kế hoạch số 72/KH-UBND ngày 04/3/2022. TH: báo cáo.\nSố liệu đến 30/11/2022 · Mở lại: /province",
    "lang": "vi",
}
TARGET: dict[str, Any] = {
    "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "coverage": None, "year": 2022,
    "operator": "eq", "target_value": 25_000, "target_value_high": None, "target_decimals": 0, "unit": "turns",
    "actual_unit": "turns", "actual_value": 33_682, "actual_value_high": None, "qualifier": "exact", "decimals": 0,
    "state": "final", "attainment": 1.3473, "variance": 8_682, "variance_decimals": 0, "status": "exceeded",
    "reason": None, "document": "72/KH-UBND", "source_text": "báo cáo",
}  # fmt: skip
COUNTS: tuple[dict[str, Any], ...] = (
    {"operator": "about", "target_value": 224_500, "actual_value": 245_316, "attainment": 1.0927, "variance": 20_816},
    {"breakdown": "cao_dang"},
    {"breakdown": "trung_cap", "target_value": 28_000, "actual_value": 27_828, "attainment": 0.9939, "variance": -172,
     "status": "undetermined", "reason": "part_year"},
    {"breakdown": "so_cap", "actual_value": 21_000, "attainment": 0.84, "variance": -4_000, "status": "missed",
     "state": "estimate"},
    {"breakdown": "duoi_3_thang", "actual_value": None, "attainment": None, "variance": None, "status": "no_data",
     "reason": "no_actual"},
)  # fmt: skip
RATE = {"indicator": "trained_labour_rate", "unit": "percent", "actual_unit": "percent", "decimals": 2,
        "target_decimals": 1, "variance_decimals": 2}  # fmt: skip
RATES: tuple[dict[str, Any], ...] = (
    {**RATE, "operator": "at_least", "target_value": 72.2, "actual_value": 72.23, "variance": 0.03, "status": "met"},
    {**RATE, "indicator": "certified_labour_rate", "operator": "range", "target_value": 55, "target_value_high": 60,
     "actual_value": 52.5, "variance": -2.5, "status": "missed"},
)  # fmt: skip
SHARES = {2019: 67.5, 2020: 70.25, 2021: 71.1, 2022: 72.23, 2023: 73.0}
PLANS = {2020: 70.2, 2022: 72.2, 2023: 73.2, 2024: 74.2, 2025: 75.0}
STATES = {2019: "estimate", 2021: "preliminary"}
CITIES = (("Hà Nội", "Đồng bằng sông Hồng"), ("Hải Phòng", "Đồng bằng sông Hồng"),
          ("Bà Rịa - Vũng Tàu", "Đông Nam Bộ"), ("Thừa Thiên Huế", "Bắc Trung Bộ"))  # fmt: skip


def targets(*rows: dict[str, Any]) -> pd.DataFrame:
    """Scorecard rows that differ from a plain one."""
    return pd.DataFrame([TARGET | row for row in rows])


def years(code: str, name: str, lift: float = 0.0, region: str = "", plans: bool = True) -> list[dict[str, Any]]:
    """A rate's years: estimated, missing targets, preliminary, final."""
    shared = {
        "series": code, "name": name, "place": code, "region": region, "actual_value_high": None, "operator": "eq",
        "qualifier": "exact", "decimals": 1, "target_value_high": None, "target_decimals": 1, "unit": "percent",
        "actual_unit": "percent", "half_width": float("nan"), "break_before": False, "source_text": "báo cáo",
    }  # fmt: skip
    return [
        shared | {
            "year": year, "actual_value": SHARES[year] + lift if year in SHARES else None,
            "target_value": PLANS.get(year) if plans else None, "state": STATES.get(year, "final"),
        }
        for year in range(2019, 2026)
    ]  # fmt: skip


def every_city() -> pd.DataFrame:
    """Four places of three regions over the years, without targets."""
    found = [years(name, name, -9.0 * n, region, plans=False) for n, (name, region) in enumerate(CITIES)]
    return pd.DataFrame([row for rows in found for row in rows])


def months() -> dict[str, Any]:
    """A running target: nine months, a season's band, a forecast."""
    known = {3: 30_000, 6: 90_000, 7: 120_000, 8: 160_000, 9: 198_000}
    line = [{"month": m, "value": known.get(m), "low": known.get(m), "high": known.get(m), "how": "printed",
             "members": []} for m in range(1, 13)]  # fmt: skip
    band = [{"month": m, "low": 224_500 * m / 12 * 0.95, "high": 224_500 * m / 12 * 1.05} for m in range(1, 13)]
    return {
        "target": 224_500, "target_high": None, "operator": "about", "unit": "turns", "year": 2022,
        "line": line, "band": band, "month": 9,
        "actual": 198_000, "shortfall": 26_500, "needed_a_month": 8_834, "months_left": 3,
        "forecast": {"value": 240_000, "low": 225_000, "high": 255_000},
    }  # fmt: skip


def grid() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Six tiles of every look, and both archipelagos."""
    statuses = ("met", "nearly", "missed", "undetermined", "no_data", None)
    cells = pd.DataFrame(
        {
            "place": list("abcdef"), "label": ["Hà Nội", "Vĩnh Phúc", "Bà Rịa - VT", "Huế", "Cần Thơ", "Cà Mau"],
            "grid_row": [0, 0, 1, 2, 3, 4], "grid_col": [1, 2, 1, 2, 3, 1], "status": statuses, "hover": None,
            "has_target": [True, True, True, True, True, False], "has_actual": [True] * 4 + [False] * 2,
        }
    )  # fmt: skip
    islands = pd.DataFrame(
        {
            "label": ["Quần đảo Hoàng Sa (thành phố Đà Nẵng)", "Quần đảo Trường Sa (tỉnh Khánh Hòa)"],
            "grid_row": [1, 3], "grid_col": [5, 5],
        }
    )  # fmt: skip
    return cells, islands


def path_to_2025() -> go.Figure:
    """The long path with interpolated steps and the dotted line."""
    steps = [{"year": y, "value": 67.5 + (y - 2019) * 1.25, "ours": y not in PLANS} for y in range(2019, 2026)]
    rows = pd.DataFrame(years("a", "Lao động qua đào tạo"))
    return long_path(rows, steps, [(2023, 73.0), (2024, 74.4), (2025, 75.8)], year=2023, **AROUND)


FIGURES: dict[str, Callable[[], go.Figure]] = {
    "counts": lambda: bullet_counts(targets(*COUNTS), **AROUND),
    "counts-dark": lambda: bullet_counts(targets(*COUNTS), **AROUND, theme="dark"),
    "rates": lambda: bullet_rates(targets(*RATES), **AROUND),
    "places": lambda: attainment_bars(
        targets(*COUNTS[1:4]).assign(label=[name for name, _ in CITIES[:3]]), **AROUND, width=1302
    ),
    "trend": lambda: trend(pd.DataFrame(years("a", "Lao động qua đào tạo")), year=2022, **AROUND),
    "pair": lambda: pair(pd.DataFrame(years("a", "Hà Nội") + years("b", "Vĩnh Phúc", 4, plans=False)), **AROUND),
    "path": path_to_2025,
    "months": lambda: cumulative(months(), **AROUND),
    "multiples": lambda: small_multiples(every_city(), **AROUND, width=1302),
    "heat": lambda: heat_map(every_city(), **AROUND, width=1302),
    "tiles": lambda: tiles(*grid(), **AROUND),
}


@pytest.fixture(scope="module")
def easel(browser: Browser) -> Iterator[Page]:
    """An empty page that can draw figures."""
    tab = browser.new_page()
    tab.set_content("<body></body>")
    tab.add_script_tag(content=get_plotlyjs())
    yield tab
    tab.close()


def saved(easel: Page, figure: go.Figure) -> Image.Image:
    """What the toolbar saves of a figure."""
    width, height, scale = saved_sheet(figure)
    options = {"format": "png", "width": width, "height": height, "scale": scale}
    url = easel.evaluate("([figure, options]) => Plotly.toImage(figure, options)", [figure.to_plotly_json(), options])
    return Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB")


def small(picture: Image.Image) -> Image.Image:
    """A picture as references are kept."""
    return picture.resize(SMALL, Image.Resampling.LANCZOS)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels of two small pictures that differ by more than LEVELS once letters are smudged."""
    smudged = [picture.filter(ImageFilter.GaussianBlur(2)) for picture in (one, other)]
    apart = ImageChops.difference(*smudged)
    worst = apart.getchannel(0)
    for channel in (1, 2):
        worst = ImageChops.lighter(worst, apart.getchannel(channel))
    return sum(worst.histogram()[LEVELS + 1 :]) / (SMALL[0] * SMALL[1])


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_looks_as_it_was_looked_at(easel: Page, name: str) -> None:
    """The picture is 1920 × 1080 and differs from the kept one by no more than a font does."""
    picture = saved(easel, FIGURES[name]())
    assert picture.size == (1920, 1080)
    kept = PICTURES / f"{name}.png"
    if not kept.exists():
        small(picture).save(kept, optimize=True)
        pytest.fail(f"{kept} was written: look at it, then keep it")
    assert difference(small(picture), Image.open(kept).convert("RGB")) <= SHARE


@pytest.mark.parametrize("family", ["DejaVu Sans", "Liberation Serif"])
def test_another_font_is_no_difference(easel: Page, family: str) -> None:
    """A machine with wider or narrower letters sees the same figure."""
    figure = go.Figure(FIGURES["counts"]())
    figure.for_each_trace(lambda trace: trace.update(textfont_family=family), selector={"mode": "text"})
    figure.for_each_annotation(lambda note: note.update(font_family=family))
    assert difference(small(saved(easel, figure)), Image.open(PICTURES / "counts.png").convert("RGB")) <= SHARE


FLAWS: dict[str, Callable[[go.Figure], object]] = {
    "bars gone": lambda fig: fig.update_traces(visible=False, selector={"name": "actual"}),
    "bars in another colour": lambda fig: fig.update_traces(marker_color="#B3261E", selector={"name": "actual"}),
    "bars not from zero": lambda fig: fig.update_layout(xaxis2_range=[100_000, 300_000]),
    "rows upside down": lambda fig: fig.update_yaxes(autorange="reversed", range=None),
    "head cut": lambda fig: fig.update_layout(margin_t=10),
    "verdicts all red": lambda fig: fig.update_shapes(fillcolor="#B3261E", selector={"name": "badge"}),
    "another theme": lambda fig: fig.update_layout(paper_bgcolor="#10161C"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_is_a_difference(easel: Page, flaw: str) -> None:
    """What a planner would see at a glance is not taken for a font."""
    figure = go.Figure(FIGURES["counts"]())
    FLAWS[flaw](figure)
    assert difference(small(saved(easel, figure)), Image.open(PICTURES / "counts.png").convert("RGB")) > SHARE


TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = sorted(
    {
        unicodedata.normalize("NFC", base + tone)
        for base, tone in itertools.product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", TONES)
        if base + tone not in "aeiouyAEIOUY"
    }
    | set("đĐ")
)
#: Each text drawn on a canvas of its own in the figures' fonts.
DRAWN = """([texts, font]) => texts.map((text) => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 60, height: 60});
    const pen = canvas.getContext('2d');
    pen.font = font;
    pen.fillText(text, 8, 44);
    return canvas.toDataURL();
})"""


@pytest.mark.parametrize("weight", [400, 600])
def test_every_vietnamese_letter_is_drawn(easel: Page, weight: int) -> None:
    """All 134 letters with marks look unlike each other, unlike nothing and unlike the box of a missing letter."""
    assert len(LETTERS) == 134
    boxes = ["", "\U0010fffe", "\ue000", "\u0378"]
    drawn = easel.evaluate(DRAWN, [[*LETTERS, *boxes], f"{weight} 40px {FONT}"])
    letters, missing = drawn[: len(LETTERS)], set(drawn[len(LETTERS) :])
    assert len(set(letters)) == len(LETTERS)
    assert not missing & set(letters)
