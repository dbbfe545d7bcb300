"""Checks of the registry itself: every name in it leads somewhere."""

from collections.abc import Iterator

from etl.problems import Problem
from metrics.registry import Indicator, Registry

FILE = "registry/indicators.toml"


def registry_faults(registry: Registry) -> list[Problem]:
    """A parent, a part of a complete set, a comparable breakdown or an indicator that is named and not there."""
    return [
        Problem("registry-fault", FILE, column=f"{key}.{where}", text=word)
        for key, indicator in registry.indicators.items()
        for where, word in _loose_ends(indicator, registry)
    ]


def _loose_ends(indicator: Indicator, registry: Registry) -> Iterator[tuple[str, str]]:
    known = {"total", *indicator.breakdowns}
    for breakdown in indicator.breakdowns.values():
        if breakdown.parent not in known or breakdown.parent == breakdown.key:
            yield f"breakdowns.{breakdown.key}.parent", breakdown.parent
        if breakdown.relation not in ("part", "subset"):
            yield f"breakdowns.{breakdown.key}.relation", breakdown.relation
    parts = {key for key, entry in indicator.breakdowns.items() if entry.relation == "part"}
    yield from (("complete_sets", word) for group in indicator.complete_sets for word in group if word not in parts)
    yield from (("comparable_across_places", w) for w in indicator.comparable_across_places if w not in known)
    yield from (("autumn_breakdowns", word) for word in indicator.autumn_breakdowns if word not in known)
    yield from _loose_facts(indicator, registry)


def _loose_facts(indicator: Indicator, registry: Registry) -> Iterator[tuple[str, str]]:
    if indicator.subset_of is not None and indicator.subset_of not in registry.indicators:
        yield "subset_of", indicator.subset_of
    if indicator.unit not in indicator.units:
        yield "units", indicator.unit
    if indicator.kind == "rate" and (indicator.complete_sets or indicator.roll_up == "sum"):
        yield "roll_up", indicator.roll_up
    if (indicator.roll_up == "weighted") != (indicator.weight is not None):
        yield "weight", str(indicator.weight)
