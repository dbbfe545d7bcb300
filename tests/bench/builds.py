"""`python -m etl build`: of the shipped data, and of a million rows against DuckDB's bare reading of the same file."""

import sys
from pathlib import Path
from typing import Final

from tests.bench import synthetic
from tests.bench.result import Figure, Result, peak, seconds
from tests.bench.stores import Bench, Ran, timed_process

BARE: Final = """
import sys, duckdb
with duckdb.connect(sys.argv[1]) as connection:
    connection.execute("CREATE TABLE bare AS FROM read_csv(?, all_varchar = true)", [sys.argv[2]])
"""


def measure(bench: Bench) -> list[Result]:
    """Whole processes, each on a store of its own, the two kinds in turns."""
    rows, turns = (100_000, 1) if bench.quick else (1_000_000, 3)
    data, file = synthetic.data_folder(bench.folder / "million", rows)
    shipped = [_build(bench.folder / f"again-{turn}", synthetic.ROOT / "data") for turn in range(3)]
    read, built, same = [], [], []
    for turn in range(turns):
        store = bench.folder / f"million-{turn}"
        read.append(bare(bench.folder / f"bare-{turn}.duckdb", file))
        built.append(_build(store, data))
        same.append(_build(store, data))
    base = Figure(seconds(read), "s", "bare CREATE TABLE … AS FROM read_csv")
    return [
        Result("etl build of the shipped data", Figure(seconds(shipped), "s"), None, "about 3 s"),
        Result(f"etl build of {rows} observations", Figure(seconds(built), "s"), base, "≤ 3 ×"),
        Result("the same, built again unchanged", Figure(seconds(same), "s"), base),
        Result("the same: peak memory", peak(built), peak(read)),
    ]


def _build(store: Path, data: Path) -> Ran:
    return timed_process([sys.executable, "-m", "etl", "build", "--quiet", "--data", str(data)], store)


def bare(database: Path, file: Path) -> Ran:
    """DuckDB alone reading a file as text into a table of a database of its own."""
    ran = timed_process([sys.executable, "-c", BARE, str(database), str(file)], database.parent)
    database.unlink()
    return ran
