"""The backtest report on the shipped figures."""

import json

import pytest

from scorecards.__main__ import main


def test_the_report_on_shipped_figures(store, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """All 64 series of the statistics office; the method drawn beats the last year again, its interval holds."""
    assert main(["backtest", "--format", "json", "--store", str(store)]) == 0
    rows = {(r["history"], r["method"], r["horizon"]): r for r in json.loads(capsys.readouterr().out)}
    for horizon in (1, 2, 3):
        theta, naive = rows["years", "theta", horizon], rows["years", "last_year", horizon]
        assert (theta["series"], theta["forecasts"]) == (64, 320 - 64 * horizon)
        assert theta["mean_error"] < naive["mean_error"]
        assert 0.75 <= theta["coverage"] <= 0.88
        assert naive["relative_error"] == 1


def test_the_report_as_a_table(store, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """As the documentation prints it."""
    assert main(["backtest", "--store", str(store)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("| history | kind | method |")
    assert {line.count("|") for line in lines} == {10}
