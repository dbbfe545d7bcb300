"""The long path: baseline, actuals, dated targets, the way between them, and where the present rate leads."""

from collections.abc import Sequence
from typing import Unpack

import pandas as pd
import plotly.graph_objects as go

from charts.frame import Around, Frame
from charts.lettering import safe
from charts.marks import add_lines
from charts.palette import Palette
from charts.timeline import (
    Line,
    Plane,
    canvas,
    draw_labels,
    draw_line,
    draw_names,
    draw_targets,
    occupy,
)  # fmt: skip
from charts.trend import trend_lines
from metrics.records import Record
from wording.catalogue import words
from wording.numbers import number

Points = Sequence[tuple[int, float]]


def long_path(
    series: pd.DataFrame,
    steps: Sequence[Record],
    projection: Points,
    *,
    height: int = 460,
    year: int | None = None,
    **around: Unpack[Around],
) -> go.Figure:
    """Actuals as a line, targets as ticks, the way from the baseline to them thin, with hollow marks for our years.

    `steps`: that way, `ours` where interpolated (scorecards.progress.steps). `projection`: dotted, from now.
    """
    frame = Frame(**around)
    p, lang = frame.p, frame.lang
    lines = trend_lines(series, p.act)[:1]
    if not lines:
        return frame.empty()
    ahead = _projected(projection, lines[0], p, lang)
    fig, area = canvas([*lines, *ahead], frame, height, year)
    _draw_way(fig, steps, p, lang)
    draw_targets(fig, area, lines[0], p, lang, p.ink)
    add_lines(fig, [list(projection)] if ahead else [], colour=p.act, width=2, dash="dot", name="projection")
    draw_line(fig, area, lines[0], p, lang)
    _occupy_all(area, lines, ahead, projection)
    draw_labels(fig, area, lines, p, lang)
    draw_names(fig, area, [*lines, *ahead], p, frame.inner)
    return fig


def _projected(projection: Points, line: Line, p: Palette, lang: str) -> list[Line]:
    """The end of the dotted line, named for what it is; nothing where there is none."""
    if len(projection) < 2:
        return []
    year, value = projection[-1]
    name = words(lang).text("progress.projection_name", value=number(value, 1, lang), year=year)
    return [Line("projection", name, [{"year": year, "actual_value": value, "unit": line.rows[0].get("unit")}], p.act)]


def _draw_way(fig: go.Figure, steps: Sequence[Record], p: Palette, lang: str) -> None:
    """The straight way from the baseline over the targets: hollow marks where no document states the year."""
    add_lines(fig, [[(s["year"], s["value"]) for s in steps]] if steps else [], colour=p.ref, width=1.2, dash="5px,4px",
              name="way")  # fmt: skip
    ours = [s for s in steps if s["ours"]]
    if not ours:
        return
    told = [words(lang).text("progress.step", year=s["year"], value=number(s["value"], 1, lang)) for s in ours]
    fig.add_scatter(
        x=[s["year"] for s in ours], y=[s["value"] for s in ours], mode="markers", name="steps", cliponaxis=False,
        marker={"size": 7, "symbol": "diamond", "color": p.bg, "line": {"color": p.ref, "width": 1.5}},
        hoverinfo="text", hovertext=[safe(text) for text in told],
    )  # fmt: skip


def _occupy_all(area: Plane, lines: Sequence[Line], ahead: Sequence[Line], projection: Points) -> None:
    """Marks of the figures, of the dotted line and its end as taken."""
    dotted = [Line("dots", "", [{"year": y, "actual_value": v} for y, v in projection], "")] if ahead else []
    occupy(area, [*lines, *dotted])
