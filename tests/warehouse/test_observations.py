"""Facts among the observations: added, changed, removed, added again; and what people add beside them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.rows import NOW, observations
from warehouse.errors import UnknownRow
from warehouse.serving import Serving
from warehouse.writer import Changes, writer

Sync = Callable[..., Changes]
CORRECTED = {"low": Decimal("245320"), "printed": "245.320"}
LATER = NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("before", "after", "changes", "known"),
    [
        ([], [], (0, 0, 0), 0),
        ([], [{}], (1, 0, 0), 1),
        ([{}], [{}], (0, 0, 0), 1),
        ([{}], [{}, {}], (0, 0, 0), 1),  # the same row twice in data/ is one fact
        ([{}], [{"source_file": "actuals/other.csv", "source_row": 9}], (0, 0, 0), 1),  # only moved
        ([{}], [CORRECTED], (0, 1, 0), 1),
        ([{}], [{"note": "đã đối chiếu"}], (0, 1, 0), 1),
        ([{}], [], (0, 0, 1), 0),
        ([{}], [{"source": "https://bao.example.vn/2"}], (1, 0, 1), 1),  # another source is another fact
        ([{}], [{"coverage": "non_agricultural"}], (1, 0, 1), 1),
        ([{}], [{"state": None}], (1, 0, 1), 1),
        ([{"state": None, "coverage": None}], [{"state": None, **CORRECTED}], (0, 1, 0), 1),
        ([{}, {"low": Decimal(1)}], [CORRECTED, {"low": Decimal(2)}], (0, 2, 0), 2),
        ([{}, {"low": Decimal(1)}], [CORRECTED], (0, 1, 1), 1),
        ([{}], [CORRECTED, {"low": Decimal(2)}], (1, 1, 0), 2),
        ([{"note": None, "quotation": "x"}], [{"note": "x", "quotation": None}], (0, 1, 0), 1),
    ],
)
def test_sync_counts(
    sync: Sync,
    serving: Serving,
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    changes: tuple[int, int, int],
    known: int,
) -> None:
    """A sync adds, supersedes and withdraws exactly what differs, and the known rows are those of data/."""
    sync(*before)
    assert sync(*after, now=LATER) == changes
    assert sync(*after, now=LATER) == (0, 0, 0)
    assert len(serving.known_observations()) == known


def test_equal_sync_leaves_version(sync: Sync, serving: Serving) -> None:
    """A sync that finds nothing to do does not move the data version."""
    sync({})
    first = serving.version
    sync({})
    assert (first, serving.version) == (1, 1)


def test_changed_fact_keeps_its_history(sync: Sync, serving: Serving) -> None:
    """A changed fact shows its new value, and its history both values with who and why."""
    sync({})
    old = serving.known_observations().iloc[0]
    sync(CORRECTED, now=LATER)
    new = serving.known_observations().iloc[0]
    history = serving.history_of_observation(new["observation_id"])
    assert (new["value"], new["supersedes"]) == (245_320_000_000, old["observation_id"])
    assert history["value"].tolist() == [245_316_000_000, 245_320_000_000]
    assert history["recorded_by"].tolist() == ["etl", "etl"]
    assert history["reason"].tolist()[1] == "changed in data"


def test_removed_fact_is_a_withdrawal(sync: Sync, serving: Serving) -> None:
    """A removed fact is gone from now on, still there the day before, and its history says why."""
    sync({})
    removed = serving.known_observations()["observation_id"].iloc[0]
    sync(now=LATER)
    history = serving.history_of_observation(removed)
    assert history["withdrawal"].tolist() == [False, True]
    assert history["reason"].tolist()[1] == "removed from data"
    assert len(serving.known_observations(as_of=LATER.date() - timedelta(days=1))) == 1
    assert serving.known_observations(as_of=LATER.date()).empty


def test_readded_fact_has_new_identifier(sync: Sync, serving: Serving) -> None:
    """A fact that returns after its removal is known again, under another identifier."""
    sync({})
    first = serving.known_observations()["observation_id"].iloc[0]
    sync()
    assert sync({}) == (1, 0, 0)
    assert serving.known_observations()["observation_id"].tolist() != [first]
    assert len(serving.known_observations()) == 1


def test_second_change_hides_first_version(sync: Sync, serving: Serving) -> None:
    """Where the middle version is known later than its correction, the first is still hidden by the last."""
    sync({})
    sync(CORRECTED | {"known_from": date(2024, 1, 1)})
    sync(CORRECTED | {"low": Decimal(245_330)})
    known = serving.known_observations(as_of=date(2023, 1, 1))
    assert known["value"].tolist() == [245_330_000_000]


def test_hand_made_observation_survives_sync(sync: Sync, store: Path, serving: Serving) -> None:
    """A second observation made by hand stays through a rebuild, and no earlier view shows it."""
    sync({})
    with writer(store, "chị Lan") as work:
        [made] = work.add_observations(
            observations({"low": Decimal("246000"), "known_from": date(2023, 2, 1)}), "hand", NOW
        )
    sync({"low": Decimal("245320")}, now=LATER)
    before = serving.known_observations(as_of=date(2023, 1, 31))
    after = serving.known_observations(as_of=date(2023, 2, 1))
    assert made not in set(before["observation_id"])
    assert set(after["observation_id"]) > {made}
    assert after.set_index("observation_id").loc[made, "recorded_by"] == "chị Lan"


@pytest.mark.parametrize(
    ("change", "known_from"),
    [
        ({"known_from": date(2023, 2, 1)}, date(2023, 2, 1)),
        ({"known_from": None}, date(2022, 11, 30)),
        ({"known_from": None, "as_of": None}, NOW.date()),
    ],
)
def test_added_row_is_known_from(store: Path, serving: Serving, change: dict[str, Any], known_from: date) -> None:
    """An added row is known from the day given, else its as-of day, else the day it was recorded."""
    with writer(store, "chị Lan") as work:
        work.add_observations(observations(change), "hand", NOW)
    assert serving.known_observations()["known_from"].dt.date.tolist() == [known_from]


def test_equal_rows_added_twice_are_two(store: Path, serving: Serving) -> None:
    """Two equal rows added by hand keep two identifiers, in one call as in two."""
    with writer(store, "chị Lan") as work:
        added = work.add_observations(observations({}, {}), "hand", NOW)
        added += work.add_observations(observations({}), "hand", NOW)
    assert len(set(added)) == 3
    assert set(serving.known_observations()["observation_id"]) == set(added)


def test_correction_by_hand_hides_the_fact(sync: Sync, store: Path, serving: Serving) -> None:
    """A hand-made correction hides the fact once known, and the sync leaves both alone."""
    sync({})
    fact = serving.known_observations()["observation_id"].iloc[0]
    change = {"low": Decimal(246_000), "known_from": date(2023, 2, 1), "supersedes": fact, "reason": "gõ nhầm"}
    with writer(store, "chị Lan") as work:
        work.add_observations(observations(change), "hand", NOW)
    assert sync({}) == (0, 0, 0)
    assert serving.known_observations()["value"].tolist() == [246_000_000_000]
    assert serving.known_observations(as_of=date(2023, 1, 31))["value"].tolist() == [245_316_000_000]


def test_withdrawal_by_hand_survives_sync(sync: Sync, store: Path, serving: Serving) -> None:
    """A fact withdrawn by a person stays withdrawn when data/ still holds it."""
    sync({})
    fact = serving.known_observations()["observation_id"].iloc[0]
    with writer(store, "chị Lan") as work:
        work.withdraw_observation(fact, "trùng số liệu")
    assert sync({}) == (0, 0, 0)
    assert serving.known_observations().empty
    assert serving.history_of_observation(fact)["reason"].tolist()[1] == "trùng số liệu"


def test_unknown_row_is_refused(sync: Sync, store: Path, serving: Serving) -> None:
    """A correction or withdrawal of a row that does not exist changes nothing."""
    sync({})
    with pytest.raises(UnknownRow, match="nowhere"), writer(store, "chị Lan") as work:
        work.add_observations(observations({"supersedes": "nowhere"}), "hand", NOW)
    with pytest.raises(UnknownRow, match="nowhere"), writer(store, "chị Lan") as work:
        work.withdraw_observation("nowhere", "?")
    assert serving.version == 1


def test_undated_observation_is_in_undated_view_only(sync: Sync, serving: Serving) -> None:
    """An observation known from no date is shown without a clock and in no as-of view, and hides likewise."""
    sync({})
    sync({"known_from": None, "note": "chưa rõ ngày"})
    assert serving.known_observations()["note"].tolist() == ["chưa rõ ngày"]
    assert serving.known_observations(as_of=date(2030, 1, 1))["note"].isna().tolist() == [True]


def test_recorded_until_shows_what_stood(sync: Sync, serving: Serving) -> None:
    """A view of what was recorded by a moment shows the version of that moment."""
    sync({})
    sync(CORRECTED, now=LATER)
    moments = [NOW - timedelta(seconds=1), NOW, LATER - timedelta(seconds=1), LATER]
    values = [serving.known_observations(recorded_until=moment)["value"].tolist() for moment in moments]
    assert values == [[], [245_316_000_000], [245_316_000_000], [245_320_000_000]]


@pytest.mark.parametrize(
    ("printed", "micros"),
    [
        ("72.23", 72_230_000), ("245316", 245_316_000_000), ("0.1", 100_000), ("0.000001", 1), ("0", 0),
        ("-0.3", -300_000), ("999999999999.999999", 999_999_999_999_999_999),
    ],
)  # fmt: skip
def test_micros_are_exact(sync: Sync, serving: Serving, printed: str, micros: int) -> None:
    """A printed value comes back as its exact number of millionths, the high end equal where there is none."""
    sync({"low": Decimal(printed)})
    known = serving.known_observations()
    assert known[["value", "value_high"]].dtypes.astype(str).tolist() == ["int64", "int64"]
    assert known[["value", "value_high"]].iloc[0].tolist() == [micros, micros]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 1), ({"places": []}, 0), ({"places": ["ha-noi", "hue"]}, 1), ({"places": ["hue"]}, 0),
        ({"indicators": ["enrolment"]}, 1), ({"indicators": ["graduates"]}, 0),
        ({"first_year": 2022}, 1), ({"first_year": 2023}, 0), ({"last_year": 2022}, 1), ({"last_year": 2021}, 0),
        ({"first_year": 2022, "last_year": 2022}, 1),
        ({"as_of": date(2022, 11, 29)}, 0), ({"as_of": date(2022, 11, 30)}, 1),
    ],
)  # fmt: skip
def test_filters(sync: Sync, serving: Serving, filters: dict[str, Any], found: int) -> None:
    """Places, indicators, years that overlap the period and the clock each narrow the rows, now and as recorded."""
    sync({})
    assert len(serving.known_observations(**filters)) == found
    assert len(serving.known_observations(**filters, recorded_until=LATER)) == found


def test_missing_text_and_dates_are_missing(sync: Sync, serving: Serving) -> None:
    """What is missing comes back as missing in every type, never as a text."""
    sync({"note": None, "as_of": None, "source_rank": None})
    row = serving.known_observations()[["coverage", "note", "as_of", "source_rank"]]
    assert row.isna().all(axis=None)


def test_column_outside_the_contract_is_refused(store: Path) -> None:
    """A table with a strange or an absent column is refused with its name."""
    strange = observations({}).rename_columns({"low": "lowest"})
    with pytest.raises(ValueError, match=r"lowest.*low"), writer(store, "etl") as work:
        work.sync_observations(strange, NOW)
