"""Two places side by side: one indicator over the years, each against its own targets."""

from dataclasses import replace
from typing import Unpack

import pandas as pd
import plotly.graph_objects as go

from charts.frame import Around, Frame
from charts.timeline import canvas, draw_labels, draw_line, draw_names, draw_targets, occupy
from charts.trend import trend_lines


def pair(series: pd.DataFrame, *, height: int = 540, **around: Unpack[Around]) -> go.Figure:
    """The trend's table with `series` the place: the first in ink with dots, the second lighter with squares."""
    frame = Frame(**around)
    p, lang = frame.p, frame.lang
    styles = ((p.act, "circle", p.ink), (p.ref, "square", p.ref))
    found = zip(trend_lines(series, p.act), styles, strict=False)
    lines = [(replace(line, colour=style[0], symbol=style[1]), style[2]) for line, style in found]
    if not lines:
        return frame.empty()
    both = [line for line, _ in lines]
    fig, area = canvas(both, frame, height, None)
    for line, tick in lines:
        draw_targets(fig, area, line, p, lang, tick)
        draw_line(fig, area, line, p, lang)
    occupy(area, both)
    draw_labels(fig, area, both, p, lang)
    draw_names(fig, area, both, p, frame.inner)
    return fig
