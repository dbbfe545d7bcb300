"""The parts of a year put together month by month, no month counted twice: the one rule of every screen (DOMAIN §3).

A figure counted from January stands for itself; a month without one is the line before it plus the part between, the
longest part first; what is still open is a later figure less the part after it, where both are exact.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.figures import Bools, Ints, could_be
from metrics.periods import period
from metrics.registry import Rules
from metrics.series import SERIES, codes

#: How a month of a line is known: printed as such, put together from parts, or left over from later figures.
PRINTED, ADDED, DERIVED = 1, 2, 3
#: What one line belongs to: figures of different printed units are never added.
LINE: Final = (*SERIES, "year", "unit")
MONTHS: Final = 12
EXACT: Final = "exact"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of several series and years: a row for each of `keys` (LINE), a column for the end of month 0, 1, … 12.

    `value` in micros; of it `vague` (to `vague_high`) is printed only as "hơn", "gần", "khoảng" or a range, which
    `word` says: parts of two such words are never added. `members`: the observations that it is made of, joined by
    "+". `closing`: the position of the part by which the month is known.
    """

    keys: pd.DataFrame
    value: Ints
    vague: Ints
    vague_high: Ints
    word: npt.NDArray[np.object_]
    known: Bools
    how: npt.NDArray[np.int8]
    members: npt.NDArray[np.object_]
    closing: Ints


def with_months(parts: pd.DataFrame) -> pd.DataFrame:
    """The figures with `first` and `last`, the months before and at which each ends: January to June is 0 and 6."""
    first = parts["period_start"].dt.month.to_numpy(np.int64) - 1
    return parts.assign(first=first, last=parts["period_end"].dt.month.to_numpy(np.int64))


def lines(pieces: pd.DataFrame) -> Lines:
    """The line of every series and year among the parts (columns of observations, `first`, `last`)."""
    group = codes(pieces, LINE)
    keys = pieces[list(LINE)][~pd.Series(group, index=pieces.index).duplicated()].reset_index(drop=True)
    made = _empty(keys)
    spans = _by_span(pieces, group)
    for _ in range(2):
        _forward(made, spans)
        _backward(made, spans)
    return made


def _empty(keys: pd.DataFrame) -> Lines:
    shape = (len(keys), MONTHS + 1)
    value, vague, high, closing = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    known, how = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.int8)
    known[:, 0] = True
    word, members = np.full(shape, EXACT, dtype=object), np.full(shape, "", dtype=object)
    return Lines(keys, value, vague, high, word, known, how, members, closing)


@dataclass(frozen=True, slots=True)
class _Span:
    """The parts that cover the same months: the row of the line of each, its position, figure, word and identifier."""

    first: int
    last: int
    row: Ints
    position: Ints
    value: Ints
    high: Ints
    word: npt.NDArray[np.object_]
    member: npt.NDArray[np.object_]


def _by_span(pieces: pd.DataFrame, row: Ints) -> list[_Span]:
    """The parts by the months that they cover: by their end, then the longest first."""
    first, last = pieces["first"].to_numpy(np.int64), pieces["last"].to_numpy(np.int64)
    columns = [pieces[c].to_numpy(np.int64) for c in ("value", "value_high")]
    texts = [pieces[c].to_numpy(object) for c in ("qualifier", "members")]
    spans = []
    for end, start in sorted(set(zip(last.tolist(), first.tolist(), strict=True))):
        at = np.flatnonzero((first == start) & (last == end))
        spans.append(_Span(start, end, row[at], at, *(c[at] for c in columns), *(t[at] for t in texts)))
    return spans


def _forward(made: Lines, spans: list[_Span]) -> None:
    for span in spans:
        before, after = made.word[span.row, span.first], span.word
        addable = (before == EXACT) | (after == EXACT) | (before == after)
        here = made.known[span.row, span.first] & ~made.known[span.row, span.last] & addable
        at, vague = span.row[here], after[here] != EXACT
        start, end = (at, span.first), (at, span.last)
        made.value[end] = made.value[start] + span.value[here]
        made.vague[end] = made.vague[start] + np.where(vague, span.value[here], 0)
        made.vague_high[end] = made.vague_high[start] + np.where(vague, span.high[here], 0)
        made.word[end] = np.where(vague, after[here], before[here])
        derived = made.how[start] == DERIVED
        made.how[end] = np.where(derived, DERIVED, ADDED) if span.first else PRINTED
        _close(made, span, here, span.first, span.last)


def _backward(made: Lines, spans: list[_Span]) -> None:
    for span in reversed(spans):
        exact = (made.word[span.row, span.last] == EXACT) & (span.word == EXACT)
        before = made.value[span.row, span.last] - span.value
        here = made.known[span.row, span.last] & ~made.known[span.row, span.first] & exact & (before >= 0)
        made.value[span.row[here], span.first] = before[here]
        made.how[span.row[here], span.first] = DERIVED
        _close(made, span, here, span.last, span.first)


def _close(made: Lines, span: _Span, here: Bools, known: int, told: int) -> None:
    """The month told is known from another one and the part between."""
    at = span.row[here]
    pairs = zip(made.members[at, known], span.member[here], strict=True)
    made.members[at, told] = np.array([f"{a}+{b}" if a else b for a, b in pairs], dtype=object)
    made.known[at, told], made.closing[at, told] = True, span.position[here]


def between(made: Lines, rules: Rules) -> tuple[Ints, Ints]:
    """Between which values each month of the lines lies, low and high: apart only where a source is vague."""
    shape, flat = made.value.shape, made.vague.ravel()
    nothing = np.zeros(flat.size, dtype=np.int64)
    reach = could_be(
        flat, made.vague_high.ravel(), made.word.ravel(), nothing, np.zeros(flat.size, dtype=np.bool_), rules
    )
    firm = made.value - made.vague
    return firm + reach.low.reshape(shape), firm + reach.high.reshape(shape)


def put_together(pieces: pd.DataFrame) -> pd.DataFrame:
    """What the parts say of the months up to which no figure is printed: one row for each, like the parts' rows.

    `members` names the parts; the sum is final only where every part is, and known only since the last of them.
    """
    made = lines(pieces)
    row, month = np.nonzero((made.how == ADDED) | (made.how == DERIVED))
    if not len(row):
        return pieces.head(0)
    closing = pieces.iloc[made.closing[row, month]].reset_index(drop=True)
    value, members = made.value[row, month], made.members[row, month]
    further = made.vague_high[row, month] - made.vague[row, month]
    return closing.assign(
        value=value, value_high=value + further, qualifier=made.word[row, month], members=members,
        **_together(pieces, members), **_until(closing["year"].to_numpy(np.int64), month),
    )  # fmt: skip


def _together(pieces: pd.DataFrame, members: npt.NDArray[np.object_]) -> dict[str, Any]:
    """State, printed decimals and day known of the sums."""
    parts = pd.Series([m.split("+") for m in members], dtype=object).explode()
    told = pieces.set_index("members").loc[parts.to_numpy(), ["state", "decimals", "known_from"]]
    undated, preliminary = told["known_from"].isna(), told["state"] == "preliminary"
    by = told.assign(undated=undated, preliminary=preliminary).groupby(parts.index.to_numpy())
    some = by[["undated", "preliminary"]].any()
    return {
        "state": np.where(some["preliminary"], "preliminary", "final"),
        "decimals": by["decimals"].max().to_numpy(np.int64),
        "known_from": by["known_from"].max().where(~some["undated"]),
    }


def _until(year: Ints, month: Ints) -> dict[str, Any]:
    """The span from January to the end of each month: its key, first and last day, how it counts."""
    spans = [period(f"{y}-YTD{m:02d}") for y, m in zip(year.tolist(), month.tolist(), strict=True)]
    return {
        "period": [span.key for span in spans],
        "period_start": pd.to_datetime([span.start for span in spans]),
        "period_end": pd.to_datetime([span.end for span in spans]),
        "cumulation": [span.cumulation for span in spans],
        "whole": month == MONTHS,
        "to_date": True,
    }


def contradictions(pieces: pd.DataFrame, made: Lines, rules: Rules) -> pd.DataFrame:
    """The parts that cannot stand beside the line: `observation_id`, with the columns of LINE, period and `why`.

    `differs`: the line rises by another amount over the part's months. `falls`: the line is lower at its end than at
    an earlier month, which a flow counted from January cannot be.
    """
    number = codes(pd.concat([made.keys, pieces[list(LINE)]], ignore_index=True), LINE)
    row_of = {int(code): i for i, code in enumerate(number[: len(made.keys)])}
    at = np.array([row_of[int(code)] for code in number[len(made.keys) :]], dtype=np.int64)
    first, last = pieces["first"].to_numpy(np.int64), pieces["last"].to_numpy(np.int64)
    rate = np.zeros(len(pieces), dtype=np.bool_)
    reach = could_be(
        pieces["value"].to_numpy(np.int64), pieces["value_high"].to_numpy(np.int64),
        pieces["qualifier"].to_numpy(object), pieces["decimals"].to_numpy(np.int64), rate, rules,
    )  # fmt: skip
    lows, highs = between(made, rules)
    both = made.known[at, first] & made.known[at, last]
    low, high = lows[at, last] - highs[at, first], highs[at, last] - lows[at, first]
    differs = both & ((reach.low > high) | (reach.high < low))
    highest = np.maximum.accumulate(np.where(made.known, lows, 0), axis=1)
    falls = both & (highs[at, last] < highest[at, np.maximum(last - 1, 0)])
    found = pieces[[*LINE, "period", "observation_id"]].assign(why=np.where(differs, "differs", "falls"))
    against: pd.DataFrame = found[differs | falls].reset_index(drop=True)
    return against
