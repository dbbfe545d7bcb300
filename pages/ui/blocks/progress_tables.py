"""Progress in tables: the levels of a running year, each method's verdict, every target of the place."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from pages.ui import address
from pages.ui.blocks.plain_table import plain_table
from pages.ui.html import badge_html, block
from scorecards.progress import answers
from wording import progress as told_of
from wording.badges import badge, verdict_text
from wording.catalogue import Words, words
from wording.numbers import MISSING, number, signed
from wording.phrases import amount, document_name, series_name
from wording.running import last_month, month_text, running_target_text
from wording.why import course_text

Told = Mapping[str, Any]
SCREEN: Final = "progress"
#: Columns that are shown where any row has a figure in them: of a year that is over there is no pace.
PACED: Final = frozenset({"due", "ratio", "a_month"})
#: How a method's class is shown: by whether it says "enough", else by its place among the method's classes.
SECOND: Final = frozenset({"moderate_progress", "fair_progress", "moderately_improving"})


def status_badge(row: Told, lang: str) -> str:
    """A verdict with sign, word and colour; "…" where none is made."""
    if not row["status"]:
        return MISSING
    sign, _ = badge(row["status"], row["reason"], lang)
    return badge_html(row["status"], f"{sign} {verdict_text(row['status'], row['reason'], lang)}", small=True)


# --- the year -----------------------------------------------------------------------------------------------


def levels_html(rows: Sequence[Told], lang: str) -> str:
    """The running target and its levels: what is known, was due, is lacking and needed, and the pace."""
    book = words(lang)
    told = [_level(row, lang) for row in rows]
    shown = [c for c in told[0] if c not in PACED or any(row[c] != MISSING for row in told)]
    heads = [book.text(f"progress.column_{c}") for c in shown]
    numbers = [n for n, c in enumerate(shown) if c not in ("series", "verdict")]
    body = plain_table(heads, [[row[c] for c in shown] for row in told], numbers)
    sub = book.text("progress.levels_sub", year=rows[0]["year"])
    return block(book.text("progress.levels"), sub, body, escape(_levels_foot(rows, book)))


def _level(row: Told, lang: str) -> dict[str, str]:
    """The cells of a row by their column."""
    last = last_month(row)
    known = MISSING if last is None else escape(month_text(last, row["unit"], lang))
    month = f" <small>({escape(words(lang).text('progress.month_short', month=last['month']))})</small>" if last else ""
    name = series_name(row["indicator"], row["breakdown"], row["coverage"], lang, short=row["breakdown"] != "total")
    whole = row["breakdown"] == "total"
    return {
        "series": f"<b>{escape(name)}</b>" if whole else escape(name),
        "target": escape(running_target_text(row, lang, with_unit=whole)),
        "actual": f"{known}{month}",
        "due": number(row["expected"], 0, lang),
        "ratio": number(row["ratio"], 4, lang),
        "lacking": number(told_of.lacking(row), 0, lang),
        "a_month": number(row["needed_a_month"], 0, lang),
        "verdict": status_badge(row, lang),
    }


def _levels_foot(rows: Sequence[Told], book: Words) -> str:
    """On what the pace rests, or that history cannot carry one."""
    bases = dict.fromkeys(r["basis"] for r in rows if r["basis"])
    years = {r["basis"]: r["basis_years"] for r in rows if r["basis"]}
    told = [book.text("progress.due_basis", basis=book.text(f"pace_basis.{b}", years=years[b])) for b in bases]
    if any(r["reason"] == "too_thin" for r in rows):
        told.append(book.text("progress.autumn"))
    return " ".join(told)


# --- the long path ------------------------------------------------------------------------------------------


def methods_html(ways: Sequence[Told], main: Told, lang: str) -> str:
    """What every method says of the main dated target, in a table; the other dates one click away."""
    book = words(lang)
    others = [way for way in ways if way["target"]["target_id"] != main["target"]["target_id"]]
    told = "".join(_other(way, book) for way in others)
    below = f'<div class="stack">{told}</div>' if told else ""
    return block(book.text("progress.methods"), book.text("progress.methods_sub"), _milestone(main, lang) + below)


def _other(way: Told, book: Words) -> str:
    """Another date: its goal and answer in a line, the whole table behind it."""
    goal = book.text("progress.goal", goal=told_of.goal_text(way, book.lang), year=way["target"]["year"])
    head = f"<b>{escape(goal)}</b> {_said(way, book)}"
    return f'<details class="more"><summary>{head}</summary>{_milestone(way, book.lang)}</details>'


def _milestone(way: Told, lang: str) -> str:
    """One dated target with its document, the way so far and the four answers."""
    book, target = words(lang), way["target"]
    document = document_name(target["document"], lang) if target["document"] else book.text("document.unknown")
    goal = book.text("progress.goal", goal=told_of.goal_text(way, lang), year=target["year"])
    head = f'<p class="goal"><b>{escape(goal)}</b> <span class="quiet">({escape(document)})</span></p>'
    if way["reason"] is not None:
        why = book.text("progress.not_judged", reason=book.text(f"path_reason.{way['reason']}"))
        return f'{head}<p class="quiet why-not">{escape(why)}</p>'
    course = f'<p class="quiet">{escape(course_text(way, lang))}</p>'
    differ = told_of.differ_text(way, answers(way["methods"]), lang)
    note = f'<p class="differ">{escape(differ)}</p>' if differ else ""
    return f"{head}{course}{methods_table(way['methods'], lang)}{note}"


def methods_table(methods: Sequence[Told], lang: str) -> str:
    """One row a method: ratio, score, class, and why where it says nothing."""
    book = words(lang)
    heads = [book.text(f"progress.column_{c}") for c in ("method", "method_ratio", "score", "verdict")]
    rows = [
        [
            f"<b>{escape(book.text('path_method.' + m['method']))}</b>",
            number(m["ratio"], 4, lang),
            number(m["score"], 4, lang),
            _answer(m, book),
        ]
        for m in methods
    ]
    return plain_table(heads, rows, numbers=(1, 2))


def _answer(method: Told, book: Words) -> str:
    """The class in the method's own words, coloured by whether it means "enough"; the reason where there is one."""
    because = book.text(f"path_reason.{method['reason']}") if method["reason"] else ""
    reason = f' <span class="quiet">{escape(because)}</span>' if because else ""
    if method["class"] is None:
        return reason
    told = f"{book.text(f'status_sign.{_colour(method)}')} {book.text('path_class.' + method['class'])}"
    return badge_html(_colour(method), told, small=True) + reason


def _colour(method: Told) -> str:
    """The status whose sign and colour stand for a method's class."""
    if answers([method])[method["method"]]:
        return "on_pace"
    return "behind" if method["class"] in SECOND else "far_behind"


# --- every target of the place ------------------------------------------------------------------------------


def all_html(running: Sequence[Told], ways: Sequence[Told], lang: str, sub: str = "") -> str:
    """Every target that can be asked about, each a link to its series; those judged first."""
    book = words(lang)
    heads = [book.text(f"progress.column_{c}") for c in ("series", "goal", "latest", "needed", "answer")]
    totals = [r for r in running if r["breakdown"] == "total"]
    ordered = sorted(ways, key=lambda w: w["reason"] is not None)
    cells = [_running(r, lang) for r in totals] + [_way(w, lang) for w in ordered]
    return block(book.text("progress.all"), sub, plain_table(heads, cells, numbers=(2, 3)))


def _link(row: Told, lang: str) -> str:
    """The series of a target, leading to its figure."""
    code = row["indicator"] if row["breakdown"] == "total" else f"{row['indicator']}.{row['breakdown']}"
    name = series_name(row["indicator"], row["breakdown"], row["coverage"], lang)
    return address.anchor(name, SCREEN, indicator=code)


def _running(row: Told, lang: str) -> list[str]:
    book, last = words(lang), last_month(row)
    latest = MISSING if last is None else month_text(last, row["unit"], lang, with_unit=True)
    needed = MISSING
    if row["needed_a_month"] is not None:
        needed = book.text("progress.a_month", value=number(row["needed_a_month"], 0, lang))
    goal = book.text("progress.goal_year", goal=running_target_text(row, lang), year=row["year"])
    link = _link(row, lang)
    return [link, escape(goal), escape(latest), escape(needed), status_badge(row, lang)]


def _way(way: Told, lang: str) -> list[str]:
    book, target, now = words(lang), way["target"], way["now"]
    goal = book.text("progress.goal", goal=told_of.goal_text(way, lang), year=target["year"])
    latest = MISSING if now["value"] is None else book.text(
        "progress.latest", value=amount(now["value"], now["decimals"], target["unit"], lang), year=now["year"]
    )  # fmt: skip
    needed = MISSING
    if way["required_a_year"] is not None and way["reason"] is None:
        key = "a_year" if target["unit"] == "percent" else "a_year_count"
        needed = book.text(f"progress.{key}", value=signed(way["required_a_year"], 2, lang))
    link = _link(way, lang)
    return [link, escape(goal), escape(latest), escape(needed), _said(way, book)]


def _said(way: Told, book: Words) -> str:
    """How many of the methods say that it is enough, or why none is asked."""
    if way["reason"] is not None:
        return f'<span class="quiet">{escape(book.text("path_reason." + way["reason"]))}</span>'
    told = [a for a in answers(way["methods"]).values() if a is not None]
    if not told:
        reason = next(m["reason"] for m in way["methods"])
        return f'<span class="quiet">{escape(book.text("path_reason." + reason))}</span>'
    key = "all_say_yes" if all(told) else "some_say_yes" if any(told) else "none_say_yes"
    far = any(_colour(m) == "far_behind" for m in way["methods"] if m["class"])
    status = "on_pace" if all(told) else "far_behind" if far and not any(told) else "behind"
    said = book.text(f"progress.{key}", yes=sum(told), count=len(told))
    return badge_html(status, f"{book.text(f'status_sign.{status}')} {said}", small=True)


def if_html(found: Told, told: Told, lang: str) -> str:
    """The verdict of a year that a hand filled up."""
    row = {"status": found["status"], "reason": None}
    text = escape(told_of.if_months_text(found, told, lang))
    return f'<div class="k"><p class="hand">{status_badge(row, lang)} {text}</p></div>'


def if_path_html(methods: Sequence[Told], reached: bool | None, lang: str) -> str:
    """What each method would say of the years by hand, and whether the target is reached."""
    book = words(lang)
    key = "if_open" if reached is None else "if_reached" if reached else "if_missed"
    said = escape(book.text(f"progress.{key}"))
    return f'<div class="k"><p class="hand">{said}</p>{methods_table(methods, lang)}</div>'
