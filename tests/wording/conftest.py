"""Rows of the scorecard, built by hand as docs/architecture.md declares them."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

#: A count with target and actual of the year; every test names what differs.
BASE: dict[str, Any] = {
    "place": "ha-noi",
    "indicator": "enrolment",
    "breakdown": "total",
    "coverage": None,
    "year": 2022,
    "measured_by": None,
    "row_kind": "year",
    "indicator_kind": "flow",
    "target_id": "t",
    "target_period": "2022",
    "kind": "year",
    "operator": "eq",
    "standing": "issued",
    "document": "72/KH-UBND",
    "document_id": "ha-noi.72-kh-ubnd.2022-03-04",
    "target_value": float("nan"),
    "target_value_high": float("nan"),
    "target_decimals": 0,
    "unit": "turns",
    "actual_unit": "turns",
    "in_force": True,
    "actual_period": "2022-YTD11",
    "actual_value": float("nan"),
    "actual_value_high": float("nan"),
    "qualifier": "exact",
    "decimals": 0,
    "state": "final",
    "attainment": float("nan"),
    "variance": float("nan"),
    "variance_decimals": 0,
    "shortfall": float("nan"),
    "previous_period": None,
    "previous_period_value": float("nan"),
    "previous_unit": None,
    "previous_state": None,
    "previous_decimals": pd.NA,
    "change": float("nan"),
    "change_reason": None,
    "estimate_value": float("nan"),
    "estimate_decimals": pd.NA,
    "status": "exceeded",
    "reason": None,
    "method": "year_plan",
    "notes": [],
}
RATE = {
    "indicator": "trained_labour_rate",
    "indicator_kind": "rate",
    "unit": "percent",
    "actual_unit": "percent",
    "operator": "at_least",
    "actual_period": "2022",
    "target_decimals": 1,
    "status": "met",
}
NO_TARGET = {
    "row_kind": "actual",
    "in_force": None,
    "target_id": None,
    "operator": None,
    "document": None,
    "document_id": None,
    "status": None,
}
NO_ACTUAL = {
    "actual_period": None,
    "actual_unit": None,
    "qualifier": None,
    "decimals": pd.NA,
    "state": None,
    "status": "no_data",
    "reason": "no_actual",
}

Build = Callable[..., pd.DataFrame]


def built(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows of the scorecard, each named by what differs from a plain count of Hà Nội 2022."""
    table = pd.DataFrame([BASE | row for row in rows], columns=list(BASE))
    whole = ["target_decimals", "decimals", "variance_decimals", "previous_decimals", "estimate_decimals"]
    return table.astype(dict.fromkeys(whole, "Int64"))


@pytest.fixture
def build() -> Build:
    """The builder of scorecard rows."""
    return built


@pytest.fixture
def rate() -> dict[str, Any]:
    """What makes a row a rate."""
    return dict(RATE)


@pytest.fixture
def no_target() -> dict[str, Any]:
    """What makes a row an actual without a target."""
    return dict(NO_TARGET)


@pytest.fixture
def no_actual() -> dict[str, Any]:
    """What makes a row a target without an actual."""
    return dict(NO_ACTUAL)


@pytest.fixture
def ha_noi() -> pd.DataFrame:
    """Hà Nội at eleven months of 2022, as the published figures stand."""
    previous = {
        "previous_period": "2021-YTD11",
        "previous_period_value": 143000.0,
        "previous_unit": "persons",
    }
    previous |= {"previous_state": "final", "previous_decimals": 0, "change_reason": "unit_differs"}
    total = {"operator": "about", "target_value": 224500.0, "actual_value": 245316.0, "attainment": 1.0927}
    college = {
        "breakdown": "cao_dang",
        "target_value": 25000.0,
        "actual_value": 33682.0,
        "attainment": 1.3473,
    }
    middle = {
        "breakdown": "trung_cap",
        "target_value": 28000.0,
        "actual_value": 27828.0,
        "attainment": 0.9939,
    }
    short = {"breakdown": "so_cap_va_duoi_3_thang", "target_value": 171500.0, "actual_value": 183806.0}
    trained = {
        "target_value": 72.2,
        "actual_value": 72.23,
        "variance": 0.03,
        "variance_decimals": 2,
        "decimals": 2,
    }
    trained |= {"previous_period": "2021", "previous_period_value": 71.1, "previous_unit": "percent"}
    trained |= {"previous_state": "estimate", "previous_decimals": 1, "change": 1.13}
    certified = {
        "indicator": "certified_labour_rate",
        "target_value": 51.2,
        "actual_value": 52.5,
        "variance": 1.3,
    }
    graduates = {
        "indicator": "graduates",
        "unit": "persons",
        "actual_unit": "persons",
        "actual_value": 193784.0,
    }
    late = {"status": "undetermined", "reason": "part_year", "shortfall": 172.0, "variance": -172.0}
    return built(
        total | previous | {"variance": 20816.0},
        college | {"variance": 8682.0, "notes": ["attainment_check"]},
        middle | late,
        short | {"variance": 12306.0, "attainment": 1.0718},
        NO_TARGET | graduates,
        RATE | trained,
        RATE | certified | {"decimals": 1, "variance_decimals": 1},
        RATE | certified | {"in_force": False, "status": "missed", "target_value": 60.0},
    )
