"""What a measurement says: a figure, what it is held against, the ratio of the two, and the goal."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.stores import Ran

HEAD: Final = ("subject", "measured", "against", "ratio", "goal")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit (ms, s, MB or a plain count); `spread` is the highest of several where it matters."""

    value: float
    unit: str = "ms"
    note: str = ""

    def __str__(self) -> str:
        digits = 0 if self.value >= 100 or float(self.value).is_integer() else 1 if self.value >= 10 else 2
        text = f"{self.value:.{digits}f} {self.unit}".strip()
        return f"{text} ({self.note})" if self.note else text


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; without a reference there is no ratio."""

    subject: str
    measured: Figure
    against: Figure | None = None
    goal: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times its reference the measured figure is."""
        return None if self.against is None or not self.against.value else self.measured.value / self.against.value

    def cells(self) -> tuple[str, ...]:
        """The line as text, in the order of HEAD."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        return self.subject, str(self.measured), str(self.against or ""), ratio, self.goal


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table whose columns line up."""
    lines = [HEAD, *(result.cells() for result in results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(line, widths) for line in (HEAD, rule, *lines[1:]))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def seconds(runs: Sequence[Ran]) -> float:
    """The median wall seconds of processes."""
    return statistics.median(run.seconds for run in runs)


def peak(runs: Sequence[Ran]) -> Figure:
    """The highest peak memory of processes."""
    return Figure(max(run.megabytes for run in runs), "MB")


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def interleaved(works: Sequence[Callable[[], object]], rounds: int, seconds: float) -> list[float]:
    """The median milliseconds of each work, one after the other in turns, so that noise strikes all alike.

    After a first untimed turn: `rounds` turns, or as many as fit into `seconds`, at least three.
    """
    taken: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    end = time.monotonic() + seconds
    for turn in range(rounds):
        if turn >= 3 and time.monotonic() > end:
            break
        for times, work in zip(taken, works, strict=True):
            times.append(milliseconds(work))
    return [statistics.median(times) for times in taken]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
