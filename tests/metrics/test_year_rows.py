"""Which rows of a scorecard speak of its year."""

from collections.abc import Callable

import pandas as pd
import pytest

from metrics.year_rows import in_force, longer, of_the_year, with_target, without_target

ROWS = [
    ("year", True), ("year", False), ("milestone", True), ("milestone", False), ("several_years", True),
    ("actual", None), ("year", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows_of", "expected"),
    [
        (with_target, [0]),
        (without_target, [5]),
        (of_the_year, [0, 5]),
        (longer, [2, 4]),
        (in_force, [0, 2, 4, 5]),
    ],
)
def test_which_rows_speak_of_the_year(rows_of: Callable[[pd.DataFrame], pd.DataFrame], expected: list[int]) -> None:
    """Competitors speak of nothing; of equals that differ none is in force; an actual alone always counts."""
    card = pd.DataFrame(ROWS, columns=["row_kind", "in_force"])
    assert list(rows_of(card).index) == expected
    assert list(rows_of(card.head(0)).index) == []
