"""The frame every figure hangs from: ink rule, title, subtitle and foot, fonts, anchored text, toolbar settings."""

import html
import math
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

import plotly.graph_objects as go

from charts.palette import Palette
from wording.catalogue import words

Anchor = Literal["start", "middle", "end"]

#: A finished chart, as rooms that do not know Plotly name it.
Figure: TypeAlias = go.Figure

FONT: Final = '"Source Sans","Source Sans 3","Segoe UI",Arial,sans-serif'
EDGE: Final = 14
TITLE, VALUE, BODY, SUBTITLE, HEAD, SMALL, FOOT = 18.0, 16.0, 15.0, 14.5, 13.5, 13.0, 12.5
#: Widths of Arial's letters in em, by kind; it is 15 % wider than the screen's Source Sans.
NARROW: Final = frozenset("ijlftrI .,:;·'|!()[]/-")
WIDE: Final = frozenset("mwMWOQGCƯ%…▲●◆▼□■○▷–±+−")
POSITION: Final[dict[Anchor, str]] = {
    "start": "middle right",
    "middle": "middle center",
    "end": "middle left",
}


def inner(width: int) -> int:
    """Pixels between the figure's two edges."""
    return width - 2 * EDGE


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    """The width of a letter in em, its marks apart."""
    base = unicodedata.normalize("NFD", letter)[0]
    if letter in NARROW or base in NARROW:
        return 0.31
    if letter in WIDE or base in WIDE:
        return 0.8
    return 0.68 if base.isupper() else 0.56


def room(text: str, size: float) -> float:
    """Pixels that the longest line of a text may need, in any of the fonts, also at weight 600."""
    return max((sum(map(_letter, line)) for line in text.split("<br>")), default=0.0) * size


def widest(texts: Sequence[str], size: float) -> float:
    """Pixels that the widest of the texts may need; 0 for none."""
    return max((room(text, size) for text in texts), default=0.0)


def wrapped(text: str, width: float, size: float, *, at: str = "") -> list[str]:
    """The text in lines no wider than `width` pixels, broken at the mark `at` first where that is enough."""
    if room(text, size) <= width:
        return [text] if text else []
    pieces = text.split(at) if at else [text]
    joined = [piece.strip() + at for piece in pieces[:-1]] + [pieces[-1].strip()]
    if len(joined) > 1 and all(room(piece, size) <= width for piece in joined):
        return joined
    lines = [""]
    for part in text.split():
        longer = f"{lines[-1]} {part}".strip()
        lines = [*lines[:-1], longer] if room(longer, size) <= width or not lines[-1] else [*lines, part]
    return lines


def balanced(text: str, width: float, size: float) -> list[str]:
    """The text in as few lines as `width` allows, all about equally long."""
    lines = wrapped(text, width, size)
    for share in (0.55, 0.65, 0.75, 0.85):
        narrower = wrapped(text, width * share, size)
        if len(narrower) == len(lines) > 1:
            return narrower
    return lines


def safe(text: str) -> str:
    """The text with Plotly's markup signs made plain."""
    return html.escape(text, quote=False)


def broken(lines: Sequence[str]) -> str:
    """Lines as one Plotly text."""
    return "<br>".join(safe(line) for line in lines)


def hidden_axis(**settings: Any) -> dict[str, Any]:
    """An axis that only places marks."""
    return {"visible": False, "fixedrange": True, **settings}


def _note(text: str, size: float, colour: str, weight: int, **place: Any) -> dict[str, Any]:
    """A left-set paper annotation at the figure's left edge, moved by pixels."""
    font = {"size": size, "color": colour, "weight": weight, "family": FONT}
    return {
        "text": text, "font": font, "showarrow": False, "align": "left", "xref": "paper", "yref": "paper",
        "x": 0, "xanchor": "left", "borderpad": 0, "borderwidth": 0, **place,
    }  # fmt: skip


def _rule(top: float, p: Palette) -> dict[str, Any]:
    """The 2 px ink rule across the figure, 8 px below its top edge."""
    return {
        "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "yref": "paper", "ysizemode": "pixel",
        "yanchor": 1, "y0": top - 10, "y1": top - 8, "line": {"width": 0}, "fillcolor": p.ink, "name": "rule",
    }  # fmt: skip


def figure(p: Palette, *, title: str, subtitle: str, foot: str, width: int, plot_height: float) -> go.Figure:
    """An empty figure with rule, title, subtitle and foot, whose plot area is `plot_height` pixels high."""
    heads = wrapped(title, inner(width), TITLE, at=";")
    subs = wrapped(subtitle, inner(width), SUBTITLE)
    feet = wrapped(foot, inner(width), FOOT)
    top = 17 + len(heads) * TITLE * 1.3 + 2 + len(subs) * SUBTITLE * 1.3 + 14
    bottom = 9 + len(feet) * FOOT * 1.3 + 14
    under_title = top - 19 - len(heads) * TITLE * 1.3
    notes = [
        _note(broken(heads), TITLE, p.ink, 600, y=1, yanchor="top", yshift=top - 17, name="title"),
        _note(broken(subs), SUBTITLE, p.ink2, 400, y=1, yanchor="top", yshift=under_title, name="subtitle"),
        _note(broken(feet), FOOT, p.ink3, 400, y=0, yanchor="bottom", yshift=-bottom + 9, name="foot"),
    ]
    fig = go.Figure()
    fig.update_layout(**_layout(p, width, plot_height, top, bottom))
    fig.update_layout(annotations=[note for note in notes if note["text"]], shapes=[_rule(top, p)])
    return fig


def _layout(p: Palette, width: int, plot_height: float, top: float, bottom: float) -> dict[str, Any]:
    """The settings that every figure shares."""
    return {
        "template": None, "width": width, "height": round(top + plot_height + bottom),
        "margin": {"l": EDGE, "r": EDGE, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        "paper_bgcolor": p.bg, "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": False, "dragmode": False,
        "font": {"family": FONT, "size": BODY, "color": p.ink}, "separators": ",.", "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": p.panel, "bordercolor": p.line, "align": "left", "namelength": 0,
            "font": {"family": FONT, "size": HEAD, "color": p.ink},
        },
        "xaxis": hidden_axis(range=[0, 1]), "yaxis": hidden_axis(),
    }  # fmt: skip


def localise(fig: go.Figure, lang: str) -> go.Figure:
    """The figure with the language's decimal and thousands signs."""
    fig.update_layout(separators=",." if lang == "vi" else ".,")
    return fig


def add_text(
    fig: go.Figure,
    xs: Sequence[Any],
    ys: Sequence[float],
    texts: Sequence[str],
    *,
    anchor: Anchor,
    colour: str,
    size: float = BODY,
    weight: int = 400,
    xaxis: str = "x",
    name: str = "text",
) -> None:
    """Adds texts anchored exactly at their points, in one trace; empty texts are left out."""
    kept = [(x, y, text) for x, y, text in zip(xs, ys, texts, strict=True) if text]
    if not kept:
        return
    font = {"size": size, "color": colour, "weight": weight, "family": FONT}
    fig.add_scatter(
        x=[x for x, _, _ in kept], y=[y for _, y, _ in kept], text=[text for _, _, text in kept],
        mode="text", textposition=POSITION[anchor], textfont=font, cliponaxis=False, hoverinfo="skip",
        xaxis=xaxis, name=name, unselected={"textfont": {"color": colour}},
    )  # fmt: skip


def add_lines(
    fig: go.Figure,
    pieces: Sequence[Sequence[tuple[Any, float]]],
    *,
    colour: str,
    width: float,
    dash: str = "solid",
    xaxis: str = "x",
    name: str = "line",
) -> None:
    """Adds unconnected lines as one trace; nothing for none."""
    if not pieces:
        return
    xs = [x for piece in pieces for x in (*(point[0] for point in piece), None)]
    ys = [y for piece in pieces for y in (*(point[1] for point in piece), None)]
    fig.add_scatter(
        x=xs, y=ys, mode="lines", line={"color": colour, "width": width, "dash": dash}, cliponaxis=False,
        hoverinfo="skip", connectgaps=False, xaxis=xaxis, name=name,
    )  # fmt: skip


def add_areas(
    fig: go.Figure,
    outlines: Sequence[Sequence[tuple[Any, float]]],
    *,
    fill: str,
    xaxis: str = "x",
    name: str = "area",
    line: Mapping[str, Any] | None = None,
) -> None:
    """Adds filled polygons as one trace; nothing for none."""
    if not outlines:
        return
    xs = [x for outline in outlines for x in (*(point[0] for point in outline), outline[0][0], None)]
    ys = [y for outline in outlines for y in (*(point[1] for point in outline), outline[0][1], None)]
    fig.add_scatter(
        x=xs[:-1], y=ys[:-1], mode="lines", fill="toself", fillcolor=fill, line=dict(line or {"width": 0}),
        hoverinfo="skip", xaxis=xaxis, name=name,
    )  # fmt: skip


def empty_figure(p: Palette, *, title: str, subtitle: str, foot: str, lang: str, width: int) -> go.Figure:
    """A figure that says in words that there is nothing to draw."""
    fig = figure(p, title=title, subtitle=subtitle, foot=foot, width=width, plot_height=96)
    fig.update_yaxes(range=[1, 0])
    message = words(lang).text("empty.no_rows")
    add_text(fig, [0], [0.4], [safe(message)], anchor="start", colour=p.ink2, name="empty")
    return localise(fig, lang)


def nice_step(span: float, pieces: int) -> float:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten that covers `span` in at most `pieces` steps."""
    if not span > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / pieces))
    return next(power * n for n in (1, 2, 2.5, 5, 10, 20) if power * n * pieces >= span * (1 - 1e-9))


def alt(title: str, rows: int, lang: str) -> str:
    """The sentence a screen reader says for a figure: its title, or that there is nothing to show."""
    return title if rows else f"{title} {words(lang).text('empty.no_rows')}".strip()


def config(filename: str, fig: go.Figure | None = None) -> dict[str, Any]:
    """Toolbar settings: one button that saves a PNG at twice the size, at least 960 by 540 and never cropped."""
    width = max(960, int(fig.layout.width or 0)) if fig is not None else 960
    height = max(540, int(fig.layout.height or 0)) if fig is not None else 540
    image = {"format": "png", "filename": filename, "width": width, "height": height, "scale": 2}
    return {
        "displayModeBar": "hover", "modeBarButtons": [["toImage"]], "displaylogo": False, "scrollZoom": False,
        "doubleClick": False, "showTips": False, "toImageButtonOptions": image,
    }  # fmt: skip
