"""The registry: what each indicator is, and the thresholds by which figures are judged. Data chooses; code computes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from metrics import vocabulary

MICRO: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A part of an indicator: its parent, and whether it adds up to it (part) or lies within it (subset)."""

    key: str
    parent: str
    relation: str


@dataclass(frozen=True, slots=True)
class Owner:
    """The agency that answers for an indicator between two dates."""

    agency: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which a series is measured in another way."""

    year: int
    why: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its kind, direction, units, how it rolls up, its breakdown tree and who answers for it."""

    key: str
    kind: str
    direction: str
    unit: str
    units: tuple[str, ...]
    roll_up: str
    weight: str | None
    subset_of: str | None
    breakdowns: Mapping[str, Breakdown]
    complete_sets: tuple[tuple[str, ...], ...]
    comparable_across_places: tuple[str, ...]
    autumn_breakdowns: tuple[str, ...]
    owners: tuple[Owner, ...]
    breaks: tuple[Break, ...]
    position: int

    def owner(self, on: date) -> str | None:
        """The agency that answers for the indicator on a day; None when none is named."""
        for owner in self.owners:
            if (owner.valid_from or date.min) <= on <= (owner.valid_to or date.max):
                return owner.agency
        return None


@dataclass(frozen=True, slots=True)
class Registry:
    """All indicators in the order in which screens list them."""

    indicators: Mapping[str, Indicator]

    def breakdown_position(self, indicator: str, breakdown: str) -> int:
        """Where a breakdown stands under its indicator; the total first, unknown ones last."""
        if breakdown == "total":
            return 0
        keys = list(self.indicators[indicator].breakdowns)
        return keys.index(breakdown) + 1 if breakdown in keys else len(keys) + 1


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds and tolerances of DOMAIN §3–4 as one frozen set; shares as fractions, points as points."""

    version: str
    about_tolerance: float
    nearly_ratio: float
    nearly_points: float
    nearly_reach: float
    more_than_reach: float
    more_than_points: float
    attainment_check: float
    weights_max_age_years: int
    pace_ahead: float
    pace_on: float
    pace_behind: float
    pace_min_years: int
    forecast_min_parts: int
    forecast_min_years: int
    path_limits: Mapping[str, tuple[float, ...]] = field(hash=False)
    path_growth_limits: Mapping[str, tuple[float, ...]] = field(hash=False)
    text: str = field(repr=False, compare=False)


def registry(path: Path) -> Registry:
    """The registry read from indicators.toml; ValueError names the first entry that breaks its form."""
    tables = tomllib.loads(path.read_text("utf-8"))
    return Registry({key: _indicator(key, table, i) for i, (key, table) in enumerate(tables.items())})


def rules(path: Path) -> Rules:
    """The thresholds read from rules.toml; KeyError where one is missing."""
    text = path.read_text("utf-8")
    return rules_from_text(text)


def rules_from_text(text: str, later: str = "") -> Rules:
    """The thresholds as written in a rules file, kept with its text so that a round can freeze it.

    `later`: a later file, from which thresholds are taken that the text does not know yet.
    """
    tables = _over(tomllib.loads(later), tomllib.loads(text))
    flat = _flat(tables)
    return Rules(
        version=str(flat["version"]),
        about_tolerance=flat["about_tolerance"],
        nearly_ratio=flat["nearly_ratio"],
        nearly_points=flat["nearly_points"],
        nearly_reach=flat["nearly_reach"],
        more_than_reach=flat["more_than_reach"],
        more_than_points=flat["more_than_points"],
        attainment_check=flat["attainment_check"],
        weights_max_age_years=int(flat["weights_max_age_years"]),
        pace_ahead=flat["ahead"],
        pace_on=flat["on_pace"],
        pace_behind=flat["behind"],
        pace_min_years=int(flat["pace_min_years"]),
        forecast_min_parts=int(flat["forecast_min_parts"]),
        forecast_min_years=int(flat["forecast_min_years"]),
        path_limits=_limits(tables["path"]["with_target"]),
        path_growth_limits=_limits(tables["path"]["without_target"]),
        text=text,
    )


def _limits(table: Mapping[str, list[float]]) -> dict[str, tuple[float, ...]]:
    return {method: tuple(float(limit) for limit in limits) for method, limits in table.items()}


def _over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """One set of tables laid over another, table by table."""
    both = dict(under)
    for key, value in over.items():
        below = both.get(key)
        both[key] = _over(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return both


def _flat(tables: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tables.items():
        flat.update(_flat(value) if isinstance(value, dict) else {key: value})
    return flat


def _indicator(key: str, table: Mapping[str, Any], position: int) -> Indicator:
    kind = _one_of(key, "kind", table.get("kind"), vocabulary.INDICATOR_KINDS)
    unit = _one_of(key, "unit", table.get("unit"), vocabulary.UNITS)
    return Indicator(
        key=key,
        kind=kind,
        direction=_one_of(key, "direction", table.get("direction"), vocabulary.DIRECTIONS),
        unit=unit,
        units=tuple(_one_of(key, "units", u, vocabulary.UNITS) for u in table.get("units", [unit])),
        roll_up=_one_of(key, "roll_up", table.get("roll_up"), vocabulary.ROLL_UPS),
        weight=table.get("weight"),
        subset_of=table.get("subset_of"),
        breakdowns={k: Breakdown(k, b["parent"], b["relation"]) for k, b in table.get("breakdowns", {}).items()},
        complete_sets=tuple(tuple(parts) for parts in table.get("complete_sets", [])),
        comparable_across_places=tuple(table.get("comparable_across_places", ["total"])),
        autumn_breakdowns=tuple(table.get("autumn_breakdowns", [])),
        owners=tuple(Owner(o["agency"], o.get("from"), o.get("until")) for o in table.get("owner", [])),
        breaks=tuple(Break(b["from"], b["why"]) for b in table.get("breaks", [])),
        position=position,
    )


def _one_of(key: str, name: str, value: str | None, allowed: tuple[str, ...]) -> str:
    if value is None:
        raise ValueError(f"{key}: {name} is missing; it is one of {', '.join(allowed)}")
    if value not in allowed:
        raise ValueError(f"{key}: {name} = {value!r} is not one of {', '.join(allowed)}")
    return value
