"""Rates against their targets: bullets on 0–100 %, with the difference in points on its own, magnified scale."""

from typing import Unpack

import pandas as pd
import plotly.graph_objects as go

from charts.bullet import finish, sheet
from charts.bullet_bars import draw_bars
from charts.bullet_differences import draw_differences
from charts.frame import Around, Frame
from metrics.records import records


def bullet_rates(rows: pd.DataFrame, **around: Unpack[Around]) -> go.Figure:
    """The figure of scorecard rows in percent, in their order; it says so in words when there is no row."""
    frame = Frame(**around)
    if rows.empty:
        return frame.empty()
    drawn = sheet(records(rows), frame, pins=False)
    draw_bars(drawn, least=100, whole=100)
    draw_differences(drawn)
    heads = (frame.word("chart.bar_against_line_rates"), frame.word("chart.difference_points"))
    return finish(drawn, bar_head=heads[0], variance_head=heads[1])
