"""Numbers as files print them: read as text, parsed here, never guessed."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from etl.uploads.folding import without_footnote
from etl.uploads.lexicon import Lexicon
from etl.uploads.sheets import DATE, ERROR, FORMULA, LOGICAL, NUMBER, PERCENT, shown

MICRO: Final = 1_000_000
#: DECIMAL(18,6) holds twelve digits before the mark.
MOST: Final = Decimal(10) ** 12
_BLANKS: Final = "\u00a0\u202f\u2009\u2007 "
#: The sign that word processors put before a negative number.
_MINUS: Final = "\u2212"
_GROUPED_BY_BLANKS: Final = re.compile(rf"\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?=\D|$)")
_RANGE: Final = re.compile(r"(?:từ\s+)?(.+?)\s*(?:-|–|—|\bđến\b)\s*(.+)", re.IGNORECASE)
_LEADING_NUMBER: Final = re.compile(rf"^[+-]?\d(?:[\d.,{_BLANKS}]*\d)?")
_SPLITTABLE: Final = re.compile(rf"^([+-]?\d[\d.,{_BLANKS}]*?)\s*\(.*\)$")

MISSING, READ, UNDECIDED, BAD = range(4)


class Amount(NamedTuple):
    """A number with the decimals it prints."""

    value: Decimal
    decimals: int


class Core(NamedTuple):
    """The digits of a number: its reading, or both readings of one that its own marks leave open.

    `shows` is the mark that the digits show to be decimal; `mark` the one that stands undecided.
    """

    reading: Amount | None
    shows: str | None = None
    mark: str | None = None
    thousands: Amount | None = None
    decimal: Amount | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell read as a number: missing, read, undecided between two marks, or none (`BAD`)."""

    status: int
    low: Core | None = None
    high: Core | None = None
    qualifier: str = "exact"
    unit: str | None = None
    scale: int = 1
    numeric: bool = False
    percent: bool = False
    suggestion: str | None = None


_MISSING: Final = Figure(MISSING)
_BAD: Final = Figure(BAD)


def core(text: str) -> Core | None:
    """The digits of a text by their own marks; None where they are no number."""
    sign = -1 if text.startswith("-") else 1
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not re.fullmatch(r"\d[\d.,]*", digits) or digits[-1] in ".,":
        return None
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return Core(_amount(digits, "", sign))
    if dots and commas:
        return _of_two_marks(digits, sign)
    return _of_one_mark(digits, "." if dots else ",", sign)


def _of_two_marks(digits: str, sign: int) -> Core | None:
    mark = max(".,", key=digits.rfind)
    other = "," if mark == "." else "."
    whole, fraction = digits.rsplit(mark, 1)
    if mark in whole or not _grouped(whole.split(other)):
        return None
    return Core(_amount(whole.replace(other, ""), fraction, sign), shows=mark)


def _of_one_mark(digits: str, mark: str, sign: int) -> Core | None:
    groups = digits.split(mark)
    other = "," if mark == "." else "."
    if len(groups) > 2:
        if not _grouped(groups):
            return None
        return Core(_amount("".join(groups), "", sign), shows=other)
    decimal = _amount(groups[0], groups[1], sign)
    if not _grouped(groups):
        return Core(decimal, shows=mark)
    return Core(None, mark=mark, thousands=_amount("".join(groups), "", sign), decimal=decimal)


def _grouped(groups: list[str]) -> bool:
    """Whether groups of digits are thousands: threes after a first of one to three that is no lone zero."""
    return 1 <= len(groups[0]) <= 3 and not groups[0].startswith("0") and all(len(g) == 3 for g in groups[1:])


def _amount(whole: str, fraction: str, sign: int) -> Amount | None:
    value = sign * Decimal(f"{whole}.{fraction}" if fraction else whole)
    return Amount(value, len(fraction)) if abs(value) < MOST and len(fraction) <= 15 else None


def settled(found: Core, decimal: str | None) -> Amount | None:
    """The amount of digits when `decimal` is the mark of decimals; None while that is open."""
    if found.mark is None:
        return found.reading
    if decimal is None:
        return None
    return found.decimal if found.mark == decimal else found.thousands


class Figures:
    """Reads cells as numbers with the words that stand beside them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def figure(self, cell: str) -> Figure:
        """A cell as a number: with qualifier, unit and scale where it prints them."""
        if cell.startswith((NUMBER, PERCENT)):
            return _stored(cell)
        if cell.startswith((DATE, ERROR, FORMULA, LOGICAL)):
            return _BAD
        text = cell.strip().strip(_BLANKS)
        if text.casefold() in self._lexicon.missing:
            return _MISSING
        bare = without_footnote(text).strip().replace(_MINUS, "-")
        found = self._worded(bare)
        return replace(found, suggestion=_split(text)) if found.status == BAD else found

    def _worded(self, text: str) -> Figure:
        qualifier, rest = self._qualified(text)
        unit, scale, rest = self._unit_after(rest)
        if qualifier == "exact" and (found := self._range(rest, unit, scale)) is not None:
            return found
        digits = core(_without_blanks(rest))
        if digits is None or (digits.reading is None and digits.mark is None):
            return _BAD
        status = READ if digits.mark is None else UNDECIDED
        return Figure(status, digits, None, qualifier, unit, scale, percent=unit == "percent")

    def _qualified(self, text: str) -> tuple[str, str]:
        lower = text.casefold()
        for word, key in self._lexicon.qualifiers.items():
            if lower.startswith(word) and (not word.isalpha() or lower[len(word) : len(word) + 1] in " \t\u00a0"):
                return key, text[len(word) :].strip()
        return "exact", text

    def _unit_after(self, text: str) -> tuple[str | None, int, str]:
        match = _LAST_NUMBER.search(text)
        said = match[2].strip().strip("()").strip() if match else ""
        if not match or not said:
            return None, 1, text
        unit = self._lexicon.unit(said)
        if unit is None:
            return None, 1, text
        return unit[0], unit[1], match[1].strip()

    def _range(self, text: str, unit: str | None, scale: int) -> Figure | None:
        match = _RANGE.fullmatch(text)
        if match is None:
            return None
        low_unit, low_scale, low_text = self._unit_after(match[1])
        ends = core(_without_blanks(low_text)), core(_without_blanks(match[2]))
        if None in ends or (low_unit, low_scale) not in ((None, 1), (unit, scale)):
            return None
        low, high = ends
        status = READ if low and high and not (low.mark or high.mark) else UNDECIDED
        return Figure(status, low, high, "range", unit, scale, percent=unit == "percent")


_LAST_NUMBER: Final = re.compile(r"^(.*\d)([^\d]*)$", re.DOTALL)


def _stored(cell: str) -> Figure:
    try:
        value = Decimal(shown(cell))
    except InvalidOperation:
        return _BAD
    percent = cell.startswith(PERCENT)
    if percent:
        value *= 100
    value = value.quantize(Decimal(1) / MICRO) if value.is_finite() and abs(value) < MOST else Decimal("NaN")
    if value.is_nan():
        return _BAD
    value = value.normalize()
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    digits = Core(Amount(value, decimals))
    return Figure(READ, digits, unit="percent" if percent else None, numeric=True, percent=percent)


def _without_blanks(text: str) -> str:
    """A number without the blanks between its thousands; other blanks stay and spoil it."""
    bare = text.strip().strip(_BLANKS)
    sign = bare[:1] if bare[:1] in "+-" else ""
    body = bare[len(sign) :].lstrip(_BLANKS)
    match = _GROUPED_BY_BLANKS.match(body)
    if match is None or match[0].startswith("0"):
        return sign + body
    return sign + re.sub(f"[{_BLANKS}]", "", match[0]) + body[match.end() :]


def _split(text: str) -> str | None:
    """The number that a cell with something in brackets after it may have meant."""
    match = _SPLITTABLE.match(text)
    return match[1] if match else None
