"""The data of a figure as people read it: on the screen, on the clipboard for Word and for Excel."""

from decimal import Decimal
from html import escape
from typing import Any, Final

import pandas as pd

from pages.ui.blocks.plain_table import table_html
from pages.ui.blocks.report_table import RICH
from scorecards.downloads import neutral, worded
from wording.catalogue import words
from wording.dates import cell_date
from wording.numbers import number
from wording.periods import period_name

#: Columns of periods, which files keep as codes.
PERIODS: Final = ("target_period", "actual_period")


def printed(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The table (scorecards.figure_data) in words, every cell a text as the language prints it; empty where missing."""
    periods = {c: [p and period_name(p, lang) for p in rows[c]] for c in PERIODS if c in rows}
    told = worded(rows.assign(**periods), lang)
    return pd.DataFrame({head: [_text(value, lang) for value in told[head]] for head in told.columns})


def _text(value: Any, lang: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number(value, None, lang)
    return value if isinstance(value, str) else cell_date(value, lang) if hasattr(value, "year") else str(value)


def _numbers(rows: pd.DataFrame) -> list[int]:
    """The columns of figures, set to the right."""
    return [n for n, column in enumerate(rows.columns) if rows[column].map(lambda v: isinstance(v, Decimal)).any()]


def data_html(rows: pd.DataFrame, lang: str) -> str:
    """The table for the screen, which scrolls by itself and can be scrolled by keyboard."""
    told = printed(rows, lang)
    cells = [[escape(text) for text in row] for row in told.itertuples(index=False)]
    table = table_html(list(told.columns), cells, _numbers(rows))
    region = f'tabindex="0" role="region" aria-label="{escape(words(lang).text("figure.table"))}"'
    return f'<div class="k"><div class="scroll tall data" {region}>{table}</div></div>'


def rich_text(rows: pd.DataFrame, title: str, lang: str) -> str:
    """The table for Word and Excel under the figure's title, with borders as in an official table."""
    told, numbers = printed(rows, lang), _numbers(rows)
    style, cell = RICH
    lines = [list(told.columns), *told.itertuples(index=False)]
    body = "".join(
        "<tr>" + "".join(f'<td style="{cell};{_ALIGNED[n in numbers]}">{escape(text)}</td>' for n, text in
                         enumerate(line)) + "</tr>" for line in lines
    )  # fmt: skip
    return f'<p><b>{escape(title)}</b></p><table style="{style}">{body}</table>'


_ALIGNED: Final = {True: "text-align:right", False: "text-align:left"}


def tab_separated(rows: pd.DataFrame, lang: str) -> str:
    """The table as lines of cells parted by tabs; no cell is taken for a formula."""
    told = printed(rows, lang)
    lines = [list(told.columns), *told.itertuples(index=False)]
    return "\n".join("\t".join(str(neutral(text)).replace("\t", " ") for text in line) for line in lines)
