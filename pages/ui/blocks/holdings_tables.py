"""Tables of what is held: documents, sites, statistics, coverage of each indicator, doubts and contradictions."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final

import pandas as pd

from metrics.records import Record, records
from metrics.registry import MICRO
from pages.ui import address
from pages.ui.blocks.lists import lines
from pages.ui.blocks.plain_table import plain_table
from pages.ui.blocks.sources import source_link
from pages.ui.html import block
from scorecards.failed_checks import Failed, LaterLower, PartsNotTotal
from wording.catalogue import Words, words
from wording.dates import date_text
from wording.numbers import is_missing, number
from wording.periods import milestone_in_sentence, period_in_sentence
from wording.phrases import actual_phrase, amount, document_name, issuer_name, series_name, target_phrase

PlaceName = Callable[[str, str], str]
DOUBTS: Final = (
    "undocumented", "undated", "unknown_day", "estimates", "preliminary", "rough", "ties", "conflicts",
)  # fmt: skip


def documents(rows: pd.DataFrame, place_name: PlaceName, lang: str) -> str:
    """Every document that sets targets: number, date, issuer, title, how many targets, where it was read."""
    book = words(lang)
    heads = [book.text(f"methods.document_{c}") for c in ("number", "date", "issuer", "title", "targets")]
    heads = [*heads[:3], book.text("frame.place"), *heads[3:], book.text("frame.source")]
    table = plain_table(heads, [_document(row, place_name, book) for row in records(rows)], numbers=(5,))
    return block(book.text("methods.documents"), book.text("methods.documents_sub", count=len(rows)), table)


def _document(row: Record, place_name: PlaceName, book: Words) -> list[str]:
    unknown = is_missing(row["date"])
    day = book.text("document.undated") if unknown else date_text(row["date"].date(), book.lang)
    year = "2024" if unknown else str(row["date"].year)
    name = book.text("methods.number_unknown") if is_missing(row["number"]) else document_name(row["number"], book.lang)
    told = [row[c] for c in ("title", "note") if not is_missing(row[c])]
    link = address.anchor(place_name(row["place"], year), "province", place=row["place"], section=None)
    issuer = issuer_name(str(row["issuer"]), book.lang)
    title = "<br>".join(escape(str(t)) for t in told)
    count = escape(number(row["targets"], 0, book.lang))
    return [
        f"<b>{escape(name)}</b>",
        escape(day),
        escape(issuer),
        link,
        title,
        count,
        source_link(row["source"], book.lang),
    ]


def statistics(rates: pd.DataFrame, weights: pd.DataFrame, lang: str) -> str:
    """The two tables of the statistics office with how much of each is held."""
    book = words(lang)
    rows = [
        _statistic("methods.statistics_rates", rates.assign(year=rates["period_end"].dt.year), book),
        _statistic("methods.statistics_weights", weights, book),
    ]
    return block(book.text("methods.statistics"), book.text("methods.statistics_sub"), lines(rows, ""))


def _statistic(key: str, rows: pd.DataFrame, book: Words) -> str:
    """A table's name, how much of it is held, and where it was read."""
    told = book.text(
        "methods.statistics_rows",
        count=number(len(rows), 0, book.lang),
        places=rows["place"].nunique(),
        first=rows["year"].min(),
        last=rows["year"].max(),
    )
    read = " · ".join(dict.fromkeys(source_link(source, book.lang) for source in rows["source"]))
    return f'<b>{escape(book.text(key))}</b><div class="detail">{escape(told)} · {read}</div>'


def sites(rows: pd.DataFrame, lang: str) -> str:
    """Every site that figures were read on, with its kind and how many figures it gave."""
    book = words(lang)
    heads = [book.text(f"methods.site{c}") for c in ("", "_rank", "_targets", "_actuals")]
    cells = [
        [
            escape(row["site"]),
            escape("" if is_missing(row["rank"]) else book.text(f"source_rank.{int(row['rank'])}")),
            escape(_count(row["targets"], lang)),
            escape(_count(row["actuals"], lang)),
        ]
        for row in records(rows)
    ]
    table = plain_table(heads, cells, numbers=(2, 3))
    return block(
        book.text("methods.sites"),
        book.text("methods.sites_sub", count=len(rows)),
        f'<div class="narrow">{table}</div>',
    )


def _count(value: Any, lang: str) -> str:
    """A count; an empty cell for none."""
    return number(int(value), 0, lang) if int(value) else ""


def coverage(rows: pd.DataFrame, lang: str) -> str:
    """How much is known of each indicator."""
    book = words(lang)
    names = ("targets", "target_places", "target_years", "actuals", "actual_places", "actual_years", "both")
    heads = [book.text("frame.indicator"), *(book.text(f"methods.coverage_{n}") for n in names)]
    table = plain_table(heads, [_held(row, book) for row in records(rows)], numbers=range(1, 8))
    return block(book.text("methods.coverage"), book.text("methods.coverage_sub"), table)


def _held(row: Record, book: Words) -> list[str]:
    cells = [
        _count(row["targets"], book.lang),
        _count(row["target_places"], book.lang),
        _span(row["target_first"], row["target_last"], book),
        _count(row["actuals"], book.lang),
        _count(row["actual_places"], book.lang),
        _span(row["actual_first"], row["actual_last"], book),
        _count(row["both"], book.lang),
    ]
    name = escape(book.text(f"indicator.{row['indicator']}"))
    return [name, *(escape(cell) if cell else '<span class="faint">…</span>' for cell in cells)]


def _span(first: Any, last: Any, book: Words) -> str:
    if is_missing(first):
        return ""
    if int(first) == int(last):
        return str(int(first))
    return book.text("methods.years_span", first=int(first), last=int(last))


def doubts(counts: dict[str, int], total: int, lang: str) -> str:
    """How many figures carry each doubt."""
    book = words(lang)
    items = [
        f'<span class="side">{escape(number(counts[key], 0, lang))}</span>'
        f"{escape(book.text(f'methods.count_{key}', **({'total': total} if key == 'undocumented' else {})))}"
        for key in DOUBTS
    ]
    return block(book.text("methods.quality"), book.text("methods.quality_sub"), lines(items, ""))


def failed(found: Sequence[Failed], place_name: PlaceName, lang: str) -> str:
    """The checks that do not add up, each as one sentence with both figures."""
    book = words(lang)
    body = lines([_failed(one, place_name, book) for one in found], book.text("methods.failed_none"))
    return block(book.text("methods.failed_checks"), book.text("methods.failed_checks_sub"), body)


def _failed(one: Failed, place_name: PlaceName, book: Words) -> str:
    if isinstance(one, PartsNotTotal):
        return _parts(one, place_name, book)
    return _later(one, place_name, book) if isinstance(one, LaterLower) else _subset(one, place_name, book)


def _parts(one: PartsNotTotal, place_name: PlaceName, book: Words) -> str:
    total = one.total
    amounts = [number(int(p["value"]) / MICRO, None, book.lang) for p in one.parts]
    whole = sum(int(p["value"]) for p in one.parts) / MICRO
    text = book.text(
        "methods.failed_parts_not_total",
        place=place_name(total["place"], _year(total)),
        series=series_name(total["indicator"], "total", None, book.lang),
        period=period_in_sentence(str(total["period"]), book.lang),
        parts=" + ".join(amounts),
        sum=number(whole, None, book.lang),
        total=amount(int(total["value"]) / MICRO, int(total["decimals"]), total["unit"], book.lang),
    )
    return escape(text)


def _later(one: LaterLower, place_name: PlaceName, book: Words) -> str:
    text = book.text(
        "methods.failed_milestone",
        place=place_name(one.earlier["place"], _year(one.earlier)),
        series=series_name(one.earlier["indicator"], one.earlier["breakdown"], None, book.lang),
        earlier=_target(one.earlier, book),
        earlier_year=milestone_in_sentence(_year(one.earlier), book.lang),
        later=_target(one.later, book),
        later_year=milestone_in_sentence(_year(one.later), book.lang),
    )
    return escape(text)


def _subset(one: Any, place_name: PlaceName, book: Words) -> str:
    inner, outer = one.inner, one.outer
    text = book.text(
        "methods.failed_subset",
        place=place_name(inner["place"], _year(inner)),
        period=period_in_sentence(str(inner["period"]), book.lang),
        inner_name=book.text(f"indicator.{inner['indicator']}"),
        inner=amount(int(inner["value"]) / MICRO, int(inner["decimals"]), inner["unit"], book.lang),
        outer_name=book.text(f"indicator.{outer['indicator']}"),
        outer=amount(int(outer["value"]) / MICRO, int(outer["decimals"]), outer["unit"], book.lang),
    )
    return escape(text)


def _year(row: Record) -> str:
    return str(row["period_end"].year)


def _target(row: Record, book: Words) -> str:
    value, high = int(row["value"]) / MICRO, int(row["value_high"]) / MICRO
    end = high if row["operator"] == "range" else None
    return target_phrase(row["operator"], value, end, int(row["decimals"]), row["unit"], book.lang, with_unit=True)


def disputes(rows: pd.DataFrame, place_name: PlaceName, lang: str) -> str:
    """The actuals that contradict each other, the one in force first."""
    book = words(lang)
    body = dispute_lines(rows, place_name, lang)
    return block(book.text("methods.conflicts"), book.text("methods.conflicts_sub"), body)


def dispute_lines(rows: pd.DataFrame, place_name: PlaceName, lang: str) -> str:
    """One line a contradiction, with the sources of both figures."""
    book = words(lang)
    return lines([_dispute(row, place_name, book) for row in records(rows)], book.text("methods.conflicts_none"))


def _dispute(row: Record, place_name: PlaceName, book: Words) -> str:
    year = str(row["year"])
    text = book.text(
        "methods.conflict_line",
        place=place_name(row["place"], year),
        series=series_name(row["indicator"], row["breakdown"], row["coverage"] or None, book.lang),
        year=year,
        chosen=_figure(row, "_chosen", book),
        others=_figure(row, "", book),
    )
    links = f"{source_link(row['source_chosen'], book.lang)} · {source_link(row['source'], book.lang)}"
    return f'{escape(text)}<div class="detail">{links}</div>'


def _figure(row: Record, suffix: str, book: Words) -> str:
    """A figure as printed with its state."""
    high = int(row[f"value_high{suffix}"]) / MICRO if row[f"qualifier{suffix}"] == "range" else None
    told = actual_phrase(
        row[f"qualifier{suffix}"],
        int(row[f"value{suffix}"]) / MICRO,
        high,
        int(row[f"decimals{suffix}"]),
        row[f"unit{suffix}"],
        book.lang,
        with_unit=True,
    )
    state = row[f"state{suffix}"]
    return told if is_missing(state) else f"{told} ({book.text(f'state_in_sentence.{state}')})"
