"""What the screen of one place reads: its sections for each place of the lineage, series, rivals, documents."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from metrics.pace import NATION
from metrics.records import Record, records
from pages.ui import reads, standing
from pages.ui.kept import kept, kept_few
from pages.ui.reads import Reading, View
from scorecards import competition, figure_data, read, sections, why
from scorecards.trend import trend
from warehouse.serving import serving
from web.documents import address_of

STATISTICS = ((sections.STATISTICS, "total"),)
FIRST_YEAR = 2008
#: The code of the part of the year that counts where none is chosen.
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Part:
    """One place of the lineage: its rows of the view, its rows of all years, its rivals and where these were read."""

    place: str
    rows: pd.DataFrame
    years: pd.DataFrame
    rivals: pd.DataFrame
    rival_sources: Mapping[str, list[Record]]


@kept
def places_of(place: str, view: View) -> list[str]:
    """The places that `parts_of` tells of."""
    return [part.place for part in parts_of(place, view)]


@kept_few
def parts_of(place: str, view: View) -> list[Part]:
    """The place, then its predecessors, as far as they have a target or a reported figure in the view."""
    reading = reads.place_reading(place, view)
    lineage = standing.lineage(place)
    return [_part(reading, place, p, view) for p in sections.places_of(reading.card, lineage)]


def part_of(asked: str, place: str, view: View) -> Part:
    """One of the places of `parts_of`."""
    return next(part for part in parts_of(asked, view) if part.place == place)


def _part(reading: Reading, asked: str, place: str, view: View) -> Part:
    rivals = competition.competitions(reading.known, reading.card, [place])
    years = all_years(asked, view)
    sources = competition.sources_of(serving(), rivals) if len(rivals) else {}
    rows = sections.of_place(reading.card, place)
    return Part(place, rows, years[years["place"] == place], rivals, sources)


def all_years(place: str, view: View) -> pd.DataFrame:
    """The scorecard of the lineage for every year until the view's clock, without sources."""
    return reads.years(place, view, FIRST_YEAR)


def trend_of(asked: str, place: str, wanted: tuple[tuple[str, str], ...], view: View, lang: str) -> pd.DataFrame:
    """The years of some series of a place of the lineage, as far as the view knows them, with their sources."""
    known = reads.place_reading(asked, view).known
    rows = sections.trend_rows(trend(known, wanted, view.clock), place, wanted, view.year, lang)
    return sections.with_sources(rows, known.observations, lang)


@kept_few
def basis(asked: str, of: str, view: View) -> dict[str, Record]:
    """What the verdict on each target of one place of the lineage rests on, by the target (see scorecards.why)."""
    known = reads.country_reading(view).known
    own = {NATION, of}
    narrow = replace(
        known,
        targets=known.targets[known.targets["place"].isin(own)],
        observations=known.observations[known.observations["place"].isin(own)],
    )
    found = why.of_places(serving(), narrow, [of], view.year, view.clock)
    return {str(row["inputs"]["target"]["target_id"]): row for row in found if row["inputs"]["target"]}


@kept
def years_with_rows(place: str, view: View) -> list[int]:
    """The years in which the lineage has a target of the year or a reported figure."""
    return sections.years_reported(all_years(place, view))


@kept_few
def own_rows(place: str, view: View) -> pd.DataFrame:
    """The rows of the place itself in the view, without the statistics office's series."""
    return sections.of_place(reads.place_reading(place, view).card, place)


def statistics(place: str, view: View, names: dict[str, str], lang: str) -> pd.DataFrame:
    """The statistics office's series of a place, and of the nation where that is another, with their sources."""
    whole = View(view.year, as_of=view.as_of)
    rows = sections.statistics_rows(reads.country_series(STATISTICS, whole), place, names)
    return sections.with_sources(rows, _statistics_observations(view), lang)


def _statistics_observations(view: View) -> pd.DataFrame:
    until = view.clock
    return serving().known_observations(
        None, [sections.STATISTICS], as_of=until.as_of, recorded_until=until.recorded_until
    )


# The data of the screen's figures, read anew when somebody asks for them


def block_data(asked: str, place: str, indicator: str, view: View, lang: str) -> pd.DataFrame:
    """The data of the figure of a year's targets that begins with an indicator."""
    rows, registry = part_of(asked, place, view).rows, read.registry()
    blocks = [*sections.count_blocks(rows, lang), *sections.rate_blocks(rows, registry, lang)]
    own = next(block for block in blocks if block["indicator"].iloc[0] == indicator)
    return figure_data.of_targets(own, partial(_name, lang))


def years_data(asked: str, place: str, wanted: tuple[tuple[str, str], ...], view: View, lang: str) -> pd.DataFrame:
    """The data of a figure over the years."""
    rows = trend_of(asked, place, wanted, view, lang)
    return figure_data.of_years(rows, reads.place_reading(asked, view).known.observations, partial(_name, lang))


def statistics_data(place: str, view: View, lang: str) -> pd.DataFrame:
    """The data of the figure of the statistics office's series."""
    return figure_data.of_years(statistics(place, view, {}, lang), _statistics_observations(view), partial(_name, lang))


def _name(lang: str, place: str, year: int) -> str:
    return standing.name_in(place, year, lang)


@kept
def has_statistics(place: str, view: View) -> bool:
    """Whether the statistics office gives a figure of the lineage for the year."""
    return bool((reads.place_reading(place, view).card["indicator"] == sections.STATISTICS).any())


def documents() -> dict[str, Record]:
    """The documents by their identifier."""
    return {str(row["document_id"]): row for row in records(serving().documents())}


def document_texts() -> dict[str, str]:
    """Where the text of a document can be read, for those whose text is shipped."""
    found = {key: address_of(row["source"]) for key, row in documents().items()}
    return {key: address for key, address in found.items() if address is not None}
