"""What is known at a clock: targets and observations of some places, with registry, rules and places beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from metrics.pace import NATION
from metrics.places import Places
from metrics.records import records
from metrics.registry import Registry, Rules
from metrics.registry import registry as read_registry
from metrics.registry import rules as read_rules
from warehouse.errors import NoWarehouse
from warehouse.serving import Serving
from warehouse.writer import VIETNAM, now_in_vietnam

REGISTRY: Final = Path(__file__).resolve().parents[1] / "data" / "registry"


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment of a view: `as_of` hides what was not yet known; without it all that is recorded counts, today."""

    as_of: date | None = None
    recorded_until: datetime | None = None
    today: date | None = None

    @property
    def day(self) -> date:
        """The day on which the view stands."""
        return self.as_of or self.today or now_in_vietnam().date()

    @property
    def known_until(self) -> date:
        """The day until which figures count: of a round the day of its freezing, whatever day its view stands on."""
        return self.as_of or (self.recorded_until.astimezone(VIETNAM).date() if self.recorded_until else self.day)


@dataclass(frozen=True, slots=True)
class Facts:
    """Targets and observations known at a clock (values in int64 micros), and what they are judged by.

    `nation`: the nation's observations, whose season counts where a series has none of its own.
    """

    targets: pd.DataFrame
    observations: pd.DataFrame
    nation: pd.DataFrame
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
    known = serving.places()
    if known.empty:
        raise NoWarehouse(serving.folder)
    more = (serving.place_names(), serving.place_regions(), serving.place_codes(), serving.place_aliases())
    return Places(*(records(table) for table in (known, *more)))


def places(serving: Serving) -> Places:
    """All places in time, read once for each version of the warehouse; NoWarehouse before the first build."""
    return _places(serving, serving.version)


def facts(serving: Serving, keys: Sequence[str] | None, clock: Clock) -> Facts:
    """What is known at the clock about the places (None: all of them)."""
    as_of, until = clock.as_of, clock.recorded_until
    asked = None if keys is None else sorted({*keys, NATION})
    observed = serving.known_observations(asked, as_of=as_of, recorded_until=until)
    own = observed if keys is None else observed[observed["place"].isin(list(keys))].reset_index(drop=True)
    return Facts(
        targets=serving.known_targets(keys, as_of=as_of, recorded_until=until),
        observations=own,
        nation=observed[observed["place"] == NATION],
        registry=registry(),
        rules=rules(),
        places=places(serving),
    )


def known_until(known: Facts, year: int, last_day: date) -> Facts:
    """The facts of a review inside a year: figures of `year` for periods that end after `last_day` are left out."""
    end = known.observations["period_end"]
    later = (end.dt.year == year) & (end > pd.Timestamp(last_day))
    return replace(known, observations=known.observations[~later])


def periods_reported(known: Facts, year: int) -> list[str]:
    """The keys of the parts of a year, from January on, for which any flow is known; the shortest first."""
    rows = known.observations
    flows = rows[rows["cumulation"].notna() & (rows["period_start"] == pd.Timestamp(year, 1, 1))]
    part = flows[flows["period_end"] < pd.Timestamp(year, 12, 31)]
    return list(part.sort_values("period_end")["period"].unique())
