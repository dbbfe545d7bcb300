"""Căn cứ đánh giá: what a verdict rests on, opened by mouse or keyboard, read from its inputs to the data's age."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from pages.ui.blocks.sources import links_of
from pages.ui.html import badge_html
from wording.badges import badge, verdict_text
from wording.catalogue import Words, words
from wording.dates import cell_date
from wording.periods import period_in_sentence
from wording.phrases import actual_phrase, document_name, series_name, target_phrase
from wording.sentences import row_notes
from wording.why import (
    age_text,
    basis_text,
    distance_texts,
    formula_text,
    history_text,
    methods_lines,
    needed_text,
    threshold_texts,
)

Told = Mapping[str, Any]


def why_panels(rows: Sequence[Told], lang: str, opened: bool = False) -> str:
    """A panel a verdict, one below the other."""
    return f'<div class="k">{"".join(why_panel(row, lang, opened) for row in rows)}</div>'


def why_panel(row: Told, lang: str, opened: bool = False) -> str:
    """One verdict with everything it rests on; closed until asked for."""
    book = words(lang)
    name = series_name(row["indicator"], row["breakdown"], row["coverage"], lang)
    term = f'<span class="term">{escape(book.text("why.title"))}</span>'
    head = f"{term} · <b>{escape(name)}</b> {verdict_badge(row, lang)}"
    body = "".join(f"<dt>{escape(term)}</dt><dd>{told}</dd>" for term, told in _parts(row, book) if told)
    state = " open" if opened else ""
    return f'<details class="more why"{state}><summary>{head}</summary><dl class="facts-of">{body}</dl></details>'


def why_inside(row: Told, lang: str) -> str:
    """The panel without the series' name, where that stands just above it."""
    book = words(lang)
    body = "".join(f"<dt>{escape(term)}</dt><dd>{told}</dd>" for term, told in _parts(row, book) if told)
    head = escape(book.text("why.title"))
    return f'<details class="more why"><summary>{head}</summary><dl class="facts-of">{body}</dl></details>'


def verdict_badge(row: Told, lang: str) -> str:
    """The verdict with sign, word and colour; nothing where none is made."""
    if not row["status"]:
        return ""
    sign, _ = badge(row["status"], row["reason"], lang)
    return badge_html(row["status"], f"{sign} {verdict_text(row['status'], row['reason'], lang)}", small=True)


def _parts(row: Told, book: Words) -> list[tuple[str, str]]:
    """What is read, in order: inputs and what contradicts them, the sum, limits, distance, pace, other methods, age."""
    lang = book.lang
    return [
        (book.text("progress.why_target"), _joined(_target(row, lang), _sources(row, "target", book))),
        (book.text("progress.why_actual"), _joined(_actual(row, book), _sources(row, "actual", book))),
        (book.text("progress.why_conflicts"), _conflicts(row, lang)),
        (book.text("progress.why_formula"), _lines([formula_text(row, lang)])),
        (book.text("progress.why_limits"), _lines(threshold_texts(row, lang))),
        (book.text("progress.why_distance"), _lines(distance_texts(row, lang))),
        (book.text("progress.why_pace"), _pace(row, lang)),
        (book.text("why.other_methods"), _methods(row, book)),
        (book.text("progress.why_age"), _lines([age_text(row, lang)])),
        (book.text("progress.why_history"), _lines([history_text(row, lang)])),
        (book.text("progress.why_notes"), _lines(row_notes(row, lang))),
        (book.text("progress.why_rules"), escape(book.text("progress.rules_version", version=row["rules_version"]))),
    ]


def _lines(texts: Sequence[str]) -> str:
    return "<br>".join(escape(text) for text in texts if text)


def _joined(text: str, links: str) -> str:
    return f"{escape(text)} · {links}" if text and links else escape(text)


def _target(row: Told, lang: str) -> str:
    """The target in its document's words; empty without one."""
    target = row["inputs"]["target"]
    if target is None:
        return ""
    value, high, decimals = target["target_value"], target["target_value_high"], target["target_decimals"]
    return target_phrase(target["operator"], value, high, decimals, target["unit"], lang, with_unit=True)


def _actual(row: Told, book: Words) -> str:
    """The actual as published with its period and state; that there is none otherwise."""
    actual = row["inputs"]["actual"]
    if actual is None:
        return book.text("why.no_actual")
    value, high, decimals = actual["actual_value"], actual["actual_value_high"], actual["decimals"]
    told = actual_phrase(actual["qualifier"], value, high, decimals, actual["actual_unit"], book.lang, with_unit=True)
    state = book.text(f"state.{actual['state']}").lower() if actual["state"] else ""
    period = period_in_sentence(actual["actual_period"], book.lang)
    return f"{told} ({', '.join(text for text in (period, state) if text)})"


def _sources(row: Told, of: str, book: Words) -> str:
    """Where an input was read, with the day of its document."""
    found = [s for s in row["inputs"]["sources"] if s["of"] == of]
    links = links_of(found, book.lang)
    target = row["inputs"]["target"]
    if of == "actual" or target is None or not target["document"] or not target["document_date"]:
        return links
    dated = f"{document_name(target['document'], book.lang)}, {cell_date(target['document_date'], book.lang)}"
    return " · ".join(text for text in (escape(dated), links) if text)


def _conflicts(row: Told, lang: str) -> str:
    """The figures that contradict the one in force, each with its period and source."""
    return "<br>".join(_conflict(figure, lang) for figure in row["inputs"]["conflicts"])


def _conflict(figure: Told, lang: str) -> str:
    value, high = figure["value"], figure["value_high"]
    told = actual_phrase(figure["qualifier"], value, high, figure["decimals"], figure["unit"], lang, with_unit=True)
    period = period_in_sentence(figure["period"], lang)
    return _joined(f"{told} ({period})", links_of([figure], lang))


def _pace(row: Told, lang: str) -> str:
    return _lines([basis_text(row["pace"], lang), needed_text(row["pace"], lang)]) if row["pace"] else ""


def _methods(row: Told, book: Words) -> str:
    """What the published methods say of each dated target of the series."""
    told = []
    for way in row["other_methods"]:
        head = book.text("progress.why_goal", year=way["target"]["year"])
        if way["reason"]:
            told.append(f"{escape(head)} {escape(book.text('path_reason.' + way['reason']))}")
        else:
            lines = [line.strip() for line in methods_lines(way["methods"], book.lang)]
            told.append(f"{escape(head)}<br>{_lines(lines)}")
    return "<br>".join(told)
