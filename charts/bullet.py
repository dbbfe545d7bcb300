"""What every bullet figure shares: columns of a row, bars with the target's line, differences, pins, badges."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

import plotly.graph_objects as go

from charts import labels
from charts.frame import (
    BODY,
    FONT,
    HEAD,
    SMALL,
    VALUE,
    Anchor,
    add_areas,
    add_lines,
    add_text,
    balanced,
    broken,
    figure,
    hidden_axis,
    inner,
    localise,
    room,
    safe,
    widest,
    wrapped,
)  # fmt: skip
from charts.labels import drawn, known
from charts.palette import Palette, StatusStyle, Theme, palette, status_style
from metrics.records import Row
from wording.catalogue import words
from wording.phrases import series_name

GAP: Final = 14.0
NARROW: Final = 790.0
INDENT: Final = 14.0
HEAD_ROOM: Final = 0.72
LEAST_SPAN: Final = 10.0
LONG: Final = 88.0
SQUEEZE: Final = 0.03
CLIP: Final = (50.0, 150.0)
HATCH: Final = {"shape": "/", "size": 6, "solidity": 0.35, "fillmode": "overlay"}


@dataclass(frozen=True)
class Column:
    """A panel of the figure, in pixels from the left edge of the plot area."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """Pixels across."""
        return self.right - self.left


@dataclass(frozen=True)
class Sheet:
    """A bullet figure being drawn: its rows, words and columns."""

    fig: go.Figure
    rows: Sequence[Row]
    names: Sequence[str]
    lang: str
    theme: Theme
    across: float
    target: Column
    bars: Column
    variance: Column
    pins: Column | None
    badges: Sequence[float]
    folded: bool
    stacked: bool

    @property
    def p(self) -> Palette:
        """The theme's colours."""
        return palette(self.theme)

    def style(self, row: Row) -> StatusStyle:
        """How the row's verdict is drawn."""
        return status_style(labels.shown_status(row), self.theme)

    def word(self, key: str) -> str:
        """A word of the figure's language."""
        return words(self.lang).text(key)


def row_names(rows: Sequence[Row], lang: str) -> list[str]:
    """Each row's name: its `label` where given, else the part's or the indicator's short name."""
    one_indicator = len({row.get("indicator") for row in rows}) == 1 and len(rows) > 1
    return [labels.word(row, "label") or _series_name(row, lang, one_indicator) for row in rows]


def _series_name(row: Row, lang: str, one_indicator: bool) -> str:
    """The short name of a row's series; the whole of a single indicator reads as the total."""
    breakdown = labels.word(row, "breakdown")
    if one_indicator and breakdown == "total":
        return words(lang).text("breakdown_short.total")
    return series_name(str(row["indicator"]), breakdown, labels.word(row, "coverage"), lang, short=True)


def is_part(row: Row) -> bool:
    """Whether the row stands under another: its `level` where given, else any breakdown but the total."""
    level = known(row, "level")
    return level > 0 if level is not None else labels.word(row, "breakdown") not in (None, "total")


def row_pixels(count: int, lines: int) -> int:
    """The height of a row: roomy for a few, closer for many, never less than its name's lines need."""
    return max(42 if count <= 8 else 36 if count <= 20 else 30, 10 + lines * 20)


def _folded(text: str, folded: bool) -> str:
    """A long range broken behind its dash where the figure has no room for it in one line."""
    return text.replace("–", "–<br>", 1) if folded and room(text, BODY) > LONG else text


def _verdict(row: Row, lang: str, folded: bool) -> str:
    """Sign and word of a verdict, in two lines where the figure has no room for one."""
    text = labels.verdict_text(row, lang)
    return broken(balanced(text, max(room(text, SMALL) * 0.6, LONG), SMALL)) if folded else safe(text)


def sheet(
    rows: Sequence[Row], *, title: str, subtitle: str, foot: str, lang: str, theme: Theme, width: int, pins: bool
) -> Sheet:
    """An empty bullet figure with its columns measured from the words that they must hold."""
    names, across = row_names(rows, lang), inner(width)
    columns, folded, stacked = _arranged(rows, names, lang, across, pins)
    badges = _badges(rows, lang, folded)
    lines = _lines(rows, names, lang, across, columns[0].left - GAP - INDENT, folded)
    height = (len(rows) + HEAD_ROOM) * row_pixels(len(rows), lines)
    p = palette(theme)
    fig = figure(p, title=title, subtitle=subtitle, foot=foot, width=width, plot_height=height)
    drawn = Sheet(fig, rows, names, lang, theme, across, *columns, badges, folded, stacked)
    _place_axes(drawn)
    return drawn


Columns: TypeAlias = tuple[Column, Column, Column, Column | None]


def _arranged(
    rows: Sequence[Row], names: Sequence[str], lang: str, across: float, pins: bool
) -> tuple[Columns, bool, bool]:
    """The columns, with long texts folded and then the pins' percentages under the differences where room lacks."""
    for folded, stacked in ((False, False), (True, False), (True, pins)):
        columns, short = _columns(rows, names, lang, across, pins and not stacked, folded)
        if short <= SQUEEZE:
            break
    return columns, folded, stacked


def _badges(rows: Sequence[Row], lang: str, folded: bool) -> list[float]:
    """Pixels across that each verdict's box needs."""
    return [room(_verdict(row, lang, folded), SMALL) + 14 for row in rows]


def _lines(rows: Sequence[Row], names: Sequence[str], lang: str, across: float, space: float, folded: bool) -> int:
    """How many lines the highest row needs: its name, or its figure with the word of its state."""
    highest = max(len(wrapped(name, space, BODY)) for name in names)
    values = [_plain_value(row, lang, across, folded).count("<br>") + 1 for row in rows] if folded else []
    return max(highest, 2 if across < NARROW or folded else 1, *values)


def _columns(
    rows: Sequence[Row], names: Sequence[str], lang: str, across: float, pins: bool, folded: bool
) -> tuple[Columns, float]:
    """The columns of target, bars, difference and pins between names and badges; the share of room that they lack."""
    cap = across * (0.16 if across < NARROW else 0.21 if pins else 0.25)
    label = min(widest(names, BODY) + 1, cap) + INDENT
    target = max(widest(_targets(rows, lang, folded), BODY), room(words(lang).text("frame.target_short"), HEAD))
    left = label + GAP + target + 8
    needs = _needs(rows, lang, across, pins, folded)
    badge = max(92.0, *_badges(rows, lang, folded))
    between = max(across - left - badge - GAP * (3 if pins else 2), 0.2 * across)
    free = between - sum(needs)
    shares = (0.56, 0.26, 0.18) if pins else (0.6, 0.4, 0.0)
    given = [need + free * share if free > 0 else need * between / sum(needs)
             for need, share in zip(needs, shares, strict=True)]  # fmt: skip
    bars = Column(left, left + given[0])
    variance = Column(bars.right + GAP, bars.right + GAP + given[1])
    pin = Column(variance.right + GAP, variance.right + GAP + given[2]) if pins else None
    return (Column(left - 8 - target, left - 8), bars, variance, pin), max(-free, 0.0) / sum(needs)


def _targets(rows: Sequence[Row], lang: str, folded: bool) -> list[str]:
    """The targets as printed in their column."""
    return [_folded(safe(labels.target_text(row, lang)), folded) for row in rows]


def _needs(rows: Sequence[Row], lang: str, across: float, pins: bool, folded: bool) -> list[float]:
    """Pixels that the texts of bars, differences and pins need at least."""
    return [
        widest([_plain_value(row, lang, across, folded) for row in rows], VALUE) + 16,
        widest([labels.variance_text(row, lang) for row in rows], BODY) + 12,
        widest([labels.attainment_text(row, lang) for row in rows], BODY) + 24 if pins else 0.0,
    ]


def _place_axes(s: Sheet) -> None:
    """Gives each panel its stretch of the figure, all on one row axis with room for heads above."""
    panels = {"xaxis2": s.bars, "xaxis3": s.variance, "xaxis4": s.pins}
    for axis, column in panels.items():
        if column is not None:
            domain = [column.left / s.across, column.right / s.across]
            s.fig.update_layout({axis: hidden_axis(domain=domain, anchor="y")})
    s.fig.update_yaxes(range=[len(s.rows) - 0.5, -0.5 - HEAD_ROOM])
    s.fig.update_layout(barmode="overlay", bargap=0)


def finish(s: Sheet, *, bar_head: str, variance_head: str) -> go.Figure:
    """The whole figure: names, targets, bars, differences, pins where asked, verdicts."""
    _draw_heads(s, bar_head, variance_head)
    _draw_names(s)
    _draw_verdicts(s)
    return localise(s.fig, s.lang)


def _draw_heads(s: Sheet, bar_head: str, variance_head: str) -> None:
    """The heads of the columns; the explanation over the bars gives way where it has no room."""
    y = -0.5 - HEAD_ROOM / 2
    full = bar_head if room(bar_head, HEAD) <= s.bars.width + GAP else s.word("frame.actual_short")
    under = f"<br>{s.word('chart.attainment')}" if s.stacked else ""
    starts = [(s.bars, full), (s.variance, variance_head + under)]
    if s.pins:
        starts.append((s.pins, s.word("chart.attainment")))
    ends = [(s.target.right / s.across, s.word("frame.target_short")), (1.0, s.word("frame.status"))]
    for anchor, heads in (("start", [(column.left / s.across, text) for column, text in starts]), ("end", ends)):
        xs, texts = [x for x, _ in heads], [text for _, text in heads]
        add_text(s.fig, xs, [y] * len(xs), texts, anchor=cast("Anchor", anchor), colour=s.p.ink2, size=HEAD,
                 weight=600, name="heads")  # fmt: skip


def _draw_names(s: Sheet) -> None:
    """Row names, plan figures and the hairlines between rows."""
    for part, weight in ((False, 600), (True, 400)):
        picked = [i for i, row in enumerate(s.rows) if is_part(row) is part]
        indent = INDENT if part else 0
        space = s.target.left - GAP - indent
        texts = [broken(balanced(s.names[i], space, BODY)) for i in picked]
        add_text(s.fig, [indent / s.across] * len(picked), picked, texts, anchor="start", colour=s.p.ink,
                 weight=weight, name="parts" if part else "names")  # fmt: skip
    told = [text or s.word("table.not_applicable") for text in _targets(s.rows, s.lang, s.folded)]
    add_text(s.fig, [s.target.right / s.across] * len(told), range(len(told)), told, anchor="end",
             colour=s.p.ink2, name="targets")  # fmt: skip
    lines = [[(0, y + 0.5), (1, y + 0.5)] for y in range(len(s.rows) - 1)]
    add_lines(s.fig, lines, colour=s.p.line, width=1, name="row lines")


def draw_bars(s: Sheet, *, least: float, whole: float | None = None) -> None:
    """Bars of the actuals from 0 with the target's line across them; the scale reaches at least `least`."""
    reach = [max((drawn(row, column) or 0.0) for column in _ENDS) for row in s.rows]
    rooms = [room(_plain_value(row, s.lang, s.across, s.folded), VALUE) + 10 for row in s.rows]
    top = _scale_top([*reach, least], [*rooms, 0.0], s.bars.width)
    s.fig.update_layout(xaxis2_range=[0, top])
    _draw_target_bands(s)
    if whole is not None:
        _draw_whole(s, whole, [end + need * top / s.bars.width for end, need in zip(reach, rooms, strict=True)])
    _draw_actuals(s)
    _draw_target_lines(s)
    _draw_axis(s, "x2", 0)
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


_ENDS: Final = ("actual_value", "actual_value_high", "target_value", "target_value_high")


def _plain_value(row: Row, lang: str, across: float, folded: bool) -> str:
    """The value's text without styles, for measuring."""
    mark = "<br>" if across < NARROW or folded else " "
    return f"{_folded(labels.actual_text(row, lang), folded)}{mark}{labels.state_text(row, lang)}".strip().removesuffix(
        mark
    )


def _value_text(row: Row, lang: str, across: float, folded: bool) -> str:
    """The actual as printed with the word of its state; the mark of a missing figure without one."""
    actual, state = _folded(safe(labels.actual_text(row, lang)), folded), labels.state_text(row, lang)
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
        _add_bar_trace(s, picked, values, marker, "x2", "estimate" if estimate else "actual")


def _add_bar_trace(
    s: Sheet, picked: Sequence[int], values: Sequence[float | None], marker: dict[str, Any], axis: str, name: str
) -> None:
    """Horizontal bars at the picked rows, parts thinner than totals, with the row's hover."""
    if not picked:
        return
    hovers = [labels.hover_text(s.rows[i], s.names[i], s.lang) for i in picked]
    s.fig.add_bar(
        x=list(values), y=list(picked), width=[0.36 if is_part(s.rows[i]) else 0.46 for i in picked],
        orientation="h", marker=marker, xaxis=axis, name=name, hovertext=hovers, hoverinfo="text",
        customdata=[labels.word(s.rows[i], "place") for i in picked],
    )  # fmt: skip


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


def _draw_axis(s: Sheet, axis: str, at: float) -> None:
    """The ink axis of a panel."""
    line = [[(at, -0.5), (at, len(s.rows) - 0.5)]]
    add_lines(s.fig, line, colour=s.p.ink, width=1.5, xaxis=axis, name="axis")


def draw_differences(s: Sheet) -> None:
    """Signed bars from an ink axis in the verdict's colour, hatched where there is no verdict."""
    picked = [i for i, row in enumerate(s.rows) if known(row, "variance") is not None]
    values = [known(s.rows[i], "variance") or 0.0 for i in picked]
    texts = [_difference(s, i) for i in picked]
    low, high = min([0.0, *values]), max([0.0, *values])
    plain = [labels.variance_text(s.rows[i], s.lang) for i in picked]
    space = max(s.variance.width - widest(plain, BODY) - 12, s.variance.width * 0.15)
    scale = (high - low) / space or 1 / s.variance.width
    s.fig.update_layout(xaxis3_range=[low - 4 * scale, low - 4 * scale + scale * s.variance.width])
    _draw_difference_bars(s, picked)
    _draw_axis(s, "x3", 0)
    ends = [max(value, 0.0) + 3 * scale for value in values]
    add_text(s.fig, ends, picked, texts, anchor="start", colour=s.p.ink, weight=600, xaxis="x3", name="differences")
    rest = [i for i in range(len(s.rows)) if i not in picked]
    add_text(s.fig, [3 * scale] * len(rest), rest, [_no_figure(s, i) for i in rest], anchor="start",
             colour=s.p.ink3, xaxis="x3", name="no difference")  # fmt: skip


def _difference(s: Sheet, i: int) -> str:
    """A difference as printed, the attainment under it where that has no column of its own."""
    told, share = safe(labels.variance_text(s.rows[i], s.lang)), labels.attainment_text(s.rows[i], s.lang)
    return (
        f'{told}<br><span style="font-weight:400;font-size:{SMALL}px">{share}</span>' if s.stacked and share else told
    )


def _no_figure(s: Sheet, i: int) -> str:
    """The mark in place of a comparison: "x" where there is no target, "…" where the actual is missing."""
    return s.word("table.not_applicable" if known(s.rows[i], "target_value") is None else "table.missing")


def _draw_difference_bars(s: Sheet, picked: Sequence[int]) -> None:
    """The differences' bars in the verdict's fill; undetermined ones are hatched grey."""
    hatch = {"fgcolor": s.p.ref, "bgcolor": s.p.hatch, **HATCH}
    for hatched in (False, True):
        some = [i for i in picked if s.style(s.rows[i]).hatched is hatched]
        grey = {"color": s.p.ref, "pattern": hatch, "line": {"color": s.p.ref, "width": 1}}
        marker = grey if hatched else {"color": [s.style(s.rows[i]).fill for i in some]}
        values = [known(s.rows[i], "variance") for i in some]
        _add_bar_trace(s, some, values, marker, "x3", "undetermined" if hatched else "variance")


def draw_pins(s: Sheet) -> None:
    """Attainment as pins from 100 %, clipped at 50 and 150 with an arrow; hollow heads where undetermined."""
    if s.pins is None:
        return
    found = [(i, known(row, "attainment")) for i, row in enumerate(s.rows)]
    points = [(i, value * 100) for i, value in found if value is not None]
    texts = [labels.attainment_text(s.rows[i], s.lang) for i, _ in points]
    heads = [min(max(value, CLIP[0]), CLIP[1]) for _, value in points]
    low, high = min([100.0, *heads]), max([100.0 + LEAST_SPAN, *heads])
    space = max(s.pins.width - widest(texts, BODY) - 24, s.pins.width * 0.15)
    scale = (high - low) / space
    s.fig.update_layout(xaxis4_range=[low - 8 * scale, low - 8 * scale + scale * s.pins.width])
    _draw_axis(s, "x4", 100)
    for (i, _), head in zip(points, heads, strict=True):
        line = [[(100.0, i), (head, i)]]
        add_lines(s.fig, line, colour=s.style(s.rows[i]).fill, width=2.5, xaxis="x4", name="pin stem")
    _add_pin_heads(s, points, heads)
    ends = [max(head, 100.0) + 8 * scale for head in heads]
    add_text(s.fig, ends, [i for i, _ in points], texts, anchor="start", colour=s.p.ink, weight=600, xaxis="x4",
             name="attainments")  # fmt: skip
    rest = [i for i, value in found if value is None]
    add_text(s.fig, [100 + 5 * scale] * len(rest), rest, [_no_figure(s, i) for i in rest], anchor="start",
             colour=s.p.ink3, xaxis="x4", name="no attainment")  # fmt: skip


def _add_pin_heads(s: Sheet, points: Sequence[tuple[int, float]], heads: Sequence[float]) -> None:
    """The pins' heads: a dot, hollow where undetermined, an arrow where the scale is clipped."""
    if not points:
        return
    styles = [s.style(s.rows[i]) for i, _ in points]
    clipped = [value - head for (_, value), head in zip(points, heads, strict=True)]
    symbols = ["triangle-right" if off > 0 else "triangle-left" if off < 0 else "circle" for off in clipped]
    s.fig.add_scatter(
        x=list(heads), y=[i for i, _ in points], mode="markers", xaxis="x4", name="pin", cliponaxis=False,
        marker={
            "size": [13 if off else 10 for off in clipped], "symbol": symbols,
            "color": [s.p.bg if style.hatched else style.fill for style in styles],
            "line": {"color": [style.fill for style in styles], "width": 2}, "opacity": 1,
        },
        hovertext=[labels.hover_text(s.rows[i], s.names[i], s.lang) for i, _ in points], hoverinfo="text",
    )  # fmt: skip


def _draw_verdicts(s: Sheet) -> None:
    """Sign and word of each verdict in a box at the right edge."""
    usual = max(92.0, min(s.badges))
    shapes, notes = [], []
    for y, (row, need) in enumerate(zip(s.rows, s.badges, strict=True)):
        style, width = s.style(row), max(usual, need)
        text = _verdict(row, s.lang, s.folded)
        shapes.append(_box(style, y, width, 21 if "<br>" in text else 13))
        font = {"size": SMALL, "color": style.text, "weight": 600, "family": FONT}
        notes.append({
            "text": text, "font": font, "showarrow": False, "align": "center",
            "xref": "paper", "x": 1, "xanchor": "center", "xshift": -width / 2, "yref": "y", "y": y,
            "yanchor": "middle", "name": "verdict",
        })  # fmt: skip
    s.fig.update_layout(shapes=[*s.fig.layout.shapes, *shapes], annotations=[*s.fig.layout.annotations, *notes])


def _box(style: StatusStyle, y: int, width: float, half: float) -> dict[str, Any]:
    """The box of a verdict: filled, or only a border, dashed where nothing can be judged."""
    line = {"color": style.border or "rgba(0,0,0,0)", "width": 1.2 if style.border else 0, "dash": style.dash}
    return {
        "type": "rect", "xref": "paper", "xsizemode": "pixel", "xanchor": 1, "x0": -width, "x1": 0,
        "yref": "y", "ysizemode": "pixel", "yanchor": y, "y0": -half, "y1": half, "line": line,
        "fillcolor": style.tint or "rgba(0,0,0,0)", "name": "badge",
    }  # fmt: skip
