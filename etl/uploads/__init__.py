"""Files that planners send: check, show, load, undo; one judge for page, command line and folder."""

from etl.uploads.annotate import annotated
from etl.uploads.context import Options
from etl.uploads.differences import Differences, differences
from etl.uploads.findings import Finding
from etl.uploads.ledger import Receipt, history, load, original, preview, undo
from etl.uploads.receive import check
from etl.uploads.report import Report
from etl.uploads.template import template

__all__ = [
    "Differences", "Finding", "Options", "Receipt", "Report", "annotated", "check", "differences", "history", "load",
    "original", "preview", "template", "undo",
]  # fmt: skip
