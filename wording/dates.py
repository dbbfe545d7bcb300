"""Dates as text: the Vietnamese administrative way, and plain English."""

from datetime import date

from babel.dates import format_date

#: Months that administrative Vietnamese writes with two digits, so that 02/1 cannot become 02/11.
PADDED_MONTHS = frozenset({1, 2})


def date_text(day: date, lang: str) -> str:
    """A day as "04/3/2022", "15/02/2022" (vi) or "4 March 2022" (en)."""
    if lang == "vi":
        return format_date(day, "dd/MM/y" if day.month in PADDED_MONTHS else "dd/M/y", locale="vi")
    return format_date(day, "d MMMM y", locale=lang)
