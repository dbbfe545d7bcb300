"""What an upload would change: each figure new, changed, or the same as what stands."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from etl.uploads.report import Report

POSITION: Final = "position"
KEY: Final = ("place", "indicator", "breakdown", "coverage", "period", "state")
NEW, SAME, CHANGED = range(3)


class Store(Protocol):
    """What is asked: for each row the standing observation that it would replace."""

    def matching_observations(self, table: pa.Table) -> pa.Table:
        """Rows `position`, `observation_id` and the standing figure."""
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
    asked = table.select(["place", "indicator", "breakdown", "period", "state"])
    asked = asked.append_column("coverage", pa.nulls(table.num_rows, pa.string()))
    asked = asked.append_column(POSITION, pa.array(np.arange(table.num_rows)))
    found = store.matching_observations(asked)
    return _compared(table, found, wrong)


def _compared(table: pa.Table, found: pa.Table, wrong: int) -> Differences:
    kinds = np.zeros(table.num_rows, np.int64)
    replaced: list[str | None] | pa.Array = pa.nulls(table.num_rows, pa.string())
    if not found.num_rows:
        return Differences(kinds, [], wrong, replaced)
    at = found.column(POSITION).to_numpy()
    own = table.select(["low", "high", "qualifier", "unit", "as_of", "decimals"]).take(pa.array(at))
    same = np.ones(len(at), np.bool_)
    for name in ("low", "high", "qualifier", "unit", "as_of"):
        same &= _equal(own.column(name), found.column(name))
    kinds[at] = np.where(same, SAME, CHANGED)
    names = np.full(table.num_rows, None, object)
    changed = np.flatnonzero(~same)
    names[at[changed]] = found.column("observation_id").take(pa.array(changed)).to_pylist()
    moved = ~_equal(own.column("low"), found.column("low")) | ~_equal(own.column("high"), found.column("high"))
    changes = [
        _change(row, bool(moved[i])) for i, row in zip(changed, found.take(pa.array(changed)).to_pylist(), strict=True)
    ]
    return Differences(kinds, changes, wrong, pa.array(names, pa.string()))


def _equal(one: Any, other: Any) -> npt.NDArray[np.bool_]:
    one, other = (column.cast(_plain(column.type)) for column in (one, other))
    equal = pc.fill_null(pc.equal(one, other), False)
    both = pc.and_(pc.is_null(one), pc.is_null(other))
    return np.asarray(pc.or_(equal, both).to_numpy(), np.bool_)


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(kind):
        return kind.value_type
    return pa.decimal128(18, 6) if pa.types.is_decimal(kind) else kind


def _change(row: dict[str, Any], moved: bool) -> Change:
    return Change(
        int(row[POSITION]), row["observation_id"], row["low"], row["high"], row["decimals"], row["unit"],
        moved and row["state"] == "final",
    )  # fmt: skip
