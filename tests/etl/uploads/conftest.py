"""Files as planners send them, made small, and what is said of them on a fixed day."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from etl.uploads.context import Options
from etl.uploads.receive import check
from etl.uploads.report import Report

FILES = Path(__file__).parent / "files"
TODAY = date(2026, 11, 22)
HEAD = "Tỉnh;Năm;Kỳ;Chỉ tiêu;Trình độ;Giá trị;ĐVT;Trạng thái;Nguồn"


def judge(content: str | bytes, name: str = "a.csv", today: date = TODAY, **options: Any) -> Report:
    """The report on a text or on bytes."""
    return check(content.encode() if isinstance(content, str) else content, name, Options(**options), today)


def long_rows(*rows: str) -> str:
    """A long table of these rows under the template's header."""
    return "\n".join([HEAD, *rows]) + "\n"


def workbook(**sheets: list[list[Any]]) -> Workbook:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def codes(report: Report) -> list[tuple[int | None, str]]:
    """The problems of a report as row and code, in order."""
    return sorted(((f.row, f.code) for f in report.findings), key=lambda p: (p[0] or 0, p[1]))


def figures(report: Report) -> list[tuple[Any, ...]]:
    """The observations of a report: row, place, indicator, breakdown, period, value, state."""
    return [
        (o["row"], o["place"], o["indicator"], o["breakdown"], o["period"], o["value"], o["state"])
        for o in report.told()["observations"]
    ]


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Put a file with this content into a folder of its own."""

    def put_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put_file
