"""Text as it is compared: NFC, lower case, marks off, separators as blanks, one way to write i and y."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SEPARATORS: Final = re.compile(r"[^\w%]+|_")
_FOOTNOTES: Final = re.compile(r"\s*(\(\s*(\*+|\d{1,2})\s*\)|\*+|[¹²³])\s*$")
_NUMBERING: Final = re.compile(
    r"^\s*(?:\(?(?:[IVXLC]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zA-ZđĐ])\s*(?:[.)](?!\d)|[/–-](?=\s*[^\W\d]{2}))\s*"
    r"|\d{1,2}(?:\.\d{1,2})+\s+(?=[^\W\d])|[-–+•*]\s*)"
)
_WITHIN: Final = re.compile(r"^\s*(trong đó|trong do|chia ra|bao gồm|gồm)\s*:?\s*", re.IGNORECASE)
_BRACKET: Final = re.compile(r"^(.*\S)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*$", re.DOTALL)
#: Words written with either letter: tỷ=tỉ, kỳ=kì, quý=quí, luỹ, lý, mỹ.
_I_AND_Y: Final = {"ty": "ti", "ky": "ki", "quy": "qui", "luy": "lui", "ly": "li"}
_SHORT: Final = {
    "ld": "lao dong", "dt": "dao tao", "ts": "tuyen sinh", "tn": "tot nghiep", "gdnn": "giao duc nghe nghiep",
    "csgdnn": "co so giao duc nghe nghiep", "hssv": "hoc sinh sinh vien", "cd": "cao dang", "tc": "trung cap",
    "sc": "so cap",
}  # fmt: skip


def nfc(text: str) -> str:
    """The text in composed letters."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """A text without case, marks, separators: words and percent signs between single blanks."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("%", " % ")
    return " ".join(_I_AND_Y.get(word, word) for word in _SEPARATORS.sub(" ", plain).split())


def expanded(fold: str) -> str:
    """A folded text with the usual abbreviations written out."""
    return " ".join(_SHORT.get(word, word) for word in fold.split())


def without_footnote(text: str) -> str:
    """A text without the marks of footnotes at its end."""
    while (bare := _FOOTNOTES.sub("", text)) != text:
        text = bare
    return text


def without_numbering(text: str) -> tuple[str, bool]:
    """A label without leading numbers, bullets and "Trong đó"; and whether it said that it is a part."""
    within = False
    while True:
        bare = _WITHIN.sub("", text)
        within |= bare != text
        bare = _NUMBERING.sub("", bare, count=1)
        if bare == text or not bare:
            return text, within
        text = bare


def bracketed(text: str) -> tuple[str, str | None]:
    """A text and what stands in brackets at its end; None where nothing does."""
    match = _BRACKET.match(text)
    return (match[1], match[2]) if match else (text, None)
