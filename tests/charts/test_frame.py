"""The frame, the toolbar's settings and the colours."""

import pytest

from charts.bullet_counts import bullet_counts
from charts.frame import alt, balanced, config, figure, nice_step, room, safe, wrapped
from charts.palette import palette, status_style, text_on
from metrics.vocabulary import STATUSES


def _luminance(colour: str) -> float:
    """WCAG relative luminance of a #RRGGBB colour."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("status", [*STATUSES, "ahead", "behind", "far_behind", "target_only", None])
def test_every_status_reads_on_its_cell(theme, status):
    """Text on its tint, or on the page where there is none, has contrast AA."""
    style = status_style(status, theme)
    assert _contrast(style.text, style.tint or palette(theme).bg) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("step", range(10))
def test_figures_read_on_every_shade(theme, step):
    """Text on a heat map's cell has contrast AA."""
    assert _contrast(text_on(step, theme), palette(theme).seq[step]) >= 4.5


@pytest.mark.parametrize("status", ["no_data", "not_due", "in_progress", "undetermined", None])
def test_no_verdict_has_no_verdict_colour(status):
    """Missing is never red and running is never green."""
    p = palette("light")
    assert status_style(status, "light").fill not in {p.good, p.near, p.miss}


@pytest.mark.parametrize(("lang", "separators"), [("vi", ",."), ("en", ".,")])
def test_separators_follow_the_language(scorecard, words_around, lang, separators):
    """Decimal sign first, thousands second."""
    table = scorecard({"target_value": 5, "actual_value": 4, "status": "missed", "variance": -1})
    assert bullet_counts(table, lang=lang, **words_around).layout.separators == separators


def test_words_are_in_the_figure(words_around):
    """Rule, title, subtitle and foot are part of the picture; background is opaque."""
    fig = figure(palette("dark"), width=960, plot_height=200, **words_around)
    assert [note.text for note in fig.layout.annotations] == list(words_around.values())
    assert fig.layout.shapes[0].name == "rule"
    assert fig.layout.paper_bgcolor == "#10161C"
    assert fig.layout.title.text is None


def test_missing_words_take_no_room(words_around):
    """Without subtitle and foot the figure is lower and has one annotation."""
    bare = figure(palette("light"), width=960, plot_height=200, title="T", subtitle="", foot="")
    whole = figure(palette("light"), width=960, plot_height=200, **words_around)
    assert len(bare.layout.annotations) == 1
    assert bare.layout.height < whole.layout.height


@pytest.mark.parametrize(
    ("text", "at", "lines"),
    [
        ("", "", []),
        ("Ngắn", "", ["Ngắn"]),
        ("Hà Nội vượt kế hoạch; trung cấp thiếu", ";", ["Hà Nội vượt kế hoạch;", "trung cấp thiếu"]),
        ("Một từ dài", "", ["Một từ dài"]),
    ],
)
def test_wrapping_prefers_the_given_mark(text, at, lines):
    """A title breaks at its semicolon first; short texts stay whole."""
    assert wrapped(text, 210, 18, at=at) == lines


def test_wrapped_lines_fit():
    """No line is wider than its room unless a single word is."""
    lines = wrapped("Tỷ lệ lực lượng lao động được đào tạo lại, đào tạo thường xuyên", 150, 15)
    assert len(lines) > 2
    assert all(room(line, 15) <= 150 for line in lines)


def test_balanced_lines_are_about_equally_long():
    """No lone last word where the lines can share."""
    assert balanced("Có bằng cấp, chứng chỉ", 135, 15) == ["Có bằng cấp,", "chứng chỉ"]


def test_markup_in_words_is_plain():
    """A caller's signs are never read as markup."""
    assert safe("dưới 3 & <b>") == "dưới 3 &amp; &lt;b&gt;"


@pytest.mark.parametrize(
    ("span", "pieces", "step"), [(0, 5, 1.0), (10, 5, 2.0), (10.1, 5, 2.5), (38.2, 9, 5.0), (1e6, 4, 250000.0)]
)
def test_nice_steps(span, pieces, step):
    """Steps are 1, 2, 2.5 or 5 times a power of ten and cover the span."""
    assert nice_step(span, pieces) == step


@pytest.mark.parametrize(("height", "saved"), [(60, 540), (900, 900)])
def test_a_saved_picture_is_never_cropped(words_around, height, saved):
    """960 by 540 at scale 2, taller where the figure is; no other button."""
    fig = figure(palette("light"), width=700, plot_height=height, **words_around)
    settings = config("ha-noi-2022", fig)
    image = settings["toImageButtonOptions"]
    assert (image["width"], image["scale"]) == (960, 2)
    assert image["height"] == max(saved, fig.layout.height)
    assert settings["modeBarButtons"] == [["toImage"]]


@pytest.mark.parametrize(("rows", "said"), [(1, "Tiêu đề"), (0, "Tiêu đề Chưa có số liệu cho lựa chọn này.")])
def test_alt_text_is_the_title(rows, said):
    """A screen reader hears the message, and that there is nothing where there is nothing."""
    assert alt("Tiêu đề", rows, "vi") == said
