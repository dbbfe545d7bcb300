"""Numbers as files print them."""

from decimal import Decimal

import pytest

from etl.uploads.figures import BAD, MISSING, READ, UNDECIDED, settled
from etl.uploads.knowledge import knowledge
from tests.etl.uploads.conftest import judge, long_rows

RATE = "Tỷ lệ lao động qua đào tạo"


@pytest.mark.parametrize(
    ("text", "value", "decimals", "unit", "qualifier"),
    [
        ("0", "0", 0, None, "exact"),
        ("01", "1", 0, None, "exact"),
        ("23,4", "23.4", 1, None, "exact"),
        ("23.4", "23.4", 1, None, "exact"),
        ("0.174", "0.174", 3, None, "exact"),
        ("0,174", "0.174", 3, None, "exact"),
        ("1234.567", "1234.567", 3, None, "exact"),
        ("1.234.567", "1234567", 0, None, "exact"),
        ("1,234,567", "1234567", 0, None, "exact"),
        ("1.234,5", "1234.5", 1, None, "exact"),
        ("1,234.5", "1234.5", 1, None, "exact"),
        ("12 345", "12345", 0, None, "exact"),
        ("12\u00a0345", "12345", 0, None, "exact"),
        ("-5", "-5", 0, None, "exact"),
        ("\u22125", "-5", 0, None, "exact"),
        ("72,23%", "72.23", 2, "percent", "exact"),
        ("72,23 %", "72.23", 2, "percent", "exact"),
        ("33682 lượt người", "33682", 0, "turns", "exact"),
        ("hơn 12", "12", 0, None, "more_than"),
        ("Trên 12", "12", 0, None, "more_than"),
        ("gần 12", "12", 0, None, "nearly"),
        ("~12", "12", 0, None, "about"),
        ("khoảng 12 người", "12", 0, "persons", "about"),
        ("12*", "12", 0, None, "exact"),
        ("\x01n224.5", "224.5", 1, None, "exact"),
        ("\x01p0.722", "72.2", 1, "percent", "exact"),
    ],
)
def test_a_number_is_read_by_its_own_marks(
    text: str, value: str, decimals: int, unit: str | None, qualifier: str
) -> None:
    """Marks that can mean one thing only decide; units, qualifiers and footnotes are taken off and used."""
    figure = knowledge().figures.figure(text)
    assert figure.status == READ
    assert figure.low is not None
    assert figure.low.reading == (Decimal(value), decimals)
    assert (figure.unit, figure.qualifier) == (unit, qualifier)


@pytest.mark.parametrize(
    ("text", "thousands", "decimal"),
    [
        ("224.500", "224500", "224.5"),
        ("224,500", "224500", "224.5"),
        ("72.215", "72215", "72.215"),
        ("12.345(1)", "12345", "12.345"),
        ("8.900*", "8900", "8.9"),
    ],
)
def test_a_lone_group_has_two_readings(text: str, thousands: str, decimal: str) -> None:
    """One mark before three digits decides nothing: both readings are kept."""
    figure = knowledge().figures.figure(text)
    assert figure.status == UNDECIDED
    assert figure.low is not None
    mark = figure.low.mark
    other = {".": ",", ",": "."}[mark or ""]
    readings = [settled(figure.low, m) for m in (other, mark, None)]
    assert [r and r.value for r in readings] == [Decimal(thousands), Decimal(decimal), None]


@pytest.mark.parametrize("text", ["", "…", "...", "x", "X", "-", "–", "  "])
def test_missing_is_missing(text: str) -> None:
    """Blanks and the marks of missing figures are no number and no fault."""
    assert knowledge().figures.figure(text).status == MISSING


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("12k", None),
        ("1.250 (nữ 430)", "1.250"),
        ("27.828/28.000", None),
        ("12/3/2024", None),
        ("1.2.3", None),
        ("--5", None),
        ("+-5", None),
        ("12 34", None),
        ("5.", None),
        (",5", None),
        ("1e5", None),
        ("9999999999999", None),
        ("½", None),
        ("năm", None),
        ("\x01d2024-01-01", None),
        ("\x01e#REF!", None),
        ("\x01f=A1", None),
        ("\x01bTRUE", None),
        ("1,23,456", None),
    ],
)
def test_what_is_no_number(text: str, suggestion: str | None) -> None:
    """Anything else is refused, with the number it may have meant where one stands before brackets."""
    figure = knowledge().figures.figure(text)
    assert (figure.status, figure.suggestion) == (BAD, suggestion)


@pytest.mark.parametrize(
    ("text", "low", "high", "scale"),
    [
        ("75-80%", "75", "80", 1),
        ("01-02", "1", "2", 1),
        ("từ 10 đến 12 nghìn người", "10", "12", 1000),
        ("7,5 – 8,25", "7.5", "8.25", 1),
    ],
)
def test_ranges(text: str, low: str, high: str, scale: int) -> None:
    """A range has two ends, one unit and one scale."""
    figure = knowledge().figures.figure(text)
    assert figure.low is not None
    assert figure.high is not None
    assert (figure.low.reading or [None])[0] == Decimal(low)
    assert (figure.high.reading or [None])[0] == Decimal(high)
    assert (figure.qualifier, figure.scale) == ("range", scale)


def values(rows: list[str], indicator: str, **options: str) -> list[object]:
    """What a column of these texts gives: values, or the code of the problem."""
    report = judge(
        long_rows(
            *(
                f"{p};2023;năm;{indicator};;{text};;;"
                for p, text in zip(("Hà Nội", "Nghệ An", "Hà Tĩnh", "Cà Mau"), rows, strict=False)
            )
        ),
        **options,
    )
    found: dict[int, object] = {o["row"]: o["value"] for o in report.told()["observations"]}
    found |= {f.row: f.code for f in report.findings if f.row is not None and f.severity == "error"}
    return [found[row] for row in sorted(found)]


AMBIGUOUS = "ambiguous-number"


@pytest.mark.parametrize(
    ("texts", "indicator", "options", "expected"),
    [
        (["224.500"], "Tuyển sinh", {}, [224500]),
        (["224,500"], "Tuyển sinh", {}, [AMBIGUOUS]),
        (["224,500"], "Tuyển sinh", {"decimal": "point"}, [224500]),
        (["224,500"], "Tuyển sinh", {"decimal": "comma"}, [AMBIGUOUS]),
        (["224,500", "1,234,567"], "Tuyển sinh", {}, [224500, 1234567]),
        (["224.500", "1.234.567"], "Tuyển sinh", {}, [224500, 1234567]),
        (["224,500", "850"], "Tuyển sinh", {}, [AMBIGUOUS, 850]),
        (["224.500", "1,234,567"], "Tuyển sinh", {}, [AMBIGUOUS, 1234567]),
        (["72.215"], RATE, {}, [AMBIGUOUS]),
        (["72.215", "70.1"], RATE, {}, [72.215, 70.1]),
        (["72.215"], RATE, {"decimal": "point"}, [72.215]),
        (["72,215", "70,1"], RATE, {}, [72.215, 70.1]),
        (["72.215", "70,1", "70.1"], RATE, {}, [AMBIGUOUS, 70.1, 70.1]),
        (["23,4"], RATE, {}, [23.4]),
        (["23,4"], RATE, {"decimal": "point"}, [23.4]),
        (["0.722", "0.5"], RATE, {}, [AMBIGUOUS, AMBIGUOUS]),
        (["0.722%", "0.5%"], RATE, {}, [0.722, 0.5]),
        (["0.722", "1.5"], RATE, {}, [0.722, 1.5]),
        (["100"], RATE, {}, [100]),
        (["100.1"], RATE, {}, ["rate-out-of-range"]),
        (["72 người"], RATE, {}, ["unit-mismatch"]),
        (["72%"], "Tuyển sinh", {}, ["unit-mismatch"]),
        (["224,5 nghìn người"], "Tuyển sinh", {}, [224500]),
        (["1,2345 nghìn người"], "Tuyển sinh", {}, ["bad-number"]),
        (["80-75"], RATE, {}, ["bad-number"]),
        (["-0,1"], RATE, {}, ["negative-value"]),
    ],
)
def test_a_column_settles_its_marks(
    texts: list[str], indicator: str, options: dict[str, str], expected: list[object]
) -> None:
    """Counts apart from rates; what nothing settles is asked, never guessed."""
    assert values(texts, indicator, **options) == expected


def test_kinds_in_one_column_settle_apart() -> None:
    """A rate's decimal dot says nothing of the counts beside it."""
    report = judge(long_rows("Nghệ An;2023;năm;Tuyển sinh;;70.500;;;", f"Nghệ An;2023;năm;{RATE};;72.2;;;"))
    assert [o["value"] for o in report.told()["observations"]] == [70500, 72.2]


def test_a_range_keeps_both_ends() -> None:
    """`value` is the low end, `value_high` the high end."""
    report = judge(long_rows(f"Nghệ An;2023;năm;{RATE};;70-75%;;;"))
    found = report.told()["observations"][0]
    assert (found["value"], found["value_high"], found["qualifier"]) == (70, 75, "range")
