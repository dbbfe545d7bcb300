"""How wide a text may be in any of the fonts, and how it breaks into lines; Plotly's markup made plain."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

FONT: Final = '"Source Sans","Source Sans 3","Segoe UI",Arial,sans-serif'
TITLE, VALUE, BODY, SUBTITLE, HEAD, SMALL, FOOT = 18.0, 16.0, 15.0, 14.5, 13.5, 13.0, 12.5
#: Widths of Arial's letters in em, by kind; it is 15 % wider than the screen's Source Sans.
NARROW: Final = frozenset("ijlftrI .,:;·'|!()[]/-")
WIDE: Final = frozenset("mwMWOQGCƯ%…▲●◆▼□■○▷–±+−")
#: Where a word that is wider than its line may break: an address behind its signs.
BREAKS: Final = re.compile(r"(?<=[/?&])")


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    """The width of a letter in em, its marks apart."""
    base = unicodedata.normalize("NFD", letter)[0]
    if letter in NARROW or base in NARROW:
        return 0.31
    if letter in WIDE or base in WIDE:
        return 0.8
    return 0.68 if base.isupper() else 0.56


def room(text: str, size: float) -> float:
    """Pixels that the longest line of a text may need, in any of the fonts, also at weight 600."""
    return max((sum(map(_letter, line)) for line in text.split("<br>")), default=0.0) * size


def widest(texts: Sequence[str], size: float) -> float:
    """Pixels that the widest of the texts may need; 0 for none."""
    return max((room(text, size) for text in texts), default=0.0)


def wrapped(text: str, width: float, size: float, *, at: str = "") -> list[str]:
    """The text in lines no wider than `width` pixels, broken behind the marks `at` alone where that is enough."""
    if room(text, size) <= width:
        return [text] if text else []
    wholes = [(" ", piece) for piece in re.split(rf"(?<={re.escape(at)})\s+", text)] if at else []
    if len(wholes) > 1 and all(room(piece, size) <= width for _, piece in wholes):
        return _filled(wholes, width, size)
    return _filled(_pieces(text, width, size), width, size)


def _filled(pieces: Iterable[tuple[str, str]], width: float, size: float) -> list[str]:
    """The pieces, each with what parts it from the one before, in as few lines as hold them."""
    lines = [""]
    for before, part in pieces:
        longer = f"{lines[-1]}{before}{part}" if lines[-1] else part
        lines = [*lines[:-1], longer] if room(longer, size) <= width or not lines[-1] else [*lines, part]
    return lines


def _pieces(text: str, width: float, size: float) -> Iterator[tuple[str, str]]:
    """What a line may end with, each with what parts it from the piece before: words, or parts of one too wide."""
    for word in text.split():
        parts = BREAKS.split(word) if room(word, size) > width else [word]
        yield " ", parts[0]
        yield from (("", part) for part in parts[1:])


def balanced(text: str, width: float, size: float) -> list[str]:
    """The text in as few lines as `width` allows, all about equally long."""
    lines = wrapped(text, width, size)
    for share in (0.55, 0.65, 0.75, 0.85):
        narrower = wrapped(text, width * share, size)
        if len(narrower) == len(lines) > 1:
            return narrower
    return lines


def safe(text: str) -> str:
    """The text with Plotly's markup signs made plain."""
    return html.escape(text, quote=False)


def broken(lines: Sequence[str]) -> str:
    """Lines as one Plotly text."""
    return "<br>".join(safe(line) for line in lines)
