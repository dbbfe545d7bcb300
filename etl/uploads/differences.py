"""What an upload would change: each figure new, changed, or the same as what stands."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from etl.uploads.report import Report
from warehouse.writer import Standing

#: What the store needs to know of a figure to find and compare the one that stands in its place.
ASKED: Final = ("place", "indicator", "breakdown", "period", "state", "low", "high", "qualifier", "unit", "as_of")
NEW, SAME, CHANGED = range(3)


class Store(Protocol):
    """What is asked: which figures stand already, and what the others would replace."""

    def compare_observations(self, table: pa.Table) -> Standing:
        """Positions of those that stand as they are; those that replace another, with what stands."""
        ...


class Change(NamedTuple):
    """A figure that stands and would be replaced: its row in the report's observations, and what stands."""

    position: int
    observation_id: str
    low: Decimal
    high: Decimal | None
    decimals: int | None
    unit: str | None
    official: bool


@dataclass(frozen=True)
class Differences:
    """Each observation of a report by what it would do: positions of new and same ones, the changed, rows in error."""

    kinds: npt.NDArray[np.int64]
    changes: list[Change]
    wrong: int
    #: For each observation what it replaces; missing where nothing.
    replaced: pa.Array

    @property
    def new(self) -> int:
        """How many figures are new."""
        return int((self.kinds == NEW).sum())

    @property
    def same(self) -> int:
        """How many figures stand already as they are."""
        return int((self.kinds == SAME).sum())

    @property
    def changed(self) -> int:
        """How many figures replace another."""
        return int((self.kinds == CHANGED).sum())

    @property
    def official(self) -> list[Change]:
        """The changes of official figures, which need a reason."""
        return [change for change in self.changes if change.official]


def differences(report: Report, store: Store) -> Differences:
    """A report's observations against what stands in the store."""
    table = report.observations
    wrong = len({(f.row, f.cell) for f in report.findings if f.severity == "error"})
    if table is None or not table.num_rows:
        return Differences(np.empty(0, np.int64), [], wrong, pa.array([], pa.string()))
    asked = table.select(list(ASKED)).append_column("coverage", pa.nulls(table.num_rows, pa.string()))
    return _told(table.num_rows, store.compare_observations(asked), wrong)


def _told(rows: int, found: Standing, wrong: int) -> Differences:
    kinds = np.full(rows, NEW, np.int64)
    kinds[found.same.to_numpy()] = SAME
    at = found.changed.column("position").to_numpy()
    kinds[at] = CHANGED
    standing = np.full(rows, -1, np.int32)
    standing[at] = np.arange(len(at), dtype=np.int32)
    replaced = pa.DictionaryArray.from_arrays(
        pa.array(standing, mask=standing < 0), found.changed.column("observation_id").combine_chunks()
    )
    return Differences(kinds, [_change(row) for row in found.changed.to_pylist()], wrong, replaced)


def _change(row: dict[str, Any]) -> Change:
    return Change(
        row["position"], row["observation_id"], row["low"], row["high"], row["decimals"], row["unit"],
        row["moved"] and row["state"] == "final",
    )  # fmt: skip
