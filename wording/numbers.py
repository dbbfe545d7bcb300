"""Figures as text: separators of the language, the figure's decimals, true minus signs, "…" for none."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

import pandas as pd
from babel.numbers import NumberPattern, parse_pattern

MISSING: Final = "…"
MINUS: Final = "\u2212"

#: A value in its unit; None and NaN are missing. A float is the nearest one to an exact decimal.
Figure = float | int | Decimal | None


def is_missing(value: object) -> bool:
    """Whether a cell of a table holds no figure: None, NaN, NaT or pandas' NA."""
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def exact(value: float | Decimal) -> Decimal:
    """The decimal that a float stands for: the shortest one that names it, without binary artefacts."""
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def decimals_needed(value: Decimal) -> int:
    """The fewest decimals that print the value whole."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=64)
def pattern(decimals: int) -> NumberPattern:
    """Babel's pattern with thousands in groups and exactly this many decimals."""
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


def rounded(value: float | Decimal, decimals: int | None) -> tuple[Decimal, int]:
    """The value half up to its printed decimals, with their count; without a count, as many as it needs."""
    whole = exact(value)
    places = decimals_needed(whole) if is_missing(decimals) or decimals is None else int(decimals)
    return whole.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP), places


def unsigned(value: Decimal, places: int, lang: str) -> str:
    """The size of an already rounded value in the language's separators, without a sign."""
    return str(pattern(places).apply(abs(value), lang))


def number(value: Figure, decimals: int | None, lang: str) -> str:
    """A figure with exactly its decimals, "224.500", "78,0", "−3"; MISSING when there is none."""
    if value is None or is_missing(value):
        return MISSING
    size, places = rounded(value, decimals)
    return (MINUS if size < 0 else "") + unsigned(size, places, lang)


def printed_counts(lang: str, **counts: int) -> dict[str, str]:
    """Counts as they are printed inside a sentence, thousands apart."""
    return {name: number(count, 0, lang) for name, count in counts.items()}


def signed(value: Figure, decimals: int | None, lang: str) -> str:
    """A difference with its sign, "+20.816", "−172", and "0" unsigned; MISSING when there is none."""
    if value is None or is_missing(value):
        return MISSING
    size, places = rounded(value, decimals)
    sign = MINUS if size < 0 else "+" if size > 0 else ""
    return sign + unsigned(size, places, lang)


def percent(value: Figure, decimals: int | None, lang: str) -> str:
    """A rate in percent, "72,23%", no space before the sign; MISSING when there is none."""
    text = number(value, decimals, lang)
    return text if text == MISSING else f"{text}%"


def signed_percent(value: Figure, decimals: int | None, lang: str) -> str:
    """A change in percent with its sign, "+7,18%"; MISSING when there is none."""
    text = signed(value, decimals, lang)
    return text if text == MISSING else f"{text}%"


def share_number(value: Figure, lang: str) -> str:
    """A ratio such as 1.0927 as "109,27" for a column headed by %, half up; MISSING when there is none."""
    return MISSING if value is None or is_missing(value) else number(exact(value) * 100, 2, lang)


def share(value: Figure, lang: str) -> str:
    """A ratio such as 1.0927 as "109,27%", two decimals half up; MISSING when there is none."""
    text = share_number(value, lang)
    return text if text == MISSING else f"{text}%"
