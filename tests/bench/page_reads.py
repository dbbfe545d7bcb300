"""What one page reads of one place, against DuckDB's own answer of the same rows."""

from typing import Final

import pandas as pd

from scorecards.read import Clock, facts
from scorecards.table import scorecard_of
from tests.bench.result import Figure, Result, interleaved
from tests.bench.stores import Bench
from warehouse.serving import Serving

PLACE: Final = "ha-noi"
YEAR: Final = 2022
BARE: Final = "FROM {table} WHERE place = ?"


def measure(bench: Bench) -> list[Result]:
    """Reads of one place's observations and targets, and its scorecard of a year."""
    serving = Serving(bench.shipped())
    clock = Clock()

    def bare(table: str) -> pd.DataFrame:
        with serving.snapshot()._copy().connection.cursor() as cursor:
            found: pd.DataFrame = cursor.execute(BARE.format(table=table), [PLACE]).to_arrow_table().to_pandas()
            return found

    times = interleaved(
        [
            lambda: serving.known_observations([PLACE]),
            lambda: bare("observation"),
            lambda: serving.known_targets([PLACE]),
            lambda: bare("target"),
            lambda: scorecard_of(facts(serving, [PLACE], clock), [YEAR], clock),
            lambda: (bare("observation"), bare("target")),
        ],
        rounds=10 if bench.quick else 60,
        seconds=10,
    )
    figures = [Figure(time) for time in times]
    return [
        Result("known_observations of one place", figures[0], figures[1], "about 10 ms"),
        Result("known_targets of one place", figures[2], figures[3], "about 10 ms"),
        Result("scorecard of one place and year, both reads in it", figures[4], figures[5]),
    ]
