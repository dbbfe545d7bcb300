"""One row of the scorecard as a clause: its subject, its gap, its verdict. What no row says is never said."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from metrics.records import Row
from metrics.vocabulary import PACES
from wording.catalogue import words
from wording.numbers import exact, is_missing, number, share, signed_percent
from wording.phrases import actual_phrase, amount, short_series, target_phrase, unit_name, variance_phrase

GOOD: Final = frozenset({"exceeded", "met"})
JUDGED: Final = frozenset({"exceeded", "met", "nearly", "missed", "undetermined"})
SILENT: Final = frozenset({"no_data", "not_due"})
#: What a reader must hear first among what is not at target.
URGENCY: Final = (
    "missed", "undetermined", "nearly", "far_behind", "behind", "in_progress", "on_pace", "ahead", "no_data", "not_due",
)  # fmt: skip
#: On course in a running year.
ON_COURSE: Final = frozenset({"ahead", "on_pace"})


def cell(row: Row, name: str) -> Any:
    """A cell of a row, None where it is missing or the row has no such column."""
    value = row.get(name)
    return None if is_missing(value) else value


def has_actual(row: Row) -> bool:
    """Whether the row has an actual to print."""
    return cell(row, "actual_value") is not None


def has_target(row: Row) -> bool:
    """Whether the row has a target to print."""
    return cell(row, "target_value") is not None


def is_rate(row: Row) -> bool:
    """Whether the row is measured in percent, so that its gap is in points."""
    return bool((cell(row, "unit") or cell(row, "actual_unit")) == "percent")


def is_good(row: Row) -> bool:
    """Whether the row met or exceeded its target."""
    return bool(cell(row, "status") in GOOD)


def good_count(rows: Iterable[Row]) -> int:
    """How many rows met or exceeded their target."""
    return sum(is_good(row) for row in rows)


def paced(rows: Iterable[Row]) -> list[Row]:
    """The rows of a running year that have a pace."""
    return [row for row in rows if cell(row, "status") in PACES]


def on_course(rows: Iterable[Row]) -> int:
    """How many rows of a running year are on pace or ahead of it."""
    return sum(cell(row, "status") in ON_COURSE for row in rows)


def most_urgent(rows: Iterable[Row]) -> list[Row]:
    """The rows that are not at target, the verdict to be heard first in front, else in their order."""
    return sorted((r for r in rows if cell(r, "status") in URGENCY), key=lambda r: URGENCY.index(r["status"]))


def short_parts(total: Row, rows: Sequence[Row]) -> list[Row]:
    """The parts of the total's series with a known shortfall, the furthest from its target first."""
    same = ("place", "indicator", "coverage", "year")
    if total["breakdown"] != "total":
        return []
    parts = [r for r in rows if r["breakdown"] != "total" and all(cell(r, c) == cell(total, c) for c in same)]
    short = [r for r in parts if not is_good(r) and (cell(r, "shortfall") or 0) > 0]
    return sorted(short, key=lambda r: cell(r, "attainment") or 0.0)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def indicator_text(indicator: str, lang: str) -> str:
    """The indicator as titles and headlines call it, in lower case."""
    book = words(lang)
    key = f"subject.{indicator}"
    return book.text(key if book.has(key) else f"indicator_in_sentence.{indicator}")


def subject(row: Row, lang: str) -> str:
    """What the row is about: a level of enrolment by itself, any other part behind its indicator."""
    whole, coverage = row["breakdown"] == "total", cell(row, "coverage")
    part = "" if whole else words(lang).text(f"breakdown_in_sentence.{row['breakdown']}")
    covered = "" if coverage is None else words(lang).text(f"coverage.{coverage}")
    if part and row["indicator"] == "enrolment":
        return bracketed(part, covered)
    return bracketed(indicator_text(row["indicator"], lang), part, covered)


def named(row: Row, lang: str) -> str:
    """What the row is about as a list calls it by itself: the subject under its short names, a capital first."""
    book, whole, coverage = words(lang), row["breakdown"] == "total", cell(row, "coverage")
    part = "" if whole else short_series(book, row["indicator"], row["breakdown"])
    covered = "" if coverage is None else book.text(f"coverage.{coverage}")
    if part and row["indicator"] == "enrolment":
        return bracketed(part, covered)
    return bracketed(book.text(f"indicator_short.{row['indicator']}"), part, covered)


def bracketed(name: str, *details: str) -> str:
    """A name with its details in one pair of brackets; empty details are left out."""
    inside = ", ".join(detail for detail in details if detail)
    return f"{name} ({inside})" if inside else name


def points_text(value: float | None, decimals: int | None, lang: str, long: bool = False) -> str:
    """The size of a difference of rates: "0,03 điểm %", long "0,03 điểm phần trăm"."""
    size = None if value is None else abs(exact(value))
    unit = unit_name("points", size, lang) if long else words(lang).text("unit_short.points")
    return f"{number(size, decimals, lang)} {unit}"


def gap_text(row: Row, column: str, lang: str, unit: bool = True, long: bool = False) -> str:
    """The size of the row's variance or shortfall with its unit (or, for counts, without)."""
    value, decimals = cell(row, column), cell(row, "variance_decimals")
    if is_rate(row):
        return points_text(value, decimals, lang, long)
    size = None if value is None else abs(exact(value))
    return amount(size, decimals, row["unit"], lang) if unit else number(size, decimals, lang)


def actual_text(row: Row, lang: str) -> str:
    """The row's actual as published, with its unit."""
    value, high, decimals = (cell(row, c) for c in ("actual_value", "actual_value_high", "decimals"))
    unit = cell(row, "actual_unit") or row["unit"]
    return actual_phrase(cell(row, "qualifier"), value, high, decimals, unit, lang, with_unit=True)


def actual_with_state(row: Row, lang: str) -> str:
    """The row's actual with its unit, marked "ước" or "sơ bộ" where it is not final."""
    return marked(actual_text(row, lang), cell(row, "state"), lang)


def marked(text: str, state: str | None, lang: str) -> str:
    """A printed figure marked by its state, "ước 71,1%"; a final one as it is."""
    if state in (None, "final"):
        return text
    book = words(lang)
    return book.text("report.estimated", state=book.text(f"state_in_sentence.{state}"), value=text)


def target_text(row: Row, lang: str) -> str:
    """The row's target in its document's words, with its unit."""
    value, high, decimals = (cell(row, c) for c in ("target_value", "target_value_high", "target_decimals"))
    return target_phrase(row["operator"], value, high, decimals, row["unit"], lang, with_unit=True)


def reason_text(row: Row, lang: str) -> str:
    """Why the row is undetermined, short and in lower case; empty where no reason is given."""
    reason, years = cell(row, "reason"), row.get("missing_years")
    if reason == "missing_years" and isinstance(years, list) and years:
        text = words(lang).text("reason.missing_years_named", years=", ".join(str(year) for year in years))
    else:
        text = "" if reason is None else words(lang).text(f"reason_short.{reason}")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def change_text(row: Row, lang: str, signed: bool = True) -> str:
    """The change on the same period of the year before: percent for counts, points for rates."""
    change = cell(row, "change")
    if not is_rate(row):
        text = signed_percent(change, 2, lang)
        return text if signed else text.lstrip("+\u2212")
    decimals = max(cell(row, "decimals") or 0, cell(row, "previous_decimals") or 0)
    if signed:
        return variance_phrase(change, decimals, "percent", lang)
    return points_text(change, decimals, lang, long=True)


def values(row: Row, lang: str, unit: bool = True) -> dict[str, str]:
    """Everything that a clause about the row may print; what is missing prints as an ellipsis."""
    return {
        "name": subject(row, lang),
        "amount": gap_text(row, "variance", lang),
        "points": gap_text(row, "variance", lang),
        "short": gap_text(row, "shortfall", lang, unit),
        "share": share(cell(row, "attainment"), lang),
        "reason": reason_text(row, lang),
        "actual": actual_text(row, lang),
    }


def clause(row: Row, lang: str, unit: bool = True) -> str:
    """The row's verdict as a clause behind its name: "trung cấp chưa đủ căn cứ, còn thiếu 172"."""
    return words(lang).text(f"clause.{clause_key(row)}", **values(row, lang, unit))


def clause_key(row: Row) -> str:
    """Which clause fits the row's verdict and the figures it has."""
    status = cell(row, "status")
    if not has_target(row) or status is None:
        return "no_target"
    if status in GOOD:
        return good_key(row, status)
    if status in ("nearly", "missed"):
        return below_key(row, "nearly" if status == "nearly" else "below")
    if status == "undetermined":
        return undetermined_key(row)
    return str(status) if status in SILENT else status if can_measure(row) else "in_progress_plain"


def form(row: Row) -> str:
    """Whether a clause speaks of a count or of a rate."""
    return "rate" if is_rate(row) else "count"


def good_key(row: Row, status: str) -> str:
    """The clause of a row at target; the size of its lead is named only where there is one."""
    return f"{status}_{form(row)}" if (cell(row, "variance") or 0) > 0 else "met_equal"


def below_key(row: Row, key: str) -> str:
    """The clause of a row below target; a plain one where its gap is not known."""
    known = cell(row, "shortfall") is not None and (is_rate(row) or cell(row, "attainment") is not None)
    return f"{key}_{form(row)}" if known else "below"


def undetermined_key(row: Row) -> str:
    """The clause of an undetermined row: what is still needed, else why, else neither."""
    if cell(row, "reason") == "part_year" and (cell(row, "shortfall") or 0) > 0:
        return "part_year"
    return "undetermined" if cell(row, "reason") else "undetermined_plain"


def can_measure(row: Row) -> bool:
    """Whether a running count can be set against its target."""
    return not is_rate(row) and cell(row, "attainment") is not None and cell(row, "shortfall") is not None
