"""What makes a series, and series as numbers that join and sort fast."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

SERIES: Final = ["place", "indicator", "breakdown", "coverage"]


def codes(table: pd.DataFrame, columns: Sequence[str]) -> npt.NDArray[np.int64]:
    """One whole number for each distinct combination of the columns: a join key that sorts fast."""
    combined = np.zeros(len(table), dtype=np.int64)
    for column in columns:
        code, values = pd.factorize(table[column], use_na_sentinel=False)
        combined = combined * max(len(values), 1) + code
    return pd.factorize(combined)[0].astype(np.int64)
