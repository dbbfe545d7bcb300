"""A restore brings back what every figure came to."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd

from scorecards.read import Clock, facts
from scorecards.table import scorecard_of
from tests.warehouse.rows import NOW, observations
from warehouse.backup import backup, restore
from warehouse.serving import Serving
from warehouse.writer import writer

YEARS = (2021, 2022)
CLOCK = Clock(today=date(2026, 3, 2))


def test_scorecards_before_and_after(store: Path, tmp_path: Path) -> None:
    """Copy, load a wrong figure, restore: the scorecards of all places are what they were, and were not between."""
    own = tmp_path / "store"
    shutil.copytree(store, own)
    serving = Serving(own)
    before = scorecard_of(facts(serving, None, CLOCK), YEARS, CLOCK)
    made = backup(own)
    with writer(own, "lan") as work:
        upload = work.add_upload("sai.csv", "ab" * 32, 10, 1, NOW)
        wrong = {"low": Decimal(1), "upload_id": upload, "period": "2022", "period_end": date(2022, 12, 31)}
        work.add_observations(observations(wrong | {"known_from": date(2026, 3, 1)}), "upload", NOW)
        work.add_upload_event(upload, "loaded", NOW)
    between = scorecard_of(facts(serving, None, CLOCK), YEARS, CLOCK)
    assert not between.equals(before)
    restore(own, made.path)
    pd.testing.assert_frame_equal(scorecard_of(facts(serving, None, CLOCK), YEARS, CLOCK), before)
