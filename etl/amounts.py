"""Printed amounts: text into exact millionths, and how many decimals were printed."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

AMOUNT: Final = pa.decimal128(18, 6)
PATTERN: Final = r"^-?\d{1,12}(\.\d{1,6})?$"
MICRO: Final = 1_000_000


class Amounts(NamedTuple):
    """Amounts of distinct words: exact, in millionths, printed decimals, and which words are a number."""

    exact: pa.Array
    micros: npt.NDArray[np.int64]
    decimals: npt.NDArray[np.int64]
    readable: npt.NDArray[np.bool_]


def amounts(words: pa.Array) -> Amounts:
    """The amounts that words print in plain form (a dot, at most six decimals); 0 where unreadable."""
    readable = pc.match_substring_regex(words, PATTERN)
    exact = pc.if_else(readable, words, "0").cast(AMOUNT)
    dot = pc.find_substring(words, ".")
    decimals = pc.if_else(pc.equal(dot, -1), 0, pc.subtract(pc.subtract(pc.utf8_length(words), dot), 1))
    return Amounts(
        exact, micros(exact), decimals.to_numpy(zero_copy_only=False), readable.to_numpy(zero_copy_only=False)
    )


def micros(exact: pa.Array) -> npt.NDArray[np.int64]:
    """The millionths of DECIMAL(18,6) amounts, the low halves of 128-bit integers; undefined where missing."""
    if not len(exact):
        return np.empty(0, np.int64)
    halves = np.frombuffer(exact.buffers()[1], np.int64)
    return halves[2 * exact.offset : 2 * (exact.offset + len(exact)) : 2]
