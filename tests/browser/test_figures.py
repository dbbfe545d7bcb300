"""Figures and filters in a real browser: a click on a tile and Back, the saved picture of each figure, the keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

Visit = Callable[[str], Page]
Settled = Callable[[Page], Page]
PLACES = """(place) => {
    const plot = document.querySelector('.st-key-fig-tiles .js-plotly-plot'), layout = plot._fullLayout;
    const trace = plot._fullData.find((found) => found.name === 'places'), box = plot.getBoundingClientRect();
    const n = [...trace.customdata].findIndex((code) => String(code) === place);
    return [
        box.x + layout.xaxis._offset + layout.xaxis.d2p(trace.x[n]),
        box.y + layout.yaxis._offset + layout.yaxis.d2p(trace.y[n]),
    ];
}"""
#: The edges of a filter as they are drawn: borders, outlines and shadows of its boxes.
EDGES = """(input) => {
    const found = [];
    for (let e = input; e && e.dataset.testid !== 'stSelectbox'; e = e.parentElement) {
        const style = getComputedStyle(e);
        found.push(style.borderTopColor, style.outline, style.boxShadow);
    }
    return found.join();
}"""
FIGURES = {
    "bullet": ("province?place=ha-noi&year=2022", "fig-ha-noi-enrolment"),
    "trend": ("province?place=ha-noi&year=2022", "fig-ha-noi-trend-trained_labour_rate"),
    "tiles": ("?year=2022", "fig-tiles"),
    "multiples": ("compare", "fig-narrow"),
    "heat map": ("compare?shape=heat", "fig-narrow"),
    "pair": ("compare?shape=pair", "fig-compare"),
    "plan": ("compare?indicator=trained_labour_rate&shape=plan", "fig-compare"),
    "statistics": ("province?place=ba-ria-vung-tau&year=2016&lang=en", "fig-ba-ria-vung-tau-statistics"),
    "rates": ("province?place=vinh-phuc&year=2022&lang=en", "fig-vinh-phuc-rates-trained_labour_rate"),
    "months": ("progress?place=ha-noi&year=2022&indicator=enrolment", "fig-ha-noi-year-enrolment"),
    "path": ("progress?place=ha-noi&year=2022&indicator=trained_labour_rate", "fig-ha-noi-path-trained_labour_rate"),
    "meeting": ("meeting?place=ha-noi&year=2022", "fig-enrolment"),
}


def test_back_from_a_tile_returns_to_the_overview(server: str, visit: Visit, settled: Settled) -> None:
    """A clicked tile opens its place; Back shows the overview as it was."""
    page = visit(f"{server}/?year=2022")
    before = page.locator("h1").inner_text()
    page.locator(".st-key-fig-tiles .js-plotly-plot").scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(PLACES, "vinh-phuc"))
    page.wait_for_url("**/province?*place=vinh-phuc*")
    settled(page)
    page.go_back()
    page.wait_for_url(f"{server}/?year=2022")
    assert settled(page).locator("h1").inner_text() == before


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_saved_whole(server: str, visit: Visit, tmp_path: Path, figure: str) -> None:
    """The toolbar saves 1920 × 1080 pixels: head and foot are there, nothing stands at an edge, the foot tells all."""
    address, key = FIGURES[figure]
    page = visit(f"{server}/{address}")
    plot = page.locator(f".st-key-{key}")
    plot.scroll_into_view_if_needed()
    plot.hover()
    with page.expect_download() as saved:
        plot.locator(".modebar-btn").first.dispatch_event("click")
    saved.value.save_as(tmp_path / "figure.png")
    picture = Image.open(tmp_path / "figure.png").convert("L")
    assert picture.size == (1920, 1080)
    assert all(low == high for low, high in (picture.crop(edge).getextrema() for edge in EDGES_OF_A_PICTURE))
    assert all(low < high for low, high in (picture.crop(part).getextrema() for part in (HEAD, FOOT)))
    told = " ".join(plot.locator(".annotation-text").all_text_contents())
    for word in FOOT_SAYS["en" if "lang=en" in address else "vi"]:
        assert word in told


#: Strips at the edges of a saved picture, where nothing stands, and those of title and last line of the foot.
EDGES_OF_A_PICTURE = ((0, 0, 1920, 4), (0, 1076, 1920, 1080), (0, 0, 4, 1080), (1916, 0, 1920, 1080))
HEAD, FOOT = (8, 8, 700, 80), (8, 1040, 700, 1076)
FOOT_SAYS = {
    "vi": ("Số liệu đến", "biết đến", "Cách tính:", "Mở lại:", "localhost:"),
    "en": ("as of", "known until", "Method:", "Open again:", "localhost:"),
}


@pytest.mark.parametrize("screen", ["?year=2022", "province?place=ha-noi&year=2022", "compare?shape=plan"])
def test_a_filter_is_chosen_with_the_keyboard(server: str, visit: Visit, settled: Settled, screen: str) -> None:
    """Tab reaches the first filter, its focus can be seen, arrows and Enter choose, the address follows."""
    page = visit(f"{server}/{screen}")
    first = page.locator(".st-key-filters input").first
    for _ in range(30):
        page.keyboard.press("Tab")
        if first.evaluate("(input) => input === document.activeElement"):
            break
    assert first.evaluate("(input) => input === document.activeElement")
    focused, before = first.evaluate(EDGES), page.url
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    settled(page)
    page.evaluate("document.activeElement.blur()")
    assert page.locator(".st-key-filters input").first.evaluate(EDGES) != focused
