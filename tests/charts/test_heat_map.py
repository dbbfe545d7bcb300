"""The heat map: steps, missing cells, groups."""

import pandas as pd
import pytest

from charts.heat_map import heat_map, nice_steps, step_of


@pytest.mark.parametrize(("value", "step"), [(9.9, 0), (10.0, 1), (11.9, 1), (12.0, 2), (99.0, 2)])
def test_a_value_on_an_edge_belongs_above_it(value, step):
    """Edges 10 and 12 part three steps."""
    assert step_of(value, [10, 12]) == step


@pytest.mark.parametrize(
    ("values", "count"), [([], 0), ([5.0], 0), ([5.0, 5.0], 0), ([4.5, 42.7], 8), ([0.0, 1_000_000.0], 4)]
)
def test_nice_steps_are_round_and_inside_the_values(values, count):
    """At most nine edges, none outside what it parts."""
    edges = nice_steps(pd.Series(values, dtype="float64"))
    assert len(edges) == count
    assert all(min(values) < edge < max(values) for edge in edges)


def test_cells_have_the_step_of_their_value(yearly, words_around, trace):
    """One trace a region; a missing year has no colour and the mark of a missing figure."""
    rows = [{"year": 2008, "actual_value": 9.0}, {"year": 2010, "actual_value": 12.0}]
    fig = heat_map(yearly(*rows), lang="vi", steps=[10, 12], **words_around)
    assert list(trace(fig, "Đồng bằng sông Hồng").z[0]) == [0, None, 2]
    shown = {text: found.textfont.color for found in fig.data if found.name == "figures" for text in found.text}
    assert set(shown) == {"9,0", "…", "12,0"}


def test_a_part_keeps_the_years_and_the_colours_of_the_whole(yearly, words_around, trace):
    """A region on its own sheet has a cell for each year of the whole, in the colours of the whole."""
    whole = yearly(*[{"year": y, "actual_value": v, "place": p, "region": p}
                     for p, y, v in (("a", 2008, 10.0), ("a", 2010, 90.0), ("b", 2009, 50.0))])  # fmt: skip
    drawn = trace(heat_map(whole[whole["place"] == "b"], whole=whole, lang="vi", **words_around), "b")
    beside = trace(heat_map(whole, lang="vi", **words_around), "b")
    assert list(drawn.z[0]) == list(beside.z[0])
    assert drawn.z[0][1] > 0


def test_a_single_cell_has_its_full_size(yearly, words_around, trace):
    """One place in one year is 30 pixels high and wide enough for its figure."""
    found = trace(heat_map(yearly({"year": 2008, "actual_value": 9.0}), lang="vi", **words_around),
                  "Đồng bằng sông Hồng")  # fmt: skip
    assert found.y[1] - found.y[0] == 30
    assert found.x[1] - found.x[0] >= 30


def test_few_traces_for_many_cells(yearly, words_around):
    """Sixty-three places by nine years stay a handful of traces and two shapes, so that the page opens."""
    rows = [{"year": y, "actual_value": 10.0 + n, "place": str(n), "name": str(n), "region": str(n % 6)}
            for n in range(63) for y in range(2008, 2017)]  # fmt: skip
    fig = heat_map(yearly(*rows), lang="vi", **words_around)
    assert len([found for found in fig.data if found.type == "heatmap"]) == 7
    assert len(fig.data) < 40
    assert len(fig.layout.shapes) == 1


@pytest.mark.parametrize("width", [700, 960, 1320])
def test_blocks_stay_inside_the_figure(yearly, words_around, width):
    """The last year's cells end before the right edge."""
    rows = [{"year": y, "actual_value": 10.0, "place": str(n), "name": "Tuyên Quang", "region": str(n)}
            for n in range(5) for y in range(2008, 2017)]  # fmt: skip
    fig = heat_map(yearly(*rows), lang="vi", width=width, **words_around)
    assert max(max(found.x) for found in fig.data if found.type == "heatmap") <= width - 28


def test_an_empty_table_says_so(yearly, words_around, texts):
    """No figure is a sentence."""
    assert "Chưa có số liệu cho lựa chọn này." in texts(heat_map(yearly({"year": 2008}), lang="vi", **words_around))
