"""The words and periods of a file of targets, as data/registry/plan_headers.toml spells them."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Final

from etl.uploads.folding import folded, nfc
from etl.uploads.knowledge import DATA
from etl.uploads.moments import moment_of_cell
from metrics.periods import Period
from metrics.periods import period as period_of

_DATED: Final = re.compile(r"^(.*?)\s*(?:năm\s*)?(20\d\d)$", re.IGNORECASE)
_MILESTONE: Final = re.compile(r"^(?:tính\s+)?đến\s+(?:hết\s+)?năm\s+(\d{4})$", re.IGNORECASE)


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


def value_of_year(header: str) -> int | None:
    """The year of a header that names the figures of one year: "Kế hoạch năm 2026", "KH 2026"; else None."""
    match = _DATED.match(nfc(header).strip())
    return int(match[2]) if match and meaning("header", match[1]) == "value" else None


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
