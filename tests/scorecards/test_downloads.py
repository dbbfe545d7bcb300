"""Files of all data: figures as numbers, texts that are no formulas, a source on every row."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from scorecards import downloads
from scorecards.downloads import COLUMNS, TABLES, csv_file, excel_file, neutral, parquet_file, table
from scorecards.read import Clock, Facts, facts
from warehouse.serving import Serving, serving
from wording.catalogue import words


@pytest.fixture(scope="module")
def reads(store: Path) -> Serving:
    """The shipped data."""
    return serving(store)


@pytest.fixture(scope="module")
def known(reads: Serving) -> Facts:
    """Everything known today."""
    return facts(reads, None, Clock())


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=b", "a=b"),
        ("'=1", "'=1"),
        ("", ""),
        ("a\x00b", "ab"),
        ("\x00=1", "'=1"),
        (-5, -5),
        (None, None),
    ],
)
def test_no_text_is_taken_for_a_formula(text: object, cell: object) -> None:
    """Texts that start like a formula get an apostrophe, also behind a control character; numbers stay numbers."""
    assert neutral(text) == cell


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source(name: str, reads: Serving, known: Facts) -> None:
    """A figure that leaves the program says where it comes from."""
    rows = table(reads, known, name, "vi")
    assert len(rows) > 10
    assert list(rows.columns) == list(COLUMNS[name])
    assert rows["source"].notna().all()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_heads_are_words(name: str, lang: str, reads: Serving, known: Facts) -> None:
    """Every column has its head, each once."""
    heads = list(downloads.worded(table(reads, known, name, lang), lang).columns)
    assert heads == [words(lang).text(f"column.{c}") for c in COLUMNS[name]]
    assert len(set(heads)) == len(heads)


def test_csv_opens_in_excel_as_vietnamese(reads: Serving, known: Facts) -> None:
    """The mark stands first; 72,23 is written as a number with a point, the target's words in Vietnamese."""
    data = csv_file(table(reads, known, "actuals", "vi"), "vi")
    assert data.startswith(b"\xef\xbb\xbf")
    found = [
        r for r in rows_of(data)
        if (r["Mã địa phương"], r["Mã chỉ tiêu"], r["Kỳ"]) == ("ha-noi", "trained_labour_rate", "2022")
    ]  # fmt: skip
    assert "72.23" in {r["Trị số"] for r in found}
    assert {r["Chỉ tiêu"] for r in found} == {"Tỷ lệ lao động qua đào tạo (địa phương báo cáo)"}


def test_a_target_of_a_plan_is_whole(reads: Serving, known: Facts) -> None:
    """The plan of 2022: figure, operator, document, that it is in force."""
    found = [
        r for r in rows_of(csv_file(table(reads, known, "targets", "vi"), "vi"))
        if (r["Mã địa phương"], r["Mã chỉ tiêu"], r["Mã phân tổ"], r["Kỳ"]) == ("ha-noi", "enrolment", "total", "2022")
    ]  # fmt: skip
    told = {(r["Trị số"], r["Mức giao"], r["Số văn bản"], r["Ngày văn bản"], r["Đang áp dụng"]) for r in found}
    assert ("224500", "khoảng", "72/KH-UBND", "2022-03-04", "Có") in told


def test_the_workbook_has_every_table_and_numbers(reads: Serving, known: Facts) -> None:
    """A sheet a table, heads in sight, values as numbers, days as days, no formula anywhere."""
    tables = {name: table(reads, known, name, "vi") for name in TABLES}
    book = load_workbook(io.BytesIO(excel_file(tables, "vi")))
    assert book.sheetnames == [words("vi").text(f"download_name.{name}") for name in TABLES]
    sheet = book["Kế hoạch"]
    assert sheet.freeze_panes == "A2"
    head = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.max_row == len(tables["targets"]) + 1
    values = {type(sheet.cell(row, head["Trị số"]).value) for row in range(2, sheet.max_row + 1)}
    assert values <= {int, float}
    assert [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"] == []


def test_a_hostile_cell_stays_text_in_both() -> None:
    """A quotation that begins with = is no formula in CSV nor in Excel."""
    rows = pd.DataFrame({"quotation": ["=HYPERLINK(1)"], "value": [Decimal("1.5")], "date": [date(2022, 3, 4)]})
    assert rows_of(csv_file(rows, "vi"))[0] == {"Trích nguồn": "'=HYPERLINK(1)", "Trị số": "1.5", "Ngày": "2022-03-04"}
    sheet = load_workbook(io.BytesIO(excel_file({"targets": rows}, "vi")))["Kế hoạch"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d"]


def test_parquet_keeps_exact_figures(reads: Serving, known: Facts) -> None:
    """Columns named by code, values as DECIMAL(18,6), days as dates."""
    found = pq.read_table(io.BytesIO(parquet_file(table(reads, known, "actuals", "vi"))))
    assert found.column_names == list(COLUMNS["actuals"])
    assert found.schema.field("value").type == pa.decimal128(18, 6)
    assert found.schema.field("period_end").type == pa.date32()
    assert Decimal("72.230000") in found.column("value").to_pylist()
