"""A year in progress: what has happened month by month, the pace band, the target across, what is still needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Unpack

import plotly.graph_objects as go

from charts.frame import Around, Frame, nice_step
from charts.lettering import BODY, HEAD, SUBTITLE, VALUE, balanced, broken, safe, widest
from charts.marks import add_areas, add_lines, add_text, hidden_axis
from charts.palette import Palette
from charts.timeline import ticks
from wording.catalogue import words
from wording.numbers import number
from wording.running import month_text, running_target_text

MONTHS: Final = 12
#: Pixels below the base line for the months, and at the right for the names of lines.
BELOW: Final = 30.0
NAMES: Final = 150.0

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Area:
    """The plot in pixels: its height, its top value, and where months begin and end across the whole width."""

    height: float
    top: float
    step: float
    left: float
    right: float

    def above(self, value: float, pixels: float) -> float:
        """The value that lies some pixels above another."""
        return value + pixels * self.top / self.height


def cumulative(told: Told, *, height: int = 460, **around: Unpack[Around]) -> go.Figure:
    """The line of one running target (scorecards.progress.told_of_year); without any figure the target alone.

    Known months are dots, neighbouring ones joined; months without a figure up to the last known one show "…".
    """
    frame = Frame(**around)
    p, lang = frame.p, frame.lang
    if told["target"] is None:
        return frame.empty()
    plot = max(height - float(frame.figure(0).layout.height), 200.0)
    fig = frame.figure(plot)
    area = _area(told, lang, plot - BELOW, frame.inner)
    domain = [area.left / frame.inner, area.right / frame.inner]
    fig.update_layout(
        xaxis=hidden_axis(domain=domain, range=[0, MONTHS + 0.4]),
        xaxis2=hidden_axis(domain=[0, 1], range=[0, frame.inner], anchor="y"),
        yaxis=hidden_axis(range=[-BELOW * area.top / area.height, area.top]),
    )
    _draw_axes(fig, area, told, p, lang)
    _draw_band(fig, area, told, p)
    _draw_rest(fig, told, p)
    _draw_line(fig, area, told, p, lang)
    _draw_names(fig, area, told, p, lang)
    return fig


def known_months(told: Told) -> list[Told]:
    """The months of the line that have a figure."""
    return [month for month in told["line"] if month["value"] is not None]


def _area(told: Told, lang: str, height: float, across: int) -> Area:
    """A scale from zero that holds line, target, band and forecast, with room for labels on top."""
    made = told["forecast"]
    values = [
        told["target_high"] or told["target"],
        *(m["high"] for m in known_months(told)),
        *(b["high"] for b in told["band"]),
    ]
    values += [made["high"]] if made else []
    top = max(values) * height / max(height - 44, 60) or 1.0
    step = nice_step(top, 5)
    left = widest([number(t, None, lang) for t in ticks(0, top, step)], HEAD) + 12
    return Area(height, top, step, left, across - NAMES)


def _draw_axes(fig: go.Figure, area: Area, told: Told, p: Palette, lang: str) -> None:
    """Hairlines with their numbers, the base line, the months; "…" where a month up to the last known has no figure."""
    shown = ticks(0, area.top, area.step)
    add_lines(fig, [[(0, t), (MONTHS + 0.4, t)] for t in shown if t > 0], colour=p.line, width=1, name="hairlines")
    add_lines(fig, [[(0, 0), (MONTHS + 0.4, 0)]], colour=p.ref, width=1.5, name="base")
    add_text(fig, [area.left - 8] * len(shown), shown, [number(t, None, lang) for t in shown], anchor="end",
             colour=p.ink3, size=HEAD, xaxis="x2", name="scale")  # fmt: skip
    months = list(range(1, MONTHS + 1))
    names = [words(lang).text("progress.month_short", month=m) for m in months]
    add_text(fig, months, [area.above(0, -15)] * MONTHS, names, anchor="middle", colour=p.ink2, size=HEAD,
             name="months")  # fmt: skip
    last = max((m["month"] for m in known_months(told)), default=0)
    gaps = [m["month"] for m in told["line"] if m["value"] is None and m["month"] < last]
    add_text(fig, gaps, [area.above(0, 12)] * len(gaps), ["…"] * len(gaps), anchor="middle", colour=p.ink3, size=BODY,
             name="gaps")  # fmt: skip


def _draw_band(fig: go.Figure, area: Area, told: Told, p: Palette) -> None:
    """Between "on pace" and "ahead" month by month; a short mark where only one month is known."""
    band = told["band"]
    if len(band) == 1:
        month, low, high = (band[0][k] for k in ("month", "low", "high"))
        outline = [(month - 0.28, low), (month + 0.28, low), (month + 0.28, high), (month - 0.28, high)]
    else:
        outline = [*((b["month"], b["low"]) for b in band), *((b["month"], b["high"]) for b in reversed(band))]
        outline = [(0, 0), *outline] if outline and band[0]["month"] == 1 else outline
    add_areas(fig, [outline] if outline else [], fill=p.act_tint, name="pace band")


def _draw_target(fig: go.Figure, low: float, high: float | None, p: Palette) -> None:
    """The target across, with a band up to the high end of a range."""
    ends = [(0.0, low), (MONTHS + 0.4, low)]
    if high is not None:
        add_areas(fig, [[*ends, (MONTHS + 0.4, high), (0.0, high)]], fill=p.act_tint, name="target band")
    add_lines(fig, [ends], colour=p.bg, width=7, name="halo")
    add_lines(fig, [ends], colour=p.ink, width=3, name="target")


def _draw_rest(fig: go.Figure, told: Told, p: Palette) -> None:
    """The target across; what is needed from the last known month; the forecast dotted with its interval."""
    _draw_target(fig, told["target"], told["target_high"], p)
    if not told["shortfall"] or not told["month"]:
        return
    start = (told["month"], told["actual"])
    add_lines(fig, [[start, (MONTHS, told["target"])]], colour=p.ref, width=1.5, dash="5px,4px", name="needed")
    made = told["forecast"]
    if made:
        add_lines(fig, [[start, (MONTHS, made["value"])]], colour=p.act, width=2, dash="dot", name="forecast")
        add_lines(fig, [[(MONTHS, made["low"]), (MONTHS, made["high"])]], colour=p.act, width=1.5, dash="dot",
                  name="forecast interval")  # fmt: skip


def _draw_line(fig: go.Figure, area: Area, told: Told, p: Palette, lang: str) -> None:
    """Dots, joined where months follow each other; a whisker where the source is vague; numbers beside."""
    shown = known_months(told)
    pairs = [(a, b) for a, b in pairwise(shown) if b["month"] - a["month"] == 1]
    add_lines(fig, [[(a["month"], a["value"]), (b["month"], b["value"])] for a, b in pairs], colour=p.act, width=2.5,
              name="actual line")  # fmt: skip
    vague = [m for m in shown if m["low"] != m["high"]]
    add_lines(fig, [[(m["month"], m["low"]), (m["month"], m["high"])] for m in vague], colour=p.act, width=1.5,
              name="vague")  # fmt: skip
    if not shown:
        return
    fig.add_scatter(
        x=[m["month"] for m in shown], y=[m["value"] for m in shown], mode="markers", cliponaxis=False, name="actual",
        marker={"size": 11, "color": p.act, "line": {"color": p.bg, "width": 1}}, hoverinfo="text",
        hovertext=[_hover(m, told, lang) for m in shown],
    )  # fmt: skip
    texts = [safe(month_text(m, told["unit"], lang)) for m in _labelled(shown)]
    spots = [_label_spot(m, told, area) for m in _labelled(shown)]
    add_text(fig, [m["month"] - 0.2 for m in _labelled(shown)], spots, texts, anchor="end", colour=p.ink, size=VALUE,
             weight=600, name="actual labels")  # fmt: skip


def _labelled(shown: Sequence[Told]) -> list[Told]:
    """The months whose number is printed: all while they are few, else every third and the last."""
    few = len(shown) <= 4
    return [m for m in shown if few or m["month"] % 3 == 0 or m is shown[-1]]


def _label_spot(month: Told, told: Told, area: Area) -> float:
    """Beside its dot; pushed off the target line, over which it could not be read."""
    near = abs(month["value"] - told["target"]) < 14 * area.top / area.height
    side = 1 if month["value"] >= told["target"] else -1
    return area.above(told["target"], 16 * side) if near else float(month["value"])


def _hover(month: Told, told: Told, lang: str) -> str:
    book = words(lang)
    head = book.text("progress.to_month", month=month["month"], year=told["year"])
    how = book.text(f"progress.how_{month['how']}")
    return f"<b>{safe(head)}</b><br>{safe(month_text(month, told['unit'], lang, with_unit=True))}<br>{safe(how)}"


def _draw_names(fig: go.Figure, area: Area, told: Told, p: Palette, lang: str) -> None:
    """At the right end: the target in its document's words, the forecast; on the way: what each month must bring."""
    book, at = words(lang), area.right + 8
    target = running_target_text(told, lang, with_unit=False)
    names = [(told["target"], f"{book.text('frame.target_short')} {target}", p.ink)]
    made = told["forecast"] if told["shortfall"] else None
    if made:
        names.append((made["value"], book.text("progress.forecast_name", value=number(made["value"], 0, lang)), p.ink2))
    floor = None
    for value, text, colour in sorted(names, key=lambda n: -n[0]):
        lines = balanced(text, NAMES - 12, SUBTITLE)
        y = value if floor is None else min(value, floor)
        add_text(fig, [at], [y], [broken(lines)], anchor="start", colour=colour, size=SUBTITLE, weight=600, xaxis="x2",
                 name="name")  # fmt: skip
        floor = area.above(y, -18.0 * (len(lines) + 0.5))
    _draw_needed(fig, area, told, p, lang)


def _draw_needed(fig: go.Figure, area: Area, told: Told, p: Palette, lang: str) -> None:
    """What is lacking and what each remaining month must bring, below the line that leads there."""
    if not told["shortfall"] or told["needed_a_month"] is None or not told["months_left"]:
        return
    book = words(lang)
    lines = [book.text("progress.lacking", value=number(told["shortfall"], 0, lang)),
             book.text("progress.needs", value=number(told["needed_a_month"], 0, lang))]  # fmt: skip
    under = [b["low"] for b in told["band"] if b["month"] == int(at_month(told))]
    y = area.above(min([told["actual"], told["target"], *under]), -30)
    add_text(fig, [at_month(told)], [y], [broken(lines)], anchor="middle", colour=p.ink2, size=SUBTITLE, weight=600,
             name="needed text")  # fmt: skip


def at_month(told: Told) -> float:
    """Half-way through the months that are left, as far as the words need from the right edge."""
    return min((float(told["month"]) + MONTHS) / 2, MONTHS - 1.0)
