"""Bullets with the longest figures of a country in narrow columns: drawn by a real browser, nothing covers anything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.io
import pytest
from playwright.sync_api import Browser, Page

from charts.bullet_counts import bullet_counts

LOOKS = (Path(__file__).parent / "looks.js").read_text("utf-8")
NOTHING = {"pale": [], "cut": [], "covered": [], "small": [], "wide": False}
ROW: dict[str, Any] = {
    "place": "viet-nam", "indicator": "enrolment", "breakdown": "total", "coverage": None, "year": 2025,
    "operator": "range", "target_value": 2_500_000, "target_value_high": 2_700_000, "target_decimals": 0,
    "unit": "turns", "actual_unit": "turns", "actual_value": None, "actual_value_high": None, "qualifier": "exact",
    "decimals": 0, "state": "final", "attainment": None, "variance": None, "variance_decimals": 0,
    "status": "no_data", "reason": "no_actual", "document": None, "source_text": None,
}  # fmt: skip
ROWS: tuple[dict[str, Any], ...] = (
    {"actual_value": 2_654_316, "attainment": 1.0617, "variance": 154_316, "status": "exceeded", "reason": None},
    {"breakdown": "cao_dang", "actual_value": 1_300_000, "attainment": 0.52, "variance": -1_200_000,
     "status": "missed", "reason": None, "state": "estimate"},
    {"breakdown": "trung_cap", "actual_value": 2_600_000, "actual_value_high": 2_650_000, "qualifier": "range",
     "attainment": 1.04, "variance": 100_000, "status": "undetermined", "reason": "part_year",
     "state": "preliminary"},
    {"breakdown": "so_cap_va_duoi_3_thang", "actual_value": 5_754_316, "attainment": 2.3017, "variance": 3_254_316,
     "status": "exceeded", "reason": None, "state": "preliminary"},
    {"breakdown": "so_cap"},
    {"breakdown": "duoi_3_thang", "target_value": None, "target_value_high": None, "actual_value": 1_234_567,
     "status": None, "reason": None},
)  # fmt: skip


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    """An empty page."""
    tab = browser.new_page()
    yield tab
    tab.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [576, 760, 960])
def test_long_figures_stand_apart(sheet: Page, width: int, lang: str) -> None:
    """Ranges, differences, shares and verdicts of millions are whole, readable and beside one another."""
    rows = pd.DataFrame([ROW | row for row in ROWS])
    fig = bullet_counts(rows, title="Tuyển sinh", subtitle="2025", foot="Nguồn", lang=lang, width=width)
    drawn = plotly.io.to_html(fig, full_html=False, include_plotlyjs=True)
    sheet.set_viewport_size({"width": width, "height": int(fig.layout.height)})
    sheet.set_content(
        f'<body style="margin:0;background:#fff"><div data-testid="stApp"><div data-testid="stMain">{drawn}</div></div>'
    )
    sheet.wait_for_selector(".js-plotly-plot .annotation-text")
    assert sheet.evaluate(LOOKS) == NOTHING
    shown = " ".join(sheet.locator(".js-plotly-plot text").all_text_contents())
    for text in ("−1.200.000", "+3.254.316", "52,00%", "230,17%", "5.754.316"):
        assert (text if lang == "vi" else text.translate(str.maketrans(".,", ",."))) in shown
