"""Two places side by side: one indicator over the years, each against its own targets."""

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from charts.frame import empty_figure, inner, localise
from charts.palette import Theme, palette
from charts.timeline import canvas, draw_labels, draw_line, draw_names, draw_targets, occupy
from charts.trend import trend_lines


def pair(
    series: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    foot: str,
    lang: str,
    theme: Theme = "light",
    width: int = 960,
    height: int = 540,
) -> go.Figure:
    """The trend's table with `series` the place: the first in ink with dots, the second lighter with squares."""
    p = palette(theme)
    styles = ((p.act, "circle", p.ink), (p.ref, "square", p.ref))
    found = zip(trend_lines(series, p.act), styles, strict=False)
    lines = [(replace(line, colour=style[0], symbol=style[1]), style[2]) for line, style in found]
    if not lines:
        return empty_figure(p, title=title, subtitle=subtitle, foot=foot, lang=lang, width=width)
    both = [line for line, _ in lines]
    fig, area = canvas(both, title=title, subtitle=subtitle, foot=foot, lang=lang, theme=theme, width=width,
                       height=height, year=None)  # fmt: skip
    for line, tick in lines:
        draw_targets(fig, area, line, p, lang, tick)
        draw_line(fig, area, line, p, lang)
    occupy(area, both)
    draw_labels(fig, area, both, p, lang)
    draw_names(fig, area, both, p, inner(width))
    return localise(fig, lang)
