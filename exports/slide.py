"""What slides are made of: titles, texts, badges, tables, notes, each in its place and in the deck's language."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Emu, Pt

from charts.lettering import balanced, room, wrapped
from charts.palette import LIGHT, status_style
from exports.slide_base import COVER_SIZE, FONT, TITLE_SIZE, TITLE_TOP, Area, Base
from exports.typed import plain
from wording.catalogue import words

#: Points to a centimetre, and what a line of text takes of its size.
POINTS, LINE = 72 / 2.54, 1.2
#: What bold letters leave of a width that plain ones would fill.
BOLD: Final = 0.9
BODY, LABEL, HEAD, SMALL, LEAST = 16.0, 15.0, 14.0, 12.0, 10.0
_ALIGN: Final = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "centre": PP_ALIGN.CENTER}
_ANCHOR: Final = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
_LANGUAGE: Final = {"vi": "vi-VN", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: its size in points, colour as #RRGGBB, weight, edge, and where it hangs."""

    size: float = BODY
    colour: str = LIGHT.ink
    bold: bool = False
    align: str = "left"
    anchor: str = "top"
    fill: str | None = None


def rgb(colour: str) -> RGBColor:
    """A colour of the palette as PowerPoint takes it."""
    return RGBColor.from_string(colour.removeprefix("#"))


def height_of(text: str, width: float, size: float) -> float:
    """Centimetres that a text takes when set over `width` centimetres."""
    across = width * POINTS
    lines = sum(math.ceil(room(line, size) / across) or 1 for line in wrapped(text, across, size))
    return max(1, lines) * size * LINE / POINTS


def width_of(text: str, size: float) -> float:
    """Centimetres that a text may need on one line."""
    return room(text, size) / POINTS


def titled(base: Base, layout: Any, title: str, lang: str) -> tuple[Any, Area]:
    """A new slide with its title, broken at ";" where it needs two lines, and the area below the title."""
    slide = base.deck.slides.add_slide(layout)
    parts = _title_lines(title, base)
    if layout is base.cover:
        parts = balanced(plain(title), base.area.width * POINTS, COVER_SIZE)
    if slide.shapes.title is not None:
        filled(slide.shapes.title.text_frame, parts if base.own else [plain(title)], None, lang)
    if layout is base.figure:
        for shape in bodies(slide):
            shape.element.getparent().remove(shape.element)
    if not base.own:
        _shrink_title(slide, layout, plain(title))
        return slide, base.area
    size = _title_size(slide, parts, base)
    used = TITLE_TOP + len(parts) * size * LINE / POINTS + 0.15
    return slide, Area(base.area.left, used, base.area.width, base.area.bottom - used)


def _shrink_title(slide: Any, layout: Any, title: str) -> None:
    """A template's title in the largest letters in which it keeps to its place; its font and colour stay."""
    place = next((shape for shape in layout.placeholders if _is_title(shape)), None)
    if place is None or slide.shapes.title is None or place.height is None:
        return
    wide, high = Emu(place.width).cm - 0.6, Emu(place.height).cm - 0.3
    size = next((s for s in (32, 28, 24, 20, 18, 16) if height_of(title, wide * BOLD, s) <= high), 14)
    for run in slide.shapes.title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)


def fitting(told: str, width: float, size: float) -> float:
    """The size, at most `size`, in which a text stands on one line of so many centimetres."""
    return next((s for s in (size, HEAD, SMALL, LEAST) if s <= size and width_of(told, s) * 1.05 <= width), LEAST)


def bodies(slide: Any) -> list[Any]:
    """The slide's placeholders but its title."""
    return [shape for shape in slide.placeholders if not _is_title(shape)]


def _is_title(shape: Any) -> bool:
    return shape.element.xpath(".//p:nvPr/p:ph")[0].get("type") in ("title", "ctrTitle")


def _title_lines(title: str, base: Base) -> list[str]:
    width, text = base.area.width * POINTS * BOLD, plain(title)
    for mark in (";", ": ", ". ", ", "):
        lines = [line.strip() for line in wrapped(text, width, TITLE_SIZE, at=mark)]
        if len(lines) < 2 or (text.count(mark) == 1 and lines[0].endswith(mark.strip())):
            return lines or [""]
    return balanced(text, width, TITLE_SIZE)


def _title_size(slide: Any, parts: Sequence[str], base: Base) -> float:
    """Two lines at 28 points; a longer title is set smaller so that it keeps its place."""
    if len(parts) <= 2:
        return TITLE_SIZE
    text, size = " ".join(parts), 22.0
    while size > 14 and len(wrapped(text, base.area.width * POINTS * BOLD, size)) > 3:
        size -= 2
    filled(slide.shapes.title.text_frame, [text], Style(size=size, bold=True), "vi")
    parts_now = wrapped(text, base.area.width * POINTS * BOLD, size)
    return size * len(parts_now) / len(parts)


def filled(frame: Any, parts: Sequence[str], style: Style | None, lang: str) -> None:
    """One paragraph for each part; without a style the placeholder's own counts."""
    for n, part in enumerate(parts):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        for run in list(paragraph.runs):
            paragraph._p.remove(run._r)
        _run(paragraph, part, style, lang)
    for extra in frame.paragraphs[len(parts) :]:
        extra._p.getparent().remove(extra._p)


def _run(paragraph: Any, text: str, style: Style | None, lang: str) -> None:
    if style is not None:
        _end(paragraph, style)
    if not text:
        return
    run = paragraph.add_run()
    run.text = plain(text).replace("\n", " ").replace("\v", " ")
    run._r.get_or_add_rPr().set("lang", _LANGUAGE[lang])
    if style is None:
        return
    font = run.font
    font.size, font.bold, font.name = Pt(style.size), style.bold, FONT
    font.color.rgb = rgb(style.colour)


def _end(paragraph: Any, style: Style) -> None:
    """An empty paragraph as low as one with letters in it."""
    for old in paragraph._p.findall(qn("a:endParaRPr")):
        paragraph._p.remove(old)
    paragraph._p.append(paragraph._p.makeelement(qn("a:endParaRPr"), {"sz": str(round(style.size * 100))}))
    paragraph.alignment = _ALIGN[style.align]


def text(slide: Any, area: Area, said: Sequence[str], style: Style, lang: str, name: str = "") -> Any:
    """A text box with a paragraph for each sentence; filled boxes keep a small margin."""
    box = slide.shapes.add_textbox(Cm(area.left), Cm(area.top), Cm(area.width), Cm(area.height))
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, _ANCHOR[style.anchor]
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    if style.fill is not None:
        box.fill.solid()
        box.fill.fore_color.rgb = rgb(style.fill)
    box.name = name or words(lang).text("export.slide_text")
    filled(frame, list(said) or [""], style, lang)
    return box


def bullets(slide: Any, area: Area, said: Sequence[str], style: Style, lang: str, gap: float) -> None:
    """Sentences under each other with a dash before each and `gap` points between them."""
    box = text(slide, area, said, style, lang)
    for paragraph in box.text_frame.paragraphs:
        paragraph.space_after = Pt(gap)
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(Cm(0.7)))
        properties.set("indent", str(-Cm(0.7)))
        bullet = properties.makeelement(qn("a:buChar"), {"char": "–"})
        properties.append(bullet)


def verdict_box(slide: Any, area: Area, told: str, status: str, lang: str) -> None:
    """The verdict's sign and word on its tint, right-set in the area."""
    look = status_style(status, "light")
    fill, colour = (look.tint or LIGHT.panel), (look.text if look.tint else LIGHT.ink2)
    width = min(width_of(told, HEAD) * 1.06 + 0.6, area.width)
    size = HEAD if width_of(told, HEAD) + 0.3 <= area.width else SMALL
    rows = max(1, len(wrapped(told, (area.width - 0.2) * POINTS, size)))
    tall = rows * size * LINE / POINTS + 0.4
    place = Area(area.right - width, area.top + (area.height - tall) / 2, width, tall)
    style = Style(size=size, colour=colour, bold=True, align="centre", anchor="middle", fill=fill)
    text(slide, place, [told], style, lang)


def line(slide: Any, area: Area, y: float, colour: str = LIGHT.line) -> None:
    """A hairline across the area."""
    drawn = slide.shapes.add_connector(1, Cm(area.left), Cm(y), Cm(area.right), Cm(y))
    drawn.line.color.rgb, drawn.line.width = rgb(colour), Pt(0.75)
    drawn.name = "–"
    _without_style(drawn)


def _without_style(shape: Any) -> None:
    """A shape without the theme's shadow."""
    for style in shape.element.findall(qn("p:style")):
        shape.element.remove(style)


def foot(slide: Any, base: Base, said: str, lang: str) -> float:
    """Sources at the foot of the slide, in as small a size as they need; the height they take."""
    size = SMALL
    width = base.area.width - 1.6
    while size > LEAST and height_of(said, width, size) > 3 * size * LINE / POINTS:
        size -= 1
    tall = height_of(said, width, size) + 0.1 if said else 0.0
    style = Style(size=size, colour=LIGHT.ink3, anchor="bottom")
    if said:
        text(slide, Area(base.area.left, base.area.bottom - tall, width, tall), [said], style, lang)
    return tall


def numbered(slide: Any, base: Base, lang: str) -> None:
    """The slide's number at its lower right, kept right by PowerPoint itself."""
    area = Area(base.area.right - 1.4, base.area.bottom - 0.6, 1.4, 0.6)
    style = Style(size=SMALL, colour=LIGHT.ink3, align="right", anchor="bottom")
    box = text(slide, area, ["0"], style, lang)
    paragraph = box.text_frame.paragraphs[0]._p
    for run in paragraph.findall(qn("a:r")):
        properties = run.find(qn("a:rPr"))
        shown = paragraph.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
        shown.append(properties)
        value = paragraph.makeelement(qn("a:t"), {})
        value.text = str(len(base.deck.slides))
        shown.append(value)
        paragraph.replace(run, shown)


def noted(slide: Any, said: Sequence[str], lang: str) -> None:
    """What the speaker reads under the slide."""
    notes = slide.notes_slide
    names = {shape.placeholder_format.type: shape.name for shape in notes.part.notes_master.placeholders}
    for shape in notes.placeholders:
        shape.name = names[shape.placeholder_format.type]
    frame = notes.notes_text_frame
    if frame is not None:
        filled(frame, [plain(sentence) for sentence in said if sentence] or [""], None, lang)


def described(shape: Any, said: str) -> None:
    """The sentence that a screen reader says for a figure or a table."""
    shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr | ./p:nvSpPr/p:cNvPr")[0].set("descr", plain(said))
