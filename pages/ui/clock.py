"""When a view stands: the day until which it knows figures, or the round that it is pinned to, and what says so."""

from datetime import date
from functools import lru_cache
from html import escape
from typing import Final

import streamlit as st

from pages.ui import address
from scorecards import read, rounds
from scorecards.read import Clock
from scorecards.rounds import Round
from warehouse.serving import Serving, serving
from warehouse.writer import VIETNAM
from wording.catalogue import Words, words
from wording.dates import date_text

PARAM = "as_of"
#: The round in the address, and the code there of the latest figures.
ROUND: Final = "round"
LATEST: Final = "latest"


def as_of() -> date | None:
    """The day named in the address (ISO); None where it names none, or no day, or where a round decides."""
    if pinned() is not None:
        return None
    try:
        return date.fromisoformat(st.query_params.get(PARAM, ""))
    except ValueError:
        return None


def known_rounds() -> tuple[Round, ...]:
    """Every round, the last frozen first."""
    return _rounds(serving(), serving().version)


@lru_cache(maxsize=4)
def _rounds(store: Serving, version: int) -> tuple[Round, ...]:
    return tuple(rounds.rounds(store))


def pinned() -> str | None:
    """The round that the address names; None where it names none that exists."""
    asked = st.query_params.get(ROUND)
    return asked if asked and round_of(asked) is not None else None


def lost() -> str | None:
    """What the address names as its round or day where there is no such; None where it names none or a real one."""
    asked = st.query_params.get(ROUND, LATEST)
    if pinned() is not None:
        return None
    if asked not in ("", LATEST):
        return asked
    day = st.query_params.get(PARAM)
    return day if day and as_of() is None else None


def lost_text(lang: str) -> str:
    """That the address names a round or day that does not exist; empty where it does not."""
    missing = lost()
    return "" if missing is None else words(lang).text("filter.as_of_lost", asked=missing)


def round_of(code: str | None) -> Round | None:
    """The round of an identifier."""
    return None if code is None else next((r for r in known_rounds() if r.round_id == code), None)


def clock_at(day: date | None, code: str | None) -> Clock:
    """The clock of a view: that of its round, else of its day, else of now."""
    found = round_of(code)
    return Clock(as_of=day) if found is None else rounds.clock_of(found)


def round_select(lang: str) -> None:
    """The filter of rounds, drawn among a screen's filters where any round is frozen."""
    found = known_rounds()
    if not found:
        return
    book = words(lang)
    names = {LATEST: book.text("filter.round_latest")} | {r.round_id: round_name(r, lang) for r in found}
    if (asked := st.query_params.get(ROUND)) and asked not in names:
        names[asked] = asked  # stays in sight, and in the address, until the reader chooses
    address.code_select(book.text("filter.round"), list(names), ROUND, names.__getitem__, LATEST, width=280)


def round_name(found: Round, lang: str) -> str:
    """A round with the day on which it was frozen."""
    return words(lang).text("filter.round_value", name=found.name, date=_frozen(found, lang))


def _frozen(found: Round, lang: str) -> str:
    return date_text(found.frozen_at.astimezone(VIETNAM).date(), lang)


@lru_cache(maxsize=16)
def _moved(store: Serving, version: int, found: Round) -> bool:
    return rounds.moved_since(store, found)


def not_pinned(page: str, lang: str) -> None:
    """Say where people write that the day or round of the address does not apply to what they record."""
    book, found, day = words(lang), round_of(pinned()), as_of()
    if found is None and day is None:
        return
    moment = round_name(found, lang) if found else date_text(day or date.max, lang)
    told = book.text("filter.not_pinned", moment=moment)
    back = address.anchor(book.text("filter.as_of_today"), page, **{PARAM: None, ROUND: None})
    st.html(f'<div class="k"><p class="banner" role="status">{escape(told)} {back}</p></div>')


def banner(day: date | None, page: str, lang: str) -> None:
    """Say that the view stands at a round or an earlier day, with the way back to the latest; nothing otherwise."""
    book, found = words(lang), round_of(pinned())
    if found is None and day is None and lost() is None:
        return
    if found is not None:
        told = _told_round(found, book)
    elif day is not None:
        told = book.text("filter.as_of_value", date=date_text(day, lang))
    else:
        told = lost_text(lang)
    back = address.anchor(book.text("filter.as_of_today"), page, **{PARAM: None, ROUND: None})
    st.html(f'<div class="k"><p class="banner" role="status"><b>{escape(told)}</b> {back}</p></div>')


def _told_round(found: Round, book: Words) -> str:
    moved, other_limits = _moved(serving(), serving().version, found), found.rules != read.rules().text
    key = "rounds.not_latest" if moved else "rounds.other_limits" if other_limits else "rounds.still_latest"
    return book.text(key, name=f"{found.name} ({_frozen(found, book.lang)})")
