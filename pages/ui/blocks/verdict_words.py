"""What each verdict, reason, operator and threshold means."""

import tomllib
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from metrics.registry import Rules
from metrics.vocabulary import OPERATORS, QUALIFIERS, REASONS, STATUSES
from pages.ui.blocks.plain_table import plain_table
from pages.ui.html import badge_html, block
from wording.badges import badge
from wording.catalogue import Words, words
from wording.dates import date_text
from wording.numbers import number, percent

#: Thresholds that are shares of a figure; the others are points, years or days.
SHARES: Final = frozenset(
    {"about_tolerance", "nearly_ratio", "attainment_check", "nearly_reach", "about_reach", "more_than_reach"}
)
#: Parts of the rules file that decide what the present screens show.
SHOWN: Final = ("target", "actual", "roll_up", "reporting")


def statuses(lang: str) -> str:
    """Sign, word and meaning of every status."""
    book = words(lang)
    rows = [[_badge(status, book), escape(book.text(f"status_meaning.{status}"))] for status in STATUSES]
    heads = [book.text("methods.word"), book.text("methods.meaning")]
    return block(book.text("methods.statuses"), book.text("methods.statuses_sub"), plain_table(heads, rows))


def _badge(status: str, book: Words) -> str:
    return badge_html(status, " ".join(badge(status, None, book.lang, short=False)))


def reasons(lang: str) -> str:
    """Every reason and its meaning."""
    book = words(lang)
    rows = [
        [f"<b>{escape(book.text(f'reason.{reason}'))}</b>", escape(book.text(f"reason_meaning.{reason}"))]
        for reason in REASONS
    ]
    heads = [book.text("methods.reason"), book.text("methods.meaning")]
    return block(book.text("methods.reasons"), book.text("methods.reasons_sub"), plain_table(heads, rows))


def operators(rules: Rules, lang: str) -> str:
    """When the words of a document are reached, and when they are exceeded."""
    book = words(lang)
    levels = {"about_tolerance": percent(rules.about_tolerance * 100, None, lang)}
    rows = [
        [
            f"<b>{escape(book.text(f'operator.{operator}'))}</b>",
            escape(book.text(f"at_target.{operator}")),
            escape(book.text(f"exceeds.{operator}", **levels)),
        ]
        for operator in OPERATORS
    ]
    heads = [book.text("frame.operator"), book.text("methods.at_target"), book.text("methods.exceeds")]
    return block(book.text("methods.operators"), book.text("methods.operators_sub"), plain_table(heads, rows))


def qualifiers(rules: Rules, lang: str) -> str:
    """Which numbers a published figure may stand for."""
    book = words(lang)
    written = tomllib.loads(rules.text)["actual"]
    levels = {"about_reach": percent(written["about_reach"] * 100, None, lang)}
    rows = [
        [f"<b>{escape(book.text(f'qualifier.{q}'))}</b>", escape(book.text(f"stands_for.{q}", **levels))]
        for q in QUALIFIERS
    ]
    heads = [book.text("methods.printed"), book.text("methods.stands_for")]
    return block(book.text("methods.qualifiers"), book.text("methods.qualifiers_sub"), plain_table(heads, rows))


def thresholds(rules: Rules, lang: str) -> str:
    """The rules file as it stands: each threshold in words with its level."""
    book, written = words(lang), tomllib.loads(rules.text)
    rows = [
        [escape(book.text(f"rule.{key}")), escape(_level(key, value, lang))]
        for part in SHOWN
        for key, value in _levels(written[part])
    ]
    sub = book.text("methods.rules_sub", version=rules.version, date=date_text(written["effective_from"], lang))
    table = plain_table([book.text("methods.rule"), book.text("methods.value")], rows, numbers=(1,))
    return block(book.text("methods.rules"), sub, table)


def _levels(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(table.items())


def _level(key: str, value: float, lang: str) -> str:
    return percent(value * 100, None, lang) if key in SHARES else number(value, None, lang)
