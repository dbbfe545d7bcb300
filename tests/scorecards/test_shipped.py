"""What the published figures come to: the cases that the product was conceived from, through the command line."""

import json
from typing import Any

import pytest

from metrics.vocabulary import STATUSES
from scorecards.__main__ import FIELDS, main


@pytest.fixture
def table(store, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """The rows that `table --format json` prints."""

    def printed(place: str, year: int, *more: str) -> list[dict[str, Any]]:
        code = main(["table", "--place", place, "--year", str(year), "--format", "json", "--store", str(store), *more])
        assert code == 0
        return list(json.loads(capsys.readouterr().out))

    return printed


def row(rows: list[dict[str, Any]], indicator: str, breakdown: str = "total", **wanted: Any) -> dict[str, Any]:
    """The one row of a series that fits; the target in force, or the actual without one, unless told otherwise."""
    found = [r for r in rows if (r["indicator"], r["breakdown"]) == (indicator, breakdown)]
    wanted = wanted or {"in_force": True}
    fits = [r for r in found if all(r[k] == v for k, v in wanted.items())]
    assert len(fits) == 1, (indicator, breakdown, wanted, [(r["target_period"], r["in_force"]) for r in found])
    return fits[0]


@pytest.mark.parametrize(
    ("breakdown", "target", "actual", "attainment", "variance", "status", "reason"),
    [
        ("total", 224500, 245316, 1.0927, 20816, "exceeded", None),
        ("cao_dang", 25000, 33682, 1.3473, 8682, "exceeded", None),
        ("trung_cap", 28000, 27828, 0.9939, -172, "undetermined", "part_year"),
        ("so_cap_va_duoi_3_thang", 171500, 183806, 1.0718, 12306, "exceeded", None),
    ],
)
def test_ha_noi_2022_enrolment(breakdown, target, actual, attainment, variance, status, reason, table) -> None:  # type: ignore[no-untyped-def]
    """224.500 enrolments by plan 72/KH-UBND against eleven months."""
    found = row(table("ha-noi", 2022), "enrolment", breakdown, target_period="2022")
    assert (found["target_value"], found["actual_value"], found["actual_period"]) == (target, actual, "2022-YTD11")
    assert (found["attainment"], found["variance"]) == (attainment, variance)
    assert (found["status"], found["reason"], found["document"]) == (status, reason, "72/KH-UBND")


@pytest.mark.parametrize(
    ("place", "year", "indicator", "actual", "variance", "status", "reason"),
    [
        ("ha-noi", 2022, "trained_labour_rate", 72.23, 0.03, "met", None),
        ("ha-noi", 2022, "certified_labour_rate", 52.5, 1.3, "met", None),
        ("ha-noi", 2023, "trained_labour_rate", 73, -0.2, "undetermined", "rounded"),
        ("ha-noi", 2023, "certified_labour_rate", 52, -0.5, "undetermined", "rounded"),
        ("ha-noi", 2020, "trained_labour_rate", 70.25, 0.05, "exceeded", None),
        ("vinh-phuc", 2022, "trained_labour_rate", 78, -0.4, "nearly", None),
        ("vinh-phuc", 2022, "certified_labour_rate", 36, -0.1, "undetermined", "rounded"),
        ("viet-nam", 2025, "certified_labour_rate", 29.2, -0.8, "missed", None),
    ],
)
def test_rates_against_their_targets(place, year, indicator, actual, variance, status, reason, table) -> None:  # type: ignore[no-untyped-def]
    """In points, by the printed precision, undecided where the printed number is too coarse."""
    found = row(table(place, year), indicator, target_period=str(year), in_force=True)
    assert (found["actual_value"], found["variance"]) == (actual, variance)
    assert (found["status"], found["reason"]) == (status, reason)


def test_the_nations_certified_target_is_measured_by_the_statistics_office(table) -> None:  # type: ignore[no-untyped-def]
    """30 % by 2025 (2239/QĐ-TTg) is judged by another series, named; the paler target stays beside."""
    rows = table("viet-nam", 2025)
    found = row(rows, "certified_labour_rate", target_period="2025", in_force=True)
    assert (found["measured_by"], found["document"]) == ("gso_certified_labour_rate", "2239/QĐ-TTg")
    assert row(rows, "certified_labour_rate", target_period="2025", in_force=False)["operator"] == "about"


def test_ha_noi_2020_keeps_the_figure_that_contradicts(table) -> None:  # type: ignore[no-untyped-def]
    """218.848 persons final in force, 215.000 turns preliminary one click away."""
    found = row(table("ha-noi", 2020), "enrolment", target_id=None)
    assert (found["actual_value"], found["unit"]) == (218848, "persons")
    assert [(c["value"], c["unit"], c["state"]) for c in found["conflicts"]] == [(215000, "turns", "preliminary")]


def test_ha_noi_2025_has_targets_and_no_actual(table) -> None:  # type: ignore[no-untyped-def]
    """The plan of the year is in force over the milestones of older plans, which stay visible."""
    rows = table("ha-noi", 2025)
    certified = [r for r in rows if r["indicator"] == "certified_labour_rate" and r["target_period"] == "2025"]
    assert sorted(
        (r["target_value"], r["target_value_high"], r["in_force"]) for r in certified if r["operator"] == "eq"
    ) == [
        (55, None, True),
        (55.5, None, False),
    ]
    assert [(r["target_value"], r["target_value_high"]) for r in certified if r["operator"] == "range"] == [(55, 60)]
    total = row(rows, "enrolment", target_period="2025")
    assert (total["target_value"], total["actual_value"], total["status"], total["reason"]) == (
        240000,
        None,
        "no_data",
        "no_actual",
    )
    assert len([s for s in total["sources"] if s["of"] == "target"]) == 2


@pytest.mark.parametrize("place", ["vinh-phuc", "phu-tho", "phu-tho-2025", "Phú Thọ", "25"])
def test_vinh_phucs_targets_of_2030_are_shown_under_its_own_name(place: str, table) -> None:  # type: ignore[no-untyped-def]
    """220/KH-UBND: from Phú Thọ too, never as a target of Phú Thọ."""
    rows = [r for r in table(place, 2030) if r["place"] == "vinh-phuc"]
    found = {(r["indicator"], r["breakdown"]): (r["operator"], r["target_value"], r["target_value_high"]) for r in rows}
    assert found == {
        ("streaming_rate", "sau_thcs"): ("at_least", 40, None),
        ("retraining_rate", "total"): ("about", 50, None),
        ("high_quality_institutions", "total"): ("eq", 1, None),
        ("key_occupations", "total"): ("about", 10, None),
        ("key_occupations", "asean_competitive"): ("range", 1, 2),
    }
    assert {(r["status"], r["reason"], r["document"]) for r in rows} == {("no_data", "place_ended", "220/KH-UBND")}


def test_before_it_ended_vinh_phucs_targets_were_not_due(table) -> None:  # type: ignore[no-untyped-def]
    """At the end of 2023 nobody knew that the province would end."""
    rows = table("vinh-phuc", 2030, "--as-of", "2023-12-31")
    assert {(r["status"], r["reason"]) for r in rows if r["document"] == "220/KH-UBND"} == {("not_due", None)}


@pytest.mark.parametrize(("code", "year", "place"), [("24", 2024, "bac-giang"), ("24", 2026, "bac-ninh-2025")])
def test_a_code_means_the_province_of_the_year(code: str, year: int, place: str, table) -> None:  # type: ignore[no-untyped-def]
    """Code 24 is Bắc Giang in 2024 and Bắc Ninh in 2026."""
    by_code, by_key = table(code, year), table(place, year)
    assert by_code == by_key
    assert place in {r["place"] for r in by_key} or year > 2025


def test_what_was_known_in_october(table) -> None:  # type: ignore[no-untyped-def]
    """198.000 "gần" at nine months: ahead of even months, and none of what came later."""
    found = row(table("ha-noi", 2022, "--as-of", "2022-10-15"), "enrolment", target_period="2022")
    assert (found["actual_value"], found["qualifier"], found["actual_period"]) == (198000, "nearly", "2022-YTD09")
    assert (found["status"], found["attainment"]) == ("ahead", 0.882)


def test_a_plan_is_not_known_before_its_date(table) -> None:  # type: ignore[no-untyped-def]
    """The day before 04/3/2022 the plan 72/KH-UBND is not there; on the day it is."""
    before = table("ha-noi", 2022, "--as-of", "2022-03-03")
    assert "72/KH-UBND" not in {r["document"] for r in before}
    assert "72/KH-UBND" in {r["document"] for r in table("ha-noi", 2022, "--as-of", "2022-03-04")}


def test_no_growth_between_turns_and_persons(table) -> None:  # type: ignore[no-untyped-def]
    """143.000 người of 2021 and 245.316 lượt người of 2022 are not compared, and it is said why."""
    found = row(table("ha-noi", 2022), "enrolment", target_period="2022")
    assert (found["previous_period_value"], found["change"], found["change_reason"]) == (143000, None, "unit_differs")


def test_the_fields_are_the_agreed_ones(table) -> None:  # type: ignore[no-untyped-def]
    """One list of objects with exactly these fields, every figure with its source."""
    rows = table("ha-noi", 2022)
    assert {tuple(r) for r in rows} == {FIELDS}
    assert all(r["sources"] for r in rows)
    assert all(s["source"] for r in rows for s in r["sources"])


@pytest.mark.parametrize("year", [*range(2008, 2027), 2030])
def test_every_province_opens_for_every_year(year: int, store) -> None:  # type: ignore[no-untyped-def]
    """No year and no province breaks the scorecard; the statistics office's series is there from 2008 to 2016."""
    from datetime import date

    from scorecards.read import Clock, facts, places
    from scorecards.table import scorecard_of
    from warehouse.serving import serving

    served = serving(store)
    known = places(served)
    card = scorecard_of(facts(served, None, Clock()), [year], Clock())
    there = {p.place for p in known.provinces(date(year, 12, 31))}
    shown = set(card["place"])
    assert there <= shown or year > 2016
    assert card["status"].isin(list(STATUSES)).sum() == card["target_id"].notna().sum()


def test_an_unknown_place_is_refused_in_words(store, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """No place is guessed."""
    assert main(["table", "--place", "Hà Nộ", "--year", "2022", "--store", str(store)]) == 2
    assert "Hà Nộ" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["table", "csv"])
def test_the_other_forms_print_too(form: str, store, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """The report table and the CSV hold the same figures."""
    assert main(["table", "--place", "ha-noi", "--year", "2022", "--format", form, "--store", str(store)]) == 0
    assert "245.316" in (printed := capsys.readouterr().out) or "245316" in printed
