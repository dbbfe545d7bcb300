"""Bytes of a text file into letters: one encoding per file, chosen by how many words become known."""

import codecs
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from etl.uploads.legacy import from_1258, from_tcvn3, from_vni, repaired

NAMES: Final = ("utf-8", "utf-8-sig", "utf-16", "windows-1258", "tcvn3", "vni", "utf-8-mojibake")
_LEGACY: Final[dict[str, Callable[[bytes], str]]] = {
    "windows-1258": from_1258, "tcvn3": from_tcvn3, "vni": from_vni,
}  # fmt: skip
_CELLS: Final = re.compile(r"[;,\t|\r\n\"]+")
#: So many bytes decide; more would tell no other tale.
SAMPLE: Final = 262_144
#: A text is Vietnamese when this share of its words with marks are syllables as Vietnamese spells them.
SYLLABLES: Final = 0.7
_MARKED: Final = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ"
_WORD: Final = re.compile(r"[^\W\d_]+")
_SYLLABLE: Final = re.compile(
    rf"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?[aeiouy{_MARKED}]{{1,3}}(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)


class Text(NamedTuple):
    """A file's text and the encoding it was read in."""

    letters: str
    encoding: str


def decoded(content: bytes, known: Callable[[str], bool], wanted: str | None = None) -> Text | None:
    """The text of a file, in the wanted encoding or the one that makes most known; None where none fits."""
    if wanted is not None:
        return _as_wanted(content, wanted)
    return _by_mark(content) or _by_nulls(content) or _as_utf8(content, known) or _as_legacy(content, known)


def _as_wanted(content: bytes, wanted: str) -> Text | None:
    try:
        if wanted == "utf-8-mojibake":
            fixed = repaired(content.decode("utf-8"))
            return None if fixed is None else Text(fixed, wanted)
        if wanted in _LEGACY:
            return Text(_LEGACY[wanted](content), wanted)
        if wanted == "utf-16":
            if content.startswith(codecs.BOM_UTF8):
                return None
            return _by_mark(content) or _by_nulls(content) or Text(content.decode("utf-16-le"), "utf-16")
        return Text(content.decode("utf-8-sig"), wanted)
    except UnicodeDecodeError:
        return None


def _by_mark(content: bytes) -> Text | None:
    marks = ((codecs.BOM_UTF8, "utf-8-sig", "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
             (codecs.BOM_UTF16_BE, "utf-16", "utf-16"))  # fmt: skip
    for mark, codec, name in marks:
        if content.startswith(mark):
            try:
                return Text(content.decode(codec), name)
            except UnicodeDecodeError:
                return None
    return None


def _by_nulls(content: bytes) -> Text | None:
    """UTF-16 without its mark: every second byte of what is ASCII is null."""
    sample = content[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(content) % 2 or max(even, odd) < len(sample) / 8 or min(even, odd) > max(even, odd) / 8:
        return None
    try:
        return Text(content.decode("utf-16-be" if even > odd else "utf-16-le"), "utf-16")
    except UnicodeDecodeError:
        return None


def _as_utf8(content: bytes, known: Callable[[str], bool]) -> Text | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    fixed = None if text.isascii() else repaired(text)
    if fixed is not None and _score(fixed, known) > _score(text, known):
        return Text(fixed, "utf-8-mojibake")
    return Text(text, "utf-8")


def _as_legacy(content: bytes, known: Callable[[str], bool]) -> Text | None:
    sample = content[:SAMPLE]
    scores = {name: _score(text, known) for name in _LEGACY if (text := _tried(sample, name)) is not None}
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is None or list(scores.values()).count(scores[best]) > 1 or scores[best] == (0, 0.0):
        return None
    if not scores[best][0] and scores[best][1] < SYLLABLES:
        return None
    text = _tried(content, best)
    return None if text is None else Text(text, best)


def _tried(content: bytes, name: str) -> str | None:
    try:
        return _LEGACY[name](content)
    except UnicodeDecodeError:
        return None


def _score(text: str, known: Callable[[str], bool]) -> tuple[int, float]:
    """How many different cells with marks are known, and which share of marked words is spelled as Vietnamese."""
    cells = {cell.strip() for cell in _CELLS.split(text[:SAMPLE]) if not cell.isascii()}
    words = [word for cell in cells for word in _WORD.findall(cell) if not word.isascii()]
    good = sum(1 for word in words if _SYLLABLE.fullmatch(word))
    return sum(1 for cell in cells if len(cell) < 200 and known(cell)), good / len(words) if words else 0.0
