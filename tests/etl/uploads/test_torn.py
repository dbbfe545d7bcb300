"""Numbers with a comma that nobody quoted in a text separated by commas."""

import pytest

from tests.etl.uploads.conftest import codes, figures, judge

HEAD = "Tỉnh,Năm,Chỉ tiêu,Giá trị"
RATE = "Nghệ An,2023,Tỷ lệ lao động qua đào tạo"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (HEAD, f"{RATE},72,2"),
        (f"{HEAD},", f"{RATE},72,2"),
        (f"{HEAD},Ghi chú", f"{RATE},72,2"),
        (f"{HEAD},Ghi chú", f"{RATE},72,2,"),
        (f"{HEAD},Nguồn", f"{RATE},72,2%,báo cáo"),
        (f"Báo cáo năm\n{HEAD}", f"{RATE},72,2"),
    ],
)
def test_the_beginning_of_a_number_is_no_number(header: str, row: str) -> None:
    """`72,2` without quotes is two cells: 72 is never loaded for it, and the whole number is offered."""
    report = judge(f"{header}\n{row}\n")
    assert figures(report) == []
    assert [(f.code, f.text, (f.suggestion or "").rstrip("%")) for f in report.findings] == [
        ("bad-number", "72", "72,2")
    ]


def test_all_torn_numbers_of_a_wide_row_are_refused() -> None:
    """A row longer than its header has no number at its place; the rows beside it stay."""
    report = judge("Tỉnh,Tuyển sinh 2022,Tuyển sinh 2023\nNghệ An,1,234,5,678\nHà Nội,7,8\nCà Mau,9,10,\n")
    assert codes(report) == [(2, "bad-number"), (2, "bad-number")]
    assert [(row, value) for row, _, _, _, _, value, _ in figures(report)] == [(3, 7), (3, 8), (4, 9), (4, 10)]


def test_words_beside_a_number_tear_nothing() -> None:
    """Quoted numbers, words and document numbers beside a figure, and other separators, are as they look."""
    beside = judge(f'{HEAD},Nguồn\n{RATE},"72,2",72/KH-UBND\nHà Nội,2023,Tuyển sinh,5,"báo cáo, 2023"\n')
    semicolons = judge(f"{HEAD},Ghi chú\n{RATE},72,2\n".replace(",", ";"))
    assert codes(beside) == codes(semicolons) == []
    assert [value for _, _, _, _, _, value, _ in figures(beside) + figures(semicolons)] == [72.2, 5, 72]
