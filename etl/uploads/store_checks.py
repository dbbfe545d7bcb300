"""Checks of an upload against what the store holds: unusual changes, parts and year-to-date across uploads."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.uploads.compared import Figure, Wholes, differing
from etl.uploads.differences import Differences
from etl.uploads.findings import Finding
from etl.uploads.knowledge import Knowledge, knowledge
from etl.uploads.report import Report
from etl.uploads.sheets import address
from metrics import consistency
from metrics.choice import with_target_choice
from metrics.consistency import coded
from metrics.periods import year_before
from metrics.records import records
from metrics.registry import MICRO
from metrics.vocabulary import WORDING_VARIANTS

Key = tuple[str, ...]
_NEEDED: Final = ("place", "indicator", "breakdown", "period", "period_start", "period_end", "low", "high", "qualifier",
                  "unit", "state", "source_row")  # fmt: skip


class Store(Protocol):
    """What is asked: the standing figures of places and indicators."""

    def standing_figures(self, table: pa.Table, first_year: int, last_year: int) -> pa.Table:
        """Standing observations that end in these years."""
        ...


@dataclass(frozen=True)
class Both:
    """The file's figures that the store has a neighbour for, and the store's."""

    own: list[dict[str, Any]]
    held: list[dict[str, Any]]


def against_store(
    report: Report,
    found: Differences,
    store: Store,
    targets: pd.DataFrame | None = None,
    known: Knowledge | None = None,
) -> list[Finding]:
    """What a file says beside what is known already: warnings, in the order of its rows.

    `targets` are those known of the places and indicators whose plans the file prints.
    """
    both = _both(report, found, store)
    with_words = known or knowledge()
    said = [
        *_official(report, found),
        *_unusual(report, both, with_words),
        *_parts(report, both, with_words),
        *_decreasing(report, both, with_words),
        *_unit_wording(report, both),
        *_plans(report, plans := _standing_plans(targets)),
        *report.shares,
        *differing(report.open_shares, _stored_wholes(both, plans)),
    ]
    have = {(f.code, f.row, f.cell) for f in report.findings}
    fresh = {(f.code, f.row, f.cell): f for f in said if (f.code, f.row, f.cell) not in have}
    return sorted(fresh.values(), key=lambda f: (f.row or 0, f.cell or ""))


def _both(report: Report, found: Differences, store: Store) -> Both:
    table = report.observations
    if table is None or not table.num_rows:
        return Both([], [])
    years = {day.year for day in table.column("period_end").unique().to_pylist()}
    held = store.standing_figures(table.select(["place", "indicator"]), min(years) - 1, max(years) + 1)
    if not held.num_rows:
        return Both([], [])
    replaced = {change.observation_id for change in found.changes}
    theirs = [row for row in held.to_pylist() if row["observation_id"] not in replaced]
    return Both(_near(table, theirs), theirs)


def _near(table: pa.Table, held: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The file's figures of a place, indicator and year that the store has figures of, or of the year beside."""
    place, indicator = (table.column(name).combine_chunks() for name in ("place", "indicator"))
    places, indicators = place.dictionary.to_pylist(), indicator.dictionary.to_pylist()
    years = pc.year(table.column("period_end")).to_numpy().astype(np.int64)
    wanted = {
        (places.index(row["place"]) * len(indicators) + indicators.index(row["indicator"])) * 4096 + year
        for row in held
        for year in range(row["period_end"].year - 1, row["period_end"].year + 2)
        if row["place"] in places and row["indicator"] in indicators
    }
    code = place.indices.to_numpy().astype(np.int64) * len(indicators) + indicator.indices.to_numpy()
    at = np.flatnonzero(np.isin(code * 4096 + years, np.array(sorted(wanted), np.int64)))
    near: list[dict[str, Any]] = (
        table.select(list(_NEEDED)).take(pa.array(at)).append_column("position", pa.array(at)).to_pylist()
    )
    return near


def _at(report: Report, row: dict[str, Any], code: str, suggestion: str | None = None) -> Finding:
    return at_position(report, int(row["position"]), code, suggestion)


def at_position(report: Report, position: int, code: str, suggestion: str | None = None) -> Finding:
    """A problem on the figure of one of a report's observations."""
    return _on(report, report.observations, int(report.columns[position]), position, code, suggestion)


def _on(
    report: Report, table: pa.Table | None, column: int, position: int, code: str, suggestion: str | None
) -> Finding:
    number = None if table is None else table.column("source_row")[position].as_py()
    text = None if table is None else table.column("printed")[position].as_py()
    header = report.layout.header(column) if report.layout else None
    return Finding(code, number, header, address(number, column), text, suggestion)


def _official(report: Report, found: Differences) -> Iterator[Finding]:
    """An official figure that would change: the old one is offered beside."""
    for change in found.official:
        yield at_position(report, change.position, "official-change", _plain(change.low))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _unusual(report: Report, both: Both, known: Knowledge) -> Iterator[Finding]:
    """A figure far from that of the same period a year before."""
    earlier = {(r["place"], r["indicator"], r["breakdown"], r["period"], r["unit"]): r["low"] for r in both.held}
    for row in both.own:
        before = year_before(row["period"])
        value = earlier.get((row["place"], row["indicator"], row["breakdown"], before, row["unit"]))
        rate = known.registry.indicators[row["indicator"]].kind == "rate"
        if value is not None and _is_unusual(row["low"], value, rate, known):
            yield _at(report, row, "unusual-change", _plain(value))


def _is_unusual(now: Decimal, before: Decimal, rate: bool, known: Knowledge) -> bool:
    if rate:
        return abs(now - before) > Decimal(str(known.unusual_points))
    return before > 0 and abs(now - before) > before * Decimal(str(known.unusual_ratio))


def _statement(row: dict[str, Any]) -> Key:
    return row["place"], row["indicator"], row["period"], row["state"]


def _parts(report: Report, both: Both, known: Knowledge) -> Iterator[Finding]:
    """A total that parts from this file and earlier ones together contradict."""
    said = {_statement(row) for row in both.own}
    latest = {(*key, row["breakdown"]): row for row in (*both.held, *both.own) if (key := _statement(row)) in said}
    rows = list(latest.values())
    for unequal in _unequal(rows, known):
        parts = [rows[at] for at in unequal.parts]
        ours = next((row for row in (rows[unequal.total], *parts) if "position" in row), None)
        if ours is not None:
            yield _at(report, ours, "parts-not-total", _plain(sum((p["low"] for p in parts), Decimal(0))))


def _unequal(rows: Sequence[dict[str, Any]], known: Knowledge) -> list[consistency.Unequal]:
    """Which of the figures are totals that no complete set of parts beside them can add up to."""
    columns = {name: coded(pd.Series([row[name] for row in rows], dtype=object))
               for name in ("indicator", "breakdown", "qualifier")}  # fmt: skip
    statement = pd.factorize(pd.Series([_statement(row) for row in rows], dtype=object))[0]
    low, high = (np.array([int(amount * MICRO) for amount in ends], np.int64)
                 for ends in ([row["low"] for row in rows], [row["high"] or row["low"] for row in rows]))  # fmt: skip
    figures = consistency.reach(columns["qualifier"], low, high, known.rules)
    return consistency.parts_not_total(statement, columns["indicator"], columns["breakdown"], figures, known.registry)


def _decreasing(report: Report, both: Both, known: Knowledge) -> Iterator[Finding]:
    """A year-to-date figure below an earlier one of the store, or above a later one."""
    lines: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in both.held:
        if _is_to_date(row, known):
            lines[_line(row)].append(row)
    for row in both.own:
        if not _is_to_date(row, known):
            continue
        for other in lines.get(_line(row), []):
            later, sooner = (row, other) if row["period_end"] > other["period_end"] else (other, row)
            if later["period_end"] != sooner["period_end"] and later["low"] < sooner["low"]:
                yield _at(report, row, "decreasing-year-to-date", _plain(other["low"]))
                break


def _line(row: dict[str, Any]) -> Key:
    return row["place"], row["indicator"], row["breakdown"], row["unit"], str(row["period_end"].year)


def _is_to_date(row: dict[str, Any], known: Knowledge) -> bool:
    entry = known.registry.indicators.get(row["indicator"])
    start = row["period_start"]
    return (entry is not None and entry.kind == "flow" and (start.month, start.day) == (1, 1)
            and start.year == row["period_end"].year and row["qualifier"] == "exact")  # fmt: skip


def _unit_wording(report: Report, both: Both) -> Iterator[Finding]:
    """A figure in người where the store has only lượt người of its place, indicator and year, or the reverse."""
    units: dict[Key, set[str]] = defaultdict(set)
    for row in both.held:
        units[(row["place"], row["indicator"], str(row["period_end"].year))].add(row["unit"])
    said: set[Key] = set()
    for row in both.own:
        key = (row["place"], row["indicator"], str(row["period_end"].year))
        others = units[key]
        loose = row["unit"] in WORDING_VARIANTS and others <= WORDING_VARIANTS - {row["unit"]}
        if others and loose and key not in said:
            said.add(key)
            yield _at(report, row, "unit-wording", next(iter(units[key])))


Plans = dict[Key, list[tuple[int, int]]]


def _standing_plans(targets: pd.DataFrame | None) -> Plans:
    """The figures of the targets in force, low and high end, by place, indicator, breakdown and period."""
    held: Plans = defaultdict(list)
    if targets is None or targets.empty:
        return held
    chosen = with_target_choice(targets)
    standing = chosen[(chosen["in_force"] | chosen["tied"]) & (chosen["kind"] != "average_per_year")]
    for one in records(standing[standing["coverage"] == ""]):
        low, high = int(one["value"]), int(one["value_high"])
        held[one["place"], one["indicator"], one["breakdown"], one["period"]].append((low, max(low, high)))
    return held


def _stored_wholes(both: Both, plans: Plans) -> Wholes:
    """What the store gives to divide a figure by: its year's plan, or the same period of the year before."""
    earlier = {(r["place"], r["indicator"], r["breakdown"], r["period"], r["unit"]): r["low"] for r in both.held}

    def wholes(figure: Figure, kind: str) -> list[Decimal]:
        key = figure.place, figure.indicator, figure.breakdown
        if kind == "share_of_plan":
            return [Decimal(low) / MICRO for low, _ in plans.get((*key, str(figure.period.year)), [])]
        value = earlier.get((*key, year_before(figure.period.key), figure.unit))
        return [] if value is None else [value]

    return wholes


def _plans(report: Report, held: Plans) -> Iterator[Finding]:
    """A printed plan that is none of the target in force: the stored figure is offered beside."""
    if report.plans is None or not held:
        return
    names = ("place", "indicator", "breakdown", "period", "low", "high")
    for position, row in enumerate(report.plans.select(list(names)).to_pylist()):
        stored = held.get((row["place"], row["indicator"], row["breakdown"], row["period"]), [])
        low, high = (int(amount * MICRO) for amount in (row["low"], row["high"] or row["low"]))
        if stored and not any(bottom <= low and high <= top for bottom, top in stored):
            said = _plain(Decimal(stored[0][0]) / MICRO)
            yield _on(report, report.plans, int(report.plan_columns[position]), position, "plan-differs", said)
