"""Checks of places in time: every day covered once, every successor there."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from etl.known import Span
from etl.problems import Problem

FOLDER = "places"


class Entry(NamedTuple):
    """One row of a history: what it is about, its first and last day, and where it stands."""

    key: str
    span: Span
    file: str
    row: int


def overlapping_entries(entries: Iterable[Entry]) -> list[Problem]:
    """A row that begins before the earlier row of the same key has ended."""
    return [
        Problem("place-overlap", later.file, later.row, "valid_from", later.key)
        for earlier, later in _neighbours(entries)
        if later.span.first <= (earlier.span.last or date.max)
    ]


def uncovered_days(entries: Iterable[Entry], places: Mapping[str, Span]) -> list[Problem]:
    """A place that has no row on some day of its life, or a row on a day outside it."""
    listed = list(entries)
    gaps = [
        Problem("place-gap", later.file, later.row, "valid_from", later.key)
        for earlier, later in _neighbours(listed)
        if earlier.span.last is not None and later.span.first > earlier.span.last + timedelta(days=1)
    ]
    return [*gaps, *(p for group in _groups(listed).values() for p in _ends(group, places))]


def _ends(group: list[Entry], places: Mapping[str, Span]) -> list[Problem]:
    life, first, last = places.get(group[0].key), group[0], group[-1]
    if life is None:
        return []
    late = [Problem("place-gap", first.file, first.row, "valid_from", first.key)] * (first.span.first != life.first)
    early = [Problem("place-gap", last.file, last.row, "valid_to", last.key)] * (last.span.last != life.last)
    return [*late, *early]


def _groups(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.key, e.span.first)):
        groups.setdefault(entry.key, []).append(entry)
    return groups


def _neighbours(entries: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    return [pair for group in _groups(entries).values() for pair in pairwise(group)]
