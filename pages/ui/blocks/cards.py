"""Cards: one figure each, with its verdict, its bar against the target's line, two lines of facts and its sources."""

from collections.abc import Callable
from html import escape

import pandas as pd

from metrics.records import Row, records
from metrics.year_rows import with_target
from pages.ui.blocks.source_list import sources
from wording.badges import badge, verdict_text
from wording.catalogue import words
from wording.clauses import actual_text, cell, has_actual, has_target, is_rate
from wording.numbers import share
from wording.periods import period_short
from wording.phrases import actual_phrase, series_name, target_phrase, unit_name, variance_phrase
from wording.sentences import card_fact, row_note

Name = Callable[[str], str]
#: How much of a count's bar lies beyond the larger of target and actual.
SLACK = 1.08


def cards(rows: pd.DataFrame, card: pd.DataFrame, place_name: Name, lang: str) -> str:
    """The rows as cards in their order; `card` holds the parts of their totals. Empty for no row."""
    if rows.empty:
        return ""
    told = "".join(one_card(row, card, place_name(row["place"]), lang) for row in records(rows))
    return f'<div class="k"><div class="cards">{told}</div></div>'


def one_card(row: Row, card: pd.DataFrame, place: str, lang: str) -> str:
    """One row: name, place and period, number, verdict, bar, facts, sources."""
    parts = card[(card["place"] == row["place"]) & (card["indicator"] == row["indicator"])]
    name, at = escape(card_name(row, lang)), escape(where(row, place, lang))
    head = f'<div class="name">{name}</div><div class="where">{at}</div>'
    lines = (target_line(row, lang), escape(fact_line(row, parts, lang)))
    facts = "".join(f'<div class="fact">{line}</div>' for line in lines)
    body = f"{figure(row, lang)}{verdict(row, lang)}{bullet(row, lang)}{facts}{sources(row, lang)}"
    return f'<div class="card">{head}{body}</div>'


def target_line(row: Row, lang: str) -> str:
    """The target in its document's words, in the figure's unit, and the difference from it."""
    book = words(lang)
    if not has_target(row):
        return escape(book.text("card.no_target"))
    value, high, decimals = (cell(row, c) for c in ("target_value", "target_value_high", "target_decimals"))
    target = target_phrase(row["operator"], value, high, decimals, row["unit"], lang)
    gap = variance_phrase(cell(row, "variance"), cell(row, "variance_decimals"), row["unit"], lang)
    told = escape(book.text("card.target", target=target))
    return told if cell(row, "variance") is None else f"{told} · <b>{escape(gap)}</b>"


def fact_line(row: Row, parts: pd.DataFrame, lang: str) -> str:
    """The part that is short, what is lacking, the change or the period, whichever a reader needs first."""
    short = cell(row, "status") in ("nearly", "missed", "undetermined") and (cell(row, "shortfall") or 0) > 0
    if short and row["breakdown"] != "total":
        return row_note(row, lang)
    return card_fact(row, records(with_target(parts)) if len(parts) else [], lang)


def card_name(row: Row, lang: str) -> str:
    """The series' short name; a part says of what it is one."""
    name = series_name(row["indicator"], row["breakdown"], cell(row, "coverage"), lang, short=True)
    if row["breakdown"] == "total":
        return name
    return words(lang).text("table.of_which", name=name[:1].lower() + name[1:])


def where(row: Row, place: str, lang: str) -> str:
    """The place, the period that the figure covers, and its state."""
    period, state = cell(row, "actual_period"), cell(row, "state")
    told = [place] + ([period_short(period, lang)] if period else [])
    return " · ".join(told + ([words(lang).text(f"state.{state}").lower()] if state else []))


def figure(row: Row, lang: str) -> str:
    """The actual in large figures with its unit; the sign of what is missing without one."""
    if not has_actual(row):
        return f'<div class="figure faint">{escape(words(lang).text("table.missing"))}</div>'
    value, high, decimals = (cell(row, c) for c in ("actual_value", "actual_value_high", "decimals"))
    unit = cell(row, "actual_unit") or row["unit"]
    text = actual_phrase(cell(row, "qualifier"), value, high, decimals, unit, lang, percent_sign=False)
    return f'<div class="figure">{escape(text)}<small>{escape(unit_name(unit, value, lang))}</small></div>'


def verdict(row: Row, lang: str) -> str:
    """Sign and word of the verdict, and for a count the share of its target."""
    status = cell(row, "status") or ("target_only" if has_target(row) else "actual_only")
    sign, word = badge(status, None, lang)
    told = escape(verdict_text(status, cell(row, "reason"), lang))
    reached = "" if is_rate(row) or cell(row, "attainment") is None else share(row["attainment"], lang)
    beside = f'<b title="{escape(words(lang).text("frame.attainment"))}">{reached}</b>' if reached else ""
    label = f'<span class="badge {escape(status)}" title="{told}"><span>{escape(sign)}</span>{escape(word)}</span>'
    return f'<div class="verdict">{label}{beside}</div>'


def bullet(row: Row, lang: str) -> str:
    """The bar of the actual with the target's line across it; counts from 0, rates on 0-100 %."""
    actual, target = cell(row, "actual_value"), cell(row, "target_value")
    if actual is None and target is None:
        return ""
    end = 100.0 if is_rate(row) else max(actual or 0, target or 0) * SLACK or 1.0
    kind = " estimate" if cell(row, "state") == "estimate" else ""
    done = "" if actual is None else f'<i class="done{kind}" style="--actual:{min(actual / end, 1):.2%}"></i>'
    line = "" if target is None else f'<i class="mark" style="--target:{min(target / end, 1):.2%}"></i>'
    told = escape(f"{words(lang).text('frame.actual_short')}: {actual_text(row, lang)}")
    return f'<div class="bullet" role="img" aria-label="{told}">{done}{line}</div>'
