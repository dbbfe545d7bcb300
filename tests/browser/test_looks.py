"""Every screen can be read: both languages, light and dark, on a projector and on a small laptop."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

LOOKS = (Path(__file__).parent / "looks.js").read_text("utf-8")
SIZES = ((1920, 1080), (1366, 768))
NOTHING = {"pale": [], "cut": [], "covered": [], "small": [], "wide": False}
VIEWS = (
    "", "?year=2025", "?year=2008", "?year=2026", "?place=ha-noi&year=2022",
    "province?place=ha-noi&year=2022", "province?place=ha-noi&year=2025", "province?place=vinh-phuc&year=2022",
    "province?place=phu-tho-2025&year=2030", "province?place=an-giang&year=2011",
    "province?place=viet-nam&year=2018", "province?place=viet-nam&year=2024", "province?place=viet-nam&year=2025",
    "province?place=viet-nam&year=2030",
    "compare", "compare?shape=heat", "compare?shape=pair", "compare?indicator=enrolment&shape=plan&year=2020",
    "compare?indicator=trained_labour_rate&shape=plan", "methods", "methods?section=verdicts",
    "methods?section=definitions", "methods?section=choice", "methods?section=sources", "methods?section=coverage",
    "methods?section=quality", "methods?section=download",
    "progress?place=ha-noi&year=2022", "progress?place=viet-nam&year=2025", "progress?place=phu-tho-2025&year=2025",
    "upload", "plans", "plans?section=add", "meeting?place=ha-noi&year=2022", "meeting?place=ca-mau&year=2022",
    "?year=2022&view=meeting", "?year=2022&view=meeting&step=map", "?year=2022&view=meeting&step=matrix",
    "province?place=ha-noi&year=2022&view=meeting", "province?place=ha-noi&year=2022&view=meeting&step=table",
    "compare?view=meeting", "compare?view=meeting&step=heat", "compare?indicator=trained_labour_rate&view=meeting",
    "progress?place=ha-noi&year=2022&view=meeting", "progress?place=viet-nam&year=2025&view=meeting&step=targets",
)  # fmt: skip


@dataclass
class Look:
    """A tab of one colour scheme and language, and what it has complained of or asked of others."""

    tab: Page
    lang: str
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=[("vi", "light"), ("en", "dark")])
def look(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Look]:
    """One tab for all views of a look; colours and words are independent, so two looks show each of both."""
    lang, scheme = request.param
    context = browser.new_context(locale="vi-VN", color_scheme=scheme)
    found = Look(context.new_page(), lang)
    found.tab.on("console", lambda said: found.complaints.append(said.text) if said.type == "error" else None)
    found.tab.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.tab.on(
        "request",
        lambda asked: (
            found.complaints.append(asked.url) if asked.url.startswith("http") and server not in asked.url else None
        ),
    )
    yield found
    context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_a_screen_can_be_read(look: Look, server: str, settled: Callable[[Page], Page], view: str) -> None:
    """No text is paler than AA, cut off or covered, nothing to press is too small, nothing scrolls sideways, no error,
    no request off the machine.
    """
    found = {}
    look.complaints.clear()
    for width, height in SIZES:
        look.tab.set_viewport_size({"width": width, "height": height})
        if not found:
            look.tab.goto(f"{server}/{view}{'&' if '?' in view else '?'}lang={look.lang}")
        settled(look.tab)
        look.tab.wait_for_timeout(250)
        found[width] = look.tab.evaluate(LOOKS)
    assert found == {width: NOTHING for width, _ in SIZES}
    assert not look.complaints


SPOILT = {
    "pale": "document.querySelector('.k .headline').style.color = 'var(--bg)'",
    "cut": "Object.assign(document.querySelector('.k .headline').style, {overflow: 'hidden', height: '10px'})",
    "covered": "(() => { const [a, b] = document.querySelectorAll('.js-plotly-plot .textpoint text');"
    " const to = a.getBoundingClientRect(), from = b.getBoundingClientRect();"
    " b.style.translate = `${to.x - from.x}px ${to.y - from.y}px`; })()",
    "small": "document.querySelector('.k a.button').style.cssText = 'min-height:0;padding:0;line-height:1'",
    "wide": "document.querySelector('.k .headline').style.width = '4000px'",
}


@pytest.mark.parametrize("flaw", SPOILT)
def test_a_flaw_is_found(look: Look, server: str, settled: Callable[[Page], Page], flaw: str) -> None:
    """What is spoilt on purpose, in a text or in a figure, is found."""
    look.tab.set_viewport_size({"width": 1366, "height": 768})
    look.tab.goto(f"{server}/?year=2022&lang={look.lang}")
    settled(look.tab).wait_for_timeout(250)
    look.tab.evaluate(SPOILT[flaw])
    assert look.tab.evaluate(LOOKS)[flaw]


def test_pale_text_of_a_figure_is_found(look: Look, server: str, settled: Callable[[Page], Page]) -> None:
    """A figure's label in the colour of the tile that it stands on is found."""
    look.tab.goto(f"{server}/?year=2022&lang={look.lang}")
    settled(look.tab).wait_for_timeout(250)
    look.tab.evaluate("document.querySelector('.js-plotly-plot .textpoint text').style.fill = 'var(--bg)'")
    assert look.tab.evaluate(LOOKS)["pale"]
