"""Names that files come and go with: kept readable in any language, harmless to disks, headers and readers."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

LONGEST: Final = 150
UNNAMED: Final = "file"
#: Names that Windows keeps for devices, whatever follows the dot.
DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of a name without what could lead elsewhere, break a header or turn the reading direction."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Cc: control, Cf: direction marks and other unseen signs, Cs: halves of characters, Co, Cn: nobody's characters.
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" or letter == " ")
    plain = re.sub(r'[<>:"|?*;%]', "_", " ".join(seen.split())).strip(". ")
    if DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    return shortened(plain) or UNNAMED


def shortened(name: str) -> str:
    """A name of at most LONGEST characters that keeps its ending."""
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) <= 10 else name[:LONGEST]


def disposition(name: str) -> str:
    """The header that makes a browser save an answer under this name, also an old browser."""
    safe = safe_name(name)
    plain = unicodedata.normalize("NFKD", safe.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain or UNNAMED}\"; filename*=UTF-8''{quote(safe, safe='')}"
