"""A full disk and a closed folder: said in plain words, nothing damaged, nothing half, and all well afterwards."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from etl.uploads.ledger import LOADED, history, load, undo
from tests.etl.uploads.conftest import judge, long_rows
from tests.scarcity import CLOSED, POSIX, closed_folder, full_disk
from warehouse.errors import StoreFull
from warehouse.originals import originals_folder
from warehouse.serving import Serving
from warehouse.writer import writer

ROOT = Path(__file__).resolve().parents[3]
ROW = "Nghệ An;2023;năm;Tuyển sinh;;5;;;"
OTHER = "Hà Tĩnh;2023;năm;Tuyển sinh;;6;;;"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with one upload."""
    store = tmp_path / "store"
    with writer(store, "test"):
        pass
    assert sent(store, ROW) == LOADED
    return store


def sent(store: Path, row: str) -> str:
    """Load a file of one row; what became of it."""
    content = long_rows(row).encode()
    return load(judge(content), content, store, by="Lan").outcome


def state(store: Path) -> tuple[list[str], list[str], list[str]]:
    """What is shown, what happened, and which files are kept."""
    kept = sorted(path.name for path in originals_folder(store).rglob("*") if path.is_file())
    return sorted(Serving(store).known_observations()["place"]), [h["event"] for h in history(store)], kept


def command(store: Path, verb: str, file: Path, limit: AbstractContextManager[object], before: Sequence[str]) -> str:
    """Run a verb that must fail with exit code 1; what it said."""
    words = {"load": ["load", str(file), "--by", "Lan"], "undo": ["undo", history(store)[0]["upload_id"]]}
    with limit:
        ran = subprocess.run(
            [*before, sys.executable, "-m", "etl", *words[verb], "--store", str(store)],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    return ran.stderr


@POSIX
@pytest.mark.parametrize("verb", ["load", "undo"])
def test_a_full_disk_is_said_and_leaves_all_as_it_was(folder: Path, tmp_path: Path, verb: str) -> None:
    """One plain sentence and no trace on the command line; the same again succeeds once there is room."""
    file, before = tmp_path / "b.csv", state(folder)
    file.write_text(long_rows(OTHER), encoding="utf-8")
    said = command(folder, verb, file, full_disk(), [])
    assert "đã đầy" in said
    assert len(said.splitlines()) == 1
    assert state(folder) == before
    assert sent(folder, OTHER) == LOADED


@CLOSED
@pytest.mark.parametrize("verb", ["load", "undo"])
def test_a_closed_folder_is_said_and_leaves_all_as_it_was(folder: Path, tmp_path: Path, verb: str) -> None:
    """The same of a folder that may not be written."""
    file, before = tmp_path / "b.csv", state(folder)
    file.write_text(long_rows(OTHER), encoding="utf-8")
    with closed_folder(folder) as beginning:
        said = command(folder, verb, file, nullcontext(), beginning)
    assert "không cho ghi" in said
    assert len(said.splitlines()) == 1
    assert state(folder) == before
    assert sent(folder, OTHER) == LOADED


@POSIX
def test_a_process_goes_on_after_a_full_disk(folder: Path) -> None:
    """What could not be loaded and undone is loaded and undone by the same process later."""
    before, upload = state(folder), history(folder)[0]["upload_id"]
    with full_disk(), pytest.raises(StoreFull):
        sent(folder, OTHER)
    with full_disk(), pytest.raises(StoreFull):
        undo(upload, folder, by="Lan")
    assert state(folder) == before
    assert sent(folder, OTHER) == LOADED
    assert undo(upload, folder, by="Lan") == "undone"
