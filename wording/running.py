"""A running target's figures in the words of their sources."""

from collections.abc import Mapping
from typing import Any

from wording.phrases import actual_phrase, target_phrase

Told = Mapping[str, Any]


def last_month(told: Told) -> Told | None:
    """The last month of a running line that has a figure."""
    return next((m for m in reversed(told["line"]) if m["value"] is not None), None)


def month_text(month: Told, unit: str, lang: str, with_unit: bool = False) -> str:
    """The figure of a month of a running line in the words of its source: "khoảng 1.000.000"."""
    below, above = month["low"] < month["value"], month["high"] > month["value"]
    qualifier = "about" if below and above else "nearly" if below else "more_than" if above else "exact"
    return actual_phrase(qualifier, month["value"], None, 0, unit, lang, with_unit=with_unit)


def running_target_text(told: Told, lang: str, with_unit: bool = True) -> str:
    """A running target in its document's words."""
    return target_phrase(told["operator"], told["target"], told["target_high"], 0, told["unit"], lang, with_unit)
