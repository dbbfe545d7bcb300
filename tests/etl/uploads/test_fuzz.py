"""Bytes of any kind: an answer always comes, and no wrong number is let in."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.uploads.knowledge import knowledge
from etl.uploads.report import Report
from tests.etl.uploads.conftest import FILES, judge, long_rows

SAMPLES = [path for path in sorted(FILES.iterdir()) if path.suffix != ".json"]
#: Pieces of which files that nearly make sense are put together.
PIECES = [
    "Tỉnh",
    "Năm",
    "Kỳ",
    "Chỉ tiêu",
    "Giá trị",
    "Trình độ",
    "Hà Nội",
    "Nghệ An",
    "2023",
    "năm",
    "6 tháng",
    "Tuyển sinh",
    "Tỷ lệ lao động qua đào tạo",
    "224.500",
    "224,500",
    "72,2%",
    "12k",
    "=1+1",
    '"',
    ";",
    ";",
    ";",
    ",",
    "\t",
    "\n",
    "\n",
    "sep=;",
    "TH 2023",
    "KH 2024",
    "Ước cả năm",
    "Cao đẳng",
    "Tổng số",
    "…",
    "-",
    "<b>x</b>",
    "\x00",
    "\ufeff",
    "MẬT",
    "a\u0302\u0323",
    "1" * 30,
]


def is_sound(report: Report) -> None:
    """Whatever a report lets in fits the registry and the rules; what is refused lets in nothing."""
    told = report.told()
    assert report.exit_code in (0, 1, 2)
    if report.exit_code == 2 or report.refused:
        assert told["observations"] == []
    for figure in told["observations"]:
        entry = knowledge().registry.indicators[figure["indicator"]]
        assert figure["value"] >= 0
        assert figure["breakdown"] == "total" or figure["breakdown"] in entry.breakdowns
        if entry.kind == "rate":
            assert max(figure["value"], figure["value_high"] or 0) <= 100
        else:
            assert figure["value"] == int(figure["value"])
        assert figure["state"] == "estimate" or date(figure["year"], 1, 1) <= report.today


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A real file with some bytes changed, cut out, doubled or put elsewhere."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(data) or 1), chance.randint(1, 40)
        piece = data[at : at + length]
        how = chance.randrange(5)
        if how == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            del data[at : at + length]
        elif how == 2:
            data[at:at] = piece
        elif how == 3:
            data[at:at] = chance.choice(PIECES).encode()
        else:
            data = data[: max(at, 1)]
    return bytes(data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=2000))
def test_any_bytes(content: bytes) -> None:
    """Random bytes are answered."""
    is_sound(judge(content))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_nearly_tables(pieces: list[str]) -> None:
    """Pieces of tables in any order are answered."""
    is_sound(judge("".join(pieces)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_mutated_files(path: Path) -> None:
    """Real files with broken bytes are answered."""
    chance = random.Random(path.name)
    content = path.read_bytes()
    for _ in range(25):
        is_sound(judge(mutated(content, chance), path.name))


def test_a_table_of_which_nothing_is_left_is_answered() -> None:
    """Periods to date stand in the words of rows that all failed: once a fault, found by broken bytes."""
    rows = ("Hà Nội;2022;6 tháng;Tuyển sinh;;12k;;;", "Hà Nội;2022;9 tháng;Tuyển sinh;;12k;;;")
    is_sound(judge(long_rows(*rows)))


@pytest.mark.long
def test_twenty_thousand_files() -> None:
    """Half of them random pieces, half mutated real files."""
    chance = random.Random(2026)
    for number in range(20_000):
        if number % 2:
            path = chance.choice(SAMPLES)
            is_sound(judge(mutated(path.read_bytes(), chance), path.name))
        else:
            text = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 80)))
            is_sound(judge(text.encode(chance.choice(("utf-8", "utf-16", "utf-8-sig")), "replace")))
