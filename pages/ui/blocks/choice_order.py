"""Which figure is in force where several stand beside each other: the order in words, shown on rivals at hand."""

from html import escape
from typing import Final

import pandas as pd

from metrics.records import Record, records
from pages.ui.blocks.plain_table import plain_table
from pages.ui.html import block
from scorecards.source_line import document_of
from wording.catalogue import Words, words
from wording.periods import period_in_sentence
from wording.phrases import series_name, target_phrase

TARGET_ORDER: Final = ("kind", "standing", "authority", "undated", "date", "decimals", "plain", "tied")
ACTUAL_ORDER: Final = ("class", "upload", "known", "qualifier", "source", "zeros", "tied")


def target_order(rivals: pd.DataFrame, place: str, lang: str) -> str:
    """The order among targets, and competing targets at hand with why each gave way."""
    book = words(lang)
    steps = _steps("choice_target", TARGET_ORDER, book)
    live = _rivals(rivals, place, book) if len(rivals) else ""
    return block(book.text("methods.targets_order"), book.text("methods.targets_order_sub"), steps + live)


def actual_order(disputes: str, lang: str) -> str:
    """The order among actuals, and figures at hand that contradict each other (HTML)."""
    book = words(lang)
    steps = _steps("choice_actual", ACTUAL_ORDER, book)
    return block(book.text("methods.actuals_order"), book.text("methods.actuals_order_sub"), steps + disputes)


def _steps(section: str, order: tuple[str, ...], book: Words) -> str:
    items = "".join(f"<li>{escape(book.text(f'{section}.{key}'))}</li>" for key in order)
    return f'<ol class="steps">{items}</ol>'


def _rivals(rivals: pd.DataFrame, place: str, book: Words) -> str:
    rows = records(rivals)
    first = rows[0]
    title = book.text(
        "methods.live_rivals",
        series=series_name(first["indicator"], first["breakdown"], None, book.lang),
        place=place,
        period=period_in_sentence(str(first["target_period"]), book.lang),
    )
    heads = [book.text("frame.target"), book.text("frame.kind"), book.text("frame.document"), book.text("frame.why")]
    table = plain_table(heads, [_rival(row, book) for row in rows])
    return f'<h3 class="title small">{escape(title)}</h3>{table}'


def _rival(row: Record, book: Words) -> list[str]:
    """Target, kind, document, and why it gave way; the one in force in bold."""
    told = target_phrase(
        row["operator"],
        row["target_value"],
        row["target_value_high"],
        int(row["target_decimals"]),
        row["unit"],
        book.lang,
        with_unit=True,
    )
    because = row["because"]
    known = isinstance(because, str)
    why = book.text(f"outranked.{because}") if known else book.text("frame.in_force")
    cells = [told, book.text(f"kind.{row['kind']}"), document_of(row, book.lang), why]
    shown = [escape(cell) for cell in cells]
    return shown if known else [f"<b>{cell}</b>" for cell in shown]
