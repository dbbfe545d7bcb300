"""Places by years of one rate or count: a small cell a place, by region, all on one scale from zero."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Unpack

import pandas as pd
import plotly.graph_objects as go

from charts import labels
from charts.frame import Around, Frame, nice_step
from charts.labels import known
from charts.lettering import BODY, SMALL, room, safe
from charts.marks import add_areas, add_lines, add_text, hidden_axis
from charts.palette import Palette
from charts.timeline import segments
from metrics.records import Row, records
from wording.sentences import counted

Regions = Sequence[tuple[str, Sequence[Sequence[Row]]]]

MOST_COLUMNS: Final = 14
#: Cells that a row has room for at least, so that a few stay small multiples.
FEWEST_COLUMNS: Final = 4
CELL_GAP: Final = 16.0
BAND_HEAD: Final = 30.0
NAME_HEIGHT: Final = 24.0
#: Pixels of a cell's drawing: lower where the figure is narrow and has more rows, so that its picture stays legible.
DRAWING: Final = {"wide": 84.0, "narrow": 60.0}
WIDE: Final = 1500
BELOW: Final = 14.0


@dataclass(frozen=True)
class Cell:
    """One place's cell: its yearly rows and the pixel of its top left corner."""

    name: str
    rows: Sequence[Row]
    left: float
    top: float


@dataclass(frozen=True)
class Group:
    """A region's head: its name, how many places it has, where it stands and whether it opens a band."""

    name: str
    count: int
    left: float
    top: float


@dataclass(frozen=True)
class Grid:
    """Where cells and heads stand, and how many pixels the whole takes."""

    cells: Sequence[Cell]
    groups: Sequence[Group]
    cell_width: float
    height: float
    first: int
    last: int
    top: float
    drawing: float

    def point(self, cell: Cell, year: float, value: float) -> tuple[float, float]:
        """The pixel of a year and a value inside a cell."""
        across = (year - self.first) / max(self.last - self.first, 1)
        down = 1 - value / self.top
        return cell.left + across * self.cell_width, cell.top + NAME_HEIGHT + down * self.drawing


def scale_top(values: pd.Series) -> float:
    """The upper end of the scale that all cells share, for the subtitle; 1 when nothing is known."""
    highest = float(values.max()) if values.notna().any() else 1.0
    step = nice_step(highest, 10)
    return next((step * n for n in range(1, 21) if step * n >= highest), highest) or 1.0


def small_multiples(
    series: pd.DataFrame,
    *,
    nation: pd.DataFrame | None = None,
    whole: pd.DataFrame | None = None,
    **around: Unpack[Around],
) -> go.Figure:
    """One cell a place in the table's order (place, name, region, year, actual_value, state …), the nation in grey.

    Places without any figure are left to the foot; a missing year leaves a gap in the line. `whole`: the table that
    this one is a part of, whose years and scale it keeps.
    """
    frame, told = Frame(**around), series[series["actual_value"].notna()]
    p, lang = frame.p, frame.lang
    if told.empty:
        return frame.empty()
    grid = _grid(told, told if whole is None else whole[whole["actual_value"].notna()], frame.inner, lang)
    fig = frame.figure(grid.height)
    fig.update_layout(xaxis=hidden_axis(range=[0, frame.inner + 0.5]), yaxis=hidden_axis(range=[grid.height, 0]))
    _draw_bands(fig, grid, frame.inner, p, lang)
    if nation is not None:
        _draw_nation(fig, grid, nation, p)
    _draw_cells(fig, grid, p, lang)
    _draw_names(fig, grid, p, lang)
    return fig


def _grid(told: pd.DataFrame, whole: pd.DataFrame, across: float, lang: str) -> Grid:
    """Cells in as few rows as the width allows; a short region shares its band with the next that fits."""
    rows = records(told.sort_values("year", kind="stable"))
    by_place: dict[str, list[Row]] = {place: [] for place in told["place"].drop_duplicates()}
    for row in rows:
        by_place[row["place"]].append(row)
    need = max(room(f"{r[-1]['name']} {labels.actual_text(_bare(r[-1]), lang)}", SMALL) for r in by_place.values())
    regions = _by_region(by_place)
    most = max(1, min(MOST_COLUMNS, int((across + CELL_GAP) / (need * 0.94 + CELL_GAP))))
    drawing = DRAWING["wide" if across >= WIDE else "narrow"]
    tall = NAME_HEIGHT + drawing + BELOW
    columns = _columns(regions, most, across, tall, lang)
    pitch = (across + CELL_GAP) / columns
    cells, groups, height = _placed(regions, columns, pitch, tall, lang)
    years, top = whole["year"].astype(int), scale_top(whole["actual_value"])
    return Grid(cells, groups, pitch - CELL_GAP, height, years.min(), years.max(), top, drawing)


def _bare(row: Row) -> Row:
    """The row without its unit, which the subtitle tells."""
    return {**row, "unit": None, "actual_unit": None}


def _by_region(by_place: dict[str, list[Row]]) -> list[tuple[str, list[list[Row]]]]:
    """The places of each region, both in the table's order."""
    regions: dict[str, list[list[Row]]] = {}
    for rows in by_place.values():
        regions.setdefault(labels.word(rows[0], "region") or "", []).append(rows)
    return list(regions.items())


def _columns(regions: Regions, most: int, across: float, tall: float, lang: str) -> int:
    """The fewest cells a row that need no more rows than the most that fit, so that rows end together."""
    counts = range(min(FEWEST_COLUMNS, most), most + 1)
    heights = [_placed(regions, count, (across + CELL_GAP) / count, tall, lang)[2] for count in counts]
    return next(count for count, height in zip(counts, heights, strict=True) if height <= heights[-1])


def _placed(
    regions: Regions, columns: int, pitch: float, tall: float, lang: str
) -> tuple[list[Cell], list[Group], float]:
    """The pixels of every cell and head, and the height of all; the rows of a region are about equally long."""
    cells: list[Cell] = []
    groups: list[Group] = []
    top, column = -tall, columns
    for name, places in regions:
        wide = math.ceil((room(_told(name, len(places), lang), BODY) + CELL_GAP) / pitch)
        beside = bool(groups) and top == groups[-1].top + BAND_HEAD and column + 1 + max(len(places), wide) <= columns
        if beside:
            column += 1
        else:
            top, column = top + tall, 0
            top += BAND_HEAD
        groups.append(Group(name, len(places), column * pitch, top - BAND_HEAD))
        long = math.ceil(len(places) / math.ceil(len(places) / columns))
        for position, rows in enumerate(places):
            if position and position % long == 0:
                top, column = top + tall, 0
            cells.append(Cell(str(rows[0]["name"]), rows, column * pitch, top))
            column += 1
        column = max(column, round(groups[-1].left / pitch) + wide - 1)
    return cells, groups, top + tall


def _draw_bands(fig: go.Figure, grid: Grid, across: float, p: Palette, lang: str) -> None:
    """A hairline over each band, and the regions' heads with their number of places."""
    tops = sorted({group.top for group in grid.groups})
    add_lines(fig, [[(0, top + 1), (across, top + 1)] for top in tops], colour=p.line, width=1, name="bands")
    texts = [_head(group, p, lang) for group in grid.groups if group.name]
    named = [group for group in grid.groups if group.name]
    add_text(fig, [g.left for g in named], [g.top + 16 for g in named], texts, anchor="start", colour=p.ink,
             size=BODY, weight=600, name="regions")  # fmt: skip


def _told(name: str, count: int, lang: str) -> str:
    """A region's head as plain text."""
    return f"{name} · {counted('chart.places', lang, count)}"


def _head(group: Group, p: Palette, lang: str) -> str:
    """A region's name and its number of places."""
    count = counted("chart.places", lang, group.count)
    return f'{safe(group.name)} <span style="font-weight:400;fill:{p.ink3};color:{p.ink3}">· {count}</span>'


def _draw_nation(fig: go.Figure, grid: Grid, nation: pd.DataFrame, p: Palette) -> None:
    """The nation's line in every cell, in grey."""
    known_years = records(nation[nation["actual_value"].notna()].sort_values("year"))
    inside = [row for row in known_years if grid.first <= int(row["year"]) <= grid.last]
    pieces = [
        [grid.point(cell, year, min(value, grid.top)) for year, value in piece]
        for cell in grid.cells for piece, _ in segments(inside)
    ]  # fmt: skip
    add_lines(fig, pieces, colour=p.ref, width=1.5, name="nation")


def _draw_cells(fig: go.Figure, grid: Grid, p: Palette, lang: str) -> None:
    """Tinted areas, base lines, lines by state and dots that tell their figures."""
    pieces = [(cell, piece, dash) for cell in grid.cells for piece, dash in segments(cell.rows)]
    areas = [_area(grid, cell, piece) for cell, piece, _ in pieces]
    add_areas(fig, areas, fill=p.act_tint, name="areas")
    bases = [[grid.point(cell, grid.first, 0), grid.point(cell, grid.last, 0)] for cell in grid.cells]
    add_lines(fig, bases, colour=p.ref, width=1, name="bases")
    for solid in (True, False):
        some = [[grid.point(cell, *at) for at in piece] for cell, piece, dash in pieces if (dash == "solid") is solid]
        add_lines(fig, some, colour=p.act, width=2, dash="solid" if solid else "2px,2px",
                  name="actual" if solid else "not final")  # fmt: skip
    _draw_dots(fig, grid, p, lang)


def _area(grid: Grid, cell: Cell, piece: Sequence[tuple[int, float]]) -> list[tuple[float, float]]:
    """The area between a segment and the base line."""
    (start, low), (end, high) = piece
    corners = [(start, low), (end, high), (end, 0.0), (start, 0.0)]
    return [grid.point(cell, year, value) for year, value in corners]


def _draw_dots(fig: go.Figure, grid: Grid, p: Palette, lang: str) -> None:
    """A dot at each cell's last figure and at those no line leads to, hollow where not final; unseen ones tell all."""
    points = [(cell, row) for cell in grid.cells for row in cell.rows]
    where = [grid.point(cell, int(row["year"]), known(row, "actual_value") or 0.0) for cell, row in points]
    joined = {(cell.name, year) for cell in grid.cells for piece, _ in segments(cell.rows) for year, _ in piece}
    last = [row is cell.rows[-1] for cell, row in points]
    seen = [is_last or (cell.name, int(row["year"])) not in joined
            for is_last, (cell, row) in zip(last, points, strict=True)]  # fmt: skip
    hollow = [labels.word(row, "state") in ("estimate", "preliminary") for _, row in points]
    fig.add_scatter(
        x=[x for x, _ in where], y=[y for _, y in where], mode="markers", name="points", cliponaxis=False,
        marker={
            "size": [7 if is_seen else 9 for is_seen in seen], "opacity": [1 if is_seen else 0 for is_seen in seen],
            "color": [p.bg if empty else p.act for empty in hollow], "line": {"color": p.act, "width": 2},
        },
        hovertext=[labels.hover_text(row, cell.name, lang) for cell, row in points], hoverinfo="text",
        customdata=[row["place"] for _, row in points],
    )  # fmt: skip


def _draw_names(fig: go.Figure, grid: Grid, p: Palette, lang: str) -> None:
    """Each cell's name at the left and its last figure at the right, on one line."""
    ys = [cell.top + 8 for cell in grid.cells]
    names, lefts = [safe(cell.name) for cell in grid.cells], [cell.left for cell in grid.cells]
    add_text(fig, lefts, ys, names, anchor="start", colour=p.ink, size=SMALL, name="names")
    texts = [labels.actual_text(_bare(cell.rows[-1]), lang) for cell in grid.cells]
    rights = [left + grid.cell_width for left in lefts]
    add_text(fig, rights, ys, texts, anchor="end", colour=p.ink, size=SMALL, weight=600, name="last figures")
