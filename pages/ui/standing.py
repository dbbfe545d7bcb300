"""How a place stands in time: whether it existed in a year, under which name, who came before and after."""

from dataclasses import dataclass

from metrics.places import Place
from pages.ui.choices import last_day
from scorecards import read
from warehouse.serving import serving
from wording.catalogue import words
from wording.dates import date_text
from wording.phrases import place_label


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in a year: `state` is exists, not_yet or no_more; `others` are the places of that time, or its heir."""

    place: str
    state: str
    others: tuple[str, ...]


def standing(place: str, year: int) -> Standing:
    """Whether the place existed at the end of the year; its predecessors of that time, or the one that succeeded."""
    known, day = read.places(serving()), last_day(str(year))
    found = known.by_key[place]
    if found.exists(day):
        return Standing(place, "exists", tuple(known.predecessors(place)))
    if day < found.valid_from:
        earlier = [p for p in known.lineage(place) if p != place and known.by_key[p].exists(day)]
        return Standing(place, "not_yet", tuple(earlier))
    heir = known.by_key.get(found.successor or "")
    return Standing(place, "no_more", (heir.place,) if heir else ())


def lineage(place: str) -> list[str]:
    """The place, then all that became it."""
    return read.places(serving()).lineage(place)


def name_in(place: str, year: int, lang: str) -> str:
    """A place as a view of the year calls it: "tỉnh Vĩnh Phúc (trước 01/7/2025)" once it is no more."""
    known, day = read.places(serving()), last_day(str(year))
    found, name = known.by_key[place], known.name(place, day, lang)
    if day < found.valid_from:
        since = date_text(found.valid_from, lang)
        return words(lang).text("place.since", name=name, date=since)
    ended = found.valid_to if found.valid_to is not None and found.valid_to < day else None
    full = known.name(place, day, lang, full=True) if lang == "vi" else None
    return place_label(name, ended, full, lang)


def ended_on(place: str, lang: str) -> str:
    """The first day on which a place was no more; empty for one that still is."""
    known: Place = read.places(serving()).by_key[place]
    if known.valid_to is None:
        return ""
    return date_text(known.valid_to.fromordinal(known.valid_to.toordinal() + 1), lang)
