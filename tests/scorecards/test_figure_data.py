"""The data behind a figure: every figure with unit, state, day and source; exact; nothing missing becomes a number."""

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from scorecards import figure_data
from scorecards.downloads import csv_file, excel_file
from scorecards.source_line import MOST, listed, source_line_of_years

NAN = float("nan")
JUDGED: dict[str, Any] = {
    "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "coverage": None, "year": 2022,
    "target_period": "2022", "operator": "about", "target_value": 224_500.0, "target_value_high": NAN, "unit": "turns",
    "document": "72/KH-UBND", "actual_period": "2022-YTD11", "qualifier": "exact", "actual_value": 245_316.0,
    "actual_value_high": NAN, "actual_unit": "turns", "state": "final", "as_of": pd.Timestamp("2022-11-30"),
    "attainment": 1.0927, "variance": 20_816.0, "status": "exceeded", "reason": None,
    "sources": [{"of": "target", "source": "a"}, {"of": "actual", "source": "https://nguoihanoi.vn/x"}],
}  # fmt: skip
YEAR: dict[str, Any] = {
    "place": "ha-noi", "indicator": "trained_labour_rate", "breakdown": "total", "year": 2020, "actual_value": 70.25,
    "actual_unit": "percent", "state": "final", "target_value": 70.2, "unit": "percent", "document": "17/KH-UBND",
    "observation_id": "o1", "source_text": "thanhnien.vn",
}  # fmt: skip
OBSERVATIONS = pd.DataFrame(
    [{"observation_id": "o1", "source": "https://thanhnien.vn/y", "as_of": pd.Timestamp("2020-12-31")}]
)


def name(place: str, year: int) -> str:
    """A place with the year in which it is named."""
    return f"{place} {year}"


def test_a_target_is_told_with_all_that_makes_it_quotable() -> None:
    """Figures exact, attainment in percent, a day as a date, only the actual's source; empty columns are left out."""
    (row,) = figure_data.of_targets(pd.DataFrame([JUDGED]), name).to_dict("records")
    assert row["place_name"] == "ha-noi 2022"
    assert (row["target"], row["actual"], row["variance"]) == (Decimal(224_500), Decimal(245_316), Decimal(20_816))
    assert row["attainment"] == Decimal("109.27")
    assert row["as_of"] == date(2022, 11, 30)
    assert (row["actual_unit"], row["state"], row["source"]) == ("turns", "final", "https://nguoihanoi.vn/x")
    assert not {"target_high", "actual_high", "coverage", "reason", "month"} & set(row)


def test_what_is_missing_stays_empty() -> None:
    """Neither 0 nor NaN stands for a figure that is not known."""
    silent = JUDGED | {"actual_value": NAN, "attainment": NAN, "variance": NAN, "as_of": pd.NaT, "sources": []}
    rows = figure_data.of_targets(pd.DataFrame([silent, JUDGED]), name)
    assert [rows.loc[0, c] for c in ("actual", "attainment", "variance", "as_of", "source")] == [None] * 5


def test_years_take_source_and_day_from_their_observation() -> None:
    """A year with a target alone has neither; one without anything is no row."""
    planned = YEAR | {"year": 2024, "actual_value": NAN, "observation_id": None}
    empty = planned | {"year": 2025, "target_value": NAN}
    rows = figure_data.of_years(pd.DataFrame([YEAR, planned, empty]), OBSERVATIONS, name)
    assert list(rows["year"]) == [2020, 2024]
    assert list(rows["source"]) == ["https://thanhnien.vn/y", None]
    assert list(rows["as_of"]) == [date(2020, 12, 31), None]


def test_months_are_those_that_are_known() -> None:
    """A month without a figure is no row; without any the target still is."""
    month = {"month": 9, "value": 198_000.0, "low": 188_100.0, "high": 198_000.0, "how": "printed", "members": ["o1"]}
    told = {
        "place": "ha-noi", "year": 2022, "indicator": "enrolment", "breakdown": "total", "operator": "about",
        "target": 224_500.0, "unit": "turns", "line": [month | {"month": 1, "value": None}, month],
    }  # fmt: skip
    rows = figure_data.of_months(told, OBSERVATIONS, name)
    assert list(rows["month"]) == [9]
    assert list(rows["how"]) == ["how_printed"]
    assert list(figure_data.of_months(told | {"line": []}, OBSERVATIONS, name)["target"]) == [Decimal(224_500)]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_files_of_the_data_take_no_text_for_a_formula(lang: str) -> None:
    """A document that starts like a formula stays text in both files; figures are numbers."""
    rows = figure_data.of_targets(pd.DataFrame([JUDGED | {"document": "=1+1"}]), name)
    lines = csv_file(rows, lang).decode("utf-8-sig").splitlines()
    assert "'=1+1" in lines[1]
    assert ",245316," in lines[1]
    assert excel_file({"figure": rows}, lang)[:2] == b"PK"


def test_the_foot_of_years_names_documents_and_sources_once() -> None:
    """Each document and source once; a target without a document says so; the many are counted."""
    rows = pd.DataFrame([YEAR, YEAR | {"year": 2021}, YEAR | {"year": 2022, "document": None}])
    told = source_line_of_years(rows, "vi")
    assert told.count("17/KH-UBND") == 1
    assert told.count("thanhnien.vn") == 1
    assert "chưa rõ văn bản" in told
    many = [f"nguồn {n}" for n in range(MOST + 5)]
    assert listed(many[:MOST], "vi") == "; ".join(many[:MOST])
    assert "và 6 nguồn khác" in listed(many, "vi")
