"""A finished figure as one text: quick to send again, and nothing of it for the garbage collector to walk."""

import json
from types import SimpleNamespace
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure


class Pressed(BaseFigure):  # type: ignore[misc]
    """A figure that can be shown and no longer be changed."""

    def __init__(self, figure: go.Figure) -> None:
        self._text = figure.to_json()
        self._size = SimpleNamespace(width=figure.layout.width, height=figure.layout.height)

    @property
    def layout(self) -> Any:
        """The figure's width and height in pixels."""
        return self._size

    def to_dict(self) -> dict[str, Any]:
        """The figure as Plotly's plain data, new with every call."""
        told: dict[str, Any] = json.loads(self._text)
        return told


def pressed(figure: go.Figure) -> go.Figure:
    """The figure, finished: what a cache keeps of it."""
    return Pressed(figure)
