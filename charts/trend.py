"""A place's series over the years against each year's target."""

from typing import Unpack

import pandas as pd
import plotly.graph_objects as go

from charts import labels
from charts.frame import Around, Frame
from charts.timeline import Line, canvas, draw_labels, draw_line, draw_names, draw_targets, occupy
from metrics.records import Row, records


def trend(series: pd.DataFrame, *, height: int = 540, year: int | None = None, **around: Unpack[Around]) -> go.Figure:
    """Actuals as lines, targets as ticks, all labelled; a missing year leaves a gap. `year` is set in bold."""
    frame = Frame(**around)
    p = frame.p
    lines = trend_lines(series, p.act)
    if not lines:
        return frame.empty()
    fig, area = canvas(lines, frame, height, year)
    for line in lines:
        draw_targets(fig, area, line, p, frame.lang, p.ink)
        draw_line(fig, area, line, p, frame.lang)
    occupy(area, lines)
    draw_labels(fig, area, lines, p, frame.lang)
    draw_names(fig, area, lines, p, frame.inner)
    return fig


def has_mark(row: Row) -> bool:
    """Whether a year has anything to draw."""
    return any(labels.drawn(row, column) is not None for column in ("actual_value", "target_value"))


def trend_lines(series: pd.DataFrame, colour: str) -> list[Line]:
    """The series that have any figure, in the table's order, each with its years in order."""
    ordered = series.sort_values("year", kind="stable")
    groups = {code: records(ordered[ordered["series"] == code]) for code in series["series"].drop_duplicates()}
    shown = {code: [row for row in rows if has_mark(row)] for code, rows in groups.items()}
    return [Line(str(code), str(rows[0]["name"]), rows, colour) for code, rows in shown.items() if rows]
