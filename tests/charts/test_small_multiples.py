"""Small multiples: one scale from zero, regions, gaps."""

import pandas as pd
import pytest

from charts.lettering import BODY, room
from charts.small_multiples import scale_top, small_multiples


@pytest.mark.parametrize(
    ("values", "top"),
    [([], 1.0), ([0.0], 1.0), ([42.7], 45.0), ([45.0], 45.0), ([45.1], 50.0), ([240000.0], 250000.0)],
)
def test_scale_top_is_round_and_never_below_the_highest(values, top):
    """All cells share the scale that the subtitle names."""
    assert scale_top(pd.Series(values, dtype="float64")) == top


def test_a_missing_year_leaves_a_gap(yearly, words_around, trace):
    """2010 is not drawn between 2009 and 2011."""
    rows = [{"year": y, "actual_value": 20.0, "name": "Hà Nội"} for y in (2008, 2009, 2011)]
    line = trace(small_multiples(yearly(*rows), lang="vi", **words_around), "actual")
    assert list(line.x).count(None) == 1


def test_a_figure_that_no_line_leads_to_is_seen(yearly, words_around, trace):
    """2009 and 2010 have their line, 2012 between two gaps its own dot, 2014 the dot of the last."""
    rows = [{"year": y, "actual_value": 20.0} for y in (2009, 2010, 2012, 2014)]
    dots = trace(small_multiples(yearly(*rows), lang="vi", **words_around), "points")
    assert list(dots.marker.opacity) == [0, 0, 1, 1]


def test_one_place_is_no_places(yearly, words_around, texts):
    """The head of a region with a single place counts it in the singular."""
    fig = small_multiples(yearly({"year": 2016, "actual_value": 20.0}), lang="en", **words_around)
    assert any("1 place<" in text for text in texts(fig))


def test_each_place_has_name_and_last_figure(yearly, words_around, trace, texts):
    """Names and last figures keep the table's order; the head counts the places."""
    rows = [{"year": y, "actual_value": v, "name": n, "place": n} for n, v in (("Hà Nội", 42.7), ("Hà Nam", 16.3))
            for y in (2015, 2016)]  # fmt: skip
    fig = small_multiples(yearly(*rows), lang="vi", **words_around)
    assert list(trace(fig, "names").text) == ["Hà Nội", "Hà Nam"]
    assert list(trace(fig, "last figures").text) == ["42,7", "16,3"]
    assert any("Đồng bằng sông Hồng" in text and "2 địa phương" in text for text in texts(fig))


def test_the_nation_is_drawn_in_every_cell(yearly, words_around, trace):
    """One grey line a place."""
    rows = [{"year": y, "actual_value": 20.0, "place": p} for p in ("a", "b") for y in (2015, 2016)]
    nation = yearly(*[{"year": y, "actual_value": 15.0} for y in (2015, 2016)])
    fig = small_multiples(yearly(*rows), nation=nation, lang="vi", **words_around)
    assert list(trace(fig, "nation").x).count(None) == 2


@pytest.mark.parametrize(
    ("sizes", "rows"),
    [([14, 11, 13], [7, 7, 11, 13]), ([27], [9, 9, 9]), ([1], [1]), ([5, 6], [11]), ([13], [13])],
)
def test_no_cell_stands_alone_on_a_regions_last_row(yearly, words_around, trace, sizes, rows):
    """Where 13 fit beside each other, 14 stand seven by seven; two short regions share a row."""
    cells = [{"year": 2016, "actual_value": 20.0, "place": f"{r}-{n}", "name": "Bà Rịa - Vũng", "region": f"Vùng {r}"}
             for r, size in enumerate(sizes) for n in range(size)]  # fmt: skip
    names = trace(small_multiples(yearly(*cells), lang="vi", width=1660, **words_around), "names")
    assert [list(names.y).count(y) for y in sorted(set(names.y))] == rows


@pytest.mark.parametrize("width", [960, 1080, 1302, 1880])
def test_a_regions_head_has_room_beside_its_neighbour(yearly, words_around, trace, width):
    """A long name over a single cell reaches neither into the next head nor over the edge."""
    name = "Trung du và miền núi phía Bắc"
    rows = [{"year": 2016, "actual_value": 20.0, "place": f"{r}-{n}", "region": f"{name} {r}"}
            for r, size in enumerate((5, 2, 3, 1, 1)) for n in range(size)]  # fmt: skip
    heads = trace(small_multiples(yearly(*rows), lang="vi", width=width, **words_around), "regions")
    spots = sorted(zip(heads.y, heads.x, strict=True))
    ends = [*((y, x) for y, x in spots[1:]), (None, None)]
    rooms = [(x_next if y_next == y else width - 28) - x for (y, x), (y_next, x_next) in zip(spots, ends, strict=True)]
    assert min(rooms) >= room(f"{name} 0 · 5 địa phương", BODY) * 0.86


def test_a_part_keeps_the_years_and_the_scale_of_the_whole(yearly, words_around, trace):
    """A region on its own sheet is drawn as high and from the same year on as beside the others."""
    rows = [{"year": y, "actual_value": v, "place": p, "region": p}
            for p, y, v in (("a", 2008, 40.0), ("b", 2012, 20.0), ("b", 2016, 20.0))]  # fmt: skip
    whole = yearly(*rows)
    part = small_multiples(whole[whole["place"] == "b"], whole=whole, lang="vi", **words_around)
    alone = small_multiples(whole[whole["place"] == "b"], lang="vi", **words_around)
    assert trace(part, "points").x[0] > trace(alone, "points").x[0]
    assert trace(part, "points").y[0] > trace(alone, "points").y[0]


@pytest.mark.parametrize("width", [700, 960, 1320, 1880])
def test_cells_of_sixty_three_places_never_overlap(yearly, words_around, trace, width):
    """No two names stand on one spot, and none outside the figure."""
    sizes = [14, 11, 14, 5, 6, 13]
    rows = [{"year": 2016, "actual_value": 20.0, "place": f"{r}-{n}", "name": "Bà Rịa", "region": f"Vùng {r}"}
            for r, size in enumerate(sizes) for n in range(size)]  # fmt: skip
    fig = small_multiples(yearly(*rows), lang="vi", width=width, **words_around)
    names, heads = trace(fig, "names"), trace(fig, "regions")
    spots = list(zip(names.x, names.y, strict=True))
    assert len(set(spots)) == 63
    assert max(names.x) < width - 60
    for x, y in zip(heads.x, heads.y, strict=True):
        below = [ny - y for nx, ny in spots if abs(nx - x) < 1 and ny > y]
        above = [y - ny for nx, ny in spots if abs(nx - x) < 1 and ny < y]
        assert min(below) > 15
        assert not above or min(above) > 100


def test_an_empty_table_says_so(yearly, words_around, texts):
    """No figure is a sentence."""
    assert "Chưa có số liệu cho lựa chọn này." in texts(small_multiples(yearly(), lang="vi", **words_around))
