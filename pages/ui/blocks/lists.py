"""Blocks of short lines: shortfalls, figures to review, plans without a result, names behind one word."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from metrics.records import Row, records
from pages.ui import address
from pages.ui.blocks.sources import figure_of
from pages.ui.html import badge_html, block
from wording.badges import badge
from wording.catalogue import words
from wording.clauses import actual_with_state, capital, cell, gap_text, has_target, named, target_text
from wording.numbers import share
from wording.periods import period_name
from wording.sentences import counted

Name = Callable[[str], str]


def side_by_side(*blocks: str) -> str:
    """Blocks beside each other where there is room, below each other where there is not."""
    return f'<div class="k twin">{"".join(blocks)}</div>'


def lines(items: Sequence[str], none: str) -> str:
    """A list of HTML items; the sentence where there are none."""
    if not items:
        return f'<p class="quiet">{escape(none)}</p>'
    return f'<ul class="list">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def shortfalls(rows: pd.DataFrame, year: int, place_name: Name, lang: str) -> str:
    """The targets that are short, each with what is lacking."""
    book = words(lang)
    items = [shortfall(row, place_name(row["place"]), lang) for row in records(rows)]
    body = lines(items, book.text("overview.shortfalls_none", year=year))
    return block(book.text("overview.shortfalls"), book.text("overview.shortfalls_sub", year=year), body)


def shortfall(row: Row, place: str, lang: str) -> str:
    """One target that is short: what is lacking at the right; figures, period and verdict below."""
    gap = f"−{gap_text(row, 'shortfall', lang)}"
    book, counted_in_percent = words(lang), cell(row, "attainment") is not None and row["unit"] != "percent"
    reached = f" ({share(row['attainment'], lang)})" if counted_in_percent else ""
    against = f"{actual_with_state(row, lang)} / {book.text('frame.target_short')} {target_text(row, lang)}{reached}"
    told = f"{against} · {period_of(row, lang)}"
    return f'<span class="side">{escape(gap)}</span>{name_link(row, place, lang)} {verdict(row, lang)}{detail(told)}'


def verdict(row: Row, lang: str) -> str:
    """The verdict's sign and short word."""
    status = str(row["status"])
    sign, word = badge(status, cell(row, "reason"), lang)
    return badge_html(status, f"{sign} {word}", small=True)


def period_of(row: Row, lang: str) -> str:
    """The period of the row's actual, in lower case."""
    name = period_name(row["actual_period"], lang)
    return name[:1].lower() + name[1:]


def name_link(row: Row, place: str, lang: str) -> str:
    """The place and the series, a link to the place's page."""
    text = f"{place} · {named(row, lang)}"
    return f"<b>{address.anchor(capital(text), 'province', place=row['place'], year=row['year'])}</b>"


def detail(text: str) -> str:
    """A quiet second line."""
    return f'<div class="detail">{escape(text)}</div>'


def review(rows: pd.DataFrame, year: int, place_name: Name, lang: str) -> str:
    """The figures to look at again, each with why."""
    book = words(lang)
    items = [review_item(row, place_name(row["place"]), lang) for row in records(rows)]
    body = lines(items, book.text("overview.review_none", year=year))
    return block(book.text("overview.review"), book.text("overview.review_sub"), body)


def review_item(row: Row, place: str, lang: str) -> str:
    """One figure: the reason as a badge; what is printed and what other sources print below."""
    book, others = words(lang), row.get("conflicts") or []
    reason = "conflict" if others else cell(row, "reason")
    sign, word = badge("undetermined", reason, lang)
    mark = f'<span class="side">{badge_html("undetermined", f"{sign} {word}", small=True)}</span>'
    told = f"{actual_with_state(row, lang)} ({period_of(row, lang)})"
    told += f" / {book.text('frame.target_short')} {target_text(row, lang)}" if has_target(row) else ""
    beside = ", ".join(dict.fromkeys(other_figure(o, lang) for o in others))
    told += f"; {book.text('overview.conflict_beside', values=beside)}" if beside else ""
    return f"{mark}{name_link(row, place, lang)}{detail(told)}"


def other_figure(source: Mapping[str, Any], lang: str) -> str:
    """A figure of another source with its period."""
    period = period_name(str(source["period"]), lang)
    return f"{figure_of(source, lang)} ({period[:1].lower()}{period[1:]})"


def unreported(counts: Mapping[str, int], year: int, place_name: Name, lang: str) -> str:
    """The places with a plan and no figure, each with its number of targets."""
    book = words(lang)
    items = [
        f'<span class="side quiet">{escape(counted("overview.silent_count", lang, count))}</span>'
        f"{address.anchor(place_name(place), 'province', place=place, year=year)}"
        for place, count in counts.items()
    ]
    body = lines(items, book.text("overview.silent_none", year=year))
    return block(book.text("overview.silent"), book.text("overview.silent_sub", year=year), body)


def figures(rows: pd.DataFrame, place_name: Name, lang: str) -> str:
    """Places and their figures in columns, without any verdict."""
    items = "".join(figure_item(row, place_name(row["place"]), lang) for row in records(rows))
    return f'<ul class="figures">{items}</ul>'


def figure_item(row: Row, place: str, lang: str) -> str:
    """One place, linked, and its figure."""
    link = address.anchor(place, "province", place=row["place"], year=row["year"])
    return f"<li>{link}<b>{escape(actual_with_state(row, lang))}</b></li>"


def names_behind(sentence: str, names: Sequence[str], lang: str, shown: int = 8) -> str:
    """A sentence with the first names, and all of them behind one word where there are more."""
    if not names:
        return ""
    first = ", ".join(names[:shown])
    if len(names) <= shown:
        return f'<p class="rest">{escape(sentence)}: {escape(first)}.</p>'
    more = escape(words(lang).text("overview.rest_all", count=len(names)))
    every = f'<details class="sources"><summary>{more}</summary><div>{escape(", ".join(names))}.</div></details>'
    return f'<p class="rest">{escape(sentence)}: {escape(first)}… </p>{every}'


def empty(sentence: str, links: Sequence[str]) -> str:
    """A dashed box that says what is missing and where there is something to see; `links` are HTML."""
    ways = " · ".join(links)
    return f'<div class="k"><div class="empty"><b>{escape(sentence)}</b>{ways}</div></div>'
