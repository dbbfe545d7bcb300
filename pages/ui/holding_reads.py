"""Cached reads of the page of methods: worked formulas, what is held, what is uncertain, files when asked for.

What these return is shared between sessions: readers take from it and never change it.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from pages.ui.kept import kept
from pages.ui.reads import View, facts_of
from scorecards import competition, downloads, failed_checks, holdings, worked
from scorecards.read import Facts
from scorecards.table import scorecard_of
from warehouse.serving import Serving, serving

#: The series whose competing targets show the order of choice: (place, indicator, period).
RIVALS = ("ha-noi", "certified_labour_rate", "2025")
#: The year whose statistics show a roll-up.
ROLL_UP_YEAR = 2015
MIME = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Holdings:
    """What is known at a day, counted."""

    known: Facts
    documents: pd.DataFrame
    sites: pd.DataFrame
    uncertain: dict[str, int]
    disputes: pd.DataFrame
    failed: tuple[failed_checks.Failed, ...]


def known_at(as_of: date | None) -> Facts:
    """Everything known at a day (None: today, all that is recorded)."""
    return _known_in(at(as_of))


def at(as_of: date | None) -> View:
    """The view that a day, or the round of the address, asks for; its year decides nothing here."""
    return View(0, as_of=as_of)


def _known_in(view: View) -> Facts:
    return _known(serving(), serving().version, view, view.clock.day)


@lru_cache(maxsize=8)
def _known(store: Serving, version: int, view: View, day: date) -> Facts:
    return facts_of(view)


def held_at(as_of: date | None) -> Holdings:
    """What is known at a day, counted."""
    view = at(as_of)
    return _held(serving(), serving().version, view, view.clock.day)


@lru_cache(maxsize=8)
def _held(store: Serving, version: int, view: View, day: date) -> Holdings:
    known = _known_in(view)
    sources = store.target_sources(list(known.targets["target_id"]))
    targets = holdings.with_source(known.targets, sources)
    return Holdings(
        known=known,
        documents=holdings.documents(store.documents(), known.targets),
        sites=holdings.sites(sources, known.observations),
        uncertain=holdings.uncertain(known),
        disputes=holdings.disputes(known, day.year),
        failed=tuple(failed_checks.failed_checks(targets, known.observations, known.registry, known.rules)),
    )


def formulas(as_of: date | None, lang: str) -> list[worked.Worked]:
    """Every formula worked out on the facts known at a day."""
    view = at(as_of)
    return _formulas(serving(), serving().version, view, view.clock.day, lang)


@lru_cache(maxsize=8)
def _formulas(store: Serving, version: int, view: View, day: date, lang: str) -> list[worked.Worked]:
    known = facts_of(view, worked.PLACES)
    return worked.worked(scorecard_of(known, worked.YEARS, view.clock), known.rules, lang)


@kept
def roll_up_nation(as_of: date | None, lang: str) -> str | None:
    """The statistics office's rates of one year weighted to the nation; None where they are not known."""
    return worked.roll_up_nation(known_at(as_of).observations, serving().labour_force(), ROLL_UP_YEAR, lang)


@kept
def rivals(as_of: date | None) -> pd.DataFrame:
    """Targets that compete, the one in force first, as an example of the order of choice."""
    place, indicator, period = RIVALS
    known, view = known_at(as_of), at(as_of)
    card = scorecard_of(facts_of(view, [place]), [int(period)], view.clock)
    found = competition.competitions(known, card[card["indicator"] == indicator], [place])
    return found[found["target_period"] == period]


@kept
def preview(name: str, as_of: date | None, lang: str) -> pd.DataFrame:
    """A table of the downloads with heads and codes in words."""
    view = at(as_of)
    return _preview(serving(), serving().version, name, view, view.clock.day, lang)


@lru_cache(maxsize=16)
def _preview(store: Serving, version: int, name: str, view: View, day: date, lang: str) -> pd.DataFrame:
    shown = downloads.worded(downloads.table(store, _known_in(view), name, lang), lang)
    return downloads.for_grid(shown)


def file_of(kind: str, name: str, view: View, lang: str) -> bytes:
    """A table as a file (`csv`, `parquet`), or all of them as one workbook (`xlsx`); made anew at each call."""
    store, known = serving(), _known_in(view)
    if kind == "xlsx":
        return downloads.excel_file({n: downloads.table(store, known, n, lang) for n in downloads.TABLES}, lang)
    rows = downloads.table(store, known, name, lang)
    return downloads.csv_file(rows, lang) if kind == "csv" else downloads.parquet_file(rows)
