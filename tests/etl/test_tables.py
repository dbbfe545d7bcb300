"""The tables that the warehouse takes: what each column of a row becomes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from etl.amounts import amounts
from etl.dates import last_day_printed
from etl.facts import facts
from etl.frame import Frame
from etl.read import constant, stacked

HEADER = (
    "place,indicator,breakdown,period,value,value_high,decimals,qualifier,unit,coverage,state,as_of,source,"
    "source_rank,quotation,note"
)
TARGET_HEADER = (
    "place,indicator,breakdown,period,kind,operator,value,value_high,unit,baseline_value,baseline_period,coverage,"
    "measured_by,standing,document_id,source,source_rank,quotation,note"
)

Row = dict[str, Any]


@pytest.fixture
def observed(data: Path) -> Callable[[str], Row]:
    """The observation that one line of a file of actuals becomes."""

    def observe(line: str) -> Row:
        (data / "actuals/local/x.csv").write_text(f"{HEADER}\n{line}\n", "utf-8")
        found = facts(data)
        assert found.observations is not None
        rows = [r for r in found.observations.to_pylist() if r["source_file"] == "actuals/local/x.csv"]
        return dict(rows[0])

    return observe


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "son-la,enrolment,total,2022-YTD06,198000,,0,nearly,turns,,final,2022-11,https://example.vn,2,,",
            {"period": "2022-H1", "period_start": date(2022, 1, 1), "period_end": date(2022, 6, 30),
             "cumulation": "year_to_date", "low": Decimal(198000), "high": None, "decimals": 0, "printed": "198000",
             "as_of": date(2022, 11, 30), "as_of_printed": "2022-11", "known_from": date(2022, 11, 30),
             "source_rank": 2, "source_row": 2, "coverage": None, "note": None},
        ),
        (
            "son-la,enrolment,total,2022-YTD12,78,,,exact,persons,,final,2022,https://example.vn,1,,",
            {"period": "2022", "cumulation": "whole_year", "known_from": date(2022, 12, 31), "decimals": 0},
        ),
        (
            "son-la,enrolment,total,2022-M08,78,,0,exact,persons,,final,,https://example.vn,,,",
            {"period": "2022-M08", "cumulation": "in_period", "known_from": None, "as_of": None, "source_rank": None},
        ),
        (
            "son-la,trained_labour_rate,total,2022,70,80,0,range,percent,,final,,https://example.vn,1,,",
            {"cumulation": None, "low": Decimal(70), "high": Decimal(80), "printed": "70-80"},
        ),
        (
            "son-la,trained_labour_rate,total,2022,78,,1,exact,percent,,final,,https://example.vn,1,,",
            {"low": Decimal(78), "decimals": 1, "printed": "78"},
        ),
        (
            "son-la,institutions_total,total,2022-YTD11,360,,0,exact,institutions,,final,,https://example.vn,1,,",
            {"cumulation": None, "period": "2022-YTD11"},
        ),
    ],
)  # fmt: skip
def test_a_line_of_actuals_becomes_an_observation(observed: Callable[[str], Row], line: str, expected: Row) -> None:
    """Periods in their shorter writing, dates as their last day, figures exact, what is not stated missing."""
    row = observed(line)
    assert {name: row[name] for name in expected} == expected


def test_a_statistics_office_row_carries_what_holds_for_its_file(data: Path) -> None:
    """The unit, source and date of the office's series come from series.toml."""
    table = facts(data).observations
    assert table is not None
    row = next(r for r in table.to_pylist() if r["source_file"] == "actuals/gso_certified_labour_rate.csv")
    assert (row["place"], row["period"], row["low"]) == ("viet-nam", "2008", Decimal("14.3"))
    assert (row["indicator"], row["breakdown"], row["unit"]) == ("gso_certified_labour_rate", "total", "percent")
    assert (row["known_from"], row["source_rank"], row["decimals"]) == (date(2018, 9, 21), 1, 1)
    assert row["source"].startswith("GSO: Percentage of trained employed workers")


def test_one_target_on_two_pages_is_one_target_with_two_sources(data: Path) -> None:
    """Equal figures of one document with one operator are one; another operator is another target."""
    page = "son-la,enrolment,total,2022,year,{},100,,turns,,,,,issued,,https://example.vn/{},2,,"
    lines = [TARGET_HEADER, page.format("eq", 1), page.format("eq", 2), page.format("about", 3), ""]
    (data / "targets/x.csv").write_text("\n".join(lines), "utf-8")
    found = facts(data)
    assert found.targets is not None
    mine = [row for row in found.targets.to_pylist() if row["place"] == "son-la"]
    assert sorted(row["operator"] for row in mine) == ["about", "eq"]
    key = next(row["target_key"] for row in mine if row["operator"] == "eq")
    assert found.target_sources is not None
    pages = [row["source"] for row in found.target_sources.to_pylist() if row["target_key"] == key]
    assert pages == ["https://example.vn/1", "https://example.vn/2"]


def test_a_target_is_known_from_its_documents_day(data: Path) -> None:
    """A month means its last day; without a document, or a dated one, the day is unknown."""
    table = facts(data).targets
    assert table is not None
    days = {row["document_id"]: row["known_from"] for row in table.to_pylist()}
    assert days["ha-noi.17-kh-ubnd.2025-01"] == date(2025, 1, 31)
    assert days["ha-noi.72-kh-ubnd.2022-03-04"] == date(2022, 3, 4)
    assert (days["can-tho.chuong-trinh-so-25"], days[None]) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", date(2022, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2022-11-28", date(2022, 11, 28)),
        ("2022-13", None), ("2022-02-29", None), ("28/11/2022", None), ("", None),
    ],
)  # fmt: skip
def test_a_printed_date_means_its_last_day(text: str, expected: date | None) -> None:
    """A year, a month or a day; anything else is no date."""
    assert last_day_printed(text) == expected


@pytest.mark.parametrize(
    ("text", "micros", "decimals", "readable"),
    [
        ("0", 0, 0, True), ("72.23", 72_230_000, 2, True), ("78.0", 78_000_000, 1, True),
        ("-1", -1_000_000, 0, True), ("999999999999", 999_999_999_999_000_000, 0, True),
        ("0.000001", 1, 6, True), ("0.0000001", 0, 7, False), ("9999999999999", 0, 0, False),
        ("224,500", 0, 0, False), ("1.", 0, 0, False), (" 1", 0, 0, False), ("1e3", 0, 0, False),
    ],
)  # fmt: skip
def test_an_amount_is_exact_or_unreadable(text: str, micros: int, decimals: int, readable: bool) -> None:
    """Millionths without a float in between, and the decimals as printed."""
    found = amounts(stacked([table_of(text)]).column("word").chunk(0).dictionary)
    assert (found.micros[0], found.decimals[0], found.readable[0]) == (micros, decimals, readable)


def table_of(word: str) -> Any:
    """A table of one word."""
    return pa.table({"word": constant(word, 1)})


def test_a_blank_cell_is_no_word() -> None:
    """A blank cell has no code, no text and is counted as missing."""
    frame = Frame(pa.table({"word": constant(None, 2)}))
    assert frame.text("word", 0) is None
    assert frame.missing("word").tolist() == [0, 1]
