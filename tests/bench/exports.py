"""Files for a meeting against the bare libraries writing as much: slides, report, workbook, a warm picture, memory."""

import io
import sys
import zipfile
from datetime import date
from typing import Any, Final

import xlsxwriter
from docx import Document
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from exports import picture
from exports.deck import deck
from exports.figures import drawings
from exports.material import Material, read
from exports.report import report
from exports.workbook import every_place, of_places, workbook
from tests.bench import synthetic
from tests.bench.result import Figure, Result, interleaved
from tests.bench.stores import Bench, timed_process
from warehouse.serving import Serving

DAY: Final = date(2026, 6, 30)
SLIDES, CHARTS = 12, 6
#: What a process of its own imports and reads, then makes.
READ: Final = """
from datetime import date
from exports.deck import deck
from exports.material import read
from exports.report import report
from exports.workbook import every_place, of_material, of_places, workbook
from tests.bench import synthetic
from warehouse.serving import serving
told = read(serving(), "ha-noi", 2022, "vi", as_of=date(2026, 6, 30))
"""
READ_ALL: Final = f"""{READ}
years = list(synthetic.YEARS)[-10:]
sheets = of_places(serving(), every_place(serving(), years), years, "vi", as_of=date(2026, 6, 30))
"""
FILES: Final = {
    "slides": "deck(told)", "report": "report(told)", "workbook of one place": "workbook(of_material(told))",
}  # fmt: skip
LARGE: Final = {"workbook of all places": "workbook(sheets)"}


def measure(bench: Bench) -> list[Result]:
    """Each file made of what has been read, against the library alone; the workbook with its reading too."""
    rounds = 2 if bench.quick else 5
    store = Serving(bench.shipped())
    told = read(store, "ha-noi", 2022, "vi", as_of=DAY)
    slides, bare_slides, paper, bare_paper, reading = interleaved(
        [
            lambda: deck(told),
            bare_deck,
            lambda: report(told),
            lambda: bare_report(told),
            lambda: read(store, "ha-noi", 2022, "vi", as_of=DAY),
        ],
        rounds=rounds,
        seconds=20,
    )
    return [
        Result("reading what a file of one place and year is made of", Figure(reading)),
        Result(
            f"slides of Hà Nội 2022 ({SLIDES}, {CHARTS} charts)", Figure(slides), Figure(bare_slides), "about 1500 ms"
        ),
        Result("report of Hà Nội 2022", Figure(paper), Figure(bare_paper), "1000 ms"),
        *_workbook(Serving(bench.synthetic_store()), rounds),
        *_picture(told, rounds),
        *_memory(bench),
    ]


def _workbook(store: Serving, rounds: int) -> list[Result]:
    years = list(synthetic.YEARS)[-10:]
    places = every_place(store, years)
    sheets = of_places(store, places, years, "vi", as_of=DAY)
    cells = _cells(workbook(sheets))
    made, bare, reading = interleaved(
        [
            lambda: workbook(sheets),
            lambda: bare_workbook(cells),
            lambda: of_places(store, places, years, "vi", as_of=DAY),
        ],
        rounds=rounds,
        seconds=60,
    )
    said = f"workbook of {len(places)} places × {len(years)} years, {cells} cells"
    return [Result(said, Figure(made), Figure(bare), "2000 ms"), Result("reading what it is made of", Figure(reading))]


def _cells(file: bytes) -> int:
    """How many cells a workbook holds."""
    with zipfile.ZipFile(io.BytesIO(file)) as read:
        sheets = [name for name in read.namelist() if name.startswith("xl/worksheets/")]
        return sum(read.read(name).count(b"</c>") for name in sheets)


def _memory(bench: Bench) -> list[Result]:
    """The peak of a process that makes a file once, over one that only reads what it is made of."""
    found = []
    for store, reading, files in ((bench.shipped(), READ, FILES), (bench.synthetic_store(), READ_ALL, LARGE)):
        scripts = [f"{reading}\n{made}" for made in ("", *files.values())]
        idle, *peaks = (timed_process([sys.executable, "-c", script], store) for script in scripts)
        found += [
            Result(f"peak memory: {name}", Figure(peak.megabytes, "MB"), Figure(idle.megabytes, "MB", "reading alone"),
                   "about 200 MB over")
            for name, peak in zip(files, peaks, strict=True)
        ]  # fmt: skip
    return found


def _picture(told: Material, rounds: int) -> list[Result]:
    """A picture from a browser that is already warm; nothing where there is no browser."""
    if picture.found() is None:
        return []
    drawing = drawings(told)["enrolment"]
    picture.picture(drawing, "png")
    (made,) = interleaved([lambda: picture.picture(drawing, "png")], rounds=rounds, seconds=20)
    return [Result("a picture of 1920 × 1080, browser warm", Figure(made), None, "500 ms")]


def bare_deck() -> bytes:
    """As many slides and charts by python-pptx alone."""
    made, out = Presentation(), io.BytesIO()
    for n in range(SLIDES):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = "Tuyển sinh"
        if n < CHARTS:
            data = CategoryChartData()
            data.categories = ["Tổng số", "Cao đẳng", "Trung cấp", "Sơ cấp"]
            data.add_series("KH", (224500, 25000, 28000, 171500))
            data.add_series("TH", (245316, 33682, 27828, 183806))
            slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Cm(1), Cm(4), Cm(20), Cm(10), data)
    made.save(out)
    return out.getvalue()


def bare_report(told: Material) -> bytes:
    """As many paragraphs and cells by python-docx alone."""
    made, out = Document(), io.BytesIO()
    for _ in range(40):
        made.add_paragraph("Tuyển sinh và đào tạo được 245.316 lượt người, đạt 109,27% kế hoạch năm.")
    table = made.add_table(rows=2 + len(told.table.rows), cols=len(told.table.heads))
    for cell in table._cells:
        cell.text = "245.316"
    made.save(out)
    return out.getvalue()


def bare_workbook(cells: int) -> bytes:
    """As many cells by XlsxWriter alone, half of them numbers."""
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for n in range(cells):
        line, column = divmod(n, 26)
        if column % 2:
            sheet.write_number(line, column, n)
        else:
            sheet.write_string(line, column, "lượt người")
    book.close()
    return out.getvalue()
