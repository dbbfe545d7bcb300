"""Native, editable charts of slides: a target and its actual as bars, a series over the years with its targets."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from charts import labels
from charts.palette import LIGHT
from exports.slide import HEAD, LABEL, LEAST, SMALL, described, rgb, width_of
from exports.slide_base import FONT, Area
from exports.typed import sheet_text
from metrics.records import Row, records
from wording.catalogue import words
from wording.numbers import number

#: Counts with points between thousands whatever the machine's language (a prefix stands in each part).
COUNTS: Final = '[>=1000000]{0}#"."000"."000;[>=1000]{0}#"."000;{0}0'
COUNTS_EN: Final = '[>=1000000]{0}#","000","000;[>=1000]{0}#","000;{0}0'
#: How much of the chart's width the names of rows may take.
NAMES: Final = 0.30
PLOT_TOP, PLOT_HEIGHT = 0.02, 0.96
#: Centimetres from a dot to the edge of its figure, and those above and below all dots.
DOT, SPARE = 0.25, 1.4
_FIGURES: Final = ("target_value", "actual_value")
_HOLLOW: Final = ("estimate", "preliminary")


def drawable(rows: Sequence[Row]) -> bool:
    """Whether any figure of the rows has a place on an axis."""
    return any(labels.drawn(row, column) is not None for row in rows for column in _FIGURES)


def row_centres(area: Area, count: int) -> list[float]:
    """Where each row's middle lies, in centimetres from the slide's top."""
    pitch = area.height * PLOT_HEIGHT / count
    return [area.top + area.height * PLOT_TOP + pitch * (n + 0.5) for n in range(count)]


def bars(slide: Any, area: Area, rows: Sequence[Row], names: Sequence[str], said: str, lang: str) -> Any:
    """Targets as outlines and actuals as solid bars under each other, figures at their ends."""
    data = CategoryChartData()
    data.categories = [sheet_text(name) for name in names]
    book = words(lang)
    for column, key in zip(_FIGURES, ("export.series_target", "export.series_actual"), strict=True):
        data.add_series(book.text(key), [labels.drawn(row, column) for row in rows])
    chart = _placed(slide, XL_CHART_TYPE.BAR_CLUSTERED, area, data, said)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 55, -8
    _bar_axes(chart, rows, area, lang)
    targets, actuals = plot.series
    _outline(targets)
    actuals.format.fill.solid()
    actuals.format.fill.fore_color.rgb = rgb(LIGHT.act)
    for n, row in enumerate(rows):
        _label_bar(targets, n, row, "target", lang)
        _label_bar(actuals, n, row, "actual", lang)
        if labels.word(row, "state") in _HOLLOW and labels.known(row, "actual_value") is not None:
            _hatch(actuals.points[n])
    return chart


def _placed(slide: Any, kind: Any, area: Area, data: CategoryChartData, said: str) -> Any:
    frame = slide.shapes.add_chart(kind, Cm(area.left), Cm(area.top), Cm(area.width), Cm(area.height), data)
    frame.name = said[:60]
    described(frame, said)
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.font.name, chart.font.size = FONT, Pt(LABEL)
    chart.font.color.rgb = rgb(LIGHT.ink)
    return chart


def _bar_axes(chart: Any, rows: Sequence[Row], area: Area, lang: str) -> None:
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = True
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = rgb(LIGHT.ink)
    category.tick_labels.font.size = Pt(LABEL)
    value.visible, value.has_major_gridlines = False, False
    value.minimum_scale, value.maximum_scale = 0, _bar_top(rows, area.width * (1 - NAMES), lang)
    _layout(chart, NAMES, PLOT_TOP, 1 - NAMES, PLOT_HEIGHT)


def _bar_top(rows: Sequence[Row], width: float, lang: str) -> float:
    """The end of the scale at which every bar has room for its figure."""
    rates = all(labels.word(row, "unit") == "percent" for row in rows)
    tops = [100.0 if rates else 1e-9]
    for row in rows:
        for column, told in (("target_value", target_label(row, lang)), ("actual_value", actual_label(row, lang))):
            value = labels.drawn(row, column)
            if value is not None:
                tops.append(value / max(0.15, 1 - (width_of(told, LABEL) * 1.05 + 0.35) / width))
    return max(tops)


def target_label(row: Row, lang: str) -> str:
    """The target's figure in its document's words behind "KH"."""
    told = labels.target_text(row, lang)
    return f"{words(lang).text('frame.target_short')} {told}" if told else ""


def actual_label(row: Row, lang: str) -> str:
    """The actual as published, with the word of its state where it is not final."""
    state = labels.state_text(row, lang)
    told = labels.actual_text(row, lang)
    return f"{told} ({state})" if told and state else told


def _outline(series: Any) -> None:
    series.format.fill.background()
    series.format.line.color.rgb = rgb(LIGHT.ink)
    series.format.line.width = Pt(1.5)
    series.invert_if_negative = False


def _hatch(point: Any) -> None:
    fill = point.format.fill
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = rgb(LIGHT.act), RGBColor(255, 255, 255)
    point.format.line.color.rgb, point.format.line.width = rgb(LIGHT.act), Pt(1)


def _label_bar(series: Any, n: int, row: Row, side: str, lang: str) -> None:
    if labels.drawn(row, f"{side}_value") is None:
        return
    target = side == "target"
    told = target_label(row, lang) if target else actual_label(row, lang)
    colour = LIGHT.ink2 if target else LIGHT.ink
    _label(series, n, [told], _format(row, side, lang), XL_LABEL_POSITION.OUTSIDE_END, colour, not target, LABEL)


def _format(row: Row, side: str, lang: str) -> str | None:
    """How PowerPoint itself may print the figure; None where only its printed text is right."""
    value = labels.known(row, f"{side}_value")
    exact = labels.known(row, f"{side}_value_high") is None and value is not None and value == int(value)
    unit = labels.word(row, "unit") or labels.word(row, "actual_unit")
    if not exact or unit == "percent" or (side == "actual" and labels.state_text(row, lang)):
        return None
    pattern = COUNTS if lang == "vi" else COUNTS_EN
    told = target_label(row, lang) if side == "target" else actual_label(row, lang)
    printed = number(value, 0, lang)
    if not told.endswith(printed):
        return None
    before = told.removesuffix(printed)
    return pattern.format(f'"{before}"' if before else "")


def _label(series: Any, n: int, told: Sequence[str], pattern: str | None, place: Any, colour: str, bold: bool,
           size: float) -> None:  # fmt: skip
    """A point's figure: printed by PowerPoint from the sheet where its pattern says all, else as text."""
    label = series.points[n].data_label
    if pattern is None:
        fonts = [_run_of(label.text_frame, m, line).font for m, line in enumerate(told)]
    else:
        fonts = [label.font]
        _show_value(label, pattern)
    for font in fonts:
        font.size, font.bold, font.name = Pt(size), bold, FONT
        font.color.rgb = rgb(colour)
    label.position = place
    for body in label._dLbl.iter(qn("a:bodyPr")):
        body.attrib.update({"wrap": "none", "lIns": "38100", "rIns": "38100"})


def _run_of(frame: Any, n: int, line: str) -> Any:
    """A line of a label's text as a paragraph of its own."""
    run = (frame.paragraphs[0] if n == 0 else frame.add_paragraph()).add_run()
    run.text = line
    return run


def _show_value(label: Any, pattern: str) -> None:
    """The value alone, printed by the pattern."""
    made = label._get_or_add_dLbl()
    for tag in ("c:showLegendKey", "c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"):
        made.find(qn(tag)).set("val", "0")
    made.find(qn("c:showVal")).set("val", "1")
    form = made.makeelement(qn("c:numFmt"), {"formatCode": pattern, "sourceLinked": "0"})
    made.find(qn("c:idx")).addnext(form)


def _layout(chart: Any, x: float, y: float, width: float, height: float) -> None:
    """The plot's place inside the chart as shares of it, so that rows stand where texts beside them expect."""
    plot = chart._chartSpace.chart.plotArea
    for old in plot.findall(qn("c:layout")):
        plot.remove(old)
    layout = plot.makeelement(qn("c:layout"), {})
    manual = layout.makeelement(qn("c:manualLayout"), {})
    parts = (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"),
             ("x", x), ("y", y), ("w", width), ("h", height))  # fmt: skip
    for tag, value in parts:
        manual.append(manual.makeelement(qn(f"c:{tag}"), {"val": str(value)}))
    layout.append(manual)
    plot.insert(0, layout)


# Years


def years(slide: Any, area: Area, series: pd.DataFrame, said: str, lang: str) -> Any:
    """Actuals as a line with a gap where a year is missing, targets as marks, figures at both."""
    rows: dict[int, Row] = {int(row["year"]): row for row in records(series[~_is_part(series)])}
    parts = list(records(series[_is_part(series)]))
    shown = range(min(rows), max(rows) + 1)
    data = CategoryChartData()
    data.categories = [str(year) for year in shown]
    book = words(lang)
    data.add_series(book.text("export.series_actual"), [_value(rows, y, "actual_value") for y in shown])
    data.add_series(book.text("export.series_target"), [_value(rows, y, "target_value") for y in shown])
    for part in parts:
        own = {int(part["year"]): labels.known(part, "actual_value")}
        data.add_series(sheet_text(str(part["name"])), [own.get(year) for year in shown])
    chart = _placed(slide, XL_CHART_TYPE.LINE_MARKERS, area, data, said)
    scale = _scale(records(series), area)
    _year_axes(chart, _ends(records(series)), scale, area)
    actual, target, *others = chart.plots[0].series
    _draw_actual(actual, rows, shown, (area.width * 0.96 / len(shown), scale), lang)
    _draw_target(target, rows, shown, area, lang)
    for part, drawn in zip(parts, others, strict=True):
        _draw_part(drawn, part, shown, lang)
    return chart


def _is_part(series: pd.DataFrame) -> "pd.Series[bool]":
    return series["series"].str.endswith("|part")


def _value(rows: dict[int, Row], year: int, column: str) -> float | None:
    return labels.drawn(rows[year], column) if year in rows else None


def _ends(rows: Iterable[Row]) -> tuple[float, float]:
    """The least and the greatest figure of the years."""
    values = [v for row in rows for column in _FIGURES if (v := labels.known(row, column)) is not None]
    return min(values), max(values)


def _scale(rows: Iterable[Row], area: Area) -> float:
    """Centimetres of the plot for one unit, with room for a figure above and below."""
    low, high = _ends(rows)
    return max(area.height - 2 * SPARE, 0.8) / ((high - low) or abs(high) * 0.1 or 1.0)


def _year_axes(chart: Any, ends: tuple[float, float], scale: float, area: Area) -> None:
    room = SPARE / scale
    category, value = chart.category_axis, chart.value_axis
    value.visible, value.has_major_gridlines = False, False
    value.minimum_scale, value.maximum_scale = ends[0] - room, ends[1] + room
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.color.rgb = rgb(LIGHT.ref)
    category.tick_labels.font.size = Pt(HEAD)
    _layout(chart, 0.02, 0.02, 0.96, 1 - 0.02 - 0.9 / area.height)
    blanks = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if blanks is not None:
        blanks.set("val", "gap")


def _marker(drawn: Any, style: Any, size: int, fill: str | None, edge: str) -> None:
    marker = drawn.marker
    marker.style, marker.size = style, size
    if fill is None:
        marker.format.fill.background()
    else:
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb(fill)
    marker.format.line.color.rgb = rgb(edge)
    marker.format.line.width = Pt(1.5)


def _draw_actual(series: Any, rows: dict[int, Row], shown: range, per: tuple[float, float], lang: str) -> None:
    """`per`: centimetres for a year and for one unit."""
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = rgb(LIGHT.act), Pt(2.25)
    _marker(series, XL_MARKER_STYLE.CIRCLE, 9, LIGHT.act, LIGHT.act)
    for n, year in enumerate(shown):
        row = rows.get(year)
        if row is None or labels.known(row, "actual_value") is None:
            continue
        if labels.word(row, "state") in _HOLLOW:
            _marker(series.points[n], XL_MARKER_STYLE.CIRCLE, 9, LIGHT.bg, LIGHT.act)
            line = series.points[n].format.line
            line.color.rgb, line.width, line.dash_style = rgb(LIGHT.act), Pt(2.25), MSO_LINE.DASH
        lines = _told_actual(row, per[0], lang)
        size = min(_size(told, per[0]) for told in lines)
        form = _year_format(row, lines[0], "actual_value", lang)
        half = max(width_of(told, size) for told in lines) / 2
        rises = [half * slope for step in (-1, 1) if (slope := _slope(rows, year, step, per)) is not None]
        place = _place(row, rises, _value(rows, year + 1, "actual_value") is None)
        if place is XL_LABEL_POSITION.RIGHT:
            lines = [f"\N{EN SPACE}{line}" for line in lines]
        _label(series, n, lines, form, place, LIGHT.ink, True, size)


def _told_actual(row: Row, pitch: float, lang: str) -> list[str]:
    """The figure with the word of its state, over it where the year is too narrow for both on one line."""
    figure = labels.actual_text({**row, "actual_unit": None, "unit": None}, lang)
    told = f"{labels.state_text(row, lang)} {figure}{labels.half_width_text(row, lang)}".strip()
    if width_of(told, SMALL) * 1.08 <= pitch or " " not in told:
        return [told]
    return told.rsplit(" ", 1)


def _slope(rows: dict[int, Row], year: int, step: int, per: tuple[float, float]) -> float | None:
    """Centimetres that the line rises for each one away from a year; None where it does not go that way."""
    here, there = _value(rows, year, "actual_value"), _value(rows, year + step, "actual_value")
    return None if here is None or there is None else (there - here) * per[1] / per[0]


def _place(row: Row, rises: Sequence[float], last: bool) -> Any:
    """Where a figure stands at its dot: away from the target; elsewhere where the line would run through it."""
    above, below = XL_LABEL_POSITION.ABOVE, XL_LABEL_POSITION.BELOW
    first, other = (above, below) if _is_above(row) else (below, above)
    if not _crossed(first is above, rises):
        return first
    if labels.drawn(row, "target_value") is None and not _crossed(other is above, rises):
        return other
    return XL_LABEL_POSITION.RIGHT if last else first


def _crossed(above: bool, rises: Sequence[float]) -> bool:
    """Whether the line runs through a figure above or below its dot; `rises` are those at the figure's edges."""
    return any((rise if above else -rise) > DOT for rise in rises)


def _size(told: str, pitch: float) -> float:
    """The size in which a figure keeps to its own year."""
    return next((size for size in (HEAD, SMALL) if width_of(told, size) * 1.08 <= pitch), LEAST)


def _is_above(row: Row) -> bool:
    actual, target = labels.known(row, "actual_value"), labels.drawn(row, "target_value")
    return actual is not None and (target is None or actual >= target)


def _year_format(row: Row, told: str, column: str, lang: str) -> str | None:
    value = labels.known(row, column)
    whole = value is not None and value == int(value) and abs(value) >= 1000
    pattern = COUNTS if lang == "vi" else COUNTS_EN
    return pattern.format("") if whole and told == number(value, 0, lang) else None


def _draw_target(series: Any, rows: dict[int, Row], shown: range, area: Area, lang: str) -> None:
    series.smooth = False
    series.format.line.fill.background()
    _marker(series, XL_MARKER_STYLE.DASH, 18, LIGHT.ink, LIGHT.ink)
    pitch = area.width * 0.96 / len(shown)
    for n, year in enumerate(shown):
        row = rows.get(year)
        if row is None or labels.drawn(row, "target_value") is None:
            continue
        lines = _told_target({**row, "unit": None}, pitch * 0.95, lang)
        below = _is_above(row) or max(width_of(told, LEAST) for told in lines) > pitch
        place = XL_LABEL_POSITION.BELOW if below else XL_LABEL_POSITION.ABOVE
        _label(series, n, lines, None, place, LIGHT.ink2, False, min(_size(told, pitch) for told in lines))


def _told_target(row: Row, width: float, lang: str) -> list[str]:
    """The target in its document's words, over its figure where the year is too narrow for both on one line.

    "KH" may go where years stand close, "khoảng" and "từ" never: without them the figure would be another one.
    """
    bare = labels.target_text(row, lang)
    wishes = (target_label(row, lang), bare)
    return next(([wish] for wish in wishes if width_of(wish, HEAD) <= width), bare.rsplit(" ", 1))


def _draw_part(series: Any, part: Row, shown: range, lang: str) -> None:
    """The figure of a part of the year: a mark of its own, named for its period, never on the line."""
    series.smooth = False
    series.format.line.fill.background()
    _marker(series, XL_MARKER_STYLE.DIAMOND, 9, LIGHT.act, LIGHT.act)
    told = f"{part['name']}: {labels.actual_text({**part, 'actual_unit': None, 'unit': None}, lang)}"
    n = list(shown).index(int(part["year"]))
    _label(series, n, [told], None, XL_LABEL_POSITION.ABOVE, LIGHT.ink, True, HEAD)
