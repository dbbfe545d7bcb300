"""One tile a province in the shape of the country, always with the two archipelagos. Not an administrative map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import labels
from charts.frame import (
    FOOT, add_areas, add_text, broken, empty_figure, figure, hidden_axis, inner, localise, safe,
)  # fmt: skip
from charts.labels import Row
from charts.palette import Palette, Theme, palette, status_style
from wording.catalogue import words

TILE_WIDTH: Final = 0.94
TILE_HEIGHT: Final = 0.84
#: Below this pitch in pixels a label is set in two lines and the tiles grow taller.
ONE_LINE: Final = 86.0
ISLAND_PIXELS: Final = 168.0


@dataclass(frozen=True)
class Look:
    """How a group of tiles is drawn."""

    fill: str
    border: str
    width: float
    text: str
    weight: int


def tiles(
    cells: pd.DataFrame,
    islands: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    foot: str,
    lang: str,
    theme: Theme = "light",
    width: int = 960,
) -> go.Figure:
    """Tiles of `cells` (place, label, grid_row, grid_col, status, sign, has_target, has_actual, hover).

    `islands` (label, grid_row, grid_col) holds the boxes of both archipelagos and may not lack one.
    """
    if len(islands) < 2:
        raise ValueError("the tile grid always shows both archipelagos: Hoàng Sa and Trường Sa")
    p = palette(theme)
    if cells.empty:
        return empty_figure(p, title=title, subtitle=subtitle, foot=foot, lang=lang, width=width)
    rows, boxes = cells.to_dict("records"), islands.to_dict("records")
    left, right = float(cells["grid_col"].min()) - 0.5, float(cells["grid_col"].max()) + 0.5
    right = max(right, float(islands["grid_col"].max()) + 0.5)
    pitch = inner(width) / (right - left)
    tall = 36.0 if pitch >= ONE_LINE else 48.0
    top, bottom = (float(both) for both in _rows(cells, islands))
    fig = figure(p, title=title, subtitle=subtitle, foot=foot, width=width, plot_height=(bottom - top) * tall)
    fig.update_layout(xaxis=hidden_axis(range=[left, right]), yaxis=hidden_axis(range=[bottom, top]))
    _draw_tiles(fig, rows, p, theme, two_lines=pitch < ONE_LINE)
    _draw_islands(fig, boxes, min(ISLAND_PIXELS / pitch, right - left), right, 44.0 / tall, p)
    _add_targets_to_click(fig, rows, pitch, lang)
    return localise(fig, lang)


def _rows(cells: pd.DataFrame, islands: pd.DataFrame) -> tuple[float, float]:
    """The top and the bottom of the grid."""
    both = pd.concat([cells["grid_row"], islands["grid_row"]]).astype(float)
    return both.min() - 0.6, both.max() + 0.7


def tile_status(row: Row) -> str | None:
    """The status of a tile; else whether only a target or only an actual is known; None without any figure."""
    status = labels.word(row, "status")
    if status not in (None, "no_data", "not_due"):
        return status
    if bool(row.get("has_target")) and not bool(row.get("has_actual")):
        return "target_only"
    return "actual_only" if bool(row.get("has_actual")) else None


def _look(status: str | None, p: Palette, theme: Theme) -> Look:
    """Tint and border in the verdict's colour; thin grey without a figure."""
    if status is None:
        return Look("rgba(0,0,0,0)", p.prev, 1, p.ink2, 400)
    style = status_style(status, theme)
    if style.tint is None:
        return Look(p.panel, p.ref, 2, p.ink2, 600)
    return Look(style.tint, style.fill, 2, style.text, 600)


def _draw_tiles(fig: go.Figure, rows: Sequence[Row], p: Palette, theme: Theme, *, two_lines: bool) -> None:
    """The tiles of each status as one trace, and their labels."""
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(tile_status(row), []).append(row)
    for status, some in groups.items():
        look = _look(status, p, theme)
        outlines = [_outline(row["grid_col"], row["grid_row"], TILE_WIDTH, TILE_HEIGHT) for row in some]
        line = {"color": look.border, "width": look.width}
        add_areas(fig, outlines, fill=look.fill, line=line, name=f"tiles {status or 'none'}")
        texts = [_label(row, status, two_lines) for row in some]
        add_text(fig, [row["grid_col"] for row in some], [row["grid_row"] for row in some], texts,
                 anchor="middle", colour=look.text, size=FOOT, weight=look.weight,
                 name=f"labels {status or 'none'}")  # fmt: skip


def _label(row: Row, status: str | None, two_lines: bool) -> str:
    """The sign and the place's short name, on two lines where tiles are narrow."""
    sign = labels.word(row, "sign") if status else None
    pieces = str(row["label"]).split()
    name = str(row["label"])
    if two_lines and len(pieces) > 1 and len(name) > 6:
        half = (len(pieces) + 1) // 2
        return broken([f"{sign} {' '.join(pieces[:half])}" if sign else " ".join(pieces[:half]),
                       " ".join(pieces[half:])])  # fmt: skip
    return safe(f"{sign} {name}" if sign else name)


def _outline(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """A rectangle around a point."""
    a, b = width / 2, height / 2
    return [(x - a, y - b), (x + a, y - b), (x + a, y + b), (x - a, y + b)]


def _draw_islands(
    fig: go.Figure, boxes: Sequence[Row], wide: float, right: float, tall: float, p: Palette
) -> None:
    """The archipelagos' dashed boxes, each with its name and the province or city it belongs to."""
    centres = [(min(float(box["grid_col"]), right - wide / 2), float(box["grid_row"])) for box in boxes]
    outlines = [_outline(x, y, wide * 0.98, tall) for x, y in centres]
    line = {"color": p.ref, "width": 1.2, "dash": "4px,3px"}
    add_areas(fig, outlines, fill="rgba(0,0,0,0)", line=line, name="islands")
    texts = [_island_text(str(box["label"])) for box in boxes]
    add_text(fig, [x for x, _ in centres], [y for _, y in centres], texts, anchor="middle", colour=p.ink2,
             size=FOOT, name="island labels")  # fmt: skip


def _island_text(label: str) -> str:
    """The archipelago's name, and on a second line what it belongs to."""
    name, _, belongs = label.partition(" (")
    bold = f'<span style="font-weight:600">{safe(name)}</span>'
    return f"{bold}<br>({safe(belongs)}" if belongs else bold


def _add_targets_to_click(fig: go.Figure, rows: Sequence[Row], pitch: float, lang: str) -> None:
    """Unseen squares over the tiles that tell the place on hover and carry its code for a click."""
    unseen: dict[str, Any] = {"marker": {"opacity": 0}}
    fig.add_scatter(
        x=[row["grid_col"] for row in rows], y=[row["grid_row"] for row in rows], mode="markers", name="places",
        marker={"symbol": "square", "size": min(pitch * 0.6, 34), "opacity": 0}, selected=unseen,
        unselected=unseen, customdata=[[row["place"]] for row in rows], hoverinfo="text",
        hovertext=[_hover(row, lang) for row in rows],
    )  # fmt: skip


def _hover(row: Row, lang: str) -> str:
    """What a tile tells: the caller's own text, else the place and its verdict in words."""
    told = labels.word(row, "hover")
    if told:
        return told
    status = tile_status(row)
    word = words(lang).text(f"status.{status or 'no_data'}")
    return f"<b>{safe(str(row['label']))}</b><br>{safe(word)}"
