"""The documentation against the program: every worked example recomputed, every command and word there."""

import argparse
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from etl.__main__ import _parser as etl_parser
from metrics import growth, roll_up, verdict
from metrics.figures import UNBOUNDED, micros, stands_for
from metrics.registry import MICRO, rules
from metrics.vocabulary import OPERATORS, QUALIFIERS, REASONS, STATUSES
from scorecards.__main__ import _parser as scorecards_parser
from warehouse.__main__ import parser as warehouse_parser

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
METHODS = (DOCS / "methods.md").read_text(encoding="utf-8")
EXAMPLES = [tomllib.loads(text) for text in re.findall(r"```toml example\n(.*?)```", METHODS, re.DOTALL)]
RULES = rules(ROOT / "data" / "registry" / "rules.toml")


def decimals(text: str) -> int:
    """How many decimals a figure is printed with."""
    return len(text.partition(".")[2])


def judged(example: dict[str, Any]) -> dict[str, Any]:
    """The verdict of one example: `covers` whole or part, `over` whether its period has ended."""
    actual, target, kind = example["actual"], example["target"], example["kind"]
    whole = example.get("covers", "whole") == "whole"
    baseline = example.get("baseline")
    row = {
        "operator": example["operator"], "kind": "year",
        "target_value": micros(target), "target_value_high": micros(example.get("target_high", target)),
        "target_decimals": decimals(target),
        "baseline_value": np.nan if baseline is None else float(micros(baseline)),
        "years_from_baseline": example.get("years", 1), "target_tied": False,
        "indicator_kind": kind, "direction": example.get("direction", "up"), "has_actual": True, "has_estimate": False,
        "actual_value": micros(actual), "actual_value_high": micros(actual), "actual_decimals": decimals(actual),
        "qualifier": example.get("qualifier", "exact"), "whole": whole, "to_date": True, "actual_tied": False,
        "some_years_missing": example.get("missing_years", False), "due": True, "over": example.get("over", True),
        "place_ended": False,
    }  # fmt: skip
    found = verdict.verdicts(pd.DataFrame([row]), RULES).iloc[0].to_dict()
    amounts = {name: found[name] / MICRO for name in ("variance", "shortfall")}
    return found | amounts


def grown(example: dict[str, Any]) -> pd.DataFrame:
    """A figure beside that of the year before."""
    unit = example.get("unit", "persons")
    row = {
        "actual_value": micros(example["actual"]), "previous_value": micros(example["previous"]),
        "has_actual": True, "has_previous": True, "actual_unit": unit,
        "previous_unit": example.get("previous_unit", unit), "qualifier": "exact", "previous_qualifier": "exact",
        "previous_conflict": False, "breaks": False, "indicator_kind": example.get("kind", "rate"),
    }  # fmt: skip
    return pd.DataFrame([row])


def changed(example: dict[str, Any]) -> dict[str, Any]:
    """The change from the year before, or why none."""
    found = growth.growth(grown(example))
    return {"change": found.change[0], "reason": found.reason[0]}


def rise(example: dict[str, Any]) -> dict[str, Any]:
    """The share of the required rise."""
    rows = grown(example).assign(change_reason=pd.Series([None], dtype=object))
    return {"share": growth.required_rise_share(rows, np.array([micros(example["target"])]))[0]}


def interval(example: dict[str, Any]) -> dict[str, Any]:
    """What a printed figure may stand for."""
    value, places = np.array([micros(example["actual"])]), np.array([decimals(example["actual"])])
    word, never = np.array([example.get("qualifier", "exact")], dtype=object), np.array([False])
    found = stands_for(value, value, word, places < example["target_decimals"], places, never, RULES)
    assert found.high[0] != UNBOUNDED
    return {"low": found.low[0] / MICRO, "high": found.high[0] / MICRO}


def rolled(example: dict[str, Any]) -> dict[str, Any]:
    """Rates weighted by their denominators."""
    pairs = zip(example["rates"], example["weights"], strict=True)
    parts = [roll_up.Part(str(n), Decimal(r), "percent", Decimal(w), 2022) for n, (r, w) in enumerate(pairs)]
    return {"value": roll_up.rolled_up(parts, "weighted", 2022, RULES.weights_max_age_years).value}


COMPUTED = {
    "verdict": judged,
    "change": changed,
    "required_rise_share": rise,
    "interval": interval,
    "roll_up": rolled,
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['formula']}-{e.get('actual', '')}")
def test_every_example_comes_out_as_told(example: dict[str, Any]) -> None:
    """The program answers what the page of methods says; a verdict without a reason has none."""
    found, expected = COMPUTED[example["formula"]](example), dict(example["expect"])
    if example["formula"] in ("verdict", "change"):
        assert (found["reason"] if isinstance(found["reason"], str) else None) == expected.pop("reason", None)
    for name, value in expected.items():
        if value == "none":
            assert np.isnan(found[name])
        elif name == "status":
            assert found[name] == value
        else:
            assert float(found[name]) == pytest.approx(float(value), abs=1e-9)


def test_every_formula_and_operator_is_worked_out() -> None:
    """No formula of the page and no word of a target is without an example."""
    assert {example["formula"] for example in EXAMPLES} == set(COMPUTED)
    assert {example["operator"] for example in EXAMPLES if "operator" in example} == set(OPERATORS)


@pytest.mark.parametrize("word", [*STATUSES, *REASONS, *OPERATORS, *QUALIFIERS])
def test_every_word_of_a_verdict_is_explained(word: str) -> None:
    """Each code of the closed lists stands in the page of methods."""
    assert f"`{word}`" in METHODS


def test_every_command_of_the_readme_is_a_verb() -> None:
    """A `make` verb that the README or a guide names exists in the Makefile."""
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {verb for page in PAGES for verb in re.findall(r"`make ([a-z]+)`", page.read_text(encoding="utf-8"))}
    assert {"run", "test"} <= named <= verbs


def options(parser: argparse.ArgumentParser, prefix: str = "") -> set[str]:
    """Every option of a command line and of its verbs, and the verbs themselves."""
    found: set[str] = set()
    for action in parser._actions:
        found |= {text for text in action.option_strings if text.startswith("--") and text != "--help"}
        if isinstance(action, argparse._SubParsersAction):
            for verb, one in action.choices.items():
                found |= {verb} | options(one)
    return found


@pytest.mark.parametrize("parser", [etl_parser(), scorecards_parser(), warehouse_parser()], ids=lambda p: p.prog)
def test_every_option_is_documented(parser: argparse.ArgumentParser) -> None:
    """The operator's page names every verb and option of the command lines."""
    page = (DOCS / "operating.md").read_text(encoding="utf-8")
    assert {option for option in options(parser) if f"`{option}" not in page and f" {option}" not in page} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page exists."""
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if "://" not in t and not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_that_pages_name_exist(page: Path) -> None:
    """A path of the project in backquotes is a path of the project."""
    rooms = "data|docs|etl|metrics|warehouse|scorecards|charts|wording|pages|web|tests"
    named = re.findall(rf"`((?:{rooms})/[\w./-]+)`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_architecture_is_one_sitting() -> None:
    """A newcomer reads it whole: under 200 lines."""
    assert len((DOCS / "architecture.md").read_text(encoding="utf-8").splitlines()) < 200
