"""The four published methods of the long path: every worked case of their sources, then the edges."""

import csv
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from metrics import path
from metrics.registry import Rules, rules
from scorecards.read import REGISTRY

FILE = Path(__file__).parent / "files" / "progress.csv"
CASES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
KEYS = {
    "Open SDG": "open_sdg", "Eurostat": "eurostat", "Eurostat score": "eurostat", "UNSD 2023": "unsd",
    "SDSN linear rate ratio": "sdsn",
}  # fmt: skip
COURSE = re.compile(r"base (?P<base>\S+)@(?P<y0>\d+); now (?P<now>\S+)@(?P<y>\d+)(; target (?P<t>\S+)@(?P<ty>\d+))?")


@pytest.fixture(scope="module")
def shipped() -> Rules:
    """The thresholds of the shipped rules file."""
    return rules(REGISTRY / "rules.toml")


def course(base: float, year: int, now: float, now_year: int, target: float, target_year: int, up: bool = True) -> Any:
    """One series as a table of one row."""
    return path.Course(
        np.array([base], dtype=float),
        np.array([year]),
        np.array([now], dtype=float),
        np.array([now_year]),
        np.array([target], dtype=float),
        np.array([target_year]),
        np.array([1 if up else -1]),
        np.array([False]),
    )


def said(method: str, shipped: Rules, *given: Any, **more: Any) -> tuple[Any, Any, Any, Any]:
    """Ratio, score, class and reason of one method; missing numbers as None."""
    found = path.assessed(course(*given, **more), shipped)[method]
    ratio, score = (None if np.isnan(x[0]) else float(x[0]) for x in (found.ratio, found.score))
    return ratio, score, found.verdict[0], found.reason[0]


def of_kind(kind: str) -> list[Any]:
    """The worked cases of one kind of method."""
    return [pytest.param(case, id=case["id"]) for case in CASES if kind in case["method"]]


def numbers(text: str) -> list[float]:
    """Every number of a text."""
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", text)]


WITH_TARGET = [pytest.param(c, id=c["id"]) for c in CASES if "target" in c["inputs"] and "@" in c["inputs"]]


@pytest.mark.parametrize("case", WITH_TARGET)
def test_published_cases_with_a_target(case: dict[str, str], shipped: Rules) -> None:
    """Ratio and score to four decimals, and the class, as the source has them."""
    told = COURSE.search(case["inputs"])
    assert told
    method = KEYS[case["method"].removesuffix(", with target")]
    base, now, target = (float(told[k]) for k in ("base", "now", "t"))
    up = "positive" in case["inputs"]
    ratio, score, verdict, reason = said(
        method, shipped, base, int(told["y0"]), now, int(told["y"]), target, int(told["ty"]), up=up
    )
    assert (verdict, reason) == (case["class"], None)
    wanted = numbers(case["value"])
    given = {"R; score": [ratio, score], "score": [score]}.get(case["metric"], [ratio])
    assert given == (wanted or [None])


@pytest.mark.parametrize("case", of_kind("Open SDG boundary"))
def test_published_boundaries(case: dict[str, str], shipped: Rules) -> None:
    """The score and class of a ratio at and beside each limit."""
    ratio = np.array([numbers(case["inputs"])[0]])
    verdict = path.grades(ratio, shipped.path_limits["open_sdg"], path.CLASSES["open_sdg"], strict=False)[0]
    assert f"{path.four_decimals(path.open_sdg_score(ratio))[0]:.4f}" == case["value"]
    assert verdict == case["class"]


@pytest.mark.parametrize("case", of_kind("Open SDG, no target"))
def test_published_cases_without_a_target(case: dict[str, str], shipped: Rules) -> None:
    """Growth a year, the factor near a limit, score and class."""
    told = COURSE.search(case["inputs"])
    assert told
    limit = np.array([float(case["inputs"].rpartition("limit ")[2].replace("None", "nan"))])
    base = np.array([float(told["base"])])
    growth = path.annual_growth(base, np.array([float(told["now"])]), np.array([int(told["y"]) - int(told["y0"])]))
    room = path.limit_factor(base, limit)
    graded = path.growth_grade("open_sdg", growth, shipped, room)
    assert [f"{growth[0]:.6f}", f"{room[0]:.5f}", f"{graded.score[0]:.4f}"] == case["value"].split("; ")
    assert graded.verdict[0] == case["class"]


@pytest.mark.parametrize("case", [c for kind in ("Eurostat, no target", "UNSD 2023, no target") for c in of_kind(kind)])
def test_published_growth_limits(case: dict[str, str], shipped: Rules) -> None:
    """The class at and beside each limit of growth, and Eurostat's score."""
    growth = np.array([numbers(case["inputs"])[0] * (-1 if "negative" in case["inputs"] else 1)])
    graded = path.growth_grade(KEYS[case["method"].removesuffix(", no target")], growth, shipped)
    assert graded.verdict[0] == case["class"]
    assert [graded.score[0]] == numbers(case["value"]) or (np.isnan(graded.score[0]) and not case["value"])


@pytest.mark.parametrize("case", of_kind("aggregate"))
def test_published_aggregates(case: dict[str, str], shipped: Rules) -> None:
    """The mean of scores; achieved only where every series is."""
    scores = np.array(numbers(case["inputs"].partition(";")[0]))
    mean, verdict = path.aggregate(scores, "True" in case["inputs"])
    assert (f"{mean:.2f}", verdict) == (case["value"], case["class"])


def test_every_published_case_is_a_test_here() -> None:
    """No case of the file is left out by the kinds above."""
    kinds = ("Open SDG boundary", "Open SDG, no target", "Eurostat, no target", "UNSD 2023, no target", "aggregate")
    assert len(WITH_TARGET) + sum(len(of_kind(kind)) for kind in kinds) == len(CASES)


@pytest.mark.parametrize(
    ("method", "given", "up", "expected"),
    [
        # equal is met; the year of the target itself is not past
        ("sdsn", (50, 2020, 60, 2025, 70, 2030), True, (1.0, None, "on_track", None)),
        ("sdsn", (50, 2020, 55, 2025, 70, 2030), True, (0.5, None, "moderately_improving", None)),
        ("sdsn", (50, 2020, 50, 2025, 70, 2030), True, (0.0, None, "stagnating", None)),
        ("sdsn", (100, 2015, 93, 2022, 80, 2030), False, (0.75, None, "moderately_improving", None)),
        ("open_sdg", (60, 2015, 60, 2022, 75, 2030), True, (0.0, -2.5, "limited_progress", None)),
        ("eurostat", (60, 2015, 60, 2022, 75, 2030), True, (0.0, -2.5, "movement_away", None)),
        ("unsd", (60, 2015, 60, 2022, 75, 2030), True, (0.0, None, "stagnation_or_regression", None)),
        ("open_sdg", (60, 2015, 75, 2030, 75, 2030), True, (1.0, 5.0, "target_achieved", None)),
        ("eurostat", (60, 2015, 75, 2030, 75, 2030), True, (1.0, 2.8571, "significant_progress", None)),
        ("unsd", (60, 2015, 75, 2030, 75, 2030), True, (None, None, "on_track", None)),
        ("sdsn", (60, 2015, 76, 2022, 75, 2030), True, (2.2857, None, "on_track", None)),
        # a baseline or target of 0
        ("open_sdg", (0, 2015, 5, 2022, 10, 2030), True, (2.8026, 5.0, "substantial_progress", None)),
        ("eurostat", (0, 2015, 5, 2022, 10, 2030), True, (2.8026, 5.0, "significant_progress", None)),
        ("unsd", (0, 2015, 5, 2022, 10, 2030), True, (None, None, None, "zero_baseline")),
        ("unsd", (0, 2015, 10, 2022, 10, 2030), True, (None, None, "on_track", None)),
        ("sdsn", (0, 2015, 5, 2022, 10, 2030), True, (1.0714, None, "on_track", None)),
        ("open_sdg", (100, 2015, 50, 2022, 0, 2030), False, (0.1759, -1.7669, "limited_progress", None)),
        ("unsd", (100, 2015, 50, 2022, 0, 2030), False, (None, None, None, "zero_baseline")),
        # nowhere to go: the class says reached or not
        ("open_sdg", (60, 2015, 61, 2022, 60, 2030), True, (None, None, "target_achieved", "no_way_to_go")),
        ("open_sdg", (60, 2015, 59, 2022, 60, 2030), True, (None, None, "deterioration", "no_way_to_go")),
        ("eurostat", (60, 2015, 59, 2022, 60, 2030), True, (None, None, "movement_away", "no_way_to_go")),
        ("unsd", (60, 2015, 60, 2022, 60, 2030), True, (None, None, "on_track", "no_way_to_go")),
        ("sdsn", (60, 2015, 61, 2022, 60, 2030), False, (None, None, "decreasing", "no_way_to_go")),
        # the target's year has passed
        ("open_sdg", (60, 2015, 76, 2026, 75, 2025), True, (None, None, None, "past_target_year")),
        ("sdsn", (60, 2015, 70, 2026, 75, 2025), True, (None, None, None, "past_target_year")),
        # falling below a target that the baseline had passed is never "on track"
        ("sdsn", (80, 2015, 70, 2022, 75, 2030), True, (-4.2857, None, "decreasing", None)),
        ("unsd", (5, 2015, -1, 2022, 10, 2030), True, (None, None, None, "signs_differ")),
    ],
)  # fmt: skip
def test_edges(method: str, given: tuple[Any, ...], up: bool, expected: tuple[Any, ...], shipped: Rules) -> None:
    """Equal is met, zero, level, past and reached, for each method as its own rule says."""
    assert said(method, shipped, *given, up=up) == expected


@pytest.mark.parametrize(("ratio", "verdict"), [(0.9499, "moderate_progress"), (0.95, "substantial_progress")])
def test_equal_is_met(ratio: float, verdict: str, shipped: Rules) -> None:
    """0.9499 | 0.95."""
    limits = shipped.path_limits["open_sdg"]
    assert path.grades(np.array([ratio]), limits, path.CLASSES["open_sdg"], strict=False)[0] == verdict


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [(0.95, "moderate_progress"), (0.9501, "significant_progress"), (0.6, "insufficient_progress")],
)
def test_eurostat_asks_for_more_than_its_limits(ratio: float, verdict: str, shipped: Rules) -> None:
    """Strictly above."""
    limits = shipped.path_limits["eurostat"]
    assert path.grades(np.array([ratio]), limits, path.CLASSES["eurostat"], strict=True)[0] == verdict


@pytest.mark.parametrize(
    ("given", "differ"),
    [((50, 2021, 51, 2022, 60, 2030), True), ((60, 2015, 66, 2022, 75, 2030), False),
     ((60, 2015, 76, 2022, 75, 2030), False)],
)  # fmt: skip
def test_methods_may_answer_differently(given: tuple[Any, ...], differ: bool, shipped: Rules) -> None:
    """50 → 51 of 60: compound growth says yes, the straight line says no."""
    assert path.answers_differ(path.assessed(course(*given), shipped))[0] == differ


def test_half_up_at_four_decimals() -> None:
    """0.00005 rounds up, its negative away from zero."""
    value = np.array([0.00005, -0.00005, 1.00004999, 2.67885, np.nan])
    assert list(path.four_decimals(value)[:4]) == [0.0001, -0.0001, 1.0, 2.6789]


def test_what_the_way_asks() -> None:
    """The line between two milestones is ours; what is needed is counted from now on."""
    assert path.yearly_steps(2020, 76.0, 2025, 82.0) == [(2021, 77.2), (2022, 78.4), (2023, 79.6), (2024, 80.8)]
    one = course(74.2, 2019, 78.0, 2022, 82.0, 2025)
    assert (path.required_a_year(one)[0], path.observed_a_year(one)[0]) == pytest.approx((4 / 3, 3.8 / 3))
