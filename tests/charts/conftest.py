"""Tables as the charts receive them, and ways to read a figure."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

FRAME = {"title": "Tuyển sinh vượt kế hoạch", "subtitle": "Hà Nội, năm 2022", "foot": "Nguồn: báo cáo"}
SCORECARD: dict[str, Any] = {
    "place": "ha-noi", "indicator": "enrolment", "breakdown": "total", "coverage": None, "year": 2022,
    "operator": "eq", "target_value": None, "target_value_high": None, "target_decimals": 0, "unit": "turns",
    "actual_unit": "turns", "actual_value": None, "actual_value_high": None, "qualifier": "exact", "decimals": 0,
    "state": "final", "attainment": None, "variance": None, "variance_decimals": 0, "status": None, "reason": None,
    "document": "72/KH-UBND", "source_text": "nguoihanoi.vn",
}  # fmt: skip
YEARLY: dict[str, Any] = {
    "series": "a", "name": "Lao động qua đào tạo", "place": "ha-noi", "region": "Đồng bằng sông Hồng",
    "actual_value": None, "actual_value_high": None, "qualifier": "exact", "decimals": 1, "state": "final",
    "target_value": None, "target_value_high": None, "operator": "eq", "target_decimals": 1, "unit": "percent",
    "half_width": float("nan"), "break_before": False, "source_text": "thanhnien.vn",
}  # fmt: skip


@pytest.fixture
def words_around() -> dict[str, str]:
    """Title, subtitle and foot of a figure."""
    return dict(FRAME)


@pytest.fixture
def scorecard() -> Callable[..., pd.DataFrame]:
    """A scorecard table made of what differs from a plain row of Hà Nội's enrolment."""
    return lambda *rows: pd.DataFrame([{**SCORECARD, **row} for row in rows], columns=list(SCORECARD))


@pytest.fixture
def yearly() -> Callable[..., pd.DataFrame]:
    """A long table of years made of what differs from a plain rate."""
    return lambda *rows: pd.DataFrame([{**YEARLY, **row} for row in rows], columns=["year", *YEARLY])


@pytest.fixture
def trace() -> Callable[[go.Figure, str], Any]:
    """The trace of a name, or None."""
    return lambda fig, name: next((found for found in fig.data if found.name == name), None)


@pytest.fixture
def texts() -> Callable[[go.Figure], list[str]]:
    """Every text that a figure shows or tells on hover."""

    def read(fig: go.Figure) -> list[str]:
        """Traces first, then annotations."""
        shown = []
        for found in fig.data:
            for value in (found.text, found.hovertext):
                shown.extend(_flat(value))
        return [*shown, *(note.text for note in fig.layout.annotations)]

    return read


def _flat(value: Any) -> list[str]:
    """The strings of a possibly nested list."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    return [text for item in value for text in _flat(item)]
