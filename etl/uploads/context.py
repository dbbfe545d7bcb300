"""What stands around a table and holds for all of it: options, then title block, then sheet name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple, TypeVar

from etl.uploads.folding import folded
from etl.uploads.knowledge import Knowledge
from etl.uploads.moments import BAD, LONGEST, Moment, moment, moment_of_cell, period_said
from metrics.periods import last_day

_DATED: Final = re.compile(
    r"ngày\s*[\d….]*\s*tháng\s*[\d….]*\s*năm\s*\d{4}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"|(?:số\s*:?\s*)?\d+/[\w-]*[A-ZĐ]{2}[\w-]*",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    r"(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})",
    re.IGNORECASE,
)
_STATE_LINES: Final = ("cong hoa xa hoi chu nghia", "doc lap tu do", "kem theo", "ban hanh kem")
_PLANNED: Final = (
    "ke hoach", "kh", "so voi", "cung ki", "nhiem vu", "phuong huong", "muc tieu", "du kien", "ke hoach nam",
    "so voi nam", "cung ki nam", "so cung ki",
)  # fmt: skip
_ESTIMATED: Final = re.compile(r"\buoc(?: tinh| dat)?(?: ket qua)?(?: thuc hien)?\b")
_DONE: Final = re.compile(r"\b(thuc hien|ket qua)\b")

Value = TypeVar("Value", str, int)


class Options(NamedTuple):
    """What the sender says of a file beside the file: all optional."""

    place: str | None = None
    year: int | None = None
    period: str | None = None
    sheet: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    indicator: str | None = None
    #: What columns, counted from 0, are said to be: a role, `value`, `skip`, or `indicator/breakdown`.
    columns: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a title block or a sheet name says; None where it says nothing or several things."""

    places: frozenset[str] = frozenset()
    place: str | None = None
    indicator: str | None = None
    breakdown: str | None = None
    year: int | None = None
    part: str | None = None
    key: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What holds where no column says otherwise, and whether title and sheet name disagree."""

    place: str | None = None
    indicator: str | None = None
    breakdown: str | None = None
    year: int | None = None
    part: str | None = None
    key: str | None = None
    state: str | None = None
    conflict: str | None = None

    @property
    def moment(self) -> Moment:
        """The period of the context."""
        return Moment(self.part, self.year, self.key)


def context(titles: list[str], sheet: str | None, options: Options, known: Knowledge) -> Context:
    """What holds for a whole table."""
    title, name = said_by(titles, known), said_by([sheet] if sheet else [], known)
    wanted = _wanted(options)
    return Context(
        place=options.place or title.place or name.place,
        indicator=_indicator(options, known) or title.indicator or name.indicator,
        breakdown=title.breakdown or name.breakdown,
        year=options.year or wanted.year or title.year or name.year,
        part=wanted.part if wanted.part is not None else (title.part if title.part is not None else name.part),
        key=wanted.key or (None if options.year or options.period else title.key or name.key),
        state=title.state or name.state,
        conflict=_conflict(title, name, options, known),
    )


def dated(around: Context, titles: Iterable[str]) -> Context:
    """The context with the year of `số liệu đến ngày …` where nothing else names one.

    A last day of a month stands for all of the year up to it; another day only for a period that it lies in.
    """
    days = {day for text in titles for match in _UNTIL.finditer(text) if (day := _day(match)) is not None}
    if len(days) != 1:
        return around
    day = days.pop()
    if around.part is not None:
        found = period_said(around.part, day.year)
        return replace(around, year=day.year) if found and found.start <= day <= found.end else around
    if day != last_day(day.year, day.month):
        return around
    return replace(around, year=day.year, part="" if day.month == 12 else f"YTD{day.month:02d}")


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _indicator(options: Options, known: Knowledge) -> str | None:
    """The indicator of the option; None where it names none that is known."""
    return known.lexicon.phrase(options.indicator).indicator if options.indicator else None


def _wanted(options: Options) -> Moment:
    """The period of the option; a bare one without a year of its own leaves the year open."""
    if options.period is None:
        return Moment(None)
    return moment_of_cell(options.period, "") or Moment(BAD)


def _conflict(title: Said, name: Said, options: Options, known: Knowledge) -> str | None:
    if options.year is None and title.year and name.year and title.year != name.year:
        return f"{title.year} / {name.year}"
    if options.place is None and title.place and name.place and not _same(title.place, name.place, known):
        return f"{title.place} / {name.place}"
    if options.indicator is None and title.indicator and name.indicator and title.indicator != name.indicator:
        return f"{title.indicator} / {name.indicator}"
    return None


def _same(one: str, other: str, known: Knowledge) -> bool:
    return any(known.gazetteer.means(one, place) and known.gazetteer.means(other, place)
               for place in known.gazetteer.places.by_key)  # fmt: skip


def said_by(texts: Iterable[str], known: Knowledge) -> Said:
    """What running texts say of place, indicator and time."""
    lines = [_DATED.sub(" ; ", text) for text in texts]
    lines = [line for line in lines if not folded(line).startswith(_STATE_LINES)]
    moments = [found for line in lines for found in moments_in(line)]
    indicators = {value for line in lines for _, value in known.lexicon.mentions(line, "indicator")}
    breakdowns = {value for line in lines for _, value in known.lexicon.mentions(line, "breakdown")} - {"total"}
    spelled = {way for line in lines for way in known.gazetteer.named_in(line)} - {"viet nam"}
    keys = {found.key for found in moments if found.key}
    years = {found.year for found in moments if found.year}
    parts = {found.part for found in moments if found.part is not None and not found.key}
    return Said(
        place=_only_place(spelled, known),
        indicator=_only(indicators),
        breakdown=_only(breakdowns),
        year=_only(years),
        part=_only(parts - {""}) if parts - {""} else _only(parts),
        key=_only(keys) if not years else None,
        state=_state(lines),
    )


def _only(values: set[Value]) -> Value | None:
    return next(iter(values)) if len(values) == 1 else None


def _only_place(spelled: set[str], known: Knowledge) -> str | None:
    """The one place that all spellings can mean; None where they mean several."""
    ways = sorted(spelled, key=len, reverse=True)
    return ways[0] if ways and all(_same(ways[0], way, known) for way in ways[1:]) else None


def _state(lines: list[str]) -> str | None:
    words = " ".join(folded(line) for line in lines)
    if not _ESTIMATED.search(words) or _DONE.search(_ESTIMATED.sub(" ", words)):
        return None
    return "estimate"


def moments_in(text: str) -> list[Moment]:
    """The periods and years within a running text, those of plans and comparisons left out."""
    words, found, at = folded(text).split(), [], 0
    while at < len(words):
        length = next((n for n in range(min(LONGEST, len(words) - at), 0, -1) if _says_time(words[at : at + n])), 0)
        if length and not _of_a_plan(words[:at]):
            said = moment(" ".join(words[at : at + length]))
            found += [said] if said is not None else []
        at += length or 1
    return found


def _says_time(words: list[str]) -> bool:
    if words == ["nam"] or (len(words) == 2 and words[0].isdigit() and words[1].isdigit()):
        return len(words) == 2 and len(words[0]) == 4 and len(words[1]) == 4 and moment(" ".join(words)) is not None
    return moment(" ".join(words)) is not None


def _of_a_plan(before: list[str]) -> bool:
    return any(" ".join(before[-n:]) in _PLANNED for n in (1, 2, 3))
