"""One target typed in a form, new or corrected: it becomes a file like any other and goes the same way."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from etl.plans.words import spellings
from metrics.records import Record, records
from metrics.vocabulary import OPERATORS, STANDINGS, TARGET_KINDS
from pages.ui import plan_list
from pages.ui.html import rule
from pages.ui.typed_file import as_file, rows_of
from scorecards import read
from warehouse.serving import serving
from web import uploads
from web.accounts import User
from web.uploads import Received, UploadRefused
from wording.catalogue import Words, words
from wording.numbers import is_missing, number
from wording.phrases import series_name

FIELDS: Final = (
    "place", "indicator", "breakdown", "period", "kind", "operator", "value", "unit", "document", "date", "issuer",
    "standing", "coverage", "baseline", "baseline_period", "quotation", "source", "note", "replaces",
)  # fmt: skip
#: The fields that are typed, with what may stand in each.
TYPED: Final = {
    "period": "2026 · 2026-2030", "value": "224.500 · 72,2 · 75-80", "document": "72/KH-UBND", "date": "04/03/2022",
    "issuer": "", "quotation": "", "source": "", "baseline": "71,5", "baseline_period": "2025",
}  # fmt: skip
MICRO: Final = 1_000_000


def target_form(target_id: str | None, received: Received | None, user: User | None, lang: str) -> str | None:
    """A form for one target, filled with the one that is to be corrected, or as it was when its file was `received`;
    the identifier of the file made of it.
    """
    book, held = words(lang), held_of(target_id, lang) | typed_before(received, lang)
    names, places = series_names(lang), {name: place for place, name in plan_list.place_names(lang).items()}
    st.html(rule(book.text("plans.form_edit" if target_id else "plans.form_add"), book.text("plans.form_sub")))
    with st.form("target", border=False):
        said, place, series = _fields(names, places, held, book)
        sent = st.form_submit_button(book.text("plans.form_check"), type="primary")
    if not sent or user is None:
        return None
    if not place or not series:
        st.error(book.text("plans.form_missing"))
        return None
    indicator, breakdown = names[series]
    row = said | {"place": places[place], "indicator": indicator, "breakdown": breakdown, "replaces": target_id or ""}
    if held.get("unit") and held.get("series") == series:
        row["unit"] = held["unit"]
    try:
        return uploads.put(as_file([row], FIELDS), book.text("plans.form_file"), user).id
    except UploadRefused as refusal:
        st.error(book.text(f"upload.refused_{refusal.code}"))
        return None


def _fields(
    names: Mapping[str, Any], places: Mapping[str, str], held: Mapping[str, str], book: Words
) -> tuple[dict[str, str], str | None, str | None]:
    """The controls, three a row: what was said, the place's and the series' words."""
    said: dict[str, str] = {}

    def typed(at: Any, name: str) -> None:
        said[name] = at.text_input(book.text(f"plans.form_{name}"), held.get(name, ""), placeholder=TYPED[name])

    one, two, three = st.columns(3)
    place = one.selectbox(book.text("plans.head_place"), list(places), index=_at(list(places), held.get("place")))
    series = two.selectbox(book.text("plans.head_series"), list(names), index=_at(list(names), held.get("series")))
    typed(three, "period")
    said["kind"] = _code(one, "kind", TARGET_KINDS, held, book)
    said["operator"] = _code(two, "operator", OPERATORS, held, book)
    for at, name in ((three, "value"), (one, "document"), (two, "date"), (three, "issuer")):
        typed(at, name)
    said["standing"] = _code(one, "standing", STANDINGS, held, book)
    for at, name in ((two, "quotation"), (three, "source"), (one, "baseline"), (two, "baseline_period")):
        typed(at, name)
    said["coverage"] = _code(three, "coverage", ("", *dict.fromkeys(spellings()["coverage"].values())), held, book)
    return said, place, series


def series_names(lang: str) -> dict[str, tuple[str, str]]:
    """Every series under its name: indicator and breakdown."""
    return {series_name(key, level, None, lang): (key, level) for key, entry in read.registry().indicators.items()
            for level in ("total", *entry.breakdowns)}  # fmt: skip


def typed_before(received: Received | None, lang: str) -> dict[str, str]:
    """What was typed into the form of which a file was made, as the form shows it; empty for any other file."""
    rows = rows_of(received, FIELDS) if received else []
    if not rows:
        return {}
    row = rows[0]
    series = {pair: name for name, pair in series_names(lang).items()}
    chosen = {
        "place": plan_list.place_names(lang).get(row["place"], ""),
        "series": series.get((row["indicator"], row["breakdown"]), ""),
    }
    return row | chosen


def _at(names: list[str], chosen: str | None) -> int | None:
    return names.index(chosen) if chosen in names else None


def _code(at: Any, of: str, codes: tuple[str, ...], held: Mapping[str, str], book: Words) -> str:
    labels = {code: book.text(f"{of}.{code}" if code else "plans.coverage_all") for code in codes}
    chosen = codes.index(held[of]) if held.get(of) in codes else 0
    label = book.text("upload.role_coverage" if of == "coverage" else f"plans.head_{of}")
    return str(at.selectbox(label, codes, index=chosen, format_func=labels.__getitem__))


def held_of(target_id: str | None, lang: str) -> dict[str, str]:
    """What stands of the target that is to be corrected, as the form shows it; empty where there is none."""
    rows = serving().known_targets()
    found = records(rows[rows["target_id"] == target_id])
    if not found:
        return {}
    row, printed = found[0], {}
    for name in ("document", "issuer", "coverage", "baseline_period"):
        printed[name] = "" if is_missing(row[name]) else str(row[name])
    day = row["document_date"]
    read_on = next(iter(records(serving().target_sources([str(target_id)]))), {})
    return printed | {
        "place": plan_list.place_names(lang)[row["place"]],
        "series": series_name(row["indicator"], row["breakdown"], None, lang),
        "period": str(row["period"]).replace("..", "-"), "kind": row["kind"], "operator": row["operator"],
        "value": _value(row), "unit": row["unit"], "standing": row["standing"],
        "date": "" if is_missing(day) else f"{day:%d/%m/%Y}",
        "baseline": "" if is_missing(row["baseline_value"]) else number(row["baseline_value"] / MICRO, None, "vi"),
        "quotation": read_on.get("quotation") or "", "source": read_on.get("source") or "",
    }  # fmt: skip


def _value(row: Record) -> str:
    """The figure as a document writes it."""
    ends = (row["value"], row["value_high"])[: 2 if row["operator"] == "range" else 1]
    return "-".join(number(int(end) / MICRO, int(row["decimals"]), "vi") for end in ends)
