"""The report table's ways out: what Word, Excel and a file get of it."""

import csv
import io

from pages.ui.blocks.report_table import comma_separated, harmless, report_html, rich_text, tab_separated
from scorecards.report import NUMBERING, ReportRow, ReportTable

CELLS = ("1", "Tuyển sinh <b>", "lượt người", "…", "25.000", "33.682", "134,73", "…", "+8.682", "…", "Vượt KH")
PART = ("", "- Trung cấp", "lượt người", "…", "28.000", "27.828", "99,39", "…", "−172", "…", "Còn thiếu 172")
TABLE = ReportTable(
    title="Biểu 01 & thử",
    heads=tuple(f"cột {n}" for n in range(11)),
    rows=(ReportRow(CELLS, 0, "exceeded", None, 0), ReportRow(PART, 1, "undetermined", "part_year", 1)),
    notes=("(a) ghi chú",),
    signs="Ký hiệu",
    sources="Nguồn: a; b.",
)


def test_the_file_opens_in_excel_with_its_letters() -> None:
    """UTF-8 with its mark, every cell as printed; no part's dash begins a formula."""
    data = comma_separated(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1] == list(NUMBERING)
    assert rows[2] == list(CELLS)
    assert rows[3][1] == "– Trung cấp"


def test_plain_text_keeps_the_columns() -> None:
    """A title, then lines of eleven cells parted by tabs, then the notes."""
    lines = tab_separated(TABLE).split("\n")
    assert lines[0] == TABLE.title
    assert {line.count("\t") for line in lines[1:5]} == {10}
    assert lines[5:] == ["(a) ghi chú", "Ký hiệu", "Nguồn: a; b."]


def test_rich_text_is_a_bordered_table_of_texts() -> None:
    """Word keeps borders, Excel keeps "+8.682" as it is printed; what a file may hold is escaped."""
    told = rich_text(TABLE)
    assert told.count("<tr>") == 4
    assert told.count("mso-number-format") == 44
    assert "Tuyển sinh &lt;b&gt;" in told
    assert "Biểu 01 &amp; thử" in told


def test_the_screen_shows_sign_word_and_colour() -> None:
    """A verdict is never colour alone."""
    told = report_html(TABLE, "vi")
    assert '<span class="badge exceeded">▲ Vượt KH</span>' in told
    assert '<span class="badge undetermined">? Còn thiếu 172</span>' in told
    assert "Tuyển sinh &lt;b&gt;" in told


def test_only_a_leading_dash_is_changed() -> None:
    """A minus sign, a plus and a dash within a cell stay."""
    assert [harmless(text) for text in ("- a", "−172", "+3", "1-2", "")] == ["– a", "−172", "+3", "1-2", ""]
