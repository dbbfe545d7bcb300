"""The words files: the same keys, the same places to fill, every code of the domain named."""

import csv
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

from metrics import vocabulary
from wording.catalogue import LANGS, WORDS_FOLDER, UnknownWordError, words

DATA = Path(__file__).parents[2] / "data"
REGISTRY = DATA / "registry" / "indicators.toml"
SERIES = ("indicator", "breakdown", "coverage")

CLOSED_LISTS = {
    "status": vocabulary.STATUSES,
    "status_short": vocabulary.STATUSES,
    "status_sign": vocabulary.STATUSES,
    "status_meaning": vocabulary.STATUSES,
    "reason": vocabulary.REASONS,
    "reason_short": vocabulary.REASONS,
    "reason_meaning": vocabulary.REASONS,
    "operator": vocabulary.OPERATORS,
    "operator_phrase": vocabulary.OPERATORS,
    "kind": vocabulary.TARGET_KINDS,
    "standing": vocabulary.STANDINGS,
    "state": vocabulary.STATES,
    "qualifier": vocabulary.QUALIFIERS,
    "qualifier_phrase": vocabulary.QUALIFIERS,
    "unit": vocabulary.UNITS,
    "unit_short": vocabulary.UNITS,
    "unit_one": vocabulary.UNITS,
    "cumulation": vocabulary.CUMULATIONS,
    "indicator_kind": vocabulary.INDICATOR_KINDS,
    "direction": vocabulary.DIRECTIONS,
    "roll_up": vocabulary.ROLL_UPS,
    "origin": vocabulary.ORIGINS,
}
SAME_PLACE = {"month_name": "month"}


def places(text: str) -> set[str]:
    """The names of the places to fill in a word."""
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return {SAME_PLACE.get(name, name) for name in names}


def registered() -> dict[str, dict[str, Any]]:
    """The registry of indicators as written."""
    return tomllib.loads(REGISTRY.read_text(encoding="utf-8"))


def named_in_facts() -> set[str]:
    """The word keys of every series that a target or an actual names."""
    keys: set[str] = set()
    for path in [*DATA.glob("targets/*.csv"), *DATA.glob("actuals/local/*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                keys |= {f"{column}.{row[column]}" for column in SERIES if row[column]}
    return keys


def test_every_language_has_the_same_keys() -> None:
    """A key that one file holds and another lacks is named."""
    assert set(words("vi").entries) ^ set(words("en").entries) == set()


@pytest.mark.parametrize("key", sorted(words("vi").entries))
def test_a_word_has_the_same_places_in_every_language(key: str) -> None:
    """A figure that one language prints is not lost in the other."""
    assert places(words("en").entries[key]) == places(words("vi").entries[key])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("section", "codes"), CLOSED_LISTS.items())
def test_every_code_of_a_closed_list_has_a_word(section: str, codes: tuple[str, ...], lang: str) -> None:
    """No status, reason or unit can reach a screen without a word."""
    assert [code for code in codes if not words(lang).has(f"{section}.{code}")] == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_is_empty(lang: str) -> None:
    """An empty word would print as nothing and be taken for a missing figure."""
    assert [key for key, text in words(lang).entries.items() if not text.strip()] == []


@pytest.mark.parametrize("lang", LANGS)
def test_signs_of_verdicts_differ(lang: str) -> None:
    """Two verdicts never share a sign, since colour may not be seen."""
    signs = [words(lang).text(f"status_sign.{status}") for status in vocabulary.STATUSES]
    assert len(set(signs)) == len(signs)


def test_an_unknown_key_is_an_error_that_names_the_file() -> None:
    """A word that is not there is a mistake of the program, never an empty text."""
    with pytest.raises(UnknownWordError, match=r"status\.splendid.*vi\.toml"):
        words("vi").text("status.splendid")


def test_an_unknown_language_is_an_error() -> None:
    """A language nobody wrote is refused by name."""
    with pytest.raises(ValueError, match="'fr'"):
        words("fr")


def test_a_word_is_filled() -> None:
    """Places of a word take the given values."""
    assert words("vi").text("filter.year_value", year=2022) == "Năm 2022"


def test_words_files_are_the_languages() -> None:
    """A words file without an entry in LANGS would never be read."""
    assert sorted(path.stem for path in WORDS_FOLDER.glob("*.toml")) == sorted(LANGS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("indicator", sorted(registered()))
def test_every_registered_indicator_has_its_words(indicator: str, lang: str) -> None:
    """A new indicator tells by this test which of its words are missing."""
    entry = registered()[indicator]
    sections = ("indicator", "indicator_short", "indicator_in_sentence", "definition")
    keys = {f"{section}.{indicator}" for section in sections}
    for code in entry.get("breakdowns", {}):
        keys |= {f"breakdown{form}.{code}" for form in ("", "_short", "_in_sentence")}
    keys |= {f"agency.{owner['agency']}" for owner in entry.get("owner", [])}
    keys |= {f"break.{change['why']}" for change in entry.get("breaks", [])}
    missing = sorted(key for key in keys if not words(lang).has(key))
    assert not missing, f"add to data/words/{lang}.toml: {', '.join(missing)}"


@pytest.mark.parametrize("lang", LANGS)
def test_every_series_of_the_facts_has_words(lang: str) -> None:
    """No target and no actual can reach a screen without a name."""
    keys = named_in_facts()
    assert "coverage.phi_nong_nghiep" in keys
    assert sorted(key for key in keys if not words(lang).has(key)) == []
