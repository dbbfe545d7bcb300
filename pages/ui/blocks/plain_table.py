"""A plain table of HTML cells under the ink rule: heads, rows, numbers to the right."""

from collections.abc import Sequence
from html import escape


def plain_table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table whose cells are HTML already; `numbers` are the columns set to the right."""
    marked = [' class="num"' if n in numbers else "" for n in range(len(heads))]
    head = "".join(f'<th scope="col"{mark}>{escape(text)}</th>' for text, mark in zip(heads, marked, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{mark}>{cell}</td>' for cell, mark in zip(row, marked, strict=True))}</tr>" for row in rows
    )
    return (
        f'<div class="scroll"><table class="report"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def block(title: str, sub: str, body: str) -> str:
    """A titled block under the ink rule; `body` is HTML."""
    below = f'<p class="sub">{escape(sub)}</p>' if sub else ""
    return f'<div class="k"><section class="block"><h2>{escape(title)}</h2>{below}{body}</section></div>'
