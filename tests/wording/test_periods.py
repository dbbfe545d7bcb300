"""Periods and dates as words."""

from datetime import date

import pytest

from wording.dates import date_text
from wording.periods import (
    milestone_name,
    period_in_sentence,
    period_name,
    period_short,
    target_period_name,
)


@pytest.mark.parametrize(
    ("key", "vi", "short_vi", "en"),
    [
        ("2022", "Năm 2022", "2022", "Year 2022"),
        ("2020-H1", "6 tháng đầu năm 2020", "6T/2020", "First half of 2020"),
        ("2020-H2", "6 tháng cuối năm 2020", "6T cuối/2020", "Second half of 2020"),
        ("2025-Q1", "Quý I/2025", "QI/2025", "First quarter of 2025"),
        ("2025-Q4", "Quý IV/2025", "QIV/2025", "Fourth quarter of 2025"),
        ("2020-M08", "Tháng 8/2020", "T8/2020", "August 2020"),
        ("2022-YTD11", "Lũy kế 11 tháng năm 2022", "11T/2022", "First 11 months of 2022"),
        ("2019-YTD05", "Lũy kế 5 tháng năm 2019", "5T/2019", "First 5 months of 2019"),
        ("2021..2025", "Giai đoạn 2021-2025", "2021-2025", "2021-2025"),
        ("SY2025", "Năm học 2025-2026", "NH 2025-2026", "School year 2025-2026"),
    ],
)
def test_period(key: str, vi: str, short_vi: str, en: str) -> None:
    """Every form of period key has its administrative name."""
    assert (period_name(key, "vi"), period_short(key, "vi"), period_name(key, "en")) == (vi, short_vi, en)


@pytest.mark.parametrize("key", ["", "22", "2022-H3", "2022-Q5", "2022-W01", "2022 "])
def test_no_period(key: str) -> None:
    """What is no period key is an error, never printed as it stands."""
    with pytest.raises(ValueError, match="not a period"):
        period_name(key, "vi")


def test_target_periods() -> None:
    """A milestone reads as the end of a path, another target as its period."""
    assert milestone_name("2030", "vi") == "Đến năm 2030"
    assert target_period_name("2030", "milestone", "en") == "By 2030"
    assert target_period_name("2021..2025", "cumulative", "vi") == "Giai đoạn 2021-2025"
    assert period_in_sentence("2022-YTD11", "vi") == "11 tháng năm 2022"


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2022, 2, 15), "15/02/2022", "15 February 2022"),
        (date(2022, 3, 4), "04/3/2022", "4 March 2022"),
        (date(2025, 7, 1), "01/7/2025", "1 July 2025"),
        (date(2021, 1, 31), "31/01/2021", "31 January 2021"),
        (date(2021, 9, 17), "17/9/2021", "17 September 2021"),
        (date(2025, 10, 5), "05/10/2025", "5 October 2025"),
    ],
)
def test_date(day: date, vi: str, en: str) -> None:
    """Days have two digits; so do January and February, and no other month below ten."""
    assert (date_text(day, "vi"), date_text(day, "en")) == (vi, en)
