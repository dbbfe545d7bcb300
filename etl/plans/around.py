"""What stands around a table of targets and holds for all of it: options, the title block, the sheet's name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from etl.uploads.context import Options, context, said_by
from etl.uploads.knowledge import Knowledge
from etl.uploads.preview import Inherited
from etl.uploads.said import day as day_of
from metrics.periods import period as period_of

#: The title of a plan says "kế hoạch" right before its own year, which in a report would be another one.
_PLANNED: Final = re.compile(r"\b(kế hoạch|chỉ tiêu|mục tiêu|nhiệm vụ|phương hướng|dự kiến|KH)\b", re.IGNORECASE)
_DOCUMENT: Final = re.compile(
    r"số\s*:?\s*(?P<number>\d+\s*/\s*[\w-]+)[\s,]*(?:ngày\s*(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}))?"
    r"(?:\s*của\s+(?P<issuer>[^;.()]+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Around:
    """Texts that hold where no cell says otherwise; empty where nothing is said."""

    place: str = ""
    period: str = ""
    document: str = ""
    day: date | None = None
    issuer: str = ""
    #: What title and sheet name say differently.
    conflict: str | None = None
    #: The place that an option or a title names, not that of the document's issuer.
    said_place: str | None = None
    told: tuple[Inherited, ...] = ()


def around(titles: Sequence[str], sheet: str | None, options: Options, known: Knowledge) -> Around:
    """What holds for a whole table; the document that a title names beside it."""
    found = context([_PLANNED.sub(" ", text) for text in titles], sheet, options, known)
    period = str(options.year) if options.year else _period(found.key, found.year)
    document = next((match for text in titles if (match := _DOCUMENT.search(text))), None)
    number, day, issuer = ("", None, "") if document is None else _of(document)
    place = found.place or said_by([issuer], known).place or ""
    told = [Inherited(of, text, _source(of, options)) for of, text in
            (("place", place), ("year", period), ("document", number)) if text]  # fmt: skip
    return Around(place, period, number, day, issuer, found.conflict, found.place, tuple(told))


def _period(key: str | None, year: int | None) -> str:
    """A span of years before one of its years."""
    if key is not None and period_of(key).is_several_years:
        return key
    return str(year) if year else ""


def _source(of: str, options: Options) -> str:
    return "option" if getattr(options, of, None) else "title"


def _of(match: re.Match[str]) -> tuple[str, date | None, str]:
    number = re.sub(r"\s", "", match["number"])
    said = day_of(re.sub(r"\s", "", match["day"])) if match["day"] else None
    return number, None if said is None else said.day, (match["issuer"] or "").strip()
