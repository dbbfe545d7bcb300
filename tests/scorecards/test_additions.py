"""What people add stands beside the shipped facts and survives every build."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from etl.build import build
from scorecards.__main__ import main
from scorecards.read import REGISTRY
from warehouse.contracts import OBSERVATION, with_added
from warehouse.writer import now_in_vietnam, writer

DATA = REGISTRY.parent


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """A store of this test's own with the shipped data."""
    shutil.copytree(store, tmp_path / "store")
    return tmp_path / "store"


def second_observation(value: str) -> pa.Table:
    """Hà Nội's enrolment of the whole of 2022, as an office might add it in February 2023."""
    row = {
        "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "coverage": None, "period": "2022",
        "period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31), "cumulation": "whole_year",
        "low": Decimal(value), "high": None, "printed": value, "decimals": 0, "qualifier": "exact",
        "unit": "turns", "state": "final", "as_of": date(2023, 2, 1), "as_of_printed": "2023-02-01",
        "known_from": date(2023, 2, 1),
        "source": "Báo cáo của Sở", "source_rank": 1, "source_file": None, "source_row": None,
        "quotation": None, "note": None,
    }  # fmt: skip
    return pa.Table.from_pylist([row], schema=OBSERVATION)


def total(own: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    """Hà Nội's enrolment total against its plan of 2022."""
    assert main(["table", "--place", "ha-noi", "--year", "2022", "--format", "json", "--store", str(own), *more]) == 0
    rows = json.loads(capsys.readouterr().out)
    return next(r for r in rows if r["indicator"] == "enrolment" and r["target_period"] == "2022" and r["in_force"])


def test_a_second_observation_survives_a_rebuild_and_is_hidden_before_it_was_known(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The year's final figure replaces eleven months, also after a build; in January 2023 it was not known."""
    with writer(own, by="lan") as w:
        w.add_observations(second_observation("250000"), "hand", now_in_vietnam())
    build(DATA, own)

    now = total(own, capsys)
    before = total(own, capsys, "--as-of", "2023-01-31")

    assert (now["actual_value"], now["actual_period"], now["status"]) == (250000, "2022", "exceeded")
    assert [s["recorded_by"] for s in now["sources"] if s["of"] == "actual"] == ["lan"]
    assert (before["actual_value"], before["actual_period"]) == (245316, "2022-YTD11")


def test_a_withdrawn_observation_gives_way_to_the_one_before(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Removal is a withdrawal: the shipped figure is in force again, and nothing was lost."""
    with writer(own, by="lan") as w:
        added = w.add_observations(second_observation("250000"), "hand", now_in_vietnam())
    with writer(own, by="minh") as w:
        w.withdraw_observation(added[0], "nhập nhầm")
    assert total(own, capsys)["actual_value"] == 245316


def test_the_contract_of_additions_names_what_a_person_adds() -> None:
    """A hand-made row may say what it supersedes and why."""
    assert {"supersedes", "reason", "upload_id"} <= set(with_added(OBSERVATION).names)
