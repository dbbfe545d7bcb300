"""A data folder of one's own, and the small wrong files that are put into it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = Path(__file__).parent / "files"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


@pytest.fixture
def put(data: Path) -> Callable[[str, str], Path]:
    """Put one of the small files at a place of the data folder, in the stead of what is there."""

    def put_file(name: str, at: str) -> Path:
        if at.startswith("actuals/local/"):
            shutil.rmtree(data / "actuals/local")
            (data / "actuals/local").mkdir()
        if at.startswith("targets/"):
            shutil.rmtree(data / "targets")
            (data / "targets").mkdir()
        return Path(shutil.copyfile(FILES / name, data / at))

    return put_file
