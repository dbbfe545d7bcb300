"""What a deck will say before it is built: its main sentences and the title of each slide."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from exports.material import Material, blocks, documents, series
from exports.typed import NOTHING, Typed
from metrics.records import Record, records
from scorecards import sections
from wording.clauses import capital
from wording.numbers import is_missing
from wording.periods import period_in_sentence
from wording.reports import count_sentence, rate_sentences, report_paragraph, silent_sentence
from wording.sentences import headline_place, title_counts, title_longer, title_rates, title_trend

#: Rows beside which the years of an indicator still have room on its slide.
WITH_YEARS = 2


def deck_title(material: Material) -> str:
    """The title of the deck's cover."""
    return material.book.text("export.deck_title", period=period_in_sentence(material.period, material.lang))


def main_sentences(material: Material) -> list[str]:
    """The headline, one sentence for each target of the year, up to three milestones ahead; predecessors' likewise."""
    if not material.before:
        return own_sentences(material)
    note = material.book.text("province.predecessor_note")
    return [*own_sentences(material), note, *(said for part in material.before for said in own_sentences(part))]


def paragraphs(material: Material) -> list[str]:
    """What goes under the report table, the place's own paragraph, then one of each predecessor; causes left open."""
    return [
        report_paragraph(part.rows, part.name, part.year, part.lang, documents(part.rows, part.lang))
        for part in material.parts
        if part.table.rows
    ]


def own_sentences(material: Material) -> list[str]:
    """The sentences of the place itself, without its predecessors'."""
    lang = material.lang
    lead = headline_place(material.rows, material.name, material.year, lang)
    said = [sentence for rows in blocks(material) for sentence in block_sentences(rows, material)]
    ahead = [capital(title_longer(row, lang)) for row in milestones_ahead(material)]
    return [f"{capital(lead)}.", *said, *(f"{sentence}." for sentence in ahead)]


def block_sentences(rows: pd.DataFrame, material: Material) -> list[str]:
    """The report's sentence about the whole, of every part where there is no whole; of silent targets too."""
    named = documents(material.rows, material.lang)
    whole = rows[(rows["breakdown"] == "total") & rows["coverage"].isna()]
    return [_sentence(row, named, material.lang) for row in records(whole if len(whole) else rows)]


def _sentence(row: Record, named: Mapping[str, str], lang: str) -> str:
    if is_missing(row["actual_value"]):
        return silent_sentence(row, lang, named)
    if row["unit"] == "percent":
        return rate_sentences([row], lang)[0]
    return count_sentence(row, None, "", lang, named)


def milestones_ahead(material: Material) -> list[dict[str, Any]]:
    """The first three milestones ahead that concern a whole indicator."""
    longer = records(sections.longer_targets(material.rows))
    return [row for row in longer if row["breakdown"] == "total" and row["kind"] == "milestone"][:3]


def message(rows: pd.DataFrame, lang: str) -> str:
    """What the slide of an indicator says first."""
    rate = bool((rows["unit"] == "percent").all())
    return title_rates(rows, lang) if rate else title_counts(rows, lang)


def slides(material: Material, typed: Typed = NOTHING) -> list[str]:
    """The title of each slide in order; a slide that overflows onto a second is named once."""
    book = material.book
    figures = [title for part in material.parts for title in _part_titles(part, typed if part is material else NOTHING)]
    rest = [book.text(f"export.{key}") for key in ("causes", "tasks", "proposals", "sources")]
    needed = [book.text("export.below"), *_silent_titles(material)]
    return [deck_title(material), book.text("export.results"), *figures, *needed, *rest]


def alone(material: Material) -> list[pd.DataFrame]:
    """The targets that have a slide each; those without any figure, also of other years, share one table."""
    silent = set(sections.silent(material.rows)["target_id"])
    return [
        rows
        for rows in blocks(material)
        if not set(rows["target_id"]) <= silent or _has_years(material, str(rows["indicator"].iloc[0]))
    ]


def silent_title(part: Material, main: bool) -> str:
    """The title of the table of a place's targets without an actual, with its name on a predecessor's."""
    title = part.book.text("official.group_silent")
    return title if main else f"{title} · {part.name}"


def _silent_titles(material: Material) -> list[str]:
    parts = [part for part in material.parts if len(sections.silent(part.rows))]
    return [silent_title(part, part is material) for part in parts]


def _part_titles(material: Material, typed: Typed) -> list[str]:
    """The titles of one place's targets, then of its report table."""
    targets = [title for rows in alone(material) for title in _target_titles(rows, material, typed)]
    return [*targets, *([material.table.title] if material.table.rows else [])]


def _target_titles(rows: pd.DataFrame, material: Material, typed: Typed) -> list[str]:
    indicator = str(rows["indicator"].iloc[0])
    own = sections.of_series(material.years, indicator, "total")
    titles = [typed.titles.get(indicator) or message(rows, material.lang)]
    if len(rows) <= WITH_YEARS or not (rows["breakdown"] == "total").any() or not _has_years(material, indicator):
        return titles
    years = title_trend(own, material.lang) if len(own) else ""
    return [*titles, typed.titles.get(f"years-{indicator}") or years]


def _has_years(material: Material, indicator: str) -> bool:
    over = series(material, (indicator, "total"))
    return bool(over.loc[over["actual_value"].notna(), "year"].nunique() > 1)
