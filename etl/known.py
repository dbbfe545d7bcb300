"""What rows are held against: the registry, the limits of the rules file, places and documents."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from metrics.registry import Registry


class Span(NamedTuple):
    """The days on which a place exists; `last` None while it does."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """True on every day from the first to the last."""
        return self.first <= day <= (self.last or date.max)


class Paper(NamedTuple):
    """A document as targets need it: its day, None where unknown, and the place it binds."""

    day: date | None
    place: str


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that a row of facts may refer to."""

    registry: Registry
    years: range
    places: Mapping[str, Span]
    documents: Mapping[str, Paper]


def known_years(rules: Path) -> range:
    """The years that figures may bear, as the rules file limits them."""
    limits = tomllib.loads(rules.read_text("utf-8"))["upload"]
    return range(int(limits["first_year"]), int(limits["last_year"]) + 1)
