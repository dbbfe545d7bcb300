"""Running years: statuses of rows, what was known of Hà Nội 2022 in October and December, the command line."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from metrics.figures import micros
from metrics.periods import period
from scorecards import pace, progress
from scorecards.__main__ import main
from scorecards.judge import judged
from scorecards.read import Clock, Facts, places, registry, rules
from scorecards.table import scorecard_of
from warehouse.serving import serving

LEVELS = ("cao_dang", "trung_cap", "so_cap_va_duoi_3_thang")


def test_ha_noi_2022_as_known_in_october_and_december(store, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """Nine months, "gần 198.000": ahead on even months, no forecast; eleven months, 245.316: exceeded, 172 short."""
    october, december = (asked(store, capsys, day) for day in ("2022-10-15", "2022-12-15"))
    total = october["total"]
    assert (total["period"], total["actual"], total["status"]) == ("2022-YTD09", 198000, "ahead")
    assert (total["basis"], total["ratio"], total["expected"]) == ("even_months", 1.1759, 168375)
    assert (total["shortfall"], total["months_left"], total["needed_a_month"]) == (26500, 3, 8834)
    assert (total["forecast"], total["forecast_reason"]) == (None, "too_thin")
    assert [october[level]["status"] for level in LEVELS] == ["not_due"] * 3
    assert (december["total"]["actual"], december["total"]["status"]) == (245316, "exceeded")
    assert (december["trung_cap"]["status"], december["trung_cap"]["reason"]) == ("in_progress", "too_thin")
    assert (december["trung_cap"]["shortfall"], december["trung_cap"]["needed_a_month"]) == (172, 172)
    gaps = [m["month"] for m in december["total"]["line"] if m["value"] is None]
    assert gaps == [1, 2, 3, 4, 5, 6, 7, 8, 10, 12]


def asked(store: Any, capsys: pytest.CaptureFixture[str], day: str) -> dict[str, Any]:
    """The rows in force that the command prints for Hà Nội 2022, by breakdown."""
    words = ["pace", "--place", "ha-noi", "--indicator", "enrolment", "--as-of", day, "--format", "json"]
    assert main([*words, "--store", str(store)]) == 0
    told = json.loads(capsys.readouterr().out)["rows"]
    return {r["breakdown"]: r for r in told if r["in_force"]}


def test_the_same_in_words(store, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """What is lacking and needed, in Vietnamese numbers."""
    words = ["pace", "--place", "ha-noi", "--indicator", "enrolment", "--as-of", "2022-10-15", "--store", str(store)]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "Còn thiếu 26.500 lượt người, cần 8.834 lượt người/tháng trong 3 tháng" in told
    assert "chia đều 12 tháng" in told


# --- made-up years ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known_places(store):  # type: ignore[no-untyped-def]
    """The shipped places."""
    return places(serving(store))


def known(known_places: Any, targets: dict[str, str], figures: list[tuple[str, str, str]], **given: Any) -> Facts:
    """Targets of Hà Nội for 2026 by breakdown, and figures as (breakdown, period, value)."""
    observed = pd.DataFrame([figure(i, *f) for i, f in enumerate(figures)])
    return Facts(
        pd.DataFrame([target(i, b, v, **given) for i, (b, v) in enumerate(targets.items())]), observed,
        observed[observed["place"] == "viet-nam"], registry(), rules(), known_places,
    )  # fmt: skip


def target(i: int, breakdown: str, value: str, operator: str = "eq") -> dict[str, Any]:
    """A target of the year."""
    return {
        "target_id": f"t{i}", "place": "ha-noi", "indicator": "enrolment", "breakdown": breakdown, "coverage": None,
        "period": "2026", "period_start": pd.Timestamp(2026, 1, 1), "period_end": pd.Timestamp(2026, 12, 31),
        "kind": "year", "operator": operator, "value": micros(value), "value_high": micros(value), "decimals": 0,
        "unit": "turns", "baseline_value": float("nan"), "baseline_period": None, "measured_by": None,
        "standing": "issued", "document_id": None, "document": None, "document_date": pd.NaT, "authority": 1,
        "document_date_printed": None, "issuer": None, "known_from": pd.NaT,
    }  # fmt: skip


def figure(i: int, breakdown: str, key: str, value: str) -> dict[str, Any]:
    """An exact final figure."""
    span = period(key)
    place, _, part = breakdown.rpartition("/")
    return {
        "observation_id": f"o{i}", "place": place or "ha-noi", "indicator": "enrolment", "breakdown": part,
        "coverage": None, "period": span.key, "period_start": pd.Timestamp(span.start),
        "period_end": pd.Timestamp(span.end), "cumulation": span.cumulation, "value": micros(value),
        "value_high": micros(value), "decimals": 0, "qualifier": "exact", "unit": "turns", "state": "final",
        "as_of": pd.Timestamp(span.end), "known_from": pd.Timestamp(span.end), "origin": "fact", "source_rank": 1,
        "recorded_at": pd.Timestamp("2026-01-01", tz="UTC"),
    }  # fmt: skip


def years(breakdown: str, *halves: str) -> list[tuple[str, str, str]]:
    """Past years of 100 with this many by the end of June, from 2023 on."""
    told = [(breakdown, f"{2023 + i}-H1", value) for i, value in enumerate(halves)]
    return told + [(breakdown, str(2023 + i), "100") for i in range(len(halves))]


def paced(found: Facts) -> dict[str, Any]:
    """The rows of 2026 as seen in July 2026, by breakdown."""
    clock = Clock(today=date(2026, 7, 10))
    rows = judged(found, [2026], clock)
    return {r["breakdown"]: r for r in rows.to_dict("records") if r["has_target"]}


@pytest.mark.parametrize(
    ("half", "status"),
    [("42", "ahead"), ("41", "on_pace"), ("38", "on_pace"), ("37", "behind"), ("34", "behind"), ("33", "far_behind"),
     ("100", "met"), ("101", "exceeded")],
)  # fmt: skip
def test_the_pace_of_a_total(half: str, status: str, known_places) -> None:  # type: ignore[no-untyped-def]
    """40 of 100 were due by June in past years: 42 is 1,05; at target it is met, never a pace."""
    found = paced(known(known_places, {"total": "100"}, [*years("total", "38", "42"), ("total", "2026-H1", half)]))
    assert (found["total"]["status"], found["total"]["reason"]) == (status, None)
    assert (found["total"]["pace_basis"], found["total"]["pace_years"]) == ("own", 2)


def test_parts_of_a_year_reach_a_target_together(known_places) -> None:  # type: ignore[no-untyped-def]
    """Two quarters that add up to the target: met, though neither alone is."""
    figures = [("total", "2026-Q1", "60"), ("total", "2026-Q2", "40")]
    found = paced(known(known_places, {"total": "100"}, figures))["total"]
    assert (found["status"], found["actual_period"], found["actual_value"]) == ("met", "2026-H1", micros("100"))


def test_levels_that_enrol_in_autumn_are_too_thin(known_places) -> None:  # type: ignore[no-untyped-def]
    """Without two past years neither they nor a total made of them get a pace; what is needed is told."""
    targets = {"total": "100", "cao_dang": "30", "trung_cap": "30", "so_cap_va_duoi_3_thang": "40"}
    figures = [("total", "2026-H1", "30")] + [(level, "2026-H1", "10") for level in LEVELS]
    found = paced(known(known_places, targets, figures))
    assert {b: (r["status"], r["reason"]) for b, r in found.items()} == {
        "total": ("in_progress", "too_thin"), "cao_dang": ("in_progress", "too_thin"),
        "trung_cap": ("in_progress", "too_thin"), "so_cap_va_duoi_3_thang": ("far_behind", None),
    }  # fmt: skip
    assert found["total"]["pace_needed"] == micros("12")


def test_a_total_follows_its_levels_where_they_are_known(known_places) -> None:  # type: ignore[no-untyped-def]
    """20 % of 30, 20 % of 30 and half of 40 were due by June: 32 of 100."""
    targets = {"total": "100", "cao_dang": "30", "trung_cap": "30", "so_cap_va_duoi_3_thang": "40"}
    figures = [("total", "2026-H1", "32")] + [(level, "2026-H1", "10") for level in LEVELS]
    figures += years("cao_dang", "20", "20") + years("trung_cap", "20", "20")
    found = paced(known(known_places, targets, figures))["total"]
    assert (found["status"], found["pace_basis"], found["pace_expected"]) == ("on_pace", "levels", micros("32"))


def test_the_nation_s_season_is_named(known_places) -> None:  # type: ignore[no-untyped-def]
    """One own year is not enough; the nation's two are."""
    figures = [("cao_dang", "2026-H1", "20"), *years("cao_dang", "90"), *years("viet-nam/cao_dang", "20", "20")]
    found = paced(known(known_places, {"cao_dang": "100"}, figures))["cao_dang"]
    assert (found["status"], found["pace_basis"]) == ("on_pace", "nation")


def test_a_ceiling_has_no_pace(known_places) -> None:  # type: ignore[no-untyped-def]
    """ "Không quá" is kept by staying below it: in progress."""
    found = paced(known(known_places, {"total": "100"}, [("total", "2026-H1", "10")], operator="at_most"))["total"]
    assert found["status"] == "in_progress"


def test_past_and_coming_years_are_left_as_they_are(known_places) -> None:  # type: ignore[no-untyped-def]
    """Only the running year has a pace."""
    found = known(known_places, {"total": "100"}, [("total", "2026-H1", "10")])
    clock = Clock(today=date(2027, 1, 2))
    rows = judged(found, [2026, 2028], clock)
    assert list(rows["status"]) == ["undetermined"]
    assert rows["pace_ratio"].isna().all()


def test_a_forecast_by_the_own_season(known_places) -> None:  # type: ignore[no-untyped-def]
    """Three years of shares carry one, two do not."""
    clock = Clock(today=date(2026, 7, 10))
    for halves, value in ((("40", "50", "60"), 80.0), (("40", "50"), None)):
        found = known(known_places, {"total": "100"}, [*years("total", *halves), ("total", "2026-H1", "40")])
        rows = judged(found, [2026], clock).to_dict("records")
        told = pace.told(rows[0], pace.year_of(found, 2026), found)
        assert (told["forecast"]["value"] if told["forecast"] else None) == value
        assert told["forecast_reason"] == (None if value else "too_thin")


def test_the_scorecard_says_the_pace(known_places) -> None:  # type: ignore[no-untyped-def]
    """Status, what was due and what each remaining month needs, in the unit; attainment and shortfall as ever."""
    found = known(known_places, {"total": "100"}, [*years("total", "38", "42"), ("total", "2026-H1", "30")])
    row = scorecard_of(found, [2026], Clock(today=date(2026, 7, 10))).iloc[0]
    assert (row["status"], row["reason"], row["attainment"], row["shortfall"]) == ("far_behind", None, 0.3, 70.0)
    assert (row["pace_expected"], row["pace_ratio"], row["pace_needed"]) == (40.0, 0.75, 12.0)


def test_the_nation_is_known_beside_a_place(known_places) -> None:  # type: ignore[no-untyped-def]
    """A place's own facts hold the nation's figures beside them: the same basis as if they were among them."""
    found = known(known_places, {"cao_dang": "100"}, [("cao_dang", "2026-H1", "20")])
    nation = pd.DataFrame([figure(90 + i, *f) for i, f in enumerate(years("viet-nam/cao_dang", "20", "20"))])
    assert paced(found)["cao_dang"]["pace_basis"] is None
    assert paced(replace(found, nation=nation))["cao_dang"]["pace_basis"] == "nation"


def test_months_sent_one_by_one_are_one_figure(known_places) -> None:  # type: ignore[no-untyped-def]
    """January to June each in the period: the card stands at six months, made of all six."""
    figures = [("total", f"2026-M{m:02d}", "7") for m in range(1, 7)]
    row = scorecard_of(known(known_places, {"total": "100"}, figures), [2026], Clock(today=date(2026, 7, 10))).iloc[0]
    assert (row["actual_period"], row["actual_value"], row["status"]) == ("2026-H1", 42.0, "far_behind")
    assert row["members"] == "o0+o1+o2+o3+o4+o5"
    assert "sum_of_parts" in row["notes"]


def test_the_band_of_a_total_is_that_of_its_levels(known_places) -> None:  # type: ignore[no-untyped-def]
    """Where each level has a season the total's band is their sum, and all of the target by December."""
    targets = {"total": "100", "cao_dang": "30", "trung_cap": "30", "so_cap_va_duoi_3_thang": "40"}
    figures = [("total", "2026-H1", "32")] + [(level, "2026-H1", "10") for level in LEVELS]
    found = known(known_places, targets, [*figures, *(y for level in LEVELS for y in years(level, "20", "20"))])
    rows = list(paced(found).values())
    told = progress.told_of_year(rows[0], rows, pace.year_of(found, 2026), found)
    assert {b["month"]: round(b["low"] / found.rules.pace_on, 6) for b in told["band"]} == {6: 20.0, 12: 100.0}
