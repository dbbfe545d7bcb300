"""A planner with a file in a real browser: dropped, read, confirmed, seen on the place's screen, undone."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import serving
from warehouse import accounts
from warehouse.serving import Serving

Settled = Callable[[Page], Page]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PASSWORD = "mật khẩu đủ dài"
TYPED = ("Hà Tĩnh", "tot nghiep", "", "2022", "", "11.111", "", "Sở")
WRONG = "Địa phương;Chỉ tiêu;Năm;Giá trị\nNghệ Ann;Tuyển sinh;2024;12.000\n"


def wide_levels() -> bytes:
    """A department's table: title block, unit line, header of two merged rows, places by levels, a total row."""
    book = Workbook()
    sheet = book.active
    for row in (
        ["KẾT QUẢ TUYỂN SINH 6 THÁNG ĐẦU NĂM 2024"], ["ĐVT: người"], ["STT", "Tỉnh, thành phố", "Tuyển sinh"],
        [None, None, "Cao đẳng", "Trung cấp", "Sơ cấp và dưới 3 tháng", "Tổng số"],
        [1, "Nghệ An", 2100, 5300, 22000, 29400], [2, "Cà Mau", 300, 800, 14000, 15100],
        [None, "Tổng cộng", 2400, 6100, 36000, 44500],
    ):  # fmt: skip
        sheet.append(row)
    for merged in ("A3:A4", "B3:B4", "C3:F3"):
        sheet.merge_cells(merged)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """A store of this test's own."""
    folder = tmp_path / "store"
    shutil.copytree(store, folder)
    return folder


@pytest.fixture
def url(own: Path, tmp_path: Path) -> Iterator[str]:
    """A server on that store."""
    with serving(own, tmp_path / "server.log") as address:
        yield address


def send(tab: Page, settled: Settled, name: str, content: bytes) -> None:
    """Choose a file and wait until it is read."""
    kind = XLSX if name.endswith(".xlsx") else "text/csv"
    tab.set_input_files("input[type=file]", FilePayload(name=name, mimeType=kind, buffer=content))
    tab.wait_for_function("location.search.includes('file=')")
    settled(tab)


def drop(tab: Page, settled: Settled, name: str, content: bytes) -> None:
    """Drop a file on the zone as a mouse does."""
    script = """([name, bytes]) => {
        const all = new DataTransfer();
        all.items.add(new File([new Uint8Array(bytes)], name));
        return all;
    }"""
    carried = tab.evaluate_handle(script, [name, list(content)])
    tab.locator(".zone").dispatch_event("drop", {"dataTransfer": carried})
    tab.wait_for_function("location.search.includes('file=')")
    settled(tab)


def test_from_the_drop_to_the_place_and_back(url: str, page: Page, own: Path, settled: Settled) -> None:
    """Dropped, read, confirmed; the place shows the figures with their file and row; undone, the old state is back."""
    province = f"{url}/province?place=nghe-an&year=2024"
    page.goto(province)
    before = settled(page).locator("[data-testid=stMainBlockContainer]").inner_text()
    page.goto(f"{url}/upload")
    drop(settled(page), settled, "wide-levels.xlsx", wide_levels())
    sheet = page.locator("table.sheet")
    expect(sheet).to_contain_text("KẾT QUẢ TUYỂN SINH 6 THÁNG ĐẦU NĂM 2024")
    expect(sheet).to_contain_text("29.400")
    expect(page.locator("h1")).to_contain_text("8 số")
    expect(page.locator(".taken")).to_contain_text("6 tháng đầu năm 2024")
    page.get_by_role("button", name="Xác nhận và ghi").click()
    page.wait_for_function("location.search.includes('upload=')")
    expect(settled(page).locator("h1")).to_contain_text("Đã ghi 8 số mới")
    receipt = page.url
    page.goto(province)
    body = settled(page).locator("[data-testid=stMainBlockContainer]")
    expect(body).to_contain_text("29.400")
    link = page.locator("a[href*='upload=']").first
    told = link.evaluate("a => [a.textContent, a.getAttribute('href')]")
    assert re.search(r"wide-levels\.xlsx, dòng 5", told[0])
    assert "row=5" in told[1]
    page.goto(receipt)
    reason = settled(page).get_by_label("Lý do hoàn tác")
    reason.fill("gửi nhầm")
    reason.press("Enter")
    settled(page).get_by_role("button", name="Hoàn tác biên nhận").dblclick()
    expect(page.locator("h1")).to_contain_text("Đã hoàn tác")
    page.goto(province)
    after = settled(page).locator("[data-testid=stMainBlockContainer]").inner_text()
    assert after == before


def test_a_refused_file_comes_back_marked(url: str, page: Page, own: Path, settled: Settled) -> None:
    """The button is grey; the file comes back as a workbook with its faulty cell coloured and commented."""
    page.goto(f"{url}/upload")
    send(settled(page), settled, "bao-cao.csv", WRONG.encode())
    expect(page.get_by_role("button", name="Xác nhận và ghi")).to_be_disabled()
    expect(page.locator("td.error sup")).to_have_text("1")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải tệp có đánh dấu lỗi").click()
    cell = load_workbook(io.BytesIO(coming.value.path().read_bytes())).worksheets[0]["A2"]
    assert cell.comment is not None
    assert cell.fill.fill_type == "solid"
    assert Serving(own).query("uploads").empty


def test_two_tabs_back_and_a_double_click_are_one_upload(url: str, page: Page, own: Path, settled: Settled) -> None:
    """However often a file is confirmed, there is one upload of it."""
    page.goto(f"{url}/upload")
    send(settled(page), settled, "wide-levels.xlsx", wide_levels())
    other = page.context.new_page()
    other.goto(page.url)
    settled(other)
    page.get_by_role("button", name="Xác nhận và ghi").dblclick()
    page.wait_for_function("location.search.includes('upload=')")
    settled(page)
    button = other.get_by_role("button", name="Xác nhận và ghi")
    if button.is_enabled():
        button.click()
    settled(other)
    page.go_back()
    settled(page)
    assert len(Serving(own).query("uploads")) == 1
    expect(page.get_by_role("button", name="Xác nhận và ghi")).to_be_disabled()
    expect(page.locator("h1")).to_contain_text("tất cả đã có sẵn")


def test_a_table_is_pasted_and_figures_are_typed(url: str, page: Page, own: Path, settled: Settled) -> None:
    """A table copied from Excel is pasted on the page; figures typed without a pause on a slow machine lose no
    letter: all are checked."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{url}/upload")
    copied = "Địa phương\tChỉ tiêu\tNăm\tGiá trị\nNghệ An\tTốt nghiệp\t2023\t12.345\n"
    expect(settled(page).locator(".zone button")).to_have_text("Chọn tệp…")
    page.evaluate("text => navigator.clipboard.writeText(text)", copied)
    page.keyboard.press("Control+V")
    page.wait_for_function("location.search.includes('file=')")
    expect(settled(page).locator("table.sheet")).to_contain_text("12.345")
    expect(page.get_by_role("button", name="Xác nhận và ghi")).to_be_enabled()
    page.goto(f"{url}/upload")
    settled(page).get_by_text("Gõ tay vài số").click()
    page.get_by_label("Địa phương, 1", exact=True).click()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    for text in ("Nghệ An", "Tốt nghiệp", "Tổng số", "2022", "Cả năm", "11.222", "Chính thức", "Sở", *TYPED):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.get_by_label("Giá trị, 3", exact=True).click()
    for value in range(6001, 6008):
        page.keyboard.type(str(value))
        page.keyboard.press("Enter")
    page.get_by_label("Địa phương, 3", exact=True).click()
    page.evaluate("text => navigator.clipboard.writeText(text)", "Nghệ An\tTuyển sinh\tCao đẳng\t2022\tQuý I\r\n" * 7)
    page.keyboard.press("Control+V")
    page.get_by_role("button", name="Kiểm tra các số đã gõ").click()
    page.wait_for_function("location.search.includes('file=')")
    sheet = settled(page).locator("table.sheet")
    for text in ("11.222", "11.111", *map(str, range(6001, 6008))):
        expect(sheet).to_contain_text(text)
    assert Serving(own).query("uploads").empty
    typed_rows_stand_again(page, settled)


def typed_rows_stand_again(page: Page, settled: Settled) -> None:
    """From the check back to the grid, by the step, by the browser's own button and after a reload: every row is there,
    in the words that were chosen."""
    page.get_by_text("1 Chọn tệp").click()
    grid_holds_rows(page)
    page.reload()
    grid_holds_rows(settled(page))
    page.goto(page.url.partition("?")[0])
    settled(page).get_by_text("Gõ tay vài số").click()
    page.get_by_label("Giá trị, 1", exact=True).fill("77")
    page.get_by_label("Địa phương, 1", exact=True).fill("Cà Mau")
    page.get_by_role("button", name="Kiểm tra các số đã gõ").click()
    page.wait_for_function("location.search.includes('file=')")
    settled(page)
    page.go_back()
    page.wait_for_function("!location.search.includes('file=')")
    expect(page.get_by_label("Giá trị, 1", exact=True)).to_have_value("77")
    expect(page.get_by_label("Địa phương, 1", exact=True)).to_have_value("Cà Mau")


def grid_holds_rows(page: Page) -> None:
    """The first row is as it was chosen, the last as it was pasted, and a blank one is ready below."""
    shown = {"Địa phương, 1": "Nghệ An", "Kỳ, 1": "Cả năm", "Trạng thái, 1": "Chính thức", "Giá trị, 1": "11.222",
             "Chỉ tiêu, 2": "tot nghiep", "Giá trị, 9": "6007", "Kỳ, 9": "Quý I", "Giá trị, 10": ""}  # fmt: skip
    for label, text in shown.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)


def test_a_viewer_and_a_stranger_write_nothing(page: Page, tmp_path: Path, own: Path, settled: Settled) -> None:
    """Neither a page opened directly nor the server's own door takes a file from them."""
    accounts.add(own, "xem", "viewer", [], PASSWORD)
    before = set((own / "incoming").glob("*"))  # the store this is a copy of may have taken others' files
    with serving(own, tmp_path / "kept.log") as kept:
        body, headers = WRONG.encode(), {"X-File-Name": "a.csv", "X-Csrf": "forged", "Origin": kept}
        for signed_in in (False, True):
            if signed_in:
                page.goto(f"{kept}/signin")
                page.get_by_label("Tên đăng nhập").fill("xem")
                page.get_by_label("Mật khẩu").fill(PASSWORD)
                page.get_by_label("Mật khẩu").press("Enter")
                page.wait_for_url(f"{kept}/**")
                for path in ("/upload?file=" + "0" * 32, "/plans?section=add&file=" + "0" * 32):
                    page.goto(kept + path)
                    expect(settled(page).get_by_role("alert").first).to_be_visible()
                    assert page.locator("input[type=file]").count() == 0
            answer = page.request.post(f"{kept}/api/upload", data=body, headers=headers)
            assert answer.status in (401, 403)
        assert set((own / "incoming").glob("*")) == before
        page.goto("about:blank")  # else the tab misses its server
