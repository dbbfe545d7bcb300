"""The sign and the word of a verdict: never colour alone."""

from wording.catalogue import words
from wording.numbers import is_missing


def badge(status: str, reason: str | None, lang: str, short: bool = True) -> tuple[str, str]:
    """The sign and the word of a verdict; short, undetermined reads as its reason ("Số làm tròn")."""
    book = words(lang)
    sign = book.text(f"status_sign.{status}")
    if not short:
        return sign, book.text(f"status.{status}")
    if status == "undetermined" and reason is not None and not is_missing(reason):
        return sign, book.text(f"reason_short.{reason}")
    return sign, book.text(f"status_short.{status}")


def verdict_text(status: str, reason: str | None, lang: str) -> str:
    """The verdict in full with its reason where it has one: "Chưa đủ căn cứ đánh giá: số làm tròn, …"."""
    book = words(lang)
    verdict = book.text(f"status.{status}")
    if reason is None or is_missing(reason):
        return verdict
    because = book.text(f"reason.{reason}")
    return f"{verdict}: {because[:1].lower()}{because[1:]}"
