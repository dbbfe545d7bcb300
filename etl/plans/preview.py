"""A file of targets on its sheet, in the shape in which the upload screen shows sheets."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from etl.plans.ledger import Compared
from etl.plans.reading import PlanReport
from etl.uploads.preview import Cell, Column, Line, Numbered, Preview, Was
from etl.uploads.sheets import address, letters, shown
from metrics.registry import MICRO

MOST: Final = 200


def plan_preview(report: PlanReport, found: Compared | None, problems: Sequence[Numbered]) -> Preview:
    """The sheet of a file of targets: what becomes of each row, and its problems."""
    if report.header is None:
        return Preview([], [], list(problems), [])
    width = max((len(row) for row in report.grid), default=0)
    kinds = {} if found is None else dict(zip((row.row for row in report.rows), found.kinds, strict=True))
    before = {} if found is None else dict(zip((row.row for row in report.rows), found.replaced, strict=True))
    numbers: dict[str, list[int]] = defaultdict(list)
    worst: dict[str, str] = {}
    for number, finding in problems:
        at = finding.cell or f"row {finding.row}"
        numbers[at].append(number)
        if worst.get(at) != "error" and finding.severity != "note":
            worst[at] = finding.severity
    lines = []
    for index, row in enumerate(report.grid[:MOST]):
        cells = [Cell(shown(row[i]) if i < len(row) else "", worst.get(address(index + 1, i) or "", ""),
                      tuple(numbers.get(address(index + 1, i) or "", ()))) for i in range(width)]  # fmt: skip
        value = report.columns.get("value")
        if value is not None and index + 1 in kinds and value < len(cells):
            held = before.get(index + 1)
            cells[value].was = None if held is None else _was(held)
            cells[value].kind = cells[value].kind or kinds[index + 1]
        if any(cell.text for cell in cells):
            counts = Counter(cell.kind for cell in cells if cell.kind)
            lines.append(Line(index + 1, _part(index, report.header), cells, counts=counts))
    roles = {at: key for key, at in report.columns.items()}
    header = report.grid[report.header]
    columns = [
        Column(letters(i), shown(header[i]) if i < len(header) else "", roles.get(i, "extra")) for i in range(width)
    ]
    return Preview(columns, lines, list(problems), list(report.inherited))


def _part(index: int, header: int) -> str:
    return "title" if index < header else "header" if index == header else "data"


def _was(held: dict[str, object]) -> Was:
    high = Decimal(int(str(held["value_high"]))) / MICRO if held["operator"] == "range" else None
    return Was(Decimal(int(str(held["value"]))) / MICRO, high, int(str(held["decimals"])), str(held["unit"]))
