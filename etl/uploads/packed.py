"""Zipped files (.xlsx, .xlsm, .ods): what lies inside and how large it grows, asked before it is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

#: What a packed file may grow to, as a multiple of the size a file may have.
GROWTH: Final = 8
MOST_PARTS: Final = 5_000
_ENTITY: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_TAGS: Final = re.compile(r"<[^>]*>")


class TooLarge(ValueError):
    """A file that would grow beyond what may be read."""


class Unreadable(ValueError):
    """A file that is not what it claims to be, is damaged or encrypted, or hides entities in its XML."""


def opened(content: bytes, limit: int) -> zipfile.ZipFile:
    """The archive, its sizes within `limit` bytes unpacked; TooLarge or Unreadable otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(str(error)) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limit:
        raise TooLarge(f"{len(parts)} parts")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("encrypted")
    _refuse_entities(archive)
    return archive


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as file:
                if _ENTITY.search(file.read(4096)):
                    raise Unreadable("entities")


def asides(archive: zipfile.ZipFile) -> Iterator[str]:
    """The texts beside the cells: comments, drawings, headers and footers."""
    for part in archive.infolist():
        name = part.filename.lower()
        if name.endswith(".xml") and any(word in name for word in ("comment", "drawing", "docprops/core")):
            yield from (t for t in _TAGS.split(archive.read(part).decode("utf-8", "replace")) if t.strip())
        elif name.startswith("xl/worksheets/"):
            tail = archive.read(part)[-20_000:].decode("utf-8", "replace")
            yield from re.findall(r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<", tail)
