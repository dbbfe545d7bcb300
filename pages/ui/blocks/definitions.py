"""What each indicator means, who answers for it, how it adds and into what it breaks down."""

from html import escape

from metrics.registry import Indicator, Registry
from wording.catalogue import Words, words
from wording.dates import date_text


def definitions(registry: Registry, lang: str) -> str:
    """A block an indicator in the order of the registry."""
    book = words(lang)
    return (
        f'<div class="k"><div class="two">{"".join(_block(i, book) for i in registry.indicators.values())}</div></div>'
    )


def _block(indicator: Indicator, book: Words) -> str:
    sub = book.text(
        "methods.definition_sub",
        kind=book.text(f"indicator_kind.{indicator.kind}"),
        unit=" / ".join(book.text(f"unit.{unit}") for unit in indicator.units),
        direction=book.text(f"direction.{indicator.direction}"),
    )
    facts = "".join(f"<dt>{escape(head)}</dt><dd>{told}</dd>" for head, told in _facts(indicator, book))
    name = escape(book.text(f"indicator.{indicator.key}"))
    told = escape(book.text(f"definition.{indicator.key}"))
    return (
        f'<section class="block" id="{escape(indicator.key)}"><h2>{name}</h2><p class="sub">{escape(sub)}</p>'
        f'<p class="rule">{told}</p><dl class="facts-of">{facts}</dl></section>'
    )


def _facts(indicator: Indicator, book: Words) -> list[tuple[str, str]]:
    """Head and HTML of each further fact that the indicator has."""
    found = [
        (book.text("methods.owner"), escape("; ".join(_owners(indicator, book)))),
        (book.text("methods.roll_up"), escape(book.text(f"roll_up.{indicator.roll_up}"))),
    ]
    if indicator.breakdowns:
        found.append((book.text("methods.tree"), escape("; ".join(_parts(indicator, book)))))
    found += [("", escape(text)) for text in _limits(indicator, book)]
    return [(head, told) for head, told in found if told]


def _owners(indicator: Indicator, book: Words) -> list[str]:
    told = []
    for owner in indicator.owners:
        agency = book.text(f"agency.{owner.agency}")
        if owner.valid_to:
            told.append(book.text("methods.owner_until", agency=agency, date=date_text(owner.valid_to, book.lang)))
        elif owner.valid_from:
            told.append(book.text("methods.owner_from", agency=agency, date=date_text(owner.valid_from, book.lang)))
        else:
            told.append(agency)
    return told


def _parts(indicator: Indicator, book: Words) -> list[str]:
    relation = {"part": "methods.part_of", "subset": "methods.subset_of"}
    return [
        book.text(relation[part.relation], name=book.text(f"breakdown_short.{key}"))
        for key, part in indicator.breakdowns.items()
    ]


def _limits(indicator: Indicator, book: Words) -> list[str]:
    """What the figure cannot exceed, and from which years it is measured in another way."""
    told = [
        book.text("methods.breaks", year=change.year, why=book.text(f"break.{change.why}"))
        for change in indicator.breaks
    ]
    if indicator.subset_of:
        told.append(book.text("methods.within", name=book.text(f"indicator.{indicator.subset_of}")))
    return told
