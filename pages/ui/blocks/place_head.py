"""What stands above one place's figures: its headline, and sentences about a place that is no more or not yet."""

from html import escape

import pandas as pd

from pages.ui import address, choices, place_view, standing
from pages.ui.kept import kept
from pages.ui.reads import View
from pages.ui.standing import Standing
from wording.catalogue import words
from wording.clauses import capital
from wording.sentences import counted, headline_place

SCREEN = "province"


@kept
def headline_of(place: str, view: View, inherited: int, statistics: bool, lang: str) -> str:
    """The headline of a place's view."""
    return headline_text(place_view.own_rows(place, view), place, inherited, statistics, view.year, lang)


def headline_text(own: pd.DataFrame, place: str, inherited: int, statistics: bool, year: int, lang: str) -> str:
    """The place's headline by its own rows; without any, how many predecessors' figures are shown."""
    name = choices.place_name(place, str(year), lang)
    if own.empty and inherited:
        return counted("province.headline_inherited", lang, inherited, place=name, year=year)
    if own.empty and statistics:
        return words(lang).text("province.headline_statistics", place=name, year=year)
    return capital(headline_place(own, standing.name_in(place, year, lang) if inherited == 0 else name, year, lang))


def place_links(places: tuple[str, ...], year: int, lang: str) -> str:
    """Links to the same year of other places."""
    return ", ".join(address.anchor(standing.name_in(p, year, lang), SCREEN, place=p, period=None) for p in places)


def standing_html(found: Standing, shown: int, year: int, lang: str) -> str:
    """Why a place that did not exist in the year is shown, or whom it succeeded, with links; empty otherwise."""
    if not found.others or (found.state == "exists" and not shown):
        return ""
    key = {"exists": "predecessors", "not_yet": "not_yet", "no_more": "no_more"}[found.state]
    filled = {"place": standing.name_in(found.place, year, lang), "year": year}
    filled["date"] = standing.ended_on(found.place, lang)
    text = escape(capital(words(lang).text(f"province.{key}", links="\0", **filled)))
    told = text.replace("\0", place_links(found.others, year, lang))
    return f'<div class="k"><p class="banner places">{told}</p></div>'


def predecessor_html(place: str, year: int, lang: str) -> str:
    """The head over the figures of a predecessor: its old name, and that the new place is not judged by them."""
    book = words(lang)
    name = standing.name_in(place, year, lang)
    name = book.text("province.of_predecessor", place=f"{name[:1].upper()}{name[1:]}")
    note = book.text("province.predecessor_note")
    return f'<div class="k"><h2 class="old">{escape(name)}</h2><p class="sub">{escape(note)}</p></div>'


def nothing_html(place: str, year: int, years: list[int], statistics: bool, lang: str) -> str:
    """That nothing of the year is known, or where it stands, and the years that have figures, as links."""
    book = words(lang)
    key = "elsewhere" if year in years else "figures_only_statistics" if statistics else "nothing"
    name = standing.name_in(place, year, lang)
    links = ", ".join(address.anchor(str(y), SCREEN, place=place, year=y, period=None) for y in years)
    below = f"<p>{book.text('province.nothing_years', links=links)}</p>" if links else ""
    told = escape(book.text(f"province.{key}", place=name, year=year))
    return f'<div class="k"><div class="empty"><b>{told}</b>{below}</div></div>'
