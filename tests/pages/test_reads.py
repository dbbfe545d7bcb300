"""What the screens read of one place is cut out of what is judged for all: no figure differs for that."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pages.ui import holding_reads, reads
from scorecards import read, table
from scorecards.trend import trend
from warehouse.serving import serving

STATISTICS = (("gso_certified_labour_rate", "total"),)


@pytest.fixture(autouse=True)
def shipped(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store with the shipped data."""
    monkeypatch.setenv("TVET_STORE", str(store))


def known(place: str, view: reads.View) -> read.Facts:
    """The facts of a place's lineage alone, cut at the view's part of the year where it is reported."""
    found = read.facts(serving(), read.places(serving()).lineage(place), view.clock)
    if view.period in read.periods_reported(found, view.year):
        return read.known_until(found, view.year, date(view.year, 9, 30))
    return found


@pytest.mark.parametrize("place", ["ha-noi", "vinh-phuc", "phu-tho-2025", "ho-chi-minh", "viet-nam", "ca-mau-2025"])
@pytest.mark.parametrize(
    "view",
    [
        reads.View(2022),
        reads.View(2022, "2022-YTD09"),
        reads.View(2022, "2022-Q1"),
        reads.View(2030),
        reads.View(2022, as_of=date(2022, 7, 1)),
    ],
    ids=str,
)
def test_a_place_reads_as_if_it_were_judged_alone(place: str, view: reads.View) -> None:
    """The same scorecard, of the year and of all years, and the same series, also at nine months or an earlier day."""
    facts = known(place, view)
    alone = table.scorecard_of(facts, [view.year], view.clock)
    card = reads.place_reading(place, view).card
    pd.testing.assert_frame_equal(card[alone.columns], alone, check_dtype=False)
    years = table.scorecard_of(facts, range(2008, view.clock.day.year + 1), view.clock)
    pd.testing.assert_frame_equal(reads.years(place, view, 2008), years, check_dtype=False)
    whole = read.facts(serving(), read.places(serving()).lineage(place), view.clock)
    series = trend(whole, STATISTICS, view.clock)
    pd.testing.assert_frame_equal(reads.series(place, STATISTICS, view), series, check_dtype=False)


def test_what_is_kept_of_a_store_is_not_given_for_another(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two stores at the same version in one process: each has its own counts, sums and tables."""

    def kept() -> list[object]:
        return [
            holding_reads.held_at(None), holding_reads.formulas(None, "vi"),
            holding_reads.preview("targets", None, "vi"),
        ]  # fmt: skip

    before, version = kept(), serving().version
    monkeypatch.setenv("TVET_STORE", str(shutil.copytree(store, tmp_path / "other")))
    assert serving().version == version
    assert [one is other for one, other in zip(before, kept(), strict=True)] == [False, False, False]
