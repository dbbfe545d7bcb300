"""What the filters offer: the provinces and years that the warehouse knows, under the names of the year."""

from datetime import date
from typing import Final

import streamlit as st

from scorecards import read
from warehouse.serving import serving
from warehouse.writer import now_in_vietnam
from wording.catalogue import words

FIRST_YEAR: Final = 2008


def last_day(year: str) -> date:
    """The day on which a year's places are named."""
    return date(int(year), 12, 31)


def place_name(place: str, year: str, lang: str) -> str:
    """What a place was called at the end of a year."""
    return read.places(serving()).name(place, last_day(year), lang)


def provinces(year: str, also: str | None = None) -> list[str]:
    """The provinces at the end of a year in the official order; last, one that had ended, where it is asked for."""
    places = read.places(serving())
    found = [place.place for place in places.provinces(last_day(year))]
    known = places.by_key.get(also or "")
    if known is None or known.level != "province" or known.place in found:
        return found
    return [*found, known.place]


def years() -> list[str]:
    """The years that a view may stand at, latest first: all until now, and later ones that a target is set for."""
    reads = serving()
    return _years(reads.version, now_in_vietnam().year)


@st.cache_data(max_entries=4, show_spinner=False)
def _years(version: int, this_year: int) -> list[str]:
    ends = serving().known_targets()["period_end"].dt.year.unique()
    later = sorted((int(year) for year in ends if year > this_year), reverse=True)
    return [str(year) for year in (*later, *range(this_year, FIRST_YEAR - 1, -1))]


def year_name(year: str, lang: str) -> str:
    """A year as the filter shows it, naming itself."""
    return words(lang).text("filter.year_value", year=year)
