"""One key for one span of time."""

from datetime import date

import pytest

from metrics.periods import period, year_before


@pytest.mark.parametrize(
    ("written", "key", "start", "end", "cumulation"),
    [
        ("2022", "2022", date(2022, 1, 1), date(2022, 12, 31), "whole_year"),
        ("2022-YTD12", "2022", date(2022, 1, 1), date(2022, 12, 31), "whole_year"),
        ("2022-YTD06", "2022-H1", date(2022, 1, 1), date(2022, 6, 30), "year_to_date"),
        ("2022-YTD03", "2022-Q1", date(2022, 1, 1), date(2022, 3, 31), "year_to_date"),
        ("2022-YTD01", "2022-M01", date(2022, 1, 1), date(2022, 1, 31), "year_to_date"),
        ("2022-YTD11", "2022-YTD11", date(2022, 1, 1), date(2022, 11, 30), "year_to_date"),
        ("2024-M02", "2024-M02", date(2024, 2, 1), date(2024, 2, 29), "in_period"),
        ("2023-M02", "2023-M02", date(2023, 2, 1), date(2023, 2, 28), "in_period"),
        ("2022-Q4", "2022-Q4", date(2022, 10, 1), date(2022, 12, 31), "in_period"),
        ("2022-H2", "2022-H2", date(2022, 7, 1), date(2022, 12, 31), "in_period"),
        ("2021..2025", "2021..2025", date(2021, 1, 1), date(2025, 12, 31), "whole_year"),
        ("SY2025", "SY2025", date(2025, 9, 1), date(2026, 8, 31), "in_period"),
    ],
)
def test_a_key_names_one_span(written: str, key: str, start: date, end: date, cumulation: str) -> None:
    """Every writing of a span is normalised to the shorter key."""
    found = period(written)
    assert (found.key, found.start, found.end, found.cumulation) == (key, start, end, cumulation)


@pytest.mark.parametrize(
    "text", ["", "22", "2022-YTD13", "2022-YTD00", "2022-M13", "2022-Q5", "2025..2021", "2022..2022", "2022 "]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    """Nothing near a key is taken for one."""
    with pytest.raises(ValueError, match="not a"):
        period(text)


@pytest.mark.parametrize(
    ("key", "before"),
    [
        ("2022", "2021"),
        ("2022-YTD11", "2021-YTD11"),
        ("2022-H1", "2021-H1"),
        ("2021..2025", None),
        ("SY2025", "SY2024"),
    ],
)
def test_the_same_period_a_year_before(key: str, before: str | None) -> None:
    """A span of several years has no year before."""
    assert year_before(key) == before
