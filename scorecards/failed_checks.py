"""Figures that cannot all be right beside each other: shown as questions to the planner, never repaired."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics import consistency
from metrics.consistency import ACTUAL_STATEMENT, DOCUMENT_STATEMENT, TARGET_STATEMENT, Coded, Reach, coded
from metrics.figures import Ints
from metrics.records import Record, records
from metrics.registry import Registry, Rules


@dataclass(frozen=True, slots=True)
class PartsNotTotal:
    """A total and the complete set of parts beside it that cannot add up to it."""

    total: Record
    parts: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class LaterLower:
    """A later milestone of a rising series that asks for less than an earlier one."""

    earlier: Record
    later: Record


@dataclass(frozen=True, slots=True)
class SubsetAbove:
    """A rate that must lie within another one and stands above it."""

    inner: Record
    outer: Record


Failed = PartsNotTotal | LaterLower | SubsetAbove


def failed_checks(targets: pd.DataFrame, observations: pd.DataFrame, registry: Registry, rules: Rules) -> list[Failed]:
    """All that fails; each statement is held against itself, as a build does (see metrics.consistency).

    `targets` have the `source` on which each was read first (see holdings.with_source).
    """
    planned, published = _reach(targets, "operator", rules), _reach(observations, "qualifier", rules)
    return [
        *_parts_not_total(targets, TARGET_STATEMENT, planned, registry),
        *_subset_above(targets, DOCUMENT_STATEMENT, planned, registry),
        *_parts_not_total(observations, ACTUAL_STATEMENT, published, registry),
        *_subset_above(observations, ACTUAL_STATEMENT, published, registry),
        *_later_lower(targets, registry),
    ]


def _reach(rows: pd.DataFrame, words: str, rules: Rules) -> Reach:
    low, high = rows["value"].to_numpy(np.int64), rows["value_high"].to_numpy(np.int64)
    return consistency.reach(coded(rows[words]), low, high, rules)


def _together(rows: pd.DataFrame, columns: Sequence[str]) -> Ints:
    return np.asarray(rows.groupby(list(columns), dropna=False, sort=False).ngroup(), np.int64)


def _series(rows: pd.DataFrame) -> tuple[Coded, Coded]:
    return coded(rows["indicator"]), coded(rows["breakdown"])


def _parts_not_total(
    rows: pd.DataFrame, statement: Sequence[str], figures: Reach, registry: Registry
) -> list[PartsNotTotal]:
    found = consistency.parts_not_total(_together(rows, statement), *_series(rows), figures, registry)
    return [PartsNotTotal(_record(rows, one.total), tuple(_record(rows, part) for part in one.parts)) for one in found]


def _subset_above(
    rows: pd.DataFrame, statement: Sequence[str], figures: Reach, registry: Registry
) -> list[SubsetAbove]:
    found = consistency.subset_above(_together(rows, statement), *_series(rows), figures, registry)
    return [SubsetAbove(_record(rows, pair.row), _record(rows, pair.against)) for pair in found]


def _later_lower(targets: pd.DataFrame, registry: Registry) -> list[LaterLower]:
    series = _together(targets, consistency.MILESTONE_SERIES)
    year, value = targets["period_end"].dt.year.to_numpy(np.int64), targets["value"].to_numpy(np.int64)
    indicator, kind = coded(targets["indicator"]), coded(targets["kind"])
    found = consistency.later_lower(series, indicator, kind, year, value, registry)
    return [LaterLower(_record(targets, pair.against), _record(targets, pair.row)) for pair in found]


def _record(rows: pd.DataFrame, at: int) -> Record:
    return records(rows.iloc[[at]])[0]
