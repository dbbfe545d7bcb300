"""What all rooms' tests share: a store with the shipped data, built once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]


def built(store: Path) -> Path:
    """The store with the shipped data in it."""
    command = [sys.executable, "-m", "etl", "build"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"TVET_STORE": str(store)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built once for all processes of the test run; tests only read it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shipped-store"
    with FileLock(f"{shared}.lock"):
        return shared if (shared / "warehouse.duckdb").exists() else built(shared)
