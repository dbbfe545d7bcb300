"""What is found in an uploaded file: problems with row, column and cell, by severity."""

from dataclasses import dataclass
from typing import Any, Final

from etl.problems import ERROR, WARNING

NOTE: Final = "note"
SEVERITY: Final[dict[str, str]] = {
    "duplicate-row": WARNING, "parts-not-total": WARNING, "decreasing-year-to-date": WARNING, "missing-value": WARNING,
    "unit-wording": WARNING, "early-final": WARNING, "unusual-change": WARNING, "formula-text": WARNING,
    "official-change": WARNING, "subset-above": WARNING, "later-milestone-lower": WARNING,
    "plan-differs": WARNING, "share-differs": WARNING, "extra-column": NOTE, "hidden-rows": NOTE, "scaled": NOTE,
    "unfilled-rows": NOTE,
}  # fmt: skip
#: Problems of a whole file that leave nothing to show and end the command line with 2.
UNREADABLE: Final = ("unreadable-file", "unknown-encoding", "too-large")
REFUSED: Final = ("personal-data", "secret-mark")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: `row` as in the file, None where it stands on the file; `cell` as F7; `text` as written."""

    code: str
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    text: str | None = None
    suggestion: str | None = None

    @property
    def severity(self) -> str:
        """error (blocks), warning (must be ticked) or note."""
        return SEVERITY.get(self.code, ERROR)

    def told(self) -> dict[str, Any]:
        """The problem as the command line's JSON gives it."""
        return {
            "row": self.row, "column": self.column, "cell": self.cell, "code": self.code, "severity": self.severity,
            "text": self.text, "suggestion": self.suggestion,
        }  # fmt: skip
