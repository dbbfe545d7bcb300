"""The report table on the screen, on the clipboard and as a file: the same printed cells everywhere."""

import csv
import io
from html import escape
from typing import Final

from pages.ui.html import badge_html
from scorecards.report import ReportRow, ReportTable, as_text
from wording.badges import badge
from wording.numbers import is_missing

NUMERIC: Final = range(3, 10)
#: What Word and Excel keep of a table: borders as in an official table, cells as text, so that "+20.816" stays.
RICH: Final = (
    "border-collapse:collapse;font-family:'Times New Roman',serif;font-size:12pt",
    "border:0.5pt solid #000;padding:2pt 5pt;mso-number-format:'\\@'",
)
BOM: Final = "\ufeff"


def report_html(table: ReportTable, lang: str) -> str:
    """The table as a block of the screen: rule, title, rules between rows, notes and sources below."""
    heads = "".join(f'<th scope="col"{_class(n)}>{escape(text)}</th>' for n, text in enumerate(table.heads))
    order = "".join(f"<th{_class(n)}>{escape(text)}</th>" for n, text in enumerate(table.numbering))
    body = "".join(_row_html(row, lang) for row in table.rows)
    return (
        f'<div class="k"><section class="block"><h2>{escape(table.title)}</h2><div class="scroll">'
        f'<table class="report"><thead><tr>{heads}</tr><tr class="order">{order}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{notes_html(table)}</section></div>"
    )


def _class(column: int) -> str:
    return ' class="num"' if column in NUMERIC else ""


def _row_html(row: ReportRow, lang: str) -> str:
    kind = "part" if row.level else "total"
    cells = "".join(_cell_html(n, text) for n, text in enumerate(row.cells[:-1]))
    return f'<tr class="{kind}">{cells}<td class="note">{note_html(row, lang)}</td></tr>'


def _cell_html(column: int, text: str) -> str:
    name = ' class="name"' if column == 1 else _class(column)
    return f"<td{name}>{escape(text)}</td>"


def note_html(row: ReportRow, lang: str) -> str:
    """The note as a badge in the verdict's colour and sign; plain where there is no verdict."""
    text = row.cells[-1]
    if row.status is None or is_missing(row.status):
        return f'<span class="quiet">{escape(text)}</span>'
    sign, _ = badge(row.status, row.reason, lang)
    return badge_html(row.status, f"{sign} {text}")


def notes_html(table: ReportTable) -> str:
    """Footnotes, signs and the line of sources below the table."""
    lines = [*table.notes, table.signs, table.sources]
    return '<div class="notes">' + "".join(f"<p>{escape(line)}</p>" for line in lines if line) + "</div>"


def rich_text(table: ReportTable) -> str:
    """The table for Word and Excel: title, heads, numbering, bordered cells, notes; only inline styles."""
    style, cell = RICH
    rows = "".join(_rich_row(cells, cell) for cells in as_text(table))
    notes = "".join(f"<p>{escape(line)}</p>" for line in (*table.notes, table.signs, table.sources) if line)
    return f'<p><b>{escape(table.title)}</b></p><table style="{style}">{rows}</table>{notes}'


def _rich_row(cells: object, style: str) -> str:
    texts = [str(text) for text in cells]  # type: ignore[attr-defined]
    aligned = [f"{style};text-align:{'right' if n in NUMERIC else 'left'}" for n in range(len(texts))]
    return "<tr>" + "".join(f'<td style="{s}">{escape(t)}</td>' for s, t in zip(aligned, texts, strict=True)) + "</tr>"


def tab_separated(table: ReportTable) -> str:
    """The table as lines of cells parted by tabs, under its title, notes below."""
    rows = [[table.title], *([harmless(text) for text in cells] for cells in as_text(table))]
    rows += [[line] for line in (*table.notes, table.signs, table.sources) if line]
    return "\n".join("\t".join(row) for row in rows)


def comma_separated(table: ReportTable) -> bytes:
    """The table as a CSV file that Excel opens with its letters right."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in cells] for cells in as_text(table))
    return (BOM + text.getvalue()).encode("utf-8")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a dash before a name becomes a long one."""
    return f"–{cell[1:]}" if cell.startswith("-") else cell
