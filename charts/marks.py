"""The marks that all figures are made of: anchored texts, unconnected lines, filled areas, axes that only place."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import plotly.graph_objects as go

from charts.lettering import BODY, FONT

Anchor = Literal["start", "middle", "end"]

POSITION: Final[dict[Anchor, str]] = {
    "start": "middle right",
    "middle": "middle center",
    "end": "middle left",
}


def hidden_axis(**settings: Any) -> dict[str, Any]:
    """An axis that only places marks."""
    return {"visible": False, "fixedrange": True, **settings}


def add_text(
    fig: go.Figure,
    xs: Sequence[Any],
    ys: Sequence[float],
    texts: Sequence[str],
    *,
    anchor: Anchor,
    colour: str,
    size: float = BODY,
    weight: int = 400,
    xaxis: str = "x",
    name: str = "text",
) -> None:
    """Adds texts anchored exactly at their points, in one trace; empty texts are left out."""
    kept = [(x, y, text) for x, y, text in zip(xs, ys, texts, strict=True) if text]
    if not kept:
        return
    font = {"size": size, "color": colour, "weight": weight, "family": FONT}
    fig.add_scatter(
        x=[x for x, _, _ in kept], y=[y for _, y, _ in kept], text=[text for _, _, text in kept],
        mode="text", textposition=POSITION[anchor], textfont=font, cliponaxis=False, hoverinfo="skip",
        xaxis=xaxis, name=name, unselected={"textfont": {"color": colour}},
    )  # fmt: skip


def add_lines(
    fig: go.Figure,
    pieces: Sequence[Sequence[tuple[Any, float]]],
    *,
    colour: str,
    width: float,
    dash: str = "solid",
    xaxis: str = "x",
    name: str = "line",
) -> None:
    """Adds unconnected lines as one trace; nothing for none."""
    if not pieces:
        return
    xs = [x for piece in pieces for x in (*(point[0] for point in piece), None)]
    ys = [y for piece in pieces for y in (*(point[1] for point in piece), None)]
    fig.add_scatter(
        x=xs, y=ys, mode="lines", line={"color": colour, "width": width, "dash": dash}, cliponaxis=False,
        hoverinfo="skip", connectgaps=False, xaxis=xaxis, name=name,
    )  # fmt: skip


def add_areas(
    fig: go.Figure,
    outlines: Sequence[Sequence[tuple[Any, float]]],
    *,
    fill: str,
    xaxis: str = "x",
    name: str = "area",
    line: Mapping[str, Any] | None = None,
) -> None:
    """Adds filled polygons as one trace; nothing for none."""
    if not outlines:
        return
    xs = [x for outline in outlines for x in (*(point[0] for point in outline), outline[0][0], None)]
    ys = [y for outline in outlines for y in (*(point[1] for point in outline), outline[0][1], None)]
    fig.add_scatter(
        x=xs[:-1], y=ys[:-1], mode="lines", fill="toself", fillcolor=fill, line=dict(line or {"width": 0}),
        hoverinfo="skip", xaxis=xaxis, name=name,
    )  # fmt: skip
