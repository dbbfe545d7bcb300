"""What may be compared across places, and how the tables of the comparison are cut, by small tables."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from scorecards import comparisons, read

ROW: dict[str, Any] = {
    "place": "a", "indicator": "trained_labour_rate", "breakdown": "total", "coverage": None, "year": 2022,
    "actual_period": "2022", "actual_value": 50.0, "actual_unit": "percent", "target_value": None, "unit": None,
    "measured_by": "", "observation_id": "o",
}  # fmt: skip
GSO = {"indicator": "gso_certified_labour_rate"}
B = {"place": "b"}


def series(*rows: dict[str, Any]) -> pd.DataFrame:
    """A series, each row named by what differs from a rate of 2022."""
    return pd.DataFrame([ROW | row for row in rows])


def test_only_comparable_parts_are_offered() -> None:
    """Sơ cấp overlaps across places and is never offered; the total and the two comparable parts are."""
    pairs = comparisons.comparable_pairs(read.registry())
    enrolment = [breakdown for indicator, breakdown in pairs if indicator == "enrolment"]
    assert enrolment == ["total", "cao_dang_va_trung_cap", "so_cap_va_khac"]


@pytest.mark.parametrize("pair", [("enrolment", "total"), ("enrolment", "cao_dang_va_trung_cap")])
def test_a_code_names_its_pair(pair: tuple[str, str]) -> None:
    """The address's code leads back to what it was made of."""
    assert comparisons.pair_of(comparisons.code_of(pair)) == pair


@pytest.mark.parametrize(
    ("rows", "views"),
    [
        ([{}], []),
        ([{}, B], ["multiples", "heat", "pair"]),
        ([{}, {"place": "viet-nam"}], []),
        ([{}, B | {"actual_period": "2022-H1"}], []),
        ([{"target_value": 60.0}], ["plan"]),
        ([{"place": "viet-nam", "target_value": 60.0}], []),
        ([{"actual_unit": "persons"}, B | {"actual_unit": "turns"}], ["pair"]),
        ([{"target_value": 60.0}, B], ["plan", "multiples", "heat", "pair"]),
    ],
)
def test_views_with_something_to_show(rows: list[dict[str, Any]], views: list[str]) -> None:
    """A plan needs a province's target, years two provinces' whole years; counts are never coloured by size."""
    assert comparisons.shapes_of(series(*rows)) == views


def test_parts_of_years_without_a_target_are_no_comparison() -> None:
    """Two provinces with half a year each have nothing that a shape shows; a whole year each has."""
    half = {"actual_period": "2022-H1"}
    pair = ("trained_labour_rate", "total")
    assert comparisons.filled_pairs(series(half, B | half), [pair]) == []
    assert comparisons.filled_pairs(series({}, B), [pair]) == [pair]


def test_filled_pairs_lead_with_the_statistics_office() -> None:
    """One place alone is no comparison; a part of a place's area is not the place."""
    rows = series({}, B, GSO, GSO | B, {"indicator": "enrolment"}, {"indicator": "graduates"},
                  B | {"indicator": "graduates", "coverage": "phi_nong_nghiep"})  # fmt: skip
    pairs = [(i, "total") for i in ("enrolment", "graduates", "trained_labour_rate", "gso_certified_labour_rate")]
    assert comparisons.filled_pairs(rows, pairs) == [pairs[3], pairs[2]]


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        ([{"target_value": 1.0}], 2022),
        ([{"target_value": 1.0}, {"target_value": 1.0, "year": 2030, "actual_value": None}], 2022),
        ([{"target_value": 1.0, "year": y, "actual_value": None} for y in (2025, 2030)], 2030),
    ],
)
def test_the_year_of_plans(rows: list[dict[str, Any]], year: int) -> None:
    """The year in which most can be compared; the latest of equals."""
    table = series(*rows)
    assert comparisons.plan_year(table, comparisons.planned_years(table)) == year


def test_attainment_orders_rates_by_points() -> None:
    """For a rate points count, not the flattering ratio; who has none stands last and is not lost."""
    rows = pd.DataFrame(
        {"place": list("abc"), "unit": "percent", "variance": [None, -2.0, -1.0], "attainment": [None, 0.99, 0.9]}
    )
    assert list(comparisons.by_attainment(rows)["place"]) == ["c", "b", "a"]
    assert list(comparisons.by_attainment(rows.assign(unit="persons"))["place"]) == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("status", "actual", "target", "drawn", "named"),
    [
        ("met", 1.0, 1.0, 1, 0), ("no_data", None, 1.0, 0, 1), ("not_due", 1.0, 1.0, 0, 1),
        (None, 1.0, None, 1, 0), (None, None, None, 0, 0),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_not_drawn(
    status: str | None, actual: float | None, target: float | None, drawn: int, named: int
) -> None:
    """A bar needs a figure of its year; a plan without one goes to the sentence."""
    rows = pd.DataFrame({"status": [status], "actual_value": [actual], "target_value": [target]})
    assert (len(comparisons.drawn(rows)), len(comparisons.undrawn(rows))) == (drawn, named)


def test_a_part_of_a_year_is_no_year() -> None:
    """Beside whole years a half year's figure is left out, its target kept."""
    rows = series({}, {"actual_period": "2022-H1", "target_value": 60.0})
    kept = comparisons.whole_or_planned(rows)
    assert list(kept["actual_value"].notna()) == [True, False]
    assert list(kept["target_value"].notna()) == [False, True]
    assert len(comparisons.whole_years(rows)) == 1


@pytest.fixture
def known(store: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """The places of the shipped data."""
    monkeypatch.setenv("TVET_STORE", str(store))
    from warehouse.serving import serving

    return lambda: read.places(serving())


def test_places_stand_in_their_regions_at_their_time(known: Callable[[], Any]) -> None:
    """Long An is in the old Mekong delta in 2016, also in a span that ends after the reform."""
    places, rows = known(), series({"place": "long-an"}, {"place": "ha-noi"}, {"place": "ca-mau"})
    order = comparisons.all_provinces(places)
    for last in (2016, 2025):
        placed = comparisons.placed(rows, places, order, last, str, lambda p, day: f"{p} {day.year}")
        first = "vung-dong-bang-song-hong-2005" if last == 2016 else "vung-dong-bang-song-hong"
        assert placed["region"].iloc[0] == first
        old = placed.set_index("place").loc["long-an"]
        assert old["region"] == "vung-dong-bang-song-cuu-long-2005"
    assert comparisons.day_of(places, "long-an", 2025) == date(2025, 6, 30)


def test_who_has_no_figure(known: Callable[[], Any]) -> None:
    """Of the provinces at the end of the span, in the official order, all that no figure names."""
    places = known()
    missing = comparisons.without_figure(series({"place": "ha-noi"}), places, 2016)
    assert len(missing) == 62
    assert missing[0] == "ha-giang"
    assert "ha-noi" not in missing
