"""The sheet of the meeting view: what hides the frame around it, and the keys that turn its steps."""

from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

import streamlit as st

HERE: Final = Path(__file__).parent
KEY: Final = "stage-keys"
#: Widths in pixels that a sheet of text may be laid out for, the largest letters first.
WIDTHS: Final = (800, 880, 960, 1080, 1200, 1360, 1540, 1760, 1920)
#: Pixels at the foot of a sheet that the step's number takes.
BELOW: Final = 24


@cache
def sheet_style() -> str:
    """The style element that leaves nothing on the screen but the sheet, always on white."""
    return f"<style>{(HERE / 'stage.css').read_text('utf-8')}</style>"


def foot_html(told: str) -> str:
    """What stands at the foot of a sheet of text: its sources, data date, method and address."""
    return f'<p class="stage-foot">{escape(told)}</p>' if told else ""


@cache
def _component() -> Any:
    html = "<span hidden></span>"
    return st.components.v2.component("stage_keys", html=html, js=(HERE / "stage.js").read_text("utf-8"))


def _turn() -> None:
    """Write the step that a key asked for into the address."""
    if step := st.session_state[KEY].get("turn"):
        st.query_params["step"] = step


def keys(steps: list[str], step: str, figure: tuple[int, int] | None, leave: str) -> None:
    """Listen to the keys and fit the sheet: a figure's of that size, or one of text (None), as narrow as holds it."""
    data = {
        "step": step, "steps": steps, "leave": leave,
        "figure": figure and list(figure), "widths": list(WIDTHS), "below": BELOW,
    }  # fmt: skip
    _component()(key=KEY, data=data, height=1, width=1, on_turn_change=_turn)
