"""What a person can mend in a file, as values: all found in one pass, never only the first."""

from dataclasses import dataclass
from typing import Final

ERROR: Final = "error"
WARNING: Final = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: its code (data/words has the sentence), where it stands, the text that is wrong.

    `row` is the row as in the file, the header being 1; None where the problem stands on the file as a whole.
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    text: str | None = None
    suggestion: str | None = None
    severity: str = ERROR


def errors(problems: list[Problem]) -> list[Problem]:
    """Those problems that keep a file from being loaded."""
    return [problem for problem in problems if problem.severity == ERROR]


def warnings(problems: list[Problem]) -> list[Problem]:
    """Those problems that are shown and kept, and keep nothing from being loaded."""
    return [problem for problem in problems if problem.severity == WARNING]
