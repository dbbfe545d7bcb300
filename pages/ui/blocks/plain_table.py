"""Plain tables of HTML cells: heads, rows, numbers to the right."""

from collections.abc import Iterable, Sequence
from html import escape


def plain_table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table under the ink rule that scrolls by itself where it is too wide."""
    return f'<div class="scroll">{table_html(heads, rows, numbers)}</div>'


def table_html(
    heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = (), kind: str = "report"
) -> str:
    """A table whose cells are HTML already; `numbers` are the columns set to the right."""
    marked = [' class="num"' if n in numbers else "" for n in range(len(heads))]
    head = "".join(f'<th scope="col"{mark}>{escape(text)}</th>' for text, mark in zip(heads, marked, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{mark}>{cell}</td>' for cell, mark in zip(row, marked, strict=True))}</tr>" for row in rows
    )
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
