"""The old Vietnamese encodings: TCVN3 (ABC) and VNI as tables, windows-1258 and mojibake through Python's codecs."""

import re
from typing import Final

from etl.uploads.folding import nfc

_TCVN3_TABLE: Final = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứự", 0xFA: "ỳỷỹýỵ",
}  # fmt: skip
_TCVN3: Final = {first + i: letter for first, letters in _TCVN3_TABLE.items() for i, letter in enumerate(letters)}

_VNI_TONES: Final = {
    "a": {"ø": "à", "ù": "á", "û": "ả", "õ": "ã", "ï": "ạ", "ê": "ă", "â": "â", "è": "ằ", "é": "ắ", "ú": "ẳ", "ü": "ẵ",
          "ë": "ặ", "à": "ầ", "á": "ấ", "å": "ẩ", "ã": "ẫ", "ä": "ậ"},
    "e": {"ø": "è", "ù": "é", "û": "ẻ", "õ": "ẽ", "ï": "ẹ", "â": "ê", "à": "ề", "á": "ế", "å": "ể", "ã": "ễ", "ä": "ệ"},
    "o": {"ø": "ò", "ù": "ó", "û": "ỏ", "õ": "õ", "ï": "ọ", "â": "ô", "à": "ồ", "á": "ố", "å": "ổ", "ã": "ỗ", "ä": "ộ"},
    "ô": {"ø": "ờ", "ù": "ớ", "û": "ở", "õ": "ỡ", "ï": "ợ"},
    "u": {"ø": "ù", "ù": "ú", "û": "ủ", "õ": "ũ", "ï": "ụ"},
    "ö": {"ø": "ừ", "ù": "ứ", "û": "ử", "õ": "ữ", "ï": "ự"},
    "y": {"ø": "ỳ", "ù": "ý", "û": "ỷ", "õ": "ỹ"},
}  # fmt: skip
_VNI_ALONE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}


def _vni_letters() -> dict[str, str]:
    pairs = {base + mark: letter for base, marks in _VNI_TONES.items() for mark, letter in marks.items()}
    upper = {base.upper() + mark.upper(): letter.upper() for (base, mark), letter in
             ((tuple(key), letter) for key, letter in pairs.items())}  # fmt: skip
    mixed = {base.upper() + mark: letter.upper() for (base, mark), letter in
             ((tuple(key), letter) for key, letter in pairs.items())}  # fmt: skip
    alone = _VNI_ALONE | {one.upper(): letter.upper() for one, letter in _VNI_ALONE.items()}
    return pairs | mixed | upper | alone


_VNI: Final = _vni_letters()
_VNI_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
#: What a text is looked through for; the whole of it is repaired or left.
BEGINNING: Final = 1 << 18
_TWICE: Final = re.compile(r"[ÂÃÄÅÆáÅƒ][\u0080-\u00bf\u0152-\u2122]|á[º»]")


def from_tcvn3(content: bytes) -> str:
    """The text of bytes written with an ABC font."""
    return content.decode("latin-1").translate(_TCVN3)


def from_vni(content: bytes) -> str:
    """The text of bytes written with a VNI font."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match[0]], from_1252(content))


def from_1258(content: bytes) -> str:
    """The text of bytes of the ANSI code page of Vietnamese Windows; UnicodeDecodeError for unused bytes."""
    return nfc(content.decode("cp1258"))


def from_1252(content: bytes) -> str:
    """The text of bytes of the Western code page, unused bytes as their control characters."""
    return content.decode("cp1252", errors="surrogateescape").translate(
        {0xDC00 + byte: chr(byte) for byte in range(0x80, 0x100)}
    )


def repaired(text: str) -> str | None:
    """UTF-8 that had been read as Western text, read right; None where the text is not so broken throughout."""
    if not _TWICE.search(text[:BEGINNING]):
        return None
    try:
        once = text.encode("latin-1") if text.isascii() else b"".join(_western_byte(char) for char in text)
        return once.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _western_byte(char: str) -> bytes:
    code = ord(char)
    return bytes([code]) if code < 0x100 else char.encode("cp1252")
