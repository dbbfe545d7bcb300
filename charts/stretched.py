"""A finished figure laid out anew for a sheet of another height: title and foot stay at its edges."""

import plotly.graph_objects as go


def stretched(figure: go.Figure, height: float) -> go.Figure:
    """A copy of the figure, `height` pixels high."""
    return go.Figure(figure.to_dict()).update_layout(height=height)
