"""Short phrases made of codes and figures: targets, actuals, differences, documents, series, places."""

import re
import unicodedata
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from wording.catalogue import Words, words
from wording.dates import date_text, printed_date
from wording.numbers import MISSING, Figure, exact, is_missing, number, percent, signed

#: A document number whose letters name its type: 72/KH-UBND, 21-CT/TW, 2239/QĐ-TTg.
DOCUMENT_NUMBER: Final = re.compile(r"\d+[/-](?P<type>[^\W\d_]+)[-/].+")
ISSUERS: Final = ("prime_minister", "secretariat", "government", "ubnd", "hdnd", "tinh_uy", "thanh_uy")
PLACE_TYPE: Final = re.compile(r"^(thành phố|tỉnh)\s+", re.IGNORECASE)
#: Operators whose value is a percentage of a baseline whatever the unit.
RELATIVE_OPERATORS: Final = frozenset({"reduce_by_at_least", "increase_by_at_least"})
RANGE_DASH: Final = "–"
#: How the sources of the statistics office's tables begin.
STATISTICS_OFFICE: Final = "GSO:"


def unit_name(unit: str, value: Figure, lang: str) -> str:
    """The unit as it follows this value: one form in Vietnamese, singular for exactly 1 in English."""
    single = value is not None and not is_missing(value) and abs(exact(value)) == 1
    return words(lang).text(f"unit_one.{unit}" if single else f"unit.{unit}")


def with_unit(text: str, value: Figure, unit: str, lang: str) -> str:
    """A printed count followed by its unit, "224.500 lượt người"; a rate and a missing value as they are."""
    if unit == "percent" or text == MISSING:
        return text
    return f"{text} {unit_name(unit, value, lang)}"


def amount(value: Figure, decimals: int | None, unit: str, lang: str) -> str:
    """A value in its unit: "224.500 lượt người", "72,2%"; MISSING when there is none."""
    text = percent(value, decimals, lang) if unit == "percent" else number(value, decimals, lang)
    return with_unit(text, value, unit, lang)


def span(value: Figure, value_high: Figure, decimals: int | None, percent_sign: bool, lang: str) -> str:
    """A value, or both ends of a range joined by a dash, with one percent sign at the end where asked."""
    low = number(value, decimals, lang)
    if low == MISSING:
        return MISSING
    both = low if is_missing(value_high) else f"{low}{RANGE_DASH}{number(value_high, decimals, lang)}"
    return f"{both}%" if percent_sign else both


def target_phrase(
    operator: str,
    value: Figure,
    value_high: Figure,
    decimals: int | None,
    unit: str,
    lang: str,
    with_unit: bool = False,
    percent_sign: bool = True,
) -> str:
    """A target in its document's words: "khoảng 224.500", "từ 72,2%", "40–45%", "giảm tối thiểu 30%"."""
    relative = operator in RELATIVE_OPERATORS
    sign = relative or (percent_sign and unit == "percent")
    text = span(value, value_high, decimals, sign, lang)
    if text == MISSING:
        return MISSING
    phrase = words(lang).text(f"operator_phrase.{operator}", value=text)
    return suffixed(phrase, value_high if not is_missing(value_high) else value, unit, with_unit and not relative, lang)


def actual_phrase(
    qualifier: str | None,
    value: Figure,
    value_high: Figure,
    decimals: int | None,
    unit: str,
    lang: str,
    with_unit: bool = False,
    percent_sign: bool = True,
) -> str:
    """An actual as published: "gần 198.000", "hơn 245.000", "70–80%"; MISSING when there is none."""
    text = span(value, value_high, decimals, percent_sign and unit == "percent", lang)
    if text == MISSING:
        return MISSING
    phrase = words(lang).text(f"qualifier_phrase.{qualifier or 'exact'}", value=text)
    return suffixed(phrase, value_high if not is_missing(value_high) else value, unit, with_unit, lang)


def suffixed(phrase: str, value: Figure, unit: str, wanted: bool, lang: str) -> str:
    """The phrase, followed by the unit where it is wanted and no percent sign stands for it."""
    return with_unit(phrase, value, unit, lang) if wanted else phrase


def variance_phrase(variance: Figure, decimals: int | None, unit: str, lang: str, long: bool = False) -> str:
    """A difference: "+20.816", "+0,03 điểm", long "+0,03 điểm %"; MISSING when there is none."""
    text = signed(variance, decimals, lang)
    if unit != "percent" or text == MISSING:
        return text
    return words(lang).text("variance.points_long" if long else "variance.points", value=text)


def document_name(number: str, lang: str) -> str:
    """A document's number behind its type, "Kế hoạch số 72/KH-UBND"; a number of no known type as printed."""
    found = DOCUMENT_NUMBER.fullmatch(number)
    key = f"document_type.{found['type']}" if found else ""
    book = words(lang)
    if not book.has(key):
        return number
    return book.text("document.numbered", type=book.text(key), number=number)


def document_phrase(number: str | None, printed: str | None, issuer: str | None, lang: str) -> str:
    """A document with its date as printed and issuer as far as known; without a number "chưa rõ văn bản"."""
    book = words(lang)
    if number is None or is_missing(number) or not number.strip():
        return book.text("document.unknown")
    name = document_name(number, lang)
    if printed is None or is_missing(printed) or not printed:
        dated = book.text("document.named_undated", name=name)
    else:
        dated = book.text("document.named", name=name, date=printed_date(printed, lang))
    if issuer is None or is_missing(issuer):
        return dated
    return book.text("document.issued_by", document=dated, issuer=issuer_name(issuer, lang))


def issuer_name(issuer: str, lang: str) -> str:
    """Who issued a document: as printed in Vietnamese; in English the body translated, the place in ASCII."""
    if lang == "vi":
        return issuer
    for key in ISSUERS:
        printed = words("vi").text(f"issuer.{key}")
        if issuer.casefold().startswith(printed.casefold()):
            rest = PLACE_TYPE.sub("", issuer[len(printed) :].strip())
            return f"{words(lang).text(f'issuer.{key}')} {ascii_name(rest)}".strip()
    return issuer


def ascii_name(name: str) -> str:
    """A Vietnamese name without its marks, as English text writes places."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def source_name(source: str | None, lang: str = "vi") -> str:
    """Where a figure was read: the site's domain without www, or the file that holds a document's words."""
    if source is None or is_missing(source) or not source:
        return words(lang).text("document.source_unknown")
    site = urlsplit(source).hostname
    if site:
        return site.removeprefix("www.")
    if source.startswith("data/"):
        return words(lang).text("document.text_file", name=PurePosixPath(source).stem)
    return source


def source_short(source: str | None, lang: str) -> str:
    """The same for the foot of a figure: the statistics office for any of its tables, whose titles are English."""
    if isinstance(source, str) and source.startswith(STATISTICS_OFFICE):
        return words(lang).text("document.statistics_office")
    return source_name(source, lang)


def series_name(indicator: str, breakdown: str | None, coverage: str | None, lang: str, short: bool = False) -> str:
    """A series' name; short leaves out the indicator where a part is meant ("Sơ cấp và dưới 03 tháng")."""
    book = words(lang)
    name = short_series(book, indicator, breakdown) if short else full_series(book, indicator, breakdown)
    if coverage is None or is_missing(coverage):
        return name
    return book.text("series.with_coverage", series=name, coverage=book.text(f"coverage.{coverage}"))


def short_series(book: Words, indicator: str, breakdown: str | None) -> str:
    """The part's short name, or the indicator's where the whole is meant."""
    if breakdown in (None, "total"):
        return book.text(f"indicator_short.{indicator}")
    return book.text(f"breakdown_short.{breakdown}")


def full_series(book: Words, indicator: str, breakdown: str | None) -> str:
    """The indicator's name, with the part after it where a part is meant."""
    name = book.text(f"indicator.{indicator}")
    if breakdown in (None, "total"):
        return name
    part = book.text(f"breakdown_in_sentence.{breakdown}")
    return book.text("series.with_breakdown", indicator=name, breakdown=part)


def place_label(name: str, valid_to: date | None, full: str | None, lang: str) -> str:
    """A place's name; one that ended reads "tỉnh Vĩnh Phúc (trước 01/7/2025)"."""
    if valid_to is None or is_missing(valid_to):
        return name
    whole = full if lang == "vi" and full else name
    shown = whole[:1].lower() + whole[1:] if whole is full else whole
    after = valid_to + timedelta(days=1)
    return words(lang).text("place.before", name=shown, date=date_text(after, lang))
