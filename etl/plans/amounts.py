"""The figures of targets: words of the operator at the number, the number by the marks that its column shows."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from etl.plans.words import meaning
from etl.uploads.figures import BAD, MISSING, Amount, Core, Figure, Figures, settled
from etl.uploads.folding import nfc
from etl.uploads.sheets import MARK

#: Operators whose value is a percentage of a baseline, whatever the indicator is counted in.
RELATIVE: Final = ("reduce_by_at_least", "increase_by_at_least")
MARKS: Final = {"comma": ",", "point": "."}
#: Below it a stored count may be thousands that lost their mark, once another one of its column has a fraction.
THOUSAND: Final = 1000
_TRAILING: Final = re.compile(r"^(.*?)\s+trở lên$", re.IGNORECASE)
_SIGNS: Final = ("≥", "≤", ">=", "<=", ">", "<", "~", "≈")


class Said(NamedTuple):
    """A cell of a target: its operator (None: a bare number) and its figure, marks not yet settled."""

    operator: str | None
    figure: Figure

    @property
    def cores(self) -> tuple[Core, ...]:
        """The digits of its ends."""
        return tuple(core for core in (self.figure.low, self.figure.high) if core is not None)


class Marks(NamedTuple):
    """How a column of one kind, counts or rates, writes decimals: the mark where that is known, or contradictory."""

    decimal: str | None = None
    contrary: bool = False
    #: Stored counts with a fraction stand among them.
    broken: bool = False
    #: Every rate among them is 1 or less and prints no percent: shares or percent.
    shares: bool = False


class Read(NamedTuple):
    """The amount of a target, its ends equal unless a range; a code where it is none."""

    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int = 0
    code: str | None = None
    suggestion: str | None = None


def said(cell: str, figures: Figures) -> Said:
    """A target as its document words it: "khoảng 224.500", "từ 72,2% trở lên", "75-80%"; stored numbers as they are."""
    if cell.startswith(MARK):
        return Said(None, figures.figure(cell))
    bare = nfc(cell).strip()
    trailing = _TRAILING.match(bare)
    operator, rest = _operator(trailing[1] if trailing else bare)
    figure = figures.figure(rest)
    if figure.status == BAD or figure.qualifier not in ("exact", "range"):
        return Said(operator, replace(figure, status=BAD))
    if figure.qualifier == "range":
        return Said("range", replace(figure, status=BAD) if trailing else figure)
    return Said("at_least" if trailing and operator is None else operator, figure)


def _operator(text: str) -> tuple[str | None, str]:
    """The operator right before the number, the longest words first, and what is left."""
    words = text.split()
    for length in range(min(len(words) - 1, 3), 0, -1):
        found = meaning("operator", " ".join(words[:length]))
        if found is not None:
            return found, " ".join(words[length:])
    for sign in _SIGNS:
        if text.startswith(sign):
            return meaning("operator", sign), text[len(sign) :].strip()
    return None, text


def marks(column: Iterable[Said], decimal: str | None) -> Marks:
    """How the cells of one kind write decimals: as a person says, else as some of them show."""
    cells = [one for one in column if one.figure.status not in (BAD, MISSING)]
    broken = any(one.figure.numeric and _fraction(core) for one in cells for core in one.cores)
    shares = bool(cells) and all(not one.figure.percent and _share(core) for one in cells for core in one.cores)
    if decimal is not None:
        return Marks(MARKS[decimal], broken=broken, shares=shares)
    shown = {core.shows for one in cells for core in one.cores if core.shows}
    return Marks(next(iter(shown)) if len(shown) == 1 else None, len(shown) > 1, broken, shares)


def _share(core: Core) -> bool:
    return core.reading is not None and core.reading.value <= 1


def _fraction(core: Core) -> bool:
    return core.reading is not None and core.reading.value != core.reading.value.to_integral_value()


def amount(one: Said, rate: bool, column: Marks) -> Read:
    """The amount of a cell; what has two readings is a question."""
    if one.figure.status in (BAD, MISSING):
        return Read(code="bad-number", suggestion=one.figure.suggestion)
    if not rate and one.figure.numeric and column.broken and _small(one.cores[0]):
        return Read(code="ambiguous-number")
    if rate and column.shares:
        return Read(code="ambiguous-number")
    ends = [settled(core, _mark(core, rate, column)) for core in one.cores]
    found = [_scaled(end, one.figure.scale) for end in ends if end is not None]
    if len(found) < len(ends):
        return Read(code="ambiguous-number", suggestion=_both(one.cores))
    if not rate and any(end.value != end.value.to_integral_value() for end in found):
        return Read(code="bad-number")
    decimals = max(end.decimals for end in found) if rate else 0
    high = found[-1].value if len(found) > 1 else None
    return Read(found[0].value, high, decimals, "negative-value" if found[0].value < 0 else None)


def _small(core: Core) -> bool:
    return core.reading is not None and core.reading.value < THOUSAND


def _mark(core: Core, rate: bool, column: Marks) -> str | None:
    """Which mark is decimal in a number that leaves it open; a lone dot of a count parts thousands."""
    if column.decimal is None and not column.contrary and not rate and core.mark == ".":
        return ","
    return column.decimal


def _scaled(found: Amount, scale: int) -> Amount:
    return Amount(found.value * scale, found.decimals)


def _both(cores: tuple[Core, ...]) -> str | None:
    """Both readings of the first number that has two."""
    core = next((core for core in cores if core.thousands and core.decimal), None)
    if core is None or core.thousands is None or core.decimal is None:
        return None
    return f"{core.thousands.value} / {core.decimal.value}"
