"""What the report in Word is made of: runs, paragraphs, fields to fill, rules, page numbers, table cells."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from exports.typed import plain

FONT: Final = "Times New Roman"
_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Set:
    """How a paragraph is set: size in points, weight, slope, edge, first line's indent (cm), space around (pt)."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep: bool = False


def paragraph(host: Any, text: str, style: Set) -> Any:
    """A new paragraph of a document or a cell; a cell's own empty one is used first."""
    made = _own_or_new(host)
    laid(made, style)
    if text:
        run(made, text, style)
    return made


def _own_or_new(host: Any) -> Any:
    """A cell starts with an empty paragraph of its own."""
    first = host.paragraphs[0] if hasattr(host, "_tc") and host.paragraphs else None
    if first is not None and len(host.paragraphs) == 1 and not first.runs and not len(first._p):
        return first
    return host.add_paragraph()


def laid(made: Any, style: Set) -> None:
    """The paragraph's edge, indent and spaces."""
    form = made.paragraph_format
    form.alignment, form.keep_with_next = _ALIGN[style.align], style.keep
    form.first_line_indent = Cm(style.indent)
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)


def run(made: Any, text: str, style: Set) -> Any:
    """Text at the end of a paragraph."""
    added = made.add_run(plain(text).replace("\n", " "))
    added.font.size, added.bold, added.italic = Pt(style.size), style.bold, style.italic
    added.font.name = FONT
    return added


def field(made: Any, name: str, typed: str, prompt: str, style: Set) -> None:
    """A field that the planner fills in Word: a content control with what was typed, or with a prompt."""
    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    for tag in ("w:alias", "w:tag"):
        named = OxmlElement(tag)
        named.set(qn("w:val"), plain(name))
        properties.append(named)
    if not typed:
        properties.append(OxmlElement("w:showingPlcHdr"))
    content = OxmlElement("w:sdtContent")
    added = run(made, typed or prompt, style)
    properties.insert(0, deepcopy(added._r.rPr))
    content.append(added._r)
    control.append(properties)
    control.append(content)
    made._p.append(control)


def rule(host: Any, indent: float) -> None:
    """A thin line between two indents (cm), as under the agency's name and under the motto."""
    made = _own_or_new(host)
    laid(made, Set())
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = Cm(indent)
    made.paragraph_format.line_spacing = Pt(3)
    border, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        below.set(qn(f"w:{name}"), value)
    border.append(below)
    _in_order(made._p.get_or_add_pPr(), border, ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"))


def boxed(made: Any) -> None:
    """A frame around the letters of the paragraph's last run."""
    border = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    _in_order(made.runs[-1]._r.get_or_add_rPr(), border, ("w:shd", "w:vertAlign", "w:lang"))


def _in_order(properties: Any, element: Any, followers: Sequence[str]) -> None:
    """Before the first of the elements that the schema puts after it."""
    after = [child for child in properties if child.tag in {qn(tag) for tag in followers}]
    if after:
        after[0].addprevious(element)
    else:
        properties.append(element)


def page_number(made: Any, style: Set) -> None:
    """The number of the page, kept by Word."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        added = run(made, "", style)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        added._r.append(mark)


def widths(table: Any, centimetres: Sequence[float]) -> None:
    """Fixed columns, each cell told, so that Word and LibreOffice agree."""
    table.autofit = False
    for column, width in zip(table.columns, centimetres, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def bordered(table: Any) -> None:
    """Lines around every cell."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        made = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            made.set(qn(f"w:{name}"), value)
        borders.append(made)
    _in_order(table._tbl.tblPr, borders, ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"))


def narrow_margins(table: Any, centimetres: float) -> None:
    """So much room between a cell's lines and its letters, left and right."""
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        made = OxmlElement(f"w:{edge}")
        made.set(qn("w:w"), str(round(centimetres * 567)))
        made.set(qn("w:type"), "dxa")
        margins.append(made)
    _in_order(table._tbl.tblPr, margins, ("w:tblLook",))


def repeated(row: Any) -> None:
    """A head that every page of the table shows."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def unbroken(row: Any) -> None:
    """A row that no page break parts."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
