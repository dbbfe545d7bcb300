"""Every formula in words, worked out on figures at hand, with the way to the place that shows them."""

from collections.abc import Callable, Sequence
from html import escape

from pages.ui import address
from pages.ui.html import badge_html
from scorecards.worked import FORMULAS, Worked, roll_up_assumed
from wording.badges import badge, verdict_text
from wording.catalogue import Words, words

PlaceName = Callable[[str, str], str]


def formulas(found: Sequence[Worked], nation: str | None, place_name: PlaceName, lang: str) -> str:
    """A block a formula: name, words, and each sum with its place, period and verdict."""
    book = words(lang)
    blocks = [_block(key, [w for w in found if w.formula == key], nation, place_name, book) for key in FORMULAS]
    return f'<div class="k"><div class="two">{"".join(blocks)}</div></div>'


def _block(key: str, found: Sequence[Worked], nation: str | None, place_name: PlaceName, book: Words) -> str:
    items = [_item(one, place_name, book) for one in found]
    if key == "roll_up":
        items = _roll_up(nation, book)
    body = "".join(f"<li>{item}</li>" for item in items)
    below = (
        f'<ul class="list sums">{body}</ul>'
        if items
        else f'<p class="quiet">{escape(book.text("methods.no_example"))}</p>'
    )
    told = f'<p class="rule">{escape(book.text(f"formula_text.{key}"))}</p>'
    return f'<section class="block" id="{key}"><h2>{escape(book.text(f"formula.{key}"))}</h2>{told}{below}</section>'


def _roll_up(nation: str | None, book: Words) -> list[str]:
    """The invented places, and the nation of the statistics office where it is known."""
    assumed = f'<div class="sum">{escape(roll_up_assumed(book.lang))}</div>'
    items = [f'{assumed}<div class="detail">{escape(book.text("methods.assumed"))}</div>']
    if nation is not None:
        source = escape(book.text("methods.statistics_rates"))
        items.append(f'<div class="sum">{escape(nation)}</div><div class="detail">{source}, 2015</div>')
    return items


def _item(one: Worked, place_name: PlaceName, book: Words) -> str:
    """The sum, then where its figures stand as a link, then the verdict."""
    if one.case is None:
        return f'<div class="sum">{escape(one.step)}</div>'
    name = place_name(one.case.place, str(one.case.year))
    link = address.anchor(name, "province", place=one.case.place, year=one.case.year, section=None)
    series, period = escape(one.series), escape(one.period)
    where = f'<div class="detail">{link} · {series} · {period}{_verdict(one, book)}</div>'
    return f'<div class="sum">{escape(one.step)}</div>{where}'


def _verdict(one: Worked, book: Words) -> str:
    if one.status is None:
        return ""
    sign, _ = badge(one.status, one.reason, book.lang)
    told = f"{sign} {verdict_text(one.status, one.reason, book.lang)}"
    return f" · {badge_html(one.status, told, small=True)}"
