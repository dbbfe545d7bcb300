"""Pictures: the screen's own figures at 1920 by 1080 from a Chromium; one plain refusal where there is none."""

import os
import struct
from pathlib import Path

import pytest

from exports import picture
from exports.figures import drawings
from exports.typed import Typed
from scorecards.report import report_table


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its head."""
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def test_the_figures_are_those_of_the_screen(material) -> None:  # type: ignore[no-untyped-def]
    """Counts, rates, then years; title, place, period, source and day are inside the figure."""
    found = drawings(material("ha-noi", 2022))
    assert list(found) == ["enrolment", "rates", "years-trained_labour_rate", "years-enrolment"]
    texts = [note.text for note in found["enrolment"](960).layout.annotations]
    assert texts[0] == "Tuyển sinh vượt 20.816 lượt người; trung cấp mới bằng 99,39% kế hoạch"
    assert "Hà Nội · 11 tháng năm 2022" in texts[1]
    assert "72/KH-UBND" in texts[2]
    foot = texts[2].replace("<br>", " ")
    assert "biết đến 30/6/2026 · Cách tính: TH − KH, TH/KH, ngưỡng số 1" in foot
    assert "Mở lại: /province?place=ha-noi&amp;year=2022" in foot


def test_a_title_can_be_typed(material) -> None:  # type: ignore[no-untyped-def]
    """The message is composed, but the planner's own words win; markup in it is text."""
    found = drawings(material("ha-noi", 2022), Typed(titles={"enrolment": "<b>Vượt</b>\x00"}))
    assert found["enrolment"](960).layout.annotations[0].text == "&lt;b&gt;Vượt&lt;/b&gt;"


@pytest.mark.parametrize(("place", "year"), [("an-giang", 2011), ("ha-noi", 2008)])
def test_without_figures_there_is_no_picture(place, year, material) -> None:  # type: ignore[no-untyped-def]
    """Nothing of the year means nothing to draw, not an empty picture."""
    told = material(place, year)
    assert not report_table(told.rows, told.known.registry, year, "vi").rows
    assert [name for name in drawings(told) if not name.startswith("years")] == []


def test_a_drawing_has_the_same_names_every_time() -> None:
    """What Plotly names by chance is named alike."""
    drawn = b'<defs id="defs-a1b2c3"/><g clip-path="url(#clipa1b2c3xy)"/>'
    assert picture.named_the_same(drawn) == b'<defs id="defs-figure"/><g clip-path="url(#clipfigurexy)"/>'
    assert picture.named_the_same(b"<svg/>") == b"<svg/>"
    assert [t["uid"] for t in picture.told_apart({"data": [{}, {"uid": "x"}]})["data"]] == ["trace0", "trace1"]


def test_without_a_chromium_nothing_is_made(material, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The refusal has a name of its own, so that the screen can say what is needed."""
    monkeypatch.setattr(picture._BROWSER, "running", False)
    monkeypatch.setitem(os.environ, "BROWSER_PATH", str(tmp_path / "none"))
    with pytest.raises(picture.NoChromium):
        picture.picture(drawings(material("ha-noi", 2022))["enrolment"], "png")


@pytest.mark.browser
def test_a_picture_fills_a_slide(material) -> None:  # type: ignore[no-untyped-def]
    """A PNG of 1920 by 1080 from every figure of the place, a warm browser for the second; SVG twice the same."""
    found = drawings(material("ha-noi", 2022))
    try:
        made = [picture.picture(found[name], "png") for name in ("enrolment", "years-enrolment")]
        assert [size(png) for png in made] == [(1920, 1080)] * 2
        first = picture.picture(found["rates"], "svg")
        assert first == picture.picture(found["rates"], "svg")
        assert "Tỷ lệ lao động qua đào tạo".encode() in first
    finally:
        picture._BROWSER.stop()
