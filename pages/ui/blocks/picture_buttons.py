"""The buttons that save or copy a figure's picture, drawn by the browser itself."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from pages.ui.blocks.copy_button import CSS
from wording.catalogue import words

HERE: Final = Path(__file__).parent
#: The buttons by name, with the words on them.
LABELS: Final = {"png": "figure.png", "svg": "figure.svg", "copy": "figure.copy_picture"}
HTML: Final = '<div class="row">{}<span role="status"></span></div>'


@cache
def _component() -> Any:
    buttons = "".join(f'<button type="button" name="{name}"></button>' for name in LABELS)
    script = (HERE / "picture_buttons.js").read_text("utf-8")
    return st.components.v2.component("picture_buttons", html=HTML.format(buttons), css=CSS, js=script)


def picture_buttons(figure: str, key: str, lang: str) -> None:
    """Draw the buttons for the figure that stands on the page under the key `figure`."""
    book = words(lang)
    data = {
        "figure": figure, "labels": {name: book.text(word) for name, word in LABELS.items()},
        "copied": book.text("figure.picture_copied"), "refused": book.text("figure.picture_refused"),
    }  # fmt: skip
    _component()(key=key, data=data, height="content", width="content")
