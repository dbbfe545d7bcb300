"""What marks say: a row's figures as printed, its verdict and its hover text."""

from charts.lettering import safe
from metrics.records import Row
from wording.badges import badge
from wording.catalogue import words
from wording.clauses import cell
from wording.numbers import number, share
from wording.phrases import RELATIVE_OPERATORS, actual_phrase, target_phrase, variance_phrase


def known(row: Row, column: str) -> float | None:
    """A figure of the row, or None when it is missing."""
    value = cell(row, column)
    return None if value is None else float(value)


def drawn(row: Row, column: str) -> float | None:
    """A figure that has a place on the actual's axis; None for a target stated as a percentage of a baseline."""
    relative = column.startswith("target_") and row.get("operator") in RELATIVE_OPERATORS
    return None if relative else known(row, column)


def word(row: Row, column: str) -> str | None:
    """A text of the row, or None when it is missing."""
    value = cell(row, column)
    return None if value is None or value == "" else str(value)


def decimals(row: Row, column: str) -> int | None:
    """How many decimals a figure is printed with; None (as many as it needs) when not stated."""
    value = known(row, column)
    return None if value is None else int(value)


def target_text(row: Row, lang: str, *, with_unit: bool = False) -> str:
    """The target as its document says it, empty when there is none."""
    value = known(row, "target_value")
    if value is None:
        return ""
    operator, high = word(row, "operator") or "eq", known(row, "target_value_high")
    unit, places = word(row, "unit") or "", decimals(row, "target_decimals")
    return target_phrase(operator, value, high, places, unit, lang, with_unit=with_unit and bool(unit))


def actual_text(row: Row, lang: str, *, with_unit: bool = False) -> str:
    """The actual as printed, empty when there is none."""
    value = known(row, "actual_value")
    if value is None:
        return ""
    unit = word(row, "actual_unit") or word(row, "unit") or ""
    qualifier, high = word(row, "qualifier") or "exact", known(row, "actual_value_high")
    places = decimals(row, "decimals")
    return actual_phrase(qualifier, value, high, places, unit, lang, with_unit=with_unit and bool(unit))


def state_text(row: Row, lang: str) -> str:
    """The state of an actual that is not yet final, as a word; empty for a final one."""
    state = word(row, "state")
    return words(lang).text(f"state_in_sentence.{state}") if state in ("estimate", "preliminary") else ""


def variance_text(row: Row, lang: str) -> str:
    """The signed difference from the target, empty when unknown; points for rates."""
    value = known(row, "variance")
    if value is None:
        return ""
    return variance_phrase(value, decimals(row, "variance_decimals"), word(row, "unit") or "", lang)


def attainment_text(row: Row, lang: str) -> str:
    """The attainment in percent with two decimals, empty when unknown."""
    value = known(row, "attainment")
    return "" if value is None else share(value, lang)


def shown_status(row: Row) -> str:
    """The status to draw: the row's own, else whether only a target or only an actual is known."""
    status = word(row, "status")
    if status:
        return status
    return "actual_only" if known(row, "target_value") is None else "target_only"


def verdict_text(row: Row, lang: str) -> str:
    """Sign and short word of the row's verdict."""
    sign, name = badge(shown_status(row), word(row, "reason"), lang, short=True)
    return f"{sign} {name}"


def half_width_text(row: Row, lang: str) -> str:
    """How far a rounded figure may be off, as " ±0,5"; empty for an exact one."""
    value = known(row, "half_width")
    return f" ±{number(value, None, lang)}" if value else ""


def hover_text(row: Row, name: str, lang: str) -> str:
    """Everything a mark says: name, year, actual with unit and state, target with document, verdict, source."""
    year = known(row, "year")
    head = f"<b>{safe(name)}</b>" + ("" if year is None else f" · {int(year)}")
    verdict = verdict_text(row, lang) if word(row, "status") else ""
    told = (_actual_line(row, lang), _target_line(row, lang), verdict, word(row, "source_text") or "")
    return "<br>".join([head, *(safe(line) for line in told if line)])


def _actual_line(row: Row, lang: str) -> str:
    """The hover's line about the actual: figure, rounding, unit and state; empty without one."""
    figure, state, book = actual_text(row, lang, with_unit=True), word(row, "state"), words(lang)
    if not figure:
        return ""
    told = f"{book.text('frame.actual_short')}: {figure}{half_width_text(row, lang)}"
    return told + (f", {book.text(f'state.{state}').lower()}" if state else "")


def _target_line(row: Row, lang: str) -> str:
    """The hover's line about the target: figure, unit and document; empty without one."""
    figure, document = target_text(row, lang, with_unit=True), word(row, "document")
    if not figure:
        return ""
    told = f"{words(lang).text('frame.target_short')}: {figure}"
    return told + (f" ({document})" if document else "")
