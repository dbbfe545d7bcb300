"""The long path as a figure: actuals with gaps, the way to the targets, our own years marked, the dotted rate."""

import pytest

from charts.long_path import long_path

VINH_PHUC = [
    {"year": 2019, "actual_value": 74.2},
    {"year": 2020, "actual_value": 76.1},
    {"year": 2021, "target_value": 77.2},
    {"year": 2022, "actual_value": 78.0, "target_value": 78.4},
    {"year": 2025, "target_value": 82.0, "target_decimals": 0},
]
STEPS = [
    {"year": 2019, "value": 74.2, "ours": False}, {"year": 2020, "value": 75.7, "ours": True},
    {"year": 2021, "value": 77.2, "ours": False},
]  # fmt: skip
RATE = [(2022, 78.0), (2023, 79.27), (2024, 80.53), (2025, 81.8)]


@pytest.fixture
def drawn(yearly, words_around):
    """The way of Vĩnh Phúc."""
    return lambda steps, rate: long_path(yearly(*VINH_PHUC), steps, rate, lang="vi", **words_around)


def test_only_interpolated_years_carry_our_mark(drawn, trace, texts):
    """The year that no document states is a hollow diamond that says who made it."""
    fig = drawn(STEPS, RATE)
    assert list(trace(fig, "steps").x) == [2020]
    assert list(trace(fig, "way").y) == [74.2, 75.7, 77.2, None]
    assert "2020: 75,7 (hệ thống nội suy)" in texts(fig)


def test_the_present_rate_is_dotted_and_named_as_ours(drawn, trace, texts):
    """From the last figure to the target's year; its end says that the system computed it."""
    fig = drawn(STEPS, RATE)
    assert trace(fig, "projection").line.dash == "dot"
    assert any("81,8" in text and "hệ thống" in text for text in texts(fig))


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ({"target_value": 82.0, "target_decimals": 0}, "KH 82%"),
        ({"target_value": 80.0, "target_value_high": 85.0, "target_decimals": 0, "operator": "range"}, "KH 80–85%"),
        ({"target_value": 82.0, "target_decimals": 0, "operator": "about"}, "KH khoảng 82%"),
        ({"target_value": 82.5, "operator": "at_least"}, "KH từ 82,5%"),
    ],
)
def test_a_target_is_worded_as_everywhere(yearly, words_around, trace, target, said):
    """Range, operator and percent sign stand on the label as in the tables."""
    rows = [*VINH_PHUC[:2], {"year": 2025, **target}]
    assert list(trace(long_path(yearly(*rows), [], [], lang="vi", **words_around), "target labels").text) == [said]


@pytest.mark.parametrize(("operator", "said"), [("at_least", "từ 72,5"), ("eq", "KH 72,5")])
def test_close_years_keep_the_operator(yearly, words_around, trace, operator, said):
    """Where years stand close, head or unit gives way, never the word that makes 72,5 a least value."""
    rows = [{"year": year, "actual_value": 50.0} for year in range(2000, 2025)]
    rows[-1] |= {"target_value": 72.5, "operator": operator}
    assert list(trace(long_path(yearly(*rows), [], [], lang="vi", **words_around), "target labels").text) == [said]


@pytest.mark.parametrize("rate", [[], [(2022, 78.0)]])
def test_without_two_points_there_is_no_rate(drawn, trace, rate):
    """Too thin: neither a dotted line nor our marks."""
    fig = drawn([], rate)
    assert trace(fig, "projection") is None
    assert trace(fig, "steps") is None
    assert list(trace(fig, "a target").y[:2]) == [77.2, 77.2]


def test_a_missing_year_is_a_gap(drawn, trace):
    """2020 and 2022 are not joined."""
    assert list(trace(drawn(STEPS, RATE), "a line solid").x) == [2019, 2020, None]
