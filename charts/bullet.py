"""What every bullet figure shares: its rows and their columns, names, targets in figures, verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

import plotly.graph_objects as go

from charts import labels
from charts.frame import Frame
from charts.labels import known
from charts.lettering import BODY, FONT, HEAD, SMALL, VALUE, balanced, broken, room, safe, widest, wrapped
from charts.marks import Anchor, add_lines, add_text, hidden_axis
from charts.palette import Palette, StatusStyle, status_style
from metrics.records import Row
from wording.catalogue import words
from wording.phrases import series_name

GAP: Final = 14.0
NARROW: Final = 790.0
INDENT: Final = 14.0
HEAD_ROOM: Final = 0.72
LONG: Final = 88.0
SQUEEZE: Final = 0.03
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
    frame: Frame
    rows: Sequence[Row]
    names: Sequence[str]
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
        return self.frame.p

    @property
    def lang(self) -> str:
        """The language of the figure's words."""
        return self.frame.lang

    @property
    def across(self) -> float:
        """Pixels between the figure's edges."""
        return self.frame.inner

    def style(self, row: Row) -> StatusStyle:
        """How the row's verdict is drawn."""
        return status_style(labels.shown_status(row), self.frame.theme)

    def word(self, key: str) -> str:
        """A word of the figure's language."""
        return self.frame.word(key)


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


def folded_text(text: str, folded: bool) -> str:
    """A long range broken behind its dash where the figure has no room for it in one line."""
    return text.replace("–", "–<br>", 1) if folded and room(text, BODY) > LONG else text


def _verdict(row: Row, lang: str, folded: bool) -> str:
    """Sign and word of a verdict, in two lines where the figure has no room for one."""
    text = labels.verdict_text(row, lang)
    return broken(balanced(text, max(room(text, SMALL) * 0.6, LONG), SMALL)) if folded else safe(text)


def sheet(rows: Sequence[Row], frame: Frame, *, pins: bool) -> Sheet:
    """An empty bullet figure with its columns measured from the words that they must hold."""
    names, lang, across = row_names(rows, frame.lang), frame.lang, frame.inner
    columns, folded, stacked = _arranged(rows, names, lang, across, pins)
    badges = _badges(rows, lang, folded)
    lines = _lines(rows, names, lang, across, columns[0].left - GAP - INDENT, folded)
    fig = frame.figure((len(rows) + HEAD_ROOM) * row_pixels(len(rows), lines))
    drawn = Sheet(fig, frame, rows, names, *columns, badges, folded, stacked)
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
    values = [plain_value(row, lang, across, folded).count("<br>") + 1 for row in rows] if folded else []
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
    shares = (0.7, 0.18, 0.12) if pins else (0.65, 0.35, 0.0)
    given = [need + free * share if free > 0 else need * between / sum(needs)
             for need, share in zip(needs, shares, strict=True)]  # fmt: skip
    bars = Column(left, left + given[0])
    variance = Column(bars.right + GAP, bars.right + GAP + given[1])
    pin = Column(variance.right + GAP, variance.right + GAP + given[2]) if pins else None
    return (Column(left - 8 - target, left - 8), bars, variance, pin), max(-free, 0.0) / sum(needs)


def _targets(rows: Sequence[Row], lang: str, folded: bool) -> list[str]:
    """The targets as printed in their column."""
    return [folded_text(safe(labels.target_text(row, lang)), folded) for row in rows]


def _needs(rows: Sequence[Row], lang: str, across: float, pins: bool, folded: bool) -> list[float]:
    """Pixels that the texts of bars, differences and pins need at least."""
    return [
        widest([plain_value(row, lang, across, folded) for row in rows], VALUE) + 16,
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
    return s.fig


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


def plain_value(row: Row, lang: str, across: float, folded: bool) -> str:
    """The value's text without styles, for measuring."""
    mark = "<br>" if across < NARROW or folded else " "
    told = (folded_text(labels.actual_text(row, lang), folded), labels.state_text(row, lang))
    return mark.join(text for text in told if text)


def add_bars(
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


def draw_axis(s: Sheet, axis: str, at: float) -> None:
    """The ink axis of a panel."""
    line = [[(at, -0.5), (at, len(s.rows) - 0.5)]]
    add_lines(s.fig, line, colour=s.p.ink, width=1.5, xaxis=axis, name="axis")


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
