"""The place where a file is dropped, chosen or pasted; it goes to the server's own route, never through Streamlit."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from web.uploads import LARGEST
from wording.catalogue import words

HERE: Final = Path(__file__).parent
REFUSALS: Final = ("too_large", "too_many", "too_slow", "broken_off", "no_room", "empty", "forbidden")
#: The endings of files that hold figures.
FIGURES: Final = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"
HTML: Final = (
    '<div class="zone"><b></b><p class="or"></p><button type="button"></button>'
    '<input type="file" tabindex="-1">'
    '<progress max="100" value="0" hidden></progress><p role="status"></p></div>'
)
CSS: Final = """
.zone{box-sizing:border-box;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:6px;
min-height:188px;padding:20px;border:1.5px dashed var(--st-gray-color,#8A96A2);border-radius:3px;text-align:center;
font-family:"Source Sans","Source Sans 3","Segoe UI",Arial,sans-serif;color:var(--st-text-color);
background:var(--st-secondary-background-color)}
.zone.over{border:2px solid var(--st-primary-color);background:var(--st-background-color)}
b{font-size:20px;font-weight:600;line-height:1.3}
p{margin:0;font-size:15px;line-height:1.35;opacity:.85}
button{font:inherit;font-size:15px;min-height:40px;padding:4px 16px;margin-top:4px;border-radius:3px;cursor:pointer;
background:var(--st-primary-color);color:#fff;border:1px solid var(--st-primary-color)}
button:disabled{opacity:.55;cursor:default}
button:focus-visible{outline:2px solid var(--st-text-color);outline-offset:2px}
input{position:absolute;width:1px;height:1px;opacity:0;pointer-events:none}
progress{width:min(320px,80%);height:8px;accent-color:var(--st-primary-color)}
[role=status]{min-height:20px;opacity:1}
[role=status].wrong{color:var(--st-red-text-color);font-weight:600}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("file_drop", html=HTML, css=CSS, js=(HERE / "file_drop.js").read_text("utf-8"))


def file_drop(seal: str, key: str, lang: str, *, here: str = "upload.drop_here", kinds: str = FIGURES) -> str | None:
    """Draw the place, titled by the word `here`; the identifier of a file of these kinds just come in, else None."""
    book = words(lang)
    names = {"or": "drop_or", "choose": "drop_choose", "sending": "drop_sending",
             "done": "drop_done", "pasted": "drop_pasted", "several": "drop_several"}  # fmt: skip
    told: dict[str, Any] = {name: book.entries[f"upload.{word}"] for name, word in names.items()}
    told["here"] = book.text(here)
    told["or"] = told["or"] if kinds == FIGURES else ""
    told["refused"] = {code: book.text(f"upload.refused_{code}") for code in REFUSALS}
    data = {"words": told, "seal": seal, "largest": LARGEST, "kinds": kinds}
    result = _component()(key=key, data=data, height="content", width="stretch", on_file_change=lambda: None)
    return str(result.file) if result.file else None
