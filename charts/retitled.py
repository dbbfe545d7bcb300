"""A finished figure under another title, with as much room for it as its lines need."""

import plotly.graph_objects as go

from charts.frame import heads_of
from charts.lettering import TITLE, broken


def retitled(figure: go.Figure, title: str) -> go.Figure:
    """A copy of the figure with the title; all below it moves by the lines that it has more or fewer."""
    told = go.Figure(figure.to_dict())
    note = next(note for note in told.layout.annotations if note.name == "title")
    lines = heads_of(title, told.layout.width)
    moved = (len(lines) - len(note.text.split("<br>"))) * TITLE * 1.3
    rule = next(shape for shape in told.layout.shapes if shape.name == "rule")
    note.update(text=broken(lines), yshift=note.yshift + moved)
    rule.update(y0=rule.y0 + moved, y1=rule.y1 + moved)
    told.update_layout(height=told.layout.height + moved, margin_t=told.layout.margin.t + moved)
    return told
