"""Links and codes in the address."""

import pytest

from pages.ui import address


@pytest.fixture(autouse=True)
def view(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tab that shows Vĩnh Phúc's 2022 in English."""
    monkeypatch.setattr(address, "view", lambda: {"place": "vinh-phuc", "year": "2022", "lang": "en"})


@pytest.mark.parametrize(
    ("page", "params", "link"),
    [
        ("", {}, ".?place=vinh-phuc&year=2022&lang=en"),
        ("province", {"place": "ha-noi"}, "province?place=ha-noi&year=2022&lang=en"),
        ("province", {"year": 2023, "lang": None}, "province?place=vinh-phuc&year=2023"),
        ("compare", {"place": None, "year": None, "lang": None}, "compare"),
        ("", {"place": None, "year": None, "lang": None}, "."),
        ("methods", {"place": 'a&b="<'}, "methods?place=a%26b%3D%22%3C&year=2022&lang=en"),
    ],
)
def test_a_link_keeps_the_view(page: str, params: dict[str, object], link: str) -> None:
    """Codes given replace those of the view, None drops them, the rest is kept."""
    assert address.link(page, **params) == link


def test_a_link_to_no_screen_is_a_mistake() -> None:
    """A link that would open nothing is never drawn."""
    with pytest.raises(ValueError, match="no screen at 'nowhere'"):
        address.link("nowhere")


def test_an_anchor_escapes_its_text_and_address() -> None:
    """A place's name cannot bring markup of its own."""
    drawn = address.anchor("<b>", "province", place="x")
    assert drawn == '<a target="_self" href="province?place=x&amp;year=2022&amp;lang=en">&lt;b&gt;</a>'
