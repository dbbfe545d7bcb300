"""Checks of single words: is the cell filled, is the word known."""

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from etl.dates import last_day_printed
from etl.frame import Frame
from etl.known import Known
from etl.problems import Problem


def blank_cells(frame: Frame, columns: Iterable[str]) -> list[Problem]:
    """A cell that every row must fill and that is blank."""
    return [problem for column in columns for problem in frame.problems("missing-value", column, frame.missing(column))]


def unknown_places(frame: Frame, known: Known) -> list[Problem]:
    """A place that data/places does not have."""
    return _unknown(frame, "place", known.places, "unknown-place")


def unknown_indicators(frame: Frame, known: Known, column: str = "indicator") -> list[Problem]:
    """An indicator that the registry does not have."""
    return _unknown(frame, column, known.registry.indicators, "unknown-indicator")


def unknown_documents(frame: Frame, known: Known) -> list[Problem]:
    """A document that data/documents does not have."""
    return _unknown(frame, "document_id", known.documents, "unknown-document")


def unlisted_words(frame: Frame, lists: Mapping[str, Collection[str]]) -> list[Problem]:
    """A word that is not on the closed list of its column."""
    return [
        problem for column, allowed in lists.items() for problem in _unknown(frame, column, allowed, "unknown-word")
    ]


def places_not_listed(frame: Frame, column: str, places: Collection[str]) -> list[Problem]:
    """A place named in another column than `place` that data/places does not have."""
    return _unknown(frame, column, places, "unknown-place")


def bad_dates(frame: Frame, column: str) -> list[Problem]:
    """A date that is neither a day, a month nor a year."""
    bad = frame.asked(column, lambda word: last_day_printed(word) is None)
    return frame.problems("bad-date", column, frame.rows_with(column, bad))


def _unknown(frame: Frame, column: str, allowed: Collection[str], code: str) -> list[Problem]:
    problems: list[Problem] = []
    for position, word in enumerate(frame.words(column)):
        if word not in allowed:
            near = get_close_matches(word, list(allowed), 1)
            rows = (frame.codes(column) == position).nonzero()[0]
            problems += frame.problems(code, column, rows, near[0] if near else None)
    return problems
