"""A year in progress as a figure: gaps stay gaps, the band, what is needed, a forecast only where one is made."""

import pytest

from charts.cumulative import cumulative

OCTOBER = {
    "place": "ha-noi",
    "indicator": "enrolment",
    "breakdown": "total",
    "year": 2022,
    "target": 224500.0,
    "target_high": None,
    "operator": "about",
    "unit": "turns",
    "status": "ahead",
    "month": 9,
    "actual": 198000.0,
    "shortfall": 26500.0,
    "months_left": 3,
    "needed_a_month": 8834.0,
    "forecast": None,
    "band": [{"month": m, "low": 224500 * m / 12 * 0.95, "high": 224500 * m / 12 * 1.05} for m in range(1, 13)],
}
MADE = {"value": 260000.0, "low": 250000.0, "high": 270000.0}


def line(**known):
    """Twelve months, of which some have a figure (m9=198000)."""
    months = {int(name[1:]): value for name, value in known.items()}
    return [
        {"month": m, "how": "printed", "members": [], **dict.fromkeys(("value", "low", "high"), months.get(m))}
        for m in range(1, 13)
    ]


@pytest.fixture
def drawn(words_around):
    """The figure of October 2022 with what differs from it."""
    return lambda **given: cumulative(OCTOBER | {"line": line(m9=198000.0)} | given, lang="vi", **words_around)


@pytest.mark.parametrize(
    ("known", "pieces"),
    [
        ({"m9": 1.0}, 0),
        ({"m8": 1.0, "m9": 2.0}, 1),
        ({"m9": 1.0, "m11": 2.0}, 0),
        ({"m1": 1.0, "m2": 2.0, "m3": 3.0}, 2),
    ],
)
def test_only_months_that_follow_each_other_are_joined(drawn, trace, known, pieces):
    """A month without a figure leaves a gap in the line."""
    found = trace(drawn(line=line(**known)), "actual line")
    assert (0 if found is None else len(found.x) // 3) == pieces


def test_months_without_a_figure_say_so(drawn, trace):
    """Up to the last known month each one without a figure shows the sign of official tables; later ones do not."""
    assert list(trace(drawn(line=line(m9=1.0, m11=2.0)), "gaps").x) == [1, 2, 3, 4, 5, 6, 7, 8, 10]


def test_the_target_and_what_is_needed_stand_in_words(drawn, texts):
    """October 2022: 26.500 are lacking, 8.834 a month are needed."""
    shown = texts(drawn())
    assert "KH khoảng<br>224.500" in shown or "KH khoảng 224.500" in shown
    assert "còn thiếu 26.500<br>cần 8.834/tháng" in shown


@pytest.mark.parametrize(("made", "there"), [(None, False), (MADE, True)])
def test_a_forecast_is_dotted_or_absent(drawn, trace, made, there):
    """Where the history is too thin no forecast is drawn."""
    found = trace(drawn(forecast=made), "forecast")
    assert (found is not None) == there
    assert found is None or found.line.dash == "dot"


@pytest.mark.parametrize(("band", "there"), [([], False), (OCTOBER["band"], True), (OCTOBER["band"][8:9], True)])
def test_the_band_is_there_where_the_pace_can_be_told(drawn, trace, band, there):
    """No band where it is too thin."""
    assert (trace(drawn(band=band), "pace band") is not None) == there


def test_a_vague_figure_has_a_whisker_and_its_word(drawn, trace, texts):
    """ "Gần 198.000" reaches from 188.100."""
    vague = line(m9=198000.0)
    vague[8]["low"] = 188100.0
    fig = drawn(line=vague)
    assert list(trace(fig, "vague").y[:2]) == [188100.0, 198000.0]
    assert "gần 198.000" in texts(fig)


def test_nothing_known_leaves_the_target(drawn, trace):
    """A year without any figure shows its target, no dot and no way."""
    fig = drawn(line=line(), month=None, actual=None, shortfall=None, needed_a_month=None, band=[])
    assert trace(fig, "target") is not None
    assert trace(fig, "actual") is None
    assert trace(fig, "needed") is None


@pytest.mark.parametrize(("high", "ends"), [(None, None), (250_000.0, {224_500.0, 250_000.0})])
def test_a_range_is_a_band_up_to_its_high_end(drawn, trace, high, ends):
    """The line is the low end, the band reaches to the high one and stays inside the scale."""
    fig = drawn(target_high=high, operator="eq" if high is None else "range")
    band = trace(fig, "target band")
    assert (None if band is None else set(band.y)) == ends
    assert fig.layout.yaxis.range[1] > (high or 0)
