"""The long path of the shipped series, and `python -m scorecards path`."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scorecards import path
from scorecards.__main__ import main
from scorecards.read import Clock, facts
from warehouse.serving import serving

FILE = Path(__file__).parents[1] / "metrics" / "files" / "progress.csv"
CASES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
WITH_TARGET = [case for case in CASES if "target" in case["inputs"] and "@" in case["inputs"]]
METHOD_OF = {
    "Open SDG": "open_sdg", "Eurostat score": "eurostat", "UNSD 2023": "unsd", "SDSN linear rate ratio": "sdsn",
}  # fmt: skip

#: What the command answers, asked with its words.
Answered = Callable[..., dict[str, Any]]


@pytest.fixture
def answered(store: Path, capsys: pytest.CaptureFixture[str]) -> Answered:
    """What the command prints as JSON."""

    def printed(*words: str) -> dict[str, Any]:
        assert main(["path", *words, "--format", "json", "--store", str(store)]) == 0
        return dict(json.loads(capsys.readouterr().out))

    return printed


def test_a_bare_series(answered: Answered) -> None:
    """60 in 2015, 66 in 2022, 75 by 2030: each method under its own name."""
    found = answered("--series", "2015:60,2022:66", "--target", "2030:75", "--direction", "up")
    assert found == {
        "methods": [
            {"method": "open_sdg", "ratio": 0.9147, "score": 2.2478, "class": "moderate_progress", "reason": None},
            {"method": "eurostat", "ratio": 0.9147, "score": 2.2478, "class": "moderate_progress", "reason": None},
            {"method": "unsd", "ratio": 0.9064, "score": None, "class": "fair_progress", "reason": None},
            {"method": "sdsn", "ratio": 0.8571, "score": None, "class": "moderately_improving", "reason": None},
        ]
    }


@pytest.mark.parametrize("case", WITH_TARGET, ids=[case["id"] for case in WITH_TARGET])
def test_published_cases_on_the_command_line(case: dict[str, str], answered: Answered) -> None:
    """Every worked case with a target: its class, and each of its numbers to four decimals."""
    base, year, now, now_year, target, target_year = re.findall(r"[\d.]+", case["inputs"])
    words = ("--series", f"{year}:{base},{now_year}:{now}", "--target", f"{target_year}:{target}")
    methods = answered(*words, "--direction", "up" if "positive" in case["inputs"] else "down")["methods"]
    found = next(m for m in methods if m["method"] == METHOD_OF[case["method"].split(",")[0]])
    assert found["class"] == case["class"]
    assert {float(n) for n in re.findall(r"-?\d+\.\d+", case["value"])} <= {found["ratio"], found["score"]}


@pytest.mark.parametrize(
    ("series", "target", "direction", "expected"),
    [
        ("2022:66", "2030:75", "up", [(None, "one_point")] * 4),
        ("2015:60,2026:70", "2025:75", "up", [(None, "past_target_year")] * 4),
        ("2022:66,2015:60,2018:99", "2030:75", "up",
         [("moderate_progress", None)] * 2 + [("fair_progress", None), ("moderately_improving", None)]),
        ("2015:100,2022:93", "2030:80", "down",
         [("moderate_progress", None)] * 2 + [("fair_progress", None), ("moderately_improving", None)]),
        ("2015:100,2022:80", "2030:80", "down",
         [("target_achieved", None), ("significant_progress", None), ("on_track", None), ("on_track", None)]),
    ],
)  # fmt: skip
def test_first_and_last_point_decide(
    series: str, target: str, direction: str, expected: list[tuple[str, str | None]], answered: Answered
) -> None:
    """The order in which points are written, and those between, change nothing."""
    found = answered("--series", series, "--target", target, "--direction", direction)["methods"]
    assert [(m["class"], m["reason"]) for m in found] == expected


@pytest.mark.parametrize(
    "words",
    [["--series", "2015:60,2015:61", "--target", "2030:75"], ["--series", "2015", "--target", "2030:75"],
     ["--series", "x:1", "--target", "2030:75"],
     ["--series", "2015:nan", "--target", "2030:75"], ["--series", "2015:60", "--target", "2030:inf"]],
)  # fmt: skip
def test_malformed_series_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A year twice, a year without a value and letters are no series."""
    with pytest.raises(SystemExit) as refused:
        main(["path", *words])
    assert refused.value.code == 2
    assert "≠" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--series", "2015:60"], ["--place", "ha-noi"], ["--series", "1:1", "--target", "2030"]]
)
def test_half_a_question_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A series needs its target, a place its indicator."""
    assert main(["path", *words]) == 2
    assert "--target" in capsys.readouterr().err


def test_vinh_phuc_trained_labour(answered: Answered) -> None:
    """74,2 in 2019, 78 in 2022: what 82 in 2025 needed, seen from 2023; compound and linear methods disagree."""
    found = answered("--place", "vinh-phuc", "--indicator", "trained_labour_rate", "--as-of", "2023-03-01")
    last = found["milestones"][-1]
    assert (last["baseline"]["year"], last["baseline"]["value"]) == (2019, 74.2)
    assert (last["now"]["year"], last["now"]["value"]) == (2022, 78.0)
    assert (last["target"]["year"], last["target"]["value"]) == (2025, 82.0)
    assert last["required_a_year"] == pytest.approx(4 / 3, abs=1e-6)
    assert {m["method"]: (m["ratio"], m["class"]) for m in found["methods"]} == {
        "open_sdg": (0.9993, "substantial_progress"), "eurostat": (0.9993, "significant_progress"),
        "unsd": (0.9993, "on_track"), "sdsn": (0.9744, "moderately_improving"),
    }  # fmt: skip
    assert last["differ"]


def test_a_place_that_ended_is_found_by_its_name(answered: Answered) -> None:
    """Vĩnh Phúc, which became part of Phú Thọ in July 2025."""
    found = answered("--place", "Vĩnh Phúc", "--indicator", "trained_labour_rate")
    assert {m["place"] for m in found["milestones"]} == {"vinh-phuc"}


def test_one_target_may_be_asked_for(answered: Answered) -> None:
    """--target 2023 alone; its answer is `methods`."""
    words = ("--place", "vinh-phuc", "--indicator", "trained_labour_rate", "--as-of", "2023-03-01", "--target", "2023")
    found = answered(*words)
    assert [m["target"]["year"] for m in found["milestones"]] == [2023]
    assert found["methods"][3]["class"] == "moderately_improving"


def test_every_milestone_is_assessed_or_says_why_not(store: Path) -> None:
    """Each method has a class, or a reason, or both; none has neither."""
    clock = Clock(today=date(2026, 11, 24))
    rows = path.ways(facts(serving(store), None, clock), clock)
    told = path.told(rows)
    assert len([m for m in told if m["target"]["kind"] == "milestone"]) > 50
    for row in told:
        for method in row["methods"]:
            assert method["class"] or method["reason"], row
            assert method["ratio"] is not None or method["reason"] or method["class"], row


def test_the_nation_s_certified_target_takes_the_statistics_office_s_series(store: Path) -> None:
    """After its break in 2017, never from the years before it."""
    clock = Clock(today=date(2026, 11, 24))
    rows = path.ways(facts(serving(store), ["viet-nam"], clock), clock)
    certified = rows[
        (rows["indicator"] == "certified_labour_rate") & (rows["measured_by"] == "gso_certified_labour_rate")
    ]
    assert len(certified)
    assert (certified["base_year"] >= 2017).all()


def test_in_words(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the methods differ the words say so; the yearly steps are marked as this program's."""
    words = ["path", "--place", "ha-noi", "--indicator", "trained_labour_rate", "--as-of", "2023-12-31"]
    assert main([*words, "--store", str(store)]) == 0
    told = capsys.readouterr().out
    assert "Open SDG: " in told
    assert "do phần mềm nội suy, không có trong văn bản" in told


def test_steps_between_milestones_are_ours(answered: Answered) -> None:
    """Years that no document states are marked."""
    found = answered("--place", "ha-noi", "--indicator", "certified_labour_rate", "--as-of", "2023-12-31")
    stated = {m["target"]["year"] for m in found["milestones"]}
    assert found["steps"]
    assert all(step["ours"] for step in found["steps"])
    assert not stated & {step["year"] for step in found["steps"]}


def test_a_year_that_a_document_states_is_never_called_ours(answered: Answered) -> None:
    """Vĩnh Phúc's plan states 77,2 for 2021 and 78,4 for 2022: only 2020 is a straight line of ours."""
    found = answered("--place", "vinh-phuc", "--indicator", "trained_labour_rate")
    assert found["steps"] == [{"year": 2020, "value": 75.7, "ours": True}]


@pytest.mark.parametrize("series", ["2019:74,2;2022:78", "2019:74,2,2022:78", "2019:74.2 2022:78"])
def test_a_decimal_comma_is_understood(answered: Answered, series: str) -> None:
    """A comma before a year parts two points, any other is a decimal mark."""
    found = answered("--series", series, "--target", "2025:82,0", "--direction", "up")
    assert found == answered("--series", "2019:74.2,2022:78", "--target", "2025:82", "--direction", "up")


@pytest.mark.parametrize("series", ["2015:60,2022", "2015:224,500,2022:230,000"])
def test_a_comma_that_may_be_something_else_is_refused(series: str) -> None:
    """A year without its value, or thousands, are not taken for decimals."""
    with pytest.raises(SystemExit) as refused:
        main(["path", "--series", series, "--target", "2030:75"])
    assert refused.value.code == 2
