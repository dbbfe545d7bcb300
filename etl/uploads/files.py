"""Content of a file into its sheets, whatever it is called; or the one problem that stands on the whole file."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final, NamedTuple

from xlrd import XLRDError
from xlrd.compdoc import CompDocError

from etl.uploads.delimited import NotATable, TextSheet, announced, delimiter, records
from etl.uploads.encodings import decoded
from etl.uploads.ods import ods_sheets
from etl.uploads.packed import GROWTH, TooLarge, Unreadable, asides, opened
from etl.uploads.sheets import Sheet
from etl.uploads.xls import xls_sheets
from etl.uploads.xlsx import Limits, xlsx_sheets

#: What the readers of spreadsheets raise over damaged files.
FAULTS: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError, zlib.error, struct.error, zipfile.BadZipFile, XLRDError,
    CompDocError,
)  # fmt: skip
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TEXT: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
                   b"{\\rtf", b"MZ", b"\x7fELF", b"SQLite format 3")  # fmt: skip
_MARKUP: Final = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")


class Content(NamedTuple):
    """The sheets of a file, how its text was read, and texts that stand beside the cells."""

    sheets: tuple[Sheet | TextSheet, ...]
    encoding: str | None = None
    delimiter: str | None = None
    asides: tuple[str, ...] = ()


class Refused(ValueError):
    """A file that cannot be taken as a whole, with the code that says why."""

    def __init__(self, code: str, text: str | None = None) -> None:
        super().__init__(code)
        self.code, self.text = code, text


def opened_content(content: bytes, limits: Limits, known: Callable[[str], bool], encoding: str | None) -> Content:
    """The sheets of a file by what its bytes are; Refused where it is too large or cannot be read."""
    if len(content) > limits.bytes:
        raise Refused("too-large")
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty-file")
    try:
        if content.startswith(_ZIP):
            return _packed(content, limits)
        if content.startswith(_OLE):
            return Content(tuple(xls_sheets(content, limits)))
    except TooLarge as error:
        raise Refused("too-large") from error
    except FAULTS as error:
        raise Refused("unreadable-file") from error
    return _text(content, known, encoding, limits)


def _packed(content: bytes, limits: Limits) -> Content:
    with opened(content, limits.bytes * GROWTH) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            sheets = xlsx_sheets(content, archive, limits)
        elif "content.xml" in names:
            sheets = ods_sheets(archive, limits)
        else:
            raise Unreadable("no spreadsheet")
        return Content(tuple(sheets), asides=tuple(asides(archive)))


def _text(content: bytes, known: Callable[[str], bool], encoding: str | None, limits: Limits) -> Content:
    if content.startswith(_NO_TEXT) or content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise Refused("unreadable-file")
    text = decoded(content, known, encoding)
    if text is None:
        raise Refused("unreadable-file" if b"\x00" in content else "unknown-encoding")
    if "\x00" in text.letters:
        raise Refused("unreadable-file")
    letters = text.letters.replace("\x01", "")
    try:
        mark = delimiter(letters, known)
        sheet = TextSheet(letters, mark)
        _refuse_wide(sheet, limits)
    except NotATable as error:
        raise Refused("unreadable-file") from error
    if letters.count("\n") > limits.rows + 1:
        raise Refused("too-large")
    return Content((sheet,), text.encoding, mark)


def _refuse_wide(sheet: TextSheet, limits: Limits) -> None:
    """Refuse a text any row of which has cells beyond the last column allowed."""
    suspicious = records(sheet.text, sheet.delimiter, 200)
    if sheet.whole is None and any(line.count(sheet.delimiter) >= limits.columns for line in sheet.text.splitlines()):
        suspicious = records(sheet.text, sheet.delimiter, None)
    for row in suspicious:
        if len(row) > limits.columns and any(cell.strip() for cell in row[limits.columns :]):
            raise Refused("too-large")


def skipped_rows(sheet: Sheet | TextSheet) -> int:
    """How many rows at the top are no part of the table: the line that names the delimiter."""
    return 1 if isinstance(sheet, TextSheet) and announced(sheet.text)[1] else 0
