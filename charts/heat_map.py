"""Place by year of one rate or count: cells in fixed steps of one blue scale, by region. Never a verdict."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Unpack

import pandas as pd
import plotly.graph_objects as go

from charts import labels
from charts.frame import Around, Frame, nice_step
from charts.labels import known
from charts.lettering import BODY, FOOT, SMALL, room, safe, widest
from charts.marks import add_text, hidden_axis
from charts.palette import Palette, Theme, palette, text_on
from metrics.records import Row, records
from wording.catalogue import words
from wording.numbers import number

ROW: Final = 30.0
HEAD: Final = 52.0
GROUP_GAP: Final = 20.0
COLUMN_GAP: Final = 26.0
KEY: Final = 46.0
#: Pixels of the widest cell: of one region among others, and of the only one.
WIDEST_CELL: Final = 48.0
LONE_CELL: Final = 96.0


@dataclass(frozen=True)
class Block:
    """A region's table: its places with their yearly rows, and the pixel of its top left corner."""

    region: str
    places: Sequence[tuple[str, str, dict[int, Row]]]
    left: float
    top: float

    @property
    def height(self) -> float:
        """Pixels from the head to the last row."""
        return HEAD + len(self.places) * ROW


def nice_steps(values: pd.Series, count: int = 9) -> list[float]:
    """At most `count` evenly spaced round edges between the lowest and the highest value."""
    known_values = values.dropna()
    if known_values.empty:
        return []
    low, high = float(known_values.min()), float(known_values.max())
    step = nice_step(high - low, count)
    first = int(low // step) + 1
    return [round((first + n) * step, 10) for n in range(count) if (first + n) * step < high]


def heat_map(
    series: pd.DataFrame,
    *,
    steps: Sequence[float] | None = None,
    whole: pd.DataFrame | None = None,
    **around: Unpack[Around],
) -> go.Figure:
    """Cells of the table (place, name, region, year, actual_value, state …) in its order, with a key of the steps.

    `steps` are the edges between at most ten colours, ascending; a missing figure is "…" without a colour. `whole`: the
    table that this one is a part of, whose years and colours it keeps.
    """
    frame, told = Frame(**around), series[series["actual_value"].notna()]
    p, lang = frame.p, frame.lang
    if told.empty:
        return frame.empty()
    whole = told if whole is None else whole[whole["actual_value"].notna()]
    edges = list(steps if steps is not None else nice_steps(whole["actual_value"]))[: len(p.seq) - 1]
    years = list(range(int(whole["year"].min()), int(whole["year"].max()) + 1))
    texts = [labels.actual_text(_bare(row), lang) for row in records(told)]
    cell = min(max(widest(texts, FOOT) + 6, 30.0), 90.0)
    name = widest([str(text) for text in told["name"].drop_duplicates()], BODY) + 10
    blocks, used = _blocks(series[series["place"].isin(set(told["place"]))], frame.inner, name, cell, len(years))
    widest_cell = LONE_CELL if len(blocks) == 1 else WIDEST_CELL
    cell = min(max((used - name) / len(years), cell), max(widest_cell, cell))
    height = max(block.top + block.height for block in blocks) + KEY
    fig = frame.figure(height)
    fig.update_layout(xaxis=hidden_axis(range=[0, frame.inner]), yaxis=hidden_axis(range=[height, 0]))
    for block in blocks:
        _draw_block(fig, block, years, edges, name, cell, p, lang)
    _draw_texts(fig, blocks, years, edges, name, cell, frame.theme, lang)
    _draw_key(fig, edges, height - KEY + 14, p, lang)
    return fig


def _bare(row: Row) -> Row:
    """The row without its unit, which the subtitle tells."""
    return {**row, "unit": None, "actual_unit": None}


def _blocks(series: pd.DataFrame, across: float, name: float, cell: float, years: int) -> tuple[list[Block], float]:
    """Regions set in as many columns as fit, each below the shortest so far; and a column's width."""
    regions = _regions(series)
    count = max(1, min(len(regions), int((across + COLUMN_GAP) / (name + cell * years + COLUMN_GAP))))
    pitch = (across + COLUMN_GAP) / count
    ends = [0.0] * count
    blocks = []
    for region, places in regions:
        column = min(range(count), key=lambda n: (ends[n], n))
        block = Block(region, places, column * pitch, ends[column])
        ends[column] += block.height + GROUP_GAP
        blocks.append(block)
    return blocks, pitch - COLUMN_GAP


def _regions(series: pd.DataFrame) -> list[tuple[str, list[tuple[str, str, dict[int, Row]]]]]:
    """The places of each region with their rows by year, all in the table's order."""
    regions: dict[str, dict[str, tuple[str, str, dict[int, Row]]]] = {}
    for row in records(series):
        places = regions.setdefault(labels.word(row, "region") or "", {})
        place = places.setdefault(row["place"], (row["place"], str(row["name"]), {}))
        place[2][int(row["year"])] = row
    return [(region, list(places.values())) for region, places in regions.items()]


def step_of(value: float, edges: Sequence[float]) -> int:
    """The step of a value: 0 below the first edge; a value on an edge belongs to the step above it."""
    return bisect_right(edges, value)


def _shade(step: int, edges: Sequence[float], shades: int) -> int:
    """The shade of a step, the few steps of a short scale spread over all shades."""
    return round(step * (shades - 1) / max(len(edges), 1))


def _colours(edges: Sequence[float], p: Palette) -> list[list[object]]:
    """A colour scale of flat steps."""
    count = len(edges) + 1
    shades = [p.seq[_shade(step, edges, len(p.seq))] for step in range(count)]
    return [[(step + end) / count, shades[step]] for step in range(count) for end in (0, 1)]


def _draw_block(
    fig: go.Figure, block: Block, years: Sequence[int], edges: Sequence[float], name: float, cell: float,
    p: Palette, lang: str,
) -> None:  # fmt: skip
    """A region's head, years, place names and coloured cells, the cells as one Heatmap trace."""
    xs = [block.left + name + cell * (n + 0.5) for n in range(len(years))]
    ys = [block.top + HEAD + ROW * (n + 0.5) for n in range(len(block.places))]
    rows = [[found.get(year, {}) for year in years] for _, _, found in block.places]
    values = [[known(row, "actual_value") for row in line] for line in rows]
    fig.add_heatmap(
        x=[block.left + name + cell * n for n in range(len(years) + 1)],
        y=[block.top + HEAD + ROW * n for n in range(len(block.places) + 1)],
        z=[[None if v is None else step_of(v, edges) for v in line] for line in values],
        zmin=-0.5, zmax=len(edges) + 0.5, colorscale=_colours(edges, p), showscale=False, xgap=1.5, ygap=2,
        hoverongaps=False, hoverinfo="text", name=block.region or "places",
        text=[
            [labels.hover_text(row, place[1], lang) if row else "" for row in line]
            for place, line in zip(block.places, rows, strict=True)
        ],
        customdata=[[place[0]] * len(years) for place in block.places],
    )  # fmt: skip
    add_text(fig, [block.left], [block.top + 12], [safe(block.region)], anchor="start", colour=p.ink, size=BODY,
             weight=600, name="region")  # fmt: skip
    short = cell < room("2008", SMALL)
    texts = [f"'{year % 100:02d}" if short else str(year) for year in years]
    add_text(fig, xs, [block.top + 40] * len(xs), texts, anchor="middle", colour=p.ink2, size=FOOT, weight=600,
             name="years")  # fmt: skip
    names = [safe(text) for _, text, _ in block.places]
    add_text(fig, [block.left] * len(ys), ys, names, anchor="start", colour=p.ink, size=BODY, name="names")


def _draw_texts(
    fig: go.Figure, blocks: Sequence[Block], years: Sequence[int], edges: Sequence[float], name: float,
    cell: float, theme: Theme, lang: str,
) -> None:  # fmt: skip
    """The figure in each cell, in the colour that reads on its shade; "…" where it is missing."""
    p = palette(theme)
    by_colour: dict[str, list[tuple[float, float, str]]] = {}
    for block in blocks:
        for i, (_, _, found) in enumerate(block.places):
            for n, year in enumerate(years):
                row = found.get(year, {})
                value = known(row, "actual_value")
                shade = None if value is None else _shade(step_of(value, edges), edges, len(p.seq))
                colour = p.ink3 if shade is None else text_on(shade, theme)
                text = labels.actual_text(_bare(row), lang) or words(lang).text("table.missing")
                x, y = block.left + name + cell * (n + 0.5), block.top + HEAD + ROW * (i + 0.5)
                by_colour.setdefault(colour, []).append((x, y, text))
    for colour, marks in by_colour.items():
        xs, ys, texts = zip(*marks, strict=True)
        add_text(fig, xs, ys, texts, anchor="middle", colour=colour, size=FOOT, name="figures")


def _draw_key(fig: go.Figure, edges: Sequence[float], top: float, p: Palette, lang: str) -> None:
    """The shades in a row, with the edges written between them."""
    if not edges:
        return
    swatch = max(34.0, widest([number(edge, None, lang) for edge in edges], FOOT) + 8)
    count = len(edges) + 1
    fig.add_heatmap(
        x=[swatch * n for n in range(count + 1)], y=[top, top + 10], z=[list(range(count))], zmin=-0.5,
        zmax=count - 0.5, colorscale=_colours(edges, p), showscale=False, xgap=1.5, hoverinfo="skip", name="key",
    )  # fmt: skip
    xs = [swatch * (n + 1) for n in range(len(edges))]
    texts = [number(edge, None, lang) for edge in edges]
    add_text(fig, xs, [top + 22] * len(xs), texts, anchor="middle", colour=p.ink2, size=FOOT, name="key steps")
