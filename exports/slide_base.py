"""The deck that slides are put into: the house's own base of 16:9, or an office's template without its slides."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Emu, Pt

from charts.palette import LIGHT
from wording.catalogue import Words, words

WIDTH, HEIGHT, MARGIN = 33.867, 19.05, 1.5
TITLE_TOP, TITLE_HEIGHT = 1.5, 2.5
TITLE_SIZE: Final = 28
COVER_SIZE: Final = 36
FONT: Final = "Arial"
#: Titles of a template's own layouts, and bodies that text goes into, by the type PowerPoint gives them.
_TITLES: Final = ("title", "ctrTitle")
_BODIES: Final = ("body", "obj", "subTitle")
_EXTRAS: Final = ("dt", "ftr", "sldNum")
_TEMPLATE_TYPE: Final = b"presentationml.template.main+xml"
_DECK_TYPE: Final = b"presentationml.presentation.main+xml"
#: A template larger than this once unpacked is not read.
_LARGEST: Final = 100_000_000
#: What the libraries say of a file that is no deck: another kind of file, broken, or locked with a password.
_UNREADABLE: Final = (PackageNotFoundError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError,
                      RuntimeError, EOFError, etree.XMLSyntaxError)  # fmt: skip


class BadTemplate(Exception):
    """A file that no slides are put into; `code` says why, a word key below `template`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a slide in centimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def below(self, used: float) -> "Area":
        """What is left under the first `used` centimetres."""
        return Area(self.left, self.top + used, self.width, self.height - used)


@dataclass(frozen=True, slots=True)
class Base:
    """A deck without slides: its layouts for the cover, a figure and a text, and the area below the titles."""

    deck: Any
    cover: Any
    figure: Any
    text: Any
    area: Area
    own: bool


def opened(template: bytes | None, lang: str) -> Base:
    """A new deck of the house, or of an office's template; BadTemplate where that cannot be read."""
    return _own(lang) if template is None else _office(template, words(lang))


# An office's template


def _office(template: bytes, book: Words) -> Base:
    deck = _read(template)
    _drop_slides(deck)
    if not any(rel.reltype == RELATIONSHIP_TYPE.NOTES_MASTER for rel in deck.part.rels.values()):
        _dress_notes(deck.notes_master, book)
    layouts = list(deck.slide_layouts)
    if not layouts:
        raise BadTemplate("no_layout")
    titled = [layout for layout in layouts if _types(layout) & set(_TITLES)] or layouts
    figure = min(titled, key=lambda layout: (len(_types(layout) & set(_BODIES)), _count(layout)))
    texts = [layout for layout in titled if len(_found(layout, _BODIES)) == 1] or [figure]
    cover = next((layout for layout in titled if "ctrTitle" in _types(layout)), figure)
    text = next((layout for layout in texts if layout is not cover), texts[0])
    return Base(deck, cover, figure, text, _area_of(deck, figure), own=False)


def _read(template: bytes) -> Any:
    try:
        return Presentation(io.BytesIO(_as_deck(template)))
    except _UNREADABLE as error:
        raise BadTemplate("not_slides") from error


def _as_deck(template: bytes) -> bytes:
    """The template as a deck: a .potx differs by the type of its main part alone."""
    with zipfile.ZipFile(io.BytesIO(template)) as read:
        if sum(info.file_size for info in read.infolist()) > _LARGEST:
            raise BadTemplate("too_large")
        types = read.read("[Content_Types].xml")
        if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in read.namelist()):
            raise BadTemplate("macros")
        if _TEMPLATE_TYPE not in types:
            return template
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            for name in read.namelist():
                written.writestr(name, read.read(name).replace(_TEMPLATE_TYPE, _DECK_TYPE))
    return out.getvalue()


def _drop_slides(deck: Any) -> None:
    """Take the template's sample slides out: only its masters and layouts are wanted."""
    listed = deck.slides._sldIdLst
    for entry in list(listed):
        deck.part.drop_rel(entry.get(qn("r:id")))
        listed.remove(entry)
    for sections in deck.part._element.iter("{http://schemas.microsoft.com/office/powerpoint/2010/main}sectionLst"):
        extension = sections.getparent()
        extension.getparent().remove(extension)


def _type(shape: Any) -> str:
    return str(shape.element.xpath(".//p:nvPr/p:ph")[0].get("type", "obj"))


def _types(layout: Any) -> set[str]:
    return {_type(shape) for shape in layout.placeholders}


def _found(layout: Any, kinds: tuple[str, ...]) -> list[Any]:
    return [shape for shape in layout.placeholders if _type(shape) in kinds]


def _count(layout: Any) -> int:
    return len([shape for shape in layout.placeholders if _type(shape) not in _EXTRAS])


def _area_of(deck: Any, layout: Any) -> Area:
    """What a template leaves for content: from below its title to above its foot, as wide as its title."""
    wide, high = Emu(deck.slide_width).cm, Emu(deck.slide_height).cm
    titles, feet = _found(layout, _TITLES), _found(layout, _EXTRAS)
    bottom = min([Emu(f.top).cm for f in feet if f.top is not None and Emu(f.top).cm > high / 2] or [high - 1.0])
    if not titles or titles[0].top is None:
        return Area(MARGIN, 3.0, wide - 2 * MARGIN, bottom - 3.2)
    title = titles[0]
    top, left = Emu(title.top + title.height).cm + 0.2, Emu(title.left).cm
    if top > high / 2:
        return Area(MARGIN, 3.0, wide - 2 * MARGIN, bottom - 3.2)
    return Area(left, top, min(Emu(title.width).cm, wide - left - 0.5), bottom - top - 0.2)


# The house's own base


def _own(lang: str) -> Base:
    deck = Presentation(io.BytesIO(_own_file(lang)))
    cover, text, figure = deck.slide_layouts
    top = TITLE_TOP + TITLE_HEIGHT
    return Base(deck, cover, figure, text, Area(MARGIN, top, WIDTH - 2 * MARGIN, HEIGHT - top - 0.6), own=True)


@lru_cache(maxsize=2)
def _own_file(lang: str) -> bytes:
    """The base in the house's look with three layouts, its names and prompts in the deck's language."""
    book, deck = words(lang), Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    kept = [deck.slide_layouts[n] for n in (0, 1, 5)]
    for layout in list(deck.slide_layouts):
        if layout not in kept:
            deck.slide_layouts.remove(layout)
    _dress_master(deck.slide_master, book)
    for layout, name in zip(kept, ("layout_cover", "layout_text", "layout_figure"), strict=True):
        layout.name = book.text(f"export.{name}")
        _dress(layout, book)
    _dress_theme(deck.slide_master, book)
    _dress_cover(kept[0])
    _dress_notes(deck.notes_master, book)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _dress_master(master: Any, book: Words) -> None:
    _dress(master, book)
    styles = master.element.find(qn("p:txStyles"))
    for style, size, bold in (("p:titleStyle", TITLE_SIZE, True), ("p:bodyStyle", 20, False)):
        for level in styles.find(qn(style)):
            level.set("algn", "l")
            for run in level.iter(qn("a:defRPr")):
                run.set("sz", str(size * 100))
                run.set("b", str(int(bold)))
    body = next(shape for shape in master.placeholders if _type(shape) == "body")
    _put(body, MARGIN, TITLE_TOP + TITLE_HEIGHT + 0.3, WIDTH - 2 * MARGIN, HEIGHT - TITLE_TOP - TITLE_HEIGHT - 1.8)
    rule = master.shapes._spTree
    rule.insert(2, _rule())


def _dress(sheet: Any, book: Words) -> None:
    """Title to its place, foot placeholders away, prompts and names in the deck's language."""
    for shape in list(sheet.placeholders):
        kind = _type(shape)
        if kind in _EXTRAS:
            shape.element.getparent().remove(shape.element)
            continue
        title = kind in _TITLES
        shape.name = book.text("export.slide_title" if title else "export.slide_text")
        shape.text_frame.text = book.text("export.title_prompt" if title else "export.text_prompt")
        if title:
            _put(shape, MARGIN, TITLE_TOP, WIDTH - 2 * MARGIN, TITLE_HEIGHT)
            _set_frame(shape, "t")
        elif shape.element.spPr.find(qn("a:xfrm")) is not None:
            _put(shape, MARGIN, TITLE_TOP + TITLE_HEIGHT + 0.3, WIDTH - 2 * MARGIN, 12.5)


def _set_frame(shape: Any, anchor: str) -> None:
    """No inner margins, text at an edge, never shrunk."""
    body = shape.element.txBody.find(qn("a:bodyPr"))
    for child in list(body):
        body.remove(child)
    body.attrib.update({"lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0", "anchor": anchor, "wrap": "square"})


def _dress_notes(master: Any, book: Words) -> None:
    """The notes' page: picture, text and number, named in the deck's language; the text on one level."""
    names = {"sldImg": "slide_picture", "body": "slide_text", "sldNum": "slide_number"}
    for shape in list(master.placeholders):
        name = names.get(_type(shape))
        if name is None:
            shape.element.getparent().remove(shape.element)
            continue
        shape.name = book.text(f"export.{name}")
        if name == "slide_text":
            shape.text_frame.text = book.text("export.text_prompt")
    _dress_theme(master, book)


def _put(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Cm(left), Cm(top), Cm(width), Cm(height)


def _dress_cover(layout: Any) -> None:
    for shape in layout.placeholders:
        if _type(shape) in _TITLES:
            _put(shape, MARGIN, 6.2, WIDTH - 2 * MARGIN, 4.4)
            _set_frame(shape, "b")
            _first_size(shape, COVER_SIZE)
        else:
            _put(shape, MARGIN, 11.0, WIDTH - 2 * MARGIN, 3.4)
            _set_frame(shape, "t")
            _first_size(shape, 20)


def _first_size(shape: Any, size: int) -> None:
    for run in shape.element.iter(qn("a:defRPr")):
        run.set("sz", str(size * 100))
    for level in shape.element.iter(qn("a:lvl1pPr")):
        level.set("algn", "l")
    for tint in list(shape.element.iter(qn("a:tint"))):
        tint.getparent().remove(tint)


def _rule() -> Any:
    """The ink rule across the head of every slide."""
    ink = LIGHT.ink.removeprefix("#")
    left, top, width = Cm(MARGIN), Cm(1.15), Cm(WIDTH - 2 * MARGIN)
    return etree.fromstring(
        f'<p:sp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvSpPr><p:cNvPr id="90" name="–"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{Pt(3)}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
#: The theme's colours by their slot.
_SLOTS: Final = {
    "dk1": LIGHT.ink, "lt1": LIGHT.bg, "dk2": LIGHT.act, "lt2": LIGHT.panel, "accent1": LIGHT.act,
    "accent2": LIGHT.good, "accent3": LIGHT.near, "accent4": LIGHT.miss, "accent5": LIGHT.prev,
    "accent6": LIGHT.accent, "hlink": LIGHT.link, "folHlink": LIGHT.link,
}  # fmt: skip


def _dress_theme(master: Any, book: Words) -> None:
    """The theme's fonts to Arial, its colours to the house's, its names to the deck's language."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    text = re.sub(r'(<a:(?:theme|clrScheme|fontScheme|fmtScheme)\b[^>]*?name=")[^"]*',
                  lambda m: m.group(1) + book.text("export.theme"), text)  # fmt: skip
    for slot, colour in _SLOTS.items():
        value = f'<a:{slot}><a:srgbClr val="{colour.removeprefix("#")}"/></a:{slot}>'
        text = re.sub(rf"<a:{slot}>.*?</a:{slot}>", value, text, flags=re.DOTALL)
    part._blob = text.encode("utf-8")
