"""Places in time: a name or a code alone is no key, a place is resolved at the last day of a period (DOMAIN §5)."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, TypeVar

from metrics.records import Record

REFORM: Final = date(2025, 7, 1)
Made = TypeVar("Made")
#: The rows of a table of data/places, by the names of its columns; what is absent is None, empty or not a number.
Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """A nation, region or province between two dates; `position` is its place in the official order."""

    place: str
    code: str | None
    level: str
    name_vi: str
    name_en: str
    valid_from: date
    valid_to: date | None
    successor: str | None
    position: int

    def exists(self, on: date) -> bool:
        """True on every day from its first to its last."""
        return self.valid_from <= on <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What a place was called, and of which type it was, between two dates."""

    name_vi: str
    full_name_vi: str
    name_en: str
    type: str
    valid_from: date
    valid_to: date | None


class Places:
    """All places with their names, regions, codes and spellings; built from the rows of the tables of data/places."""

    def __init__(
        self,
        places: Rows,
        names: Rows,
        regions: Rows,
        codes: Rows,
        aliases: Rows,
    ) -> None:
        self.by_key: Mapping[str, Place] = {row["place"]: _place(row) for row in _records(places)}
        self._names = _grouped(names, "place", _place_name)
        self._regions = _grouped(regions, "place", lambda r: (str(r["region"]), *_validity(r)))
        self._codes = _grouped(codes, "code", lambda r: (str(r["place"]), *_validity(r)))
        self._alias_rows = _records(aliases)

    @cached_property
    def _aliases(self) -> dict[str, tuple[str | None, str | None]]:
        spellings: dict[str, tuple[str | None, str | None]] = {}
        for row in self._alias_rows:
            pair = (row["place_until_2025_06"], row["place_from_2025_07"])
            spellings.setdefault(folded(row["alias"]), pair)
        return spellings

    def provinces(self, on: date) -> list[Place]:
        """The provinces that exist on a day, in the official order."""
        found = [p for p in self.by_key.values() if p.level == "province" and p.exists(on)]
        return sorted(found, key=lambda p: p.position)

    def resolve(self, text: str, on: date) -> str | None:
        """The key of the place that a key, code or name means on a day; None when it means none.

        A key whose place had ended by then goes to the successor of the same name (phu-tho in 2030 is
        phu-tho-2025), and back the same way; an ended place of another name stays itself.
        """
        if text in self.by_key:
            return self._namesake(text, on)
        for place, valid_from, valid_to in self._codes.get(text, []):
            if valid_from <= on <= valid_to:
                return place
        before, after = self._aliases.get(folded(text), (None, None))
        return after if on >= REFORM else before

    def _namesake(self, key: str, on: date) -> str:
        place = self.by_key[key]
        if place.exists(on):
            return key
        heir = self.by_key.get(place.successor or "")
        if heir and on > place.valid_from and heir.exists(on) and heir.name_vi == place.name_vi:
            return heir.place
        for other in self.predecessors(key):
            if on < place.valid_from and self.by_key[other].exists(on) and self.by_key[other].name_vi == place.name_vi:
                return other
        return key

    def predecessors(self, key: str) -> list[str]:
        """The places that became this one, in the official order."""
        return [p.place for p in sorted(self.by_key.values(), key=lambda p: p.position) if p.successor == key]

    def lineage(self, key: str) -> list[str]:
        """The place and all that became it: their targets and figures are shown with it, under their own names."""
        found = [key]
        for before in self.predecessors(key):
            found.extend(self.lineage(before))
        return found

    def name(self, key: str, on: date, lang: str = "vi", *, full: bool = False) -> str:
        """What the place was called on a day; its last name when it had ended, its first before it began."""
        names = self._names.get(key)
        if not names:
            place = self.by_key[key]
            return place.name_vi if lang == "vi" else place.name_en
        valid = [n for n in names if n.valid_from <= on <= (n.valid_to or date.max)]
        chosen = valid[0] if valid else (names[-1] if on >= names[0].valid_from else names[0])
        if lang != "vi":
            return chosen.name_en
        return chosen.full_name_vi if full else chosen.name_vi

    def region(self, key: str, on: date) -> str | None:
        """The region of a province on a day; None between 1/7 and 4/10/2025 for provinces formed then."""
        return next((r for r, start, end in self._regions.get(key, []) if start <= on <= end), None)

    def ended(self, key: str, on: date) -> bool:
        """True when the place existed no longer on that day."""
        valid_to = self.by_key[key].valid_to
        return valid_to is not None and valid_to < on


def folded(text: str) -> str:
    """A spelling without case, marks and separators: what two ways of writing the same name share."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+|_", " ", plain).split())


def _records(rows: Rows) -> list[Record]:
    return [{column: _present(value) for column, value in row.items()} for row in rows]


def _present(value: Any) -> Any:
    if value is None or value != value or value == "":
        return None
    return value.date() if isinstance(value, datetime) else value


def _validity(row: Record) -> tuple[date, date]:
    start, end = row["valid_from"], row["valid_to"]
    return start if isinstance(start, date) else date.min, end if isinstance(end, date) else date.max


def _grouped(rows: Rows, key: str, made: Callable[[Record], Made]) -> dict[str, list[Made]]:
    groups: dict[str, list[Made]] = {}
    for row in sorted(_records(rows), key=lambda r: _validity(r)[0]):
        groups.setdefault(str(row[key]), []).append(made(row))
    return groups


def _place(row: Record) -> Place:
    start, end = _validity(row)
    return Place(
        place=str(row["place"]),
        code=None if row["code"] is None else str(row["code"]),
        level=str(row["level"]),
        name_vi=str(row["name_vi"]),
        name_en=str(row["name_en"] or row["name_vi"]),
        valid_from=start,
        valid_to=None if end == date.max else end,
        successor=None if row["successor"] is None else str(row["successor"]),
        position=int(str(row["position"])),
    )


def _place_name(row: Record) -> PlaceName:
    start, end = _validity(row)
    return PlaceName(
        name_vi=str(row["name_vi"]),
        full_name_vi=str(row["full_name_vi"]),
        name_en=str(row["name_en"] or row["name_vi"]),
        type=str(row["type"]),
        valid_from=start,
        valid_to=None if end == date.max else end,
    )


def names(places: Places, keys: Sequence[str], on: date, lang: str) -> dict[str, str]:
    """The name of each place on a day."""
    return {key: places.name(key, on, lang) for key in keys}
