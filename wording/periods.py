"""Period keys (2022, 2022-H1, 2022-Q3, 2022-M08, 2022-YTD11, 2021..2025, SY2025) as words."""

import re
from functools import lru_cache
from typing import Final

from wording.catalogue import words
from wording.dates import month_name

FORMS: Final = (
    (re.compile(r"(?P<year>\d{4})"), "year"),
    (re.compile(r"(?P<year>\d{4})-H(?P<part>[12])"), "half_{part}"),
    (re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])"), "quarter_{part}"),
    (re.compile(r"(?P<year>\d{4})-M(?P<month>\d{2})"), "month"),
    (re.compile(r"(?P<year>\d{4})-YTD(?P<months>\d{2})"), "year_to_date"),
    (re.compile(r"(?P<first>\d{4})\.\.(?P<last>\d{4})"), "span"),
    (re.compile(r"SY(?P<first>\d{4})"), "school_year"),
)

#: Any year serves to ask what a part of it is called.
ANY_YEAR: Final = "2000"


@lru_cache(maxsize=4096)
def period_words(key: str, lang: str, section: str) -> str:
    """The period in the wording of one section of the catalogue; a key of no known form is an error."""
    for form, name in FORMS:
        found = form.fullmatch(key)
        if found:
            values = period_values({part: int(text) for part, text in found.groupdict().items()}, lang)
            return words(lang).text(f"{section}.{name.format(**values)}", **values)
    raise ValueError(f"not a period: {key!r}")


def period_values(parts: dict[str, int], lang: str) -> dict[str, object]:
    """What the words of a period may name: its numbers, the month's name, the end of a school year."""
    values: dict[str, object] = dict(parts)
    if "month" in parts:
        values["month_name"] = month_name(parts["year"], parts["month"], lang)
    if "first" in parts and "last" not in parts:
        values["last"] = parts["first"] + 1
    return values


def period_name(key: str, lang: str) -> str:
    """The period as a heading: "Lũy kế 11 tháng năm 2022", "6 tháng đầu năm 2020"."""
    return period_words(key, lang, "period")


def period_short(key: str, lang: str) -> str:
    """The period for a table head or an axis: "11T/2022", "6T/2020", "2021-2025"."""
    return period_words(key, lang, "period_short")


def period_in_sentence(key: str, lang: str) -> str:
    """The period inside a sentence: "11 tháng năm 2022", "the first 11 months of 2022"."""
    return period_words(key, lang, "period_in_sentence")


def part_of_year(part: str, lang: str) -> str:
    """A part of any year ("" for the whole of it, H1, Q3, M08, YTD11) without the year: "Lũy kế 11 tháng"."""
    return period_words(f"{ANY_YEAR}-{part}" if part else ANY_YEAR, lang, "part_of_year")


def milestone_name(year: str | int, lang: str) -> str:
    """The end of a path: "Đến năm 2030"."""
    return words(lang).text("period.milestone", year=year)


def milestone_in_sentence(year: str | int, lang: str) -> str:
    """The end of a path inside a sentence: "đến năm 2030"."""
    return words(lang).text("period_in_sentence.milestone", year=year)


def target_period_name(period: str, kind: str | None, lang: str) -> str:
    """The period of a target by its kind: a milestone reads "Đến năm 2030", every other as its period."""
    return milestone_name(period, lang) if kind == "milestone" else period_name(period, lang)
