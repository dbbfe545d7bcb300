"""What one place's screen cuts from its scorecard: series apart by what measures them, awaited blocks, last figures."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from scorecards import sections
from scorecards.read import Clock, facts
from scorecards.trend import _with_judging, trend
from warehouse.serving import serving

ACTUAL: dict[str, Any] = {
    "place": "a", "indicator": "enrolment", "breakdown": "total", "coverage": "", "year": 2022,
    "actual_value": 100.0, "actual_period": "2022",
}  # fmt: skip
TARGET: dict[str, Any] = {
    "place": "a", "indicator": "enrolment", "breakdown": "total", "coverage": "", "year": 2022,
    "target_value": 90.0, "measured_by": "",
}  # fmt: skip
ROW: dict[str, Any] = {"indicator": "enrolment", "breakdown": "total", "coverage": None, "measured_by": None}
YEAR: dict[str, Any] = {
    "indicator": "enrolment", "breakdown": "total", "coverage": None, "measured_by": "", "year": 2022,
    "actual_period": "2022", "actual_value": 100.0,
}  # fmt: skip
BY_GRADUATES = {"measured_by": "graduates"}
GRADUATES = {"indicator": "graduates", "actual_value": 70.0}


def table(like: dict[str, Any], *rows: dict[str, Any]) -> pd.DataFrame:
    """Rows named by what differs from a plain one; the columns even without rows."""
    return pd.DataFrame([like | row for row in rows], columns=list(like))


@pytest.mark.parametrize(
    ("actuals", "targets", "again"),
    [
        ([], [BY_GRADUATES], []),
        ([{}], [], []),
        ([{}, GRADUATES], [{}], []),
        ([{}], [BY_GRADUATES], []),
        ([{}, GRADUATES], [BY_GRADUATES], [("enrolment", 2022, 70.0)]),
        ([{}, GRADUATES], [{}, BY_GRADUATES], [("enrolment", 2022, 70.0)]),
        ([{}, GRADUATES], [BY_GRADUATES, BY_GRADUATES | {"year": 2023}], [("enrolment", 2022, 70.0)]),
        (
            [GRADUATES, GRADUATES | {"year": 2021, "actual_value": 60.0}], [BY_GRADUATES],
            [("enrolment", 2022, 70.0), ("enrolment", 2021, 60.0)],
        ),
        ([GRADUATES | {"place": "b"}], [BY_GRADUATES], []),
        ([GRADUATES | {"breakdown": "trung_cap"}], [BY_GRADUATES], []),
        ([GRADUATES | {"coverage": "public"}], [BY_GRADUATES], []),
    ],
)  # fmt: skip
def test_the_judging_series_is_told_again(
    actuals: list[dict[str, Any]], targets: list[dict[str, Any]], again: list[tuple[str, int, float]]
) -> None:
    """Every figure stays under its own name once; what judges a target of another name is a second series of it."""
    given = table(ACTUAL, *actuals)
    found = _with_judging(given, table(TARGET, *targets))
    own = found[found["measured_by"] == ""]
    assert own[list(ACTUAL)].to_dict("records") == given.to_dict("records")
    judging = found[found["measured_by"] != ""]
    assert list(zip(judging["indicator"], judging["year"], judging["actual_value"], strict=True)) == again
    assert set(judging["measured_by"]) <= {"graduates"}


def test_no_target_is_joined_with_a_figure_measured_otherwise(store) -> None:  # type: ignore[no-untyped-def]
    """Of all shipped targets, one that another series judges stands beside that one's figure of the year or none."""
    known = facts(serving(store), None, Clock(today=date(2026, 1, 1)))
    pairs = known.targets[["indicator", "breakdown"]].drop_duplicates().itertuples(index=False, name=None)
    rows = trend(known, list(pairs), Clock(today=date(2026, 1, 1)))
    judged = rows[(rows["measured_by"] != "") & rows["actual_value"].notna()]
    assert judged["target_value"].notna().any()
    measured = known.observations.set_index("observation_id")["indicator"]
    assert list(judged["observation_id"].map(measured)) == list(judged["measured_by"])
    plain = rows[(rows["measured_by"] == "") & rows["actual_value"].notna()]
    assert list(plain["observation_id"].map(measured)) == list(plain["indicator"])
    assert not set(judged["series"]) & set(plain["series"])


@pytest.mark.parametrize(
    ("statuses", "awaited"),
    [
        (["no_data"], True),
        (["not_due"], True),
        (["no_data", "not_due"], True),
        (["no_data", "exceeded"], False),
        (["in_progress"], False),
        (["undetermined", "not_due"], False),
        (["missed"], False),
    ],
)
def test_a_block_is_awaited_only_when_nothing_speaks(statuses: list[str], awaited: bool) -> None:
    """One figure that speaks to one target is enough to draw the block."""
    assert sections.is_awaited(pd.DataFrame({"status": statuses})) is awaited


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([], None),
        ([{}], 100.0),
        ([{"actual_value": None}], None),
        ([{"year": 2023, "actual_period": "2023"}], None),
        ([{"actual_period": "2022-YTD11"}], 100.0),
        ([{}, {"year": 2021, "actual_period": "2021", "actual_value": 90.0}], 100.0),
        ([{"year": 2021, "actual_period": "2021", "actual_value": 90.0}, {"actual_value": None}], 90.0),
        ([{"indicator": "graduates"}], None),
        ([{"breakdown": "trung_cap"}], None),
        ([{"coverage": "public"}], None),
        ([BY_GRADUATES], None),
        ([{"actual_period": None, "actual_value": None}], None),
    ],
)
def test_the_latest_figure_is_of_the_series_and_no_later_year(
    years: list[dict[str, Any]], expected: float | None
) -> None:
    """A figure of a later year, of a part or measured otherwise is not the last one known of a target's series."""
    (found,) = sections.latest_figures(table(ROW, {}), table(YEAR, *years), 2022)
    assert (None if found is None else found["actual_value"]) == expected


def test_each_target_gets_its_own_last_figure() -> None:
    """The answers stand in the order of the rows; a target judged by another series gets that one's figure."""
    rows = table(ROW, BY_GRADUATES, {}, {"breakdown": "cao_dang"})
    years = table(YEAR, {}, BY_GRADUATES | {"actual_value": 70.0})
    found = sections.latest_figures(rows, years, 2022)
    assert [None if row is None else row["actual_value"] for row in found] == [70.0, 100.0, None]


def test_no_target_no_answer() -> None:
    """A place without targets asks for nothing."""
    assert sections.latest_figures(table(ROW), table(YEAR, {}), 2022) == []
