"""Native tables of slides: rules only, numbers right-set, as many rows to a slide as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from charts.palette import LIGHT
from exports.slide import BOLD, Style, described, filled, height_of, rgb, width_of
from exports.slide_base import Area

PADDING, ABOVE, INDENT = 0.2, 0.09, 0.45
#: Letters are measured a little too narrow for some fonts.
SLACK: Final = 0.96


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and the edge its cells are set to."""

    head: str
    share: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, whether it stands under another, and whether it leads a group."""

    cells: tuple[str, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be set: columns, an optional row of column numbers, rows, and the size of its letters."""

    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    numbering: tuple[str, ...] = ()
    size: float = 11.0

    def widths(self, width: float) -> list[float]:
        """The columns' widths in centimetres: by their shares, none narrower than its longest unbroken text."""
        return _shared(width, tuple(column.share for column in self.columns), _least(self))

    @property
    def named(self) -> int | None:
        """The column of names, whose parts stand in a little; None where rows have no parts."""
        return 1 if self.numbering else None

    def inner(self, width: float, level: int = 0) -> list[float]:
        """What letters have of each column; names of parts stand in a little."""
        found = [(w - 2 * PADDING) * SLACK for w in self.widths(width)]
        return [w - INDENT * level if n == self.named else w for n, w in enumerate(found)]

    def height(self, cells: tuple[str, ...], width: float, level: int = 0) -> float:
        """The centimetres that a row takes: its tallest cell."""
        bold = cells in (self.numbering, tuple(column.head for column in self.columns))
        inner = [
            w * BOLD if bold or (level == 0 and n == self.named) else w for n, w in enumerate(self.inner(width, level))
        ]
        tall = [height_of(cell, room, self.size) for cell, room in zip(cells, inner, strict=True)]
        return max(tall) * 1.04 + 2 * ABOVE + 0.08

    def whole(self, width: float) -> bool:
        """Whether no word is broken, and every cell set to the right stands on one line."""
        return sum(_least(self)) <= width

    def head_height(self, width: float) -> float:
        """The centimetres that head and numbering take."""
        heads = self.height(tuple(column.head for column in self.columns), width)
        return heads + (self.height(self.numbering, width) if self.numbering else 0.0)


@lru_cache(maxsize=32)
def _least(grid: Grid) -> tuple[float, ...]:
    """What each column needs so that no word is broken and cells set to the right stand on one line."""
    texts = [column.head.split() for column in grid.columns]
    for cells in (grid.numbering, *(row.cells for row in grid.rows)):
        for column, found, cell in zip(grid.columns, texts, cells, strict=False):
            found.extend([cell] if column.align == "right" else cell.split())
    widest = [max(width_of(text, grid.size) for text in found) for found in texts]
    inset = [INDENT if n == grid.named else 0.0 for n in range(len(texts))]
    return tuple(wide / SLACK + 2 * PADDING + more for wide, more in zip(widest, inset, strict=True))


def _shared(width: float, shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """The width by shares, none under its least; what one takes more, the others give."""
    fixed: set[int] = set()
    while len(fixed) < len(shares):
        rest = width - sum(least[n] for n in fixed)
        free = sum(share for n, share in enumerate(shares) if n not in fixed)
        short = {n for n, share in enumerate(shares) if n not in fixed and least[n] > rest * share / free}
        if not short:
            return [least[n] if n in fixed else rest * share / free for n, share in enumerate(shares)]
        fixed |= short
    return [width * need / sum(least) for need in least]


def pages(grid: Grid, width: float, height: float) -> list[tuple[Line, ...]]:
    """The rows in as many pages as the height asks for; a row is never parted."""
    found: list[list[Line]] = [[]]
    free = height - grid.head_height(width)
    left = free
    for row in grid.rows:
        need = grid.height(row.cells, width, row.level)
        if need > left and found[-1]:
            found.append([])
            left = free
        found[-1].append(row)
        left -= need
    return [tuple(page) for page in found]


def table(slide: Any, area: Area, grid: Grid, rows: Sequence[Line], said: str, lang: str) -> float:
    """The table on the slide, told by `said`; the centimetres it takes."""
    heads = [tuple(column.head for column in grid.columns)] + ([grid.numbering] if grid.numbering else [])
    cells = [*heads, *(row.cells for row in rows)]
    levels = [*(0 for _ in heads), *(row.level for row in rows)]
    tall = [grid.height(row, area.width, level) for row, level in zip(cells, levels, strict=True)]
    frame = slide.shapes.add_table(len(cells), len(grid.columns), Cm(area.left), Cm(area.top), Cm(area.width),
                                   Cm(sum(tall)))  # fmt: skip
    frame.name = said[:60]
    described(frame, said)
    made = frame.table
    _plain_style(made)
    for column, width in zip(made.columns, grid.widths(area.width), strict=True):
        column.width = Cm(width)
    for n, (row, height) in enumerate(zip(made.rows, tall, strict=True)):
        row.height = Cm(height)
        ruled = n in (len(heads) - 1, len(cells) - 1)
        _set_row(row, cells[n], grid, n < len(heads), ruled, levels[n], lang)
    return sum(tall)


def _plain_style(made: Any) -> None:
    """No style of the theme: only the rules drawn here. The first row stays the head for readers."""
    properties = made._tbl.tblPr
    properties.set("bandRow", "0")
    for style in properties.findall(qn("a:tableStyleId")):
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _set_row(row: Any, texts: Sequence[str], grid: Grid, head: bool, ruled: bool, level: int, lang: str) -> None:
    for column, cell, said in zip(grid.columns, row.cells, texts, strict=True):
        colour = LIGHT.ink2 if head else LIGHT.ink
        align = column.align if not head or column.align == "left" else "right"
        style = Style(size=grid.size, colour=colour, bold=head or (level == 0 and column is grid.columns[1]),
                      align=align)  # fmt: skip
        part = level and grid.named is not None and column is grid.columns[grid.named]
        cell.margin_left, cell.margin_right = Cm(PADDING + INDENT * level if part else PADDING), Cm(PADDING)
        cell.margin_top = cell.margin_bottom = Cm(ABOVE)
        filled(cell.text_frame, [said], style, lang)
        _rule_below(cell, LIGHT.ink if ruled else LIGHT.line, 1.5 if ruled else 0.75)


def _rule_below(cell: Any, colour: str, width: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for edge in ("a:lnL", "a:lnR", "a:lnT"):
        empty = properties.makeelement(qn(edge), {"w": "0"})
        empty.append(properties.makeelement(qn("a:noFill"), {}))
        properties.append(empty)
    rule = properties.makeelement(qn("a:lnB"), {"w": str(Pt(width)), "cap": "flat", "cmpd": "sng", "algn": "ctr"})
    fill = properties.makeelement(qn("a:solidFill"), {})
    fill.append(properties.makeelement(qn("a:srgbClr"), {"val": str(rgb(colour))}))
    rule.append(fill)
    properties.append(rule)
