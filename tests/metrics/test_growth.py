"""Growth since the same period of the year before."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.figures import micros
from metrics.growth import growth, required_rise_share


def row(actual: str, previous: str, **given: Any) -> pd.DataFrame:
    """One actual beside the figure of the year before."""
    usual = {
        "has_actual": True, "has_previous": True, "actual_unit": "persons", "previous_unit": "persons",
        "qualifier": "exact", "previous_qualifier": "exact", "previous_conflict": False, "breaks": False,
        "indicator_kind": "flow", "change_reason": None,
    }  # fmt: skip
    return pd.DataFrame([usual | {"actual_value": micros(actual), "previous_value": micros(previous)} | given])


@pytest.mark.parametrize(
    ("actual", "previous", "given", "change"),
    [
        ("110", "100", {}, 10.0), ("90", "100", {}, -10.0), ("245316", "191849", {}, 27.87),
        ("72.23", "71.1", {"indicator_kind": "rate"}, 1.13), ("76.1", "74.2", {"indicator_kind": "rate"}, 1.9),
    ],
)  # fmt: skip
def test_counts_grow_in_percent_and_rates_in_points(
    actual: str, previous: str, given: dict[str, Any], change: float
) -> None:
    """27,87 % for counts, 1,13 points for rates."""
    assert growth(row(actual, previous, **given)).change[0] == pytest.approx(change, abs=1e-9)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"previous_unit": "turns"}, "unit_differs"), ({"breaks": True}, "definition_differs"),
        ({"previous_conflict": True}, "conflict"), ({"previous_qualifier": "nearly"}, "qualified"),
        ({"has_previous": False}, None), ({"previous_unit": "turns", "previous_conflict": True}, "unit_differs"),
    ],
)  # fmt: skip
def test_growth_that_cannot_be_given_says_why(given: dict[str, Any], reason: str | None) -> None:
    """Different units, definitions, conflicts and bounds give no growth."""
    found = growth(row("110", "100", **given))
    assert np.isnan(found.change[0])
    assert found.reason[0] == reason


@pytest.mark.parametrize(
    ("actual", "previous", "target", "share"),
    [
        ("72.23", "71.1", "72.2", 1.0273),
        ("73", "72.23", "73.2", 0.7938),
        ("71", "71.1", "72.2", -0.0909),
        ("72", "72.2", "72.2", None),
    ],
)
def test_the_share_of_the_required_rise(actual: str, previous: str, target: str, share: float | None) -> None:
    """(A − A last year)/(T − A last year); not computed where no rise was asked for."""
    found = required_rise_share(row(actual, previous, indicator_kind="rate"), np.array([micros(target)]))[0]
    assert (None if np.isnan(found) else found) == share
