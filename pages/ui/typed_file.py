"""What was typed on a screen as a file like any other, and the typed rows back from such a file."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from web.uploads import Received


def as_file(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Typed rows under these headers, a row a figure or target; what a row does not tell is left blank."""
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, columns, delimiter=";", lineterminator="\r\n", restval="")
    table.writeheader()
    table.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def rows_of(received: Received, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a file that was made of typed ones under these very headers; none of any other file."""
    head = as_file([], columns)
    with received.path.open("rb") as file:
        if file.read(len(head)) != head:
            return []
    text = received.path.read_text(encoding="utf-8-sig", errors="replace")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";", restval="")
    return [{name: row[name] for name in columns} for row in rows]
