"""Builds: what they add, what they leave, what they refuse."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from etl.__main__ import main
from etl.build import BuildReport, build
from etl.changes import changes_since
from warehouse.contracts import OBSERVATION
from warehouse.serving import Serving
from warehouse.writer import VIETNAM, Changes, writer

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
LATER = NOW + timedelta(days=1)
HANOI_2022 = "targets/ha-noi-72-kh-ubnd-2022.csv"
HANOI = "actuals/local/ha-noi.csv"
NOTHING = Changes(0, 0, 0)

Put = Callable[[str, str], Path]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store folder."""
    return tmp_path / "store"


def built(data: Path, store: Path, now: datetime = NOW) -> BuildReport:
    """One build at a fixed moment."""
    return build(data, store, now=lambda: now)


def edit(path: Path, old: str, new: str) -> None:
    """Change a text that stands in a file exactly once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_the_shipped_data_load_whole(data: Path, store: Path) -> None:
    """All figures are loaded without an error; the same target from several pages is one with several sources."""
    report = built(data, store)
    assert (report.loaded, report.errors) == (True, [])
    assert report.observations == Changes(144 + 576, 0, 0)
    assert report.targets == Changes(183, 0, 0)
    assert len(Serving(store).target_sources()) == 185


def test_building_twice_changes_nothing(data: Path, store: Path) -> None:
    """A second build of the same files adds nothing and moves no version."""
    built(data, store)
    version = Serving(store).version
    report = built(data, store, LATER)
    assert (report.changed, report.changes, report.reference) == (False, NOTHING, ())
    assert Serving(store).version == version


def test_moving_rows_about_changes_nothing(data: Path, store: Path) -> None:
    """A row is known by what it says, not by its line."""
    built(data, store)
    path = data / HANOI
    header, *rows = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([header, *reversed(rows)]), "utf-8")
    assert built(data, store, LATER).changes == NOTHING


def test_a_changed_row_takes_the_place_of_the_old_one(data: Path, store: Path) -> None:
    """The old figure stays in the history, the new one says which it replaced."""
    built(data, store)
    edit(data / HANOI, "2022,72.23,,2,", "2022,72.24,,2,")
    report = built(data, store, LATER)
    assert (report.observations, report.targets) == (Changes(0, 1, 0), NOTHING)
    (change,) = changes_since(store, LATER)
    assert (change.sign, change.earlier, change.value) == ("~", Decimal("72.23"), Decimal("72.24"))


def test_a_removed_row_is_withdrawn(data: Path, store: Path) -> None:
    """A row that is gone from its file is gone from today's view and still there in yesterday's."""
    built(data, store)
    path = data / HANOI_2022
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if ",cao_dang," not in line), "utf-8")
    assert built(data, store, LATER).targets == Changes(0, 0, 1)
    (change,) = changes_since(store, LATER)
    assert (change.sign, change.breakdown, change.value) == ("-", "cao_dang", Decimal(25000))
    assert len(Serving(store).known_targets(recorded_until=NOW)) == 183


def test_an_error_leaves_everything_as_it_was(data: Path, put: Put, store: Path) -> None:
    """One wrong row keeps the whole build from loading, right rows and reference tables included."""
    built(data, store)
    before = Serving(store).counts()
    put("actual-words.csv", "actuals/local/x.csv")
    edit(data / "documents/documents.csv", "Chương trình số 25,", "Chương trình số 26,")
    report = built(data, store, LATER)
    assert (report.loaded, report.changed) == (False, False)
    assert Serving(store).counts() == before
    assert "Chương trình số 25" in set(Serving(store).documents()["title"])


def test_an_error_in_the_first_build_makes_no_warehouse(data: Path, put: Put, store: Path) -> None:
    """A store is not even begun with wrong files."""
    put("actual-words.csv", "actuals/local/x.csv")
    assert not built(data, store).loaded
    assert not store.exists()


def test_figures_added_by_hand_survive_a_build(data: Path, store: Path) -> None:
    """A build withdraws and supersedes facts of data/ only."""
    built(data, store)
    with writer(store, "planner") as work:
        work.add_observations(hand_made(), "hand", NOW)
    assert built(data, store, LATER).changes == NOTHING
    known = Serving(store).known_observations(places=["ha-noi"], first_year=2023, last_year=2023)
    assert known.loc[known["origin"] == "hand", "value"].tolist() == [250_000_000_000]


def hand_made() -> pa.Table:
    """Hà Nội's enrolment of 2023 as somebody typed it."""
    day = datetime(2023, 12, 31, tzinfo=VIETNAM).date()
    row = {
        "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "period": "2023",
        "period_start": day.replace(month=1, day=1), "period_end": day, "cumulation": "whole_year",
        "low": Decimal(250000), "decimals": 0, "qualifier": "exact", "unit": "turns", "state": "final",
        "known_from": day,
    }  # fmt: skip
    return pa.Table.from_pylist([row], schema=pa.schema([f for f in OBSERVATION if f.name in row]))


def test_the_command_says_what_it_did(data: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Build, build again, build after a change: added, unchanged, and the changed line with both values."""
    arguments = ["build", "--data", str(data), "--store", str(store)]
    assert main(arguments) == 0
    assert "thêm 903" in capsys.readouterr().out
    assert main(arguments) == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out
    edit(data / HANOI, "2022,72.23,,2,", "2022,72.24,,2,")
    assert main(arguments) == 0
    assert "72,23% → 72,24%" in capsys.readouterr().out


def test_the_command_lists_every_error_and_fails(
    data: Path, put: Put, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 with each error on a line of its own, by file and row, even when quiet."""
    put("actual-words.csv", "actuals/local/x.csv")
    assert main(["build", "--data", str(data), "--store", str(store), "--quiet"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "actuals/local/x.csv, dòng 3: Không nhận ra địa phương (place: ha-nooi) → ha-noi" in said.err
    assert len([line for line in said.err.splitlines() if line.startswith("Lỗi:")]) == 9


@pytest.mark.parametrize(("wrong", "code"), [(False, 0), (True, 1)])
def test_checking_alone_touches_no_store(data: Path, put: Put, wrong: bool, code: int) -> None:
    """check-data exits 0 or 1 like a build and loads nothing."""
    if wrong:
        put("actual-words.csv", "actuals/local/x.csv")
    assert main(["check-data", "--data", str(data), "--quiet"]) == code
