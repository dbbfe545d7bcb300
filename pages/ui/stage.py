"""The meeting view: one block a step over the whole screen, nothing to click, next and previous by keyboard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Final

import streamlit as st

from charts import frame
from charts.stretched import stretched
from exports.figures import drawings
from exports.material import Material
from exports.outline import main_sentences
from pages.ui import address, choices, clock, figure_seal, reads, whole_country
from pages.ui.blocks import place_head, place_lists, report_table, stage_frame
from pages.ui.meeting_material import asked_in_address, material_of, place_in_address
from pages.ui.reads import View
from pages.ui.whole_country import Standing
from scorecards import sections
from wording.catalogue import words

#: What asks for the meeting view in the address, and the step of it.
PARAM: Final = "view"
CODE: Final = "meeting"
STEP: Final = "step"
#: Pixels of a sheet's edge on each side, and those that the step's number takes below a figure.
EDGE, NUMBER = 8, 16
#: Widths in pixels that a figure may be drawn for, the largest letters first.
SHEETS: Final = (960, 1080, 1200, 1360, 1540, 1760, 1920)
STILL: Final = {"staticPlot": True, "displayModeBar": False}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: HTML, or a figure drawn for a width."""

    html: str = ""
    draw: Callable[[int], Any] | None = None


Steps = Mapping[str, Step]


def asked(page: str) -> bool:
    """Whether the address asks for the meeting view of a screen that has one."""
    return page in SHOWN and st.query_params.get(PARAM) == CODE


def way_in(page: str, lang: str, **params: object) -> None:
    """The button at the end of a screen's filters that leads into its meeting view."""
    link = address.link(page, **{PARAM: CODE, STEP: None}, **params)
    text = words(lang).text("meeting.enter")
    st.space("stretch")
    st.html(f'<div class="k"><a class="button" target="_self" href="{escape(link)}">{escape(text)}</a></div>',
            width="content")  # fmt: skip


def show(page: str) -> None:
    """Draw the step of the address and listen for the next."""
    lang = address.lang()
    st.html(stage_frame.sheet_style())
    steps = SHOWN[page](lang)
    step = address.chosen(STEP, list(steps), next(iter(steps)))
    size = _show_step(steps[step], step, lang)
    number = words(lang).text("meeting.step", number=list(steps).index(step) + 1, total=len(steps))
    st.html(f'<div class="stage-count">{escape(number)}</div>')
    stage_frame.keys(list(steps), step, size, address.link(page, **{PARAM: None, STEP: None}))


def _show_step(step: Step, key: str, lang: str) -> tuple[int, int] | None:
    """Draw a step; the size of its sheet where a figure fixes it."""
    if step.draw is None:
        with st.container(key="stage", gap=None):
            st.html(step.html)
        return None
    figure, size = fitted(step.draw)
    alt = frame.alt(frame.title_of(figure), 1, lang)
    with st.container(key="stage-figure", gap=None):
        st.plotly_chart(figure, config=STILL, theme=None, width="content", key=f"stage-{key}", alt=alt)
    return size


def fitted(draw: Callable[[int], Any]) -> tuple[Any, tuple[int, int]]:
    """The figure over a whole sheet of 16:9, as narrow a sheet as holds it, and the sheet's size in pixels."""
    figure, wide, high = draw(SHEETS[0] - 2 * EDGE), 0, 0
    for width in SHEETS:
        figure = draw(width - 2 * EDGE)
        wide = int(figure.layout.width) + 2 * EDGE
        high = wide * 9 // 16
        if figure.layout.height <= high - EDGE:
            break
    tall = max(high - 2 * EDGE - NUMBER, int(figure.layout.height) * 9 // 10)
    return stretched(figure, tall), (wide, max(high, tall + 2 * EDGE + NUMBER))


# Steps


def place_steps(lang: str) -> Steps:
    """One place: its results in sentences, each figure, the report table, what is still needed; then predecessors'."""
    place, year = place_in_address("ha-noi")
    material = material_of(asked_in_address(place, year, lang))
    found = {"results": Step(results_html(material))}
    here = replace(material, address=figure_seal.on_server(material.address))
    found |= {name: Step(draw=draw) for name, draw in drawings(here).items()}
    return found | {code: step for part in material.parts for code, step in _tables(part, part is material).items()}


def _tables(part: Material, own: bool) -> dict[str, Step]:
    """The report table and what is still needed, of a predecessor behind its code and under its name."""
    needed, lang = sections.still_needed(part.rows), part.lang
    before, head = ("", "") if own else (f"{part.place}.", place_head.predecessor_html(part.place, part.year, lang))
    found = {}
    if part.table.rows:
        found[f"{before}table"] = Step(report_table.report_html(part.table, lang))
    if len(needed):
        found[f"{before}needed"] = Step(head + place_lists.needed_html(needed, part.year, lang))
    return found


def results_html(material: Material) -> str:
    """The headline of a place and its main sentences."""
    lead, *said = main_sentences(material)
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in said)
    return f'<div class="k"><h1 class="headline">{escape(lead.rstrip("."))}</h1><ul class="said">{items}</ul></div>'


def overview_steps(lang: str) -> Steps:
    """The country: main indicators, the grid of provinces, places by indicators, the largest gaps, who is silent."""
    at = overview_in_address(lang)
    found = {"cards": Step(whole_country.title(at) + whole_country.main_cards(at) + whole_country.strip(at))}
    indicators = whole_country.tile_indicators(at)
    if indicators:
        found["map"] = Step(draw=_tiles(at, address.chosen("indicator", indicators, whole_country.tile_default(at))))
    found["matrix"] = Step(whole_country.status_matrix(at))
    if told := whole_country.gaps_and_doubts(at) + whole_country.unreported(at):
        found["gaps"] = Step(told)
    return found


def overview_in_address(lang: str) -> Standing:
    """What the overview shows at the present address."""
    place, year = place_in_address(choices.NATION)
    day = clock.as_of()
    known = reads.periods(None, View(year, as_of=day))
    period = st.query_params.get("period")
    view = View(year, period if period in known else None, day)
    return Standing(None if place == choices.NATION else place, view, lang)


def _tiles(at: Standing, indicator: str) -> Callable[[int], Any]:
    sealed = figure_seal.seal("", at.view, place=at.place, year=at.year, period=at.view.period, indicator=indicator)
    return lambda width: whole_country.tile_figure(at, indicator, "light", sealed, width=width, clicked=False).figure


SHOWN: Final[Mapping[str, Callable[[str], Steps]]] = {
    "": overview_steps, "province": place_steps, "meeting": place_steps,
}  # fmt: skip
