"""Small tables of facts, each row the same real one with some columns changed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from warehouse.contracts import OBSERVATION, TARGET, TARGET_SOURCE, with_added
from warehouse.writer import VIETNAM

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)

ENROLMENT: dict[str, Any] = {
    "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "coverage": None, "period": "2022-YTD11",
    "period_start": date(2022, 1, 1), "period_end": date(2022, 11, 30), "cumulation": "year_to_date",
    "low": Decimal("245316"), "high": None, "printed": "245.316", "decimals": 0, "qualifier": "exact",
    "unit": "persons", "state": "preliminary", "as_of": date(2022, 11, 30), "as_of_printed": "30/11/2022",
    "known_from": date(2022, 11, 30), "source": "https://sold.example.vn/1", "source_rank": 1,
    "source_file": "actuals/ha-noi.csv", "source_row": 2, "quotation": "tuyển sinh 245.316 người", "note": None,
}  # fmt: skip
PLAN: dict[str, Any] = {
    "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "coverage": None, "period": "2022",
    "period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31), "kind": "year", "operator": "about",
    "value": Decimal("224500"), "value_high": None, "decimals": 0, "unit": "persons", "baseline_value": None,
    "baseline_period": None, "measured_by": None, "standing": "issued", "document_id": "ha-noi.177-kh-ubnd",
    "known_from": date(2022, 6, 28), "target_key": "a",
}  # fmt: skip
PAGE: dict[str, Any] = {
    "target_key": "a", "source": "https://hanoi.example.vn/177", "source_rank": 1, "quotation": "khoảng 224.500",
    "note": None, "source_file": "targets/ha-noi.csv", "source_row": 2,
}  # fmt: skip


def observations(*changes: dict[str, Any]) -> pa.Table:
    """Hà Nội's enrolment of eleven months of 2022, once for each set of changed columns."""
    rows = [ENROLMENT | change for change in changes]
    named = {*OBSERVATION.names, *(name for row in rows for name in row)}
    schema = pa.schema([field for field in with_added(OBSERVATION) if field.name in named])
    return pa.Table.from_pylist(rows, schema=schema)


def targets(*changes: dict[str, Any]) -> pa.Table:
    """Hà Nội's enrolment plan of 2022, once for each set of changed columns."""
    return pa.Table.from_pylist([PLAN | change for change in changes], schema=TARGET)


def pages(*changes: dict[str, Any]) -> pa.Table:
    """The page of Hà Nội's plan, once for each set of changed columns."""
    return pa.Table.from_pylist([PAGE | change for change in changes], schema=TARGET_SOURCE)
