"""The list of targets: what its filters offer, the page of it that is shown, the checks between targets that fail."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from metrics.records import records
from metrics.vocabulary import TARGET_KINDS
from pages.ui import address, choices, clock, holding_reads, shell
from pages.ui.blocks import holdings_tables, plan_table
from pages.ui.html import headline
from scorecards import competition, plans, read
from scorecards.plans import Choice
from scorecards.source_line import named_document
from warehouse.serving import serving
from warehouse.writer import now_in_vietnam
from wording.catalogue import Words, words
from wording.phrases import series_name

ALL: Final = "all"
#: The document filter's code for targets whose document is not known.
UNKNOWN: Final = "unknown"
#: The page of the list in the address, and so many targets on one.
PAGE: Final = "sheet"
ON_PAGE: Final = 15
WIDTHS: Final = {"place": 185, "year": 120, "kind": 180, "indicator": 225, "document": 225}


def place_names(lang: str) -> dict[str, str]:
    """What every place is called, or was called last."""
    known, today = read.places(serving()), now_in_vietnam().date()
    return {key: known.name(key, min(place.valid_to or today, today), lang) for key, place in known.by_key.items()}


def targets_of(wanted: Choice) -> pd.DataFrame:
    """The targets of a choice, as they are known at the clock of the address."""
    return plans.plan_targets(holding_reads.known_at(clock.as_of()), wanted)


def filters(lang: str) -> Choice:
    """Draw the filters; what they choose. Each offers what the ones before it leave."""
    book, rows = words(lang), targets_of(Choice())
    names, registry = place_names(lang), read.registry()
    have = set(rows["place"])
    place = _filter("place", {p: name for p, name in names.items() if p in have}, book.text("plans.all_places"), book)
    rows = targets_of(Choice(place))
    year = _filter("year", {y: choices.year_name(y, lang) for y in _years(rows)}, book.text("plans.all_years"), book)
    kinds = {k: book.text(f"kind.{k}") for k in TARGET_KINDS if k in set(rows["kind"])}
    kind = _filter("kind", kinds, book.text("plans.all_kinds"), book, "period")
    series = {i: series_name(i, None, None, lang) for i in registry.indicators if i in set(rows["indicator"])}
    indicator = _filter("indicator", series, book.text("plans.all_indicators"), book)
    document = _filter("document", documents_of(rows, lang), book.text("plans.all_documents"), book, of="frame")
    clock.round_select(lang)
    chosen = plans.NO_DOCUMENT if document == UNKNOWN else document
    return Choice(place, None if year is None else int(year), kind, indicator, chosen)


def _filter(
    param: str, names: Mapping[str, str], every: str, book: Words, label: str | None = None, of: str = "filter"
) -> str | None:
    """One filter: everything, or one of these; None for everything."""
    chosen = address.code_select(
        book.text(f"{of}.{label or param}"), [ALL, *names], param, lambda code: names.get(code, every), ALL,
        WIDTHS[param], leaves=(PAGE,),
    )  # fmt: skip
    return None if chosen == ALL else chosen


def _years(rows: pd.DataFrame) -> list[str]:
    """The years that lie in the periods of some targets, latest first."""
    spans = zip(rows["period_start"].dt.year, rows["period_end"].dt.year, strict=True)
    return [str(year) for year in sorted({y for first, last in spans for y in range(first, last + 1)}, reverse=True)]


def documents_of(rows: pd.DataFrame, lang: str) -> dict[str, str]:
    """The documents of some targets under their names, those without one last."""
    known = rows[rows["document_id"].notna()].drop_duplicates("document_id")
    named = {str(row["document_id"]): named_document(row["document"], words(lang)) for row in records(known)}
    return named | ({UNKNOWN: words(lang).text("plans.document_unknown")} if rows["document_id"].isna().any() else {})


def show(wanted: Choice, lang: str) -> None:
    """The targets of a choice by document a page at a time, then the checks between them that fail."""
    book, rows, names = words(lang), targets_of(wanted), place_names(lang)
    told = {"count": len(rows), "documents": int(rows["document_id"].nunique()),
            "force": int(rows["in_force"].sum()), "unknown": int(rows["document_id"].isna().sum())}  # fmt: skip
    where = book.text("plans.everywhere") if wanted.place is None else names[wanted.place]
    st.html(headline(book.text("plans.headline", place=where, **told), book.text("plans.lead", **told)))
    start = _page(len(rows))
    seen = rows.iloc[start : start + ON_PAGE]
    editable = shell.may("write", [wanted.place] if wanted.place else [])
    with st.container(key="plans", gap="small"):
        _pages(start, len(rows), book)
        st.html(plan_table.targets_html(seen, _beside(seen, names), wanted.place is None, editable, lang))
    failed = plans.of_choice(list(holding_reads.held_at(clock.as_of()).failed), rows)
    if failed:
        st.html(holdings_tables.failed(failed, lambda p, y: choices.place_name(p, y, lang), lang))


def _beside(rows: pd.DataFrame, names: Mapping[str, str]) -> plan_table.Beside:
    earlier = {str(one["target_id"]): one for one in records(plans.replaced(serving(), rows))}
    return plan_table.Beside(competition.sources_of(serving(), rows), earlier, names)


def _page(count: int) -> int:
    """The position of the first target on the page that the address names."""
    asked = st.query_params.get(PAGE, "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    return (page - 1) * ON_PAGE if 1 <= page <= -(-count // ON_PAGE) else 0


def _pages(start: int, count: int, book: Words) -> None:
    """The way to the pages before and after, above the table so that a page turned begins in sight."""
    if count <= ON_PAGE:
        return
    last = min(start + ON_PAGE, count)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="pages"):
        for verb, at, off in (("before", start // ON_PAGE, start == 0), ("after", start // ON_PAGE + 2, last == count)):
            st.button(book.text(f"plans.page_{verb}"), key=f"page-{verb}", disabled=off, on_click=_turn(at))
        told = book.text("plans.page_of", first=start + 1, last=last, count=count)
        st.html(f'<div class="k"><span class="quiet">{escape(told)}</span></div>', width="content")


def _turn(page: int) -> Callable[[], None]:
    def put() -> None:
        st.query_params[PAGE] = str(page)

    return put
