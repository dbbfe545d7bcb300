"""The years and the parts of a year that files are sent for, as filters show them."""

from typing import Final

from pages.ui import choices
from warehouse.writer import now_in_vietnam
from wording.periods import part_of_year, period_name

MONTHS: Final = tuple(f"M{month:02}" for month in range(1, 13))
PARTS: Final = ("year", "H1", "YTD09", "YTD11", "Q1", "Q2", "Q3", "Q4", "H2", *MONTHS)


def years() -> list[str]:
    """The years that figures are sent for, latest first."""
    this = now_in_vietnam().year
    return [str(year) for year in range(this + 1, choices.FIRST_YEAR - 1, -1)]


def part_name(part: str, year: str, lang: str) -> str:
    """A part of a year as a filter shows it."""
    if part == "year":
        return part_of_year("", lang)
    return period_name(f"{year}-{part}", lang)
