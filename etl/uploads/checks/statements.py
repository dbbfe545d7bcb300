"""Checks of figures against each other within one file."""

from collections.abc import Iterator

import numpy as np

from etl.uploads.cells import Integers
from etl.uploads.findings import Finding
from etl.uploads.reading import Mask
from etl.uploads.sight import Sight
from etl.uploads.statements import Statements, complete_sets
from metrics.consistency import adds_up, lies_above
from metrics.vocabulary import UNITS, WORDING_VARIANTS


def repeated_keys(sight: Sight, found: Statements) -> list[Finding]:
    """The same key again: a repeat gives no second observation, another value none at all."""
    code, count = found.code, len(found.code)
    if not count or not _any_twice(code):
        return []
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    first = np.r_[True, ordered[1:] != ordered[:-1]]
    group = np.cumsum(first) - 1
    head = order[first][group]
    same = _same_value(found, order, head, sight)
    agree = np.ones(int(group[-1]) + 1, np.bool_)
    agree[group[~same]] = False
    later = ~first
    repeats = np.sort(order[later & agree[group]])
    clashes = np.sort(order[later & ~agree[group]])
    problems = [*_on(sight, found, "duplicate-row", repeats), *_on(sight, found, "conflicting-rows", clashes)]
    sight.fail(found.entries[repeats])
    sight.fail(found.entries[order[~agree[group]]])
    return problems


def _any_twice(code: Integers) -> bool:
    if int(code.max()) < 64_000_000:
        seen = np.zeros(int(code.max()) + 1, np.bool_)
        seen[code] = True
        return int(seen.sum()) < len(code)
    return len(np.unique(code)) < len(code)


def _same_value(found: Statements, one: Integers, other: Integers, sight: Sight) -> Mask:
    qualifier = sight.numbers.qualifier[found.entries]
    return np.asarray(
        (found.low[one] == found.low[other])
        & (found.high[one] == found.high[other])
        & (qualifier[one] == qualifier[other])
    )


def subsets_above_wholes(sight: Sight, found: Statements) -> list[Finding]:
    """A part of a count above its whole, an indicator above the one that it lies within."""
    above = np.zeros(len(found.entries), np.bool_)
    for inner, outer in _nested(sight, found):
        position = found.of_series(inner)
        whole = found.beside(position, outer)
        at = position[whole >= 0]
        above[at[lies_above(found.reach.at(at), found.reach.at(whole[whole >= 0]))]] = True
    bad = np.flatnonzero(above)
    sight.fail(found.entries[bad])
    return _on(sight, found, "subset-exceeds-whole", bad)


def _nested(sight: Sight, found: Statements) -> Iterator[tuple[int, int]]:
    for number, (indicator, breakdown) in enumerate(found.names):
        entry = sight.known.registry.indicators.get(indicator)
        if entry is None:
            continue
        if entry.subset_of and (outer := found.number(entry.subset_of, breakdown)) is not None:
            yield number, outer
        part = entry.breakdowns.get(breakdown)
        whole = found.number(indicator, part.parent) if part and entry.kind != "rate" else None
        if whole is not None:
            yield number, whole


def parts_not_total(sight: Sight, found: Statements) -> list[Finding]:
    """A total that no complete set of parts beside it can add up to."""
    off: list[Integers] = []
    for total, sets in complete_sets(found, sight.known.registry):
        position = found.of_series(total)
        beside, fits = np.zeros(len(position), np.bool_), np.zeros(len(position), np.bool_)
        for parts in sets:
            places = [found.beside(position, part) for part in parts]
            there = np.all([place >= 0 for place in places], axis=0)
            beside |= there
            fits |= there & adds_up(found.reach.at(position), [found.reach.at(place) for place in places])
        off.append(position[beside & ~fits])
    return _on(sight, found, "parts-not-total", np.sort(np.concatenate(off)) if off else np.empty(0, np.int64))


def decreasing_to_date(sight: Sight, found: Statements) -> list[Finding]:
    """A year-to-date figure below that of an earlier period of the same year."""
    to_date = np.array(
        [p.start.month == 1 and p.start.day == 1 and p.start.year == p.end.year for p in found.periods], np.bool_
    )
    flow = np.array([_is_flow(sight, name) for name in found.names], np.bool_)
    if not len(found.entries) or int(to_date.sum()) < 2:
        return []
    chosen = np.flatnonzero(to_date[found.period] & flow[found.series])
    if not len(chosen):
        return []
    year = np.array([p.year for p in found.periods], np.int64)[found.period[chosen]]
    end = np.array([p.end.toordinal() for p in found.periods], np.int64)[found.period[chosen]]
    line = (found.place[chosen] * len(found.names) + found.series[chosen]) * 4096 + year
    order = np.lexsort((end, line))
    at, lines, ends = chosen[order], line[order], end[order]
    lower = np.r_[False, (lines[1:] == lines[:-1]) & (ends[1:] > ends[:-1])
                  & lies_above(found.reach.at(at[:-1]), found.reach.at(at[1:]))]  # fmt: skip
    return _on(sight, found, "decreasing-year-to-date", np.sort(at[lower]))


def _is_flow(sight: Sight, name: tuple[str, str]) -> bool:
    entry = sight.known.registry.indicators.get(name[0])
    return entry is not None and entry.kind == "flow"


def mixed_units(sight: Sight, found: Statements) -> list[Finding]:
    """Both người and lượt người printed for one place, indicator and year: said where the second first stands."""
    variants = np.isin(found.unit, [UNITS.index(unit) for unit in WORDING_VARIANTS])
    at = np.flatnonzero(sight.printed_unit[found.entries] & variants)
    if not len(at) or (found.unit[at] == found.unit[at[0]]).all():
        return []
    indicators = [name[0] for name in found.names]
    first = {name: number for number, name in reversed(list(enumerate(indicators)))}
    indicator = np.array([first[name] for name in indicators], np.int64)[found.series[at]]
    year = np.array([p.year for p in found.periods], np.int64)[found.period[at]]
    line = (found.place[at] * len(indicators) + indicator) * 4096 + year
    seen: dict[int, int] = {}
    said: dict[int, int] = {}
    for position, key in zip(at.tolist(), line.tolist(), strict=True):
        if seen.setdefault(key, int(found.unit[position])) != int(found.unit[position]):
            said.setdefault(key, position)
    return _on(sight, found, "unit-wording", np.array(sorted(said.values()), np.int64))


def _on(sight: Sight, found: Statements, code: str, positions: Integers) -> list[Finding]:
    return [sight.finding(code, int(found.entries[position])) for position in positions]
