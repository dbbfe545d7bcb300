"""A store of its own for each test."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.rows import NOW, observations
from warehouse.serving import Serving
from warehouse.writer import Changes, writer


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store folder that does not exist yet, with a name that needs quoting."""
    return tmp_path / "kho số liệu 'A'"


@pytest.fixture
def serving(store: Path) -> Serving:
    """The reads of that store."""
    return Serving(store)


@pytest.fixture
def sync(store: Path) -> Callable[..., Changes]:
    """Sync the observations of data/ to the rows with these changes."""

    def run(*changes: dict[str, Any], now: datetime = NOW) -> Changes:
        with writer(store, "etl") as work:
            return work.sync_observations(observations(*changes), now)

    return run
