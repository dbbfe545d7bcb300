"""Wide tables: a row names place, indicator, level or school, each column of figures says the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from etl.uploads import said
from etl.uploads.cells import Cells, Coded, Interner, Series, Time, Unit, time
from etl.uploads.context import Context
from etl.uploads.folding import folded, without_footnote, without_numbering
from etl.uploads.knowledge import Knowledge
from etl.uploads.layout import Layout, ValueColumn
from etl.uploads.lexicon import Phrase
from etl.uploads.long_table import unit_around
from etl.uploads.moments import BAD, Moment, moment_of_cell
from etl.uploads.sheets import MARK, shown
from etl.uploads.spans import spanned, total_over

_GROUP: Final = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ])[.)]?")
#: What a total row may say of the rows that it adds up.
_FORMULA: Final = re.compile(
    r"\s*[(:=]?\s*(?:[IVX]+|[A-ZĐ]|\d{1,2})(?:\s*[+,-]\s*(?:[IVX]+|[A-ZĐ]|\d{1,2}|…|\.{2,}))+\s*\)?\s*$"
)
#: As above, in a column of units.
_DITTO: Final = frozenset({'"', "”", "“", "''", "-nt-", "nt", "như trên", "- nt -", ",,", "″"})
_UNKNOWN: Final = Series(None, code="unknown-indicator")


class Row(NamedTuple):
    """A row below the header: its number in the file and its cells."""

    number: int
    cells: list[str]


@dataclass
class Heading:
    """What the rows above say of the rows below: indicator, and whether all below is only a part."""

    series: Series | None = None
    skipped: bool = False
    phrase: Phrase | None = None


class WideTable:
    """The rows below a header of several figure columns."""

    def __init__(
        self,
        rows: Sequence[list[str]],
        layout: Layout,
        around: Context,
        known: Knowledge,
        columns: Sequence[ValueColumn] | None = None,
    ) -> None:
        self.layout, self.around, self.known = layout, around, known
        self.columns = layout.loaded if columns is None else columns
        self.roles = layout.roles
        self.rows = [Row(i + 1, rows[i]) for i in range(layout.data, len(rows)) if any(c.strip() for c in rows[i])]
        self.schools = self._lists_schools()
        self.only = self._only_indicator()
        self.rows = self.rows[: self._end()]
        self._moments = self._totals_over_time()
        self._words: list[str | None] = []
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._codes: list[list[int]] = []
        self._interners = tuple(Interner() for _ in range(8))  # type: ignore[var-annotated]
        self._heading = Heading()
        #: Whether columns are levels; else a column of totals adds up months, not levels.
        self._by_levels = any(column.breakdown not in (None, "total") for column in layout.values)
        self.rows_read = 0

    def _totals_over_time(self) -> dict[int, Moment]:
        """The stretch that each column of totals beside months or quarters covers."""
        filled = {c.index for c in self.columns if any(self._holds_figure(row, c) for row in self.rows)}
        found = {c.index: total_over(c, self.columns, filled) for c in self.columns}
        return {index: moment for index, moment in found.items() if moment is not None}

    def _holds_figure(self, row: Row, column: ValueColumn) -> bool:
        return self._figure(row, column).casefold() not in self.known.lexicon.missing

    def cells(self) -> Cells:
        """The cells of all figure columns, row by row."""
        for row in self._chosen():
            self._take(row)
        return self._gathered()

    def _chosen(self) -> list[Row]:
        """The rows that give figures; of schools only the total row, where there is one."""
        if not self.schools:
            return self.rows
        totals = [row for row in self.rows if self._is_total(row)]
        self.rows_read = len(self.rows)
        return totals[-1:] if totals else [row for row in self.rows if not self._heads_schools(row)]

    def _heads_schools(self, row: Row) -> bool:
        """Whether a row numbered I, II or A, B heads schools numbered 1, 2: its figures are those below it."""
        numbers = [self.text(other, "number") or "" for other in self.rows]
        counted = any(number.strip(". )").isdigit() for number in numbers)
        return counted and _GROUP.fullmatch(self.text(row, "number") or "") is not None

    def text(self, row: Row, role: str) -> str | None:
        """The text of a role's cell in a row; None where it is blank or the role has no column."""
        index = self.roles.get(role)
        found = shown(row.cells[index]).strip() if index is not None and index < len(row.cells) else ""
        return found or None

    def _figure(self, row: Row, column: ValueColumn) -> str:
        return row.cells[column.index].strip() if column.index < len(row.cells) else ""

    def _lists_schools(self) -> bool:
        """Rows are schools of one province: the place is known, and no cell of their column is a known place."""
        role = "school" if "school" in self.roles else "place"
        if role not in self.roles or self.around.place is None or (role == "school" and "place" in self.roles):
            return False
        return not any(self.known.gazetteer.known(text) for row in self.rows if (text := self._label(row, role)))

    def _label(self, row: Row, role: str) -> str | None:
        """A label without numbering and footnote marks; None for total and region rows."""
        text = self.text(row, role)
        if text is None:
            return None
        bare = text if self.known.gazetteer.known(text) else without_numbering(without_footnote(text))[0]
        return (
            None if folded(bare) in self.known.lexicon.totals or folded(bare) in self.known.gazetteer.regions else bare
        )

    def _is_total(self, row: Row) -> bool:
        roles = ("place", "school", "number") if "place" in self.roles or "school" in self.roles else ()
        texts = [text for role in roles if (text := self.text(row, role))]
        first = next((shown(cell).strip() for cell in row.cells if cell.strip()), "")
        return any(self._says_total(text) for text in texts or [first])

    def _says_total(self, text: str) -> bool:
        """Whether a label is that of a total, `Tổng cộng (I+II)` and `Cộng: A + B` among them."""
        bare = _FORMULA.sub("", without_numbering(without_footnote(text))[0])
        return folded(bare) in self.known.lexicon.totals

    def _is_region(self, row: Row) -> bool:
        text = self.text(row, "place")
        return text is not None and folded(without_numbering(text)[0]) in self.known.gazetteer.regions

    def _only_indicator(self) -> str | None:
        """The one indicator that columns and rows name; None where they name several."""
        named = {column.indicator for column in self.layout.loaded if column.indicator}
        if "indicator" in self.roles:
            phrases = [self.known.lexicon.phrase(text) for row in self.rows if (text := self.text(row, "indicator"))]
            named |= {phrase.indicator for phrase in phrases if phrase.indicator}
        return named.pop() if len(named) == 1 else None

    def _end(self) -> int:
        """How many rows there are before footnotes and signatures."""
        end = len(self.rows)
        while end and not self._is_data(self.rows[end - 1]):
            end -= 1
        return end

    def _is_data(self, row: Row) -> bool:
        figures = [self._figure(row, column) for column in self.layout.values]
        if any(cell.startswith(MARK) or self.known.figures.figure(cell).status in (1, 2) for cell in figures if cell):
            return True
        labels = [text for role in ("place", "school", "indicator", "breakdown") if (text := self.text(row, role))]
        if any(self._knows(text) for text in labels):
            return True
        return bool(labels) and any(any(c.isdigit() for c in cell) for cell in figures)

    def _knows(self, label: str) -> bool:
        phrase = self.known.lexicon.phrase(label)
        return self.known.gazetteer.known(label) or bool(phrase.whole and (phrase.indicator or phrase.breakdown))

    def _take(self, row: Row) -> None:
        filled = [column for column in self.layout.values if self._figure(row, column)]
        if not self.schools and (self._is_region(row) or (self._by_place and self._is_total(row))):
            self.rows_read += 1
            return
        series = self._row_series(row, bool(filled))
        if series is None:
            return
        if not self.schools:
            if not filled and (self._heads_others(row) or not self._knows(self._any_label(row))):
                return
            self.rows_read += 1
        for column in self.columns:
            self._add(row, column, series)

    def _heads_others(self, row: Row) -> bool:
        """Whether a row without figures is a heading: rows are indicators, and it prints no unit of its own."""
        return not self._by_place and self.text(row, "unit") is None

    @property
    def _by_place(self) -> bool:
        return "place" in self.roles or "school" in self.roles

    def _any_label(self, row: Row) -> str:
        return next(
            (text for role in ("place", "school", "indicator", "breakdown") if (text := self.text(row, role))), ""
        )

    def _row_series(self, row: Row, filled: bool) -> Series | None:
        """What a row says of indicator and breakdown; None for rows that head others or are never loaded."""
        text = self.text(row, "indicator")
        level = self.text(row, "breakdown")
        if text is None and level is None:
            return None if "indicator" in self.roles and not self._by_place and not filled else Series(None, "")
        phrase = self.known.lexicon.phrase(text or level or "")
        if phrase.subset or phrase.scenario == "never" or phrase.roles == {"filler"}:
            self._aside(phrase.scenario == "never", phrase.roles == {"filler"}, filled)
            return None
        if phrase.whole and phrase.indicator and not self._by_place:
            self._heading = Heading(
                said.of(phrase.indicator, phrase.breakdown or "total", self.known, text, "indicator"), phrase=phrase
            )
        elif not (phrase.whole and phrase.breakdown) and not self._by_place and not level:
            self._heading = Heading(_UNKNOWN._replace(text=text))
            return self._heading.series if filled else None
        return None if self._heading.skipped else self._named(phrase, level if text else None)

    def _aside(self, never: bool, filler: bool, filled: bool) -> None:
        if never:
            self._heading = Heading(None, skipped=True)
        elif not filled and not filler:
            self._heading = Heading(self._heading.series, skipped=True)

    def _named(self, phrase: Phrase, level: str | None) -> Series:
        if phrase.scenario == "same_period":
            return Series(None, code="unknown-indicator", role="indicator", text=phrase.text)
        if level is not None:
            return said.series(phrase, self.known.lexicon.phrase(level), self.known)
        if not phrase.whole or not (phrase.indicator or phrase.breakdown):
            role = "indicator" if "indicator" in self.roles else "breakdown"
            return Series(None, code=f"unknown-{role}", role=role, text=phrase.text)
        head = self._heading.series
        indicator = phrase.indicator or (head.indicator if head else None)
        if indicator is None and head is not None and head.code:
            return head._replace(text=phrase.text)
        return Series(indicator, phrase.breakdown or "")

    def _add(self, row: Row, column: ValueColumn, series: Series) -> None:
        words = self._figure(row, column)
        if self.schools and not words:
            words = ""
        label = self.around.place or "" if self.schools or not self._by_place else self._label(row, "place") or ""
        values: tuple[object, ...] = (
            label, self._series(series, column), self._time(row, column), self._unit(row, column),
            said.state(self.text(row, "state"), self.known, self._beside(row).state or self._state(column)),
            said.day(self.text(row, "as_of")), self.text(row, "source"), self.text(row, "note"),
        )  # fmt: skip
        codes = [interner.code(value) for interner, value in zip(self._interners, values, strict=True)]
        self._words.append(words or None)
        self._rows.append(row.number)
        self._columns.append(column.index)
        self._codes.append(codes)

    def _state(self, column: ValueColumn) -> str | None:
        """The state that a column's header gives, else that around the table for its own year."""
        own_year = column.moment.year in (None, self.around.year)
        return column.state or (self.around.state if own_year else None)

    def _series(self, row: Series, column: ValueColumn) -> Series:
        if row.code:
            return row
        indicator = column.indicator or row.indicator or self.only or self.around.indicator
        if row.indicator and column.indicator and row.indicator != column.indicator:
            return Series(None, code="unknown-indicator", text=column.header)
        if indicator is None:
            return Series(None, code="unknown-indicator", role="header", text=column.header)
        own = column.breakdown if self._by_levels else None
        breakdown = row.breakdown or own or self.around.breakdown or column.breakdown or "total"
        if row.breakdown and row.breakdown != "total" and column.breakdown not in (None, "total", row.breakdown):
            return Series(None, code="unknown-breakdown", role="breakdown", text=column.header)
        if row.breakdown == "total" and column.breakdown:
            breakdown = column.breakdown
        return said.of(indicator, breakdown, self.known, column.header, "header")

    def _time(self, row: Row, column: ValueColumn) -> Time:
        tag = next((role for role in ("period", "month", "quarter") if role in self.roles), None)
        text = self.text(row, tag) if tag else None
        own, said_so = self._cell_moment(row, text, tag or "") if text else (None, None)
        how = self.text(row, "cumulation")
        if text is None:
            own, said_so = self._moment_beside(row, column), self._beside(row).cumulation
        cumulation = column.cumulation or (said.cumulation(how, self.known) if how else said_so)
        if cumulation == BAD:
            return Time(None, "bad-period", "period", how)
        found = time(self.text(row, "year"), own, self._column_moment(column), cumulation, self.known.years)
        return found._replace(text=text or column.header) if found.code == "bad-period" else found

    def _beside(self, row: Row) -> Phrase:
        """What a row's label says beside indicator and level; that of the heading where it is a level below one."""
        own = self.known.lexicon.phrase(self.text(row, "indicator") or self.text(row, "breakdown") or "")
        head = self._heading.phrase
        return own if own.indicator or head is None or own.moment or own.state else head

    def _moment_beside(self, row: Row, column: ValueColumn) -> Moment | None:
        """The time that a row's label says; none that contradicts its column, a year of its own is whole."""
        found, of_column = self._beside(row).moment, column.moment
        if found is None or found.key:
            return found
        differs = (None not in (found.year, of_column.year) and found.year != of_column.year) or (
            None not in (found.part, of_column.part) and found.part != of_column.part
        )
        if differs:
            return Moment(BAD)
        whole = found.part is None and of_column.part is None and found.year != self.around.year
        return found._replace(part="") if whole else found

    def _cell_moment(self, row: Row, text: str, tag: str) -> tuple[Moment, str | None]:
        """What a row's cell of a period says, and how it cumulates; a total row covers the months above it."""
        if self._says_total(text):
            alike = ("place", "year", "indicator")
            beside = [other for other in self.rows if all(self.text(other, r) == self.text(row, r) for r in alike)]
            said_of = [moment_of_cell(t, tag) for other in beside if (t := self.text(other, tag)) and t != text]
            return Moment(spanned({found.part or "" for found in said_of if found and found.part})), None
        return said.moment(text, tag, self.known)

    def _column_moment(self, column: ValueColumn) -> Moment:
        """What a column says of time, completed by what holds around it."""
        said_of, around = self._moments.get(column.index, column.moment), self.around
        if said_of.key:
            return said_of
        year = said_of.year or around.year
        if column.same_period and said_of.year is None and year is not None:
            year -= 1
        if said_of.part is not None:
            return Moment(said_of.part, year)
        if column.compared == "plan":
            return Moment("", year)
        inherits = (
            said_of.year is None or column.same_period or (said_of.year == around.year and column.state != "estimate")
        )
        return Moment(around.part if inherits else "", year, around.key if inherits and said_of.year is None else None)

    def _unit(self, row: Row, column: ValueColumn) -> Unit:
        text = self._unit_text(row)
        if text:
            return said.unit(text, self.known)
        phrase = self.known.lexicon.phrase(self.text(row, "indicator") or "")
        if phrase.unit:
            return Unit(phrase.unit, phrase.scale, printed=True)
        return unit_around(column.unit, column.scale, self.layout)

    def _unit_text(self, row: Row) -> str | None:
        """The unit that a row prints; that of the nearest row above where it prints a ditto mark."""
        text = self.text(row, "unit")
        if text is None or text.casefold() not in _DITTO:
            return text
        above = [said for other in self.rows if other.number < row.number and (said := self.text(other, "unit"))]
        return next((said for said in reversed(above) if said.casefold() not in _DITTO), text)

    def _gathered(self) -> Cells:
        codes = np.array(self._codes, np.int64).reshape(-1, 8).T
        encoded = pa.array(self._words, pa.string()).dictionary_encode()
        place, series, times, unit, state, as_of, source, note = (
            Coded(interner.values, column) for interner, column in zip(self._interners, codes, strict=True)
        )
        cells = Cells(
            np.array(self._rows, np.int64), np.array(self._columns, np.int64), place, series, times, unit, state, as_of,
            source, note,
            words=encoded.dictionary, word=encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False),
            columns=dict(self.roles),
            header_row=self.layout.last_header + 1, blanks_allowed=self.schools, rows_read=self.rows_read,
        )  # fmt: skip
        if self.schools and self._rows and not any(self._is_total(row) for row in self.rows):
            cells.remarks.append("sum")
        if self.schools:
            cells.columns["place"] = None
        return cells
