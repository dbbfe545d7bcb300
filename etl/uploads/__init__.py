"""Files that planners send: check, show, load, undo; one judge for page, command line and folder."""

from etl.uploads.context import Options
from etl.uploads.differences import Differences, differences
from etl.uploads.findings import Finding
from etl.uploads.ledger import Receipt, compared_with_store, history, load, undo
from etl.uploads.receive import check
from etl.uploads.report import Report
from warehouse.originals import original

__all__ = [
    "Differences",
    "Finding",
    "Options",
    "Receipt",
    "Report",
    "check",
    "compared_with_store",
    "differences",
    "history",
    "load",
    "original",
    "undo",
]  # fmt: skip
