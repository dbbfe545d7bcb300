"""The button that puts a table or paragraph on the clipboard, for Word and Excel."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from wording.catalogue import words

HERE: Final = Path(__file__).parent
HTML: Final = '<div class="row"><button type="button"></button><span role="status"></span></div>'
CSS: Final = """
.row{display:flex;align-items:center;gap:12px;font-family:"Source Sans","Source Sans 3","Segoe UI",Arial,sans-serif}
button{font:inherit;font-size:14px;min-height:40px;padding:4px 12px;border-radius:3px;cursor:pointer;white-space:nowrap;
background:var(--st-background-color);color:var(--st-text-color);border:1px solid var(--st-border-color)}
button:hover{border-color:var(--st-primary-color);color:var(--st-primary-color)}
button:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:2px}
span{font-size:14.5px;color:var(--st-text-color)}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("copy_table", html=HTML, css=CSS, js=(HERE / "copy.js").read_text("utf-8"))


def copy_button(rich: str, plain: str, key: str, lang: str, label: str = "table.copy") -> None:
    """Draw the button; what it copies, as rich text and as plain text, travels with the page. `label` is its word."""
    book = words(lang)
    told = {"label": book.text(label), "done": book.text("table.copied")}
    data = told | {"failed": book.text("province.copy_failed"), "rich": rich, "plain": plain}
    _component()(key=key, data=data, height="content", width="content")
