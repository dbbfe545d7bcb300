"""An Office file as the same bytes whenever it says the same: fixed order, fixed dates inside and out."""

import io
import re
import zipfile
from datetime import date
from typing import Final

#: The earliest day that an archive can carry: dates of entries say nothing.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = "[Content_Types].xml"
_CORE: Final = "docProps/core.xml"
_DATES: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def settled(file: bytes, day: date) -> bytes:
    """The file with its parts in order and every date in it set to the day of the view."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in sorted(read.namelist(), key=lambda n: (n != _FIRST, n)):
            written.writestr(_entry(name), _content(name, read.read(name), day))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0
    return entry


def _content(name: str, content: bytes, day: date) -> bytes:
    if name.endswith(".xlsx"):
        return settled(content, day)
    if name == _CORE:
        return _DATES.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<2>", content)
    return content
