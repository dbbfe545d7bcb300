"""A table's rows as plain records, and its texts looked up once for each distinct one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, Any]
#: One row of a table as it is read, however it is held.
Row: TypeAlias = "Mapping[str, Any] | pd.Series[Any]"


def records(table: "pd.DataFrame") -> list[Record]:
    """Each row as a dictionary from column to value, in the table's order."""
    return [{str(column): value for column, value in row.items()} for row in table.to_dict("records")]


def looked_up(column: "pd.Series[Any]", mapping: Mapping[str, Any]) -> npt.NDArray[np.object_]:
    """The mapped value of each text, looked up once for each distinct one; None for what the mapping lacks."""
    number, distinct = column.factorize(use_na_sentinel=False)
    found = np.empty(len(distinct), dtype=object)
    found[:] = [mapping.get(text) for text in distinct]
    return np.asarray(found[number])
