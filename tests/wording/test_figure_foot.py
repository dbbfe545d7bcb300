"""The last line of a foot: data date where one is known, the day of knowledge, the method, the address."""

from datetime import date

import pandas as pd
import pytest

from wording.catalogue import words
from wording.figure_foot import Seal

SEAL = Seal(date(2026, 6, 30), "1", "so-lieu.example.vn/province?place=ha-noi&year=2022")


def test_a_foot_says_until_when_how_and_where() -> None:
    """The latest day at which a figure stands, apart from the day until which figures were known."""
    days = pd.Series([pd.Timestamp("2022-11-30"), pd.NaT, pd.Timestamp("2021-12-31")])
    first, last = SEAL.foot("TH: báo cáo.", "counts", days, "vi").split("\n")
    assert first == "TH: báo cáo."
    assert last == (
        "Số liệu đến 30/11/2022, biết đến 30/6/2026 · Cách tính: TH − KH, TH/KH, ngưỡng số 1"
        " · Mở lại: so-lieu.example.vn/province?place=ha-noi&year=2022"
    )


def test_without_a_data_date_none_is_made_up() -> None:
    """Figures without a day are known until the view's day, no more; nothing told of sources is no empty line."""
    told = SEAL.foot("", "published", pd.Series([pd.NaT]), "en")
    assert told.startswith("Figures known until 30 June 2026 · Method:")
    assert "\n" not in told


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("method", ["counts", "rates", "years", "published", "verdicts", "cumulative", "path"])
def test_every_method_has_words(method: str, lang: str) -> None:
    """No figure stands without a word on how it is reckoned."""
    assert words(lang).has(f"figure_method.{method}")
