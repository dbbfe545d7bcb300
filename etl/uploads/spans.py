"""What a `Cộng` over months or quarters covers: the stretch of the year that the summed ones make up."""

from collections.abc import Iterable, Sequence
from typing import Final

from etl.uploads.layout import ValueColumn
from etl.uploads.moments import BAD, Moment, period_said

#: Stretches that have a name, by first and last month; those from January on are year to date.
_NAMES: Final = {(4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4", (7, 12): "H2", (1, 12): ""}
#: Any year serves to ask which months a part covers.
_ANY_YEAR: Final = 2000


def spanned(parts: Iterable[str]) -> str:
    """The part of the year that months and quarters make up together; BAD where they leave a gap or have no name."""
    months = sorted(month for part in parts for month in _months(part))
    if not months or months != list(range(months[0], months[-1] + 1)):
        return BAD
    first, last = months[0], months[-1]
    if first == last:
        return f"M{first:02d}"
    return _NAMES.get((first, last), f"YTD{last:02d}" if first == 1 else BAD)


def _months(part: str) -> range:
    found = period_said(part, _ANY_YEAR) if is_summed(part) else None
    return range(0) if found is None else range(found.start.month, found.end.month + 1)


def is_summed(part: str | None) -> bool:
    """Whether a part of the year is a month or a quarter, which a total beside it may add up."""
    return part is not None and part[:1] in ("M", "Q")


def total_over(column: ValueColumn, columns: Sequence[ValueColumn], filled: set[int]) -> Moment | None:
    """What a column of totals beside months or quarters covers; None for any other column.

    `filled` are the columns in which some figure stands: months still to come are in no sum.
    """
    if column.breakdown != "total" or column.moment != Moment(None) or column.same_period:
        return None
    beside = [other for other in columns if other is not column and other.indicator == column.indicator]
    timed = [c for c in beside if is_summed(c.moment.part) and c.cumulation != "year_to_date"]
    if not timed or any(other.moment == Moment(None) for other in beside):
        return None
    years = {other.moment.year for other in timed}
    parts = {other.moment.part or "" for other in timed if other.index in filled}
    return Moment(spanned(parts) if len(years) == 1 else BAD, years.pop())
