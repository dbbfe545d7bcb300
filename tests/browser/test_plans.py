"""Plans in a real browser: a file of targets dropped, confirmed once, listed with its source, undone and redone."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import serving
from warehouse.serving import Serving

Settled = Callable[[Page], Page]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANNEX = [
    ["CHỈ TIÊU KẾ HOẠCH NĂM 2026"], ["(Kèm theo Kế hoạch số 15/KH-UBND ngày 10/02/2026 của UBND tỉnh Nghệ An)"],
    ["TT", "Chỉ tiêu", "ĐVT", "KH 2026"], [1, "Tuyển sinh", "người", 60000], [None, "- Cao đẳng", "người", 5000],
]  # fmt: skip


def workbook(rows: list[list[object]]) -> FilePayload:
    """Rows as a file of targets."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return FilePayload(name="ke-hoach.xlsx", mimeType=XLSX, buffer=kept.getvalue())


@pytest.fixture(scope="module")
def own(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of this module's own."""
    folder = tmp_path_factory.mktemp("plans") / "store"
    shutil.copytree(store, folder)
    return folder


@pytest.fixture(scope="module")
def url(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on that store."""
    with serving(own, tmp_path_factory.mktemp("plans-log") / "server.log") as address:
        yield address


def undo(page: Page, settled: Settled, label: str, button: str) -> None:
    """Give a reason and undo, or undo the undoing."""
    reason = settled(page).get_by_label(label)
    reason.fill("gửi nhầm")
    reason.press("Enter")
    settled(page).get_by_role("button", name=button).click()
    settled(page)


def test_a_plan_is_recorded_once_listed_undone_and_redone(page: Page, url: str, own: Path, settled: Settled) -> None:
    """Its document and place come from the title; a double click records one; the list leads to file and row."""
    page.goto(f"{url}/plans?section=add")
    settled(page).set_input_files("input[type=file]", workbook(ANNEX))
    page.wait_for_function("location.search.includes('file=')")
    expect(settled(page).locator(".taken")).to_contain_text("15/KH-UBND")
    page.get_by_role("button", name="Xác nhận và ghi").dblclick()
    page.wait_for_function("location.search.includes('upload=')")
    receipt = settled(page).url
    assert len(Serving(own).query("uploads")) == 1
    plans = f"{url}/plans?place=nghe-an&year=2026&indicator=enrolment"
    page.goto(plans)
    table = settled(page).locator("table.plans")
    expect(table).to_contain_text("15/KH-UBND ngày 10/02/2026")
    expect(table.get_by_role("link", name="Tệp ke-hoach.xlsx, dòng 4")).to_have_attribute("href", re.compile("row=4"))
    page.goto(receipt)
    undo(page, settled, "Lý do hoàn tác", "Hoàn tác biên nhận")
    page.goto(plans)
    expect(settled(page).locator("[data-testid=stMainBlockContainer]")).not_to_contain_text("15/KH-UBND")
    page.goto(receipt)
    undo(page, settled, "Lý do khôi phục", "Khôi phục biên nhận")
    page.goto(plans)
    expect(settled(page).locator("table.plans")).to_contain_text("60.000 người")


def test_a_wrong_plan_comes_back_marked(page: Page, url: str, settled: Settled) -> None:
    """A figure with two readings: grey button, a workbook with its cell marked, an answer that helps."""
    page.goto(f"{url}/plans?section=add")
    wrong = [*ANNEX[:3], [1, "Tốt nghiệp", "người", "60,500"]]
    settled(page).set_input_files("input[type=file]", workbook(wrong))
    page.wait_for_function("location.search.includes('file=')")
    expect(settled(page).get_by_role("button", name="Xác nhận và ghi")).to_be_disabled()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải tệp có đánh dấu lỗi").click()
    cell = load_workbook(io.BytesIO(coming.value.path().read_bytes())).worksheets[0]["D4"]
    assert cell.comment is not None
    assert cell.fill.fill_type == "solid"
    page.get_by_role("button", name="Dấu chấm là dấu thập phân").click()
    expect(settled(page).get_by_role("button", name="Xác nhận và ghi")).to_be_enabled()


def test_the_list_turns_its_pages_and_back_returns(page: Page, url: str, settled: Settled) -> None:
    """The next page has other targets, Back the first; another choice of a filter begins at the first page."""
    page.goto(f"{url}/plans")
    first, second = (page.get_by_text(f"Chỉ tiêu {start}–") for start in (1, 16))
    expect(first).to_be_visible()
    settled(page).get_by_role("button", name="Trang sau").click()
    expect(second).to_be_visible()
    assert "sheet=2" in settled(page).url
    page.go_back()
    expect(first).to_be_visible()
    settled(page).go_forward()
    expect(second).to_be_visible()
    settled(page).get_by_role("combobox", name="Địa phương").click()
    page.get_by_role("option", name="Hà Nội").click()
    expect(page.locator("h1")).to_contain_text("của Hà Nội")
    assert "place=ha-noi" in settled(page).url
    assert "sheet" not in page.url
