"""What figures over years share: the yearly axes, lines by state, target ticks, and labels that do not collide."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

import plotly.graph_objects as go

from charts import labels
from charts.frame import Frame, nice_step
from charts.labels import drawn, known
from charts.lettering import BODY, HEAD, SUBTITLE, balanced, broken, room, safe, widest
from charts.marks import add_areas, add_lines, add_text, hidden_axis
from charts.palette import Palette
from metrics.records import Row
from wording.catalogue import words
from wording.numbers import number

HALF_TICK: Final = 0.28
LINE_HEIGHT: Final = 17.0
DASHES: Final = {"estimate": "4px,3px", "preliminary": "2px,2px"}
FIGURES: Final = ("actual_value", "actual_value_high", "target_value", "target_value_high")
#: Pixels from a mark at which its label may stand, nearest first.
DISTANCES: Final = (15.0, 24.0, 33.0, 42.0)
#: Square pixels that a name may share with another mark: the edges of boxes that are drawn wider than their letters.
SLIGHT: Final = 40.0
#: Years across that a label may be wide before it says less.
WIDEST: Final = 1.4


@dataclass(frozen=True)
class Line:
    """One series: its code, its printed name, its yearly rows in order, its colour and the shape of its dots."""

    code: str
    name: str
    rows: Sequence[Row]
    colour: str
    symbol: str = "circle"


@dataclass(frozen=True)
class Rect:
    """A box in pixels, y downwards."""

    x0: float
    x1: float
    y0: float
    y1: float

    def overlap(self, other: "Rect") -> float:
        """The area that both cover, in square pixels."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        down = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(across, 0.0) * max(down, 0.0)


@dataclass(frozen=True)
class Wish:
    """A label that wants to stand near a mark: above it (-1) or below (1); `shorter` texts are for less room."""

    year: int
    value: float
    text: str
    side: int
    actual: bool
    shorter: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plane:
    """The plot of a timeline: which pixels a year and a value have."""

    years: Sequence[int]
    low: float
    high: float
    left: float
    right: float
    height: float
    step: float
    taken: list[Rect] = field(default_factory=list)

    @property
    def first(self) -> float:
        """The year coordinate of the left end."""
        return self.years[0] - 0.5

    @property
    def last(self) -> float:
        """The year coordinate of the right end."""
        return self.years[-1] + 0.5

    @property
    def pitch(self) -> float:
        """Pixels from one year to the next."""
        return (self.right - self.left) / (self.last - self.first)

    def x(self, year: float) -> float:
        """Pixels from the left edge of the plot area."""
        return self.left + (year - self.first) * self.pitch

    def y(self, value: float) -> float:
        """Pixels from the top of the plot area."""
        return (self.high - value) / (self.high - self.low) * self.height

    def year_at(self, x: float) -> float:
        """The year coordinate of a pixel."""
        return self.first + (x - self.left) / self.pitch

    def value(self, y: float) -> float:
        """The value at a pixel."""
        return self.high - y / self.height * (self.high - self.low)


def plane(lines: Sequence[Line], lang: str, across: float, height: float) -> Plane:
    """Axes that hold every figure with room for labels above and below; the scale need not start at zero."""
    rows = [row for line in lines for row in line.rows]
    values = [value for row in rows for column in FIGURES if (value := drawn(row, column)) is not None]
    low, high, step = _scale(values, height, percent=any(labels.word(row, "unit") == "percent" for row in rows))
    years = sorted({int(row["year"]) for row in rows})
    numbers = widest([number(tick, None, lang) for tick in ticks(low, high, step)], HEAD) + 10
    names = min(widest([line.name for line in lines], BODY), max(across * 0.17, 96)) + 10
    return Plane(range(years[0], years[-1] + 1), low, high, numbers, across - names, height, step)


def _scale(values: Sequence[float], height: float, *, percent: bool) -> tuple[float, float, float]:
    """Low end, high end and step of the value axis: about four hairlines, 36 pixels free at both ends."""
    low, high = min(values), max(values)
    span = high - low or max(abs(high) * 0.1, 1.0)
    middle = (high + low) / 2
    scale = span / max(height - 90, height * 0.4)
    half = span / 2 + 45 * scale
    bottom, top = middle - half, middle + half
    if low >= 0 and bottom < 0:
        bottom = -8 * scale if low > 0 else -24 * scale
    step = nice_step(top - max(bottom, 0), 5)
    return bottom, min(top, 108.0) if percent and high <= 100 else top, step


def ticks(low: float, high: float, step: float) -> list[float]:
    """The values of the hairlines between both ends."""
    first = math.ceil(low / step - 1e-9)
    return [round(n * step, 10) for n in range(first, math.floor(high / step + 1e-9) + 1)]


def canvas(lines: Sequence[Line], frame: Frame, height: int, year: int | None) -> tuple[go.Figure, Plane]:
    """An empty timeline of `height` pixels with year axis and hairlines; `year` is set in bold."""
    axis_height = 30.0
    plot = max(height - float(frame.figure(0).layout.height), 220.0)
    area = plane(lines, frame.lang, frame.inner, plot - axis_height)
    fig = frame.figure(plot)
    domain = [area.left / frame.inner, area.right / frame.inner]
    fig.update_layout(
        xaxis=hidden_axis(domain=domain, range=[area.first, area.last]),
        xaxis2=hidden_axis(domain=[0, 1], range=[0, 1], anchor="y"),
        yaxis=hidden_axis(range=[area.value(plot), area.high]),
    )
    _draw_axes(fig, area, frame.lang, frame.p, frame.inner, year)
    return fig, area


def _draw_axes(fig: go.Figure, area: Plane, lang: str, p: Palette, across: float, year: int | None) -> None:
    """Hairlines with their numbers at the left, the base line and the years below it."""
    shown = [tick for tick in ticks(area.low, area.high, area.step) if area.y(tick) < area.height - 6]
    ends = [(area.first, tick) for tick in shown]
    add_lines(fig, [[end, (area.last, end[1])] for end in ends], colour=p.line, width=1, name="hairlines")
    base = area.value(area.height)
    add_lines(fig, [[(area.first, base), (area.last, base)]], colour=p.ref, width=1.5, name="base")
    texts = [number(tick, None, lang) for tick in shown]
    add_text(fig, [(area.left - 6) / across] * len(shown), shown, texts, anchor="end", colour=p.ink3, size=HEAD,
             xaxis="x2", name="scale")  # fmt: skip
    every = max(1, math.ceil(44 / area.pitch))
    years = [y for y in area.years if (area.years[-1] - y) % every == 0]
    below = [area.value(area.height + 16)] * len(years)
    for chosen, colour, weight in ((True, p.ink, 600), (False, p.ink2, 400)):
        picked = [str(y) if (y == year) is chosen else "" for y in years]
        add_text(fig, years, below, picked, anchor="middle", colour=colour, size=HEAD, weight=weight, name="years")


def draw_line(fig: go.Figure, area: Plane, line: Line, p: Palette, lang: str) -> None:
    """The actuals of a series: segments dashed where they end in an estimate, hollow dots for what is not final."""
    for dash in ("solid", *DASHES.values()):
        pieces = [piece for piece, style in segments(line.rows) if style == dash]
        add_lines(fig, pieces, colour=line.colour, width=2.5, dash=dash, name=f"{line.code} line {dash}")
    rows = [row for row in line.rows if known(row, "actual_value") is not None]
    if not rows:
        return
    hollow = [labels.word(row, "state") in DASHES for row in rows]
    fig.add_scatter(
        x=[int(row["year"]) for row in rows], y=[known(row, "actual_value") for row in rows], mode="markers",
        marker={
            "size": 10, "symbol": line.symbol, "color": [p.bg if empty else line.colour for empty in hollow],
            "line": {"color": line.colour, "width": 2},
        },
        hovertext=[labels.hover_text(row, line.name, lang) for row in rows], hoverinfo="text",
        customdata=[labels.word(row, "source_text") for row in rows], cliponaxis=False, name=f"{line.code} actual",
    )  # fmt: skip


def segments(rows: Sequence[Row]) -> Iterator[tuple[list[tuple[int, float]], str]]:
    """The pieces between consecutive years with their dash; a missing year or a break leaves a gap."""
    for before, after in pairwise(rows):
        start, end = known(before, "actual_value"), known(after, "actual_value")
        adjacent = int(after["year"]) - int(before["year"]) == 1
        if start is None or end is None or not adjacent or bool(known(after, "break_before")):
            continue
        piece = [(int(before["year"]), start), (int(after["year"]), end)]
        yield piece, DASHES.get(labels.word(after, "state") or "", "solid")


def draw_targets(fig: go.Figure, area: Plane, line: Line, p: Palette, lang: str, colour: str) -> None:
    """Each year's target as a 3 px tick, with a band up to the high end of a range."""
    rows = [row for row in line.rows if drawn(row, "target_value") is not None]
    lows = [(int(row["year"]), drawn(row, "target_value") or 0.0, drawn(row, "target_value_high")) for row in rows]
    bands = [
        [(y - HALF_TICK, a), (y + HALF_TICK, a), (y + HALF_TICK, b), (y - HALF_TICK, b)]
        for y, a, b in lows if b is not None
    ]  # fmt: skip
    add_areas(fig, bands, fill=p.act_tint, name=f"{line.code} target band")
    marks = [[(y - HALF_TICK, low), (y + HALF_TICK, low)] for y, low, _ in lows]
    add_lines(fig, marks, colour=colour, width=3, name=f"{line.code} target")
    if rows:
        fig.add_scatter(
            x=[y for y, _, _ in lows], y=[low for _, low, _ in lows], mode="markers", opacity=0,
            marker={"size": 14, "color": colour}, hoverinfo="text", name=f"{line.code} target hover",
            hovertext=[labels.hover_text(row, line.name, lang) for row in rows],
        )  # fmt: skip


def occupy(area: Plane, lines: Sequence[Line]) -> None:
    """Marks the pixels of dots, ticks and lines as taken."""
    for line in lines:
        for row in line.rows:
            x, actual, target = area.x(int(row["year"])), known(row, "actual_value"), drawn(row, "target_value")
            if actual is not None:
                area.taken.append(_box(x, area.y(actual), 12, 12))
            if target is not None:
                high = drawn(row, "target_value_high")
                top, half = area.y(target if high is None else high) - 2.5, HALF_TICK * area.pitch
                area.taken.append(Rect(x - half, x + half, top, area.y(target) + 2.5))
        for piece, _ in segments(line.rows):
            area.taken.extend(_along(area, piece))


def _along(area: Plane, piece: Sequence[tuple[int, float]]) -> list[Rect]:
    """A segment as a row of small boxes."""
    (x0, y0), (x1, y1) = ((area.x(year), area.y(value)) for year, value in piece)
    wide, high = (x1 - x0) / 24, max(4.0, abs(y1 - y0) / 24)
    return [_box(x0 + (x1 - x0) * n / 24, y0 + (y1 - y0) * n / 24, wide, high) for n in range(2, 23)]


def _box(x: float, y: float, width: float, height: float) -> Rect:
    """A box around a point."""
    return Rect(x - width / 2, x + width / 2, y - height / 2, y + height / 2)


def draw_labels(fig: go.Figure, area: Plane, lines: Sequence[Line], p: Palette, lang: str) -> None:
    """Figures beside their marks, latest years first; one that finds no free place is told on hover only."""
    wishes = [wish for line in lines for wish in _wishes(line, area, lang)]
    placed: dict[bool, list[tuple[float, float, str]]] = {True: [], False: []}
    for wish in sorted(wishes, key=lambda wish: (-wish.year, not wish.actual)):
        shown, y = next(((w, y) for w in _shorter(wish) if (y := _free_place(area, w)) is not None), (wish, None))
        if y is not None:
            area.taken.append(_label_box(area, shown, y))
            placed[wish.actual].append((area.year_at(_label_x(area, shown)), area.value(y), shown.text))
    for actual, colour, size, weight in ((True, p.ink, SUBTITLE, 600), (False, p.ink2, HEAD, 400)):
        years, values, texts = zip(*placed[actual], strict=True) if placed[actual] else ((), (), ())
        add_text(fig, years, values, [safe(text) for text in texts], anchor="middle", colour=colour, size=size,
                 weight=weight, name="actual labels" if actual else "target labels")  # fmt: skip


def _wishes(line: Line, area: Plane, lang: str) -> Iterator[Wish]:
    """The labels of a series: the actual on the side away from the target, the target on the other."""
    head = words(lang).text("frame.target_short")
    for row in line.rows:
        year, actual, target = int(row["year"]), known(row, "actual_value"), drawn(row, "target_value")
        above = actual is not None and (target is None or actual >= target)
        if actual is not None:
            text = labels.actual_text({**row, "unit": None, "actual_unit": None}, lang)
            side = -1 if above else 1
            yield Wish(year, actual, text + labels.half_width_text(row, lang), side, True)
        if target is not None:
            high = drawn(row, "target_value_high")
            value = target if above or high is None else high
            texts = _target_labels(row, head, area, lang)
            yield Wish(year, value, texts[0], 1 if above else -1, False, texts[1:])


def _target_labels(row: Row, head: str, area: Plane, lang: str) -> tuple[str, ...]:
    """The target as every other figure words it, then with less around its number; never without its operator."""
    full, bare = labels.target_text(row, lang), labels.target_text({**row, "unit": None}, lang)
    shorter = (f"{head} {bare}",) if (labels.word(row, "operator") or "eq") == "eq" else (full, bare)
    texts = (f"{head} {full}", *shorter)
    return tuple(text for text in texts if room(text, HEAD) <= WIDEST * area.pitch) or texts[-1:]


def _shorter(wish: Wish) -> Iterator[Wish]:
    """The wish, then those with what it may say where there is less room."""
    yield wish
    yield from (replace(wish, text=text) for text in wish.shorter)


def _label_width(wish: Wish) -> float:
    """The pixels that a label is wide."""
    return room(wish.text, SUBTITLE if wish.actual else HEAD) * 0.92


def _label_x(area: Plane, wish: Wish) -> float:
    """Where a label is centred: over its mark, drawn in where it would reach into the names or the scale."""
    half = _label_width(wish) / 2
    return max(min(area.x(wish.year), area.right - half), area.left + half)


def _label_box(area: Plane, wish: Wish, y: float) -> Rect:
    """The pixels that a label takes when it stands at y."""
    return _box(_label_x(area, wish), y, _label_width(wish), LINE_HEIGHT - 2)


def _free_place(area: Plane, wish: Wish) -> float | None:
    """The pixel nearest to the mark, on the wished side first, where the label covers least; None if nowhere."""
    places = [area.y(wish.value) + side * away for away in DISTANCES for side in (wish.side, -wish.side)]
    inside = [y for y in places if 4 <= y <= area.height - 8]
    covered = {y: _covered(area, _label_box(area, wish, y)) for y in inside}
    best = min(inside, key=lambda y: (round(covered[y] / 40), places.index(y)), default=None)
    return best if best is not None and covered[best] < 120 else None


def _covered(area: Plane, box: Rect) -> float:
    """The square pixels of a box that are taken."""
    return sum(box.overlap(rect) for rect in area.taken)


def draw_names(fig: go.Figure, area: Plane, lines: Sequence[Line], p: Palette, across: float) -> None:
    """Each series' name behind its last mark where that has room, else at the right, level with it."""
    beside = []
    for line in (line for line in lines if line.rows):
        box = _room_behind(area, line)
        if box is None:
            beside.append(line)
        else:
            _add_name(fig, box.x0 / across, _last_value(line), safe(line.name), p)
    _draw_beside(fig, area, beside, p, across)


def _draw_beside(fig: go.Figure, area: Plane, lines: Sequence[Line], p: Palette, across: float) -> None:
    """Names at the right, pushed apart where two would touch."""
    space, floor = across - area.right - 6, -math.inf
    for line in sorted(lines, key=lambda line: area.y(_last_value(line))):
        y, texts = area.y(_last_value(line)), balanced(line.name, space, BODY)
        half = len(texts) * LINE_HEIGHT * 0.6
        y = min(max(y, floor + half, half), area.height - half) if floor + half < area.height else floor + half
        floor = y + half + 2
        _add_name(fig, (area.right + 6) / across, area.value(y), broken(texts), p)


def _add_name(fig: go.Figure, x: float, y: float, text: str, p: Palette) -> None:
    """A series' name from a share of the whole width on."""
    add_text(fig, [x], [y], [text], anchor="start", colour=p.ink, size=BODY, weight=600, xaxis="x2",
             name="series name")  # fmt: skip


def _room_behind(area: Plane, line: Line) -> Rect | None:
    """The pixels that a name takes behind the last mark of a series that ends early; None where they are not free."""
    if int(line.rows[-1]["year"]) == area.years[-1]:
        return None
    x, y = area.x(int(line.rows[-1]["year"])) + 14, area.y(_last_value(line))
    box = Rect(x, x + room(line.name, BODY), y - LINE_HEIGHT / 2, y + LINE_HEIGHT / 2)
    if box.x1 > area.right or _covered(area, box) > SLIGHT:
        return None
    area.taken.append(box)
    return box


def _last_value(line: Line) -> float:
    """The value of the last mark: the last year's target, else its actual."""
    found = [drawn(line.rows[-1], column) for column in ("target_value", "actual_value")]
    return next((value for value in found if value is not None), 0.0)
