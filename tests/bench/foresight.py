"""Pace and paths of every place, a view of an earlier day with many figures stored, and the freezing of a round."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from scorecards import path, rounds
from scorecards.read import Clock, Facts, facts
from scorecards.table import scorecard_of
from tests.bench import synthetic
from tests.bench.result import Figure, Result, interleaved, milliseconds
from tests.bench.stores import Bench, timed_process
from warehouse.serving import Serving
from warehouse.writer import now_in_vietnam

ROOT: Final = synthetic.ROOT
PAGE: Final = ROOT / "docs/methods.md"
LAST: Final = synthetic.YEARS[-1]
AHEAD: Final = LAST + 6
RUNNING: Final = Clock(today=date(LAST, 10, 10))


def measure(bench: Bench) -> list[Result]:
    """The three of them; a whole run also writes the backtest of the page on methods anew."""
    results = [_verdicts_and_paths(bench), *_earlier_day(bench)]
    if not bench.quick:
        write = [sys.executable, "-m", "scorecards", "backtest", "--into", str(PAGE)]
        results.append(Result("backtest written into docs/methods.md", _seconds(write, bench.shipped())))
    return results


def _verdicts_and_paths(bench: Bench) -> Result:
    known = running(facts(Serving(bench.synthetic_store()), None, RUNNING))

    def verdicts() -> pd.DataFrame:
        return scorecard_of(known, synthetic.YEARS, RUNNING)

    both, plain = interleaved(
        [lambda: (verdicts(), path.ways(known, RUNNING)), lambda: scorecard_of(known, synthetic.YEARS, Clock())],
        rounds=5 if bench.quick else 15,
        seconds=20,
    )
    count = len(synthetic.indicators())
    paths = len(path.ways(known, RUNNING))
    said = f"verdicts and pace of {len(verdicts())} rows, {paths} paths ({count} indicators)"
    return Result(said, Figure(both), Figure(plain, note="verdicts of years that are over"), "about 300 ms")


def running(known: Facts) -> Facts:
    """The facts with the last year's flows known to September only, and every target of it set again for AHEAD."""
    rows = known.observations
    flows = (rows["cumulation"].notna() & (rows["period"] == str(LAST))).to_numpy(bool)
    part = {"period": f"{LAST}-YTD09", "period_end": pd.Timestamp(LAST, 9, 30), "cumulation": "year_to_date"}
    return replace(
        known,
        observations=rows.assign(**{c: rows[c].mask(flows, value) for c, value in part.items()}),
        targets=pd.concat([known.targets, ahead(known.targets)], ignore_index=True),
    )


def ahead(targets: pd.DataFrame) -> pd.DataFrame:
    """The targets of the last year as those of a later one, so that every series has a path."""
    last = targets[targets["period"] == str(LAST)]
    span = {"period_start": pd.Timestamp(AHEAD, 1, 1), "period_end": pd.Timestamp(AHEAD, 12, 31)}
    return last.assign(target_id=last["target_id"] + "-ahead", period=str(AHEAD), kind="milestone", **span)


def _earlier_day(bench: Bench) -> list[Result]:
    rows = 100_000 if bench.quick else 1_000_000
    store = _many(bench, rows)
    serving, now, then = Serving(store), Clock(), Clock(as_of=date(LAST, 12, 31))
    place = [synthetic.provinces()[0]]

    def view(clock: Clock) -> pd.DataFrame:
        return scorecard_of(facts(serving, place, clock), [LAST], clock)

    earlier, current = interleaved([lambda: view(then), lambda: view(now)], rounds=10, seconds=30)
    frozen = milliseconds(lambda: rounds.freeze(store, "bench", "bench", now=now_in_vietnam()))
    return [
        Result(f"an earlier day of one place, {rows} figures stored", Figure(earlier), Figure(current), "≤ 2 ×"),
        Result("a round frozen on that store", Figure(frozen), None, "about 1 s"),
    ]


def _many(bench: Bench, rows: int) -> Path:
    store = bench.folder / "foresight"
    data, _ = synthetic.data_folder(bench.folder / "foresight-data", rows)
    timed_process([sys.executable, "-m", "etl", "build", "--quiet", "--data", str(data)], store, seconds=300)
    return store


def _seconds(command: list[str], store: Path) -> Figure:
    return Figure(timed_process(command, store).seconds, "s")
