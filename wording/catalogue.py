"""The words of screens, tables and command lines, by key and language, as they stand in data/words."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGS: Final = ("vi", "en")
WORDS_FOLDER: Final = Path(__file__).parent.parent / "data" / "words"


class UnknownWordError(KeyError):
    """A key that no words file holds: a mistake of the program, never of the person at the screen."""

    def __init__(self, key: str, lang: str) -> None:
        super().__init__(key)
        self.key = key
        self.lang = lang

    def __str__(self) -> str:
        return f"no word {self.key!r} in data/words/{self.lang}.toml"


@dataclass(frozen=True)
class Words:
    """All words of one language under dotted keys, such as `status.exceeded`."""

    lang: str
    entries: Mapping[str, str]

    def has(self, key: str) -> bool:
        """Whether the language has a word under this key."""
        return key in self.entries

    def text(self, key: str, **values: object) -> str:
        """The word under the key with its places filled; an unknown key is an error, never an empty text."""
        if key not in self.entries:
            raise UnknownWordError(key, self.lang)
        return self.entries[key].format(**values)


def flattened(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The entries of nested tables under dotted keys."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)


@cache
def words(lang: str) -> Words:
    """The words of one of LANGS; another language is an error that names the known ones."""
    if lang not in LANGS:
        raise ValueError(f"no language {lang!r}: known are {', '.join(LANGS)}")
    with (WORDS_FOLDER / f"{lang}.toml").open("rb") as file:
        return Words(lang, dict(flattened(tomllib.load(file))))
