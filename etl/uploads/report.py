"""What a check found: how the file was read, its observations, its problems."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from etl.problems import ERROR, WARNING
from etl.uploads.context import Context, Options
from etl.uploads.findings import REFUSED, UNREADABLE, Finding
from etl.uploads.layout import Layout
from metrics.vocabulary import QUALIFIERS


@dataclass
class Report:
    """The answer to a file; `observations` in the warehouse's columns, empty where nothing could be read."""

    file: str
    sha256: str
    size: int
    options: Options
    today: date
    findings: list[Finding]
    encoding: str | None = None
    delimiter: str | None = None
    shape: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    rows_read: int = 0
    observations: pa.Table | None = None
    columns: Any = None
    #: The plans that a table prints, in the columns of observations, and the column of each; never loaded.
    plans: pa.Table | None = None
    plan_columns: Any = None
    #: Printed shares of plans or earlier figures that differ from what the file's own figures give.
    shares: list[Finding] = field(default_factory=list)
    #: Printed shares that nothing in the file can tell: they are held against the store.
    open_shares: list[Any] = field(default_factory=list)
    layout: Layout | None = None
    around: Context | None = None
    grid: Sequence[list[str]] = field(default_factory=list)
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing blocks the file."""
        return not any(finding.severity == ERROR for finding in self.findings)

    @property
    def warnings(self) -> list[Finding]:
        """What must be ticked one by one."""
        return [finding for finding in self.findings if finding.severity == WARNING]

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be kept."""
        return any(finding.code in REFUSED for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 without errors, 1 with some, 2 where the file could not be read at all."""
        if any(finding.code in UNREADABLE for finding in self.findings):
            return 2
        return 0 if self.ok else 1

    @property
    def signature(self) -> str | None:
        """What is the same in every file of this form; None where no header was found."""
        return self.layout.signature if self.layout else None

    def told(self) -> dict[str, Any]:
        """The report as the command line's JSON gives it."""
        return {
            "file": self.file, "sha256": self.sha256, "encoding": self.encoding, "delimiter": self.delimiter,
            "shape": self.shape, "sheet": self.sheet, "rows_read": self.rows_read, "ok": self.ok,
            "observations": told_observations(self.observations), "problems": [f.told() for f in self.findings],
        }  # fmt: skip


def told_observations(table: pa.Table | None) -> list[dict[str, Any]]:
    """Observations as the command line's JSON gives them."""
    return [] if table is None else [_told(row) for row in table.to_pylist()]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    as_of = row["as_of"]
    return {
        "row": row["source_row"], "place": row["place"], "indicator": row["indicator"], "breakdown": row["breakdown"],
        "coverage": None, "year": row["period_end"].year, "period": row["period"], "cumulation": row["cumulation"],
        "value": number(row["low"]), "value_high": number(row["high"]), "decimals": row["decimals"],
        "qualifier": row["qualifier"] or QUALIFIERS[0], "unit": row["unit"], "state": row["state"],
        "as_of": as_of.isoformat() if as_of else None,
    }  # fmt: skip


def number(value: Decimal | None) -> int | float | None:
    """An amount as JSON prints it: whole or with a fraction; None where there is none."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
