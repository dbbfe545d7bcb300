"""From the command to the first page."""

import asyncio
import statistics

from tests.bench.client import Session
from tests.bench.result import Figure, Result
from tests.bench.screens import APP, EMPTY, views
from tests.bench.server import serving
from tests.bench.stores import Bench


def measure(bench: Bench) -> list[Result]:
    """Start to `ok`, the first page of a fresh process, and memory after it, against a server of an empty page."""
    store, turns = bench.shipped(), 1 if bench.quick else 3
    ours, bare = [], []
    for turn in range(turns):
        log = bench.folder / f"start-{turn}.log"
        with serving(EMPTY, store, log) as server:
            bare.append((server.ready, asyncio.run(_first(server.port, "", "")), server.megabytes()))
        with serving(APP, store, log) as server:
            ours.append((server.ready, asyncio.run(_first(server.port, "", views("")[0])), server.megabytes()))
    pairs = [
        (statistics.median(one), statistics.median(other))
        for one, other in zip(zip(*ours, strict=True), zip(*bare, strict=True), strict=True)
    ]
    said = ("server ready", "first page of a fresh server", "memory after the first page")
    units, goals = ("s", "ms", "MB"), ("about 3 s", "", "")
    return [
        Result(subject, Figure(one, unit), Figure(other, unit, "empty page"), goal)
        for subject, unit, goal, (one, other) in zip(said, units, goals, pairs, strict=True)
    ]


async def _first(port: int, page: str, view: str) -> float:
    async with Session(port, page) as tab:
        return await tab.run(view)
