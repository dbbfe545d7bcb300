"""Screens and commands where little or nothing is recorded yet: before the first build, and at a round from then."""

from pathlib import Path
from typing import Any

import pytest

from scorecards import rounds
from scorecards.__main__ import main
from tests.conftest import built
from tests.pages.framed import opened
from warehouse.writer import writer
from web.screens import SCREENS

SERIES = ["--place", "ha-noi", "--indicator", "enrolment"]
VERBS = [["table", "--place", "ha-noi", "--year", "2022"], ["path", *SERIES], ["pace", *SERIES], ["why", *SERIES]]


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store frozen before anything was recorded, then built; and that round."""
    folder = tmp_path_factory.mktemp("early")
    with writer(folder, "lan"):
        pass
    code = rounds.freeze(folder, "Trước khi nạp", "lan")
    return built(folder), code


@pytest.mark.parametrize("screen", [screen.stem for screen in SCREENS])
def test_a_round_from_before_the_first_figure(
    screen: str, early: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every screen opens at a round that knows no figure and no target."""
    store, code = early
    monkeypatch.setenv("TVET_STORE", str(store))
    app = opened(screen, place="ha-noi", year="2022", round=code)
    assert [error.value for error in app.error] == []
    assert not app.exception


@pytest.mark.parametrize("screen", [screen.stem for screen in SCREENS])
def test_a_store_before_its_first_build(screen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every screen says what to do; none fails."""
    with writer(tmp_path, "lan"):
        pass
    monkeypatch.setenv("TVET_STORE", str(tmp_path))
    app = opened(screen)
    assert [error.value for error in app.error] == []
    assert not app.exception
    assert any("python -m etl build" in e.proto.body for e in app.get("html"))


@pytest.mark.parametrize("verb", [*VERBS, ["backtest"], ["rounds", "compare", "Trước khi nạp"]])
def test_commands(verb: list[str], early: tuple[Path, str], tmp_path: Path, capsys: Any) -> None:
    """At the early round every verb answers; before the first build each says so and ends with 2."""
    store, code = early
    pinned = ["--round", code] if verb in VERBS else []
    assert main([*verb, *pinned, "--store", str(store)]) == 0
    with writer(tmp_path, "lan"):
        pass
    if verb[0] != "rounds":
        assert main([*verb, "--store", str(tmp_path)]) == 2
        assert "python -m etl build" in capsys.readouterr().err
