"""Phương pháp, nguồn số liệu: where do the figures come from, how are they computed?"""

from functools import partial

import streamlit as st

from pages.ui import address, choices, clock, holding_reads
from pages.ui.blocks import choice_order, definitions, formulas, holdings_tables, verdict_words
from pages.ui.html import block, headline
from scorecards import holdings
from scorecards.downloads import TABLES
from warehouse.serving import serving
from wording.catalogue import words

SECTIONS = ("formulas", "verdicts", "definitions", "choice", "sources", "coverage", "quality", "download")

lang = address.lang()
book = words(lang)
day = clock.as_of()
held = holding_reads.held_at(day)
rules = held.known.rules


def place_name(place: str, year: str) -> str:
    """What a place was called at the end of a year."""
    return choices.place_name(place, year, lang)


def show_formulas() -> None:
    """Every formula, worked out."""
    nation = holding_reads.roll_up_nation(day, lang)
    st.html(formulas.formulas(holding_reads.formulas(day, lang), nation, place_name, lang))


def show_verdicts() -> None:
    """Statuses, reasons, operators, qualifiers, thresholds."""
    grid = st.grid("auto", min_column_width=640, gap=("small", "large"))
    parts = [
        verdict_words.statuses(lang),
        verdict_words.reasons(lang),
        verdict_words.operators(rules, lang),
        verdict_words.thresholds(rules, lang),
        verdict_words.qualifiers(rules, lang),
    ]
    for part in parts:
        grid.container().html(part)


def show_definitions() -> None:
    """Every indicator of the registry."""
    st.html(definitions.definitions(held.known.registry, lang))


def show_choice() -> None:
    """Which target and which actual is in force, and why."""
    rivals = holding_reads.rivals(day)
    place, _, year = holding_reads.RIVALS
    st.html(choice_order.target_order(rivals, place_name(place, year), lang))
    st.html(choice_order.actual_order(holdings_tables.dispute_lines(held.disputes, place_name, lang), lang))


def show_sources() -> None:
    """Documents, statistics, sites."""
    st.html(holdings_tables.documents(held.documents, place_name, lang))
    rates = holdings.statistics_rates(held.known.observations)
    st.html(holdings_tables.statistics(rates, serving().labour_force(), lang))
    st.html(holdings_tables.sites(held.sites, lang))


def show_coverage() -> None:
    """How much is known of each indicator."""
    st.html(holdings_tables.coverage(holdings.held(held.known), lang))


def show_quality() -> None:
    """What is uncertain, what contradicts, what was set aside."""
    counts = held.uncertain | {"conflicts": len(held.disputes)}
    grid = st.grid("auto", min_column_width=640, gap=("small", "large"))
    grid.container().html(holdings_tables.doubts(counts, len(held.known.targets), lang))
    grid.container().html(holdings_tables.failed(held.failed, place_name, lang))
    st.html(holdings_tables.disputes(held.disputes, place_name, lang))
    aside = holding_reads.preview("set_aside", day, lang)
    st.html(block(book.text("methods.set_aside"), book.text("methods.set_aside_sub", count=len(aside)), ""))
    st.dataframe(aside, hide_index=True, placeholder="", width="stretch", height=420, key="aside")


def show_download() -> None:
    """All data as files, each made when asked for; a look at one table."""
    st.html(block(book.text("methods.download"), book.text("methods.download_sub"), ""))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        table = address.code_select(
            book.text("methods.download_table"),
            TABLES,
            "table",
            lambda t: book.text(f"download_name.{t}"),
            TABLES[0],
            width=260,
        )
        for kind, word in (("csv", "download_csv"), ("parquet", "download_parquet"), ("xlsx", "download_excel")):
            st.download_button(
                book.text(f"methods.{word}"),
                data=partial(holding_reads.file_of, kind, table, holding_reads.at(day), lang),
                file_name=f"gdnn-{'tat-ca' if kind == 'xlsx' else table}.{kind}",
                mime=holding_reads.MIME[kind],
                on_click="ignore",
                key=f"get-{kind}",
            )
    shown = holding_reads.preview(table, day, lang)
    st.caption(book.text("methods.download_preview", name=book.text(f"download_name.{table}"), count=len(shown)))
    st.dataframe(shown, hide_index=True, placeholder="", width="stretch", height=480, key="preview")
    st.caption(f"{book.text('methods.download_csv_note')} {book.text('methods.download_parquet_note')}")


SHOWN = {
    "formulas": show_formulas,
    "verdicts": show_verdicts,
    "definitions": show_definitions,
    "choice": show_choice,
    "sources": show_sources,
    "coverage": show_coverage,
    "quality": show_quality,
    "download": show_download,
}

with address.filters():
    section = address.segment(
        book.text("methods.section"), SECTIONS, "section", lambda s: book.text(f"methods_section.{s}"), SECTIONS[0]
    )
    clock.round_select(lang)
clock.banner(day, "methods", lang)
lead = book.text(
    "methods.lead",
    targets=len(held.known.targets),
    actuals=len(held.known.observations),
    documents=len(held.documents),
    sites=len(held.sites),
    undocumented=held.uncertain["undocumented"],
)
st.html(headline(book.text("methods.headline"), lead))
SHOWN[section]()
