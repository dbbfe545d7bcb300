"""Into the meeting: a click gives a file that opens; the meeting view turns by keyboard and fills the screen."""

import io
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from playwright.sync_api import Page
from pptx import Presentation

from exports.pdf import found as office_found

Visit = Callable[[str], Page]
MEETING = "meeting?place=ha-noi&year=2022"
WALL = "province?place=ha-noi&year=2022&view=meeting"
#: The step's number is seen, which says that the keys are listened to, and nothing runs.
TURNED = """(number) => document.querySelector('.stage-count')?.textContent === number
    && document.querySelector('.stage-count').checkVisibility({ visibilityProperty: true })
    && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"""
#: The part of the screen that the sheet covers, and what scrolls.
FILLED = """() => {
    const sheet = (document.querySelector('.st-key-stage') ?? document.querySelector('.js-plotly-plot'));
    const box = sheet.getBoundingClientRect(), page = document.scrollingElement;
    return [box.left >= 0, box.right <= innerWidth + 1, box.width > innerWidth * 0.9, box.bottom <= innerHeight + 1,
        page.scrollHeight <= innerHeight, page.scrollWidth <= innerWidth];
}"""


def slides(file: bytes) -> str:
    """All text of a deck."""
    shapes = (shape for slide in Presentation(io.BytesIO(file)).slides for shape in slide.shapes)
    return " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def report(file: bytes) -> str:
    """All paragraphs of a report."""
    return " ".join(paragraph.text for paragraph in Document(io.BytesIO(file)).paragraphs)


def workbook(file: bytes) -> str:
    """All cells of a workbook."""
    return " ".join(str(c) for sheet in load_workbook(io.BytesIO(file)) for row in sheet.values for c in row if c)


def printed(file: bytes) -> str:
    """The kind that a PDF says of itself, and whether it is whole."""
    return f"{file[:5].decode()} {file.rstrip()[-5:].decode()}"


def pixels(file: bytes) -> str:
    """A PNG's width and height."""
    return "{}x{}".format(*struct.unpack(">II", file[16:24]))


def drawn(file: bytes) -> str:
    """The words of an SVG."""
    return "".join(etree.fromstring(file).itertext())


OPENED: dict[str, Callable[[bytes], str]] = {
    "deck": slides, "report": report, "workbook": workbook, "deck_pdf": printed, "report_pdf": printed,
    "png": pixels, "svg": drawn,
}  # fmt: skip
SAID = {"deck": "245.316", "report": "245.316", "workbook": "245316", "deck_pdf": "%PDF- %%EOF",
        "report_pdf": "%PDF- %%EOF", "png": "1920x1080", "svg": "245.316"}  # fmt: skip
OFFICE = pytest.mark.skipif(office_found() is None, reason="PDF needs LibreOffice")


@pytest.mark.parametrize("kind", [pytest.param(k, marks=[OFFICE] if k.endswith("_pdf") else []) for k in OPENED])
def test_a_click_gives_a_file_that_opens(server: str, visit: Visit, tmp_path: Path, kind: str) -> None:
    """The file arrives under a plain name, opens, and says what the screen says."""
    page = visit(f"{server}/{MEETING}")
    with page.expect_download(timeout=60_000) as saved:
        page.locator(f".st-key-get-{kind} button").click()
    assert re.fullmatch(r"[a-z-]+-ha-noi-2022\.(pptx|docx|xlsx|pdf|png|svg)", saved.value.suggested_filename)
    saved.value.save_as(tmp_path / "file")
    assert SAID[kind] in OPENED[kind]((tmp_path / "file").read_bytes())


@OFFICE
def test_a_long_export_says_what_it_is_at(server: str, visit: Visit) -> None:
    """The line under the files tells the step from the press of the button on, and nothing once the file is there."""
    page = visit(f"{server}/meeting?place=vinh-phuc&year=2022")
    with page.expect_download(timeout=60_000):
        page.locator(".st-key-get-report_pdf button").click()
        page.get_by_text("Chuyển sang PDF…").wait_for()
    page.get_by_text("Chuyển sang PDF…").wait_for(state="hidden")


def test_an_offices_template_is_used_and_a_wrong_one_refused(server: str, visit: Visit, tmp_path: Path) -> None:
    """The slides take the size of the template dropped; what is none is named as such, and the house's own is back."""
    Presentation().save(tmp_path / "mau.pptx")
    (tmp_path / "mau.potx").write_bytes(b"no template")
    page = visit(f"{server}/{MEETING}")
    page.get_by_text("Mẫu trang trình chiếu của cơ quan", exact=True).click()
    for name, said, width in (
        ("mau.pptx", "dùng mẫu mau.pptx", 25.4),
        ("mau.potx", "Không phải mẫu PowerPoint", 33.87),
    ):
        page.locator("input[type=file]").set_input_files(tmp_path / name)
        page.get_by_text(said).wait_for()
        with page.expect_download(timeout=60_000) as saved:
            page.locator(".st-key-get-deck button").click()
        saved.value.save_as(tmp_path / "slides.pptx")
        assert round(Presentation(tmp_path / "slides.pptx").slide_width / 360_000, 2) == width


def turned(page: Page, number: str) -> None:
    """Wait for a step."""
    page.wait_for_function(TURNED, arg=number)


def test_steps_turn_by_keyboard_and_their_address_reopens_them(server: str, page: Page) -> None:
    """Next, previous, last and first by the keys of a keyboard or clicker; Esc leaves; the address keeps the step."""
    page.goto(f"{server}/{WALL}")
    turned(page, "1/7")
    for key, number in (("ArrowRight", "2/7"), ("PageDown", "3/7"), ("ArrowLeft", "2/7"), ("End", "7/7"),
                        ("ArrowRight", "7/7"), ("PageUp", "6/7"), ("Home", "1/7"), ("ArrowRight", "2/7")):  # fmt: skip
        page.keyboard.press(key)
        turned(page, number)
    copied = page.url
    page.keyboard.press("Escape")
    page.wait_for_selector(".pagefoot")
    assert "view=" not in page.url
    assert "step=" not in page.url
    page.goto(copied)
    turned(page, "2/7")
    assert "step=enrolment" in copied


def test_keys_pressed_faster_than_a_step_is_drawn_all_count(server: str, page: Page) -> None:
    """Three presses of a clicker go three steps on, and one back from there."""
    page.goto(f"{server}/{WALL}")
    turned(page, "1/7")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    turned(page, "4/7")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    turned(page, "6/7")


def test_the_comparison_turns_through_its_shapes(server: str, page: Page) -> None:
    """The meeting view opens with the shape on the screen, turns to the others, and Esc leads back to that shape."""
    page.goto(f"{server}/compare?shape=heat")
    page.locator("a.button", has_text="Đưa vào họp").click()
    turned(page, "1/13")
    page.keyboard.press("End")
    turned(page, "13/13")
    page.keyboard.press("Escape")
    page.wait_for_selector(".pagefoot")
    assert page.url.endswith("/compare?shape=heat")


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize(
    "view",
    [WALL, f"{WALL}&step=enrolment", f"{WALL}&step=table", "?year=2022&view=meeting&step=map", "compare?view=meeting",
     "progress?place=ha-noi&year=2022&view=meeting"],
)  # fmt: skip
def test_a_step_is_already_the_slide(server: str, page: Page, view: str, size: tuple[int, int]) -> None:
    """The sheet fills the screen, nothing scrolls, and there is nothing to click."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{server}/{view}")
    page.wait_for_selector(".stage-count")
    page.wait_for_selector(".st-key-stage, .js-plotly-plot .main-svg", state="attached")
    page.wait_for_function(f"({FILLED})().every(Boolean)")
    assert page.locator("button:visible, a.button:visible, header:visible, .pagefoot").count() == 0
