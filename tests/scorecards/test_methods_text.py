"""What the page of methods says of paths, paces and forecasts, recomputed."""

import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics import forecast, pace
from metrics.figures import micros
from metrics.path import CLASSES, REACHED, REASONS
from metrics.series import SERIES
from scorecards import backtest, path
from scorecards.__main__ import main
from scorecards.read import Clock, facts, registry, rules
from warehouse.serving import serving

METHODS = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
WORKED = [tomllib.loads(text) for text in re.findall(r"```toml worked\n(.*?)```", METHODS, re.DOTALL)]


def needed(example: dict[str, Any], short: int) -> int:
    """What each remaining month must bring."""
    at = (np.array([micros(str(short))]), np.array([example["month"]]), np.array([0]))
    return int(pace.needed_a_month(*at)[0]) // 10**6


def of_pace(example: dict[str, Any]) -> dict[str, Any]:
    """Expected, ratio, status, basis and what is needed of a figure by a month."""
    series = {"place": "ha-noi", "indicator": "enrolment", "breakdown": example["breakdown"], "coverage": ""}
    past = pd.DataFrame(
        [series | {"year": 2000 + i, "month": example["month"], "share": s} for i, s in enumerate(example["past"])],
        columns=[*SERIES, "year", "month", "share"],
    )
    row = pd.DataFrame([series | {"month": example["month"]}])
    found = pace.expected(row, pace.season(past, 2022, rules()), registry())
    ratio = pace.ratios([example["actual"]], [example["target"]], found.share)
    return {
        "expected": round(example["target"] * found.share[0]), "ratio": round(float(ratio[0]), 4),
        "status": pace.paces(ratio, rules())[0], "basis": found.basis[0],
        "needed_a_month": needed(example, example["target"] - example["actual"]),
    }  # fmt: skip


def of_path(example: dict[str, Any]) -> dict[str, Any]:
    """What each method says."""
    points = {int(y): float(v) for y, v in example["series"].items()}
    year, target = next(iter(example["target"].items()))
    told = path.bare(points, int(year), float(target), example["direction"] == "up", rules())
    return {m["method"]: {k: v for k, v in m.items() if k in example["expect"][m["method"]]} for m in told}


def of_forecast(made: forecast.Forecast | None, expect: dict[str, Any]) -> dict[str, Any]:
    """The fields asked for, at four decimals."""
    assert made is not None
    return {k: round(getattr(made, k), 4) for k in expect}


COMPUTED = {
    "pace": of_pace,
    "needed": lambda e: {"needed_a_month": needed(e, e["shortfall"])},
    "path": of_path,
    "seasonal_ratio": lambda e: of_forecast(forecast.seasonal_ratio(e["to_date"], e["shares"], 3), e["expect"]),
    "theta": lambda e: of_forecast(forecast.theta(e["values"], 5), e["expect"]),
}


@pytest.mark.parametrize("example", WORKED, ids=lambda e: str(e["formula"]))
def test_worked_examples(example: dict[str, Any]) -> None:
    """The program answers what the page says."""
    assert COMPUTED[example["formula"]](example) == example["expect"]


def test_every_formula_is_worked_out() -> None:
    """None of the formulas is without an example."""
    assert {example["formula"] for example in WORKED} == set(COMPUTED)


@pytest.mark.parametrize(
    "word", sorted({*REACHED.values(), *REASONS, *(c for classes in CLASSES.values() for c in classes), *pace.PACES,
                    *pace.BASES, *forecast.METHODS, *path.REASONS} - {"no_direction", "no_baseline", "no_actual"}),
)  # fmt: skip
def test_every_word_is_explained(word: str) -> None:
    """Each code of the closed lists stands in the page."""
    assert f"`{word}`" in METHODS


def test_the_backtest_of_the_page_is_today_s(store) -> None:  # type: ignore[no-untyped-def]
    """The table is what the shipped figures come to now."""
    table = backtest.as_markdown(backtest.report(facts(serving(store), None, Clock())))
    assert table in METHODS


def test_the_report_is_written_between_its_marks(store, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Only what stands between the marks changes; written twice it is the same."""
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- backtest -->\nold\n<!-- /backtest -->\nb\n", encoding="utf-8")
    for _ in range(2):
        assert main(["backtest", "--into", str(page), "--store", str(store)]) == 0
        told = page.read_text(encoding="utf-8")
        assert told.startswith("a\n<!-- backtest -->\n| history |")
        assert told.endswith(" |\n<!-- /backtest -->\nb\n")
        assert "old" not in told
