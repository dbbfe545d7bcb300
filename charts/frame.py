"""The house of every figure: ink rule, title, subtitle and foot inside it, its colours, its toolbar's picture."""

import html
import math
from dataclasses import dataclass
from typing import Any, Final, Required, TypeAlias, TypedDict

import plotly.graph_objects as go

from charts.lettering import BODY, FONT, FOOT, HEAD, SUBTITLE, TITLE, broken, safe, wrapped
from charts.marks import add_text, hidden_axis
from charts.palette import Palette, Theme, palette
from wording.catalogue import words

#: A finished chart, as rooms that do not know Plotly name it.
Figure: TypeAlias = go.Figure

EDGE: Final = 14
#: A saved picture in pixels, and the narrowest sheet of that shape that a figure is laid out on for it.
SAVED: Final = (1920, 1080)
NARROWEST: Final = 960


class Around(TypedDict, total=False):
    """What every chart is told besides its rows: the words around it, language, theme, pixels across."""

    title: Required[str]
    subtitle: Required[str]
    foot: Required[str]
    lang: Required[str]
    theme: Theme
    width: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a chart, as told in `Around`. A line break in the foot is kept."""

    title: str
    subtitle: str
    foot: str
    lang: str
    theme: Theme = "light"
    width: int = 960

    @property
    def p(self) -> Palette:
        """The theme's colours."""
        return palette(self.theme)

    @property
    def inner(self) -> int:
        """Pixels between the figure's two edges."""
        return self.width - 2 * EDGE

    def word(self, key: str) -> str:
        """A word of the figure's language."""
        return words(self.lang).text(key)

    def figure(self, plot_height: float) -> go.Figure:
        """An empty figure with rule, title, subtitle and foot, whose plot area is `plot_height` pixels high."""
        heads, subs = heads_of(self.title, self.width), wrapped(self.subtitle, self.inner, SUBTITLE)
        feet = [line.strip(" ·") for part in self.foot.split("\n") for line in wrapped(part, self.inner, FOOT, at="·")]
        under_title = len(subs) * SUBTITLE * 1.3 + 14
        top = 19 + len(heads) * TITLE * 1.3 + under_title
        bottom = 9 + len(feet) * FOOT * 1.3 + 14
        p = self.p
        notes = [
            _note(broken(heads), TITLE, p.ink, 600, y=1, yanchor="top", yshift=top - 17, name="title"),
            _note(broken(subs), SUBTITLE, p.ink2, 400, y=1, yanchor="top", yshift=under_title, name="subtitle"),
            _note(broken(feet), FOOT, p.ink3, 400, y=0, yanchor="bottom", yshift=-bottom + 9, name="foot"),
        ]
        fig = go.Figure()
        fig.update_layout(**_layout(self, plot_height, top, bottom))
        fig.update_layout(annotations=[note for note in notes if note["text"]], shapes=[_rule(top, p)])
        return fig

    def empty(self) -> go.Figure:
        """A figure that says in words that there is nothing to draw."""
        fig = self.figure(96)
        fig.update_yaxes(range=[1, 0])
        message = self.word("empty.no_rows")
        add_text(fig, [0], [0.4], [safe(message)], anchor="start", colour=self.p.ink2, name="empty")
        return fig


def heads_of(title: str, width: int) -> list[str]:
    """The lines of a title over a figure of a width."""
    return wrapped(title, width - 2 * EDGE, TITLE, at=";")


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


def _layout(frame: Frame, plot_height: float, top: float, bottom: float) -> dict[str, Any]:
    """The settings that every figure shares."""
    p = frame.p
    return {
        "template": None, "width": frame.width, "height": round(top + plot_height + bottom),
        "margin": {"l": EDGE, "r": EDGE, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        "paper_bgcolor": p.bg, "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": False, "dragmode": False,
        "font": {"family": FONT, "size": BODY, "color": p.ink}, "hovermode": "closest",
        "separators": ",." if frame.lang == "vi" else ".,",
        "hoverlabel": {
            "bgcolor": p.panel, "bordercolor": p.line, "align": "left", "namelength": 0,
            "font": {"family": FONT, "size": HEAD, "color": p.ink},
        },
        "xaxis": hidden_axis(range=[0, 1]), "yaxis": hidden_axis(),
    }  # fmt: skip


def nice_step(span: float, pieces: int) -> float:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten that covers `span` in at most `pieces` steps."""
    if not span > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / pieces))
    return next(power * n for n in (1, 2, 2.5, 5, 10, 20) if power * n * pieces >= span * (1 - 1e-9))


def title_of(fig: Figure) -> str:
    """The title that stands in a finished figure, as plain text; empty where it has none."""
    found = (str(note.text) for note in fig.layout.annotations if note.name == "title")
    return html.unescape(next(found, "").replace("<br>", " "))


def alt(title: str, rows: int, lang: str) -> str:
    """The sentence a screen reader says for a figure: its title, or that there is nothing to show."""
    return title if rows else f"{title} {words(lang).text('empty.no_rows')}".strip()


def saved_sheet(fig: Figure) -> tuple[int, int, float]:
    """Width and height of the 16:9 sheet that a finished figure is laid out on for its picture, and the scale.

    The scale makes it 1920 by 1080 exactly: a canvas cuts a fraction of a pixel off.
    """
    across = max(NARROWEST, 16 * math.ceil(fig.layout.width / 16), 16 * math.ceil(fig.layout.height / 9))
    while SAVED[0] / across * across != SAVED[0] or SAVED[0] / across * (across * 9 // 16) != SAVED[1]:
        across += 16
    return across, across * 9 // 16, SAVED[0] / across


def config(filename: str, fig: go.Figure) -> dict[str, Any]:
    """Toolbar settings: one button that saves the whole figure as a PNG of 1920 by 1080 pixels."""
    width, height, scale = saved_sheet(fig)
    image = {"format": "png", "filename": filename, "width": width, "height": height, "scale": scale}
    return {
        "displayModeBar": "hover", "modeBarButtons": [["toImage"]], "displaylogo": False, "scrollZoom": False,
        "doubleClick": False, "showTips": False, "toImageButtonOptions": image,
    }  # fmt: skip
