"""The index that the server answers with, before any script runs."""

import pytest

from web import index
from web.screens import SCREENS
from wording.catalogue import LANGS, words


@pytest.mark.parametrize("lang", LANGS)
def test_index_speaks_the_language_of_the_address(lang: str) -> None:
    """The document's language and title are right before Streamlit has loaded."""
    page = index.index(lang, "A < B", "/")
    assert f'<html lang="{lang}">' in page
    assert "<title>A &lt; B</title>" in page
    assert ">Streamlit<" not in page


def test_index_knows_its_server_before_streamlit_asks() -> None:
    """The host hook and the translation stand before every script of Streamlit's."""
    page = index.index("vi", "x", "/gdnn/")
    first_of_streamlit = page.index("prerenderReady = ")
    assert page.index('location.origin+"/gdnn/"') < first_of_streamlit
    assert page.index("/gdnn/i18n.js?") < first_of_streamlit
    assert 'src="./static' not in page


def test_a_place_that_an_upgrade_moved_is_an_error() -> None:
    """An index without the expected place is refused rather than served half translated."""
    with pytest.raises(index.IndexChanged, match="lacks"):
        index.replaced("<html>", "<title>", "<title>x")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.stem)
def test_every_screen_has_its_file_its_path_and_its_name(screen) -> None:  # type: ignore[no-untyped-def]
    """File stem and path agree (else a cold link says "Page not found"), and both languages name the screen."""
    from pathlib import Path

    assert (Path(__file__).parents[2] / "pages" / f"{screen.stem}.py").is_file()
    assert screen.path in ("", screen.stem)
    assert all(words(lang).has(screen.word) for lang in LANGS)
