"""What a person says of a file's columns against how they were read, remembered for files of the same form."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from etl.uploads.context import Options
from etl.uploads.knowledge import Knowledge
from etl.uploads.layout import Layout, ValueColumn
from warehouse.writer import now_in_vietnam, writer

if TYPE_CHECKING:
    from warehouse.serving import Reads

SKIP: Final = "skip"
VALUE: Final = "value"
#: What a column of words may be said to be.
ROLES: Final = (
    "place", "school", "indicator", "breakdown", "year", "period", "cumulation", "unit", "state", "as_of", "source",
    "note",
)  # fmt: skip
#: What belongs to the form of a file and not to the one file: place, year and period are never carried over.
OF_FORM: Final = ("decimal", "encoding", "indicator", "columns")


class Remembered(NamedTuple):
    """A correction made earlier for files of the same form."""

    options: Options
    made_at: datetime
    made_by: str


def corrected(found: Layout, said: Sequence[tuple[int, str]], known: Knowledge) -> Layout:
    """The layout with columns as a person says they are; the rest as it was read."""
    if not said:
        return found
    changed = replace(found, roles=dict(found.roles), values=list(found.values), extras=list(found.extras))
    for column, role in said:
        if 0 <= column < max(found.width, 1):
            _set(changed, column, role, known)
    changed.values.sort(key=lambda value: value.index)
    changed.shape = "wide" if len(changed.loaded) != 1 or changed.loaded[0].indicator else found.shape
    return changed


def _set(layout: Layout, column: int, role: str, known: Knowledge) -> None:
    before = next((value for value in layout.values if value.index == column), None)
    layout.roles = {name: index for name, index in layout.roles.items() if index != column}
    layout.values = [value for value in layout.values if value.index != column]
    layout.extras = [index for index in layout.extras if index != column]
    if role in ROLES:
        layout.roles[role] = column
    elif role == VALUE or "/" in role:
        layout.values.append(_value(layout, column, role, before, known))
    else:
        layout.extras.append(column)


def _value(layout: Layout, column: int, role: str, before: ValueColumn | None, known: Knowledge) -> ValueColumn:
    plain = replace(before or ValueColumn(column, layout.header(column) or ""), skipped=False)
    if role == VALUE:
        return plain
    indicator, _, breakdown = role.partition("/")
    known_indicator = indicator if indicator in known.registry.indicators else None
    return replace(plain, indicator=known_indicator, breakdown=breakdown or None)


def of_form(options: Options) -> dict[str, Any]:
    """What of the options holds for every file of the form."""
    told = {name: getattr(options, name) for name in OF_FORM}
    return {name: value for name, value in told.items() if value}


def remember(signature: str | None, options: Options, folder: Path, by: str) -> bool:
    """Remember how a form is read; whether there was anything to remember."""
    told = of_form(options)
    if not signature or not told:
        return False
    with writer(folder, by) as work:
        work.add_reading_correction(signature, json.dumps(told), now_in_vietnam())
    return True


def remembered(signature: str | None, reads: "Reads") -> Remembered | None:
    """The latest correction for a form; None where there is none."""
    rows = reads.query("reading_correction", signature=signature or "")
    if rows.empty:
        return None
    row = rows.iloc[0]
    return _remembered(str(row["options"]), row["made_at"], str(row["made_by"]))


def remembered_in(signature: str | None, folder: Path, by: str) -> Remembered | None:
    """The same for a command line, which needs no copy of the whole store for it."""
    with writer(folder, by) as work:
        found = work.last_reading_correction(signature or "")
    return None if found is None else _remembered(*found)


def _remembered(options: str, made_at: datetime, made_by: str) -> Remembered:
    told = json.loads(options)
    columns = tuple((int(column), str(role)) for column, role in told.pop("columns", ()))
    return Remembered(Options(columns=columns, **told), made_at, made_by)


def joined(options: Options, earlier: Options) -> Options:
    """What is said now, and what was said earlier where nothing is said now."""
    merged = {name: now if now not in (None, ()) else before
              for name, now, before in zip(Options._fields, options, earlier, strict=True)}  # fmt: skip
    return Options(**merged)  # type: ignore[arg-type]
