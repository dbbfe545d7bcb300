"""The sheet of a file as it was read: rows and columns as Excel names them, each cell with what becomes of it."""

from collections.abc import Mapping
from html import escape
from typing import Final

from etl.uploads.layout import ValueColumn
from etl.uploads.preview import Cell, Column, Line, Preview, Read, Was
from wording.catalogue import Words, words
from wording.numbers import printed_counts
from wording.periods import period_short
from wording.phrases import actual_phrase, series_name

#: What may become of a cell, the weightiest first, and the sign that stands in the cell.
SIGNS: Final[Mapping[str, str]] = {"error": "×", "warning": "△", "changed": "→", "new": "+", "same": "="}


def sheet_html(seen: Preview, counts: Mapping[str, int], lang: str, figures: str = "upload.role_value") -> str:
    """The sheet under its rule, with a legend; a sentence where nothing could be shown. `figures`: what they are."""
    book = words(lang)
    title = f"<h2>{escape(book.text('upload.sheet_title'))}</h2>"
    if not seen.lines:
        empty = escape(book.text("upload.sheet_empty"))
        return f'<div class="k"><section class="block">{title}<p class="empty">{empty}</p></section></div>'
    heads = "".join(_head(column, figures, book) for column in seen.columns)
    result = escape(book.text("upload.sheet_result"))
    head = f'<tr><th class="rownumber"></th>{heads}<th class="result">{result}</th></tr>'
    body = "".join(_row(line, seen, book) for line in seen.lines)
    table = f'<table class="sheet"><thead>{head}</thead><tbody>{body}</tbody></table>'
    legend = f'<p class="foot">{escape(book.text("upload.sheet_legend", **printed_counts(lang, **counts)))}</p>'
    return (
        f'<div class="k"><section class="block">{title}<div class="scroll tall">{table}</div>{legend}</section></div>'
    )


def _head(column: Column, figures: str, book: Words) -> str:
    role = escape(book.text(figures if column.role == "value" else f"upload.role_{column.role}"))
    detail = "" if column.value is None or column.role != "value" else figures_of(column.value, book)
    below = f"<small>{escape(detail)}</small>" if detail else ""
    used = "" if column.role not in ("extra", "skipped", "number", "") else " unused"
    number = " num" if column.role == "value" else ""
    return f'<th scope="col" class="role{used}{number}"><i>{column.letters}</i>{role}{below}</th>'


def figures_of(value: ValueColumn, book: Words) -> str:
    """What a column's figures are, as far as its header says: series, period, state."""
    told = []
    if value.indicator:
        told.append(series_name(value.indicator, value.breakdown, None, book.lang, short=True))
    elif value.breakdown:
        told.append(book.text(f"breakdown_short.{value.breakdown}"))
    if value.moment.key or (value.moment.year and value.moment.part is not None):
        key = value.moment.key or "-".join(t for t in (str(value.moment.year), value.moment.part or "") if t)
        told.append(_period(key, book))
    elif value.moment.year or value.moment.part:
        told.append(str(value.moment.year or value.moment.part))
    if value.state:
        told.append(book.text(f"state.{value.state}"))
    return " · ".join(told)


def _period(key: str, book: Words) -> str:
    try:
        return period_short(key, book.lang)
    except ValueError:
        return key


def _row(line: Line, seen: Preview, book: Words) -> str:
    gap = ""
    if line.gap:
        told = escape(book.text("upload.sheet_gap", **printed_counts(book.lang, count=line.gap)))
        gap = f'<tr class="gap"><th></th><td colspan="{len(seen.columns) + 1}">{told}</td></tr>'
    number = f'<th scope="row" class="rownumber">{line.number}</th>'
    if line.part == "title":
        text = " ".join(cell.text for cell in line.cells if cell.text)
        return f'{gap}<tr class="titles">{number}<td colspan="{len(seen.columns) + 1}">{escape(text)}</td></tr>'
    cells = "".join(_cell(cell, column, book) for cell, column in zip(line.cells, seen.columns, strict=True))
    return f'{gap}<tr class="{line.part}">{number}{cells}<td class="result">{_result(line, seen, book)}</td></tr>'


def _cell(cell: Cell, column: Column, book: Words) -> str:
    names = [name for name in (cell.kind, "num" if column.role == "value" else "") if name]
    if column.role in ("extra", "skipped", ""):
        names.append("unused")
    text = cell.text if cell.read is None else read_phrase(cell.read, book.lang)
    hint = f' title="{escape(book.text("upload.sheet_in_file", text=cell.text))}"' if text != cell.text else ""
    marks = f"<sup>{','.join(map(str, cell.numbers))}</sup>" if cell.numbers else ""
    sign = f'<i aria-hidden="true">{SIGNS[cell.kind]}</i>' if cell.kind in ("new", "changed", "same") else ""
    was = f"<small>{escape(was_phrase(cell.was, cell.read, book))}</small>" if cell.was else ""
    return f'<td class="{" ".join(names)}"{hint}>{sign}{escape(text)}{marks}{was}</td>'


def read_phrase(read: Read, lang: str) -> str:
    """A figure as it was read, without its unit."""
    return actual_phrase(read.qualifier, read.value, read.high, read.decimals, read.unit, lang)


def was_phrase(was: Was, read: Read | None, book: Words) -> str:
    """The figure that would be replaced: with its unit where that alone differs, else that its day does."""
    same = read is not None and (was.value, was.high) == (read.value, read.high)
    if same and read is not None and was.unit == read.unit:
        return book.text("upload.was_same")
    figure = actual_phrase(None, was.value, was.high, was.decimals, was.unit or "", book.lang, with_unit=same)
    return book.text("upload.was", figure=figure)


def _result(line: Line, seen: Preview, book: Words) -> str:
    """What becomes of a row: one word where it holds one figure, counts where it holds several."""
    kinds = [kind for kind in SIGNS if line.counts[kind]]
    if line.numbers and not {"error", "warning"} & set(kinds):
        kinds = [_of_row(line, seen), *kinds]
    total = sum(line.counts[kind] for kind in kinds)
    return " ".join(_badge(kind, line, total, book) for kind in kinds)


def _of_row(line: Line, seen: Preview) -> str:
    found = {seen.problems[number - 1].finding.severity for number in line.numbers}
    return "error" if "error" in found else "warning" if "warning" in found else "same"


def _badge(kind: str, line: Line, total: int, book: Words) -> str:
    numbers = sorted({n for cell in line.cells if cell.kind == kind for n in cell.numbers} | set(line.numbers))
    several = total > 1 and kind not in ("error", "warning")
    text = book.text(f"upload.kinds_{kind}", count=line.counts[kind]) if several else book.text(f"upload.kind_{kind}")
    if kind in ("error", "warning"):
        text = f"{text if total <= 1 else SIGNS[kind]} {','.join(map(str, numbers))}"
    return f'<span class="fate {kind}">{escape(text)}</span>'
