"""The paragraph that a planner pastes under the report table, composed by rule; causes are left open."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from metrics.records import Row, records
from metrics.vocabulary import RUNNING
from metrics.year_rows import with_target, without_target
from wording.catalogue import words
from wording.clauses import (
    actual_text,
    can_measure,
    capital,
    cell,
    change_text,
    gap_text,
    has_actual,
    has_target,
    is_good,
    is_rate,
    marked,
    reason_text,
    subject,
    target_text,
)
from wording.dates import month_name
from wording.numbers import share
from wording.periods import period_in_sentence
from wording.phrases import actual_phrase, document_name

#: Indicators whose name is an activity, so that a place "does" them.
ACTIVITIES: Final = frozenset({"enrolment", "supported_short_training"})
JOIN: Final = "; "
#: A document's phrase by its document_id.
Documents = Mapping[str, str]


def report_paragraph(
    rows: pd.DataFrame, place_name: str, year: int, lang: str, documents: Documents | None = None
) -> str:
    """The paragraph of one place and year in official words; one sentence where nothing is known."""
    book = words(lang)
    shown = records(with_target(rows)) + records(without_target(rows))
    if not shown:
        return book.text("report.nothing", place=place_name, year=year)
    known = [r for r in shown if has_actual(r)]
    named = place_in_sentence(place_name, lang)
    texts = count_sentences([r for r in known if not is_rate(r)], named, lang, documents or {})
    texts += rate_sentences([r for r in known if is_rate(r)], lang)
    texts += [silent_sentence(r, lang, documents or {}) for r in shown if not has_actual(r)]
    return " ".join([*texts, book.text("report.cause"), book.text("report.remedy")])


def place_in_sentence(place_name: str, lang: str) -> str:
    """A place inside a sentence: proper names as they are, "cả nước" in lower case."""
    nation = words(lang).text("frame.nation")
    return place_name.lower() if place_name == nation else place_name


def indicator_name(row: Row, lang: str) -> str:
    """The row's subject with the indicator's full name where the whole is meant."""
    if row["breakdown"] == "total" and cell(row, "coverage") is None:
        return words(lang).text(f"indicator_in_sentence.{row['indicator']}")
    return subject(row, lang)


def count_sentences(rows: Sequence[Row], place: str, lang: str, documents: Documents) -> list[str]:
    """For each count its total, its parts and why no comparison is made; a part without a total by itself."""
    texts: list[str] = []
    period = None
    heads = [r for r in rows if r["breakdown"] == "total" or not total_of(r, rows)]
    for head in heads:
        lead = lead_text(head["actual_period"], lang) if head["actual_period"] != period else None
        period = head["actual_period"]
        texts += [count_sentence(head, lead, place, lang, documents), *after_count(head, rows, lang)]
    return texts


def total_of(part: Row, rows: Sequence[Row]) -> bool:
    """Whether the rows hold the total of this part's series."""
    same = ("indicator", "coverage")
    return any(r["breakdown"] == "total" and all(cell(r, c) == cell(part, c) for c in same) for r in rows)


def lead_text(period: str, lang: str) -> str:
    """How far the figures reach: "Tính đến tháng 11/2022", "Năm 2022"."""
    year, _, rest = period.partition("-YTD")
    if not rest:
        return capital(words(lang).text("report.in_period", period=period_in_sentence(period, lang)))
    name = month_name(int(year), int(rest), lang)
    return words(lang).text("report.as_of_month", year=year, month=int(rest), month_name=name)


def count_sentence(row: Row, lead: str | None, place: str, lang: str, documents: Documents) -> str:
    """What was done, how much of the target that is, by how much above or short, and the change."""
    key = "flow" if row["indicator"] in ACTIVITIES else "stock"
    filled = {"name": indicator_name(row, lang), "place": place, "actual": actual_text(row, lang)}
    opening = words(lang).text(f"report.{key}" if lead else f"report.{key}_next", lead=lead, **filled)
    clauses = [opening, *target_clauses(row, lang, documents), *change_clauses(row, lang)]
    return capital(", ".join(clauses)) + "."


def target_clauses(row: Row, lang: str, documents: Documents) -> list[str]:
    """The count against its target: its share and its gap, in the three official words."""
    book = words(lang)
    if not has_target(row):
        return [book.text("report.no_target")]
    filled: dict[str, Any] = {
        "target": target_text(row, lang),
        "document": document_text(row, lang, documents),
    }
    filled |= {"share": share(cell(row, "attainment"), lang), "short": gap_text(row, "shortfall", lang)}
    if cell(row, "attainment") is None:
        return [book.text("report.against", **filled)]
    if cell(row, "status") in RUNNING and can_measure(row):
        return [book.text("report.running", **filled)]
    return [book.text("report.measured_against", **filled), *gap_clauses(row, lang)]


def gap_clauses(row: Row, lang: str) -> list[str]:
    """By how much a count is above its target or short of it; why it cannot be judged where it cannot."""
    book = words(lang)
    if is_good(row):
        above = (cell(row, "variance") or 0) > 0
        return [book.text("report.above", amount=gap_text(row, "variance", lang))] if above else []
    if cell(row, "status") == "undetermined" and cell(row, "reason") not in (None, "part_year"):
        return [book.text("report.unknown", reason=reason_text(row, lang))]
    if cell(row, "shortfall") is None:
        return [book.text("report.not_reached")]
    return [book.text("report.short", amount=gap_text(row, "shortfall", lang))]


def document_text(row: Row, lang: str, documents: Documents) -> str:
    """The target's document: its known phrase, else its number, else that it is not known."""
    known = documents.get(cell(row, "document_id") or "")
    number = cell(row, "document")
    if known or number:
        return known or document_name(number, lang)
    return words(lang).text("document.unknown")


def after_count(head: Row, rows: Sequence[Row], lang: str) -> list[str]:
    """The parts of a total, and why its growth is not given."""
    book = words(lang)
    same = [r for r in rows if r is not head and r["indicator"] == head["indicator"]]
    parts = [r for r in same if cell(r, "coverage") == cell(head, "coverage")] if head["breakdown"] == "total" else []
    adding = [r for r in parts if all(cell(r, c) == cell(head, c) for c in ("actual_unit", "actual_period"))]
    listed = [
        book.text(f"report.{key}", parts=JOIN.join(part_text(r, lang) for r in some))
        for key, some in (("parts", adding), ("parts_apart", [r for r in parts if r not in adding]))
        if some
    ]
    reason = cell(head, "change_reason")
    if reason is None:
        return listed
    return [*listed, book.text("report.no_change", reason=book.text(f"change_reason.{reason}"))]


def part_text(row: Row, lang: str) -> str:
    """A part with its share of target and what it still needs; without a target its figure alone."""
    book = words(lang)
    filled = {
        "name": book.text(f"breakdown_in_sentence.{row['breakdown']}"),
        "actual": actual_text(row, lang),
    }
    if cell(row, "attainment") is None:
        return book.text("report.part_plain", **filled)
    text = book.text("report.part", share=share(row["attainment"], lang), **filled)
    return text if is_good(row) else ", ".join([text, *gap_clauses(row, lang)])


def rate_sentences(rows: Sequence[Row], lang: str) -> list[str]:
    """All rates in one sentence, each against its target and the year before."""
    if not rows:
        return []
    return [capital(JOIN.join(rate_text(r, lang) for r in rows)) + "."]


def rate_text(row: Row, lang: str) -> str:
    """A rate, its gap in points and its change in points."""
    opening = words(lang).text("report.rate", name=indicator_name(row, lang), actual=actual_text(row, lang))
    return ", ".join([opening, *rate_gap(row, lang), *change_clauses(row, lang)])


def rate_gap(row: Row, lang: str) -> list[str]:
    """A rate against its target in points, or why it cannot be judged; nothing without a target."""
    book, variance = words(lang), cell(row, "variance")
    if not has_target(row):
        return []
    if cell(row, "status") == "undetermined" or variance is None:
        reason = reason_text(row, lang) or book.text("status.undetermined").lower()
        return [book.text("report.rate_unknown", reason=reason, target=target_text(row, lang))]
    key = "rate_equal" if variance == 0 else rate_gap_key(row, variance)
    return [book.text(f"report.{key}", points=gap_text(row, "variance", lang, long=True))]


def rate_gap_key(row: Row, variance: float) -> str:
    """Whether a rate is above its target, at it all the same, or below."""
    if is_good(row):
        return "rate_above" if variance > 0 else "rate_reached"
    return "rate_below" if variance < 0 else "not_reached"


def change_clauses(row: Row, lang: str) -> list[str]:
    """The change on the same period of the year before, where one is given."""
    change, period = cell(row, "change"), cell(row, "previous_period")
    if change is None or period is None:
        return []
    key = "rise" if change > 0 else "fall" if change < 0 else "level"
    filled = {"period": period_in_sentence(period, lang), "previous": previous_text(row, lang)}
    return [words(lang).text(f"report.{key}", change=change_text(row, lang, signed=False), **filled)]


def previous_text(row: Row, lang: str) -> str:
    """The figure of the year before with its unit, marked where it is an estimate or preliminary."""
    unit = cell(row, "previous_unit") or cell(row, "actual_unit") or row["unit"]
    value, decimals = cell(row, "previous_period_value"), cell(row, "previous_decimals")
    text = actual_phrase(None, value, None, decimals, unit, lang, with_unit=True)
    return marked(text, cell(row, "previous_state"), lang)


def silent_sentence(row: Row, lang: str, documents: Documents) -> str:
    """A target without an actual: what was planned, by which document, and that nothing is known."""
    filled = {"name": indicator_name(row, lang), "target": target_text(row, lang)}
    document = document_text(row, lang, documents)
    return capital(words(lang).text("report.no_actual", document=document, **filled)) + "."
