"""The words that are understood, as data/registry spells them: whole cells, never a prefix."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from etl.uploads.folding import bracketed, expanded, folded, nfc, without_footnote, without_numbering
from etl.uploads.moments import LONGEST, Moment, moment
from metrics.vocabulary import UNITS
from wording.catalogue import LANGS, words

#: Scenarios that are never loaded, and only compared.
COMPARED: Final = ("share_of_plan", "share_of_same_period", "plan")
_UNIT_LABEL: Final = re.compile(r"^\W*(?:đvt|đơn vị tính|đơn vị|unit)\s*[:：]\s*", re.IGNORECASE)
_CHOICE: Final = re.compile(r"\[([^\[\]]*)\]|\(([^()]*\|[^()]*)\)")


class Reading(NamedTuple):
    """What one known phrase says: its role (indicator, breakdown, state, …) and its value."""

    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Everything that a cell says in known words; `whole` False where some word of it is unknown."""

    text: str
    whole: bool = True
    indicator: str | None = None
    breakdown: str | None = None
    subset: bool = False
    within: bool = False
    state: str | None = None
    scenario: str | None = None
    compared: str | None = None
    cumulation: str | None = None
    unit: str | None = None
    scale: int = 1
    moment: Moment | None = None
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def says_content(self) -> bool:
        """Whether it names what stands in a column or row, and not only a unit."""
        return self.whole and bool(self.roles - {"unit", "filler"})


class Lexicon:
    """The spellings of data/registry, ready to be asked."""

    def __init__(self, headers: Mapping[str, list[str]], spellings: Mapping[str, Any]) -> None:
        self.columns = {folded(way): key for key, ways in headers.items() for way in (*ways, key)}
        self._phrases: dict[str, Reading] = {}
        for role in ("filler", "subset", "scenario", "cumulation", "state", "indicator", "breakdown", "both"):
            for value, ways in spellings[role].items():
                self._add(role, value, ways)
        self.units = {folded(way): key for key, ways in spellings["unit"].items() for way in (*ways, key)}
        self.scales = {folded(way): int(key) for key, ways in spellings["scale"].items() for way in ways}
        self.qualifiers = {way.casefold(): key for key, ways in spellings["qualifier"].items() for way in ways}
        self.missing = frozenset(word.casefold() for word in spellings["missing"]["words"])
        self.totals = frozenset(folded(word) for word in spellings["total_row"]["words"])
        self._longest = max(len(way.split()) for way in self._phrases)

    def _add(self, role: str, value: str, ways: list[str]) -> None:
        own = [] if role in ("filler", "both", "subset", "scenario") else [value]
        for way in (*ways, *own):
            for written in spelled_out(way):
                fold = expanded(folded(written))
                if role != "breakdown" or self._phrases.get(fold, ("",))[0] != "indicator":
                    self._phrases[fold] = Reading(role, value)

    def add_names(self, indicators: Iterable[str], breakdowns: Iterable[str]) -> None:
        """What screens and templates call things is a spelling too, where it is none of something else."""
        for lang in LANGS:
            book = words(lang)
            for role, keys in (("indicator", indicators), ("breakdown", breakdowns)):
                for key in keys:
                    if book.has(f"{role}.{key}"):
                        way = expanded(folded(book.text(f"{role}.{key}")))
                        self._phrases.setdefault(way, Reading(role, key))
            for key in UNITS:
                self.units.setdefault(folded(book.text(f"unit.{key}")), key)
        self._longest = max(len(way.split()) for way in self._phrases)

    def column(self, text: str) -> str | None:
        """The role of a column with this header alone; None where no header is spelled so."""
        bare, said = bracketed(without_footnote(nfc(text)))
        key = self.columns.get(folded(bare))
        if key is None or said is None or self.unit(said):
            return key
        return self.columns.get(folded(text), key)

    def unit(self, text: str) -> tuple[str | None, int] | None:
        """The unit and the scale that a text prints ("nghìn người"); None where it prints neither."""
        fold = folded(_UNIT_LABEL.sub("", text))
        if fold in self.units:
            return self.units[fold], 1
        for scale, factor in self.scales.items():
            if fold == scale:
                return None, factor
            if fold.startswith(f"{scale} ") and fold[len(scale) + 1 :] in self.units:
                return self.units[fold[len(scale) + 1 :]], factor
        return None

    @lru_cache(maxsize=65_536)  # noqa: B019 - one lexicon lives as long as the program
    def phrase(self, text: str) -> Phrase:
        """What a cell says, numbering, footnote marks and a unit in brackets taken off and used."""
        bare, within = without_numbering(without_footnote(nfc(text)).strip())
        unit: tuple[str | None, int] | None = None
        shorter, said = bracketed(bare)
        if said is not None and (unit := self.unit(said)) is not None:
            bare = without_footnote(shorter)
        found = self._covered(expanded(folded(bare)), text, within)
        if unit is None or not found.whole:
            return replace(found, within=within)
        return replace(found, within=within, unit=unit[0], scale=unit[1], roles=found.roles | {"unit"})

    def _covered(self, fold: str, text: str, within: bool) -> Phrase:
        if not fold:
            return Phrase(text, whole=within, roles=frozenset({"filler"} if within else ()))
        cover = self._cover(tuple(fold.split()))
        return Phrase(text, whole=False) if cover is None else _phrase(text, cover)

    @lru_cache(maxsize=65_536)  # noqa: B019
    def _cover(self, fold: tuple[str, ...]) -> tuple[Reading | Moment, ...] | None:
        """The fewest known phrases, each role once, that leave no word over."""
        if not fold:
            return ()
        best: tuple[Reading | Moment, ...] | None = None
        for length in range(min(len(fold), max(self._longest, LONGEST)), 0, -1):
            first = self._piece(" ".join(fold[:length]))
            rest = self._cover(fold[length:]) if first is not None else None
            if first is None or rest is None or not _compatible(first, rest):
                continue
            if best is None or len(rest) + 1 < len(best):
                best = (first, *rest)
        return best

    def _piece(self, fold: str) -> Reading | Moment | None:
        return self._phrases.get(fold) or moment(fold)

    def mentions(self, text: str, role: str) -> list[tuple[str, str]]:
        """The phrases of a role within a running text, longest first at each word: their words and values."""
        fold, found, at = expanded(folded(text)).split(), [], 0
        while at < len(fold):
            length = next((n for n in range(min(self._longest, len(fold) - at), 0, -1)
                           if self._phrases.get(" ".join(fold[at : at + n]), ("", ""))[0] == role), 0)  # fmt: skip
            if length:
                piece = " ".join(fold[at : at + length])
                found.append((piece, self._phrases[piece].value))
            at += length or 1
        return found

    def known(self, text: str) -> bool:
        """Whether a cell is a header or says something whole: what a right encoding makes of it."""
        return self.column(text) is not None or self.phrase(text).whole or self.unit(text) is not None


def _compatible(first: Reading | Moment, rest: tuple[Reading | Moment, ...]) -> bool:
    role = _role(first)
    if role in ("scenario", "filler"):
        return True
    return all(_role(piece) != role for piece in rest) and not (
        role == "breakdown" and any(_role(piece) == "both" for piece in rest)
    )


def _role(piece: Reading | Moment) -> str:
    return "moment" if isinstance(piece, Moment) else piece.role


def _phrase(text: str, cover: tuple[Reading | Moment, ...]) -> Phrase:
    said: dict[str, Any] = {}
    for piece in cover:
        said |= _said(piece, said)
    return Phrase(text, roles=frozenset(_role(piece) for piece in cover), **said)


def _said(piece: Reading | Moment, said: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(piece, Moment):
        return {"moment": piece}
    if piece.role == "both":
        indicator, breakdown = piece.value.split("/")
        return {"indicator": indicator, "breakdown": breakdown}
    if piece.role == "filler":
        return {}
    if piece.role == "subset":
        return {"subset": True}
    if piece.role == "scenario":
        return _scenario(piece.value, said)
    return {piece.role: piece.value}


def _scenario(value: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a scenario adds: what is never loaded outweighs all, the same period the plain result."""
    if value in COMPARED:
        first = min((said.get("compared") or value, value), key=COMPARED.index)
        return {"scenario": "never", "compared": first}
    if said.get("scenario") in ("never", "same_period") and value != "never":
        return {"scenario": said["scenario"]}
    return {"scenario": value}


def spelled_out(way: str) -> Iterator[str]:
    """Every spelling of a pattern with optional [a|b] and chosen (a|b) parts."""
    match = _CHOICE.search(way)
    if match is None:
        yield way
        return
    options = ["", *match[1].split("|")] if match[1] is not None else match[2].split("|")
    for option in options:
        yield from spelled_out(f"{way[: match.start()]}{option}{way[match.end() :]}")


def lexicon(folder: Path) -> Lexicon:
    """The lexicon of data/registry; every key of the registry is a spelling of its own."""
    headers = tomllib.loads((folder / "headers.toml").read_text("utf-8"))
    spellings = tomllib.loads((folder / "spellings.toml").read_text("utf-8"))
    entries = tomllib.loads((folder / "indicators.toml").read_text("utf-8"))
    breakdowns = {key for entry in entries.values() for key in entry.get("breakdowns", {})}
    for role, keys in (("indicator", entries), ("breakdown", breakdowns)):
        for key in keys:
            spellings[role].setdefault(key, [])
    found = Lexicon(headers, spellings)
    found.add_names(entries, breakdowns)
    return found
