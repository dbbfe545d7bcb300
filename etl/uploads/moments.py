"""Periods as people write them: "9 tháng đầu năm 2024", "quý II", "T7/2024", "2022-YTD11"."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from etl.uploads.folding import folded
from metrics.periods import Period, period

ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
NUMBERS: Final = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
#: Months in words; none for the fifth, whose name without marks is that of a year.
MONTHS: Final = {
    "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11,
    "muoi hai": 12,
}  # fmt: skip
BAD: Final = "?"


class Moment(NamedTuple):
    """A period as written: the part of the year ("" the whole one), and the year where it says one.

    `part` is None where only a year is said, `?` where a part is said that no year has (month 13);
    `key` is a whole key of its own (2021..2025, SY2025).
    """

    part: str | None
    year: int | None = None
    key: str | None = None


_Y: Final = r"(?:(?:cua )?(?:nam )?(?P<y>(?:19|20)\d\d))?"


def month_part(n: str) -> str:
    """The part of a year that the number of a month means, in digits or in words."""
    number = int(n) if n.isdigit() else MONTHS.get(n, 0)
    return f"M{number:02d}" if 1 <= number <= 12 else BAD


def _to_date(n: str) -> str:
    count = int(n) if n.isdigit() else NUMBERS.get(n, 0)
    if count == 12:
        return ""
    return f"YTD{count:02d}" if 1 <= count <= 12 else BAD


def quarter_part(n: str) -> str:
    """The part of a year that the number of a quarter means."""
    number = ROMAN.get(n) or (int(n) if n.isdigit() else 0)
    return f"Q{number}" if 1 <= number <= 4 else BAD


def _key(text: str) -> str:
    return text.upper()


_WORD_NUMBER: Final = "|".join(NUMBERS)
_WORD_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
#: In the order in which they are tried: pattern of folded words, and the part that group `n` means.
_WAYS: Final[list[tuple[re.Pattern[str], Callable[[str], str]]]] = [
    (re.compile(rf"(?:ca nam|nam|12 thang|muoi hai thang|trong nam|whole year|year)(?P<n>) ?{_Y}"), lambda n: ""),
    (re.compile(rf"(?:6|sau) thang cuoi nam(?P<n>) ?{_Y}"), lambda n: "H2"),
    (re.compile(rf"(?P<n>\d{{1,2}}|{_WORD_NUMBER}) thang(?: dau nam| dau)? ?{_Y}"), _to_date),
    (re.compile(rf"(?P<n>\d{{1,2}})t(?: dau nam)? ?{_Y}"), _to_date),
    (re.compile(rf"(?:trong )?(?:thang|t) ?(?P<n>\d{{1,2}})(?: |$){_Y}"), month_part),
    (re.compile(rf"(?:trong )?thang (?P<n>{_WORD_MONTH})(?: |$){_Y}"), month_part),
    (re.compile(rf"(?:trong )?(?:qui|q|quarter) ?(?P<n>\d{{1,2}}|i{{1,3}}|iv|v)(?: |$){_Y}"), quarter_part),
    (re.compile(r"(?P<n>\d{1,2}) (?P<y>(?:19|20)\d\d)"), month_part),
    (re.compile(rf"(?P<n>h[12]|q[1-4]|m(?:0[1-9]|1[0-2])|ytd(?:0[1-9]|1[0-2]))(?: |$){_Y}"), _key),
    (re.compile(r"(?P<y>(?:19|20)\d\d) (?P<n>h[12]|q[1-4]|m(?:0[1-9]|1[0-2])|ytd(?:0[1-9]|1[0-2]))"), _key),
]  # fmt: skip
_SPAN: Final = re.compile(r"(?:giai doan |thoi ki )?((?:19|20)\d\d) ((?:19|20)\d\d)")
_SCHOOL_YEAR: Final = re.compile(r"nam hoc ((?:19|20)\d\d) ((?:19|20)\d\d)")
_SCHOOL_YEAR_KEY: Final = re.compile(r"sy((?:19|20)\d\d)")
_QUARTER_OF_YEAR: Final = re.compile(r"(?P<n>\d{1,2}|i{1,3}|iv|v) (?P<y>(?:19|20)\d\d)")
_YEAR: Final = re.compile(r"(?:nam )?((?:19|20)\d\d)")
#: How many words the longest way of writing a period has.
LONGEST: Final = 8


@lru_cache(maxsize=16_384)
def moment(words: str) -> Moment | None:
    """What folded words say of time when all of them do; None where they say something else."""
    if match := _YEAR.fullmatch(words):
        return Moment(None, int(match[1]))
    if match := _SCHOOL_YEAR.fullmatch(words):
        return _school_year(int(match[1]), int(match[2]))
    if match := _SCHOOL_YEAR_KEY.fullmatch(words):
        return Moment("", None, match[0].upper())
    if match := _SPAN.fullmatch(words):
        return _span(int(match[1]), int(match[2]))
    for pattern, part in _WAYS:
        if found := pattern.fullmatch(words):
            return Moment(part(found["n"]), int(found["y"]) if found["y"] else None)
    return None


def _school_year(first: int, last: int) -> Moment:
    return Moment("", None, f"SY{first}") if last == first + 1 else Moment(BAD)


def _span(first: int, last: int) -> Moment:
    return Moment("", None, f"{first}..{last}") if last > first else Moment(BAD)


def moment_of_cell(text: str, tag: str) -> Moment | None:
    """What a cell of a period column says; a bare number by the column's header (`month`, `quarter`)."""
    words = folded(text)
    if words.isdigit() and len(words) <= 2:
        if tag == "month":
            return Moment(month_part(words))
        return Moment(quarter_part(words) if tag == "quarter" else BAD)
    if tag == "quarter" and words in ROMAN:
        return Moment(quarter_part(words))
    if tag == "quarter" and (match := _QUARTER_OF_YEAR.fullmatch(words)):
        return Moment(quarter_part(match["n"]), int(match["y"]))
    said = moment(words)
    return None if said is None and words else said


def cumulated(part: str, cumulation: str | None) -> str:
    """The part of a year that a period marked year-to-date means: month 7 up to July, quarter 3 up to September."""
    if cumulation != "year_to_date" or not part or part == BAD:
        return part
    if part[0] == "M":
        return f"YTD{part[1:]}"
    if part[0] == "Q":
        return f"YTD{3 * int(part[1:]):02d}"
    return "" if part == "H2" else part


def period_said(part: str, year: int) -> Period | None:
    """The period of a part of a year; None where there is none."""
    if part == BAD:
        return None
    return period(f"{year}-{part}" if part else f"{year}")
