"""The messages of the screen on progress: who is asked, what is lacking, where the way leads, what a hand changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from wording.catalogue import words
from wording.clauses import indicator_text
from wording.numbers import MISSING, number, share
from wording.phrases import amount, series_name, target_phrase, variance_phrase
from wording.running import last_month, month_text, running_target_text
from wording.why import needed_text

Told = Mapping[str, Any]


def lowered(text: str) -> str:
    """The text with a small first letter, as inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def choice_name(indicator: str, breakdown: str, lang: str) -> str:
    """A series as the filter and the table show it."""
    return series_name(indicator, breakdown, None, lang)


def year_headline(told: Told, place: str, lang: str) -> str:
    """How far a target is on the way: "Hà Nội: tuyển sinh 9 tháng năm 2022 bằng 88,20% kế hoạch, vượt tiến độ"."""
    book, last = words(lang), last_month(told)
    values = {"place": place, "name": indicator_text(told["indicator"], lang), "year": told["year"]}
    status = lowered(book.text(f"status.{told['status']}")) if told["status"] else MISSING
    if last is None or not told["target"]:
        return book.text("progress.headline_waiting", **values)
    reached = share(last["value"] / told["target"], lang)
    return book.text("progress.headline_year", months=last["month"], share=reached, status=status, **values)


def lacking(told: Told) -> float | None:
    """How much of a running target the last known month lacks; None without a figure."""
    last = last_month(told)
    if last is None or told["target"] is None:
        return None
    return max(float(told["target"]) - float(last["value"]), 0.0)


def year_title(told: Told, levels: Sequence[Told], lang: str) -> str:
    """What the total lacks and needs, or its lead; then the level that lacks most: a total hides no part."""
    short = [level for level in levels if lacking(level)]
    if not short:
        return total_title(told, lang)
    worst = max(short, key=lambda level: (lacking(level) or 0.0) / float(level["target"]))
    name = lowered(series_name(worst["indicator"], worst["breakdown"], None, lang, short=True))
    part = words(lang).text("progress.title_part", name=name, short=number(lacking(worst), 0, lang))
    return f"{total_title(told, lang)}; {part}"


def total_title(told: Told, lang: str) -> str:
    """What is lacking and needed; what was reached where nothing is lacking or the year is over."""
    book, last = words(lang), last_month(told)
    if told["shortfall"]:
        return needed_text(told, lang)
    if last is None:
        return book.text("progress.title_waiting", target=running_target_text(told, lang))
    values = {"months": last["month"], "actual": month_text(last, told["unit"], lang, with_unit=True)}
    gap = last["value"] - (told["target"] or 0.0)
    if gap >= 0:
        return book.text("progress.title_beyond", gap=amount(gap, 0, told["unit"], lang), **values)
    return book.text("progress.title_below", gap=amount(-gap, 0, told["unit"], lang), **values)


def goal_text(told: Told, lang: str, with_unit: bool = True) -> str:
    """A dated target in its document's words."""
    target = told["target"]
    return target_phrase(
        target["operator"], target["value"], target["high"], target["decimals"], target["unit"], lang, with_unit
    )


def ahead(ways: Sequence[Told], year: int) -> Told:
    """The dated target that a view asks about: the farthest to come that is judged, else the farthest to come."""
    coming = [w for w in ways if w["target"]["year"] >= year] or list(ways)
    judged = [w for w in coming if w["reason"] is None and w["required_a_year"] is not None]
    return max(judged or coming, key=lambda w: int(w["target"]["year"]))


def path_headline(told: Told, place: str, lang: str) -> str:
    """What a year must bring from now on to reach a dated target, or why that cannot be said."""
    book, target = words(lang), told["target"]
    values = {"place": place, "name": lowered(choice_name(told["indicator"], told["breakdown"], lang)),
              "goal": goal_text(told, lang), "year": target["year"]}  # fmt: skip
    if told["reason"] is not None:
        return book.text("progress.headline_thin", reason=book.text(f"path_reason.{told['reason']}"), **values)
    if told["required_a_year"] is None:
        now = amount(told["now"]["value"], told["now"]["decimals"], target["unit"], lang)
        return book.text("progress.headline_past", now=now, **values)
    needed = variance_phrase(told["required_a_year"], 2, target["unit"], lang, long=True)
    return book.text("progress.headline_path", needed=needed, **values)


def path_title(told: Told, lang: str) -> str:
    """From where to where a series moved and how much a year; the target alone where nothing is known."""
    book, target = words(lang), told["target"]
    if told["now"]["value"] is None:
        return book.text("progress.title_goal", goal=goal_text(told, lang), year=target["year"])
    base, now = (amount(told[k]["value"], told[k]["decimals"], target["unit"], lang) for k in ("baseline", "now"))
    values = {"now": now, "now_year": told["now"]["year"]}
    if told["observed_a_year"] is None:
        return book.text("progress.title_point", goal=goal_text(told, lang), year=target["year"], **values)
    a_year = variance_phrase(told["observed_a_year"], 2, target["unit"], lang, long=True)
    return book.text("progress.title_path", base=base, base_year=told["baseline"]["year"], a_year=a_year, **values)


def differ_text(told: Told, answers: Mapping[str, bool | None], lang: str) -> str:
    """Who says that the course is enough and who does not, and why they differ; empty where they agree."""
    if not told["differ"]:
        return ""
    book = words(lang)
    yes, no = (", ".join(book.text(f"path_method.{m}") for m, a in answers.items() if a is said)
               for said in (True, False))  # fmt: skip
    return f"{book.text('progress.differ', yes=yes, no=no)} {book.text('path_text.differ')}"


def lead(running: int, dated: int, judged: int, lang: str) -> str:
    """How many targets the screen can ask about, and how many of them can be judged."""
    return words(lang).text("progress.lead", running=running, dated=dated, judged=judged)


def if_months_text(found: Told, told: Told, lang: str) -> str:
    """The year's total by hand, its share of the plan, and what would be lacking."""
    values = {"total": amount(found["total"], 0, told["unit"], lang), "share": share(found["attainment"], lang)}
    if found["lacking"]:
        lacking = amount(found["lacking"], 0, told["unit"], lang)
        return words(lang).text("progress.if_short", lacking=lacking, **values)
    return words(lang).text("progress.if_total", **values)
