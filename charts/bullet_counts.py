"""Counts against their targets: one bullet a row, with difference, attainment and verdict beside it."""

from typing import Unpack

import pandas as pd
import plotly.graph_objects as go

from charts.bullet import finish, sheet
from charts.bullet_bars import draw_bars
from charts.bullet_differences import draw_differences, draw_pins
from charts.frame import Around, Frame
from metrics.records import records


def bullet_counts(rows: pd.DataFrame, **around: Unpack[Around]) -> go.Figure:
    """The figure of scorecard rows in their order; it says so in words when there is no row."""
    frame = Frame(**around)
    if rows.empty:
        return frame.empty()
    drawn = sheet(records(rows), frame, pins=True)
    draw_bars(drawn, least=0)
    draw_differences(drawn)
    draw_pins(drawn)
    return finish(drawn, bar_head=frame.word("chart.bar_against_line"), variance_head=frame.word("chart.difference"))
