"""Which figure is in force, and which figures contradict it."""

from typing import Any

import pandas as pd
import pytest

from metrics.choice import actuals_in_force, candidates, contradictions, estimates, with_target_choice
from metrics.figures import micros
from metrics.periods import period
from scorecards.read import registry, rules


def observations(*rows: dict[str, Any]) -> pd.DataFrame:
    """Observations as the warehouse gives them; what a row leaves out is usual."""
    usual = {
        "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "coverage": None, "period": "2022",
        "value": "100", "high": "", "qualifier": "exact", "unit": "persons", "state": "final", "known_from": None,
        "source_rank": 2, "origin": "fact", "recorded_at": "2026-01-01",
    }  # fmt: skip
    made = []
    for i, row in enumerate(rows):
        full = usual | row
        span = period(full["period"])
        made.append(
            full
            | {
                "period": span.key, "period_start": pd.Timestamp(span.start), "period_end": pd.Timestamp(span.end),
                "decimals": len(full["value"].partition(".")[2]), "value": micros(full["value"]),
                "value_high": micros(full["high"] or full["value"]), "as_of": pd.NaT,
                "known_from": pd.Timestamp(full["known_from"]) if full["known_from"] else pd.NaT,
                "recorded_at": pd.Timestamp(full["recorded_at"], tz="UTC"), "observation_id": f"o{i}",
            }
        )  # fmt: skip
    return pd.DataFrame(made)


def in_force(*rows: dict[str, Any], running_year: int = 2026) -> pd.DataFrame:
    """The chosen figures of these observations."""
    return actuals_in_force(candidates(observations(*rows), registry()), running_year)


@pytest.mark.parametrize(
    ("rows", "chosen"),
    [
        ([{"state": "preliminary", "value": "1"}, {"value": "2"}], 2),
        ([{"state": "estimate", "value": "1"}, {"state": "preliminary", "value": "2"}], 2),
        ([{"state": "estimate", "value": "1"}, {"period": "2022-YTD11", "value": "2"}], 1),
        ([{"period": "2022-H1", "value": "1"}, {"period": "2022-YTD11", "value": "2"}], 2),
        ([{"period": "2022-M12", "value": "1"}, {"period": "2022-YTD11", "value": "2", "unit": "turns"}], 2),
        ([{"known_from": None, "value": "1"}, {"known_from": "2023-01-01", "value": "2"}], 2),
        ([{"known_from": "2023-02-01", "value": "1"}, {"known_from": "2023-01-01", "value": "2"}], 1),
        ([{"known_from": "2023-02-01", "value": "1"}, {"origin": "upload", "value": "2"}], 2),
        ([{"origin": "upload", "value": "1", "recorded_at": "2026-03-01"}, {"origin": "upload", "value": "2"}], 1),
        ([{"qualifier": "more_than", "value": "1"}, {"value": "2"}], 2),
        ([{"qualifier": "more_than", "value": "1"}, {"qualifier": "range", "value": "2", "high": "3"}], 2),
        ([{"source_rank": 3, "value": "1"}, {"source_rank": 1, "value": "2"}], 2),
        ([{"value": "70000"}, {"value": "70069"}], 70069),
        ([{"period": "2022-H1", "value": "3"}, {"period": "2022-H2", "value": "4"},
          {"state": "estimate", "value": "9"}], 7),
        ([{"period": "2022-H1", "value": "3"}, {"period": "2022-H2", "value": "4"},
          {"state": "preliminary", "value": "9"}], 9),
    ],
)  # fmt: skip
def test_the_figure_in_force(rows: list[dict[str, Any]], chosen: int) -> None:
    """Final, preliminary, complete set, estimate, latest part; then upload, later known, exact, source, fewer zeros."""
    found = in_force(*rows)
    assert found["value"].tolist() == [chosen * 1_000_000]
    assert not found["tied"].any()


def test_equal_sources_that_differ_leave_a_tie() -> None:
    """Nothing is settled silently between two figures of the same rank."""
    assert in_force({"value": "11"}, {"value": "12"})["tied"].tolist() == [True]
    assert in_force({"value": "11"}, {"value": "11"})["tied"].tolist() == [False]
    assert in_force({"value": "11"}, {"value": "11"}, {"value": "12"})["tied"].tolist() == [True]


@pytest.mark.parametrize(
    "parts",
    [
        [("2022-H1", "3"), ("2022-H2", "4")],
        [("2022-Q1", "1"), ("2022-Q2", "2"), ("2022-Q3", "2"), ("2022-Q4", "2")],
        [("2022-YTD09", "5"), ("2022-Q4", "2"), ("2022-H1", "3")],
        [(f"2022-M{m:02d}", "1") for m in range(1, 13)],
    ],
)
def test_a_complete_set_of_parts_is_the_year(parts: list[tuple[str, str]]) -> None:
    """Parts that tile the year are added once each; a year to date is never added to what it already holds."""
    found = in_force(*({"period": p, "value": v} for p, v in parts))
    total = 12 if len(parts) == 12 else 7
    assert found["value"].tolist() == [total * 1_000_000]
    assert found["period"].tolist() == ["2022"]


@pytest.mark.parametrize(
    "rows",
    [
        [{"period": "2022-H1"}, {"period": "2022-H2", "unit": "turns"}],
        [{"period": "2022-H1"}, {"period": "2022-Q4"}],
        [{"period": "2022-H1", "state": "estimate"}, {"period": "2022-H2"}],
        [{"period": "2022-H1", "qualifier": "nearly"}, {"period": "2022-H2", "qualifier": "more_than"}],
        [{"indicator": "trained_labour_rate", "period": "2022-H1", "unit": "percent"},
         {"indicator": "trained_labour_rate", "period": "2022-H2", "unit": "percent"}],
    ],
)  # fmt: skip
def test_what_is_no_complete_set(rows: list[dict[str, Any]]) -> None:
    """Other units, gaps, estimates, rates and figures vague in two ways are never added up to a year."""
    assert in_force(*rows)["period"].tolist() != ["2022"]


@pytest.mark.parametrize(
    ("rows", "period", "value", "word"),
    [
        ([{"period": "2022-M01", "value": "5"}, {"period": "2022-M02", "value": "7"}], "2022-YTD02", 12, "exact"),
        ([{"period": "2022-Q1", "value": "10"}, {"period": "2022-Q2", "value": "20"}], "2022-H1", 30, "exact"),
        ([{"period": "2022-H1", "value": "30"}, {"period": "2022-M07", "value": "2"}], "2022-YTD07", 32, "exact"),
        ([{"period": "2022-YTD09", "value": "90", "qualifier": "nearly"}, {"period": "2022-M10", "value": "2"}],
         "2022-YTD10", 92, "nearly"),
        ([{"period": "2022-YTD09", "value": "90"}, {"period": "2022-Q3", "value": "40"}], "2022-YTD09", 90, "exact"),
        ([{"period": "2022-YTD08", "value": "90"}, {"period": "2022-M10", "value": "40"}], "2022-YTD08", 90, "exact"),
        ([{"period": "2022-M05", "value": "4"}], "2022-M05", 4, "exact"),
    ],
)  # fmt: skip
def test_the_year_to_date_is_put_together(rows: list[dict[str, Any]], period: str, value: int, word: str) -> None:
    """Months, quarters and halves add up to the latest month without a gap, each once; a vague part stays vague."""
    found = in_force(*rows).iloc[0]
    assert (found["period"], found["value"], found["qualifier"]) == (period, value * 10**6, word)


def test_a_sum_is_as_sure_as_its_least_sure_part() -> None:
    """Preliminary if any part is; known since the last part was, unknown if one part's day is."""
    rows = [{"period": "2022-Q1", "state": "preliminary"}, {"period": "2022-Q2"}]
    assert in_force(*rows).iloc[0]["state"] == "preliminary"
    assert in_force(*rows).iloc[0]["members"] == "o0+o1"


def test_a_running_year_has_no_estimate_in_force() -> None:
    """What is expected has not happened; the estimate is kept beside."""
    rows = candidates(observations({"state": "estimate"}, {"period": "2022-YTD09", "value": "60"}), registry())
    assert actuals_in_force(rows, 2022)["period"].tolist() == ["2022-YTD09"]
    assert estimates(rows)["value"].tolist() == [100_000_000]


@pytest.mark.parametrize(
    ("rows", "against"),
    [
        ([{"value": "218848"}, {"value": "215000", "state": "preliminary", "unit": "turns"}], ["o1"]),
        ([{"value": "245316"}, {"value": "245000", "qualifier": "more_than"}], []),
        ([{"state": "estimate", "value": "100"}, {"period": "2022-YTD11", "value": "101"}], ["o1"]),
        ([{"state": "estimate", "value": "100"}, {"period": "2022-YTD11", "value": "100"}], []),
        ([{"period": "2022-YTD11", "value": "100"}, {"period": "2022-H1", "value": "101"}], ["o1"]),
        ([{"period": "2022-YTD11", "value": "100"}, {"period": "2022-H1", "value": "60"}], []),
        (
            [
                {"period": "2022-H1", "value": "30"},
                {"period": "2022-Q1", "value": "10"},
                {"period": "2022-Q2", "value": "25"},
            ],
            ["o2"],
        ),
        (
            [
                {"period": "2022-H1", "value": "30"},
                {"period": "2022-Q1", "value": "10"},
                {"period": "2022-Q2", "value": "20"},
            ],
            [],
        ),
    ],
)
def test_figures_that_contradict_the_one_in_force(rows: list[dict[str, Any]], against: list[str]) -> None:
    """Consistent figures support each other; the others are conflicts and stay one click away."""
    table = candidates(observations(*rows), registry())
    found = contradictions(table, actuals_in_force(table, 2026), rules())
    assert found["observation_id"].tolist() == against


def targets(*rows: dict[str, Any]) -> pd.DataFrame:
    """Targets as the warehouse gives them; what a row leaves out is usual."""
    usual = {
        "place": "ha-noi", "indicator": "certified_labour_rate", "breakdown": "total", "coverage": None,
        "period": "2025",
        "kind": "milestone", "operator": "eq", "value": "55", "high": "", "standing": "issued",
        "authority": 3, "date": None,
    }  # fmt: skip
    made = []
    for i, row in enumerate(rows):
        full = usual | row
        date = pd.Timestamp(full["date"]) if full["date"] else pd.NaT
        values = {"value": micros(full["value"]), "value_high": micros(full["high"] or full["value"])}
        made.append(
            full
            | values
            | {"decimals": len(full["value"].partition(".")[2]), "document_date": date, "target_id": f"t{i}"}
        )
    return pd.DataFrame(made)


@pytest.mark.parametrize(
    ("rows", "chosen"),
    [
        ([{"value": "55.5"}, {"kind": "year", "value": "55"}], "t1"),
        ([{"standing": "draft", "authority": 4}, {"value": "56", "authority": 1}], "t1"),
        ([{"authority": 3, "date": "2025-01-01"}, {"value": "56", "authority": 4, "date": "2020-01-01"}], "t1"),
        ([{"date": None}, {"value": "56", "date": "2020-01-01"}], "t1"),
        ([{"date": "2025-07-07", "value": "60"}, {"date": "2022-06-28", "value": "61"}], "t0"),
        ([{"value": "74", "operator": "more_than"}, {"value": "74.2"}], "t1"),
        ([{"operator": "about"}, {"operator": "eq"}], "t1"),
        ([{"operator": "about"}, {"operator": "at_least"}], "t0"),
    ],
)
def test_the_target_in_force(rows: list[dict[str, Any]], chosen: str) -> None:
    """Year, issued, authority, dated, later, more decimals; of the same figure the plainest word."""
    found = with_target_choice(targets(*rows))
    assert found.loc[found["in_force"], "target_id"].tolist() == [chosen]
    assert not found["tied"].any()


def test_targets_of_one_rank_that_differ_leave_none_in_force() -> None:
    """40–45 and 40–50 from the same decision: the screen asks."""
    found = with_target_choice(targets({"operator": "range", "high": "60"}, {"operator": "range", "high": "65"}))
    assert not found["in_force"].any()
    assert found["tied"].all()


def test_an_average_does_not_compete() -> None:
    """The sum of five years and the average of a year both hold."""
    rows = targets(
        {"kind": "cumulative", "period": "2021..2025"},
        {"kind": "average_per_year", "period": "2021..2025", "value": "11"},
    )
    assert with_target_choice(rows)["in_force"].all()
