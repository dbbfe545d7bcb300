"""The messages of the screen on progress keep the words of plan and source: a range stays one, "about" stays."""

from typing import Any

import pytest

from wording.progress import goal_text, lead, total_title, year_headline
from wording.running import running_target_text
from wording.why import standing_text

NATION: dict[str, Any] = {
    "indicator": "enrolment", "breakdown": "total", "year": 2025, "operator": "range", "target": 2_500_000.0,
    "target_high": 2_700_000.0, "unit": "persons", "shortfall": None, "status": None,
    "line": [{"month": 6, "value": 1_000_000.0, "low": 950_000.0, "high": 1_050_000.0}],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "told"), [("vi", "2.500.000–2.700.000 người"), ("en", "2,500,000–2,700,000 people")])
def test_a_range_is_told_with_both_ends(lang: str, told: str) -> None:
    """A running target, and a dated one, never by its lower end alone."""
    assert running_target_text(NATION, lang) == told
    dated = {"operator": "range", "value": 2_500_000.0, "high": 2_700_000.0, "decimals": 0, "unit": "persons"}
    assert goal_text({"target": dated}, lang) == told


@pytest.mark.parametrize(
    ("lang", "told"), [("vi", "Đến tháng 6: khoảng 1.000.000 người"), ("en", "By month 6: about 1,000,000 people")]
)
def test_an_approximate_figure_stays_approximate_in_a_title(lang: str, told: str) -> None:
    """What a source calls about is not printed as exact."""
    assert total_title(NATION, lang).startswith(told)


def test_the_basis_of_a_pace_keeps_both_words() -> None:
    """What a source calls about and a range stay so beside the share that they make."""
    assert standing_text(NATION | {"actual": 1_000_000.0, "month": 6}, "vi").startswith(
        "Lũy kế 6 tháng: khoảng 1.000.000 / 2.500.000–2.700.000 người, bằng 40,00% kế hoạch"
    )


def test_one_target_is_told_without_a_plural_at_its_number() -> None:
    """The number stands behind its words, so that it may be one."""
    assert "followed: 1." in lead(1, 19, 2, "en")
    assert year_headline(NATION, "Viet Nam", "en").startswith("Viet Nam: enrolment by month 6 of 2025: 40.00%")
