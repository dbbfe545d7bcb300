"""What the template is recognised by: its columns in their order, in either language; its unfilled rows."""

from functools import cache
from typing import Final

import numpy as np

from etl.uploads.layout import Layout
from etl.uploads.reading import Mask
from etl.uploads.sight import Sight
from wording.catalogue import LANGS, words

#: The columns of the template by the key of their header words.
COLUMNS: Final = (
    "place", "year", "period", "indicator", "breakdown", "value", "unit", "state", "as_of", "source", "note",
)  # fmt: skip


@cache
def heads(lang: str) -> tuple[str, ...]:
    """The template's header."""
    return tuple(words(lang).text(f"uploads.column_{key}") for key in COLUMNS)


def is_template(layout: Layout) -> bool:
    """Whether a table is the template: exactly its headers, in their order."""
    found = tuple(layout.headers.get(i, "") for i in range(layout.width))
    return any(found == heads(lang) for lang in LANGS)


def unfilled(sight: Sight) -> Mask:
    """Which rows of the template hold nothing but what was filled in beforehand; no row of any other table."""
    if not is_template(sight.layout):
        return np.zeros(sight.cells.count, np.bool_)
    cells = sight.cells
    blank = cells.word < 0
    for coded in (cells.source, cells.note):
        blank &= np.array([value is None for value in coded.values], np.bool_)[coded.codes]
    blank &= np.array([state.state is None and state.text is None for state in cells.state.values])[cells.state.codes]
    blank &= np.array([day.printed is None for day in cells.as_of.values])[cells.as_of.codes]
    return blank
