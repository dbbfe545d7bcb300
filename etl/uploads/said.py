"""Words of single cells into series, units, states and days."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from etl.uploads.cells import Day, Series, State, Unit
from etl.uploads.knowledge import Knowledge
from etl.uploads.lexicon import Phrase
from etl.uploads.moments import BAD, Moment, moment_of_cell
from metrics.periods import last_day

_DAY: Final = re.compile(r"^(?:ngày\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$", re.IGNORECASE)
_ISO: Final = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$")
_MONTH: Final = re.compile(r"^(?:tháng\s*)?(\d{1,2})[/.-](\d{4})$", re.IGNORECASE)
_YEAR: Final = re.compile(r"^(\d{4})$")
#: What a cell of an indicator column may say besides the indicator.
_BESIDE: Final = frozenset({"indicator", "both", "breakdown", "moment", "unit", "filler"})


def series(phrase: Phrase | None, breakdown: Phrase | None, known: Knowledge, fallback: str = "total") -> Series:
    """The series that an indicator's cell and a breakdown's cell name together."""
    if phrase is None or not phrase.whole or phrase.indicator is None or phrase.roles - _BESIDE:
        return Series(None, code="unknown-indicator", text=phrase.text if phrase else None)
    if breakdown is None:
        return of(phrase.indicator, phrase.breakdown or fallback, known, phrase.text, "indicator")
    if breakdown.indicator in known.registry.indicators[phrase.indicator].breakdowns and breakdown.breakdown is None:
        return Series(phrase.indicator, str(breakdown.indicator))
    if not breakdown.whole or breakdown.breakdown is None or breakdown.roles - {"breakdown", "both", "filler"}:
        return Series(None, code="unknown-breakdown", role="breakdown", text=breakdown.text)
    return of(phrase.indicator, breakdown.breakdown, known, breakdown.text, "breakdown")


def of(indicator: str, breakdown: str, known: Knowledge, text: str | None, role: str) -> Series:
    """A series whose breakdown its indicator has; else unknown-breakdown."""
    if breakdown == "total" or breakdown in known.registry.indicators[indicator].breakdowns:
        return Series(indicator, breakdown)
    return Series(None, code="unknown-breakdown", role=role, text=text)


def unit(text: str | None, known: Knowledge) -> Unit:
    """The unit a cell prints; a word that is no unit is kept as text."""
    if not text:
        return Unit()
    found = known.lexicon.unit(text)
    if found is None or found[0] == "other":
        return Unit(None, 1, text, printed=True)
    return Unit(found[0], found[1], printed=found[0] is not None)


def state(text: str | None, known: Knowledge, fallback: str | None) -> State:
    """The state a cell names."""
    if not text:
        return State(fallback)
    phrase = known.lexicon.phrase(text)
    if phrase.whole and phrase.state and phrase.roles <= {"state", "filler", "scenario"}:
        return State(phrase.state)
    return State(None, text)


def moment(text: str, tag: str, known: Knowledge) -> tuple[Moment, str | None]:
    """What a cell of a period says, and how it cumulates where it says that too; no period has the part `?`."""
    found = moment_of_cell(text, tag)
    if found is not None:
        return found, None
    phrase = known.lexicon.phrase(text)
    if phrase.whole and phrase.moment and phrase.roles <= {"moment", "cumulation", "filler"}:
        return phrase.moment, phrase.cumulation
    return Moment(BAD), None


def cumulation(text: str, known: Knowledge) -> str | None:
    """How a cell says that its period cumulates: the key, `?` for words that say nothing of it, None for none."""
    phrase = known.lexicon.phrase(text)
    if text.casefold() in known.lexicon.missing or (phrase.whole and phrase.moment and not phrase.cumulation):
        return None
    return phrase.cumulation or BAD


@lru_cache(maxsize=16_384)
def day(text: str | None) -> Day:
    """The day a cell names, a month or a year meaning its last; `bad` where it names none."""
    if not text:
        return Day()
    try:
        if match := _ISO.match(text):
            return Day(date(int(match[1]), int(match[2]), int(match[3])), text)
        if match := _DAY.match(text):
            return Day(date(int(match[3]), int(match[2]), int(match[1])), text)
        if match := _MONTH.match(text):
            return Day(last_day(int(match[2]), int(match[1])), text)
        if match := _YEAR.match(text):
            return Day(date(int(match[1]), 12, 31), text)
    except ValueError:
        return Day(None, text, bad=True)
    return Day(None, text, bad=True)
