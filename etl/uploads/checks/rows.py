"""Checks of single rows and cells, in the order in which they are asked; a cell that failed is not asked again."""

from collections.abc import Callable
from functools import partial

import numpy as np

from etl.uploads.cells import Integers, Series, Time
from etl.uploads.figures import BAD, MISSING, UNDECIDED
from etl.uploads.findings import Finding
from etl.uploads.gazetteer import Found
from etl.uploads.reading import MICRO, Mask, as_number, whole
from etl.uploads.sight import KINDS, Sight, kind_of
from etl.uploads.template_form import unfilled
from metrics.registry import Indicator

Check = Callable[[Sight], list[Finding]]
FULL_RATE = 100 * MICRO
THOUSAND = 1000 * MICRO


def unfilled_rows(sight: Sight) -> list[Finding]:
    """Rows of the template that nobody filled in: said once, with their count."""
    blank = unfilled(sight)
    sight.fail(blank)
    return [Finding("unfilled-rows", text=str(int(blank.sum())))] if blank.any() else []


def unknown_places(sight: Sight) -> list[Finding]:
    """A place that is blank, unknown, or names several valid ones."""
    found: list[Finding] = []
    for code in ("unknown-place", "ambiguous-place"):
        bad = sight.alive & sight.of_place(partial(_place_failed, code))
        found += _once_a_row(sight, code, bad, "place", sight.suggestion_of_place)
    return found


def _place_failed(code: str, place: Found) -> bool:
    return place.code == code


def _series_failed(code: str, role: str, series: Series, indicator: Indicator | None) -> bool:
    return (series.code, series.role) == (code, role)


def _time_failed(code: str, time: Time) -> bool:
    return time.code == code


def places_not_in_year(sight: Sight) -> list[Finding]:
    """A place that does not exist on the last day of its period."""
    bad = sight.alive & sight.of_place(lambda place: place.code == "place-not-in-year")
    return _once_a_row(sight, "place-not-in-year", bad, "place", sight.suggestion_of_place)


def unknown_series(sight: Sight) -> list[Finding]:
    """An indicator that is not understood, a breakdown that its indicator does not have."""
    found: list[Finding] = []
    for code in ("unknown-indicator", "unknown-breakdown"):
        for role in ("indicator", "breakdown", "header"):
            bad = sight.alive & sight.of_series(partial(_series_failed, code, role))
            found += _once_a_row(sight, code, bad, role)
    return found


def bad_times(sight: Sight) -> list[Finding]:
    """A year or a period that cannot be read."""
    found: list[Finding] = []
    for code in ("bad-year", "bad-period"):
        bad = sight.alive & sight.of_time(partial(_time_failed, code))
        names = ("year",) if code == "bad-year" else ("period", "month", "quarter")
        of_header = "header" if sight.cells.header_row is not None else names[0]
        role = next((name for name in names if name in sight.cells.columns), of_header)
        found += _once_a_row(sight, code, bad, role)
    return found


def bad_words(sight: Sight) -> list[Finding]:
    """A state outside the list, a day that is none."""
    state = sight.cells.state
    strange = np.array([s.text is not None for s in state.values], np.bool_)[state.codes]
    found = _once_a_row(sight, "unknown-word", sight.alive & strange, "state")
    as_of = sight.cells.as_of
    strange = np.array([day.bad for day in as_of.values], np.bool_)[as_of.codes]
    return found + _once_a_row(sight, "bad-date", sight.alive & strange, "as_of")


def future_periods(sight: Sight) -> list[Finding]:
    """Anything but an estimate of a period that cannot be reported yet."""
    early = np.array([sight.today < day for day in sight.reportable_from], np.bool_)[sight.cells.time.codes]
    state = sight.cells.state
    estimated = np.array([s.state == "estimate" for s in state.values], np.bool_)[state.codes]
    readable = sight.of_time(lambda time: time.period is not None)
    blank = sight.numbers.status == MISSING
    role = next((r for r in ("period", "month", "quarter", "year") if r in sight.cells.columns), None)
    bad = sight.alive & early & ~estimated & readable & ~blank
    if role is None or (sight.cells.header_row is not None and role == "year"):
        return _each(sight, "future-period", bad)
    return _once_a_row(sight, "future-period", bad, role)


def missing_values(sight: Sight) -> list[Finding]:
    """A blank cell, or one that says it is blank; no problem in a list of schools."""
    blank = sight.alive & (sight.numbers.status == MISSING)
    found = (
        [] if sight.cells.blanks_allowed else [sight.finding("missing-value", int(e)) for e in np.flatnonzero(blank)]
    )
    sight.fail(blank)
    return found


def torn_numbers(sight: Sight) -> list[Finding]:
    """A number whose comma parted it into two cells: what stands in the cell is only its beginning."""
    torn = sight.cells.torn
    bad = sight.alive & np.isin(np.arange(sight.cells.count), list(torn))
    return _each(sight, "bad-number", bad, torn.get)


def bad_numbers(sight: Sight) -> list[Finding]:
    """A cell that is no number."""
    bad = sight.alive & (sight.numbers.status == BAD)
    return _each(sight, "bad-number", bad, lambda e: sight.numbers.suggestion.get(int(sight.cells.word[e])))


def units_of_another_kind(sight: Sight) -> list[Finding]:
    """A unit of another kind than the indicator is counted in."""
    own = sight.of_series_integers(lambda i: -1 if i is None else 0)
    default = np.array([KINDS[i.unit] if i else -1 for i in sight.indicators], np.int64)[sight.cells.series.codes]
    bad = sight.alive & (own == 0) & (kind_of(sight.unit) != default) & (sight.numbers.status != MISSING)
    in_cell = bad & (sight.numbers.unit != -1)
    found = _each(sight, "unit-mismatch", in_cell)
    role = "unit" if "unit" in sight.cells.columns else "header"
    if role == "header" and sight.cells.header_row is None:
        return found + _each(sight, "unit-mismatch", bad & ~in_cell)
    return found + _once_a_row(sight, "unit-mismatch", bad & ~in_cell, role)


def ambiguous_numbers(sight: Sight) -> list[Finding]:
    """A number with two readings that nothing settles; both are offered."""
    return _each(sight, "ambiguous-number", sight.alive & (sight.numbers.status == UNDECIDED), _both(sight))


def fractions_of_rates(sight: Sight) -> list[Finding]:
    """Rates that are all at most 1 and nowhere a percentage: parts of one, or of a hundred?

    Cells that Excel shows as percentages are fractions and say so; of the others beside them they say nothing.
    """
    numbers = sight.numbers
    rate = sight.alive & sight.rate
    size = int(numbers.column_kind.max()) + 1 if sight.cells.count else 1
    clear = np.zeros(size, np.bool_)
    percent = numbers.percent > 0
    fraction = percent & (numbers.numeric > 0)
    clear[numbers.column_kind[rate & ~fraction & ((np.maximum(numbers.low, numbers.high) > MICRO) | percent)]] = True
    doubtful = rate & (numbers.low >= 0) & ~clear[numbers.column_kind] & ~fraction
    return _each(sight, "ambiguous-number", doubtful)


def broken_counts(sight: Sight) -> list[Finding]:
    """A count that is not whole: its thousands were lost, and so perhaps those of every small number beside it."""
    numbers = sight.numbers
    scale = scale_of(sight)
    count = sight.alive & ~sight.rate
    broken = count & ~(whole(numbers.low * scale) & whole(numbers.high * scale))
    size = int(numbers.column_kind.max()) + 1 if sight.cells.count else 1
    lost = np.zeros(size, np.bool_)
    lost[numbers.column_kind[broken & (numbers.numeric > 0)]] = True
    small = count & (numbers.low * scale < THOUSAND) & lost[numbers.column_kind]
    scaled = broken & (scale > 1)
    found = _each(sight, "bad-number", scaled)
    return found + _each(sight, "ambiguous-number", (broken | small) & ~scaled, _as_thousands(sight))


def too_large(sight: Sight) -> list[Finding]:
    """A number beyond what is stored, after its scale."""
    scale = scale_of(sight)
    largest = np.maximum(np.abs(sight.numbers.low), np.abs(sight.numbers.high))
    return _each(sight, "bad-number", sight.alive & (largest > 999_999_999_999 * MICRO // scale))


def reversed_ranges(sight: Sight) -> list[Finding]:
    """A range whose high end lies below its low end."""
    return _each(sight, "bad-number", sight.alive & (sight.numbers.high < sight.numbers.low))


def negative_values(sight: Sight) -> list[Finding]:
    """A number below zero."""
    return _each(sight, "negative-value", sight.alive & (sight.numbers.low < 0))


def rates_out_of_range(sight: Sight) -> list[Finding]:
    """A rate above 100 percent."""
    return _each(sight, "rate-out-of-range", sight.alive & sight.rate & (sight.numbers.high > FULL_RATE))


def early_finals(sight: Sight) -> list[Finding]:
    """A result called final before its period has ended."""
    state = sight.cells.state
    final = np.array([s.state == "final" for s in state.values], np.bool_)[state.codes]
    running = sight.of_time(lambda time: time.period is not None and sight.today <= time.period.end)
    role = "state" if "state" in sight.cells.columns else None
    return [sight.finding("early-final", int(e), role) for e in np.flatnonzero(sight.alive & final & running)]


#: In the order of asking: a later check is skipped where an earlier one failed in that row.
CHECKS: tuple[Check, ...] = (
    unfilled_rows, unknown_places, places_not_in_year, unknown_series, bad_times, bad_words, future_periods,
    missing_values, torn_numbers, bad_numbers, units_of_another_kind, ambiguous_numbers, fractions_of_rates, too_large,
    broken_counts, reversed_ranges, negative_values, rates_out_of_range, early_finals,
)  # fmt: skip


def scale_of(sight: Sight) -> Integers:
    """What each figure is multiplied by."""
    own = sight.numbers.scale
    said = np.array([u.scale for u in sight.cells.unit.values], np.int64)[sight.cells.unit.codes]
    return np.where(own > 1, own, np.where(sight.rate | sight.unfit, 1, said))


def _each(sight: Sight, code: str, bad: Mask, suggestion: Callable[[int], str | None] | None = None) -> list[Finding]:
    found = [sight.finding(code, int(e), None, suggestion(int(e)) if suggestion else None) for e in np.flatnonzero(bad)]
    sight.fail(bad)
    return found


def _once_a_row(
    sight: Sight, code: str, bad: Mask, role: str, suggestion: Callable[[int], str | None] | None = None
) -> list[Finding]:
    """One problem for all cells of a row that share it; for a header's fault one for all rows."""
    found: dict[tuple[int | None, str | None], Finding] = {}
    for entry in np.flatnonzero(bad):
        said = sight.finding(code, int(entry), role, suggestion(int(entry)) if suggestion else None)
        found.setdefault((said.row, said.cell if role == "header" else said.text), said)
    sight.fail(bad)
    return list(found.values())


def _both(sight: Sight) -> Callable[[int], str | None]:
    def readings(entry: int) -> str | None:
        numbers = sight.numbers
        low, decimal = int(numbers.low[entry]), int(numbers.low_decimal[entry])
        return f"{as_number(low, 0)} / {as_number(decimal, 3)}"

    return readings


def _as_thousands(sight: Sight) -> Callable[[int], str | None]:
    def readings(entry: int) -> str | None:
        low = int(sight.numbers.low[entry])
        decimals = int(sight.numbers.decimals[entry])
        return f"{as_number(low, decimals)} / {as_number(low * 1000, 0)}"

    return readings
