"""Dates as text: the Vietnamese administrative way, and plain English."""

from datetime import date
from typing import Any

import pandas as pd
from babel.dates import format_date

from wording.catalogue import words
from wording.numbers import is_missing

#: Months that administrative Vietnamese writes with two digits, so that 02/1 cannot become 02/11.
PADDED_MONTHS = frozenset({1, 2})
#: Year, month and day.
FULL = 3


def printed_date(printed: str, lang: str) -> str:
    """A date as far as a document prints it: "04/3/2022", "tháng 01/2025", "năm 2025"; a month gets no day."""
    parts = [int(part) for part in printed.split("-")]
    if len(parts) == FULL:
        return words(lang).text("date.day", date=date_text(date(*parts), lang))
    if len(parts) == 1:
        return words(lang).text("date.year", year=parts[0])
    name = month_name(parts[0], parts[1], lang)
    return words(lang).text("date.month", year=parts[0], month=parts[1], month_name=name)


def month_name(year: int, month: int, lang: str) -> str:
    """The name of a month by itself: "tháng 11", "November"."""
    return format_date(date(year, month, 1), "LLLL", locale=lang)


def date_text(day: date, lang: str) -> str:
    """A day as "04/3/2022", "15/02/2022" (vi) or "4 March 2022" (en)."""
    if lang == "vi":
        return format_date(day, "dd/MM/y" if day.month in PADDED_MONTHS else "dd/M/y", locale="vi")
    return format_date(day, "d MMMM y", locale=lang)


def cell_date(cell: Any, lang: str) -> str:
    """The day in a cell of a table as text; empty where it is missing."""
    return "" if is_missing(cell) else date_text(pd.Timestamp(cell).date(), lang)
