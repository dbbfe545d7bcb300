"""Two states of the facts between which builds go back and forth, and what a reader sees of each."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from warehouse.serving import Reads, Serving

ROOT = Path(__file__).resolve().parents[2]


class Seen(NamedTuple):
    """What a reader sees of a state: rows and sums of each table that a build touches."""

    observations: int
    observed: int
    targets: int
    aimed: int
    aliases: int
    documents: int


def seen(reads: Reads) -> Seen:
    """What is seen of one version."""
    observations, targets = reads.known_observations(), reads.known_targets()
    counts = len(reads.place_aliases()), len(reads.documents())
    return Seen(len(observations), _sum(observations), len(targets), _sum(targets), *counts)


def _sum(rows: pd.DataFrame) -> int:
    return int(rows["value"].sum())


def two_data_folders(folder: Path) -> tuple[Path, Path]:
    """The shipped facts, and the same with figures raised, rows gone and a spelling less."""
    one = Path(shutil.copytree(ROOT / "data", folder / "one/data"))
    other = Path(shutil.copytree(ROOT / "data", folder / "other/data"))
    (other / "actuals/local/bac-kan.csv").unlink()
    (other / "targets/can-tho-chuong-trinh-so-25.csv").unlink()
    replace_in(other / "actuals/gso_certified_labour_rate.csv", ",final", ",preliminary")
    replace_in(other / "targets/ha-noi-72-kh-ubnd-2022.csv", ",28000,", ",28001,")
    replace_in(other / "actuals/gso_certified_labour_rate.csv", "viet-nam,2008,14.3", "viet-nam,2008,14.4")
    drop_line(other / "places/place_aliases.csv", "")
    drop_line(other / "documents/documents.csv", "can-tho")
    return one, other


def drop_line(path: Path, word: str) -> None:
    """Drop the last line of a file that has a word in it."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    del lines[max(number for number, line in enumerate(lines) if word in line)]
    path.write_text("".join(lines), "utf-8")


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def start_build(data: Path, store: Path) -> "subprocess.Popen[str]":
    """A build under way in a process of its own."""
    command = [sys.executable, "-m", "etl", "build", "--quiet", "--data", str(data), "--store", str(store)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def build(data: Path, store: Path) -> None:
    """A build that must end well."""
    process = start_build(data, store)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0, told


def states(datas: Iterable[Path], folder: Path) -> list[Seen]:
    """What a reader sees of each data folder, built into a fresh store."""
    found = []
    for number, data in enumerate(datas):
        build(data, folder / f"alone-{number}")
        found.append(seen(Serving(folder / f"alone-{number}").snapshot()))
    return found
