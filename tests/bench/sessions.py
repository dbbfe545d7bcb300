"""Fifty tabs on the heaviest screen, each asking for another view about every five seconds."""

import asyncio
import random
import statistics
import time
from typing import Final

from tests.bench.client import Session
from tests.bench.result import Figure, Result, percentile
from tests.bench.screens import APP, seen, views
from tests.bench.server import Server, serving
from tests.bench.stores import Bench
from tests.bench.synthetic import SEED
from web.screens import SCREENS

TABS: Final = 50
THINK: Final = 5.0
#: Seconds over which the tabs open, so that they do not all ask at once.
ARRIVAL: Final = 5.0


def measure(bench: Bench) -> list[Result]:
    """p50 and p95 of the reruns of all tabs against the median of a single one, errors, memory."""
    log, seconds = bench.folder / "sessions.log", 15.0 if bench.quick else 60.0
    with serving(APP, bench.shipped(), log) as server:
        page, alone = asyncio.run(_heaviest(server.port, bench.broken))
        before = server.megabytes()
        times, errors, peak = asyncio.run(_together(server, page, seconds))
    base = Figure(alone, note="one tab")
    said = f"{TABS} tabs on /{page}, {THINK:.0f} s think time, {len(times)} reruns in {seconds:.0f} s"
    return [
        Result(f"{said}: p50", Figure(percentile(times, 0.5)), base),
        Result("the same: p95", Figure(percentile(times, 0.95)), base, "≤ 5 ×"),
        Result("the same: errors", Figure(errors, ""), None, "none"),
        Result("the same: memory of the server", Figure(peak, "MB"), Figure(before, "MB", "one tab"), "about 400 MB"),
    ]


async def _heaviest(port: int, broken: list[str]) -> tuple[str, float]:
    """The screen whose median rerun takes longest, and that median; views seen before, failing screens left out."""
    medians: dict[str, float] = {}
    for screen in SCREENS:
        async with Session(port, screen.path) as tab:
            if await seen(tab, screen.path, broken):
                medians[screen.path] = statistics.median(await _alone(tab, screen.path))
    page = max(medians, key=lambda path: medians[path])
    return page, medians[page]


async def _alone(tab: Session, page: str) -> list[float]:
    """Milliseconds of reruns of one tab that thinks a little before each."""
    times = []
    for view in [*views(page)] * 4:
        await asyncio.sleep(0.2)
        times.append(await tab.run(view))
    return times


async def _together(server: Server, page: str, seconds: float) -> tuple[list[float], int, float]:
    """Milliseconds of every rerun after a tab's first, how many tabs or reruns failed, and peak memory in MB."""
    times: list[float] = []
    failures: list[str] = []
    end = time.monotonic() + seconds
    chance = random.Random(SEED)
    tabs = [asyncio.create_task(_tab(server.port, page, end, chance, times, failures)) for _ in range(TABS)]
    peak = server.megabytes()
    while time.monotonic() < end:
        await asyncio.sleep(1)
        peak = max(peak, server.megabytes())
    await asyncio.gather(*tabs)
    return times, len(failures), max(peak, server.megabytes())


async def _tab(
    port: int, page: str, end: float, chance: random.Random, times: list[float], failures: list[str]
) -> None:
    await asyncio.sleep(chance.uniform(0, ARRIVAL))
    try:
        async with Session(port, page) as tab:
            await tab.run(views(page)[0])
            while time.monotonic() + THINK < end:
                await asyncio.sleep(chance.uniform(0.5, 1.5) * THINK)
                times.append(await tab.run(chance.choice(views(page))))
    except (OSError, RuntimeError, TimeoutError) as error:
        failures.append(str(error))
