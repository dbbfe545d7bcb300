"""The steps of the meeting view of each screen that has one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from exports.figures import drawings, sealed_foot
from exports.material import Material
from exports.outline import main_sentences
from pages.ui import address, choices, clock, figure_seal, places_compared, progress_view, reads, whole_country
from pages.ui.blocks import place_head, place_lists, progress_tables, report_table
from pages.ui.blocks.place_figures import Look
from pages.ui.html import headline
from pages.ui.kept import kept
from pages.ui.meeting_material import asked_in_address, material_of, place_in_address
from pages.ui.places_compared import Comparison
from pages.ui.progress_view import Asked
from pages.ui.reads import View
from pages.ui.sheet import is_legible
from pages.ui.whole_country import Standing
from scorecards import sections
from scorecards.source_line import source_line
from warehouse.errors import NothingKnown
from wording.figure_foot import Seal


@dataclass(frozen=True, slots=True)
class Step:
    """One step: HTML over the foot that figures bring themselves, or a figure drawn for a width."""

    html: str = ""
    draw: Callable[[int], Any] | None = None
    foot: str = ""


Steps = Mapping[str, Step]


def place_steps(lang: str) -> Steps:
    """One place: its results in sentences, each figure, the report table, what is still needed; then predecessors'."""
    place, year = place_in_address("ha-noi")
    material = material_of(asked_in_address(place, year, lang))
    here = replace(material, address=figure_seal.on_server(material.address))
    rows = here.all_rows
    foot = sealed_foot(source_line(rows, lang), "verdicts", rows, here)
    found = {"results": Step(results_html(material), foot=foot)}
    found |= {name: Step(draw=draw) for name, draw in drawings(here).items()}
    return found | {code: step for part in here.parts for code, step in _tables(part, here).items()}


def _tables(part: Material, whole: Material) -> dict[str, Step]:
    """The report table and what is still needed, of a predecessor behind its code and under its name."""
    needed, lang = sections.still_needed(part.rows), part.lang
    before, head = (
        ("", "") if part is whole else (f"{part.place}.", place_head.predecessor_html(part.place, part.year, lang))
    )
    found = {}
    if part.table.rows:
        foot = sealed_foot("", "verdicts", part.rows, whole)  # the table itself names its sources
        found[f"{before}table"] = Step(report_table.report_html(part.table, lang), foot=foot)
    if len(needed):
        foot = sealed_foot(source_line(needed, lang), "verdicts", needed, whole)
        found[f"{before}needed"] = Step(head + place_lists.needed_html(needed, part.year, lang), foot=foot)
    return found


def results_html(material: Material) -> str:
    """The headline of a place and its main sentences."""
    lead, *said = main_sentences(material)
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in said)
    return f'<div class="k"><h1 class="headline">{escape(lead.rstrip("."))}</h1><ul class="said">{items}</ul></div>'


def overview_steps(lang: str) -> Steps:
    """The country: main indicators, the grid of provinces, places by indicators, the largest gaps, who is silent."""
    at = overview_in_address(lang)
    cards = whole_country.title(at) + whole_country.main_cards(at) + whole_country.strip(at)
    found = {"cards": Step(cards, foot=_country_foot(at, whole_country.led(at)))}
    indicators = whole_country.tile_indicators(at)
    if indicators:
        found["map"] = Step(draw=_tiles(at, address.chosen("indicator", indicators, whole_country.tile_default(at))))
    found["matrix"] = Step(whole_country.status_matrix(at), foot=_country_foot(at, whole_country.matrix_rows(at)))
    if told := whole_country.gaps_and_doubts(at) + whole_country.unreported(at):
        found["gaps"] = Step(told, foot=_country_foot(at, whole_country.gap_rows(at)))
    return found


def _country_foot(at: Standing, rows: pd.DataFrame) -> str:
    """The sources of some rows of the overview, then what its view stands at."""
    return _country_seal(at).foot(source_line(rows, at.lang), "verdicts", rows["as_of"], at.lang)


def _country_seal(at: Standing, **params: object) -> Seal:
    return figure_seal.seal("", at.view, place=at.place, year=at.year, period=at.view.period, **params)


def overview_in_address(lang: str) -> Standing:
    """What the overview shows at the present address."""
    place, year = place_in_address(choices.NATION)
    day = clock.as_of()
    known = reads.periods(None, View(year, as_of=day))
    period = st.query_params.get("period")
    view = View(year, period if period in known else None, day)
    return Standing(None if place == choices.NATION else place, view, lang)


def _tiles(at: Standing, indicator: str) -> Callable[[int], Any]:
    sealed = _country_seal(at, indicator=indicator)
    return lambda width: whole_country.tile_figure(at, indicator, "light", sealed, width=width, clicked=False).figure


def compare_steps(lang: str) -> Steps:
    """The comparison in each shape that it has, that of the address first; region by region where letters get small."""
    known = View(reads.default_year(), None, clock.as_of())
    offered = places_compared.choices_of(known)
    if not offered:
        raise NothingKnown
    code = address.chosen("indicator", offered, offered[0])
    at = places_compared.comparison(code, known, lang)
    shapes = places_compared.shapes(at)
    first = address.chosen(places_compared.SHAPE, shapes, places_compared.default_shape(at))
    found: dict[str, Step] = {}
    for shape in dict.fromkeys([first, *shapes]):
        found |= _compared(at, code, shape)
    return found


def _compared(at: Comparison, code: str, shape: str) -> dict[str, Step]:
    if shape == "plan":
        return {shape: Step(draw=_plan(at, code))}
    return {shape: Step(draw=_pair(at, code))} if shape == "pair" else _years(at, code, shape)


def _years(at: Comparison, code: str, shape: str) -> dict[str, Step]:
    """All places on one sheet, or a sheet a region where that one cannot be read from afar."""
    years = places_compared.years(at)
    start = address.chosen("from", years, years[0])
    end = address.chosen("to", places_compared.years_from(at, start), years[-1])
    span = {"from": start, "to": end}
    sealed = figure_seal.seal("compare", at.view, indicator=code, shape=shape, **span)
    regions = places_compared.regions(at, start, end)
    if len(regions) < 2 or _is_legible(at, shape, start, end, sealed):
        return {shape: Step(draw=_of_years(at, shape, start, end, sealed))}
    return {f"{shape}.{region}": Step(draw=_of_years(at, shape, start, end, sealed, region)) for region in regions}


@kept
def _is_legible(at: Comparison, shape: str, start: str, end: str, seal: Seal) -> bool:
    """Whether all places have room on one sheet."""
    return is_legible(_of_years(at, shape, start, end, seal))


def _of_years(
    at: Comparison, shape: str, start: str, end: str, seal: Seal, region: str | None = None
) -> Callable[[int], Any]:
    draw = places_compared.years_drawing(at, shape, start, end, "light", seal, region)
    return lambda width: draw(width)[0]


def _plan(at: Comparison, code: str) -> Callable[[int], Any]:
    year = address.chosen("year", places_compared.plan_years(at), places_compared.default_plan_year(at))
    order = address.chosen("order", places_compared.ORDERS, places_compared.ORDERS[0])
    sealed = figure_seal.seal("compare", at.view, indicator=code, shape="plan", year=year, order=order)
    shown = places_compared.plan_shown(at, year, order)
    return lambda width: places_compared.plan_figure(at, shown, year, order, "light", sealed, width)[0]


def _pair(at: Comparison, code: str) -> Callable[[int], Any]:
    places = places_compared.places_of(at)
    first = address.chosen("place", places, places[0])
    rest = places_compared.others(places, first)
    second = address.chosen("place2", rest, rest[0])
    sealed = figure_seal.seal("compare", at.view, indicator=code, shape="pair", place=first, place2=second)
    return lambda width: places_compared.pair_figure(at, first, second, "light", sealed, width, width * 9 // 16)[0]


def progress_steps(lang: str) -> Steps:
    """One series of a place: the year's line and levels, the long path and its methods; then every target."""
    place, year = place_in_address("ha-noi")
    asked = Asked(place, View(year, None, clock.as_of()), lang)
    offered = progress_view.series(asked)
    if not offered:
        return {"nothing": Step(progress_view.nothing_html(asked))}
    code = address.chosen("indicator", offered, progress_view.default_series(asked))
    running, ways = progress_view.running_of(asked, code), progress_view.ways_of(asked, code)
    told = _running_steps(asked, code) if running else {}
    told |= _path_steps(asked, code) if ways else {}
    found = progress_view.known(asked)
    every = progress_tables.all_html(found.running, progress_view.all_ways(asked), lang)
    foot = progress_view.table_foot(asked, found.running, found.ways, "verdicts", _look(asked, code).seal)
    return told | {"targets": Step(headline(asked.name, progress_view.lead(asked)) + every, foot=foot)}


def _running_steps(asked: Asked, code: str) -> dict[str, Step]:
    """The year's cumulative line, then its levels under the answer."""
    running, look = progress_view.running_of(asked, code), _look(asked, code)
    levels = headline(progress_view.headline(asked, code)) + progress_tables.levels_html(running, asked.lang)
    foot = progress_view.table_foot(asked, running, None, "cumulative", look.seal)
    draw = partial(progress_view.year_drawing, asked, code, look)
    return {"year": Step(draw=draw), "levels": Step(levels, foot=foot)}


def _path_steps(asked: Asked, code: str) -> dict[str, Step]:
    """The long path, then what each method says of it under the answer."""
    ways, main = progress_view.ways_of(asked, code), progress_view.main_way(asked, code)
    draw = partial(progress_view.path_drawing, asked, code, _look(asked, code))
    methods = headline(progress_view.path_headline(asked, code)) + progress_tables.methods_html(ways, main, asked.lang)
    foot = progress_view.table_foot(asked, [], progress_view.ways_table(asked, code), "path", _look(asked, code).seal)
    return {"path": Step(draw=draw), "methods": Step(methods, foot=foot)}


def _look(asked: Asked, code: str) -> Look:
    year = asked.view.year
    sealed = figure_seal.seal("progress", asked.view, place=asked.place, year=year, indicator=code)
    return Look(asked.lang, "light", year, asked.name, asked.place, sealed)


STEPS: Final[Mapping[str, Callable[[str], Steps]]] = {
    "": overview_steps, "province": place_steps, "meeting": place_steps,
    "compare": compare_steps, "progress": progress_steps,
}  # fmt: skip
