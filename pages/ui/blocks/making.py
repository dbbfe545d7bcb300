"""The line that says, step by step, what the server is making for the page."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

HERE: Final = Path(__file__).parent
HTML: Final = '<p role="status"></p>'
CSS: Final = """
p{margin:0;min-height:22px;font-size:16px;line-height:1.35;font-weight:600;color:var(--st-text-color);
font-family:"Source Sans","Source Sans 3","Segoe UI",Arial,sans-serif}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("making", html=HTML, css=CSS, js=(HERE / "making.js").read_text("utf-8"))


def making(key: str) -> None:
    """Draw the line for the page of this key (web.making)."""
    _component()(key="making", data={"key": key}, height="content", width="stretch")
