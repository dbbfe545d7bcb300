"""The periods of a frame: each distinct key read once."""

from dataclasses import dataclass

import numpy as np

from etl.frame import Frame
from etl.problems import Problem
from metrics.periods import Period, period


@dataclass(frozen=True, slots=True)
class Times:
    """The period that each distinct key of a frame names, by its code; None where it names none."""

    periods: list[Period | None]

    def several_years(self) -> list[bool]:
        """For each distinct key whether it spans several whole years."""
        return [found is not None and found.is_several_years for found in self.periods]


def read_period(key: str) -> Period | None:
    """The period a key names; None where it names none."""
    try:
        return period(key)
    except ValueError:
        return None


def times(frame: Frame, column: str = "period") -> Times:
    """The periods of a frame."""
    return Times([read_period(key) for key in frame.words(column)])


def bad_periods(frame: Frame, read: Times, years: range, column: str = "period") -> list[Problem]:
    """A key that names no period, and one that names a year outside those the rules allow."""
    unread = np.array([found is None for found in read.periods], np.bool_)
    outside = np.array(
        [found is not None and not {found.start.year, found.end.year} <= set(years) for found in read.periods],
        np.bool_,
    )
    return [
        *frame.problems("bad-period", column, frame.rows_with(column, unread)),
        *frame.problems("bad-year", column, frame.rows_with(column, outside)),
    ]


def kinds_without_period(frame: Frame, read: Times) -> list[Problem]:
    """A target whose kind asks for one year and whose period is several, or the other way round."""
    several = read.several_years()
    whole = [found is not None and found.cumulation == "whole_year" for found in read.periods]
    kinds, codes = frame.words("kind"), (frame.codes("kind"), frame.codes("period"))
    rows = [row for row, (k, p) in enumerate(zip(*codes, strict=True)) if _odd(kinds, k, several, whole, p)]
    return frame.problems("period-not-of-kind", "period", rows)


def _odd(kinds: list[str], kind: int, several: list[bool], whole: list[bool], at: int) -> bool:
    if kind < 0 or at < 0:
        return False
    over_years = kinds[kind] in ("cumulative", "average_per_year")
    return not whole[at] or several[at] != over_years
