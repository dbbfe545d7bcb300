"""What a person meets who opens a link: the right page at once, in the right language, within the frame."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[[str], Page]
Settled = Callable[[Page], Page]
SCREENS = ("", "province", "compare", "methods")
#: Remembers every headline, bar and title that the tab has shown, from its first byte on.
WATCH = """
window.seen = new Set();
new MutationObserver(() => {
    window.seen.add('title: ' + document.title);
    for (const e of document.querySelectorAll('[data-testid=stSidebarNav], [role=dialog], [data-testid=stException]'))
        window.seen.add('foreign: ' + e.dataset.testid + e.innerText.slice(0, 80));
}).observe(document, {childList: true, subtree: true, characterData: true});
"""


def query(page: Page) -> dict[str, list[str]]:
    """The codes in the address of a tab."""
    return parse_qs(urlsplit(page.url).query)


def test_cold_deep_link_shows_its_page_from_the_first_paint(fresh_server: str, page: Page, settled: Settled) -> None:
    """On a server nobody has opened, a link shows its page with frame, language and filters, never another."""
    page.add_init_script(WATCH)
    page.goto(f"{fresh_server}/province?place=vinh-phuc&year=2022&lang=en")
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator("[aria-current=page]")).to_have_text("Place")
    expect(page.get_by_role("combobox", name="Place")).to_have_value("Vinh Phuc")
    expect(page.get_by_role("combobox", name="Year")).to_have_value(re.compile("2022"))
    assert query(page) == {"place": ["vinh-phuc"], "year": ["2022"], "lang": ["en"]}
    seen = page.evaluate("[...window.seen]")
    assert [text for text in seen if text.startswith("foreign")] == []
    assert {text for text in seen if "Streamlit" in text} == set()


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_opens_by_its_address(visit: Visit, server: str, path: str) -> None:
    """Each screen has one headline, the bar marks it, and the foot says how fresh the figures are."""
    page = visit(f"{server}/{path}")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("[aria-current=page]")).to_have_count(1)
    expect(page.locator(".pagefoot")).to_contain_text("Kho dữ liệu")
    expect(page.locator(".pagefoot")).to_contain_text("Phiên bản")


def test_navigation_keeps_the_view(visit: Visit, settled: Settled, server: str) -> None:
    """A click in the bar changes the screen and keeps place, year and language; back returns."""
    page = visit(f"{server}/province?place=ha-noi&year=2021&lang=vi")
    page.get_by_role("link", name="So sánh").click()
    page.wait_for_url("**/compare?*")
    settled(page)
    assert query(page) == {"place": ["ha-noi"], "year": ["2021"], "lang": ["vi"]}
    page.go_back()
    page.wait_for_url("**/province?*")
    settled(page)
    expect(page.locator("[aria-current=page]")).to_have_text("Địa phương")


def test_language_switch_keeps_the_view(visit: Visit, settled: Settled, server: str) -> None:
    """The switch shows the same page, place and year in English, Streamlit's own words included."""
    page = visit(f"{server}/province?place=vinh-phuc&year=2022")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en*")
    settled(page)
    assert query(page) == {"place": ["vinh-phuc"], "year": ["2022"], "lang": ["en"]}
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_role("link", name="Tiếng Việt")).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "place", "year"),
    [
        ("place=khong-co&year=2022", "Hà Nội", "2022"),
        ("place=vinh-phuc&year=nam-nay", "Vĩnh Phúc", "2022"),
        ("place=&year=99999&lang=fr", "Hà Nội", "2022"),
        ("place=%3Cscript%3Ealert(1)%3C/script%3E&year=2022", "Hà Nội", "2022"),
    ],
)
def test_bad_codes_fall_to_the_default(visit: Visit, server: str, asked: str, place: str, year: str) -> None:
    """A code that does not exist shows the default, in the widget and in the address, and no error."""
    page = visit(f"{server}/province?{asked}")
    expect(page.get_by_role("combobox", name="Địa phương")).to_have_value(place)
    expect(page.get_by_role("combobox", name="Năm")).to_have_value(re.compile(year))
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_choice_is_one_step_back(visit: Visit, settled: Settled, server: str) -> None:
    """Two choices stand in the address as codes; back undoes them one by one, forward repeats them."""
    page = visit(f"{server}/province?place=ha-noi&year=2022")
    for year in ("2021", "2020"):
        page.get_by_role("combobox", name="Năm").click()
        page.get_by_role("option", name=year).click()
        page.wait_for_url(f"**year={year}*")
        settled(page)
    for year in ("2021", "2022"):
        page.go_back()
        page.wait_for_url(f"**year={year}*")
        settled(page)
        expect(page.get_by_role("combobox", name="Năm")).to_have_value(re.compile(year))
    page.go_forward()
    page.wait_for_url("**year=2021*")
    settled(page)
    expect(page.get_by_role("combobox", name="Năm")).to_have_value(re.compile("2021"))


def test_a_choice_keeps_the_other_filter(visit: Visit, settled: Settled, server: str) -> None:
    """Another year offers other provinces; the place stays, though it has ended by then."""
    page = visit(f"{server}/province?place=vinh-phuc&year=2022")
    page.get_by_role("combobox", name="Năm").click()
    page.get_by_role("option", name="2030").click()
    page.wait_for_url("**year=2030*")
    settled(page)
    assert query(page) == {"place": ["vinh-phuc"], "year": ["2030"]}
    expect(page.get_by_role("combobox", name="Địa phương")).to_have_value("tỉnh Vĩnh Phúc (trước 01/7/2025)")


def test_filters_are_reached_and_changed_by_keyboard(visit: Visit, settled: Settled, server: str) -> None:
    """Tab leads through the bar to the filters; typing and Enter choose a place."""
    page = visit(f"{server}/province?place=ha-noi&year=2022")
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")
        )
        if "Địa phương" in (reached[-1] or "") and page.evaluate("document.activeElement.tagName") == "INPUT":
            break
    assert page.evaluate("document.activeElement.tagName") == "INPUT", reached
    page.keyboard.type("Vĩnh Phúc")
    page.keyboard.press("Enter")
    page.wait_for_url("**place=vinh-phuc*")
    settled(page)
    expect(page.get_by_role("combobox", name="Địa phương")).to_have_value("Vĩnh Phúc")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", SCREENS)
def test_nothing_runs_over_the_edge(
    visit: Visit, page: Page, server: str, path: str, lang: str, scheme: str, width: int, height: int
) -> None:
    """Each screen in both languages and themes fits the width, and no text of the frame is cut off."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": height})
    visit(f"{server}/{path}?lang={lang}")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    cut = page.evaluate(
        "[...document.querySelectorAll('.k *')].filter(e => e.scrollWidth > e.clientWidth + 1"
        " && getComputedStyle(e).overflowX === 'hidden' && !e.closest('.unseen')).map(e => e.innerText)"
    )
    assert cut == []


def test_streamlits_own_words_are_vietnamese(visit: Visit, server: str) -> None:
    """The menu, the search in a filter that finds nothing and the skip link say no English."""
    page = visit(f"{server}/province?place=ha-noi&year=2022")
    page.get_by_role("combobox", name="Địa phương").fill("zzzz")
    expect(page.get_by_role("option", name="Không tìm thấy")).to_be_visible()
    expect(page.get_by_role("button", name="Đóng")).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_test_id("stMainMenuButton").click()
    menu = page.get_by_test_id("stMainMenuPopover")
    assert re.sub(r"(contrast|light_mode|dark_mode)\n", "", menu.inner_text()).split("\n") == [
        "Theo máy", "Sáng", "Tối", "In trang", "Quay màn hình", "Giới thiệu", "Chạy trên Streamlit v1.67.0",
    ]  # fmt: skip


#: What Streamlit itself writes on a page or says to a screen reader: our HTML, data and figures' texts left out.
OF_STREAMLIT = """() => {
    const found = new Set();
    for (const e of document.querySelectorAll('body *')) {
        if (e.closest('.k, [data-testid=stMarkdown], [data-testid=stPageLink], [role=option], .main-svg')) continue;
        if (e.closest('[data-testid=stIconMaterial], script, noscript, style')) continue;
        for (const name of ['aria-label', 'placeholder', 'title', 'data-title', 'alt'])
            if (e.getAttribute(name)) found.add(e.getAttribute(name));
        for (const child of e.childNodes)
            if (child.nodeType === Node.TEXT_NODE && child.data.trim()) found.add(child.data.trim());
    }
    return [...found];
}"""


@pytest.mark.parametrize("path", SCREENS)
def test_no_english_of_streamlits_is_left(visit: Visit, server: str, path: str) -> None:
    """Every word that Streamlit puts on a Vietnamese screen has a Vietnamese letter: an unlisted one is found here."""
    page = visit(f"{server}/{path}")
    said = page.evaluate(OF_STREAMLIT)
    assert [text for text in said if text.isascii() and re.search(r"[A-Za-z]{3}", text)] == []


def test_without_a_warehouse_the_page_names_the_command(empty_server: str, visit: Visit) -> None:
    """A store that was never built is said in a sentence with the command, within the frame."""
    page = visit(f"{empty_server}/province?place=ha-noi")
    expect(page.get_by_role("alert")).to_contain_text("python -m etl build")
    expect(page.locator("[aria-current=page]")).to_have_text("Địa phương")
    page.goto(f"{empty_server}/province?place=ha-noi&view=meeting")
    expect(page.get_by_role("alert")).to_contain_text("python -m etl build")
    page.locator("a.button", has_text="Ra khỏi màn hình họp").click()
    expect(page.locator("[aria-current=page]")).to_have_text("Địa phương")
