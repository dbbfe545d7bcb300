"""What every export of one place and year is made of: its rows in official words, its table, its series, its notes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

import pandas as pd

from metrics.periods import period as period_of
from metrics.records import records
from metrics.vocabulary import PACES
from metrics.year_rows import of_the_year
from scorecards import sections
from scorecards.read import Clock, Facts, known_until, periods_reported, places
from scorecards.report import ReportTable, report_table, reported_period
from scorecards.rounds import Round, clock_of, facts_at
from scorecards.source_line import document_of, source_line, source_line_of_years
from scorecards.table import details, scorecard_of
from scorecards.trend import trend
from warehouse.serving import Reads, Serving
from wording.catalogue import Words, words
from wording.dates import cell_date, date_text
from wording.numbers import is_missing
from wording.phrases import place_label

#: The first year of which anything is known.
FIRST_YEAR: Final = 2008
#: How an export tells how far it has come: steps done, steps in all, what it is doing in words.
Progress = Callable[[int, int, str], None]


class NoPeriod(ValueError):
    """A part of the year that is not reported; `known` are those that are."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        super().__init__(asked)
        self.asked, self.known = asked, tuple(known)


@dataclass(frozen=True, slots=True)
class Material:
    """One place and year at a clock. `rows` carry sources and conflicts and only the official verdicts.

    `before` are its predecessors that have a target or figure in the year, each under its own name.
    """

    place: str
    name: str
    full_name: str
    year: int
    period: str
    lang: str
    clock: Clock
    rows: pd.DataFrame
    years: pd.DataFrame
    known: Facts
    table: ReportTable
    address: str
    before: "tuple[Material, ...]" = ()

    @property
    def parts(self) -> "tuple[Material, ...]":
        """The place itself, then its predecessors."""
        return (self, *self.before)

    @property
    def all_rows(self) -> pd.DataFrame:
        """The rows of the place and of its predecessors, each under its own index."""
        found = [part.rows for part in self.parts if len(part.rows)]
        return pd.concat(found) if len(found) > 1 else (found or [self.rows])[0]

    @property
    def book(self) -> Words:
        """The words of the export's language."""
        return words(self.lang)

    @property
    def day(self) -> date:
        """The day on which the export stands."""
        return self.clock.day


def silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def read(
    store: Serving,
    place: str,
    year: int,
    lang: str,
    *,
    period: str | None = None,
    as_of: date | None = None,
    pinned: Round | None = None,
    address: str | None = None,
) -> Material:
    """The material of a place and year, of a round where one is pinned; NoPeriod where `period` is not reported."""
    clock = Clock(as_of=as_of) if pinned is None else clock_of(pinned)
    known = facts_at(store, places(store).lineage(place), clock, pinned)
    counted = _counted(known, year, period)
    card = details(store, scorecard_of(counted, [year], clock), counted, clock)
    years = scorecard_of(known, range(FIRST_YEAR, clock.day.year + 1), clock)
    lineage = places(store).lineage(place)
    made = partial(_of_place, known, card, years, year=year, lang=lang, clock=clock)
    asked = {"year": year, "period": period, "as_of": as_of, "round": pinned and pinned.round_id}
    before = tuple(made(p, address=_address(p, asked)) for p in sections.places_of(card, lineage) if p != place)
    own = made(place, address=address or _address(place, asked))
    return replace(own, before=tuple(_titled_for(part) for part in before))


def _of_place(
    known: Facts, card: pd.DataFrame, years: pd.DataFrame, place: str, *, year: int, lang: str, clock: Clock,
    address: str,
) -> Material:  # fmt: skip
    rows = official(sections.of_place(card, place))
    return Material(
        place=place,
        name=name_in(known, place, year, lang),
        full_name=_full_name(known, place, year, lang),
        year=year,
        period=reported_period(of_the_year(rows), year),
        lang=lang,
        clock=clock,
        rows=rows,
        years=years[years["place"] == place],
        known=known,
        table=report_table(rows, known.registry, year, lang),
        address=address,
    )


def _titled_for(part: Material) -> Material:
    """A predecessor's material, whose report table names it."""
    return replace(part, table=replace(part.table, title=f"{part.table.title} · {part.name}"))


def _counted(known: Facts, year: int, period: str | None) -> Facts:
    if period is None or period == str(year):
        return known
    reported = periods_reported(known, year)
    if period not in reported:
        raise NoPeriod(period, reported)
    return known_until(known, year, period_of(period).end)


def only(material: Material, indicators: Sequence[str]) -> Material:
    """The material of some of its indicators, its predecessors' too."""
    rows = material.rows[material.rows["indicator"].isin(indicators)]
    years = material.years[material.years["indicator"].isin(indicators)]
    table = report_table(rows, material.known.registry, material.year, material.lang)
    kept = replace(material, rows=rows, years=years, table=replace(table, title=material.table.title))
    narrowed = (only(part, indicators) for part in material.before)
    return replace(kept, before=tuple(part for part in narrowed if len(part.rows)))


def _address(place: str, asked: Mapping[str, object]) -> str:
    return f"/province?{urlencode({'place': place} | {k: v for k, v in asked.items() if v})}"


def official(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the verdicts of reports: nearly met has not been met, a running year has no verdict yet."""
    status = rows["status"].where(rows["status"] != "nearly", "missed")
    return rows.assign(status=status.where(~status.isin(list(PACES)), "in_progress"))


def name_in(known: Facts, place: str, year: int, lang: str) -> str:
    """The place as a view of the year calls it, "tỉnh Vĩnh Phúc (trước 01/7/2025)" once it is no more."""
    found, day = known.places.by_key[place], date(year, 12, 31)
    name = known.places.name(place, day, lang)
    if day < found.valid_from:
        return words(lang).text("place.since", name=name, date=date_text(found.valid_from, lang))
    ended = found.valid_to if found.valid_to is not None and found.valid_to < day else None
    full = known.places.name(place, day, lang, full=True) if lang == "vi" else None
    return place_label(name, ended, full, lang)


def _full_name(known: Facts, place: str, year: int, lang: str) -> str:
    return known.places.name(place, date(year, 12, 31), lang, full=lang == "vi")


def blocks(material: Material) -> list[pd.DataFrame]:
    """The targets of the year as groups that belong on one picture: an indicator with its levels."""
    counts = sections.count_blocks(material.rows, material.lang)
    rates = sections.rate_blocks(material.rows, material.known.registry, material.lang)
    named = ["label", "level"]
    apart = [g[g["indicator"] == i].drop(columns=named) for g in rates for i in g["indicator"].drop_duplicates()]
    return [*counts, *apart]


def series(material: Material, *wanted: tuple[str, str]) -> pd.DataFrame:
    """Series of the place, each indicator and breakdown, over the years with sources (see sections.with_sources)."""
    rows = trend(material.known, wanted, material.clock)
    shown = sections.trend_rows(rows, material.place, wanted, material.year, material.lang)
    return sections.with_sources(shown, material.known.observations, material.lang)


def documents(rows: pd.DataFrame, lang: str) -> dict[str, str]:
    """Each document of the rows' targets as a sentence names it, by its identifier."""
    named = rows[rows["document_id"].notna() & rows["document"].notna()].drop_duplicates("document_id")
    return {str(row["document_id"]): document_of(row, lang) for row in records(named)}


def until_text(material: Material) -> str:
    """Up to which day figures were known for this export."""
    return material.book.text("export.figures_until", date=date_text(material.clock.known_until, material.lang))


def figures_day(material: Material) -> str:
    """The latest day at which an actual of the year stands; empty where none says so."""
    days = of_the_year(material.rows)["as_of"].dropna()
    return cell_date(days.max(), material.lang) if len(days) else ""


def foot(rows: pd.DataFrame, material: Material) -> str:
    """The foot of a figure: documents and sources of its rows, and up to when figures were known."""
    return " ".join(text for text in (source_line(rows, material.lang), until_text(material)) if text)


def foot_of_years(rows: pd.DataFrame, material: Material) -> str:
    """The foot of a figure over the years, whose rows come from `series`."""
    return " ".join(text for text in (source_line_of_years(rows, material.lang), until_text(material)) if text)


def present(value: Any) -> Any:
    """A cell's value, None where it is missing."""
    return None if is_missing(value) else value


__all__ = [
    "Material",
    "NoPeriod",
    "Progress",
    "Reads",
    "blocks",
    "documents",
    "foot",
    "foot_of_years",
    "official",
    "read",
    "series",
]
