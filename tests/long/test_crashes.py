"""Builds killed at random moments, and builds at the same time: a reader sees a whole state, old or new, never half."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest

from tests.long.states import Seen, build, seen, start_build, states, two_data_folders
from warehouse.serving import Serving

SEED = 30_6_2025


@pytest.fixture(scope="module")
def datas(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two data folders that differ in every table a build touches."""
    return two_data_folders(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def whole(datas: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Seen]:
    """What a reader sees of the two whole states."""
    found = states(datas, tmp_path_factory.mktemp("alone"))
    assert all(one != other for one, other in zip(*found, strict=True))
    return found


@contextmanager
def reading(store: Path, threads: int) -> Iterator[list[tuple[int, Seen]]]:
    """Threads that read without pause, on one serving copy, during the block: the versions and what each showed."""
    serving, done = Serving(store), threading.Event()
    found: list[tuple[int, Seen]] = []
    failures: list[Exception] = []

    def read() -> None:
        while not done.is_set():
            try:
                snapshot = serving.snapshot()
                found.append((snapshot.version, seen(snapshot)))
            except Exception as error:  # noqa: BLE001 - whatever a reader meets fails the test
                failures.append(error)
                return
            time.sleep(0.05)

    readers = [threading.Thread(target=read) for _ in range(threads)]
    for reader in readers:
        reader.start()
    try:
        yield found
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert not failures


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=[pytest.mark.long])], ids=lambda kills: f"{kills} kills")
def test_a_killed_build_leaves_a_whole_state(
    kills: int, datas: tuple[Path, Path], whole: list[Seen], tmp_path: Path
) -> None:
    """After each kill a reader in this process and a fresh one see one of the two states; the next build succeeds."""
    store, chance = tmp_path / "store", random.Random(SEED)
    started = time.monotonic()
    build(datas[0], store)
    whole_build = time.monotonic() - started
    with reading(store, 1) as found:
        for number, data in zip(range(kills), cycle(reversed(datas)), strict=False):
            process = start_build(data, store)
            time.sleep(chance.uniform(0.3, 1.1) * whole_build)
            process.kill()
            process.communicate()
            assert seen(Serving(store).snapshot()) in whole, f"kill {number}"
    assert {state for _, state in found} <= set(whole)
    build(datas[1], store)
    assert seen(Serving(store).snapshot()) == whole[1]


@pytest.mark.parametrize(
    "seconds", [2, pytest.param(60, marks=[pytest.mark.long])], ids=lambda seconds: f"{seconds} seconds"
)
def test_builds_and_readers_at_the_same_time(
    seconds: int, datas: tuple[Path, Path], whole: list[Seen], tmp_path: Path
) -> None:
    """Two builders that undo each other's work wait for one another; readers see versions in order, each whole."""
    store, end = tmp_path / "store", time.monotonic() + seconds
    build(datas[0], store)
    failures: list[str] = []

    def keep_building(data: Path) -> None:
        builds = 0
        while builds < 2 or time.monotonic() < end:
            builds += 1
            process = start_build(data, store)
            told, _ = process.communicate(timeout=120)
            if process.returncode:
                failures.append(told)

    builders = [threading.Thread(target=keep_building, args=(data,)) for data in datas]
    with reading(store, 3) as found:
        for builder in builders:
            builder.start()
        for builder in builders:
            builder.join()
    assert not failures
    assert {state for _, state in found} == set(whole)
    by_version: dict[int, set[Seen]] = {}
    for version, state in found:
        by_version.setdefault(version, set()).add(state)
    assert all(len(shown) == 1 for shown in by_version.values())
    assert len(by_version) > 2
