"""Cached reads of the screens: scorecards of a place or of all places, keyed by the warehouse and its version.

What these return is shared between sessions: readers take from it and never change it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

import pandas as pd

from metrics.periods import period as period_of
from pages.ui.clock import clock_at, pinned, round_of
from scorecards import coverage, rounds, table
from scorecards.read import Clock, Facts, facts, known_until, periods_reported, places
from scorecards.trend import trend
from warehouse.serving import Serving, serving

#: How many readings of a kind stay at hand. They are tables, walked by the garbage collector after every rerun: what
#: is drawn from them is kept longer, as text (pages/ui/kept.py).
FEW: Final = 8


@dataclass(frozen=True)
class View:
    """What a screen stands at: year, the part of it that counts (None: the latest), and what was known by when.

    `pinned` is the round of the present address unless another is named: every reading of a screen stands at it.
    """

    year: int
    period: str | None = None
    as_of: date | None = None
    pinned: str | None = field(default_factory=pinned)

    @property
    def clock(self) -> Clock:
        """The clock of the view."""
        return clock_at(self.as_of, self.pinned)


def facts_of(view: View, keys: Sequence[str] | None = None) -> Facts:
    """What the view knows about some places (None: all), with the thresholds of its round."""
    return rounds.facts_at(serving(), keys, view.clock, round_of(view.pinned))


@dataclass(frozen=True)
class Reading:
    """A scorecard with the facts behind it and the parts of the year that are reported."""

    card: pd.DataFrame
    known: Facts
    periods: tuple[str, ...]


def place_reading(place: str, view: View) -> Reading:
    """The scorecard of a place and of those that became it, with sources and conflicts."""
    return _place_reading(serving(), serving().version, place, view, view.clock.day)


def periods(place: str | None, view: View) -> tuple[str, ...]:
    """The parts of the view's year for which a flow of a place's lineage, or of any place, is known."""
    return _periods(serving(), serving().version, place, view, view.clock.day)


@lru_cache(maxsize=512)
def _periods(store: Serving, version: int, place: str | None, view: View, day: date) -> tuple[str, ...]:
    return (country_reading(view) if place is None else place_reading(place, view)).periods


def country_reading(view: View) -> Reading:
    """The scorecard of every place and the nation, without sources."""
    return _country_reading(serving(), serving().version, view, view.clock.day)


def sourced_reading(view: View) -> Reading:
    """The scorecard of every place and the nation, with sources and conflicts."""
    return _sourced_reading(serving(), serving().version, view, view.clock.day)


def series(place: str, wanted: tuple[tuple[str, str], ...], view: View) -> pd.DataFrame:
    """Some series of a place over the years (see scorecards.trend.COLUMNS)."""
    return of_lineage(country_series(wanted, view), place)


def country_series(wanted: tuple[tuple[str, str], ...], view: View) -> pd.DataFrame:
    """Some series of every place over the years."""
    return _country_series(serving(), serving().version, wanted, view, view.clock.day)


def years(place: str, view: View, first: int) -> pd.DataFrame:
    """The scorecard of a place and of those that became it from a first year to the view's day, without sources."""
    settled = _settled(view, periods(place, view))
    return of_lineage(_country_years(serving(), serving().version, settled, first, view.clock.day), place)


@lru_cache(maxsize=FEW)
def _place_reading(store: Serving, version: int, place: str, view: View, day: date) -> Reading:
    known = facts_of(view, places(store).lineage(place))
    until, periods = _until(known, view)
    card = of_lineage(country_reading(_settled(view, periods)).card, place)
    return Reading(table.details(store, card, until, view.clock), until, periods)


def of_lineage(rows: pd.DataFrame, place: str) -> pd.DataFrame:
    """Of rows of every place those of a place and of those that became it: judging all costs what judging one does."""
    return rows[rows["place"].isin(places(serving()).lineage(place))].reset_index(drop=True)


def _settled(view: View, periods: tuple[str, ...]) -> View:
    """The view, at the whole year where its part of the year is not among those reported."""
    return view if view.period in periods else replace(view, period=None)


@lru_cache(maxsize=FEW)
def _country_reading(store: Serving, version: int, view: View, day: date) -> Reading:
    known = facts_of(view)
    until, periods = _until(known, view)
    return Reading(table.scorecard_of(until, [view.year], view.clock), until, periods)


@lru_cache(maxsize=FEW)
def _sourced_reading(store: Serving, version: int, view: View, day: date) -> Reading:
    plain = country_reading(view)
    return Reading(table.details(store, plain.card, plain.known, view.clock), plain.known, plain.periods)


def _until(known: Facts, view: View) -> tuple[Facts, tuple[str, ...]]:
    periods = tuple(periods_reported(known, view.year))
    if view.period not in periods:
        return known, periods
    return known_until(known, view.year, period_of(view.period).end), periods


@lru_cache(maxsize=FEW)
def _country_series(
    store: Serving, version: int, wanted: tuple[tuple[str, str], ...], view: View, day: date
) -> pd.DataFrame:
    return trend(facts_of(view), wanted, view.clock)


@lru_cache(maxsize=4)
def _country_years(store: Serving, version: int, view: View, first: int, day: date) -> pd.DataFrame:
    return table.scorecard_of(country_reading(view).known, range(first, day.year + 1), view.clock)


@lru_cache(maxsize=8)
def _default_year(store: Serving, version: int, day: date) -> int | None:
    known = facts(store, None, Clock())
    years = range(2008, day.year + 1)
    return coverage.latest_year_with_verdicts(table.scorecard_of(known, years, Clock()))


def default_year() -> int:
    """The latest year that has a verdict, where the first screen opens; this year while there is none."""
    day = Clock().day
    return _default_year(serving(), serving().version, day) or day.year
