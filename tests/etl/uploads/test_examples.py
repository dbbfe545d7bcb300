"""Files with the answers expected, through the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main

FILES = Path(__file__).parent / "files"
CASES = json.loads((FILES / "expected.json").read_text("utf-8"))
USUAL = {"qualifier": "exact", "state": "final", "coverage": None, "value_high": None, "as_of": None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_every_example_gives_its_answer(case: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Observations, problems, encoding, shape and exit code are those of expected.json."""
    arguments = ["check", str(FILES / case["file"]), "--today", "2026-11-22", "--json", *case["args"]]
    code = main(arguments)
    told = json.loads(capsys.readouterr().out)
    assert code == (0 if case["ok"] else 1)
    assert told["ok"] is case["ok"]
    for key in ("encoding", "delimiter", "shape"):
        assert told[key] == case.get(key, told[key])
    assert sorted((p["row"], p["code"]) for p in told["problems"]) == sorted(
        (p["row"], p["code"]) for p in case["problems"]
    )
    expected = [USUAL | o for o in case["observations"]]
    found = [{key: o[key] for key in (USUAL | case["observations"][0])} for o in told["observations"]]
    assert sorted(found, key=str) == sorted(
        ({k: o[k] for k in f} for o, f in zip(expected, found, strict=True)), key=str
    )


def test_the_json_has_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON names what the contract names, problems on their cells."""
    main(["check", str(FILES / "bad-rows.csv"), "--today", "2026-11-22", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [
        "file",
        "sha256",
        "encoding",
        "delimiter",
        "shape",
        "sheet",
        "rows_read",
        "ok",
        "observations",
        "problems",
    ]
    assert told["rows_read"] == 10
    assert told["problems"][0] == {
        "row": 2,
        "column": "Giá trị",
        "cell": "F2",
        "code": "bad-number",
        "severity": "error",
        "text": "12k",
        "suggestion": None,
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "no-such-file.csv"], 2),
        (["load", "no-such-file.csv"], 2),
        (["check", str(FILES / "expected.json"), "--json"], 1),
    ],
)
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there ends with 2, one without a header with 1."""
    assert main(arguments) == code
    capsys.readouterr()


def test_wrong_usage_ends_with_2() -> None:
    """An option that does not exist ends with 2."""
    with pytest.raises(SystemExit) as stopped:
        main(["check", "a.csv", "--decimal", "dot"])
    assert stopped.value.code == 2
