"""A table's rows as plain records, for the few steps that go row by row."""

from typing import Any

import pandas as pd

Record = dict[str, Any]


def records(table: pd.DataFrame) -> list[Record]:
    """Each row as a dictionary from column to value, in the table's order."""
    return [{str(column): value for column, value in row.items()} for row in table.to_dict("records")]
