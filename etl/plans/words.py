"""The words and numbers of a file of targets, as data/registry/plan_headers.toml spells them."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from etl.uploads.folding import folded, nfc
from etl.uploads.knowledge import DATA
from etl.uploads.moments import moment_of_cell
from metrics.periods import Period
from metrics.periods import period as period_of

_RANGE: Final = re.compile(r"^(?:từ\s+)?([\d.,]+)\s*%?\s*(?:-|–|đến)\s*([\d.,]+)\s*(.*)$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^([\d][\d.,\s\u00a0]*)\s*(.*)$")
_MILESTONE: Final = re.compile(r"^(?:tính\s+)?đến\s+(?:hết\s+)?năm\s+(\d{4})$", re.IGNORECASE)
_TRAILING: Final = re.compile(r"^(.*?)\s+trở lên$", re.IGNORECASE)


class Said(NamedTuple):
    """What a cell of a target says: operator (None: a bare number), the figure, its printed decimals, unit words."""

    operator: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    code: str | None = None


@cache
def spellings() -> Mapping[str, Mapping[str, str]]:
    """For headers, operators, kinds and standings: what each folded spelling means."""
    table = tomllib.loads((DATA / "registry" / "plan_headers.toml").read_text("utf-8"))
    return {of: {_way(way): key for key, ways in words.items() for way in (*ways, key)} for of, words in table.items()}


def _way(text: str) -> str:
    return folded(text) or text.strip()


def meaning(of: str, text: str) -> str | None:
    """The key that a cell names; None where it names none."""
    return spellings()[of].get(_way(nfc(text)))


def figure(text: str, rate: bool) -> Said:
    """A target as its document words it: "khoảng 224.500", "từ 72,2% trở lên", "75-80%"."""
    bare = nfc(text).strip()
    trailing = _TRAILING.match(bare)
    if match := _RANGE.match(bare):
        low, high = number(match[1], rate), number(match[2], rate)
        code = low.code or high.code
        return Said("range", low.low, high.low, max(low.decimals, high.decimals), match[3], code)
    operator, rest = _operator(trailing[1] if trailing else bare)
    match = _NUMBER.match(rest)
    if match is None:
        return Said(code="bad-number")
    said = number(match[1], rate)
    return said._replace(operator="at_least" if trailing and operator is None else operator, unit=match[2].strip())


def _operator(text: str) -> tuple[str | None, str]:
    """The operator right before the number, the longest words first, and what is left."""
    words = text.split()
    for length in range(min(len(words) - 1, 3), 0, -1):
        found = meaning("operator", " ".join(words[:length]))
        if found is not None:
            return found, " ".join(words[length:])
    for sign in ("≥", "≤", ">=", "<=", ">", "<", "~", "≈"):
        if text.startswith(sign):
            return spellings()["operator"].get(sign), text[len(sign) :].strip()
    return None, text


def number(text: str, rate: bool) -> Said:
    """A figure as written here: 224.500 is a count in thousands, 72,2 a rate; what has two readings is a question."""
    bare = re.sub(r"[\s\u00a0]", "", text).rstrip(".,")
    if re.fullmatch(r"\d+", bare):
        return Said(low=Decimal(bare))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", bare) and (not rate or bare.count(".") > 1):
        return Said(low=Decimal(bare.replace(".", "")))
    if re.fullmatch(r"\d{1,3}(,\d{3}){2,}", bare):
        return Said(low=Decimal(bare.replace(",", "")))
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", bare):
        return Said(code="ambiguous-number")
    if match := re.fullmatch(r"(\d+)[.,](\d{1,6})", bare):
        return Said(low=Decimal(f"{match[1]}.{match[2]}"), decimals=len(match[2]), code=None if rate else "bad-number")
    return Said(code="bad-number")


def period(text: str) -> tuple[Period | None, bool]:
    """The period that a cell names, and whether it is the end of a path ("đến năm 2030")."""
    bare = nfc(text).strip()
    milestone = _MILESTONE.match(bare)
    if milestone:
        return period_of(milestone[1]), True
    try:
        return period_of(bare), False
    except ValueError:
        said = moment_of_cell(bare, "")
    if said is None:
        return None, False
    key = said.key or (str(said.year) if said.year and not said.part else None)
    return (period_of(key) if key else None), False
