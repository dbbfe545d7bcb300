"""One tile a province in the shape of the country, always with the two archipelagos. Not an administrative map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Unpack

import pandas as pd
import plotly.graph_objects as go

from charts import labels
from charts.frame import Around, Frame
from charts.lettering import FOOT, broken, room, safe
from charts.marks import add_areas, add_text, hidden_axis
from charts.palette import Palette, Theme, status_style
from metrics.records import Row, records
from wording.badges import badge
from wording.catalogue import words

TILE_WIDTH: Final = 0.94
TILE_HEIGHT: Final = 0.84
ISLAND_PIXELS: Final = 168.0
#: How much of the room reckoned for any font a label needs in the screen's own.
OWN_FONT: Final = 0.87
#: Pixels from row to row where every label fits one line, closer in a wide figure, and where one needs two.
WIDE: Final = 760
ROWS: Final = {"wide": 32.0, "narrow": 36.0, "two lines": 46.0}


@dataclass(frozen=True)
class Look:
    """How a group of tiles is drawn."""

    fill: str
    border: str
    width: float
    text: str
    weight: int
    dash: str = "solid"


def tiles(cells: pd.DataFrame, islands: pd.DataFrame, **around: Unpack[Around]) -> go.Figure:
    """Tiles of `cells` (place, label, grid_row, grid_col, status, has_target, has_actual, hover).

    `islands` (label, grid_row, grid_col) holds the boxes of both archipelagos and may not lack one.
    """
    if len(islands) < 2:
        raise ValueError("the tile grid always shows both archipelagos: Hoàng Sa and Trường Sa")
    frame = Frame(**around)
    p, lang, across = frame.p, frame.lang, frame.inner
    if cells.empty:
        return frame.empty()
    rows, boxes = records(cells), records(islands)
    left = float(cells["grid_col"].min()) - 0.5
    right = _right_edge(cells, islands, left, across)
    pitch = across / (right - left)
    space = pitch * TILE_WIDTH - 3
    labelled = [_label(row, tile_status(row), space, lang) for row in rows]
    folded = any("<br>" in text for text in labelled)
    tall = ROWS["two lines" if folded else "wide" if frame.width >= WIDE else "narrow"]
    top, bottom = _rows(cells, islands)
    fig = frame.figure((bottom - top) * tall)
    fig.update_layout(xaxis=hidden_axis(range=[left, right]), yaxis=hidden_axis(range=[bottom, top]))
    _draw_tiles(fig, rows, labelled, p, frame.theme)
    limits = [_clear_of(cells, row, left) for row in islands["grid_row"]]
    _draw_islands(fig, boxes, limits, ISLAND_PIXELS / pitch, right, 44.0 / tall, p)
    _add_targets_to_click(fig, rows, pitch, lang)
    return fig


def _right_edge(cells: pd.DataFrame, islands: pd.DataFrame, left: float, across: float) -> float:
    """The grid's right end, far enough for each archipelago's box to stand clear of the tiles beside it."""
    edges = [float(cells["grid_col"].max()) + 0.5]
    for row, column in zip(islands["grid_row"], islands["grid_col"], strict=True):
        limit = _clear_of(cells, row, left)
        edges.append((limit * across - ISLAND_PIXELS * left) / (across - ISLAND_PIXELS))
        edges.append(float(column) + 0.5)
    return max(edges)


def _clear_of(cells: pd.DataFrame, row: float, left: float) -> float:
    """The column right of every tile in a row and its two neighbours."""
    near = cells[(cells["grid_row"] - row).abs() <= 1]
    return float(near["grid_col"].max()) + 0.6 if len(near) else left


def _rows(cells: pd.DataFrame, islands: pd.DataFrame) -> tuple[float, float]:
    """The top and the bottom of the grid."""
    both = pd.concat([cells["grid_row"], islands["grid_row"]]).astype(float)
    return float(both.min()) - 0.6, float(both.max()) + 0.7


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
    if status == "undetermined":
        return Look("rgba(0,0,0,0)", p.ref, 2, p.ink2, 600, style.dash)
    if style.tint is None:
        return Look(p.panel, p.ref, 2, p.ink2, 600)
    return Look(style.tint, style.fill, 2, style.text, 600)


def _draw_tiles(fig: go.Figure, rows: Sequence[Row], labelled: Sequence[str], p: Palette, theme: Theme) -> None:
    """The tiles of each status as one trace, and their labels."""
    groups: dict[str | None, list[int]] = {}
    for i, row in enumerate(rows):
        groups.setdefault(tile_status(row), []).append(i)
    for status, some in groups.items():
        look, key = _look(status, p, theme), status or "none"
        places = [(rows[i]["grid_col"], rows[i]["grid_row"]) for i in some]
        line = {"color": look.border, "width": look.width, "dash": look.dash}
        outlines = [_outline(x, y, TILE_WIDTH, TILE_HEIGHT) for x, y in places]
        add_areas(fig, outlines, fill=look.fill, line=line, name=f"tiles {key}")
        add_text(fig, [x for x, _ in places], [y for _, y in places], [labelled[i] for i in some], anchor="middle",
                 colour=look.text, size=FOOT, weight=look.weight, name=f"labels {key}")  # fmt: skip


def _label(row: Row, status: str | None, space: float, lang: str) -> str:
    """The sign and the place's short name, on two lines where the tile is too narrow for one."""
    sign, name = badge(status, None, lang)[0] if status else None, str(row["label"])
    whole = f"{sign} {name}" if sign else name
    pieces = name.split()
    if room(whole, FOOT) * OWN_FONT <= space or len(pieces) < 2:
        return safe(whole)
    half = (len(pieces) + 1) // 2
    first = " ".join(pieces[:half])
    return broken([f"{sign} {first}" if sign else first, " ".join(pieces[half:])])


def _outline(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """A rectangle around a point."""
    a, b = width / 2, height / 2
    return [(x - a, y - b), (x + a, y - b), (x + a, y + b), (x - a, y + b)]


def _draw_islands(
    fig: go.Figure, boxes: Sequence[Row], limits: Sequence[float], wide: float, right: float, tall: float, p: Palette
) -> None:
    """The archipelagos' dashed boxes, each with its name and the province or city it belongs to."""
    wished = [max(float(box["grid_col"]), limit + wide / 2) for box, limit in zip(boxes, limits, strict=True)]
    centres = [(min(x, right - wide / 2), float(box["grid_row"])) for x, box in zip(wished, boxes, strict=True)]
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
