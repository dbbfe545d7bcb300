"""The stores that measurements work on, built once each in a folder that goes with the run."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import psutil

from tests.bench import synthetic
from warehouse.writer import now_in_vietnam, writer

ROOT: Final = Path(__file__).resolve().parents[2]


class Ran(NamedTuple):
    """A process that has ended: wall seconds and peak memory in MB."""

    seconds: float
    megabytes: float


def timed_process(command: Sequence[str], store: Path, seconds: float = 120, folder: Path = ROOT) -> Ran:
    """Run a command in a folder to its end; RuntimeError where it fails or takes too long."""
    environment = os.environ | {"TVET_STORE": str(store)}
    start, peak = time.perf_counter(), 0
    process = psutil.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        with suppress(psutil.NoSuchProcess):
            peak = max(peak, process.memory_info().rss)
        if time.perf_counter() - start > seconds:
            process.kill()
        time.sleep(0.005)
    taken = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode} after {taken:.0f} s")
    return Ran(taken, peak / 1_000_000)


@dataclass(slots=True)
class Bench:
    """One run of measurements: its scratch folder, whether it is to be short, and what could not be measured."""

    folder: Path
    quick: bool = False
    broken: list[str] = field(default_factory=list)

    def shipped(self) -> Path:
        """A store with the shipped data."""
        store = self.folder / "shipped"
        if not store.exists():
            timed_process([sys.executable, "-m", "etl", "build", "--quiet"], store)
        return store

    def synthetic_store(self) -> Path:
        """A store with one made-up figure and target for every place, indicator and year."""
        store = self.folder / "synthetic"
        if not store.exists():
            timed_process([sys.executable, "-m", "etl", "build", "--quiet"], store)
            observations, targets, sources = synthetic.facts()
            now = now_in_vietnam()
            with writer(store, "bench") as work:
                work.sync_observations(observations, now)
                work.sync_targets(targets, sources, now)
        return store
