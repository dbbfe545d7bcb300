"""The panels beside the bars of a bullet figure: signed differences in the verdict's colour, attainment as pins."""

from collections.abc import Sequence
from typing import Final

from charts import labels
from charts.bullet import HATCH, Sheet, add_bars, draw_axis
from charts.labels import known
from charts.lettering import BODY, SMALL, safe, widest
from charts.marks import add_lines, add_text

LEAST_SPAN: Final = 10.0
CLIP: Final = (50.0, 150.0)


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
    draw_axis(s, "x3", 0)
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
        add_bars(s, some, values, marker, "x3", "undetermined" if hatched else "variance")


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
    draw_axis(s, "x4", 100)
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
