"""The tile grid: both archipelagos always, verdict borders, codes to click."""

import pandas as pd
import pytest

from charts.tiles import tile_status, tiles

ISLANDS = pd.DataFrame(
    {
        "label": ["Quần đảo Hoàng Sa (thành phố Đà Nẵng)", "Quần đảo Trường Sa (tỉnh Khánh Hòa)"],
        "grid_row": [10, 16],
        "grid_col": [10, 10],
    }
)
CELL = {"status": None, "sign": None, "has_target": False, "has_actual": False}
CELLS = pd.DataFrame(
    [
        {**CELL, "place": "ha-noi", "label": "Hà Nội", "grid_row": 4, "grid_col": 3, "status": "met", "sign": "●"},
        {**CELL, "place": "ha-nam", "label": "Hà Nam", "grid_row": 5, "grid_col": 3},
        {**CELL, "place": "ninh-thuan", "label": "Ninh Thuận", "grid_row": 16, "grid_col": 8},
    ]
)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [700, 960, 1320])
def test_both_archipelagos_are_always_there(words_around, trace, lang, width):
    """Names, owners and two dashed boxes, clear of the tiles beside them and inside the figure."""
    fig = tiles(CELLS, ISLANDS, lang=lang, width=width, **words_around)
    told = " ".join(trace(fig, "island labels").text)
    for name in ("Quần đảo Hoàng Sa", "(thành phố Đà Nẵng)", "Quần đảo Trường Sa", "(tỉnh Khánh Hòa)"):
        assert name in told
    boxes = trace(fig, "islands")
    assert boxes.line.dash == "4px,3px"
    assert min(x for x in boxes.x if x is not None) > 8.47
    assert max(x for x in boxes.x if x is not None) <= fig.layout.xaxis.range[1]


def test_a_grid_without_an_archipelago_is_refused(words_around):
    """Leaving one out is a mistake of the program."""
    with pytest.raises(ValueError, match="Trường Sa"):
        tiles(CELLS, ISLANDS.head(1), lang="vi", **words_around)


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({"status": "met", "has_target": True, "has_actual": True}, "met"),
        ({"status": "no_data", "has_target": True}, "target_only"),
        ({"status": None, "has_target": True}, "target_only"),
        ({"status": None, "has_actual": True}, "actual_only"),
        ({"status": "no_data"}, None),
        ({"status": float("nan")}, None),
    ],
)
def test_a_tile_without_verdict_says_what_is_known(row, status):
    """Only a plan, only an actual, or nothing; never a verdict."""
    assert tile_status(row) == status


def test_tiles_carry_their_place_for_a_click(words_around, trace):
    """The code is in the custom data and the place in the hover."""
    places = trace(tiles(CELLS, ISLANDS, lang="vi", **words_around), "places")
    assert [item[0] for item in places.customdata] == ["ha-noi", "ha-nam", "ninh-thuan"]
    assert "Hà Nội" in places.hovertext[0]
    assert "Đạt KH" in places.hovertext[0]
    assert places.marker.opacity == 0


def test_the_sign_stands_before_the_name(words_around, texts, trace):
    """A verdict is a sign and a border; a place without figures has neither tint nor sign."""
    fig = tiles(CELLS, ISLANDS, lang="vi", **words_around)
    assert "● Hà Nội" in texts(fig)
    assert trace(fig, "tiles met").line.color == "#0E7C6B"
    assert trace(fig, "tiles none").fillcolor == "rgba(0,0,0,0)"


def test_undetermined_is_dashed(words_around, trace):
    """Never a flat grey that could be read as met."""
    fig = tiles(CELLS.assign(status="undetermined", sign="?"), ISLANDS, lang="vi", **words_around)
    assert trace(fig, "tiles undetermined").line.dash == "4px,3px"


def test_narrow_tiles_break_their_names(words_around, texts):
    """At half a screen a long name takes two lines and none is lost."""
    assert "Ninh<br>Thuận" in texts(tiles(CELLS, ISLANDS, lang="vi", width=540, **words_around))


def test_an_empty_table_says_so(words_around, texts):
    """No tile is a sentence."""
    assert "Chưa có số liệu cho lựa chọn này." in texts(tiles(CELLS.head(0), ISLANDS, lang="vi", **words_around))
