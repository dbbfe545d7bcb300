"""The scorecard of 63 places × all indicators × 10 years."""

from scorecards.read import Clock, facts
from scorecards.table import scorecard_of
from tests.bench import synthetic
from tests.bench.result import Figure, Result, interleaved
from tests.bench.stores import Bench
from warehouse.serving import Serving


def measure(bench: Bench) -> list[Result]:
    """Judging alone, and with both reads from the serving copy, against the bare query of the same rows."""
    serving, clock = Serving(bench.synthetic_store()), Clock()
    known = facts(serving, None, clock)
    bare = "SELECT * FROM observation LEFT JOIN target USING (place, indicator, breakdown, period)"

    def join() -> object:
        with serving.snapshot()._copy().connection.cursor() as cursor:
            return cursor.execute(bare).to_arrow_table().to_pandas()

    judging, whole, joined = interleaved(
        [
            lambda: scorecard_of(known, synthetic.YEARS, clock),
            lambda: scorecard_of(facts(serving, None, clock), synthetic.YEARS, clock),
            join,
        ],
        rounds=5 if bench.quick else 15,
        seconds=20,
    )
    rows = len(scorecard_of(known, synthetic.YEARS, clock))
    said = f"63 places × {len(synthetic.indicators())} indicators × {len(synthetic.YEARS)} years = {rows} rows"
    return [
        Result(f"scorecard of {said}: judged", Figure(judging), Figure(joined), "about 100 ms"),
        Result("the same with both reads in it", Figure(whole), Figure(joined)),
    ]
