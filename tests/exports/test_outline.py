"""What is said of a deck before it is built is what the deck says."""

from collections.abc import Callable
from typing import Any

import pytest

from exports.deck import deck
from exports.material import Material, blocks, only
from exports.outline import alone, main_sentences, slides
from exports.typed import Typed
from scorecards.sections import silent
from tests.exports.office import deck_of

PLACES = [("ha-noi", 2022), ("vinh-phuc", 2022), ("viet-nam", 2024), ("viet-nam", 2025), ("phu-tho-2025", 2025)]


def titles(file: bytes) -> list[str]:
    """The titles of a deck's slides."""
    return [" ".join(slide.shapes.title.text_frame.text.split()) for slide in deck_of(file).slides]


@pytest.mark.parametrize(("place", "year"), PLACES)
def test_the_list_of_slides_is_the_decks(place: str, year: int, material: Callable[..., Material]) -> None:
    """Every slide is named in its order; what runs over is named once, and its further slides follow it."""
    read = material(place, year)
    made, told = titles(deck(read)), slides(read)
    assert [title for title in made if title in told] == [title for title in told if title in made]
    assert set(told) <= set(made)


def test_targets_without_any_figure_share_one_table(material: Callable[..., Material]) -> None:
    """Whatever has an actual keeps a slide of its own; all others stand in one table, and none is left out."""
    read = material("viet-nam", 2025)
    own = {rows["indicator"].iloc[0] for rows in alone(read)}
    known = {rows["indicator"].iloc[0] for rows in blocks(read) if rows["actual_value"].notna().any()}
    assert known <= own
    assert {rows["indicator"].iloc[0] for rows in blocks(read)} - own <= set(silent(read.rows)["indicator"])
    assert slides(read).count("Chỉ tiêu chưa có số thực hiện") == 1


def test_typed_titles_are_listed(material: Callable[..., Material]) -> None:
    """What the planner types stands in place of the message."""
    assert "Tuyển sinh vượt kế hoạch" in slides(
        material("ha-noi", 2022), Typed(titles={"enrolment": "Tuyển sinh vượt kế hoạch"})
    )


@pytest.mark.parametrize(("place", "year"), PLACES)
def test_main_sentences_stand_on_slides(place: str, year: int, material: Callable[..., Material]) -> None:
    """Each sentence of the preview is printed in the deck as it is."""
    read = material(place, year)
    printed = {text for slide in deck_of(deck(read)).slides for shape in slide.shapes for text in paragraphs(shape)}
    assert [sentence for sentence in main_sentences(read) if sentence not in printed] == []


def paragraphs(shape: Any) -> list[str]:
    """The paragraphs of a shape."""
    return [p.text for p in shape.text_frame.paragraphs] if shape.has_text_frame else []


def test_only_what_is_asked_for_goes_along(material: Callable[..., Material]) -> None:
    """Rows, years and the report table hold the chosen indicators only; what was read stays whole."""
    whole = material("ha-noi", 2022)
    part = only(whole, ["trained_labour_rate"])
    assert set(part.rows["indicator"]) == set(part.years["indicator"]) == {"trained_labour_rate"}
    assert len(part.table.rows) == 1
    assert len(whole.table.rows) > 1
