"""The grid in which a few figures are typed: plain fields that the browser itself keeps until they are checked."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

HERE: Final = Path(__file__).parent
#: How many rows stand ready; another comes as the last one is typed in.
ROWS: Final = 6
HTML: Final = '<div class="grid"><table><thead></thead><tbody></tbody></table></div><button type="button"></button>'
CSS: Final = """
.grid{overflow-x:auto}
table{border-collapse:collapse;width:100%;table-layout:fixed;min-width:1040px;font-size:15px;
font-family:"Source Sans","Source Sans 3","Segoe UI",Arial,sans-serif;color:var(--st-text-color)}
th{box-sizing:border-box;text-align:left;font-weight:600;padding:6px 8px;border:1px solid var(--st-border-color);
background:var(--st-secondary-background-color)}
th.indicator{width:24%}
th.breakdown{width:16%}
th.place,th.period{width:12%}
th.state{width:10%}
th.year{width:6%}
th.value{width:9%;text-align:right}
td{padding:0;border:1px solid var(--st-border-color)}
td input{box-sizing:border-box;width:100%;min-height:36px;padding:4px 8px;border:0;font:inherit;color:inherit;
background:var(--st-background-color)}
td input[name=value]{text-align:right;font-variant-numeric:tabular-nums}
td input:focus{outline:2px solid var(--st-primary-color);outline-offset:-2px}
button{font:inherit;font-size:15px;font-family:"Source Sans","Source Sans 3","Segoe UI",Arial,sans-serif;
min-height:40px;padding:4px 12px;margin-top:16px;border-radius:3px;cursor:pointer;color:var(--st-text-color);
background:var(--st-background-color);border:1px solid var(--st-border-color)}
button:hover{border-color:var(--st-primary-color)}
button:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:2px}
"""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "typing_grid", html=HTML, css=CSS, js=(HERE / "typing_grid.js").read_text("utf-8")
    )


def typing_grid(
    columns: Mapping[str, str],
    offered: Mapping[str, Sequence[str]],
    filled: Sequence[Mapping[str, str]],
    check: str,
    key: str,
) -> list[dict[str, str]] | None:
    """Draw the grid, a column for each name with its label and what is `offered` in it, its first rows `filled`; its
    rows once `check` is pressed, a text for each column, blank ones left out; None before.
    """
    told = [
        {"name": name, "label": label, "choices": list(offered[name]) if name in offered else None}
        for name, label in columns.items()
    ]
    data = {"columns": told, "filled": list(filled), "check": check, "rows": ROWS}
    result = _component()(key=key, data=data, height="content", width="stretch", on_rows_change=lambda: None)
    return None if result.rows is None else [row for row in result.rows if any(row.values())]
