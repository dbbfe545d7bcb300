"""Lists of one place's screen: actuals without a plan, what is still needed, longer targets, other figures."""

from html import escape
from typing import Any

import pandas as pd

from metrics.records import Row, records
from pages.ui.blocks.plain_table import table_html
from pages.ui.blocks.sources import actual_told, figure_line, links_of, target_told
from pages.ui.html import badge_html, block
from scorecards.source_line import document_of
from wording.badges import badge
from wording.catalogue import Words, words
from wording.clauses import capital, gap_text, subject
from wording.numbers import is_missing, number, share
from wording.periods import period_name, target_period_name
from wording.phrases import amount, series_name
from wording.sentences import counted


def verdict_html(row: Row, lang: str) -> str:
    """A row's verdict as sign and word; empty without one."""
    if is_missing(row["status"]):
        return ""
    sign, word = badge(row["status"], row["reason"], lang)
    if row["reason"] == "place_ended":
        word = words(lang).text("reason_short.place_ended")
    return badge_html(row["status"], f"{sign} {word}")


def name_of(row: Row, lang: str) -> str:
    """The full name of a row's series."""
    return series_name(row["indicator"], row["breakdown"], row["coverage"], lang)


def sources_popover(row: Row, of: str, lang: str) -> str:
    """Where one side of a row was read, one click away; empty where that is not known."""
    links = links_of((s for s in row["sources"] if s["of"] == of), lang)
    if not links:
        return ""
    word = escape(words(lang).text("province.row_source"))
    return f'<details class="sources left"><summary>{word}</summary><div>{links}</div></details>'


def untargeted_html(rows: pd.DataFrame, lang: str) -> str:
    """The actuals of the year that no target was set for, with unit, state, period and source."""
    book = words(lang)
    heads = [book.text(f"frame.{head}") for head in ("indicator", "actual", "period", "source")]
    table = table_html(heads, [_untargeted(r, book) for r in records(rows)], numbers=(1,), kind="report facts")
    return block(book.text("province.untargeted"), "", table)


def _untargeted(row: Row, book: Words) -> list[str]:
    state = "" if is_missing(row["state"]) else book.text(f"state.{row['state']}").lower()
    period = f"{escape(period_name(row['actual_period'], book.lang))}, {escape(state)}".rstrip(", ")
    figure = f"<b>{escape(actual_told(row, book.lang))}</b>"
    links = links_of((s for s in row["sources"] if s["of"] == "actual"), book.lang)
    return [escape(name_of(row, book.lang)), figure, period, links]


def needed_html(rows: pd.DataFrame, year: int, lang: str) -> str:
    """What each target of the year still lacks, the furthest first."""
    book = words(lang)
    title = book.text("province.needed", year=year)
    if rows.empty:
        return block(title, "", f"<p>{escape(book.text('province.needed_none', year=year))}.</p>")
    items = "".join(_needed(row, book) for row in records(rows[rows["shortfall"].notna()]))
    return block(title, "", f'<ul class="list">{items}{_silent(rows[rows["shortfall"].isna()], book)}</ul>')


def _silent(rows: pd.DataFrame, book: Words) -> str:
    """The targets without a figure in one item: how many, and which."""
    if rows.empty:
        return ""
    names = "; ".join(f"{subject(row, book.lang)} ({target_told(row, book.lang)})" for row in records(rows))
    head = capital(counted("headline.silent", book.lang, len(rows)))
    return f'<li><b>{escape(head)}</b><div class="detail">{escape(names)}</div></li>'


def _needed(row: Row, book: Words) -> str:
    gap = "" if is_missing(row["shortfall"]) else gap_text(row, "shortfall", book.lang)
    side = f'<span class="side">{escape(gap)}</span>' if gap else ""
    told = [f"{book.text('frame.target_short')} {target_told(row, book.lang)}"]
    if not is_missing(row["actual_value"]):
        told.append(f"{book.text('frame.actual_short')} {actual_told(row, book.lang)}")
    if not is_missing(row["attainment"]) and row["indicator_kind"] != "rate":
        told.append(share(row["attainment"], book.lang))
    if not is_missing(row["pace_needed"]):
        needed = number(row["pace_needed"], _whole(row["target_decimals"]), book.lang)
        told.append(book.text("province.needed_month", needed=needed))
    if not is_missing(row["estimate_value"]):
        estimate = amount(row["estimate_value"], _whole(row["estimate_decimals"]), row["unit"], book.lang)
        told.append(book.text("province.needed_estimate", estimate=estimate))
    detail = f'<div class="detail">{verdict_html(row, book.lang)} {escape(" · ".join(told))}</div>'
    return f"<li>{side}<b>{escape(name_of(row, book.lang))}</b>{detail}</li>"


def _whole(value: Any) -> int | None:
    return None if is_missing(value) else int(value)


def longer_html(rows: pd.DataFrame, lang: str) -> str:
    """Milestones ahead and plans of several years: target, latest figure, verdict, document."""
    book = words(lang)
    heads = [book.text(key) for key in ("frame.indicator", "province.until", "province.target",
                                        "province.latest_known", "frame.status", "frame.document")]  # fmt: skip
    table = table_html(heads, [_longer(r, book) for r in records(rows)], numbers=(2, 3), kind="report facts")
    return block(book.text("province.longer"), "", table)


def _longer(row: Row, book: Words) -> list[str]:
    period = target_period_name(row["target_period"], row["kind"], book.lang)
    average = book.text("kind.average_per_year") if row["kind"] == "average_per_year" else ""
    when = escape(period) + (f'<div class="quiet">{escape(average)}</div>' if average else "")
    document = f"{escape(document_of(dict(row), book.lang))} {sources_popover(row, 'target', book.lang)}"
    return [
        escape(name_of(row, book.lang)),
        when,
        f"<b>{escape(target_told(row, book.lang))}</b>",
        _latest(row, book),
        verdict_html(row, book.lang) + _missing_years(row, book),
        document,
    ]


def _latest(row: Row, book: Words) -> str:
    if is_missing(row["actual_value"]):
        return book.text("table.missing")
    period = period_name(row["actual_period"], book.lang).lower()
    state = [] if is_missing(row["state"]) else [book.text(f"state.{row['state']}").lower()]
    told = escape(", ".join([period, *state]))
    source = sources_popover(row, "actual", book.lang)
    return f'{escape(actual_told(row, book.lang))}<div class="quiet">{told} {source}</div>'


def _missing_years(row: Row, book: Words) -> str:
    if not row["missing_years"]:
        return ""
    years = ", ".join(str(year) for year in row["missing_years"])
    return f'<div class="quiet">{escape(book.text("province.missing_years", years=years))}</div>'


def disputes_html(rows: pd.DataFrame, lang: str) -> str:
    """For each figure in force the others published for it: unit, state, source, who recorded it and when."""
    book = words(lang)
    items = "".join(_dispute(row, book) for row in records(rows))
    return block(book.text("province.disputes"), "", f'<div class="stack">{items}</div>')


def _dispute(row: Row, book: Words) -> str:
    beside = [s for s in row["sources"] if s["of"] == "supporting"]
    used = [s for s in row["sources"] if s["of"] == "actual"]
    counts = [("disputes_against", row["conflicts"]), ("disputes_beside", beside)]
    told = [counted(f"province.{key}", book.lang, len(found)) for key, found in counts if found]
    figure = book.text("province.disputes_summary", figure=actual_told(row, book.lang))
    lines = [("used", used), ("against", row["conflicts"]), ("beside", beside)]
    facts = "".join(figure_line(s, book.lang, book.text(f"province.{key}")) for key, some in lines for s in some)
    head = f"<b>{escape(name_of(row, book.lang))}</b>: {escape('; '.join([figure, *told]))}"
    return f'<details class="more"><summary>{head}</summary><ul class="facts">{facts}</ul></details>'
