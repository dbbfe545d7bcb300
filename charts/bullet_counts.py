"""Counts against their targets: one bullet a row, with difference, attainment and verdict beside it."""

import pandas as pd
import plotly.graph_objects as go

from charts.bullet import draw_bars, draw_differences, draw_pins, finish, sheet
from charts.frame import empty_figure
from charts.palette import Theme, palette
from metrics.records import records
from wording.catalogue import words


def bullet_counts(
    rows: pd.DataFrame, *, title: str, subtitle: str, foot: str, lang: str, theme: Theme = "light", width: int = 960
) -> go.Figure:
    """The figure of scorecard rows in their order; it says so in words when there is no row."""
    if rows.empty:
        return empty_figure(palette(theme), title=title, subtitle=subtitle, foot=foot, lang=lang, width=width)
    drawn = sheet(records(rows), title=title, subtitle=subtitle, foot=foot, lang=lang, theme=theme,
                  width=width, pins=True)  # fmt: skip
    draw_bars(drawn, least=0)
    draw_differences(drawn)
    draw_pins(drawn)
    book = words(lang)
    return finish(drawn, bar_head=book.text("chart.bar_against_line"), variance_head=book.text("chart.difference"))
