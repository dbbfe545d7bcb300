"""A finished figure is shown exactly as the figure it was made of."""

import plotly.graph_objects as go
import plotly.io
from plotly.tools import return_figure_from_figure_or_data

from charts import frame
from charts.pressed import pressed


def sent(figure: go.Figure) -> str:
    """What Streamlit sends of a figure."""
    return str(plotly.io.to_json(return_figure_from_figure_or_data(figure, validate_figure=True), validate=False))


def test_a_pressed_figure_is_sent_as_the_figure_itself() -> None:
    """The same text, also the second time, and the same size for the toolbar."""
    figure = go.Figure(go.Scatter(x=[2022, 2023], y=[72.23, None], name="Hà Nội"), {"width": 1200, "height": 700})
    finished = pressed(figure)
    assert [sent(finished), sent(finished)] == [sent(figure)] * 2
    assert frame.config("x", finished) == frame.config("x", figure)
