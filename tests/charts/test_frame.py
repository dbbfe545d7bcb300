"""The frame, the toolbar's settings and the colours."""

import pytest

from charts.bullet_counts import bullet_counts
from charts.frame import Frame, alt, config, nice_step
from charts.lettering import balanced, room, safe, wrapped
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
    fig = Frame(**words_around, lang="vi", theme="dark").figure(200)
    assert [note.text for note in fig.layout.annotations] == list(words_around.values())
    assert fig.layout.shapes[0].name == "rule"
    assert fig.layout.paper_bgcolor == "#10161C"
    assert fig.layout.title.text is None


def test_no_line_of_a_foot_begins_or_ends_with_the_dot_between_its_parts(words_around):
    """The dot parts what stands on one line; where the line breaks it is left out."""
    foot = " · ".join(f"phần thứ {n} của chân đồ thị, đủ dài để phải xuống dòng" for n in range(8))
    notes = Frame(**words_around | {"foot": foot}, lang="vi").figure(100).layout.annotations
    lines = next(note.text for note in notes if note.name == "foot").split("<br>")
    assert len(lines) > 1
    assert [line for line in lines if line != line.strip(" ·")] == []


def test_missing_words_take_no_room(words_around):
    """Without subtitle and foot the figure is lower and has one annotation."""
    bare = Frame(title="T", subtitle="", foot="", lang="vi").figure(200)
    whole = Frame(**words_around, lang="vi").figure(200)
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


@pytest.mark.parametrize("width", [700, 900, 960, 1302, 1856])
@pytest.mark.parametrize("height", [60, 431, 512, 777, 1501, 2999])
def test_a_saved_picture_is_whole_and_full_hd(words_around, height, width):
    """Whatever its size, a figure is saved on a 16:9 sheet that holds it, at 1920 × 1080; there is no other button."""
    fig = Frame(**words_around, lang="vi", width=width).figure(height)
    settings = config("ha-noi-2022", fig)
    image = settings["toImageButtonOptions"]
    assert (int(image["width"] * image["scale"]), int(image["height"] * image["scale"])) == (1920, 1080)
    assert image["width"] >= max(width, 960)
    assert image["height"] >= fig.layout.height
    assert settings["modeBarButtons"] == [["toImage"]]


def test_a_long_address_breaks_behind_its_signs():
    """A word wider than its line is broken where an address may be, and nowhere else; lines of a foot stay lines."""
    address = "so-lieu.example.vn/progress?place=ba-ria-vung-tau&indicator=trained_labour_rate&round=2022-06"
    lines = wrapped(f"Mở lại: {address}", 300, 12.5)
    assert "".join(lines).removeprefix("Mở lại:").strip() == address
    assert all(room(line, 12.5) <= 300 for line in lines)
    fig = Frame(title="", subtitle="", foot="Nguồn: báo cáo\nMở lại: x", lang="vi").figure(100)
    assert fig.layout.annotations[-1].text == "Nguồn: báo cáo<br>Mở lại: x"


@pytest.mark.parametrize(("rows", "said"), [(1, "Tiêu đề"), (0, "Tiêu đề Chưa có số liệu cho lựa chọn này.")])
def test_alt_text_is_the_title(rows, said):
    """A screen reader hears the message, and that there is nothing where there is nothing."""
    assert alt("Tiêu đề", rows, "vi") == said
