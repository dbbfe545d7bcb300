"""The matrix of places and indicators by verdict; every cell opens the place's page with the year kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

import pandas as pd

from metrics.records import Row
from pages.ui import address
from pages.ui.html import badge_html
from wording.badges import badge, verdict_text
from wording.catalogue import words
from wording.clauses import actual_with_state, cell, has_actual, has_target, is_rate, target_text
from wording.numbers import share
from wording.phrases import actual_phrase, series_name, target_phrase, variance_phrase

Column = tuple[str, str]
LEGEND: Final = (
    "exceeded", "met", "nearly", "missed", "undetermined", "target_only", "actual_only", "not_due", "no_data",
)  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """A group of the matrix: the places in their order under an optional line of words."""

    places: Sequence[str]
    head: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def matrix(
    card: pd.DataFrame,
    found: Mapping[str, Mapping[Column, Any]],
    columns: Sequence[Column],
    groups: Sequence[Rows],
    place_name: Callable[[str], str],
    lang: str,
) -> str:
    """The table of the groups' places; `found` names the card's row of each place and column."""
    heads = "".join(f'<th scope="col">{column_head(column, lang)}</th>' for column in columns)
    first = f'<th scope="col" class="place">{escape(words(lang).text("frame.place"))}</th>'
    body = "".join(group(g, card, found, columns, place_name, lang) for g in groups if g.places)
    table = f'<table class="matrix"><thead><tr>{first}{heads}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="scroll">{table}</div>'


def column_head(column: Column, lang: str) -> str:
    """The series' short name; a part of anything but enrolment stands behind its indicator."""
    indicator, breakdown = column
    name = series_name(indicator, breakdown, None, lang, short=True)
    if breakdown == "total" or indicator == "enrolment":
        return escape(name)
    return escape(f"{series_name(indicator, None, None, lang, short=True)}: {name[:1].lower()}{name[1:]}")


def group(
    rows: Rows, card: pd.DataFrame, found: Mapping[str, Mapping[Column, Any]], columns: Sequence[Column],
    place_name: Callable[[str], str], lang: str,
) -> str:  # fmt: skip
    """One row a place, under the group's line where it has one."""
    line = f'<tr class="era"><td colspan="{len(columns) + 1}">{escape(rows.head)}</td></tr>' if rows.head else ""
    names = [rows.names.get(p) or place_name(p) for p in rows.places]
    told = [
        place_row(p, card, found.get(p, {}), columns, name, lang) for p, name in zip(rows.places, names, strict=True)
    ]
    return line + "".join(told)


def place_row(
    place: str, card: pd.DataFrame, found: Mapping[Column, Any], columns: Sequence[Column], name: str, lang: str
) -> str:
    """The place's name and its cell of each column, all links to its page."""
    href = escape(address.link("province", place=place))
    rows = [card.loc[found[column]].to_dict() if column in found else None for column in columns]
    cells = "".join(f"<td>{one_cell(row, href, name, lang)}</td>" for row in rows)
    return f'<tr><th scope="row"><a target="_self" href="{href}">{escape(name)}</a></th>{cells}</tr>'


def one_cell(row: "Row | None", href: str, name: str, lang: str) -> str:
    """Sign and figure, then the verdict's word; an ellipsis where nothing is known."""
    if row is None:
        missing, told = words(lang).text("table.missing"), words(lang).text("status.no_data")
        return f'<span class="cell no_data none" title="{escape(told)}">{escape(missing)}</span>'
    status = shown_status(row)
    sign, word = badge(status, cell(row, "reason") if status == "undetermined" else None, lang)
    unit = cell_unit(row, status, lang)
    head = f"<b>{escape(sign)} {escape(cell_figure(row, status, lang))}{unit}</b>"
    body = f"{head}<span>{escape(cell_word(row, word, lang))}</span>"
    title = escape(cell_title(row, name, status, lang))
    return f'<a target="_self" class="cell {status}" href="{href}" title="{title}">{body}</a>'


def shown_status(row: Row) -> str:
    """The verdict, or which side alone is known."""
    status = cell(row, "status")
    if status in ("no_data", None):
        return "target_only" if has_target(row) else "actual_only"
    return str(status)


def cell_figure(row: Row, status: str, lang: str) -> str:
    """The share of the target, for rates the difference in points; the one figure known where there is one only."""
    if status in ("target_only", "not_due"):
        value, high, decimals = (cell(row, c) for c in ("target_value", "target_value_high", "target_decimals"))
        return target_phrase(row["operator"], value, high, decimals, row["unit"], lang)
    if status == "actual_only":
        value, high, decimals = (cell(row, c) for c in ("actual_value", "actual_value_high", "decimals"))
        return actual_phrase(cell(row, "qualifier"), value, high, decimals, row["actual_unit"], lang)
    if is_rate(row):
        return variance_phrase(cell(row, "variance"), cell(row, "variance_decimals"), "percent", lang)
    return share(cell(row, "attainment"), lang)


def cell_unit(row: Row, status: str, lang: str) -> str:
    """The short unit behind a figure that stands alone; nothing behind a percentage."""
    side = "actual" if status == "actual_only" else "target"
    unit = row["actual_unit"] if side == "actual" else row["unit"]
    if unit == "percent" or status not in ("target_only", "not_due", "actual_only"):
        return ""
    single = cell(row, f"{side}_value") == 1
    name = words(lang).text(f"unit_one.{unit}" if single else f"unit_short.{unit}")
    return f"<small> {escape(name)}</small>"


def cell_word(row: Row, word: str, lang: str) -> str:
    """The verdict's word, or that the place had ended before the year was over."""
    ended = cell(row, "reason") == "place_ended"
    return words(lang).text("reason_short.place_ended") if ended else word


def cell_title(row: Row, name: str, status: str, lang: str) -> str:
    """Everything the cell stands for: place, series, target, actual and verdict."""
    book = words(lang)
    told = [name, series_name(row["indicator"], row["breakdown"], None, lang)]
    told += [f"{book.text('frame.target_short')}: {target_text(row, lang)}"] if has_target(row) else []
    known = has_actual(row) and status not in ("target_only", "not_due")
    told += [f"{book.text('frame.actual_short')}: {actual_with_state(row, lang)}"] if known else []
    return "\n".join([*told, verdict_text(status, cell(row, "reason"), lang)])


def legend(statuses: Sequence[str], lang: str) -> str:
    """The signs and words in the matrix, in the order of the closed list."""
    shown = [s for s in LEGEND if s in {*statuses, "no_data"}]
    badges = "".join(badge_html(s, " ".join(badge(s, None, lang))) for s in shown)
    return f'<div class="legend">{badges}</div>'
