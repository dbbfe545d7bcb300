"""Places as files spell them: exactly, then folded; never guessed; candidates one letter away are only offered."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from etl.uploads.folding import folded, nfc, without_footnote
from metrics.places import REFORM, Places

#: Spellings that come of a wrong encoding: known as they stand, never folded, no proof of a right decoding.
MISREAD: Final = ("tcvn3", "vni", "mojibake")
NATION: Final = "viet-nam"
#: A spelling shorter than this is no place within a running text.
SHORTEST_IN_TEXT: Final = 5
#: Numbers of rows before a place; no single letters, which also stand for districts and communes ("H.", "P.", "X.").
_NUMBERING: Final = re.compile(r"^(?!X[.)])(?:\d{1,2}|[IVX]{1,5})[.)]\s*(?=[^\W\d])")
#: A row of a table of data/places, by the names of its columns.
Row = dict[str, str]


class Found(NamedTuple):
    """What a text is on a day: a place, or why not (a problem code), with candidates to offer."""

    place: str | None
    code: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class _Alias:
    before: str | None
    after: str | None

    def on(self, day: date) -> str | None:
        return self.after if day >= REFORM else self.before


class Gazetteer:
    """All spellings of data/places, ready to be asked on a day."""

    def __init__(self, folder: Path) -> None:
        tables = {name: _table(folder / f"{name}.csv") for name in
                  ("places", "place_names", "place_regions", "place_codes", "place_aliases")}  # fmt: skip
        self.places = _places(tables)
        self._exact: dict[str, set[_Alias]] = defaultdict(set)
        self._folded: dict[str, set[_Alias]] = defaultdict(set)
        self.spoken: set[str] = set()
        for row in tables["place_aliases"]:
            self._add(row)
        rejects = _table(folder / "place_alias_rejects.csv")
        self._rejected = {folded(row["token"]): row["candidates"] for row in rejects}
        self._rejected_exactly = {nfc(row["token"]) for row in rejects}
        self._codes = _codes(tables["place_codes"])

    def _add(self, row: dict[str, str]) -> None:
        alias = _Alias(row["place_until_2025_06"] or None, row["place_from_2025_07"] or None)
        text = nfc(row["alias"]).strip()
        self._exact[text].add(alias)
        if row["kind"] not in MISREAD:
            self._folded[folded(text)].add(alias)
            self.spoken.add(folded(text))

    @lru_cache(maxsize=65_536)  # noqa: B019 - one gazetteer lives as long as the program
    def found(self, text: str, on: date) -> Found:
        """The place that a text means on a day; else unknown-place, ambiguous-place or place-not-in-year."""
        spans = self._meant(text)
        if not spans:
            return Found(None, "unknown-place", self.candidates(text))
        valid = {place for place in spans if self._lives(place, on)}
        if len(valid) > 1:
            return Found(None, "ambiguous-place", self.names(valid))
        if not valid:
            return Found(None, "place-not-in-year", self._heirs(spans, on))
        return Found(valid.pop())

    def known(self, text: str) -> bool:
        """Whether a text is a place at any time."""
        return bool(self._meant(text))

    def means(self, text: str, place: str) -> bool:
        """Whether a text can mean this place."""
        return place in self._meant(text)

    def meanings(self, text: str) -> frozenset[str]:
        """Every place that a text can mean at some time."""
        return self._meant(text)

    @lru_cache(maxsize=65_536)  # noqa: B019
    def _meant(self, text: str) -> frozenset[str]:
        bare = nfc(text).strip()
        if bare in self.places.by_key and self.places.by_key[bare].level != "region":
            return frozenset(self._namesakes(bare))
        if bare in self._codes:
            return frozenset(self._codes[bare])
        if bare in self._rejected_exactly:
            return frozenset()
        aliases = self._aliases(bare) or self._aliases(_NUMBERING.sub("", without_footnote(bare)))
        return frozenset(place for alias in aliases for place in (alias.before, alias.after) if place)

    def _aliases(self, text: str) -> set[_Alias]:
        if text in self._exact:
            return self._exact[text]
        return set() if folded(text) in self._rejected else self._folded.get(folded(text), set())

    def _namesakes(self, key: str) -> set[str]:
        own = self.places.by_key[key]
        kin = [own.successor or "", *self.places.predecessors(key)]
        return {key, *(k for k in kin if k in self.places.by_key and self.places.by_key[k].name_vi == own.name_vi)}

    def _lives(self, place: str, on: date) -> bool:
        return self.places.by_key[place].exists(on)

    def _heirs(self, spans: Iterable[str], on: date) -> str | None:
        heirs = {self.places.by_key[place].successor for place in spans}
        alive = {heir for heir in heirs if heir and self._lives(heir, on)}
        return self.names(alive) if alive else None

    def names(self, keys: Iterable[str]) -> str:
        """The names of places, in the official order."""
        return "; ".join(p.name_vi for p in self.places.by_key.values() if p.place in set(keys))

    def candidates(self, text: str) -> str | None:
        """Places one letter away, or those a rejected text may have meant; None where there are none."""
        fold = folded(text)
        if self._rejected.get(fold):
            return self._rejected[fold]
        near = {place for way in self._within_a_letter(fold) for alias in self._folded[way]
                for place in (alias.before, alias.after) if place}  # fmt: skip
        return "; ".join(dict.fromkeys(self.names(near).split("; "))) if near else None

    def _within_a_letter(self, fold: str) -> list[str]:
        if len(fold) < SHORTEST_IN_TEXT:
            return []
        return [way for way in self._long if abs(len(way) - len(fold)) <= 1 and one_letter_apart(way, fold)]

    @cached_property
    def _long(self) -> list[str]:
        return [way for way in self._folded if len(way) >= SHORTEST_IN_TEXT]

    def named_in(self, text: str) -> set[str]:
        """The spellings of places within a running text; a longer one hides those inside it."""
        words, found, at = folded(text).split(), set(), 0
        while at < len(words):
            length = next((n for n in range(min(8, len(words) - at), 1, -1) if self._is_spoken(words[at : at + n])), 0)
            if length:
                found.add(" ".join(words[at : at + length]))
            at += length or 1
        return found

    def _is_spoken(self, words: list[str]) -> bool:
        way = " ".join(words)
        return way in self.spoken and way not in self._rejected

    @cached_property
    def regions(self) -> frozenset[str]:
        """The folded names of regions: rows of them in a wide table are subtotals."""
        names = [place.name_vi for place in self.places.by_key.values() if place.level == "region"]
        more = ("Đông Bắc", "Tây Bắc", "Miền Bắc", "Miền Trung", "Miền Nam", "Duyên hải Nam Trung Bộ", "Bắc Trung Bộ")
        return frozenset(folded(f"{lead}{name}") for name in (*names, *more) for lead in ("", "Vùng "))


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter put in, left out or changed makes one text of the other."""
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one != other and (one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :])


def _table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _codes(table: list[Row]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for row in table:
        codes[row["code"]].add(row["place"])
    return codes


def _places(tables: dict[str, list[Row]]) -> Places:
    dated = ("places", "place_names", "place_regions", "place_codes")
    places, names, regions, codes = (_dated(tables[name]) for name in dated)
    numbered = [{**row, "position": position} for position, row in enumerate(places)]
    return Places(numbered, names, regions, codes, tables["place_aliases"])


def _dated(table: list[Row]) -> list[dict[str, str | date | None]]:
    """The rows with their days read; None where none is given."""
    return [
        {name: _day(text) if name in ("valid_from", "valid_to") else text for name, text in row.items()}
        for row in table
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
