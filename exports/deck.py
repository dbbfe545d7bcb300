"""The slides of one place and year: results, one target a slide, the report table, what is not reached, fields."""

import io
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd
from pptx.util import Pt

from charts import labels
from charts.bullet import row_names
from charts.palette import LIGHT
from exports import slide_chart
from exports.archive import settled
from exports.doubts import doubts
from exports.material import Material, Progress, documents, figures_day, foot, foot_of_years, series, silent, until_text
from exports.outline import WITH_YEARS, alone, deck_title, main_sentences, message, silent_title
from exports.slide import (
    BODY,
    HEAD,
    LABEL,
    LEAST,
    LINE,
    POINTS,
    SMALL,
    Style,
    bodies,
    bullets,
    filled,
    fitting,
    height_of,
    line,
    noted,
    numbered,
    rgb,
    text,
    titled,
    verdict_box,
)
from exports.slide import foot as put_foot
from exports.slide_base import Area, Base, opened
from exports.slide_table import Column, Grid, Line, pages, table
from exports.typed import NOTHING, Typed, lines
from metrics.records import records
from metrics.year_rows import with_target
from scorecards import sections
from scorecards.source_line import actual_sources, document_of, source_line_of_years, target_documents
from wording.badges import badge
from wording.clauses import capital, gap_text, indicator_text
from wording.periods import period_in_sentence
from wording.phrases import series_name, unit_name
from wording.reports import count_sentences, place_in_sentence, rate_sentences, silent_sentence
from wording.sentences import row_note, subtitle, title_trend

#: Levels that one slide can show, and rows beside which the years still have room.
LEVELS = 7
ROW: Final = 2.45
#: Letters of notes under tables, and of tables of several slides.
LABEL_SMALL, MANY = 10.5, 11.0
#: Centimetres that a figure must leave for sentences under it.
SAID: Final = 3.4
_NEEDED: Final = (("table.indicator", 8.6, "left"), ("table.unit", 3.2, "left"), ("export.target_head", 5.0, "right"),
                  ("export.actual_head", 4.0, "right"), ("table.attainment", 2.8, "right"),
                  ("export.needed_head", 3.4, "right"), ("table.note", 5.0, "left"))  # fmt: skip
_REPORT: Final = (1.5, 6.2, 2.6, 3.0, 2.9, 2.5, 2.0, 2.3, 2.8, 2.2, 3.6)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A deck being made: its base, material and typed texts."""

    base: Base
    material: Material
    typed: Typed
    main: bool = True

    @property
    def lang(self) -> str:
        """The deck's language."""
        return self.material.lang

    def word(self, key: str, **values: object) -> str:
        """A word of the deck's language."""
        return self.material.book.text(key, **values)

    def titled(self, key: str) -> str:
        """A slide's title by its key, with the place's name on a slide of a predecessor."""
        return self.word(key) if self.main else f"{self.word(key)} · {self.material.name}"

    def slide(self, title: str, key: str = "") -> tuple[Any, Area]:
        """A numbered slide for a figure with its title, the planner's own where one is typed for `key`."""
        made = titled(self.base, self.base.figure, self.typed.titles.get(key) or title, self.lang)
        numbered(made[0], self.base, self.lang)
        return made


def deck(
    material: Material, *, template: bytes | None = None, typed: Typed = NOTHING, progress: Progress = silent
) -> bytes:
    """The deck as a .pptx; BadTemplate where the office's template is none."""
    sheet = Sheet(opened(template, material.lang), material, typed)
    steps = _steps(sheet)
    for n, step in enumerate(steps):
        progress(n, len(steps), sheet.word("export.progress_slide", number=n + 1, total=len(steps)))
        step()
    progress(len(steps), len(steps), sheet.word("export.progress_save"))
    _name(sheet)
    out = io.BytesIO()
    sheet.base.deck.save(out)
    return settled(out.getvalue(), material.day)


def _name(sheet: Sheet) -> None:
    core = sheet.base.deck.core_properties
    core.title, core.subject = deck_title(sheet.material), sheet.material.name
    core.author = core.last_modified_by = sheet.word("app.short")
    core.keywords, core.comments, core.category = "", sheet.material.address, ""
    core.language, core.revision = sheet.lang, 1


def _steps(sheet: Sheet) -> list[Callable[[], None]]:
    """What each slide is made by, in order."""
    before = [replace(sheet, material=part, typed=NOTHING, main=False) for part in sheet.material.before]
    return [
        lambda: _cover(sheet),
        lambda: _results(sheet),
        *(step for part in (sheet, *before) for step in _part_steps(part)),
        lambda: _needed(sheet, before),
        lambda: _field(sheet, "causes", sheet.typed.causes),
        lambda: _field(sheet, "tasks", sheet.typed.tasks),
        lambda: _field(sheet, "proposals", sheet.typed.proposals),
        lambda: _sources(sheet),
    ]


def _part_steps(sheet: Sheet) -> list[Callable[[], None]]:
    """The slides of one place: its targets that have figures, then its report table."""
    targets = [step for rows in alone(sheet.material) for step in _target_steps(sheet, rows)]
    return [*targets, *([lambda: _report(sheet)] if sheet.material.table.rows else [])]


def _cover(sheet: Sheet) -> None:
    slide, area = titled(sheet.base, sheet.base.cover, deck_title(sheet.material), sheet.lang)
    day = figures_day(sheet.material)
    told = [
        capital(sheet.material.name),
        sheet.word("export.prepared", date=day) if day else until_text(sheet.material),
    ]
    told += [sheet.word("export.draft")] if sheet.typed.draft else []
    _into_body(slide, area, told, sheet.lang)


def _into_body(slide: Any, area: Area, said: Sequence[str], lang: str) -> None:
    """Sentences into the layout's own body, into a box of ours where it has none; other placeholders go."""
    first, *others = [shape for shape in bodies(slide) if shape.has_text_frame] or [None]
    if first is None:
        bullets(slide, area.below(0.4), said, Style(size=20), lang, gap=10)
    else:
        filled(first.text_frame, said, None, lang)
    for shape in others:
        shape.element.getparent().remove(shape.element)


# Results


def _results(sheet: Sheet) -> None:
    """The headline, then one sentence for each target; more slides where they need them."""
    _flow(sheet, ("export.results", "export.results_more"), main_sentences(sheet.material))


def _flow(sheet: Sheet, keys: tuple[str, str], said: Sequence[str], size: float = 18.0) -> None:
    """Sentences over as many slides as they need."""
    left = list(said)
    key = keys[0]
    while left:
        slide, area = sheet.slide(sheet.word(key), key.removeprefix("export."))
        area = area.below(0.4)
        taken, used = 0, 0.0
        for sentence in left:
            used += height_of(sentence, area.width - 0.9, size) + 10 / POINTS
            if used > area.height - 0.9 and taken:
                break
            taken += 1
        bullets(slide, area, left[:taken], Style(size=size), sheet.lang, gap=10)
        noted(slide, left[:taken], sheet.lang)
        left, key = left[taken:], keys[1]


# One target a slide


def _target_steps(sheet: Sheet, rows: pd.DataFrame) -> list[Callable[[], None]]:
    """The slides of one indicator: its levels, and its years beside or after them."""
    indicator = str(rows["indicator"].iloc[0])
    over = series(sheet.material, (indicator, "total")) if (rows["breakdown"] == "total").any() else None
    if over is not None and over.loc[over["actual_value"].notna(), "year"].nunique() < 2:
        over = None
    pieces = [rows.iloc[n : n + LEVELS] for n in range(0, len(rows), LEVELS)]
    if len(rows) <= WITH_YEARS:
        return [lambda: _target(sheet, rows, rows, over)]
    steps: list[Callable[[], None]] = [lambda piece=piece: _target(sheet, rows, piece, None) for piece in pieces]  # type: ignore[misc]
    return [*steps, lambda: _years(sheet, rows, over)] if over is not None else steps


def _target(sheet: Sheet, whole: pd.DataFrame, rows: pd.DataFrame, over: pd.DataFrame | None) -> None:
    material, lang = sheet.material, sheet.lang
    indicator = str(rows["indicator"].iloc[0])
    title = message(whole, lang)
    slide, area = sheet.slide(title, indicator)
    units = " / ".join(dict.fromkeys(unit_name(str(u), None, lang) for u in rows["unit"]))
    measure = f"{material.book.text(f'indicator.{indicator}')}, {units}"
    used = _subtitle(slide, area, subtitle(measure, material.name, _period(rows, material)), lang)
    below = put_foot(slide, sheet.base, _target_foot(rows, over, material), lang)
    free = Area(area.left, area.top + used, area.width, area.height - used - below - 0.3)
    tall = _levels(sheet, slide, free, records(rows), title)
    if over is not None and free.height - tall > 4.0:
        _years_below(sheet, slide, free.below(tall + 0.35), over)
    elif free.height - tall > SAID:
        _said_below(sheet, slide, free.below(tall + 0.35), rows)
    noted(slide, _told(rows, material), lang)


def _period(rows: pd.DataFrame, material: Material) -> str:
    """The period of the actuals, set against the whole year where it is a part of it."""
    periods = rows["actual_period"].dropna().mode()
    period = str(periods.iloc[0]) if len(periods) else str(material.year)
    told = period_in_sentence(period, material.lang)
    part = period.startswith(str(material.year)) and period != str(material.year)
    return material.book.text("province.against_year", period=told) if part else told


def _target_foot(rows: pd.DataFrame, over: pd.DataFrame | None, material: Material) -> str:
    """The sources of the bars, then of the years where they stand below."""
    hatched = bool(rows["state"].isin(["estimate", "preliminary"]).any())
    told = [foot(rows, material), *([material.book.text("export.estimate_key")] if hatched else [])]
    if over is not None and (sources := source_line_of_years(over, material.lang)):
        told.append(material.book.text("export.years_sources", sources=sources))
    return " ".join(told)


def _said(rows: pd.DataFrame, material: Material) -> list[str]:
    """The report's sentences about the rows."""
    lang, named = material.lang, documents(rows, material.lang)
    known = [r for r in records(rows) if r["actual_value"] == r["actual_value"]]
    counts = [r for r in known if r["unit"] != "percent"]
    rates = [r for r in known if r["unit"] == "percent"]
    quiet = [silent_sentence(r, lang, named) for r in records(rows) if r["actual_value"] != r["actual_value"]]
    place = place_in_sentence(material.name, lang)
    return [*count_sentences(counts, place, lang, named), *rate_sentences(rates, lang), *quiet]


def _said_below(sheet: Sheet, slide: Any, area: Area, rows: pd.DataFrame) -> None:
    """The report's sentences under a figure that leaves room for them."""
    told, style = _said(rows, sheet.material), Style(size=BODY)
    tall = sum(height_of(sentence, area.width, BODY) + 6 / POINTS for sentence in told)
    if tall > area.height:
        return
    line(slide, area, area.top)
    bullets(slide, area.below(0.4), told, style, sheet.lang, gap=6)


def _told(rows: pd.DataFrame, material: Material) -> list[str]:
    """The report's sentences about the rows, then their sources: what the speaker reads."""
    return [
        *_said(rows, material),
        foot(rows, material),
        material.book.text("export.view_address", address=material.address),
    ]


def _subtitle(slide: Any, area: Area, told: str, lang: str) -> float:
    tall = height_of(told, area.width, BODY)
    text(slide, Area(area.left, area.top, area.width, tall), [told], Style(size=BODY, colour=LIGHT.ink2), lang)
    return tall + 0.35


def _levels(sheet: Sheet, slide: Any, area: Area, rows: list[Any], said: str) -> float:
    """Bars of target and actual with difference, attainment and verdict beside them; the centimetres taken."""
    lang = sheet.lang
    rate = all(labels.word(row, "unit") == "percent" for row in rows)
    edges = (0.62, 0.745, 0.745 if rate else 0.84, 1.0)
    head = 0.75
    tall = min(area.height, head + ROW * len(rows))
    chart = Area(area.left, area.top + head, area.width * edges[0], tall - head)
    _level_heads(sheet, slide, area, edges, rate)
    if slide_chart.drawable(rows):
        slide_chart.bars(slide, chart, rows, _names(rows, lang), said, lang)
    else:
        _plain_names(sheet, slide, chart, rows)
    centres = slide_chart.row_centres(chart, len(rows))
    for row, y in zip(rows, centres, strict=True):
        _beside(sheet, slide, area, edges, row, y, rate)
    for above, under in itertools.pairwise(centres):
        line(slide, area, (above + under) / 2)
    return tall


def _names(rows: Sequence[Any], lang: str) -> list[str]:
    return [capital(name) for name in row_names(rows, lang)]


def _level_heads(sheet: Sheet, slide: Any, area: Area, edges: Sequence[float], rate: bool) -> None:
    style = Style(size=HEAD, colour=LIGHT.ink2, bold=True)
    right = Style(size=HEAD, colour=LIGHT.ink2, bold=True, align="right")
    start = area.left + area.width * edges[0] * slide_chart.NAMES
    text(slide, Area(start, area.top, area.width * 0.4, 0.7), [sheet.word("export.bars_head")], style, sheet.lang)
    points = f", {sheet.word('frame.points_short')}" if rate else ""
    heads = [(edges[0], edges[1], sheet.word("export.variance_head") + points)]
    heads += [] if rate else [(edges[1], edges[2], sheet.word("chart.attainment"))]
    heads += [(edges[2], edges[3], sheet.word("frame.status"))]
    for left, end, told in heads:
        text(slide, _span(area, left, end, area.top, 0.7), [told], right, sheet.lang)


def _span(area: Area, left: float, right: float, top: float, height: float) -> Area:
    return Area(area.left + area.width * left, top, area.width * (right - left), height)


def _plain_names(sheet: Sheet, slide: Any, area: Area, rows: Sequence[Any]) -> None:
    """Names and targets as text where no figure has a place on an axis."""
    for row, name, y in zip(rows, _names(rows, sheet.lang), slide_chart.row_centres(area, len(rows)), strict=True):
        told = f"{name}: {labels.target_text(row, sheet.lang, with_unit=True)}"
        place = Area(area.left, y - 0.9, area.width, 1.8)
        text(slide, place, [told], Style(size=LABEL, anchor="middle"), sheet.lang)


def _beside(sheet: Sheet, slide: Any, area: Area, edges: Sequence[float], row: Any, y: float, rate: bool) -> None:
    lang = sheet.lang
    told = [(edges[0], edges[1], labels.variance_text(row, lang))]
    told += [] if rate else [(edges[1], edges[2], labels.attainment_text(row, lang))]
    for left, right, figure in told:
        place = _span(area, left, right, y - 0.5, 1.0)
        size = fitting(figure, place.width, BODY)
        style = Style(size=size, bold=True, align="right", anchor="middle")
        text(slide, place, [figure or sheet.word("table.missing")], style, lang)
    status = str(row["status"])
    sign, word = badge(status, labels.word(row, "reason"), lang)
    verdict_box(slide, _span(area, edges[2] + 0.01, edges[3], y - 0.9, 1.8), f"{sign} {word}", status, lang)


# Years


def _years_title(rows: pd.DataFrame, material: Material) -> str:
    own = sections.of_series(material.years, str(rows["indicator"].iloc[0]), "total")
    return title_trend(own, material.lang) if len(own) else ""


def _years_below(sheet: Sheet, slide: Any, area: Area, over: pd.DataFrame) -> None:
    """The years under the bar of the one target that the slide is about."""
    title, key = _years_title(over, sheet.material), sheet.word("export.line_key")
    line(slide, area, area.top)
    box = text(slide, area.below(0.25), [title, key], Style(size=LABEL, bold=True), sheet.lang)
    for run in box.text_frame.paragraphs[1].runs:
        run.font.size, run.font.bold, run.font.color.rgb = Pt(SMALL), False, rgb(LIGHT.ink2)
    used = 0.25 + height_of(title, area.width, LABEL) + SMALL * LINE / POINTS
    slide_chart.years(slide, area.below(used), over, title, sheet.lang)


def _years(sheet: Sheet, rows: pd.DataFrame, over: pd.DataFrame) -> None:
    material, indicator = sheet.material, str(rows["indicator"].iloc[0])
    title = _years_title(over, material)
    slide, area = sheet.slide(title, f"years-{indicator}")
    units = dict.fromkeys([*over["actual_unit"].dropna(), *over["unit"].dropna()])
    unit = " / ".join(unit_name(str(u), None, sheet.lang) for u in units)
    measure = f"{capital(indicator_text(indicator, sheet.lang))}, {unit}"
    told = sheet.word("export.years_measure", measure=subtitle(measure, material.name, ""))
    used = _subtitle(slide, area, told, sheet.lang)
    says = f"{foot_of_years(over, material)} {sheet.word('export.line_key')}"
    below = put_foot(slide, sheet.base, says, sheet.lang)
    slide_chart.years(slide, Area(area.left, area.top + used, area.width, area.height - used - below - 0.3), over,
                      title, sheet.lang)  # fmt: skip
    noted(slide, [title, says], sheet.lang)


# Tables


def _report(sheet: Sheet) -> None:
    """The report table over as many slides as its rows need, its notes under the last."""
    told = sheet.material.table
    columns = tuple(
        Column(head, share, "left" if n in (0, 1, 2, 10) else "right")
        for n, (head, share) in enumerate(zip(told.heads, _REPORT, strict=True))
    )
    rows = tuple(Line(row.cells, row.level) for row in told.rows)
    notes = [note for note in (" ".join(told.notes), told.signs, told.sources) if note]
    _paged(sheet, told.title, "table", _sized(sheet, Grid(columns, rows, told.numbering), notes), notes)


def _sized(sheet: Sheet, grid: Grid, notes: Sequence[str]) -> Grid:
    """The table in the largest letters in which it stands on one slide; the smallest where it needs more."""
    free = sheet.base.area.height - _notes_height(sheet, notes) - 0.6
    larger = [replace(grid, size=size) for size in (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)]
    whole = [sized for sized in larger if sized.whole(sheet.base.area.width)]
    single = [sized for sized in whole if len(pages(sized, sheet.base.area.width, free)) == 1 and sized.size >= LEAST]
    return next(iter([*single, *(sized for sized in whole if sized.size <= MANY)]), replace(grid, size=MANY))


def _notes_height(sheet: Sheet, notes: Sequence[str]) -> float:
    return sum(height_of(note, sheet.base.area.width - 1.6, LABEL_SMALL) for note in notes) + 0.3


def _paged(sheet: Sheet, title: str, key: str, grid: Grid, notes: Sequence[str]) -> None:
    area = sheet.base.area
    width = area.width
    below = _notes_height(sheet, notes)
    found = pages(grid, width, area.height - below - 0.6)
    for n, rows in enumerate(found):
        slide, area = sheet.slide(title if n == 0 else sheet.word("export.table_more", title=title), key)
        used = table(slide, area.below(0.25), grid, rows, title, sheet.lang)
        if n == len(found) - 1 and notes:
            under = area.below(used + 0.5)
            text(slide, Area(under.left, under.top, width - 1.6, below), notes,
                 Style(size=min(LABEL_SMALL, grid.size), colour=LIGHT.ink2), sheet.lang)  # fmt: skip
        noted(slide, [title, *notes], sheet.lang)


def _needed(sheet: Sheet, before: Sequence[Sheet]) -> None:
    """What is below target and what is still needed, the smallest share done first; why where it is not known."""
    if sections.still_needed(sheet.material.rows)["shortfall"].isna().all():
        _flow(sheet, ("export.below", "export.below_more"), [_none_needed(sheet)])
    for part in (sheet, *before):
        needed, quiet = sections.still_needed(part.material.rows), sections.silent(part.material.rows)
        short = needed[needed["shortfall"].notna()]
        if len(short):
            _short(part, short)
        if len(quiet):
            _quiet(part, quiet)


def _short(sheet: Sheet, short: pd.DataFrame) -> None:
    """Each target that lacks something: plan, actual, share, what is still needed."""
    material, title = sheet.material, sheet.titled("export.below")
    heads = [sheet.word(key, year=material.year) if key == "export.target_head" else sheet.word(key)
             for key, _, _ in _NEEDED]  # fmt: skip
    columns = tuple(Column(h, share, align) for h, (_, share, align) in zip(heads, _NEEDED, strict=True))
    rows = tuple(Line(_needed_cells(row, sheet), 1) for row in records(short))
    notes = [until_text(material)]
    _paged(sheet, title, "below", _sized(sheet, Grid(columns, rows), notes), notes)


def _quiet(sheet: Sheet, quiet: pd.DataFrame) -> None:
    """Each target without an actual: plan and document, and whether its period is over."""
    material = sheet.material
    heads = ("table.indicator", "table.unit", "export.target_head", "workbook.document", "table.note")
    told = [sheet.word(head, year=material.year) for head in heads]
    shares = ((10.0, "left"), (3.2, "left"), (4.2, "right"), (9.5, "left"), (4.2, "left"))
    columns = tuple(Column(head, share, align) for head, (share, align) in zip(told, shares, strict=True))
    rows = tuple(Line(_quiet_cells(row, sheet), 1) for row in records(quiet))
    notes = [until_text(material)]
    _paged(sheet, silent_title(material, sheet.main), "silent", _sized(sheet, Grid(columns, rows), notes), notes)


def _quiet_cells(row: Any, sheet: Sheet) -> tuple[str, ...]:
    lang = sheet.lang
    return (
        series_name(row["indicator"], row["breakdown"], row["coverage"], lang),
        unit_name(row["unit"], None, lang),
        labels.target_text(row, lang),
        capital(document_of(row, lang)),
        row_note(row, lang),
    )


def _none_needed(sheet: Sheet) -> str:
    material = sheet.material
    targets = with_target(material.rows)
    if targets.empty:
        return sheet.word("export.no_targets", place=capital(material.name), year=material.year)
    if (targets["reason"] == "place_ended").all():
        return sheet.word("export.ended", year=material.year)
    key = "needed_none" if sections.all_done(material.rows) else "nothing_short"
    return sheet.word(f"export.{key}", year=material.year)


def _needed_cells(row: Any, sheet: Sheet) -> tuple[str, ...]:
    lang = sheet.lang
    missing, short = sheet.word("table.missing"), row["shortfall"] == row["shortfall"]
    rate = row["unit"] == "percent"
    share = labels.attainment_text(row, lang).removesuffix("%")
    return (
        series_name(row["indicator"], row["breakdown"], row["coverage"], lang),
        unit_name(row["unit"], None, lang),
        labels.target_text(row, lang),
        labels.actual_text(row, lang) or missing,
        sheet.word("table.not_applicable") if rate else share or missing,
        gap_text(row, "shortfall", lang, unit=False) if short else missing,
        row_note(row, lang),
    )


# Fields and sources


def _field(sheet: Sheet, key: str, typed: str) -> None:
    """A slide for the planner's own words: what is typed, else a prompt to be typed over."""
    base, lang = sheet.base, sheet.lang
    slide, area = titled(base, base.text, sheet.word(f"export.{key}"), lang)
    numbered(slide, base, lang)
    said = lines(typed) or [sheet.word(f"export.{key}_prompt")]
    _into_body(slide, area, said, lang)


def _sources(sheet: Sheet) -> None:
    """Documents, sources, how figures are judged, up to when they were known, and where to see them again."""
    material = sheet.material
    rows = material.all_rows
    year = rows[rows["row_kind"].isin(["year", "actual"])]
    unknown = sheet.word("document.unknown")
    plans = [capital(told) + "." for told in target_documents(year, material.lang) if told != unknown]
    plans = plans or ([] if year["target_id"].notna().any() else [sheet.word("export.no_documents")])
    read = actual_sources(year, material.book)
    said = [*plans, *([sheet.word("foot.actuals", sources="; ".join(read))] if read else []), *doubts(material)]
    said += [f"{capital(part.name)}: {told}" for part in material.before for told in doubts(part)]
    said += [*material.table.notes, sheet.word("export.method", method=sheet.word("method.year_plan_text"))]
    said += [until_text(material), sheet.word("export.view_address", address=material.address)]
    _flow(sheet, ("export.sources", "export.sources_more"), said, size=14.0)
