"""What a build changed, row by row, read back from the warehouse."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from etl.amounts import MICRO
from warehouse.serving import Reads, Serving

ADDED: Final = "+"
SUPERSEDED: Final = "~"
WITHDRAWN: Final = "-"
INSTANT: Final = timedelta(microseconds=1)


class Change(NamedTuple):
    """One figure that came, took the place of another, or went; `earlier` is the value it replaced, in the unit."""

    sign: str
    table: str
    place: str
    indicator: str
    breakdown: str
    coverage: str | None
    period: str
    value: Decimal
    decimals: int | None
    unit: str
    earlier: Decimal | None


def changes_since(folder: Path, moment: datetime) -> list[Change]:
    """The changes of facts recorded at `moment` or later: targets first, each table in the order of its rows."""
    with_clock = Serving(folder).snapshot()
    before = moment - INSTANT
    return [*_changes(with_clock, "target", before), *_changes(with_clock, "observation", before)]


def _changes(reads: Reads, table: str, before: datetime) -> Iterator[Change]:
    known = reads.known_targets if table == "target" else reads.known_observations
    key = f"{table}_id"
    now, then = known(), known(recorded_until=before)
    new = now[~now[key].isin(then[key])]
    gone = then[~then[key].isin(now[key])].set_index(key)
    for row in new.to_dict("records"):
        replaced = gone.loc[row["supersedes"]] if row["supersedes"] in gone.index else None
        yield _change(SUPERSEDED if replaced is not None else ADDED, table, row, replaced)
    for row in gone[~gone.index.isin(new["supersedes"])].to_dict("records"):
        yield _change(WITHDRAWN, table, row, None)


def _change(sign: str, table: str, row: Mapping[Any, Any], replaced: Any) -> Change:
    coverage, decimals = row["coverage"], row["decimals"]
    return Change(
        sign=sign,
        table=table,
        place=row["place"],
        indicator=row["indicator"],
        breakdown=row["breakdown"],
        coverage=None if pd.isna(coverage) else coverage,
        period=row["period"],
        value=Decimal(int(row["value"])) / MICRO,
        decimals=None if pd.isna(decimals) else int(decimals),
        unit=row["unit"],
        earlier=None if replaced is None else Decimal(int(replaced["value"])) / MICRO,
    )
