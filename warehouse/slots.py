"""Arriving figures by their slot: place, indicator, breakdown, coverage, period and state as one whole number."""

from typing import Final

import numpy as np
import pyarrow as pa

SLOT: Final = ("place", "indicator", "breakdown", "coverage", "period", "state")
COMPARED: Final = ("low", "high", "qualifier", "unit", "as_of")


def slotted(table: pa.Table) -> dict[str, pa.Table]:
    """`arriving_figures` (position, key and what is compared) and a table `slot_…` of each column's words.

    A word's `part` of the key is told once; a missing word (coverage) is a word of its own.
    """
    key, size = np.zeros(table.num_rows, np.int64), 1
    tables = {}
    for name in SLOT:
        words, codes = _words(table.column(name))
        key += codes * size
        parts = pa.array(np.arange(len(words), dtype=np.int64) * size)
        tables[f"slot_{name}"] = pa.table({name: words, "part": parts})
        size *= len(words)
    position = pa.array(np.arange(table.num_rows, dtype=np.int32))
    own = {name: table.column(name) for name in COMPARED}
    return tables | {"arriving_figures": pa.table({"position": position, "key": pa.array(key)} | own)}


def _words(column: pa.ChunkedArray) -> tuple[pa.Array, np.ndarray]:
    whole = column.combine_chunks()
    coded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    words = pa.concat_arrays([coded.dictionary.cast(pa.string()), pa.nulls(1, pa.string())])
    return words, coded.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
