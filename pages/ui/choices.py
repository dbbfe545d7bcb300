"""What the filters offer: the provinces and years that the warehouse knows, under the names of the year."""

import json
from datetime import date
from functools import lru_cache
from typing import Any, Final

import streamlit as st

from pages.ui import address, reads
from scorecards import read
from warehouse.serving import Serving, serving
from warehouse.writer import now_in_vietnam
from wording.catalogue import words
from wording.periods import period_name

FIRST_YEAR: Final = 2008
#: The whole country in the address, and the period that means the latest figures of a year.
NATION: Final = "viet-nam"
LATEST: Final = "latest"


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
    return list(_years(serving(), serving().version, now_in_vietnam().year))


@lru_cache(maxsize=4)
def _years(store: Serving, version: int, this_year: int) -> tuple[str, ...]:
    ends = store.known_targets()["period_end"].dt.year.unique()
    later = sorted((int(year) for year in ends if year > this_year), reverse=True)
    return tuple(str(year) for year in (*later, *range(this_year, FIRST_YEAR - 1, -1)))


def year_name(year: str, lang: str) -> str:
    """A year as the filter shows it, naming itself."""
    return words(lang).text("filter.year_value", year=year)


def scopes(year: str, also: str | None = None) -> list[str]:
    """The whole country, then the provinces at the end of a year."""
    return [NATION, *provinces(year, also)]


def scope_name(scope: str, year: str, lang: str) -> str:
    """The whole country with its number of provinces, or a province's name."""
    if scope == NATION:
        return words(lang).text("overview.scope", count=len(provinces(year)))
    return place_name(scope, year, lang)


def period_name_of(period: str, lang: str) -> str:
    """A part of a year as its filter shows it; the latest figures by their own name."""
    return words(lang).text("overview.latest_period") if period == LATEST else period_name(period, lang)


def period_select(year: int, day: date | None, lang: str) -> str | None:
    """The part of the year chosen among those reported, None for the latest; no filter where none is reported."""
    periods = reads.periods(None, reads.View(year, None, day))
    if not periods:
        st.query_params.pop("period", None)
        return None
    chosen = address.code_select(
        words(lang).text("filter.period"), [LATEST, *periods], "period", lambda p: period_name_of(p, lang), LATEST,
        width=220,
    )  # fmt: skip
    return None if chosen == LATEST else chosen


def open_picked(picked: Any, year: str) -> None:
    """Open the page of the place whose mark was clicked, with the present view kept; nothing while none is.

    The browser follows a plain address: `st.switch_page` would first write the place into this screen's own address
    and leave that behind in the history, so that Back led to another view than the one that was left.
    """
    points = picked["selection"]["points"]
    codes = (str(code) for point in points for code in point.get("customdata", []))
    place = next((code for code in codes if code in read.places(serving()).by_key), None)
    if place is not None:
        st.html(f"<script>{_go(address.link('province', place=place, year=year))}</script>",
                unsafe_allow_javascript=True)  # fmt: skip


def _go(address_of: str) -> str:
    """The script that leaves for an address as a click on a link would."""
    return f"window.location.assign({json.dumps(address_of)})"
