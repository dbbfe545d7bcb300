"""Rolling figures up over places: flows and stocks add, rates are weighted by their denominator or refused."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from metrics.figures import half_up


class RolledUp(NamedTuple):
    """The figure of the whole, or None with why: `missing_part` (named), `unit_differs`, `no_weight`, `old_weight`."""

    value: Decimal | None
    reason: str | None
    missing: tuple[str, ...] = ()


class Part(NamedTuple):
    """The figure of one place; `weight` (its denominator) and `weight_year` for rates."""

    place: str
    value: Decimal | None
    unit: str
    weight: Decimal | None = None
    weight_year: int | None = None


def rolled_up(parts: Iterable[Part], how: str, year: int, weights_max_age_years: int, decimals: int = 2) -> RolledUp:
    """The whole of `parts` by the registry's `roll_up`: sum | weighted | none. A missing part makes the whole missing.

    A rate weighted by a denominator older than `weights_max_age_years` is given with reason `old_weight`: an
    illustration, never the basis of a verdict.
    """
    parts = tuple(parts)
    missing = tuple(p.place for p in parts if p.value is None)
    if missing or not parts:
        return RolledUp(None, "missing_part", missing)
    if len({p.unit for p in parts}) > 1:
        return RolledUp(None, "unit_differs")
    if how == "sum":
        return RolledUp(sum((_known(p.value) for p in parts), Decimal(0)), None)
    return _weighted(parts, year, weights_max_age_years, decimals) if how == "weighted" else RolledUp(None, "no_weight")


def _weighted(parts: tuple[Part, ...], year: int, max_age: int, decimals: int) -> RolledUp:
    """Σ value·weight / Σ weight, half up."""
    unweighted = tuple(p.place for p in parts if p.weight is None or p.weight_year is None)
    if unweighted:
        return RolledUp(None, "no_weight", unweighted)
    total = sum((_known(p.weight) for p in parts), Decimal(0))
    if not total:
        return RolledUp(None, "no_weight")
    value = sum((_known(p.value) * _known(p.weight) for p in parts), Decimal(0)) / total
    old = any(year - (p.weight_year or year) > max_age for p in parts)
    return RolledUp(half_up(value, decimals), "old_weight" if old else None)


def _known(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("a missing part was to be refused before")
    return value
