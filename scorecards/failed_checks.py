"""Figures that cannot all be right beside each other: shown as questions to the planner, never repaired."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from metrics.records import Record, records
from metrics.registry import Registry

_ENDLESS: Final = 1 << 59
_STATEMENT: Final = ["place", "coverage", "period", "state", "source_key"]


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


def failed_checks(targets: pd.DataFrame, observations: pd.DataFrame, registry: Registry) -> list[Failed]:
    """All that fails; each statement (same document or page, place and period) is held against itself.

    `targets` have the `source` on which each was read first (see holdings.with_source).
    """
    found: list[Failed] = []
    for rows, words in ((_targets(targets), "operator"), (_actuals(observations), "qualifier")):
        reach = _reach(rows, words)
        found += parts_not_total(reach, registry)
        found += subset_above(reach, registry)
    return found + list(later_lower(targets, registry))


def _targets(rows: pd.DataFrame) -> pd.DataFrame:
    """A statement is what one document says, or one page where the document is not known."""
    return rows.assign(
        coverage=rows["coverage"].fillna(""),
        state="",
        source_key=rows["document_id"].fillna(rows["source"]).fillna("") + "|" + rows["kind"],
    )


def _actuals(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(coverage=rows["coverage"].fillna(""), source_key=rows["source"].fillna(""))


def _reach(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """The rows with `low` and `high`: what each figure may stand for, in micros."""
    word = rows[words]
    low, high = rows["value"].to_numpy(np.int64), rows["value_high"].to_numpy(np.int64)
    around, below = (word == "about").to_numpy(bool), (word == "nearly").to_numpy(bool)
    at_most = word.isin(["at_most", "less_than"]).to_numpy(bool)
    at_least = word.isin(["at_least", "more_than"]).to_numpy(bool)
    return rows.assign(
        low=np.select([around | below, at_most], [low * 95 // 100, 0], low),
        high=np.select([around, at_least], [high * 105 // 100, _ENDLESS], high),
    )


def _key(rows: pd.DataFrame, columns: Sequence[str]) -> "pd.Series[str]":
    """The columns of each row as one text, missing ones empty."""
    key: pd.Series[str] = rows[columns[0]].fillna("")
    for column in columns[1:]:
        key = key + "|" + rows[column].fillna("")
    return key


def parts_not_total(rows: pd.DataFrame, registry: Registry) -> list[PartsNotTotal]:
    """The totals that no complete set of parts of the same statement can add up to."""
    found = []
    for (_, indicator), group in rows.groupby([_key(rows, _STATEMENT), "indicator"], sort=False):
        entry = registry.indicators[str(indicator)]
        by_part = {str(r["breakdown"]): r for r in records(group)}
        sets = [s for s in entry.complete_sets if set(s) <= set(by_part)]
        if "total" not in by_part or not sets:
            continue
        total = by_part["total"]
        sums = [tuple(by_part[p] for p in s) for s in sets]
        if not any(_adds_up(total, parts) for parts in sums):
            found.append(PartsNotTotal(total, sums[0]))
    return found


def _adds_up(total: Record, parts: tuple[Record, ...]) -> bool:
    low, high = sum(int(p["low"]) for p in parts), sum(int(p["high"]) for p in parts)
    return low <= int(total["high"]) and high >= int(total["low"])


def subset_above(rows: pd.DataFrame, registry: Registry) -> list[SubsetAbove]:
    """The figures that must lie within another indicator's of the same statement and lie above it."""
    keys = [*_STATEMENT, "breakdown"]
    found = []
    for inner, entry in registry.indicators.items():
        if entry.subset_of is None:
            continue
        within = records(rows[rows["indicator"] == inner])
        around = {tuple(r[k] for k in keys): r for r in records(rows[rows["indicator"] == entry.subset_of])}
        pairs = ((row, around.get(tuple(row[k] for k in keys))) for row in within)
        found += [SubsetAbove(row, outer) for row, outer in pairs if outer and int(row["low"]) > int(outer["high"])]
    return found


def later_lower(targets: pd.DataFrame, registry: Registry) -> list[LaterLower]:
    """The milestones of rising series that ask for less than an earlier milestone of the same series."""
    rising = [key for key, entry in registry.indicators.items() if entry.direction == "up"]
    rows = targets[(targets["kind"] == "milestone") & targets["indicator"].isin(rising)]
    series = _key(rows, ["place", "indicator", "breakdown", "coverage", "measured_by"])
    found: list[LaterLower] = []
    for _, group in rows.sort_values("period_end", kind="stable").groupby(series, sort=False):
        ordered = records(group)
        for row in ordered:
            higher = [r for r in ordered if r["period_end"] < row["period_end"] and int(r["value"]) > int(row["value"])]
            if higher:
                found.append(LaterLower(max(higher, key=lambda r: int(r["value"])), row))
    return found
