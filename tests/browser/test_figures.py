"""Figures and filters in a real browser: a click on a tile and Back, the saved picture of each figure, the keyboard."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
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
    "heat map": ("compare?view=heat", "fig-narrow"),
    "pair": ("compare?view=pair", "fig-compare"),
    "plan": ("compare?indicator=trained_labour_rate&view=plan", "fig-compare"),
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
    """The toolbar saves a picture of at least 1920 × 1080 that shows more than an empty sheet."""
    address, key = FIGURES[figure]
    page = visit(f"{server}/{address}")
    plot = page.locator(f".st-key-{key}")
    plot.scroll_into_view_if_needed()
    plot.hover()
    with page.expect_download() as saved:
        plot.locator(".modebar-btn").first.dispatch_event("click")
    saved.value.save_as(tmp_path / "figure.png")
    data = (tmp_path / "figure.png").read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert width >= 1920
    assert height >= 1080
    assert len(set(zlib.decompress(pixels(data)))) > 20


def pixels(data: bytes) -> bytes:
    """The compressed picture in a PNG: its IDAT chunks."""
    found, at = b"", 8
    while at < len(data):
        (size,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        found += data[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += 12 + size
    return found


@pytest.mark.parametrize("screen", ["?year=2022", "province?place=ha-noi&year=2022", "compare?view=plan"])
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
