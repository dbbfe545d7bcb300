"""Reading Office files back: the texts of slides and documents, the sheets inside charts."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

#: The 134 letters that Vietnamese writes with marks, both cases.
_LOWER = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LETTERS = _LOWER + _LOWER.upper()


def deck_of(file: bytes) -> Any:
    """The deck as PowerPoint's model."""
    return Presentation(io.BytesIO(file))


def shape_texts(shape: Any) -> Iterator[str]:
    """The texts of a shape, of a table cell by cell."""
    if shape.has_text_frame:
        yield shape.text_frame.text
    if getattr(shape, "has_table", False) and shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)


def slide_texts(slide: Any) -> list[str]:
    """Every text of a slide, its notes last."""
    texts = [text for shape in slide.shapes for text in shape_texts(shape)]
    return [*texts, slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else texts


def deck_text(file: bytes) -> str:
    """Everything that the slides say."""
    return "\n".join(text for slide in deck_of(file).slides for text in slide_texts(slide))


def slide_titled(file: bytes, title: str) -> Any:
    """The first slide whose title begins so."""
    return next(s for s in deck_of(file).slides if s.shapes.title.text_frame.text.startswith(title))


def charts(file: bytes) -> list[Any]:
    """The native charts of a deck in order."""
    return [shape.chart for slide in deck_of(file).slides for shape in slide.shapes if shape.has_chart]


def chart_sheet(chart: Any) -> list[tuple[Any, ...]]:
    """The rows of the workbook inside a chart."""
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return list(book.active.iter_rows(values_only=True))


def report_of(file: bytes) -> Any:
    """The report as Word's model."""
    return Document(io.BytesIO(file))


def report_text(file: bytes) -> str:
    """Everything that the report says, fields and tables with it, a line a paragraph."""
    body = report_of(file).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p"))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def sheet_rows(file: bytes, name: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet as values."""
    return list(load_workbook(io.BytesIO(file))[name].iter_rows(values_only=True))


def entries(file: bytes) -> list[zipfile.ZipInfo]:
    """The parts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(file)) as read:
        return read.infolist()
