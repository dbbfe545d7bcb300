"""Uploads, rounds, builds and reference tables."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from tests.warehouse.rows import NOW, observations
from warehouse.errors import UnknownRow
from warehouse.serving import Serving
from warehouse.writer import Changes, writer


def hours(number: int) -> timedelta:
    """So many hours after the load."""
    return timedelta(hours=number)


def uploaded(store: Path, supersedes: str | None = None) -> str:
    """Load an upload of one row, which supersedes another where named; its identifier."""
    with writer(store, "chị Lan") as work:
        upload = work.add_upload("báo cáo.xlsx", "ab" * 32, 1234, 1, NOW, as_of=date(2023, 1, 15))
        row = {"low": Decimal(246_000), "upload_id": upload, "known_from": date(2023, 1, 15)}
        work.add_observations(observations(row | {"supersedes": supersedes}), "upload", NOW)
        work.add_upload_event(upload, "loaded", NOW)
    return upload


def happens(store: Path, upload: str, event: str, hour: int) -> None:
    """Note an event of an upload so many hours after its load."""
    with writer(store, "anh Nam") as work:
        work.add_upload_event(upload, event, NOW + hours(hour), "nhầm tệp")


def test_undone_upload_hides_its_rows_and_redo_shows(store: Path, serving: Serving) -> None:
    """An undone upload shows no row and no longer supersedes; redone, both are as before; recorded views agree."""
    with writer(store, "etl") as work:
        work.sync_observations(observations({}), NOW - hours(1))
    fact = serving.known_observations()["observation_id"].iloc[0]
    upload = uploaded(store, supersedes=fact)
    shown = [serving.known_observations()["value"].tolist()]
    for hour, event in enumerate(("undone", "redone"), start=1):
        happens(store, upload, event, hour)
        shown.append(serving.known_observations()["value"].tolist())
    assert shown == [[246_000_000_000], [245_316_000_000], [246_000_000_000]]
    then = [serving.known_observations(recorded_until=NOW + hours(hour))["value"].tolist() for hour in range(3)]
    assert then == shown
    assert serving.known_observations(as_of=date(2023, 1, 14))["value"].tolist() == [245_316_000_000]


def test_history_tells_what_is_undone(store: Path, serving: Serving) -> None:
    """The history of a figure keeps the row of an undone upload and marks it."""
    with writer(store, "etl") as work:
        work.sync_observations(observations({}), NOW)
    fact = serving.known_observations()["observation_id"].iloc[0]
    happens(store, uploaded(store, supersedes=fact), "undone", 1)
    assert serving.history_of_observation(fact)["undone"].tolist() == [False, True]


def test_sync_leaves_uploads_alone(store: Path, serving: Serving) -> None:
    """A sync with no facts withdraws no row of an upload."""
    uploaded(store)
    with writer(store, "etl") as work:
        assert work.sync_observations(observations(), NOW) == (0, 0, 0)
    assert len(serving.known_observations()) == 1


def test_event_of_no_upload_is_refused(store: Path) -> None:
    """An event of an upload that does not exist, or outside the closed list, is refused."""
    with pytest.raises(UnknownRow):
        happens(store, "nowhere", "undone", 1)
    with pytest.raises(ValueError, match="forgotten"):
        happens(store, "nowhere", "forgotten", 1)


def test_round_keeps_its_rules(store: Path, serving: Serving) -> None:
    """A frozen round is counted and moves the version."""
    with writer(store, "chị Lan") as work:
        work.add_round("6 tháng đầu năm 2026", NOW, "nearly = 0.95", as_of=date(2026, 6, 14))
    assert (serving.counts()["rounds"], serving.version) == (1, 1)


def build(store: Path, *, changing: bool) -> int:
    """Run a build that adds one fact, or finds it there already."""
    with writer(store, "etl") as work:
        changes = work.sync_observations(observations({}), NOW) if changing else Changes(0, 0, 0)
        return work.record_build(NOW, NOW + hours(1), "1.0", "cd" * 32, date(2022, 11, 30), changes)


def test_last_build_is_told_without_a_new_version(store: Path, serving: Serving) -> None:
    """Runs that change nothing leave one row, the last, and the version; the screens still see when it was."""
    assert build(store, changing=True) == 1
    first = serving.last_build()
    assert [build(store, changing=False), build(store, changing=False)] == [2, 2]
    last = serving.last_build()
    assert first is not None
    assert last is not None
    assert (first.added, first.changed, first.data_date) == (1, True, date(2022, 11, 30))
    assert (last.build_id, last.changed, last.finished_at) == (2, False, NOW + hours(1))
    assert serving.version == 1


def test_no_build_yet(store: Path, serving: Serving) -> None:
    """A warehouse that no build has filled tells none."""
    uploaded(store)
    assert serving.last_build() is None


@pytest.mark.parametrize(
    ("as_of", "told"),
    [(None, date(2022, 11, 30)), (date(2022, 11, 30), date(2022, 11, 30)), (date(2022, 11, 29), None)],
)
def test_data_date(store: Path, serving: Serving, as_of: date | None, told: date | None) -> None:
    """The data date is the latest day a known figure tells of, never one in the future; missing where none is."""
    future = date(2999, 1, 1)
    with writer(store, "etl") as work:
        work.sync_observations(observations({}, {"as_of": future, "known_from": future}), NOW)
    assert serving.data_date(as_of) == told


@pytest.mark.parametrize(
    ("years", "differs"), [([2015, 2016], False), ([2016, 2015], False), ([2015], True), ([2015, 2016, 2016], True)]
)
def test_reference_is_replaced_when_it_differs(store: Path, serving: Serving, years: list[int], differs: bool) -> None:
    """A reference table with the same rows in any order is no change; another content replaces it whole."""

    def labour(years: list[int]) -> pa.Table:
        row = {"place": "ha-noi", "thousand_persons": Decimal("3771.5"), "state": "final", "source": "GSO"}
        return pa.Table.from_pylist([row | {"year": year} for year in years])

    with writer(store, "etl") as work:
        work.replace_reference("labour_force", labour([2015, 2016]))
    with writer(store, "etl") as work:
        assert work.replace_reference("labour_force", labour(years)) is differs
    found = serving.labour_force()
    assert sorted(found["year"]) == sorted(years)
    assert set(found["thousand_persons"]) == {3_771_500_000}
    assert serving.version == 1 + differs


def test_keyed_reference_may_return_with_a_change(store: Path, serving: Serving) -> None:
    """A place whose row changes keeps its key."""

    def place(name: str) -> pa.Table:
        row = {"place": "hue", "level": "province", "name_vi": name, "valid_from": date(1989, 7, 1), "position": 1}
        return pa.Table.from_pylist([row])

    for name in ("Thừa Thiên Huế", "Huế"):
        with writer(store, "etl") as work:
            work.replace_reference("place", place(name))
    assert serving.places()["name_vi"].tolist() == ["Huế"]


def test_only_listed_tables_are_reference(store: Path) -> None:
    """A table outside the closed list cannot be replaced."""
    with pytest.raises(ValueError, match="observation"), writer(store, "etl") as work:
        work.replace_reference("observation", observations({}))


def compared(store: Path, *changes: dict[str, object]) -> tuple[list[int], dict[int, tuple[Decimal, bool]]]:
    """The positions that stand as they are; by position what would be replaced and whether its amount moves."""
    with writer(store, "test") as work:
        found = work.compare_observations(observations(*changes))
    rows = found.changed.to_pylist()
    return sorted(found.same.to_pylist()), {row["position"]: (row["low"], row["moved"]) for row in rows}


def test_figures_are_compared_with_what_stands_in_their_place(store: Path) -> None:
    """Same, changed in amount, changed beside it, and new: by place, series, coverage, period and state."""
    with writer(store, "etl") as work:
        work.sync_observations(observations({}, {"place": "hue"}, {"place": "ca-mau", "state": None}), NOW)
    same, changed = compared(
        store,
        {},
        {"place": "hue", "low": Decimal(1)},
        {"as_of": None, "known_from": None},
        {"coverage": "dua-vao"},
        {"state": "final"},
        {"place": "ca-mau", "state": None},
        {"period": "2022"},
    )
    assert (same, changed) == ([0, 5], {1: (Decimal(245_316), True), 2: (Decimal(245_316), False)})


def test_an_upload_stands_before_a_fact_and_the_later_before_the_earlier(store: Path) -> None:
    """Of several figures in one place one is replaced; undone uploads and withdrawn figures stand nowhere."""
    with writer(store, "etl") as work:
        work.sync_observations(observations({}), NOW + hours(9))
    first = uploaded(store)
    with writer(store, "Lan") as work:
        later = work.add_observations(observations({"low": Decimal(247_000)}), "hand", NOW + hours(1))
    asked = {"low": Decimal(1)}
    assert compared(store, asked) == ([], {0: (Decimal(247_000), True)})
    with writer(store, "Lan") as work:
        work.withdraw_observation(later[0], "nhầm")
    assert compared(store, asked) == ([], {0: (Decimal(246_000), True)})
    happens(store, first, "undone", 2)
    assert compared(store, asked) == ([], {0: (Decimal(245_316), True)})
