"""The first panel of a bullet figure: bars of the actuals from zero with the target's line across them."""

from collections.abc import Sequence
from typing import Final

from charts import labels
from charts.bullet import HATCH, NARROW, Sheet, add_bars, draw_axis, folded_text, plain_value
from charts.labels import drawn, known
from charts.lettering import SMALL, VALUE, room, safe
from charts.marks import add_areas, add_lines, add_text
from metrics.records import Row
from wording.catalogue import words

_ENDS: Final = ("actual_value", "actual_value_high", "target_value", "target_value_high")


def draw_bars(s: Sheet, *, least: float, whole: float | None = None) -> None:
    """Bars of the actuals from 0 with the target's line across them; the scale reaches at least `least`."""
    reach = [max((drawn(row, column) or 0.0) for column in _ENDS) for row in s.rows]
    rooms = [room(plain_value(row, s.lang, s.across, s.folded), VALUE) + 10 for row in s.rows]
    top = _scale_top([*reach, least], [*rooms, 0.0], s.bars.width)
    s.fig.update_layout(xaxis2_range=[0, top])
    _draw_target_bands(s)
    if whole is not None:
        _draw_whole(s, whole, [end + need * top / s.bars.width for end, need in zip(reach, rooms, strict=True)])
    _draw_actuals(s)
    _draw_target_lines(s)
    draw_axis(s, "x2", 0)
    _draw_values(s, [end + top * 5 / s.bars.width for end in reach])


def _scale_top(reach: Sequence[float], rooms: Sequence[float], width: float) -> float:
    """The end of the scale at which every bar and the text after it fit the panel's pixels."""
    tops = [end * width / max(width - need, width * 0.2) for end, need in zip(reach, rooms, strict=True)]
    return max(tops) or 1.0


def _draw_values(s: Sheet, places: Sequence[float]) -> None:
    """The actuals as printed after bar and line, or the mark of a missing figure."""
    for is_known, colour, weight in ((True, s.p.ink, 600), (False, s.p.ink3, 400)):
        picked = [i for i, row in enumerate(s.rows) if (known(row, "actual_value") is not None) is is_known]
        texts = [_value_text(s.rows[i], s.lang, s.across, s.folded) for i in picked]
        add_text(s.fig, [places[i] for i in picked], picked, texts, anchor="start", colour=colour, size=VALUE,
                 weight=weight, xaxis="x2", name="values" if is_known else "missing")  # fmt: skip


def _draw_whole(s: Sheet, whole: float, ends: Sequence[float]) -> None:
    """A hairline where the whole (100 %) lies, left out where a row's text stands over it."""
    starts = [max((drawn(row, column) or 0.0) for column in _ENDS) for row in s.rows]
    clear = [y for y, (start, end) in enumerate(zip(starts, ends, strict=True)) if not start < whole < end]
    lines = [[(whole, y - 0.5), (whole, y + 0.5)] for y in clear]
    add_lines(s.fig, lines, colour=s.p.line, width=1, xaxis="x2", name="whole")


def _value_text(row: Row, lang: str, across: float, folded: bool) -> str:
    """The actual as printed with the word of its state; the mark of a missing figure without one."""
    actual, state = folded_text(safe(labels.actual_text(row, lang)), folded), labels.state_text(row, lang)
    if not actual:
        return words(lang).text("table.missing")
    mark = "<br>" if across < NARROW or folded else " "
    return f'{actual}{mark}<span style="font-weight:400;font-size:{SMALL}px">{state}</span>' if state else actual


def _draw_actuals(s: Sheet) -> None:
    """One bar a known actual: solid, an estimate hatched on the background."""
    hatch = {"fgcolor": s.p.act, "bgcolor": s.p.bg, **HATCH}
    hatched = {"color": s.p.act, "pattern": hatch, "line": {"color": s.p.act, "width": 1}}
    for estimate, marker in ((False, {"color": s.p.act}), (True, hatched)):
        picked = [
            i for i, row in enumerate(s.rows)
            if known(row, "actual_value") is not None and (labels.word(row, "state") == "estimate") is estimate
        ]  # fmt: skip
        values = [known(s.rows[i], "actual_value") for i in picked]
        add_bars(s, picked, values, marker, "x2", "estimate" if estimate else "actual")


def _draw_target_bands(s: Sheet) -> None:
    """The band from the low to the high end of a range target."""
    outlines = []
    for y, row in enumerate(s.rows):
        low, high = drawn(row, "target_value"), drawn(row, "target_value_high")
        if low is not None and high is not None:
            outlines.append([(low, y - 0.36), (high, y - 0.36), (high, y + 0.36), (low, y + 0.36)])
    add_areas(s.fig, outlines, fill=s.p.act_tint, xaxis="x2", name="target band")


def _draw_target_lines(s: Sheet) -> None:
    """The target's 3 px line over a halo of the background, and an unseen point that tells it on hover."""
    found = [(y, drawn(row, "target_value")) for y, row in enumerate(s.rows)]
    targets = [(y, value) for y, value in found if value is not None]
    lines = [[(value, y - 0.36), (value, y + 0.36)] for y, value in targets]
    add_lines(s.fig, lines, colour=s.p.bg, width=7, xaxis="x2", name="target halo")
    add_lines(s.fig, lines, colour=s.p.ink, width=3, xaxis="x2", name="target")
    hovers = [labels.hover_text(s.rows[y], s.names[y], s.lang) for y, _ in targets]
    if targets:
        s.fig.add_scatter(
            x=[value for _, value in targets], y=[y for y, _ in targets], mode="markers", opacity=0,
            marker={"size": 16, "color": s.p.ink}, hovertext=hovers, hoverinfo="text", xaxis="x2",
            name="target hover",
        )  # fmt: skip
