"""Printed dates: a day, a month or a year; what is printed means its last day."""

import re
from datetime import date
from typing import Final

from metrics.periods import last_day

_PRINTED: Final = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def last_day_printed(text: str) -> date | None:
    """The last day of a printed day, month or year; None where the text is none of these."""
    match = _PRINTED.match(text)
    if not match:
        return None
    try:
        if match[3]:
            return date.fromisoformat(text)
        return last_day(int(match[1]), int(match[2] or 12))
    except ValueError:
        return None
