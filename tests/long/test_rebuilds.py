"""Many rows: a second build of the same facts changes nothing, and one changed row is one changed row."""

from datetime import datetime
from pathlib import Path

import pytest

from etl.build import build
from tests.bench import synthetic
from tests.long.states import replace_in
from warehouse.serving import Serving
from warehouse.writer import VIETNAM, Changes

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "rows", [20_000, pytest.param(1_000_000, marks=[pytest.mark.long])], ids=lambda rows: f"{rows} rows"
)
def test_building_many_rows_again_changes_nothing(rows: int, tmp_path: Path) -> None:
    """All rows are added once; again, none; one figure corrected, one superseded and the version moved by one."""
    data, file = synthetic.data_folder(tmp_path, rows)
    store = tmp_path / "store"
    first = build(data, store, now=lambda: NOW)
    assert first.errors == []
    assert first.observations.added >= rows
    again = build(data, store, now=lambda: NOW)
    assert (again.changed, again.changes) == (False, Changes(0, 0, 0))
    assert Serving(store).version == 1
    line = next(line for line in file.read_text("utf-8").splitlines() if ",cao_dang,2019," in line)
    value = line.split(",")[4]
    replace_in(file, line, line.replace(f",{value},", f",{int(value) + 1},"))
    corrected = build(data, store, now=lambda: NOW)
    assert corrected.changes == Changes(0, 1, 0)
    assert Serving(store).version == 2
