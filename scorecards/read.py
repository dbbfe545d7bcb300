"""What is known at a clock: targets and observations of some places, with the registry, rules and places beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from metrics.places import Places
from metrics.registry import Registry, Rules
from metrics.registry import registry as read_registry
from metrics.registry import rules as read_rules
from warehouse.serving import Serving

REGISTRY: Final = Path(__file__).resolve().parents[1] / "data" / "registry"


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment of a view: `as_of` hides what was not yet known; without it everything recorded counts, judged today."""

    as_of: date | None = None
    recorded_until: datetime | None = None
    today: date | None = None

    @property
    def day(self) -> date:
        """The day on which the view stands."""
        return self.as_of or self.today or date.today()


@dataclass(frozen=True, slots=True)
class Facts:
    """Targets and observations known at a clock (values in int64 micros), and what they are judged by."""

    targets: pd.DataFrame
    observations: pd.DataFrame
    registry: Registry
    rules: Rules
    places: Places


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The registry of indicators that ships with the program."""
    return read_registry(REGISTRY / "indicators.toml")


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The thresholds that ship with the program."""
    return read_rules(REGISTRY / "rules.toml")


@lru_cache(maxsize=4)
def _places(serving: Serving, version: int) -> Places:
    return Places(
        serving.places(),
        serving.place_names(),
        serving.place_regions(),
        serving.place_codes(),
        serving.place_aliases(),
    )


def places(serving: Serving) -> Places:
    """All places in time, read once for each version of the warehouse."""
    return _places(serving, serving.version)


def facts(serving: Serving, keys: Sequence[str] | None, clock: Clock) -> Facts:
    """What is known at the clock about the places (None: all of them)."""
    known = {"places": keys, "as_of": clock.as_of, "recorded_until": clock.recorded_until}
    return Facts(
        targets=serving.known_targets(**known),
        observations=serving.known_observations(**known),
        registry=registry(),
        rules=rules(),
        places=places(serving),
    )
