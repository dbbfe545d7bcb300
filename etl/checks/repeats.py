"""Check of rows against each other: the same statement given twice."""

from collections.abc import Iterable

import numpy as np

from etl.frame import DENSE, Frame, combined
from etl.problems import Problem


def repeated_rows(frame: Frame, columns: Iterable[str], on: str) -> list[Problem]:
    """Each row that says in all these columns what an earlier row says; the problem stands on the cell `on`."""
    if not frame.rows:
        return []
    code, size = combined((frame.codes(column), len(frame.dictionary(column))) for column in columns)
    if size <= DENSE and np.bincount(code).max() == 1:
        return []
    ordered = np.sort(code)
    if not (ordered[1:] == ordered[:-1]).any():
        return []
    _, first = np.unique(code, return_index=True)
    repeats = np.setdiff1d(np.arange(frame.rows), first)
    return frame.problems("duplicate-row", on, repeats)
