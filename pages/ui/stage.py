"""The meeting view: one block a step over the whole screen, nothing to click, next and previous by keyboard."""

from html import escape
from typing import Final

import streamlit as st

from charts import frame
from pages.ui import address, clock
from pages.ui.blocks import stage_frame
from pages.ui.sheet import fitted
from pages.ui.stage_steps import STEPS, Step
from wording.catalogue import words

#: What asks for the meeting view in the address, and the step of it.
PARAM: Final = "view"
CODE: Final = "meeting"
STEP: Final = "step"
STILL: Final = {"staticPlot": True, "displayModeBar": False}


def asked(page: str) -> bool:
    """Whether the address asks for the meeting view of a screen that has one."""
    return page in STEPS and st.query_params.get(PARAM) == CODE


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
    steps = STEPS[page](lang)
    st.html(stage_frame.sheet_style())
    step = address.chosen(STEP, list(steps), _opening(list(steps)))
    _show_step(steps[step], list(steps), step, _out(page))
    number = words(lang).text("meeting.step", number=list(steps).index(step) + 1, total=len(steps))
    st.html(f'<div class="stage-count">{escape(number)}</div>{_lost_html(lang)}')


def _opening(steps: list[str]) -> str:
    """The first step, or the first part of the one asked for where that takes several."""
    asked = f"{st.query_params.get(STEP)}."
    return next((step for step in steps if step.startswith(asked)), steps[0])


def _out(page: str) -> str:
    """The same view of a screen outside the meeting view."""
    return address.link(page, **{PARAM: None, STEP: None})


def way_out(page: str) -> None:
    """The button out of a meeting view that could not be drawn: nothing listens for Esc there."""
    text = words(address.lang()).text("meeting.leave")
    st.html(f'<div class="k"><a class="button" target="_self" href="{escape(_out(page))}">{escape(text)}</a></div>')


def _lost_html(lang: str) -> str:
    """A line at the foot of the sheet where the address names a round or day that does not exist."""
    told = clock.lost_text(lang)
    return f'<p class="stage-lost" role="status">{escape(told)}</p>' if told else ""


def _show_step(step: Step, steps: list[str], code: str, leave: str) -> None:
    """Draw a step and listen to the keys; a figure fixes the size of its sheet, one of text is measured once there."""
    if step.draw is None:
        with st.container(key="stage", gap=None):
            st.html(step.html + stage_frame.foot_html(step.foot))
        stage_frame.keys(steps, code, None, leave)
        return
    figure, size = fitted(step.draw)
    stage_frame.keys(steps, code, size, leave)  # before the figure, whose drawing takes the browser's time
    alt = frame.alt(frame.title_of(figure), 1, address.lang())
    with st.container(key="stage-figure", gap=None):
        st.plotly_chart(figure, config=STILL, theme=None, width="content", key=f"stage-{code}", alt=alt)
