"""Targets that compete for one period: which is in force, and why the others gave way."""

from pathlib import Path

import pandas as pd
import pytest

from scorecards import read, sections, table
from scorecards.competition import competitions
from scorecards.read import Clock
from warehouse.serving import serving


@pytest.fixture(scope="module")
def rivals(store: Path) -> pd.DataFrame:
    """The competing targets that a view of Hà Nội 2022 shows."""
    known = read.facts(serving(store), ["ha-noi"], Clock())
    return competitions(known, table.scorecard_of(known, [2022], Clock()), ["ha-noi"])


def test_the_certified_rate_of_2025(rivals: pd.DataFrame) -> None:
    """The year's plan of 55 stands before the milestones 55,5 and 55–60, although the view is of 2022."""
    found = rivals[(rivals["indicator"] == "certified_labour_rate") & (rivals["target_period"] == "2025")]
    assert list(found["target_value"]) == [55.0, 55.5, 55.0]
    assert list(found["in_force"]) == [True, False, False]
    assert pd.isna(found["because"].iloc[0])
    assert list(found["because"])[1:] == ["kind", "kind"]
    assert found["target_value_high"].iloc[2] == 60.0


def test_a_later_plan_and_an_unknown_document(rivals: pd.DataFrame) -> None:
    """For 2030 the plan of 2025 stands before that of 2022, and both before a target without a document."""
    found = rivals[(rivals["indicator"] == "certified_labour_rate") & (rivals["target_period"] == "2030")]
    assert list(found["because"])[1:] == ["date", "authority"]


def test_a_series_with_one_target_has_no_rival(rivals: pd.DataFrame) -> None:
    """The enrolment of 2022 is set once, and an average of several years competes with no sum of them."""
    assert "enrolment" not in set(rivals["indicator"])


@pytest.mark.parametrize(
    ("year", "status", "left"), [(2020, "exceeded", 0), (2022, "undetermined", 1), (2025, "no_data", 11)]
)
def test_what_is_still_needed(year: int, status: str, left: int, store: Path) -> None:
    """A target at its plan needs nothing; one without a figure is named but lacks no known amount."""
    known = read.facts(serving(store), ["ha-noi"], Clock())
    needed = sections.still_needed(table.scorecard_of(known, [year], Clock()))
    assert len(needed) == left
    assert set(needed["status"]) <= {status}


def test_a_place_that_ended_has_nothing_left_to_do(store: Path) -> None:
    """Vĩnh Phúc's targets of 2030 are nobody's work list."""
    known = read.facts(serving(store), ["vinh-phuc"], Clock())
    assert sections.still_needed(table.scorecard_of(known, [2030], Clock())).empty


def test_a_later_target_lends_no_figure_to_its_year(store: Path) -> None:
    """Hồ Chí Minh's rate of 2024 stands beside the target of 2025, but is no figure of 2025."""
    known = read.facts(serving(store), ["ho-chi-minh"], Clock())
    years = table.scorecard_of(known, range(2023, 2027), Clock())
    rows = sections.of_series(years, "trained_labour_rate", "total")
    assert set(rows.loc[rows["actual_value"].notna(), "year"]) == {2024}
    assert years["notes"].map(lambda codes: "only_latest" in codes).any()
