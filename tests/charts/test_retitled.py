"""A figure under a typed title: all else stays, there is room for its lines, markup is text."""

import pytest

from charts.bullet_counts import bullet_counts
from charts.frame import title_of
from charts.pressed import pressed
from charts.retitled import retitled

LONG = "Cao đẳng vượt kế hoạch năm; trung cấp còn thiếu một trăm bảy mươi hai; sơ cấp và đào tạo dưới 03 tháng vượt xa"


@pytest.mark.parametrize(("title", "lines"), [("Ngắn", 1), (LONG, 2), (f"{LONG}; {LONG}", 3)])
def test_a_typed_title_gets_the_room_of_its_lines(scorecard, words_around, title, lines):
    """Height, margin and rule move by the lines more; the plot keeps its height, the subtitle its place over it."""
    fig = bullet_counts(
        scorecard({"target_value": 5, "actual_value": 6, "status": "exceeded"}), lang="vi", **words_around
    )
    told = retitled(pressed(fig), title)
    assert title_of(told) == title
    more = told.layout.height - fig.layout.height
    assert round(more / (18 * 1.3)) == lines - 1
    assert told.layout.margin.t - fig.layout.margin.t == pytest.approx(more)
    assert told.layout.shapes[0].y0 - fig.layout.shapes[0].y0 == pytest.approx(more)
    subtitles = [next(n for n in one.layout.annotations if n.name == "subtitle") for one in (fig, told)]
    assert subtitles[0].yshift == subtitles[1].yshift


def test_markup_in_a_typed_title_is_text(scorecard, words_around):
    """What is typed is printed as it stands."""
    fig = bullet_counts(scorecard({"target_value": 5}), lang="vi", **words_around)
    assert retitled(fig, "<b>A</b> & B").layout.annotations[0].text == "&lt;b&gt;A&lt;/b&gt; &amp; B"
    assert title_of(retitled(fig, "<b>A</b> & B")) == "<b>A</b> & B"
