"""Encodings and delimiters, decided per file and open to override."""

import unicodedata

import pytest

from etl.uploads.legacy import _TCVN3, _VNI, from_tcvn3, from_vni, repaired
from tests.etl.uploads.conftest import codes, figures, judge

TEXT = (
    "Tỉnh;Năm;Kỳ;Chỉ tiêu;Trình độ;Giá trị\nHà Nội;2023;Cả năm;Tuyển sinh;Cao đẳng;10274\n"
    "Đắk Lắk;2023;Cả năm;Tuyển sinh;Trung cấp;9\n"
)
LETTERS = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ"


def in_tcvn3(text: str) -> bytes:
    """The text in the bytes of an ABC font."""
    back = {letter: code for code, letter in _TCVN3.items()}
    return bytes(back.get(char, ord(char) if ord(char) < 128 else 63) for char in text)


def in_vni(text: str) -> bytes:
    """The text in the bytes of a VNI font."""
    back = {letter: pair for pair, letter in reversed(_VNI.items())}
    return "".join(back.get(char, char) for char in text).encode("cp1252")


def in_1258(text: str) -> bytes:
    """The text in the ANSI code page of Vietnamese Windows: tones as marks of their own."""
    out = []
    for char in text:
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out.append(base.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(out)


MOJIBAKE = TEXT.encode().decode("latin-1").encode()
CASES = [
    (TEXT.encode(), "utf-8"),
    (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig"),
    (TEXT.encode("utf-16"), "utf-16"),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
    (TEXT.encode("utf-16-le"), "utf-16"),
    (TEXT.encode("utf-16-be"), "utf-16"),
    (in_1258(TEXT), "windows-1258"),
    (in_tcvn3(TEXT), "tcvn3"),
    (in_vni(TEXT), "vni"),
    (MOJIBAKE, "utf-8-mojibake"),
    (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    (b"Tinh;Nam;Chi tieu;Gia tri\nHa Noi;2023;Tuyen sinh;5\n", "utf-8"),
]


@pytest.mark.parametrize(("content", "encoding"), CASES, ids=[f"{i}-{name}" for i, (_, name) in enumerate(CASES)])
def test_every_encoding_gives_the_same_figures(content: bytes, encoding: str) -> None:
    """The encoding is named, and the text is the same whatever bytes it came in."""
    report = judge(content)
    assert (report.encoding, codes(report)) == (encoding, [])
    assert figures(report)[0][1] == "ha-noi"


@pytest.mark.parametrize(("content", "encoding"), CASES[:-2], ids=[name for _, name in CASES[:-2]])
def test_an_encoding_that_is_named_is_obeyed(content: bytes, encoding: str) -> None:
    """Named rightly the file is read; TCVN3 read as windows-1258 makes nothing known and nothing is stored."""
    assert codes(judge(content, encoding=encoding)) == []
    wrong = judge(content, encoding="windows-1258" if encoding == "tcvn3" else "tcvn3")
    assert encoding == "utf-16" or wrong.encoding in ("windows-1258", "tcvn3")
    assert not figures(wrong)


def test_letters_round_trip() -> None:
    """Every Vietnamese letter comes back from each old encoding."""
    assert from_tcvn3(in_tcvn3(LETTERS)) == LETTERS
    assert from_vni(in_vni(LETTERS + LETTERS.upper())) == LETTERS + LETTERS.upper()
    assert repaired((LETTERS + " Hà Nội").encode().decode("latin-1")) == LETTERS + " Hà Nội"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n\x1a\n0000", "unreadable-file"),
        (b"%PDF-1.7 x", "unreadable-file"),
        (b"PK\x03\x04broken", "unreadable-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", "unreadable-file"),
        (b"<html><table></table></html>", "unreadable-file"),
        (bytes(range(1, 256)) * 4, "unknown-encoding"),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị\nХаной;1".encode("cp1251", "replace"), "unknown-encoding"),
        (b'Tinh;Nam;Chi tieu;Gia tri\n"Ha Noi;2023;Tuyen sinh;5\n' + b"x" * 200_000, "unreadable-file"),
    ],
)
def test_what_cannot_be_read_ends_with_2(content: bytes, code: str) -> None:
    """Pictures, broken archives, other alphabets and quotes never closed are named, and nothing is read."""
    report = judge(content)
    assert (codes(report), report.exit_code, report.observations) == ([(None, code)], 2, None)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Tỉnh,Năm,Chỉ tiêu,Giá trị\nHà Nội,2023,Tuyển sinh,5\n", ","),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", ";"),
        ("Tỉnh\tNăm\tChỉ tiêu\tGiá trị\nHà Nội\t2023\tTuyển sinh\t5\n", "\t"),
        ("Tỉnh|Năm|Chỉ tiêu|Giá trị\nHà Nội|2023|Tuyển sinh|5\n", "|"),
        ('"Tỉnh","Năm","Chỉ tiêu","Giá trị"\n"Hà Nội","2023","Tuyển sinh","5"\n', ","),
        ("Tỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tỷ lệ lao động có bằng cấp, chứng chỉ;52,5\n", ";"),
        ("sep=|\nTỉnh|Năm|Chỉ tiêu|Giá trị\nHà Nội|2023|Tuyển sinh|5\n", "|"),
        ("Kết quả, quý; năm\nTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", ";"),
    ],
)
def test_delimiters(text: str, delimiter: str) -> None:
    """The mark that makes the headers known, however many commas stand in the cells."""
    report = judge(text)
    assert (report.delimiter, codes(report), len(figures(report))) == (delimiter, [], 1)


def test_a_wanted_encoding_that_the_mark_denies() -> None:
    """A file that is marked as UTF-8 cannot be read as UTF-16: said, never read as something else than was wanted."""
    report = judge("\ufeffTỉnh;Năm;Chỉ tiêu;Giá trị\nHà Nội;2023;Tuyển sinh;5\n", encoding="utf-16")
    assert [finding.code for finding in report.findings] == ["unknown-encoding"]


@pytest.mark.parametrize("text", [";;;\n;;;\n", ",,\n", "\t\t\n \t\n", "||\n"])
def test_separators_alone_are_a_blank_file(text: str) -> None:
    """A file of separators and blanks holds nothing."""
    assert [finding.code for finding in judge(text).findings] == ["empty-file"]
