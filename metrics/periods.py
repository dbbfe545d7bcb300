"""Periods: one key for one span of time, written the shorter way (2022-H1, never 2022-YTD06)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

_PART: Final = re.compile(r"^(\d{4})(?:-(H[12]|Q[1-4]|M(?:0[1-9]|1[0-2])|YTD(?:0[1-9]|1[0-2])))?$")
_SPAN: Final = re.compile(r"^(\d{4})\.\.(\d{4})$")
_SCHOOL_YEAR: Final = re.compile(r"^SY(\d{4})$")
_SHORTER: Final = {"YTD01": "M01", "YTD03": "Q1", "YTD06": "H1", "YTD12": ""}
_MONTHS: Final = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
FIRST_SCHOOL_MONTH: Final = 9


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time: its key, first and last day, and how a flow reported for it cumulates."""

    key: str
    start: date
    end: date
    cumulation: str

    @property
    def year(self) -> int:
        """The calendar year in which the span ends."""
        return self.end.year

    @property
    def is_several_years(self) -> bool:
        """True for a span such as 2021..2025."""
        return self.cumulation == "whole_year" and self.start.year != self.end.year

    @property
    def years(self) -> range:
        """The calendar years that the span touches."""
        return range(self.start.year, self.end.year + 1)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def period(key: str) -> Period:
    """The period that a key names, normalised to the shorter writing; ValueError for anything else."""
    if match := _PART.match(key):
        return _within_year(int(match[1]), match[2] or "")
    if match := _SPAN.match(key):
        return _several_years(int(match[1]), int(match[2]))
    if match := _SCHOOL_YEAR.match(key):
        first = int(match[1])
        return Period(key, date(first, FIRST_SCHOOL_MONTH, 1), date(first + 1, 8, 31), "in_period")
    raise ValueError(f"not a period: {key!r}")


def _within_year(year: int, part: str) -> Period:
    part = _SHORTER.get(part, part)
    if not part:
        return Period(str(year), date(year, 1, 1), date(year, 12, 31), "whole_year")
    first, last = _months(part)
    cumulation = "year_to_date" if first == 1 else "in_period"
    return Period(f"{year}-{part}", date(year, first, 1), last_day(year, last), cumulation)


def _months(part: str) -> tuple[int, int]:
    if part in _MONTHS:
        return _MONTHS[part]
    if part.startswith("YTD"):
        return 1, int(part[3:])
    return int(part[1:]), int(part[1:])


def _several_years(first: int, last: int) -> Period:
    if last <= first:
        raise ValueError(f"not a span of years: {first}..{last}")
    return Period(f"{first}..{last}", date(first, 1, 1), date(last, 12, 31), "whole_year")


@lru_cache(maxsize=4096)
def year_before(key: str) -> str | None:
    """The key of the same period one year earlier; None for spans of several years."""
    if match := _PART.match(period(key).key):
        part = f"-{match[2]}" if match[2] else ""
        return f"{int(match[1]) - 1:04d}{part}"
    if match := _SCHOOL_YEAR.match(key):
        return f"SY{int(match[1]) - 1:04d}"
    return None
