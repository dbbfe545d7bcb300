"""Loads, undos and restores by the commands themselves, killed at random moments: what was said to be done is done."""

import hashlib
import os
import random
import shutil
import time
from pathlib import Path

import pytest

from etl.uploads.ledger import history
from tests.etl.uploads.conftest import HEAD
from tests.long.commands import Command
from warehouse.originals import original
from warehouse.serving import Serving
from warehouse.writer import writer

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor kill -9")
SEED = 24_11_2026
PLACES = ("Nghệ An", "Hà Tĩnh", "Cà Mau", "Lai Châu")
PARTS = ("năm", *(f"T{n}" for n in range(1, 13)), *(f"{n} tháng" for n in range(2, 12)))
LEVELS = ("CĐ", "TC", "SC")


def content(number: int) -> bytes:
    """A file of four figures that no other number has."""
    number, part = divmod(number, len(PARTS))
    number, level = divmod(number, len(LEVELS))
    rows = [f"{place};{2005 + number};{PARTS[part]};Tuyển sinh;{LEVELS[level]};5;người;;" for place in PLACES]
    return "\n".join([HEAD, *rows, ""]).encode()


class Ledger:
    """What was said to be done, and what may or may not have been."""

    def __init__(self, store: Path, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.acknowledged: set[str] = set()
        self.last: dict[str, set[str]] = {}
        self.number = 0

    def load(self, seconds: float) -> None:
        """Kill a load; a file is never sent twice."""
        path = self.folder / f"{self.number}.csv"
        path.write_bytes(content(self.number))
        self.number += 1
        if self._killed(seconds, "load", str(path)):
            self.acknowledged.add(hashlib.sha256(path.read_bytes()).hexdigest())

    def undo(self, upload: str, seconds: float) -> None:
        """Kill an undo, or the undo of an undo."""
        now = self.last[upload]
        other = {"undone"} if now & {"loaded", "redone"} else {"redone"}
        self.last[upload] = other if self._killed(seconds, "undo", upload) else now | other

    def _killed(self, seconds: float, verb: str, word: str) -> bool:
        words = [verb, word, "--store", str(self.store), "--by", "Lan", "--reason", "thử"]
        accepted = ["--accept", "decreasing-year-to-date,unusual-change"] if verb == "load" else []
        return Command("etl", *words, *accepted).killed_after(seconds)

    def check(self) -> None:
        """Every acknowledged upload is there with its bytes, none half, every undo as it was said."""
        listed = {row["upload_id"]: row for row in history(self.store)}
        assert self.acknowledged <= {row["sha256"] for row in listed.values()}
        for upload, row in listed.items():
            assert row["event"] in self.last.setdefault(upload, {"loaded"}), upload
            self.last[upload] = {row["event"]}
            assert original(self.store, row["sha256"]) is not None
        shown = Serving(self.store).known_observations()["upload_id"].value_counts().to_dict()
        standing = {upload for upload, row in listed.items() if row["event"] != "undone"}
        assert shown == dict.fromkeys(standing, len(PLACES))


@pytest.mark.parametrize(
    "kills", [50, pytest.param(1000, marks=[pytest.mark.long])], ids=lambda kills: f"{kills} kills"
)
def test_killed_loads_and_undos(kills: int, tmp_path: Path) -> None:
    """After each kill the store opens and holds exactly what was acknowledged, give or take the one that was killed."""
    store, chance = tmp_path / "store", random.Random(SEED)
    with writer(store, "test"):
        pass
    ledger = Ledger(store, tmp_path)
    ledger.load(60)  # starts the process that the others are forked from
    started = time.monotonic()
    ledger.load(60)
    whole = time.monotonic() - started
    ledger.check()
    for _ in range(kills):
        if chance.random() < 0.4:
            ledger.undo(chance.choice(sorted(ledger.last)), chance.uniform(0.1, 0.8) * whole)
        else:
            ledger.load(chance.uniform(0.1, 1.5) * whole)
        ledger.check()
    assert len(ledger.acknowledged) > kills // 10


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=[pytest.mark.long])], ids=lambda kills: f"{kills} kills")
def test_killed_restores(kills: int, tmp_path: Path) -> None:
    """After each kill the store is the one before or the copy, whole, and the next restore succeeds."""
    store, chance = tmp_path / "store", random.Random(SEED)
    with writer(store, "test"):
        pass
    ledger = Ledger(store, tmp_path)
    ledger.load(60)
    copy = tmp_path / "copy.duckdb"
    assert Command("warehouse", "--store", str(store), "backup", str(copy)).done()
    ledger.load(60)
    before = shutil.copytree(store, tmp_path / "before")
    for _ in range(kills):
        Command("warehouse", "--store", str(store), "restore", str(copy)).killed_after(chance.uniform(0, 0.6))
        shown = Serving(store).known_observations()
        assert len(shown) in (len(PLACES), 2 * len(PLACES))
        assert len(history(store)) == len(shown) // len(PLACES)
        assert all(original(store, row["sha256"]) for row in history(store))
        if len(shown) == len(PLACES):
            shutil.rmtree(store)
            shutil.copytree(before, store)
    assert Command("warehouse", "--store", str(store), "restore", str(copy)).done()
    assert len(Serving(store).known_observations()) == len(PLACES)
    assert not list(store.glob("restoring-*"))
