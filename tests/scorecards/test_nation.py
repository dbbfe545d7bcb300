"""What a screen over all places takes from a scorecard, by small tables."""

from typing import Any

import pandas as pd
import pytest

from scorecards import nation
from scorecards.coverage import coverage

ROW: dict[str, Any] = {
    "place": "a", "indicator": "trained_labour_rate", "breakdown": "total", "coverage": None, "row_kind": "year",
    "target_id": "t", "in_force": True, "target_value": 80.0, "actual_value": 81.0, "status": "exceeded",
    "reason": None, "as_of": pd.Timestamp(2022, 12, 31),
}  # fmt: skip
ALONE = {"row_kind": "actual", "target_id": None, "in_force": None, "target_value": None, "status": None}
SILENT = {"actual_value": None, "status": "no_data", "reason": "no_actual", "as_of": pd.NaT}
LATEST = {"status": "not_due", "as_of": pd.Timestamp(2024, 6, 30)}


def card(*rows: dict[str, Any]) -> pd.DataFrame:
    """A scorecard, each row named by what differs from one that exceeded its target."""
    return pd.DataFrame([ROW | row for row in rows])


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([{}], "comparable"),
        ([SILENT], "only_target"),
        ([LATEST], "only_target"),
        ([ALONE], "only_actual"),
        ([SILENT, {}], "comparable"),
        ([ALONE | {"indicator": "gso_certified_labour_rate"}], "none"),
        ([{"place": "b"}], "none"),
        ([{"row_kind": "milestone"}], "none"),
        ([{"in_force": False}], "none"),
    ],
)
def test_coverage_counts_figures_of_the_year(rows: list[dict[str, Any]], state: str) -> None:
    """A figure of another year beside a later target compares with nothing."""
    assert coverage(card(*rows), ["a"])["a"] == state


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([{}], {}),
        ([SILENT], {"a": 1}),
        ([SILENT, SILENT | {"indicator": "enrolment"}], {"a": 2}),
        ([SILENT, {"indicator": "enrolment"}], {}),
        ([SILENT | {"reason": "place_ended"}], {}),
        ([LATEST], {}),
        ([ALONE], {}),
    ],
)
def test_who_has_not_reported(rows: list[dict[str, Any]], found: dict[str, int]) -> None:
    """Only who has a due target, still exists and has no figure of the year at all."""
    assert nation.unreported(card(*rows)) == found


@pytest.mark.parametrize(("rows", "compared"), [([{}], True), ([SILENT], False), ([LATEST], False), ([ALONE], False)])
def test_is_compared(rows: list[dict[str, Any]], compared: bool) -> None:
    """A year is compared when a figure of it stands against a target."""
    assert nation.is_compared(card(*rows)) is compared


def test_the_latest_day_is_one_of_the_year() -> None:
    """A figure of another year and the statistics office's release say nothing of how fresh the year is."""
    late = ALONE | {"indicator": "gso_certified_labour_rate", "as_of": pd.Timestamp(2018, 9, 21)}
    rows = card({"as_of": pd.Timestamp(2022, 12, 14)}, LATEST, late)
    assert nation.latest_day(rows) == pd.Timestamp(2022, 12, 14).date()
    assert nation.latest_day(card(SILENT)) is None


def test_places_in_two_eras() -> None:
    """Present places in the official order, then ended ones; the nation in neither."""
    assert nation.eras(["old", "b", "viet-nam", "a", "b"], ["a", "b", "c"]) == (["a", "b"], ["old"])


@pytest.mark.parametrize(
    ("place", "places", "order"),
    [(None, ["a", "b"], ["a", "b"]), ("b", ["a", "b"], ["b", "a"]), ("c", ["a", "b"], ["c", "a", "b"])],
)
def test_the_chosen_place_is_first(place: str | None, places: list[str], order: list[str]) -> None:
    """The chosen place stands in front, also where it has no figure."""
    assert nation.first(place, places) == order


@pytest.mark.parametrize(("year", "grid"), [(2008, 63), (2024, 63), (2025, 34), (2030, 34)])
def test_the_grid_of_a_year(year: int, grid: int) -> None:
    """A year stands at its end: 2025 is drawn with 34 provinces."""
    assert nation.grid_of(year) == grid


TILES = pd.DataFrame(
    {
        "grid": [63, 63, 63, 63, 34],
        "place": ["a", "b", None, None, "a"],
        "label": ["A", "B", "Trường Sa", "Hoàng Sa", "A"],
        "grid_row": [0, 1, 16, 10, 0],
        "grid_col": [0, 1, 9, 9, 0],
        "belongs_to": [None, None, "k", "d", None],
    }
)


def test_tiles_keep_every_province() -> None:
    """A province without a figure keeps its tile; a figure of another year does not make it reported."""
    cells = nation.tile_cells(card(LATEST), TILES, "trained_labour_rate", 63, str.lower).set_index("place")
    assert list(cells["label"]) == ["a", "b"]
    assert list(cells["has_target"]) == [True, False]
    assert list(cells["has_actual"]) == [False, False]


def test_islands_stand_from_north_to_south() -> None:
    """The labels given are those of Hoàng Sa and Trường Sa, in this order."""
    boxes = nation.tile_islands(TILES, 63, ["north", "south"])
    assert list(zip(boxes["label"], boxes["grid_row"], strict=True)) == [("north", 10), ("south", 16)]


def test_the_grid_opens_with_what_can_be_judged() -> None:
    """One judged place weighs more than two that only plan; without any indicator there is none."""
    rows = card({}, SILENT | {"indicator": "enrolment"}, SILENT | {"indicator": "enrolment", "place": "b"})
    assert nation.tile_default(rows, ["enrolment", "trained_labour_rate"]) == "trained_labour_rate"
    assert nation.tile_default(rows, []) is None


def test_reported_figures_stand_in_official_order() -> None:
    """Figures without a target, of the series that most report; missing ones are left out, not last."""
    rows = card(ALONE, ALONE | {"place": "b"}, ALONE | {"place": "c", "actual_value": None}, ALONE | {"place": "old"})
    assert list(nation.reported(rows, ["b", "a", "c"])["place"]) == ["b", "a"]
    assert nation.reported(card({}), ["a"]).empty
