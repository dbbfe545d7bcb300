"""Figures over years: gaps, dashes, targets, labels that do not touch."""

from itertools import pairwise

import pytest

from charts.lettering import room
from charts.pair import pair
from charts.timeline import Line, occupy, plane, segments
from charts.trend import trend

HANOI = [
    {"year": 2019, "actual_value": 67.5, "state": "estimate"},
    {"year": 2020, "actual_value": 70.25, "decimals": 2, "target_value": 70.2},
    {"year": 2021, "actual_value": 71.1, "state": "estimate"},
    {"year": 2022, "actual_value": 72.23, "decimals": 2, "target_value": 72.2, "operator": "at_least"},
    {"year": 2023, "actual_value": 73, "decimals": 0, "half_width": 0.5, "target_value": 73.2},
    {"year": 2024, "target_value": 74.2},
    {"year": 2025, "target_value": 75, "target_decimals": 0},
]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"year": 2021}, ["solid"]),
        ({"year": 2022}, []),
        ({"year": 2021, "break_before": True}, []),
        ({"year": 2021, "actual_value": None}, []),
        ({"year": 2021, "state": "estimate"}, ["4px,3px"]),
        ({"year": 2021, "state": "preliminary"}, ["2px,2px"]),
    ],
)
def test_a_segment_needs_two_neighbouring_years(yearly, second, expected):
    """Missing years and breaks leave a gap; a segment's dash is that of the figure it ends in."""
    table = yearly({"year": 2020, "actual_value": 70.0}, {"actual_value": 71.0, **second})
    assert [dash for _, dash in segments(table.to_dict("records"))] == expected


def test_hanoi_trend_prints_actuals_and_targets(yearly, words_around, texts):
    """Every figure of the series stands beside its mark, a rounded one with its half width."""
    shown = texts(trend(yearly(*HANOI), lang="vi", year=2022, **words_around))
    for text in (
        "67,5",
        "70,25",
        "KH 70,2%",
        "71,1",
        "72,23",
        "KH từ 72,2%",
        "73 ±0,5",
        "KH 73,2%",
        "KH 74,2%",
        "KH 75%",
    ):
        assert text in shown


def test_targets_are_ticks_at_their_value(yearly, words_around, trace):
    """A tick is ±0,28 year wide, at the target."""
    found = trace(trend(yearly(*HANOI[3:4]), lang="vi", **words_around), "a target")
    assert list(found.x[:2]) == [2021.72, 2022.28]
    assert list(found.y[:2]) == [72.2, 72.2]


def test_dots_are_hollow_until_final(yearly, words_around, trace):
    """Estimates are drawn in the background's colour."""
    fig = trend(yearly(*HANOI[:3]), lang="vi", **words_around)
    assert trace(fig, "a actual").marker.color == ("#FFFFFF", "#34424F", "#FFFFFF")


def test_labels_stand_away_from_the_target(yearly, words_around, trace):
    """The actual's figure is above when at target, below when short."""
    fig = trend(yearly(*HANOI[3:5]), lang="vi", **words_around)
    labels = trace(fig, "actual labels")
    place = dict(zip(labels.text, labels.y, strict=True))
    assert place["72,23"] > 72.23
    assert place["73 ±0,5"] < 73


@pytest.mark.parametrize("width", [700, 960, 1320])
def test_labels_never_overlap(yearly, words_around, trace, width):
    """No two labels of two close series cover each other."""
    second = [{**row, "series": "b", "actual_value": (row.get("actual_value") or 70) + 0.4} for row in HANOI]
    fig = trend(yearly(*HANOI, *second), lang="vi", width=width, **words_around)
    spots = [(x, y) for name in ("actual labels", "target labels") if (found := trace(fig, name))
             for x, y in zip(found.x, found.y, strict=True)]  # fmt: skip
    low, high = fig.layout.yaxis.range
    pixel = (high - low) / 480
    for year in {x for x, _ in spots}:
        ys = sorted(y for x, y in spots if x == year)
        assert all(b - a > 11 * pixel for a, b in pairwise(ys))


@pytest.mark.parametrize("width", [576, 700, 900])
def test_long_labels_reach_neither_into_the_names_nor_into_the_scale(yearly, words_around, trace, width):
    """A long range in the last year and a long figure in the first stand inside the plot, clear of the range's band."""
    wide = {"unit": "persons", "operator": "range", "target_value": 3_800_000.0, "target_value_high": 4_000_000.0}
    rows = [{"year": 2019, "actual_value": 2_330_000.0, "qualifier": "more_than", "unit": "persons"},
            {"year": 2025, **wide, "target_value": 2_500_000.0, "target_value_high": 2_700_000.0},
            {"year": 2030, **wide}]  # fmt: skip
    fig = trend(yearly(*rows), lang="vi", width=width, **words_around)
    pixels = (width - 28) * (fig.layout.xaxis.domain[1] - fig.layout.xaxis.domain[0])
    first, last = fig.layout.xaxis.range
    for name, size in (("actual labels", 14.5), ("target labels", 13.5)):
        for year, value, text in zip(*(getattr(trace(fig, name), key) for key in ("x", "y", "text")), strict=True):
            half = room(text, size) * 0.92 / 2 * (last - first) / pixels
            assert first - 1e-6 <= year - half
            assert year + half <= last + 1e-6
            assert not 3_800_000 <= value <= 4_000_000


def test_names_of_close_series_are_pushed_apart(yearly, words_around):
    """Two series that end at one value keep two readable names."""
    rows = [{"year": 2020, "actual_value": 70.0}, {"year": 2020, "actual_value": 70.0, "series": "b"}]
    fig = trend(yearly(*rows), lang="vi", **words_around)
    ys = [found.y[0] for found in fig.data if found.name == "series name"]
    low, high = fig.layout.yaxis.range
    assert abs(ys[0] - ys[1]) > 15 * (high - low) / 540


def test_lines_need_not_start_at_zero_and_rates_end_near_100(yearly):
    """The scale hugs the figures; a rate's never runs far past 100."""
    line = Line("a", "Tỷ lệ", yearly({"year": 2020, "actual_value": 99.0}).to_dict("records"), "#000000")
    area = plane([line], "vi", 900, 400)
    assert area.low > 50
    assert area.high <= 108
    occupy(area, [line])
    assert area.taken


@pytest.mark.parametrize("draw", [trend, pair])
@pytest.mark.parametrize(
    "rows", [[], [{"year": 2022}], [{"year": 2022, "operator": "reduce_by_at_least", "target_value": 30}]]
)
def test_nothing_known_is_said_in_words(yearly, words_around, texts, draw, rows):
    """A table without any figure is a sentence."""
    assert "Chưa có số liệu cho lựa chọn này." in texts(draw(yearly(*rows), lang="vi", **words_around))


@pytest.mark.parametrize("value", [0.0, 5.0, 1_000_000.0])
def test_a_single_year_has_a_scale(yearly, words_around, trace, value):
    """One figure is drawn inside its axes."""
    fig = trend(yearly({"year": 2022, "actual_value": value, "unit": "turns"}), lang="vi", **words_around)
    low, high = fig.layout.yaxis.range
    assert low < value < high
    assert list(trace(fig, "a actual").x) == [2022]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_missing_figure_becomes_text(yearly, words_around, texts, lang):
    """Neither NaN nor None is read on a trend."""
    for text in texts(trend(yearly(*HANOI), lang=lang, theme="dark", **words_around)):
        assert "nan" not in text.lower().split()
        assert "None" not in text


def test_a_pair_tells_its_places_apart_without_colour(yearly, words_around, trace):
    """The second place has squares, a lighter line and its own name."""
    rows = [{"year": y, "actual_value": 70.0 + y - 2020, "series": s, "name": s.upper()}
            for s in ("ha-noi", "da-nang") for y in (2020, 2021)]  # fmt: skip
    fig = pair(yearly(*rows), lang="vi", **words_around)
    assert trace(fig, "ha-noi actual").marker.symbol == "circle"
    assert trace(fig, "da-nang actual").marker.symbol == "square"
    assert {found.text[0] for found in fig.data if found.name == "series name"} == {"HA-NOI", "DA-NANG"}
