"""What if: the remaining months or years by hand, as plain numbers in the address, never stored."""

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from metrics.records import Record
from pages.ui import progress_view
from pages.ui.blocks import progress_tables
from pages.ui.html import rule
from pages.ui.progress_view import Asked
from scorecards import progress
from wording import progress as told_of
from wording.catalogue import words

Told = Mapping[str, Any]


def by_hand(param: str, label: str, usual: float | None, step: float, help_text: str = "") -> float | None:
    """A number in a field that stands in the address once it was moved; `usual` while the address names none."""
    asked = _number(st.query_params.get(param))
    key = f"w_{param}"
    st.session_state[key] = usual if asked is None else asked
    value = st.number_input(
        label,
        min_value=0.0,
        step=step,
        format="%.2f" if step < 1 else "%.0f",
        key=key,
        on_change=_put_in_address,
        args=(param,),
        help=help_text or None,
        width=150,
    )
    return None if value is None else float(value)


def _number(text: str | None) -> float | None:
    """The number that the address names; None where it names none."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _put_in_address(param: str) -> None:
    value = st.session_state[f"w_{param}"]
    if value is None:
        st.query_params.pop(param, None)
    else:
        st.query_params[param] = f"{value:.10g}"


def show_months(asked: Asked, code: str) -> None:
    """The months that are left of a running year, each to be moved, and the verdict that follows."""
    told, lang = progress_view.running_of(asked, code)[0], asked.lang
    left = progress.months_left(told, asked.over)
    if not left:
        return
    book = words(lang)
    st.html(rule(book.text("progress.if_title"), book.text("progress.if_months_sub")))
    usual = progress.usual_month(told, left)
    with st.container(horizontal=True, gap="small", key="hand-months"):
        moved = [by_hand(f"m{m}", book.text("progress.month", month=m), usual, 100.0) for m in left]
    added = [usual if value is None else value for value in moved]
    rules = progress_view.known(asked).facts.rules
    found = progress.if_months(progress_view.judged_row(asked, code), told, added, rules)
    st.html(progress_tables.if_html(found, told, lang))


def show_years(asked: Asked, code: str) -> None:
    """The years that are left to a dated target, each to be filled in, and what every method would say."""
    told, lang = _judged(asked, code), asked.lang
    if told is None:
        return
    book, years = words(lang), progress.years_left(told)
    sub = book.text("progress.if_years_sub", goal=told_of.goal_text(told, lang), year=told["target"]["year"])
    st.html(rule(book.text("progress.if_title"), sub))
    with st.container(horizontal=True, gap="small", key="hand-years"):
        usual = {years[0]: progress.needed_in(told, years[0])}
        moved = {y: by_hand(f"y{y}", str(y), usual.get(y), 0.1) for y in years}
    given = {year: value for year, value in moved.items() if value is not None}
    methods = progress.if_years(told, given, progress_view.known(asked).facts.rules)
    st.html(progress_tables.if_path_html(methods, progress.reached(told, given), lang))


def _judged(asked: Asked, code: str) -> Record | None:
    """The farthest dated target with years left to it; None where no method is asked of any."""
    ways = [w for w in progress_view.ways_of(asked, code) if progress.years_left(w)]
    return max(ways, key=lambda w: w["target"]["year"], default=None)
