"""Checks of two words against each other: breakdown and unit of an indicator, place in a period."""

from collections.abc import Callable

import numpy as np

from etl.frame import Frame, pairs
from etl.known import Known
from etl.problems import Problem
from etl.times import Times
from metrics.registry import Indicator

#: Operators whose value is a percentage of a baseline, whatever the indicator is counted in.
RELATIVE = ("reduce_by_at_least", "increase_by_at_least")


def unknown_breakdowns(frame: Frame, known: Known) -> list[Problem]:
    """A breakdown that its indicator does not have."""

    def is_known(indicator: Indicator, breakdown: str) -> bool:
        return breakdown == "total" or breakdown in indicator.breakdowns

    return _unfit(frame, known, "breakdown", is_known, "unknown-breakdown")


def units_of_another_kind(frame: Frame, known: Known) -> list[Problem]:
    """A unit in which its indicator is never counted; reductions and increases are in percent."""
    problems = _unfit(frame, known, "unit", lambda indicator, unit: unit in indicator.units, "unit-mismatch")
    if "operator" not in frame.table.column_names:
        return problems
    relative = frame.asked("operator", lambda word: word in RELATIVE)
    exempt = {(p.file, p.row) for p in frame.problems("", "unit", frame.rows_with("operator", relative))}
    return [p for p in problems if not (p.text == "percent" and (p.file, p.row) in exempt)]


def places_not_in_period(frame: Frame, times: Times, known: Known) -> list[Problem]:
    """A result of a place that did not exist on the last day of its period."""

    def lives(place: str, period: int) -> bool:
        end = times.periods[period]
        return end is None or place not in known.places or known.places[place].holds(end.end)

    return _unfit_pairs(frame, "place", "period", lives, "place-not-in-year")


def places_without_document(frame: Frame, times: Times, known: Known) -> list[Problem]:
    """A target of a place that did not exist on the document's day, or that began only after the period."""
    began_late = _unfit_pairs(frame, "place", "period", _begun(frame, times, known), "place-not-in-year")
    unfit = _unfit_pairs(frame, "document_id", "place", _dated(frame, known), "place-not-in-year", on="place")
    strange = _unfit_pairs(frame, "document_id", "place", _bound(frame, known), "document-of-another-place")
    return [*began_late, *unfit, *strange]


def _begun(frame: Frame, times: Times, known: Known) -> Callable[[str, int], bool]:
    def begun(place: str, period: int) -> bool:
        found, span = times.periods[period], known.places.get(place)
        return found is None or span is None or span.first <= found.end

    return begun


def _dated(frame: Frame, known: Known) -> Callable[[str, int], bool]:
    def lived(document: str, place: int) -> bool:
        paper, span = known.documents.get(document), known.places.get(frame.words("place")[place])
        return paper is None or span is None or paper.day is None or span.holds(paper.day)

    return lived


def _bound(frame: Frame, known: Known) -> Callable[[str, int], bool]:
    def binds(document: str, place: int) -> bool:
        paper = known.documents.get(document)
        return paper is None or paper.place == frame.words("place")[place]

    return binds


def _unfit(frame: Frame, known: Known, column: str, fits: Callable[[Indicator, str], bool], code: str) -> list[Problem]:
    def fit(indicator: str, word: int) -> bool:
        entry = known.registry.indicators.get(indicator)
        return entry is None or fits(entry, frame.words(column)[word])

    return _unfit_pairs(frame, "indicator", column, fit, code)


def _unfit_pairs(
    frame: Frame, first: str, second: str, fit: Callable[[str, int], bool], code: str, on: str | None = None
) -> list[Problem]:
    """The problems of rows whose two words do not fit; asked once for each pair that occurs."""
    words = frame.words(first), frame.words(second)
    pair, found = pairs((frame.codes(first), len(words[0])), (frame.codes(second), len(words[1])))
    bad = [one * len(words[1]) + other for one, other in found if not fit(words[0][one], other)]
    return frame.problems(code, on or second, np.flatnonzero(np.isin(pair, bad)) if bad else ())
