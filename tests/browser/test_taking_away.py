"""What a person takes away and how a hand on the keyboard gets there: copied tables, downloaded files, filters."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Locator, Page, expect

Visit = Callable[[str], Page]
Settled = Callable[[Page], Page]
CLIPBOARD = """async () => {
    const [item] = await navigator.clipboard.read(), found = {};
    for (const type of item.types) found[type] = await (await item.getType(type)).text();
    return found;
}"""
#: The edges of a control as they are drawn: borders, outlines and shadows of it and of the boxes around it.
EDGES = """(control) => {
    const found = [];
    for (let e = control, n = 0; e && n < 6 && !e.matches('.st-key-filters'); e = e.parentElement, n += 1) {
        const style = getComputedStyle(e);
        found.push(style.borderTopColor, style.outlineStyle, style.outlineWidth, style.boxShadow);
    }
    return found.join();
}"""
SCREENS = {
    "overview": ("?year=2022", 4, 0),
    "place": ("province?place=ha-noi&year=2022", 3, 0),
    "compare": ("compare", 3, 3),
    "compare plans": ("compare?indicator=trained_labour_rate&shape=plan", 3, 4),
    "methods": ("methods?section=download", 0, 8),
}
CONTROLS = ".st-key-filters input[role=combobox], .st-key-filters [role=radio]"


def test_the_report_table_is_copied_for_word_and_excel(server: str, visit: Visit) -> None:
    """The clipboard holds a table for Word and the same rows with tabs for Excel, and the button says so."""
    page = visit(f"{server}/province?place=ha-noi&year=2022")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép bảng").click()
    expect(page.get_by_text("Đã sao chép")).to_be_visible(timeout=20_000)
    held = page.evaluate(CLIPBOARD)
    assert {"text/html", "text/plain"} <= set(held)
    assert "<table" in held["text/html"]
    lines = [line.split("\t") for line in held["text/plain"].splitlines()]
    table = [line for line in lines if len(line) > 1]
    assert len({len(line) for line in table}) == 1
    row = next(line for line in table if "Tuyển sinh và đào tạo" in line)
    assert "245.316" in row
    for cell in ("Tuyển sinh và đào tạo", "245.316", "109,27"):
        assert cell in held["text/html"]


def test_a_figure_is_taken_away_by_keyboard(server: str, visit: Visit, tmp_path: Path) -> None:
    """Enter opens the menu: typed title, pictures, data as files that open, as a table to copy and to read; Escape."""
    page = visit(f"{server}/province?place=ha-noi&year=2022")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opener = page.locator(".st-key-menu-ha-noi-enrolment button").first
    assert page.locator("[aria-label='Số liệu của hình']").count() == 0
    opener.focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("region", name="Số liệu của hình")
    expect(table).to_contain_text("245.316", timeout=20_000)
    for told in ("lượt người", "Chính thức", "30/11/2022", "https://nguoihanoi.vn", "72/KH-UBND"):
        expect(table).to_contain_text(told)
    title = page.locator(".st-key-title-ha-noi-enrolment input")
    title.fill("Cao đẳng, sơ cấp vượt; trung cấp còn thiếu")
    title.press("Enter")
    plot = page.locator(".st-key-fig-ha-noi-enrolment")
    expect(plot.locator(".annotation-text").first).to_contain_text("Cao đẳng, sơ cấp vượt", timeout=20_000)
    files = {
        kind: saved(page, page.locator(button), tmp_path)
        for kind, button in (
            ("png", "button[name=png]"), ("svg", "button[name=svg]"),
            ("csv", ".st-key-csv-ha-noi-enrolment button"), ("xlsx", ".st-key-xlsx-ha-noi-enrolment button"),
        )
    }  # fmt: skip
    assert Image.open(files["png"]).size == (1920, 1080)
    assert "Cao đẳng, sơ cấp vượt" in files["svg"].read_text("utf-8")
    with files["csv"].open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["Thực hiện"] for row in rows] == ["245316", "33682", "27828", "183806"]
    assert [r[0].value for r in load_workbook(files["xlsx"]).worksheets[0].iter_rows(min_row=2)] == ["Hà Nội"] * 4
    page.locator("button[name=copy]").press("Enter")
    expect(page.get_by_text("Đã chép hình")).to_be_visible(timeout=20_000)
    assert page.evaluate("async () => (await navigator.clipboard.read())[0].types") == ["image/png"]
    page.locator(".st-key-copy-ha-noi-enrolment button").click()
    expect(page.get_by_text("Đã sao chép")).to_be_visible(timeout=20_000)
    assert "245.316" in page.evaluate(CLIPBOARD)["text/plain"]
    page.keyboard.press("Escape")
    expect(table).to_have_count(0)


def saved(page: Page, button: Locator, folder: Path) -> Path:
    """The file that a press of Enter on a button saves."""
    with page.expect_download() as found:
        button.press("Enter")
    file = folder / found.value.suggested_filename
    found.value.save_as(file)
    return file


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_a_download_opens(server: str, visit: Visit, tmp_path: Path, kind: str) -> None:
    """Each button saves a file that its program opens, with the rows that the screen counts."""
    page = visit(f"{server}/methods?section=download")
    with page.expect_download() as saved:
        page.locator(f".st-key-get-{kind} button").click()
    assert saved.value.suggested_filename.endswith(f".{kind}")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    caption = page.get_by_text(re.compile(r"\d dòng")).first.inner_text()
    assert str(READ[kind](file)) in caption.replace(".", "")


def _csv_rows(file: Path) -> int:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return len(list(csv.DictReader(lines)))


def _sheet_rows(file: Path) -> int:
    book = load_workbook(file, read_only=True)
    assert len(book.sheetnames) > 2
    return sum(1 for _ in book.worksheets[0].iter_rows(min_row=2))


READ: dict[str, Callable[[Path], int]] = {
    "csv": _csv_rows,
    "parquet": lambda file: int(pq.read_table(file).num_rows),
    "xlsx": _sheet_rows,
}


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_reaches_every_filter_and_shows_where_it_is(server: str, visit: Visit, screen: str) -> None:
    """Tab goes through all filters, segments as one; whichever it stands on looks unlike itself without focus."""
    address, lists, segments = SCREENS[screen]
    page = visit(f"{server}/{address}")
    controls = page.locator(CONTROLS)
    expect(page.locator(".st-key-filters input[role=combobox]")).to_have_count(lists, timeout=30_000)
    expect(page.locator(".st-key-filters [role=radio]")).to_have_count(segments, timeout=30_000)
    plain = [controls.nth(n).evaluate(EDGES) for n in range(lists + segments)]
    reached: list[int] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        page.wait_for_timeout(60)
        at = page.evaluate(f"[...document.querySelectorAll('{CONTROLS}')].indexOf(document.activeElement)")
        if at >= 0:
            reached.append(at)
            assert controls.nth(at).evaluate(EDGES) != plain[at], f"no visible focus on filter {at}"
        elif reached:
            break
    radios = [controls.nth(n).get_attribute("role") == "radio" for n in range(lists + segments)]
    entered = [n for n, is_radio in enumerate(radios) if not is_radio or n in reached]
    assert reached == entered
    assert sum(radios[n] for n in reached) == min(segments, 1)


@pytest.mark.parametrize(
    ("screen", "n"), [(screen, n) for screen, (_, lists, _) in SCREENS.items() for n in range(lists)]
)
def test_arrows_and_enter_choose_in_every_list(
    server: str, visit: Visit, settled: Settled, screen: str, n: int
) -> None:
    """An arrow goes to another entry and Enter takes it: the list and the address say so, and focus stays."""
    page = visit(f"{server}/{SCREENS[screen][0]}")
    chosen = page.locator(".st-key-filters input[role=combobox]").nth(n)
    before, was = page.url, chosen.input_value()
    chosen.focus()
    arrow = "ArrowUp" if (screen, n) == ("compare", 2) else "ArrowDown"
    page.keyboard.press(arrow)
    page.keyboard.press(arrow)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    settled(page)
    assert page.locator(".st-key-filters input[role=combobox]").nth(n).input_value() != was


@pytest.mark.parametrize("screen", [screen for screen, (_, _, segments) in SCREENS.items() if segments])
def test_an_arrow_and_enter_choose_a_segment(server: str, visit: Visit, settled: Settled, screen: str) -> None:
    """From the chosen segment an arrow goes to its neighbour, seen to have focus, and Enter takes it."""
    page = visit(f"{server}/{SCREENS[screen][0]}")
    radios = page.locator(".st-key-filters [role=radio]")
    expect(radios).to_have_count(SCREENS[screen][2], timeout=30_000)
    before, plain = page.url, [radio.evaluate(EDGES) for radio in radios.all()]
    page.locator(".st-key-filters [role=radio][aria-checked=true]").focus()
    page.keyboard.press("ArrowLeft" if screen == "methods" else "ArrowRight")
    page.wait_for_timeout(100)
    at = page.evaluate("[...document.querySelectorAll('.st-key-filters [role=radio]')].indexOf(document.activeElement)")
    assert radios.nth(at).evaluate(EDGES) != plain[at]
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    settled(page)
    expect(radios.nth(at)).to_have_attribute("aria-checked", "true")
