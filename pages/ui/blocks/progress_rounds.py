"""Rounds as tables: those frozen, and what changed between two of them."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from pages.ui import address, standing
from pages.ui.blocks.plain_table import plain_table
from pages.ui.html import badge_html
from scorecards.rounds import Comparison, Round
from warehouse.writer import VIETNAM
from wording.badges import badge, verdict_text
from wording.catalogue import Words, words
from wording.dates import cell_date, date_text
from wording.numbers import MISSING
from wording.periods import period_name
from wording.phrases import amount, series_name
from wording.why import judged_name

Told = Mapping[str, Any]
#: How many lines of each kind are shown at once.
SHOWN: Final = 60
#: The years in a period's key, the last of which names the place.
YEAR: Final = re.compile(r"\d{4}")


def rounds_html(found: Sequence[Round], pinned: str | None, page: str, lang: str) -> str:
    """Every round with its day, who froze it and why; its name pins the view to it."""
    book = words(lang)
    heads = [book.text(f"progress.column_{c}") for c in ("round", "frozen", "stands", "who", "note")]
    rows = [
        [
            f"<b>{escape(r.name)}</b>" if r.round_id == pinned else address.anchor(r.name, page, round=r.round_id),
            escape(_moment(r, lang)),
            escape(date_text(r.day, lang)),
            escape(r.frozen_by),
            escape(r.note or ""),
        ]
        for r in found
    ]
    return plain_table(heads, rows)


def _moment(found: Round, lang: str) -> str:
    at = found.frozen_at.astimezone(VIETNAM)
    return f"{at:%H:%M} {date_text(at.date(), lang)}"


def comparison_html(found: Comparison, lang: str) -> str:
    """How much changed, each change with who and why, then the verdicts that flipped with their cause."""
    book = words(lang)
    head = book.text("rounds.counts", changes=len(found.changes), flips=len(found.flips))
    parts = [f'<p class="hand"><b>{escape(head)}</b></p>']
    if found.rules_differ:
        parts.append(f'<p class="quiet">{escape(book.text("rounds.rules_differ"))}</p>')
    if found.flips:
        heads = [book.text(f"progress.column_{c}") for c in ("place", "series", "year", "before", "after", "cause")]
        parts.append(_table(book.text("progress.flips"), heads, [_flip(f, book) for f in found.flips], book))
    if found.changes:
        columns = ("what", "place", "series", "period", "before", "after", "by")
        heads = [book.text(f"progress.column_{c}") for c in columns]
        parts.append(_table(book.text("progress.changes"), heads, [_change(c, book) for c in found.changes], book))
    return f'<div class="k">{"".join(parts)}</div>'


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], book: Words) -> str:
    more = len(rows) - SHOWN
    rest = f'<p class="quiet">{escape(book.text("progress.more_rows", count=more))}</p>' if more > 0 else ""
    return f'<h3 class="title small">{escape(title)}</h3>{plain_table(heads, rows[:SHOWN])}{rest}'


def _flip(flip: Told, book: Words) -> list[str]:
    name = judged_name(flip, book.lang)
    place = standing.name_in(flip["place"], int(flip["year"]), book.lang)
    link = address.anchor(place, "progress", place=flip["place"], year=flip["year"], round=None)
    sides = [_status(flip[f"status_{side}"], flip.get(f"reason_{side}"), book.lang) for side in ("before", "after")]
    cause = book.text(f"rounds.cause_{flip['cause']}")
    return [link, escape(name), str(flip["year"]), *sides, escape(cause)]


def _status(status: str | None, reason: str | None, lang: str) -> str:
    if not status:
        return MISSING
    sign, _ = badge(status, reason, lang)
    return badge_html(status, f"{sign} {verdict_text(status, None, lang)}", small=True)


def _change(change: Told, book: Words) -> list[str]:
    what = f"{book.text('progress.did_' + change['change'])} {book.text('rounds.' + change['subject'])}"
    name = series_name(change["indicator"], change["breakdown"], change["coverage"], book.lang)
    sides = [amount(change[side], None, change["unit"], book.lang) for side in ("before", "after")]
    when = cell_date(change["at"], book.lang) if change["at"] else ""
    who = " · ".join(t for t in (change["by"] or MISSING, when, change["why"] or book.text("rounds.no_reason")) if t)
    place = standing.name_in(change["place"], int(YEAR.findall(change["period"])[-1]), book.lang)
    period = period_name(change["period"], book.lang)
    return [escape(t) for t in (what, place, name, period, *sides, who)]
