"""Files that are not taken at all: personal data and marks of secrecy, on any sheet, seen or hidden."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from etl.uploads.delimited import TextSheet
from etl.uploads.files import Content
from etl.uploads.folding import nfc
from etl.uploads.knowledge import Knowledge
from etl.uploads.sheets import DATE, Sheet, shown

_IDENTITY: Final = re.compile(
    r"(?<![\w.,])0\d{2}(?:\d{9}|(?:[ .]\d{3}){3})(?![\w.,]?\d)"
    r"|(?<!\w)(?:CMND|CMTND|CCCD|căn cước|chứng minh nhân dân|chứng minh thư)\D{0,20}\d(?:[ .]?\d){8,11}(?!\d)",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\d.,])(?:\+84|0084|\(?0)[ .-]?(?:[35789]\d|2\d{1,2})\)?(?:[ .-]?\d){7}(?!\d)|(?<![\w.,])84[35789]\d{8}(?!\d)"
)
#: A birth date within a text; days of enrolment are none.
_BORN: Final = re.compile(
    r"(?<!tuyển )(?<!học )(?:sinh ngày|ngày sinh|sinh năm)\W{0,4}\d{1,2}[/.-]\d{1,2}[/.-](?:19[3-9]\d|20[01]\d)(?!\d)",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"0[.]\d{3}(?:[.]\d{3})+")
_BARE_IDENTITY: Final = re.compile(r"^\D{0,2}\d{9}(?:\d{2,3})?\D{0,2}$")
_BIRTH: Final = re.compile(
    r"^(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19[3-9]\d|20[01]\d)|(?:19[3-9]\d|20[01]\d)-\d{1,2}-\d{1,2}(?:[ T].*)?)$"
)
_SURNAMES: Final = frozenset(
    [
        "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương",
        "lý", "đinh", "trịnh", "đoàn", "mai", "tô", "cao", "lâm", "hà", "trương", "tạ", "lương", "chu", "châu", "thái",
        "vương", "quách", "triệu", "lưu", "giàng", "lò", "vàng", "sùng", "đào",
    ]
)  # fmt: skip
_SECRET_WHOLE: Final = re.compile(r"[\n;,:()\[\]\-–—|/*.\"“”]+")
_SECRET: Final = re.compile(r"(?<!\w)(?:TỐI|TUYỆT) MẬT(?!\w)")
_SECRET_MARKS: Final = ("mật", "tối mật", "tuyệt mật", "tài liệu mật", "văn bản mật", "dấu mật", "bản mật")
_LETTERS_APART: Final = re.compile(r"(?<!\w)m ậ t(?!\w)", re.IGNORECASE)
#: What a text must hold to be looked at closely.
_MARKS: Final = (
    r"\+84|0084|84[35789]\d{8}|(?:^|[^\d.,])0[ .-]?\d{1,3}\)?(?:[ .-]?\d){6,}|(?i:m ?ậ ?t)|(?i:ma)[\x{0302}\x{0323}]"
    r"|(?i:cmnd|cmtnd|cccd|căn cước|chứng minh|sinh ngày|ngày sinh|sinh năm)"
)
#: So many rows of a name beside a birth date make a list of people.
PEOPLE: Final = 2


def refusal(content: Content, known: Knowledge) -> str | None:
    """`personal-data` or `secret-mark` where any sheet bears them; None where none does."""
    for sheet in content.sheets:
        texts = _texts(sheet)
        if _secret(texts) or _secret([sheet.name or ""]):
            return "secret-mark"
        if _numbers_of_people(texts) or _lists_people(sheet, known):
            return "personal-data"
    if _secret(content.asides):
        return "secret-mark"
    return "personal-data" if _numbers_of_people(content.asides) else None


def _texts(sheet: Sheet | TextSheet) -> list[str]:
    """Every different text of a sheet that could bear a mark: whole numbers of few digits left out."""
    if isinstance(sheet, TextSheet):
        words = sheet.distinct_texts()
        return list(_suspicious_lines(sheet.text)) if words is None else _suspicious(words)
    return list({shown(cell) for cell in chain.from_iterable(sheet.rows) if cell and not cell.startswith(DATE)})


def _suspicious(words: Iterable[pa.Array]) -> list[str]:
    return [text for column in words for text in column.filter(pc.match_substring_regex(column, _MARKS)).to_pylist()]


def _suspicious_lines(text: str) -> Iterator[str]:
    lines = pc.split_pattern(pa.array([text], pa.large_string()), "\n").flatten()
    for line in lines.filter(pc.match_substring_regex(lines, _MARKS)).to_pylist():
        yield from _cells_of(str(line))


def _cells_of(line: str) -> Iterator[str]:
    yield from (cell.strip().strip('"') for cell in re.split(r"[;,\t|]", line))


def _secret(texts: Iterable[str]) -> bool:
    return any(_is_secret(nfc(text)) for text in texts if any(mark in nfc(text).lower() for mark in ("mật", "m ậ t")))


def _is_secret(text: str) -> bool:
    parts = (part.strip().lower() for part in _SECRET_WHOLE.split(text))
    return any(part in _SECRET_MARKS for part in parts) or any(
        pattern.search(text) is not None for pattern in (_SECRET, _LETTERS_APART)
    )


def _numbers_of_people(texts: Iterable[str]) -> bool:
    return any(
        len(text) >= 9 and not _GROUPED.fullmatch(text) and any(p.search(nfc(text)) for p in (_IDENTITY, _PHONE, _BORN))
        for text in texts
    )


def _lists_people(sheet: Sheet | TextSheet, known: Knowledge) -> bool:
    """A header of names with birth dates or identity numbers, or rows of a name beside a birth date."""
    head = sheet.head()
    for number, row in enumerate(head):
        roles = {known.lexicon.column(shown(cell)): i for i, cell in enumerate(row) if cell.strip()}
        if "person" in roles and ("birth" in roles or "identity" in roles or "phone" in roles):
            return any(any(c.strip() for c in later) for later in head[number + 1 :])
        column = roles.get("identity", roles.get("phone"))
        if column is not None and any(_holds_identity(later, column) for later in head[number + 1 :]):
            return True
    rows: Sequence[list[str]] = head if isinstance(sheet, TextSheet) else sheet.rows
    return sum(1 for row in rows if _is_person(row, known)) >= PEOPLE


def _holds_identity(row: list[str], column: int) -> bool:
    return column < len(row) and bool(_BARE_IDENTITY.match(shown(row[column]).replace(" ", "").replace(".", "")))


def _is_person(row: list[str], known: Knowledge) -> bool:
    texts = [shown(cell).strip() for cell in row]
    if not any(_BIRTH.match(text) for text in texts):
        return False
    return any(_is_name(text) and not known.gazetteer.known(text) for text in texts)


def _is_name(text: str) -> bool:
    words = nfc(text).split()
    return (
        2 <= len(words) <= 6 and words[0].lower() in _SURNAMES and all(w[:1].isupper() and w.isalpha() for w in words)
    )
