"""The basis of a verdict: inputs, sum, limits, distances, other methods, age; and in words."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from metrics.registry import Rules
from scorecards import why
from scorecards.__main__ import main
from scorecards.read import rules

#: What the command answers, asked with its words.
Answered = Callable[..., dict[str, Any]]


@pytest.fixture
def answered(store: Path, capsys: pytest.CaptureFixture[str]) -> Answered:
    """The first row that the command prints as JSON."""

    def printed(place: str, indicator: str, year: str, *more: str) -> dict[str, Any]:
        words = ["why", "--place", place, "--indicator", indicator, "--year", year, *more]
        assert main([*words, "--format", "json", "--store", str(store)]) == 0
        return dict(json.loads(capsys.readouterr().out)["rows"][0])

    return printed


def test_vinh_phuc_2022_is_four_tenths_short(answered: Answered) -> None:
    """78,0 against 78,4: nearly, 0,4 points short of being met, with limits, document, age and the other methods."""
    found = answered("vinh-phuc", "trained_labour_rate", "2022", "--as-of", "2023-03-01")
    assert (found["status"], found["method"]) == ("nearly", "year_plan")
    assert found["formula"] | {"variance_decimals": 1} == {
        "name": "up", "actual": 78, "goal": 78.4, "attainment": 0.9949, "variance": -0.4, "variance_decimals": 1,
    }  # fmt: skip
    assert [(t["class"], t["limit"], t["strict"]) for t in found["thresholds"]] == [
        ("exceeded", 78.4, True), ("met", 78.4, False), ("nearly", 77.9, False),
    ]  # fmt: skip
    assert {d["class"]: d["distance"] for d in found["distances"]} == {"exceeded": 0.4, "met": 0.4}
    assert (found["inputs"]["target"]["document"], found["age"]["days"]) == ("241/KH-UBND", 76)
    assert found["inputs"]["sources"]
    ahead = {w["target"]["year"]: w["differ"] for w in found["other_methods"]}
    assert ahead == {2023: False, 2024: True, 2025: True}


def test_vinh_phuc_by_year(answered: Answered) -> None:
    """The yearly path 77,2 … 82: nothing known for 2021, nearly in 2022, nothing for 2023."""
    found = [answered("vinh-phuc", "trained_labour_rate", str(y), "--as-of", "2024-06-01") for y in (2021, 2022, 2023)]
    assert [f["status"] for f in found] == ["no_data", "nearly", "no_data"]
    assert [f["inputs"]["target"]["target_value"] for f in found] == [77.2, 78.4, 79.6]


def test_a_running_year_has_its_pace_beside_it(answered: Answered) -> None:
    """Hà Nội in October 2022."""
    found = answered("ha-noi", "enrolment", "2022", "--as-of", "2022-10-15")
    assert (found["status"], found["pace"]["basis"], found["pace"]["needed_a_month"]) == ("ahead", "even_months", 8834)


def test_in_words(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Inputs with sources, sum, limits, distance, other methods: in this order, in Vietnamese and in English."""
    words = [
        "why",
        "--place",
        "vinh-phuc",
        "--indicator",
        "trained_labour_rate",
        "--year",
        "2022",
        "--store",
        str(store),
    ]
    assert main([*words, "--as-of", "2023-03-01"]) == 0
    told = capsys.readouterr().out
    wanted = ["Xấp xỉ KH", "Kế hoạch: 78,4%", "Nguồn: ", "Thực hiện năm 2022: 78,0%", "78 / 78,4 = 99,49%",
              "Xấp xỉ KH: từ 77,9%", "Thiếu 0,4 điểm % để đạt kế hoạch", "cách đây 76 ngày", "Open SDG",
              "SDSN"]  # fmt: skip
    at = [told.index(text) for text in wanted]
    assert at == sorted(at)
    assert main([*words, "--as-of", "2023-03-01", "--lang", "en"]) == 0
    assert "0.4 percentage points short of meeting the plan" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "indicator", "year", "low", "high"),
    [("ha-noi", "trained_labour_rate", "2023", 72.5, 73.5), ("vinh-phuc", "certified_labour_rate", "2022", 35.5, 36.5)],
)
def test_what_a_rounded_figure_may_stand_for(
    place: str, indicator: str, year: str, low: float, high: float | None, answered: Answered
) -> None:
    """73 against 73,2 is undecided because it may be 72,5 as well as 73,5."""
    found = answered(place, indicator, year)
    assert (found["reason"], found["interval"]["low"], found["interval"]["high"]) == ("rounded", low, high)


def test_a_part_of_a_year_that_is_over_has_no_upper_end(answered: Answered) -> None:
    """27.828 at eleven months against 28.000."""
    found = answered("ha-noi", "enrolment", "2022", "--breakdown", "trung_cap")
    assert (found["reason"], found["interval"]["low"], found["interval"]["high"]) == ("part_year", 27828, None)


def limits(operator: str, kind: str, up: bool, shipped: Rules, **given: Any) -> dict[str, float]:
    """The limit of each class of a target of 100."""
    row = {"operator": operator, "indicator_kind": kind, "method": "year_plan", "target_value": 100.0,
           "target_value_high": None} | given  # fmt: skip
    return {t["class"]: t["limit"] for t in why.thresholds(row, 100.0, up, shipped)}


@pytest.mark.parametrize(
    ("operator", "kind", "up", "expected"),
    [
        ("eq", "flow", True, {"exceeded": 100, "met": 100, "nearly": 95}),
        ("about", "flow", True, {"exceeded": 105, "met": 100, "nearly": 95}),
        ("at_least", "flow", True, {"met": 100, "nearly": 95}),
        ("at_most", "flow", False, {"met": 100, "nearly": 105.263158}),
        ("eq", "rate", True, {"exceeded": 100, "met": 100, "nearly": 99.5}),
        ("about", "rate", True, {"exceeded": 105, "met": 100, "nearly": 99.5}),
        ("less_than", "rate", False, {"met": 100, "nearly": 100.5}),
    ],
)
def test_limits_of_each_class(operator: str, kind: str, up: bool, expected: dict[str, float]) -> None:
    """By operator and kind, both ways."""
    assert limits(operator, kind, up, rules()) == expected


def test_a_range_is_exceeded_past_its_far_end() -> None:
    """40–45: met from 40, exceeded above 45."""
    row = {"operator": "range", "indicator_kind": "rate", "method": "year_plan", "target_value": 40.0,
           "target_value_high": 45.0}  # fmt: skip
    told = why.thresholds(row, 40.0, True, rules())
    assert [(t["class"], t["limit"]) for t in told] == [("exceeded", 45.0), ("met", 40.0), ("nearly", 39.5)]


@pytest.mark.parametrize(
    ("actual", "expected"), [(71.9, {"met": 0.3}), (72.2, {}), (71.6, {"nearly": 0.1, "met": 0.6}), (None, {})]
)
def test_the_distance_to_each_better_class(actual: float | None, expected: dict[str, float]) -> None:
    """Thiếu 0,3 điểm % để đạt: the nearest class first, none at target, none without a figure."""
    row = {"operator": "at_least", "indicator_kind": "rate", "method": "year_plan", "actual_value": actual}
    told = why.distances(row, why.thresholds(row, 72.2, True, rules()))
    assert {d["class"]: d["distance"] for d in told} == expected
    assert [d["distance"] for d in told] == sorted(expected.values())


def test_the_distance_to_each_better_pace(answered: Answered) -> None:
    """A running year tells from which figure on each pace holds, and how far the better ones are; a closed one none."""
    found = answered("ha-noi", "enrolment", "2022", "--as-of", "2022-10-15")
    assert [(t["class"], t["limit"]) for t in found["pace_thresholds"]] == [
        ("ahead", 176_786), ("on_pace", 159_948), ("behind", 143_111),
    ]  # fmt: skip
    assert found["pace_distances"] == []
    assert answered("ha-noi", "enrolment", "2022")["pace_thresholds"] == []
    short = why.distances({"actual_value": 150_000.0}, found["pace_thresholds"])
    assert [(d["class"], d["distance"]) for d in short] == [("on_pace", 9_948), ("ahead", 26_786)]
