"""Long tables: one observation a row, each distinct text resolved once."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pyarrow as pa

from etl.frame import Codes, Frame
from etl.read import SOURCE_ROW
from etl.uploads import said
from etl.uploads.cells import Cells, Coded, Series, Time, Unit, distinct, time
from etl.uploads.context import Context
from etl.uploads.knowledge import Knowledge
from etl.uploads.layout import Layout
from etl.uploads.lexicon import Phrase
from etl.uploads.moments import BAD, Moment
from etl.uploads.sheets import shown

Value = TypeVar("Value")
#: How many rows at the end may be footnotes and signatures.
LONGEST_FOOT = 60


class LongTable:
    """The columns of words of a long table, with what holds for all rows."""

    def __init__(self, table: pa.Table, layout: Layout, around: Context, known: Knowledge) -> None:
        self.layout, self.around, self.known = layout, around, known
        self.value = layout.values[0]
        self.frame = Frame(table)
        kept = table.num_rows - self._foot()
        if kept < table.num_rows:
            self.frame = Frame(table.slice(0, kept).combine_chunks())

    def cells(self) -> Cells:
        """The cells of the value column."""
        series, phrases = self._series()
        words = str(self.value.index)
        return Cells(
            row=self.frame.table.column(SOURCE_ROW).to_numpy().astype(np.int64),
            column=np.full(self.frame.rows, self.value.index, np.int64),
            place=self._one("place", lambda text: text or "", self.around.place or ""),
            series=series,
            time=self._time(phrases, series.codes),
            unit=self._unit(phrases, series.codes),
            state=self._one("state", lambda text: said.state(text, self.known, self.around.state), None),
            as_of=self._one("as_of", said.day, None),
            source=self._one("source", lambda text: text, None),
            note=self._one("note", lambda text: text, None),
            words=self.frame.dictionary(words),
            word=self.frame.codes(words),
            columns=dict(self.layout.roles),
            rows_read=self.frame.rows,
        )

    def _column(self, role: str) -> tuple[Codes, list[str | None]] | None:
        """The codes of a role's column and its distinct words, blank as the last one."""
        index = self.layout.roles.get(role)
        if index is None:
            return None
        words: list[str | None] = [shown(word).strip() for word in self.frame.words(str(index))]
        codes = self.frame.codes(str(index))
        return np.where(codes < 0, len(words), codes), [*words, None]

    def _one(self, role: str, read: Callable[[str | None], Value], otherwise: str | None) -> Coded[Value]:
        found = self._column(role)
        if found is None:
            return Coded([read(otherwise)], np.zeros(self.frame.rows, np.int64))
        return Coded([read(word) for word in found[1]], found[0])

    def _series(self) -> tuple[Coded[Series], list[Phrase | None]]:
        columns = [self._column(role) for role in ("indicator", "breakdown")]
        given = [column for column in columns if column is not None]
        codes, rows = distinct(((c, len(words)) for c, words in given), self.frame.rows)
        texts = [[None if c is None else c[1][c[0][row]] for c in columns] for row in rows]
        phrases = [self._phrase(indicator) for indicator, _ in texts]
        fallback = "total" if columns[1] is not None else self.around.breakdown or "total"
        found = [
            said.series(phrase, self.known.lexicon.phrase(breakdown) if breakdown else None, self.known, fallback)
            for phrase, (_, breakdown) in zip(phrases, texts, strict=True)
        ]
        return Coded(found, codes), phrases

    def _phrase(self, text: str | None) -> Phrase | None:
        if "indicator" in self.layout.roles:
            return self.known.lexicon.phrase(text) if text else None
        return self.known.lexicon.phrase(self.around.indicator) if self.around.indicator else None

    def _time(self, phrases: list[Phrase | None], series: Codes) -> Coded:  # type: ignore[type-arg]
        moments = [phrase.moment if phrase else None for phrase in phrases]
        tag = next((role for role in ("period", "month", "quarter") if role in self.layout.roles), None)
        columns = [self._column("year"), self._column(tag) if tag else None, self._column("cumulation")]
        parts = [(column[0], len(column[1])) for column in columns if column is not None]
        if any(moments):
            parts.append((series, len(phrases)))
        codes, rows = distinct(parts, self.frame.rows)
        fallback = self.around.moment if tag is None else Moment(None, self.around.year)
        found = []
        for row in rows:
            year, part, cumulation = (None if c is None else c[1][c[0][row]] for c in columns)
            found.append(self._period(year, part, cumulation, tag or "", moments[series[row]], fallback))
        return Coded(found, codes)

    def _period(
        self,
        year: str | None,
        part: str | None,
        cumulation: str | None,
        tag: str,
        beside: Moment | None,
        fallback: Moment,
    ) -> object:
        own, said_so = said.moment(part, tag, self.known) if part else (beside, None)
        how = said.cumulation(cumulation, self.known) if cumulation else said_so
        found = time(year, own, fallback, how, self.known.years)
        if how == BAD:
            return Time(None, "bad-period", "period", cumulation)
        return found._replace(text=part) if found.code == "bad-period" and part else found

    def _unit(self, phrases: list[Phrase | None], series: Codes) -> Coded[Unit]:
        column = self._column("unit")
        parts = [(series, len(phrases))] if column is None else [(series, len(phrases)), (column[0], len(column[1]))]
        codes, rows = distinct(parts, self.frame.rows)
        return Coded([self._unit_of(None if column is None else column[1][column[0][row]], phrases[series[row]])
                      for row in rows], codes)  # fmt: skip

    def _unit_of(self, text: str | None, phrase: Phrase | None) -> Unit:
        if text:
            return said.unit(text, self.known)
        if phrase is not None and phrase.unit:
            return Unit(phrase.unit, phrase.scale, printed=True)
        return unit_around(self.value.unit, self.value.scale, self.layout)

    def _foot(self) -> int:
        """How many rows at the end are footnotes and signatures."""
        count = 0
        while count < min(LONGEST_FOOT, self.frame.rows) and self._is_foot(self.frame.rows - 1 - count):
            count += 1
        return count

    def _is_foot(self, row: int) -> bool:
        value = shown(self.frame.text(str(self.value.index), row) or "")
        if any(c.isdigit() for c in value) or (value and value.casefold() in self.known.lexicon.missing):
            return False
        texts = [self.frame.text(str(i), row) for i in range(self.layout.width)]
        labels = [texts[i] for role, i in self.layout.roles.items() if role in ("place", "indicator", "breakdown")]
        return sum(1 for text in texts if text) <= 3 and not any(text and self.known.known(text) for text in labels)


def unit_around(unit: str | None, scale: int, layout: Layout) -> Unit:
    """The unit of a header, else that of the unit line, which binds only what it fits."""
    if unit is not None or scale != 1:
        return Unit(unit, scale, printed=unit is not None)
    if layout.unit_line is not None:
        return Unit(layout.unit_line[0], layout.unit_line[1], printed=True, loose=True)
    return Unit()
