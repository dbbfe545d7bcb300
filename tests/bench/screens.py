"""Reruns of every screen against the rerun of an empty Streamlit page, each on a server of its own."""

import asyncio
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Final

from tests.bench.client import PageFailed, Session
from tests.bench.result import Figure, Result
from tests.bench.server import serving
from tests.bench.stores import Bench
from tests.bench.synthetic import provinces
from web.screens import SCREENS

EMPTY: Final = Path(__file__).with_name("empty_page.py")
FROZEN: Final = Path(__file__).with_name("frozen_page.py")
#: What the two empty pages are called among the screens.
BLANK: Final = "an empty page"
STRICT: Final = "an empty page, heap frozen"
APP: Final = Path(__file__).resolve().parents[2] / "app.py"
#: The views that a rerun goes round: a filter changes with every one.
VIEWS: Final[Mapping[str, Sequence[str]]] = {
    "": ("year=2022", "year=2023", "year=2020", "year=2022&place=ha-noi"),
    "province": (
        "place=ha-noi&year=2022",
        "place=vinh-phuc&year=2022",
        "place=ha-noi&year=2023",
        "place=can-tho&year=2022",
    ),
    "compare": ("", "shape=heat", "shape=plan", "shape=pair"),
    "methods": ("section=formulas", "section=sources", "section=quality", "section=download"),
}


def views(page: str) -> Sequence[str]:
    """The addresses that a screen is asked for in turn."""
    return VIEWS.get(page, ("turn=1", "turn=2"))


def measure(bench: Bench) -> list[Result]:
    """Each screen's rerun, its views seen before, against the empty page; then views that nobody has seen yet."""
    with ExitStack() as stack:
        ports = {
            script: stack.enter_context(serving(script, bench.shipped(), bench.folder / f"{script.stem}.log")).port
            for script in (EMPTY, FROZEN, APP)
        }
        return asyncio.run(_measured(ports, bench))


async def _measured(ports: Mapping[Path, int], bench: Bench) -> list[Result]:
    rounds, seconds = (6, 15.0) if bench.quick else (60, 60.0)
    async with AsyncExitStack() as stack:
        blanks = {BLANK: Session(ports[EMPTY], ""), STRICT: Session(ports[FROZEN], "")}
        tabs = blanks | {screen.path: Session(ports[APP], screen.path) for screen in SCREENS}
        for tab in tabs.values():
            await stack.enter_async_context(tab)
        working = {page: tab for page, tab in tabs.items() if await seen(tab, page, bench.broken)}
        times = await in_turns(working, rounds, seconds)
        unseen = await _unseen(working, rounds)
    return _lines(times, unseen)


def _lines(times: dict[str, float], unseen: Sequence[float]) -> list[Result]:
    base, strict = Figure(times.pop(BLANK), note=BLANK), Figure(times.pop(STRICT), note=STRICT)
    lines = [Result(f"rerun of /{page}", Figure(time), base) for page, time in times.items()]
    if lines:
        slowest = max(lines, key=lambda line: line.measured.value)
        lines.append(Result(f"heaviest {slowest.subject}", slowest.measured, base, "≤ 3 ×"))
        lines.append(Result("the same", slowest.measured, strict))
    if unseen:
        lines.append(Result("rerun of /province at a view nobody has seen", Figure(statistics.median(unseen)), base))
    return lines


async def seen(tab: Session, page: str, broken: list[str]) -> bool:
    """Run every view of a screen once; whether all went well, else what failed is noted."""
    try:
        for view in views(page):
            await tab.run(view)
    except PageFailed as error:
        broken.append(str(error))
        return False
    return True


async def in_turns(tabs: Mapping[str, Session], rounds: int, seconds: float) -> dict[str, float]:
    """The median milliseconds of each tab's reruns, one after the other in turns."""
    taken: dict[str, list[float]] = {page: [] for page in tabs}
    end = time.monotonic() + seconds
    for turn in range(rounds):
        if turn >= 3 and time.monotonic() > end:
            break
        for page, tab in tabs.items():
            taken[page].append(await tab.run(views(page)[turn % len(views(page))]))
    return {page: statistics.median(times) for page, times in taken.items()}


async def _unseen(tabs: Mapping[str, Session], rounds: int) -> list[float]:
    if "province" not in tabs:
        return []
    return [await tabs["province"].run(f"place={place}&year=2021") for place in provinces()[:rounds]]
