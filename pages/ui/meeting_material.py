"""What a meeting is to see: a place, year and period at a clock, all or some of its indicators, in a language."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import streamlit as st

from exports import material as exported
from exports.material import Material
from exports.typed import Typed
from pages.ui import address, choices, clock, reads
from warehouse.serving import Serving, serving
from warehouse.writer import now_in_vietnam
from web.uploads import Received

#: The indicators chosen, in the address: codes between commas; all where it names none.
PARAM = "blocks"
#: What a planner may type into the files' own fields.
FIELDS = ("causes", "tasks", "proposals")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an export is asked for. `indicators` empty: all; `typed`, `titles`: field and text; `template`: a file."""

    place: str
    year: int
    period: str | None
    as_of: date | None
    pinned: str | None
    lang: str
    indicators: tuple[str, ...] = ()
    typed: tuple[tuple[str, str], ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    template: Received | None = None

    @property
    def texts(self) -> Typed:
        """What is typed into the export."""
        told = dict.fromkeys(FIELDS, "") | dict(self.typed)
        return Typed(told["causes"], told["tasks"], told["proposals"], titles=dict(self.titles))


def asked_in_address(place: str, year: int, lang: str) -> Asked:
    """What the present address asks for at a place and year, without a period or indicator that does not exist."""
    day, pinned = clock.as_of(), clock.pinned()
    wanted = st.query_params.get("period")
    period = wanted if wanted in reads.periods(place, reads.View(year, as_of=day)) else None
    asked = Asked(place, year, period, day, pinned, lang)
    known = indicators_of(asked)
    chosen = st.query_params.get(PARAM, "").split(",")
    return replace(asked, indicators=tuple(i for i in known if i in chosen))


def place_in_address(default: str) -> tuple[str, int]:
    """The place and year of the address, by the defaults of the screen that shows them."""
    year = int(address.chosen("year", choices.years(), str(reads.default_year())))
    return address.chosen("place", choices.scopes(str(year), st.query_params.get("place")), default), year


def indicators_of(asked: Asked) -> tuple[str, ...]:
    """The indicators of which the place or a predecessor has a target or figure in the year, the place's own first."""
    return tuple(str(i) for i in whole(asked).all_rows["indicator"].drop_duplicates())


def whole(asked: Asked) -> Material:
    """The material with every indicator and nothing typed."""
    plain = replace(asked, indicators=(), typed=(), titles=(), template=None)
    return _whole(serving(), serving().version, now_in_vietnam().date(), plain)


@lru_cache(maxsize=8)
def _whole(store: Serving, version: int, day: date, asked: Asked) -> Material:
    pinned = clock.round_of(asked.pinned)
    return exported.read(
        store, asked.place, asked.year, asked.lang, period=asked.period, as_of=asked.as_of, pinned=pinned
    )


def material_of(asked: Asked) -> Material:
    """The material of the indicators asked for."""
    found = whole(asked)
    return exported.only(found, asked.indicators) if asked.indicators else found
