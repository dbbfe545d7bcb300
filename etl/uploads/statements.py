"""Figures by what they are about: which statement (place, period, state, day) and which series stand in each cell."""

from dataclasses import dataclass

import numpy as np

from etl.frame import combined
from etl.uploads.cells import Integers, Interner
from etl.uploads.reading import MICRO
from etl.uploads.sight import Sight
from metrics.consistency import Coded, Reach, reach
from metrics.periods import Period
from metrics.registry import Registry
from metrics.vocabulary import QUALIFIERS, STATES

DENSE = 64_000_000


@dataclass
class Statements:
    """The cells that passed every check of their own, with what they are about and what they may stand for."""

    entries: Integers
    place: Integers
    places: list[str]
    period: Integers
    periods: list[Period]
    state: Integers
    series: Integers
    names: list[tuple[str, str]]
    group: Integers
    low: Integers
    high: Integers
    reach: Reach
    unit: Integers

    def __post_init__(self) -> None:
        self._code = self.group * max(len(self.names), 1) + self.series
        self._lookup = _Lookup(self._code)

    @property
    def code(self) -> Integers:
        """One number for each key."""
        return self._code

    def beside(self, position: Integers, series: int) -> Integers:
        """For each position where the same statement's figure of another series stands; -1 where there is none."""
        return self._lookup.of(self.group[position] * len(self.names) + series)

    def of_series(self, series: int) -> Integers:
        """The positions of one series."""
        return np.flatnonzero(self.series == series)

    def number(self, indicator: str, breakdown: str) -> int | None:
        """The number of a series; None where no cell is of it."""
        name = (indicator, breakdown)
        return self.names.index(name) if name in self.names else None


class _Lookup:
    """Where a code stands."""

    def __init__(self, code: Integers) -> None:
        self._dense: Integers | None = None
        size = int(code.max()) + 1 if len(code) else 0
        if size <= DENSE:
            self._dense = np.full(size + 1, -1, np.int32)
            self._dense[code] = np.arange(len(code), dtype=np.int32)
        else:
            self._order = np.argsort(code, kind="stable")
            self._sorted = code[self._order]

    def of(self, wanted: Integers) -> Integers:
        """The position of each code; -1 where it does not occur."""
        if self._dense is not None:
            return np.asarray(self._dense[np.minimum(wanted, len(self._dense) - 1)], np.int64)
        at = np.minimum(np.searchsorted(self._sorted, wanted), len(self._sorted) - 1)
        return np.where(self._sorted[at] == wanted, self._order[at], -1)


def effective_states(sight: Sight) -> Integers:
    """The state of each cell (position in STATES): as written, else final where its period is over."""
    said = [STATES.index(s.state) if s.state else -1 for s in sight.cells.state.values]
    own = np.array(said, np.int64)[sight.cells.state.codes]
    over = sight.of_time(lambda time: time.period is not None and time.period.end < sight.today)
    return np.where(own >= 0, own, np.where(over, STATES.index("final"), STATES.index("preliminary")))


def statements(sight: Sight, scale: Integers) -> Statements:
    """The cells that are still alive, grouped by what they are about."""
    cells, entries = sight.cells, np.flatnonzero(sight.alive)
    place_of, places = _places(sight)
    period_of, periods = _periods(sight)
    series_of, names = _series(sight)
    place = place_of[sight.places[0][entries]]
    period = period_of[cells.time.codes[entries]]
    state = effective_states(sight)[entries]
    factor = scale[entries]
    low, high = sight.numbers.low[entries] * factor, sight.numbers.high[entries] * factor
    stretch = _reach(sight, low, high, sight.numbers.qualifier[entries], factor, sight.numbers.decimals[entries])
    parts = [(place, len(places)), (period, len(periods)), (state, len(STATES))]
    if len(cells.as_of.values) > 1:
        parts.append((cells.as_of.codes[entries], len(cells.as_of.values)))
    return Statements(
        entries, place, places, period, periods, state, series_of[cells.series.codes[entries]], names,
        _dense(*combined(parts)) if len(entries) else entries, low, high, stretch, sight.unit[entries],
    )  # fmt: skip


def _dense(code: Integers, size: int) -> Integers:
    if size <= DENSE:
        seen = np.zeros(size, np.bool_)
        seen[code] = True
        return (np.cumsum(seen, dtype=np.int64) - 1)[code]
    return np.unique(code, return_inverse=True)[1].astype(np.int64)


def _places(sight: Sight) -> tuple[Integers, list[str]]:
    interner: Interner[str] = Interner()
    return np.array([interner.code(f.place or "") for f in sight.places[1]] or [0], np.int64), interner.values


def _periods(sight: Sight) -> tuple[Integers, list[Period]]:
    numbers: dict[str, int] = {}
    periods: list[Period] = []
    codes = []
    for time in sight.cells.time.values:
        key = time.period.key if time.period else ""
        if time.period is not None and key not in numbers:
            numbers[key] = len(periods)
            periods.append(time.period)
        codes.append(numbers.get(key, 0))
    return np.array(codes or [0], np.int64), periods


def _series(sight: Sight) -> tuple[Integers, list[tuple[str, str]]]:
    interner: Interner[tuple[str, str]] = Interner()
    codes = [interner.code((s.indicator or "", s.breakdown)) for s in sight.cells.series.values]
    return np.array(codes or [0], np.int64), interner.values


def _reach(
    sight: Sight, low: Integers, high: Integers, qualifier: Integers, factor: Integers, decimals: Integers
) -> Reach:
    """What each figure may stand for; of a scaled one also half of its last printed digit."""
    stretch = Reach(low, high)
    if (qualifier > 0).any():
        stretch = reach(Coded(qualifier, QUALIFIERS), low, high, sight.known.rules)
    if not (factor > 1).any():
        return stretch
    half = np.where(factor > 1, factor * MICRO // (2 * 10 ** np.minimum(decimals, 6)), 0)
    return Reach(stretch.low - half, stretch.high + half)


def complete_sets(found: Statements, registry: Registry) -> list[tuple[int, list[list[int]]]]:
    """For each series that is a total the complete sets of parts of which every part occurs."""
    listed = []
    for number, (indicator, breakdown) in enumerate(found.names):
        entry = registry.indicators.get(indicator)
        if entry is None or breakdown != "total":
            continue
        sets = [[found.number(indicator, part) for part in parts] for parts in entry.complete_sets]
        whole = [[n for n in numbers if n is not None] for numbers in sets if None not in numbers]
        if whole:
            listed.append((number, whole))
    return listed
