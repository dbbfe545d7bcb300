"""What tests of several screens share."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def own(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own, which it may write to."""
    folder = Path(shutil.copytree(store, tmp_path / "own"))
    monkeypatch.setenv("TVET_STORE", str(folder))
    return folder
