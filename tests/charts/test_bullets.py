"""Bullets: bars, target lines, differences, pins and verdicts as the figure holds them."""

import pytest

from charts.attainment_bars import attainment_bars
from charts.bullet_counts import bullet_counts
from charts.bullet_rates import bullet_rates

TOTAL = {
    "operator": "about", "target_value": 224500, "actual_value": 245316, "attainment": 1.0927, "variance": 20816,
    "status": "exceeded",
}  # fmt: skip
SHORT = {
    "breakdown": "trung_cap", "target_value": 28000, "actual_value": 27828, "attainment": 0.9939, "variance": -172,
    "status": "undetermined", "reason": "part_year",
}  # fmt: skip
COLLEGE = {
    "breakdown": "cao_dang", "target_value": 25000, "actual_value": 33682, "attainment": 1.3473, "variance": 8682,
    "status": "exceeded",
}  # fmt: skip
TRAINED = {
    "indicator": "trained_labour_rate", "operator": "at_least", "target_value": 72.2, "target_decimals": 1,
    "actual_value": 72.23, "decimals": 2, "variance": 0.03, "variance_decimals": 2, "status": "met",
    "unit": "percent", "actual_unit": "percent",
}  # fmt: skip
TARGET_ONLY = {"target_value": 25000, "status": "no_data", "reason": "no_actual"}
ACTUAL_ONLY = {"actual_value": 193784, "indicator": "graduates"}


def test_hanoi_2022_shows_every_figure_as_printed(scorecard, words_around, texts):
    """Values, plans, differences, attainment and verdicts of the city's eleven months."""
    shown = texts(bullet_counts(scorecard(TOTAL, COLLEGE, SHORT), lang="vi", **words_around))
    for text in ("245.316", "khoảng 224.500", "+20.816", "109,27%", "134,73%", "−172", "99,39%", "▲ Vượt KH",
                 "? Chưa có số cả năm", "Tổng số", "Trung cấp"):  # fmt: skip
        assert text in shown


def test_rows_keep_their_order(scorecard, words_around, trace):
    """The first row of the table is the topmost; the row axis runs downwards."""
    fig = bullet_counts(scorecard(SHORT, TOTAL, COLLEGE), lang="vi", **words_around)
    low, high = fig.layout.yaxis.range
    assert low > high
    assert list(trace(fig, "actual").x) == [27828, 245316, 33682]
    assert list(trace(fig, "actual").y) == [0, 1, 2]


@pytest.mark.parametrize("target", [1, 28000, 245316, 5_000_000])
def test_the_target_line_stands_at_the_target(scorecard, words_around, trace, target):
    """Both ends of the line have the target's value, and the scale reaches it."""
    fig = bullet_counts(scorecard({**TOTAL, "target_value": target}), lang="vi", **words_around)
    assert [x for x in trace(fig, "target").x if x is not None] == [target, target]
    assert fig.layout.xaxis2.range[1] > max(target, 245316)
    assert fig.layout.xaxis2.range[0] == 0


def test_an_estimate_is_hatched_and_named(scorecard, words_around, trace, texts):
    """An estimate has its own hatched trace and the word beside its figure."""
    fig = bullet_counts(scorecard({**TOTAL, "state": "estimate"}, COLLEGE), lang="vi", **words_around)
    assert trace(fig, "estimate").marker.pattern.shape == "/"
    assert list(trace(fig, "estimate").x) == [245316]
    assert trace(fig, "actual").marker.pattern.shape is None
    assert any(text.startswith("245.316") and "ước" in text for text in texts(fig))


def test_undetermined_is_hatched_hollow_and_dashed(scorecard, words_around, trace):
    """No flat colour, no full pin and no filled badge where nothing can be judged."""
    fig = bullet_counts(scorecard(SHORT), lang="vi", **words_around)
    assert trace(fig, "undetermined").marker.pattern.shape == "/"
    assert trace(fig, "variance") is None
    assert trace(fig, "pin").marker.color == (fig.layout.paper_bgcolor,)
    badge = next(shape for shape in fig.layout.shapes if shape.name == "badge")
    assert badge.line.dash == "4px,3px"
    assert badge.fillcolor == "rgba(0,0,0,0)"


@pytest.mark.parametrize(
    ("attainment", "head", "symbol"),
    [
        (0.2, 50, "triangle-left"),
        (0.5, 50, "circle"),
        (1.0, 100, "circle"),
        (1.5, 150, "circle"),
        (1.5001, 150, "triangle-right"),
        (2.3, 150, "triangle-right"),
    ],
)
def test_pins_are_clipped_with_an_arrow(scorecard, words_around, trace, attainment, head, symbol):
    """Between 50 and 150 % a pin ends at its value; beyond, at the edge, as an arrow."""
    pin = trace(bullet_counts(scorecard({**TOTAL, "attainment": attainment}), lang="vi", **words_around), "pin")
    assert pin.x[0] == pytest.approx(head)
    assert pin.marker.symbol == (symbol,)


def test_a_plan_without_actual_has_a_line_and_no_bar(scorecard, words_around, trace, texts):
    """Missing is "…", never a bar of 0."""
    fig = bullet_counts(scorecard(TARGET_ONLY), lang="vi", **words_around)
    assert trace(fig, "actual") is None
    assert trace(fig, "target") is not None
    assert "… Chưa có số liệu" in texts(fig)
    assert list(trace(fig, "missing").text) == ["…"]


def test_an_actual_without_plan_has_a_bar_and_no_line(scorecard, words_around, trace, texts):
    """No plan is "x", not applicable, and the badge says so."""
    fig = bullet_counts(scorecard(ACTUAL_ONLY), lang="vi", **words_around)
    assert trace(fig, "target") is None
    assert list(trace(fig, "actual").x) == [193784]
    assert "■ Chỉ có TH" in texts(fig)
    assert list(trace(fig, "targets").text) == ["x"]


def test_a_reduction_has_words_and_no_line(scorecard, words_around, trace, texts):
    """30 % less than a baseline is no place on the axis of institutions."""
    row = {"indicator": "institutions_public", "operator": "reduce_by_at_least", "target_value": 30,
           "unit": "institutions", "actual_unit": "institutions", "actual_value": 90}  # fmt: skip
    fig = bullet_counts(scorecard(row), lang="vi", **words_around)
    assert trace(fig, "target") is None
    assert "giảm tối thiểu 30%" in texts(fig)


def test_a_range_target_is_a_band_from_its_low_line(scorecard, words_around, trace):
    """The line is the low end; the band reaches the high end."""
    row = {**TRAINED, "operator": "range", "target_value": 55, "target_value_high": 60}
    fig = bullet_rates(scorecard(row), lang="vi", **words_around)
    assert {x for x in trace(fig, "target").x if x is not None} == {55}
    assert {x for x in trace(fig, "target band").x if x is not None} == {55, 60}


def test_a_running_year_gets_no_verdict_colour(scorecard, words_around, trace):
    """Neither green nor red while the year runs."""
    fig = bullet_counts(scorecard({**SHORT, "status": "in_progress", "reason": None}), lang="vi", **words_around)
    assert trace(fig, "variance").marker.color == ("#B4BEC8",)


def test_rates_keep_the_whole_scale_and_drop_the_pin(scorecard, words_around, trace, texts):
    """Bars run on 0–100 %, the difference in points on its own scale; a ratio of rates would flatter."""
    fig = bullet_rates(scorecard(TRAINED), lang="vi", **words_around)
    assert fig.layout.xaxis2.range[1] >= 100
    assert trace(fig, "whole").x[0] == 100
    assert fig.layout.xaxis3.range[1] < 1
    assert trace(fig, "pin") is None
    assert {"72,23%", "từ 72,2%", "+0,03 điểm"} <= set(texts(fig))


@pytest.mark.parametrize("draw", [bullet_counts, bullet_rates, attainment_bars])
def test_an_empty_table_says_so(scorecard, words_around, texts, draw):
    """No row is a sentence, not blank axes."""
    fig = draw(scorecard(), lang="vi", **words_around)
    assert "Chưa có số liệu cho lựa chọn này." in texts(fig)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 960, 1320])
@pytest.mark.parametrize("draw", [bullet_counts, bullet_rates])
def test_no_missing_figure_becomes_text(scorecard, words_around, texts, lang, theme, width, draw):
    """Neither NaN nor None is ever read on a figure, whatever is missing."""
    table = scorecard(TOTAL, SHORT, TARGET_ONLY, ACTUAL_ONLY, {**TRAINED, "state": "estimate"})
    fig = draw(table, lang=lang, theme=theme, width=width, **words_around)
    assert not [text for text in texts(fig) if "nan" in text.lower().split() or "None" in text or "<NA>" in text]


@pytest.mark.parametrize("width", [700, 960, 1320])
def test_columns_never_overlap(scorecard, words_around, width):
    """Bars, differences and pins stand one after the other inside the figure."""
    fig = bullet_counts(scorecard(TOTAL, COLLEGE, SHORT), lang="en", width=width, **words_around)
    panels = [fig.layout[axis].domain for axis in ("xaxis2", "xaxis3", "xaxis4")]
    ends = [end for domain in panels for end in domain]
    assert ends == sorted(ends)
    badges = [shape.x0 for shape in fig.layout.shapes if shape.name == "badge"]
    assert ends[0] > 0
    assert ends[-1] * (width - 28) < width - 28 + min(badges)


@pytest.mark.parametrize("width", [320, 480, 576, 760, 960, 1320])
def test_ranges_of_millions_stay_within_the_figure(scorecard, words_around, texts, width):
    """However narrow, panels stay inside, no figure is left out; a range breaks only where its line has no room."""
    long = {**TOTAL, "operator": "range", "target_value": 2_500_000, "target_value_high": 2_700_000}
    table = scorecard(long, {**long, **SHORT, "target_value": 2_500_000, "variance": -1_200_000})
    fig = bullet_counts(table, lang="vi", width=width, **words_around)
    axes = fig.layout.to_plotly_json()
    panels = [axes[axis]["domain"] for axis in ("xaxis2", "xaxis3", "xaxis4") if axis in axes]
    assert all(0 <= end <= 1 for domain in panels for end in domain)
    shown = texts(fig)
    assert ("2.500.000–<br>2.700.000" in shown) is (width <= 576)
    assert ("2.500.000–2.700.000" in shown) is (width > 576)
    for figure in ("−1.200.000", "99,39%", "109,27%"):
        assert any(figure in text for text in shown)


def test_height_grows_with_the_rows(scorecard, words_around):
    """Twelve rows are taller than one."""
    one = bullet_counts(scorecard(TOTAL), lang="vi", **words_around)
    twelve = bullet_counts(scorecard(*[COLLEGE] * 12), lang="vi", **words_around)
    assert twelve.layout.height > one.layout.height + 11 * 30


def test_hover_tells_figure_unit_state_plan_and_source(scorecard, words_around, trace):
    """A mark says everything that a planner would ask."""
    fig = bullet_counts(scorecard(TOTAL), lang="vi", **words_around)
    (told,) = trace(fig, "actual").hovertext
    for part in ("245.316 lượt người", "chính thức", "khoảng 224.500 lượt người", "72/KH-UBND", "nguoihanoi.vn"):
        assert part in told


def test_places_without_figures_are_not_drawn(scorecard, words_around, trace):
    """A place with neither plan nor actual is left to the foot; names are the caller's labels."""
    table = scorecard({**TOTAL, "place": "ha-noi"}, {"place": "ha-giang"}).assign(label=["Hà Nội", "Hà Giang"])
    fig = attainment_bars(table, lang="vi", **words_around)
    assert list(trace(fig, "parts").text) == ["Hà Nội"]


def test_rates_of_places_use_the_rates_figure(scorecard, words_around, trace):
    """Rates are compared in points."""
    fig = attainment_bars(scorecard(TRAINED).assign(label="Hà Nội"), lang="vi", **words_around)
    assert trace(fig, "whole") is not None
