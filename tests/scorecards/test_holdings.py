"""What the warehouse holds, counted, and the checks that fail in the shipped facts."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from scorecards import failed_checks, holdings
from scorecards.failed_checks import LaterLower, PartsNotTotal, SubsetAbove
from scorecards.read import Clock, Facts, facts
from warehouse.serving import serving

MICRO = 1_000_000


@pytest.fixture(scope="module")
def known(store: Path) -> Facts:
    """Everything known today."""
    return facts(serving(store), None, Clock())


def test_every_indicator_is_counted(known: Facts) -> None:
    """One row each in the registry's order; sums are all targets and actuals."""
    held = holdings.held(known)
    assert list(held["indicator"]) == list(known.registry.indicators)
    assert int(held["targets"].sum()) == len(known.targets)
    assert int(held["actuals"].sum()) == len(known.observations)
    nothing = held[held["indicator"] == "streaming_rate"].iloc[0]
    assert (nothing["actuals"], nothing["both"]) == (0, 0)
    assert pd.isna(nothing["actual_first"])


def test_doubts_are_counted_from_the_rows(known: Facts) -> None:
    """The counts are those of the tables, not written down."""
    counts = holdings.uncertain(known)
    assert counts["undocumented"] == int(known.targets["document_id"].isna().sum())
    assert counts["estimates"] == int((known.observations["state"] == "estimate").sum())
    assert counts["undocumented"] > 100


def test_documents_of_an_earlier_day(store: Path) -> None:
    """Only documents whose targets are known by the day are listed, each with their number."""
    reads = serving(store)
    early = facts(reads, None, Clock(as_of=date(2022, 3, 31))).targets
    found = holdings.documents(reads.documents(), early)
    assert "72/KH-UBND" in set(found["number"])
    assert "177/KH-UBND" not in set(found["number"])
    assert int(found["targets"].sum()) == int(early["document_id"].notna().sum())


def test_sites_add_up(known: Facts, store: Path) -> None:
    """Every figure read on a web page counts at its site once."""
    sources = serving(store).target_sources(list(known.targets["target_id"]))
    sites = holdings.sites(sources, known.observations)
    pages = known.observations["source"].str.startswith("http").sum()
    assert int(sites["actuals"].sum()) == int(pages)
    assert not sites["site"].str.startswith("www.").any()


def test_disputes_show_both_figures(known: Facts) -> None:
    """Hà Nội 2020: 218.848 in force against 215.000."""
    found = holdings.disputes(known, 2026)
    row = found[(found["place"] == "ha-noi") & (found["year"] == 2020)].iloc[0]
    assert (row["value_chosen"] // MICRO, row["value"] // MICRO) == (218848, 215000)


def test_every_reason_to_set_aside_has_a_code(store: Path) -> None:
    """A reason without words would be printed in English."""
    assert {w for w in serving(store).set_aside()["why"] if holdings.set_aside_code(w) is None} == set()


def test_the_shipped_facts_fail_two_checks(known: Facts, store: Path) -> None:
    """Đà Nẵng's parts and Vĩnh Phúc's streaming of 40 % by 2030 below 42 % by 2025."""
    sources = serving(store).target_sources(list(known.targets["target_id"]))
    targets = holdings.with_source(known.targets, sources)
    found = failed_checks.failed_checks(targets, known.observations, known.registry, known.rules)
    parts = [f for f in found if isinstance(f, PartsNotTotal)]
    later = [f for f in found if isinstance(f, LaterLower)]
    assert [f.total["place"] for f in parts] == ["da-nang"]
    assert [(f.earlier["value"] // MICRO, f.later["value"] // MICRO) for f in later] == [(42, 40)]
    assert len(found) == 2


def test_a_rate_above_the_one_around_it_is_found(known: Facts) -> None:
    """The certified rate lies within the trained one of the same page; both records are given."""
    columns = {"place": "x", "breakdown": "total", "coverage": None, "period": "2024", "state": "final",
               "unit": "percent", "source": "s", "as_of": None, "qualifier": "exact"}  # fmt: skip
    rows = pd.DataFrame(
        [
            {**columns, "indicator": i, "value": v * MICRO, "value_high": v * MICRO}
            for i, v in (("trained_labour_rate", 50), ("certified_labour_rate", 51))
        ]
    )
    targets = known.targets.head(0).assign(source=pd.Series(dtype="str"))
    (found,) = failed_checks.failed_checks(targets, rows, known.registry, known.rules)
    assert isinstance(found, SubsetAbove)
    assert (found.inner["value"] // MICRO, found.outer["value"] // MICRO) == (51, 50)
