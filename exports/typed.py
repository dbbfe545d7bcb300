"""What a planner types into an export, and how typed text is made harmless for every format."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: What no XML file may hold, marks that turn the direction of writing, halves of letters.
_HARMFUL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
#: How Office writes a control character: shown as such, it would come back as one.
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: A text that starts so would be taken for a formula by a spreadsheet.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a planner has typed for the export; empty fields are printed as prompts. `titles` go by block."""

    causes: str = ""
    tasks: str = ""
    proposals: str = ""
    number: str = ""
    signer_post: str = ""
    signer: str = ""
    recipients: str = ""
    unit: str = ""
    draft: bool = True
    titles: Mapping[str, str] = field(default_factory=dict)


NOTHING: Final = Typed()


def plain(text: str) -> str:
    """The text in composed letters, without what an Office file may not hold or would read as something else."""
    clean = _HARMFUL.sub("", unicodedata.normalize("NFC", text))
    return _ESCAPED.sub(r"_x \1_", clean)


def lines(text: str) -> list[str]:
    """The lines of a typed text that say anything, without bullets typed before them."""
    found = (plain(line).replace("\t", " ").strip() for line in text.splitlines())
    return [line for line in found if line]


def sheet_text(text: str) -> str:
    """A text for a spreadsheet's cell: one that would be taken for a formula gets an apostrophe before it."""
    clean = plain(text)
    return f"'{clean}" if clean.startswith(FORMULA_STARTS) else clean
