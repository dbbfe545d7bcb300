"""Messages of places beside each other, by small tables in both languages."""

from typing import Any

import pandas as pd
import pytest

from wording import comparisons

ROW: dict[str, Any] = {
    "place": "a", "indicator": "gso_certified_labour_rate", "indicator_kind": "rate", "breakdown": "total",
    "year": 2016, "actual_period": "2016", "actual_value": 20.0, "actual_value_high": None, "qualifier": "exact",
    "decimals": 1, "state": "final", "actual_unit": "percent", "unit": None,
}  # fmt: skip
EARLY = {"year": 2008, "actual_period": "2008"}
COLUMNS = list(ROW)


def rows(*changes: dict[str, Any]) -> pd.DataFrame:
    """Rows, each named by what differs from 20,0% of 2016."""
    return pd.DataFrame([ROW | change for change in changes], columns=COLUMNS)


NATION = rows(EARLY | {"place": "viet-nam", "actual_value": 14.3}, {"place": "viet-nam", "actual_value": 20.6})
RISE = rows(EARLY | {"actual_value": 10.0}, {}, EARLY | {"place": "b", "actual_value": 25.0}, {"place": "b"})


@pytest.mark.parametrize(
    ("table", "nation", "lang", "said"),
    [
        (RISE, NATION, "vi", "1 trong 2 địa phương có x năm 2016 cao hơn năm 2008; cả nước từ 14,3% lên 20,6%"),
        (RISE, NATION, "en", "In 1 of 2 places, x was higher in 2016 than in 2008; Viet Nam from 14.3% to 20.6%"),
        (RISE, NATION[:0], "vi", "1 trong 2 địa phương có x năm 2016 cao hơn năm 2008"),
        (RISE[:2], NATION, "vi", "1 địa phương có số liệu về x"),
        (rows({}, {"place": "b", "actual_value": 9.0}), NATION, "vi",
         "2 địa phương có số liệu về x; năm 2016 từ 9,0% đến 20,0%"),
        (rows({}, {"place": "b", "actual_unit": "persons"}), NATION, "vi", "2 địa phương có số liệu về x"),
        (RISE[:0], NATION, "vi", "Chưa có số liệu về x trong những năm đã chọn"),
    ],
)  # fmt: skip
def test_title_multiples(table: pd.DataFrame, nation: pd.DataFrame, lang: str, said: str) -> None:
    """Who rose over the span, counted only where both ends can be compared."""
    assert comparisons.title_multiples(table, nation, "x", lang) == said


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (RISE, "Southeast: in 1 of 2 places, x was higher in 2016 than in 2008; Viet Nam from 14.3% to 20.6%"),
        (RISE[:2], "Southeast: 1 place has figures for x"),
        (RISE[:0], "Southeast: no figures for x in the chosen years"),
    ],
)
def test_a_title_of_one_region_names_it(table: pd.DataFrame, said: str) -> None:
    """The region comes first, the sentence goes on in lower case."""
    assert comparisons.title_multiples(table, NATION, "x", "en", "Southeast") == said


@pytest.mark.parametrize(
    ("table", "nation", "said"),
    [
        (rows({"actual_value": 20.6}, {"place": "b", "actual_value": 20.7}), NATION,
         "1 trong 2 địa phương có x năm 2016 cao hơn mức cả nước (20,6%)"),
        (rows({}, {"place": "b"}), NATION[:1], "2 địa phương có số liệu về x; năm 2016 từ 20,0% đến 20,0%"),
        (rows()[:0], NATION, "Chưa có số liệu về x trong những năm đã chọn"),
    ],
)  # fmt: skip
def test_title_heat(table: pd.DataFrame, nation: pd.DataFrame, said: str) -> None:
    """Equal to the nation is not above it; without the nation's figure of the year only the range is told."""
    assert comparisons.title_heat(table, nation, "x", "vi") == said


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (rows({}, {"place": "b", "actual_value": 21.25, "decimals": 2}),
         "A 20,0%, B 21,25% năm 2016, chênh lệch 1,25 điểm phần trăm"),
        (rows({}, {"place": "b", "qualifier": "more_than"}), "A 20,0%, B hơn 20,0% năm 2016"),
        (rows({}, EARLY | {"place": "b"}), "A và B không có năm nào cùng có số liệu về x"),
        (rows()[:0], "A và B không có năm nào cùng có số liệu về x"),
    ],
)  # fmt: skip
def test_title_pair(table: pd.DataFrame, said: str) -> None:
    """The latest year of both; a difference only of exact figures of one unit."""
    assert comparisons.title_pair(table, ("a", "b"), {"a": "A", "b": "B"}, "x", "vi") == said


def test_notes() -> None:
    """Preliminary years and differing units are said, and nothing where there are none."""
    assert comparisons.preliminary_note(rows({"state": "preliminary"}), "vi") == "năm 2016: số sơ bộ"
    assert comparisons.preliminary_note(rows({}), "vi") == ""
    both = rows({"actual_unit": "persons"}, {"actual_unit": "turns"})
    assert "người, lượt người" in comparisons.units_note(both, "vi")
    assert comparisons.units_note(rows({}), "vi") == ""
    assert comparisons.waiting_note(["A"], "vi") == "1 địa phương có kế hoạch, chưa có số thực hiện: A."
    assert comparisons.waiting_note([], "vi") == ""
