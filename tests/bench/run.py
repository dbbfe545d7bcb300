"""`make bench`: measure speed and memory, print a table of ratios and keep it in bench-results/."""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # for `python tests/bench/run.py`

import psutil

from tests.bench import builds, exports, foresight, page_reads, screens, sessions, start, uploads, whole_scorecard
from tests.bench.result import Result, table
from tests.bench.stores import Bench
from warehouse.writer import now_in_vietnam

SUBJECTS: Final[dict[str, Callable[[Bench], list[Result]]]] = {
    "reads": page_reads.measure,
    "scorecard": whole_scorecard.measure,
    "foresight": foresight.measure,
    "builds": builds.measure,
    "uploads": uploads.measure,
    "exports": exports.measure,
    "start": start.measure,
    "screens": screens.measure,
    "sessions": sessions.measure,
}
ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / "bench-results"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the subjects asked for, all where none is; 1 where one could not be measured."""
    options = _parser().parse_args(arguments)
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Path(folder), options.quick)
        for name in options.only or SUBJECTS:
            started = time.monotonic()
            try:
                results += SUBJECTS[name](bench)
            except (RuntimeError, OSError, TimeoutError) as error:
                bench.broken.append(f"{name}: {error}")
            print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    told = page(results, bench.broken, options.quick)
    print(told)
    print(keep(told), file=sys.stderr)
    return 1 if bench.broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(SUBJECTS), help="one subject; may be repeated")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller files")
    return parser


def page(results: Sequence[Result], broken: Sequence[str], quick: bool) -> str:
    """The table under what it was measured on; what could not be measured below it."""
    now = now_in_vietnam()
    said = f"Measured on {now:%Y-%m-%d %H:%M} (UTC+7), {machine()}{', quick' if quick else ''}."
    return "\n\n".join(["# Measurements", said, table(results), *(f"Not measured: {line}" for line in broken)])


def machine() -> str:
    """The machine in words: processors, memory, system, Python, load at the end."""
    gigabytes = psutil.virtual_memory().total / 2**30
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{psutil.cpu_count()} processors, {gigabytes:.0f} GiB, {system}{load}"


def keep(text: str) -> Path:
    """Write the page into bench-results/; its path."""
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"{now_in_vietnam():%Y-%m-%d-%H%M%S}.md"
    path.write_text(text + "\n", encoding="utf-8")
    return path.relative_to(ROOT)


if __name__ == "__main__":
    sys.exit(main())
