"""Figures as text, boundary cases first."""

from decimal import Decimal

import pandas as pd
import pytest

from wording.numbers import MISSING, number, percent, share, share_number, signed, signed_percent


@pytest.mark.parametrize(
    ("value", "decimals", "lang", "text"),
    [
        (None, 0, "vi", MISSING),
        (float("nan"), 2, "vi", MISSING),
        (pd.NA, 0, "en", MISSING),
        (0.0, 0, "vi", "0"),
        (-0.0, 1, "vi", "0,0"),
        (-0.04, 1, "vi", "0,0"),
        (0.05, 1, "vi", "0,1"),
        (2.675, 2, "vi", "2,68"),
        (1.005, 2, "en", "1.01"),
        (999.5, 0, "vi", "1.000"),
        (78.0, 1, "vi", "78,0"),
        (73.0, 0, "vi", "73"),
        (224500.0, 0, "vi", "224.500"),
        (224500.0, 0, "en", "224,500"),
        (1765000.0, 0, "vi", "1.765.000"),
        (-172.0, 0, "vi", "−172"),
        (Decimal("72.230000"), 2, "vi", "72,23"),
        (72.23, None, "vi", "72,23"),
        (224500.0, None, "vi", "224.500"),
        (224500.0, pd.NA, "vi", "224.500"),
    ],
)
def test_number(value: float | None, decimals: int | None, lang: str, text: str) -> None:
    """A figure prints with its own decimals, half up from the decimal it stands for."""
    assert number(value, decimals, lang) == text


@pytest.mark.parametrize(
    ("value", "decimals", "lang", "text"),
    [
        (0.0, 0, "vi", "0"),
        (-0.004, 2, "vi", "0,00"),
        (0.005, 2, "vi", "+0,01"),
        (None, 0, "vi", MISSING),
        (20816.0, 0, "vi", "+20.816"),
        (-172.0, 0, "vi", "\u2212172"),
        (-0.4, 1, "en", "\u22120.4"),
    ],
)
def test_signed(value: float | None, decimals: int, lang: str, text: str) -> None:
    """A difference always shows its sign, with a true minus, but for nothing."""
    assert signed(value, decimals, lang) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, MISSING),
        (0.99985, "99,99%"),
        (0.999949, "99,99%"),
        (1.0, "100,00%"),
        (1.0927, "109,27%"),
        (0.9939, "99,39%"),
    ],
)
def test_share(value: float | None, text: str) -> None:
    """An attainment always prints as percent with two decimals."""
    assert share(value, "vi") == text


def test_percent_stands_at_its_number() -> None:
    """No blank before the sign, decimals of the figure."""
    assert (percent(72.23, 2, "vi"), percent(78.0, 1, "en"), percent(None, 1, "vi")) == (
        "72,23%",
        "78.0%",
        MISSING,
    )


def test_change_and_share_column() -> None:
    """A change carries sign and percent; a column headed by % carries neither."""
    assert (signed_percent(7.18, 2, "vi"), signed_percent(None, 2, "vi")) == ("+7,18%", MISSING)
    assert (share_number(1.3473, "vi"), share_number(None, "vi")) == ("134,73", MISSING)
