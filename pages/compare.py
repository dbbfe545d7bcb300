"""So sánh: how do places stand against their own plans?"""

import streamlit as st

from pages.ui import address, choices, clock, figure_seal, places_compared, reads, stage
from pages.ui.html import unseen_headline
from warehouse.errors import NothingKnown
from wording.catalogue import words

lang = address.lang()
book = words(lang)
day = clock.as_of()
known = reads.View(reads.default_year(), None, day)
offered = places_compared.choices_of(known)
if not offered:
    with address.filters():
        clock.round_select(lang)
    clock.banner(day, "compare", lang)
    raise NothingKnown

with address.filters():
    code = address.code_select(
        book.text("filter.indicator"),
        offered,
        "indicator",
        lambda c: places_compared.choice_name(c, lang),
        offered[0],
        width=places_compared.choice_width(address.chosen("indicator", offered, offered[0]), lang),
    )
    at = places_compared.comparison(code, known, lang)
    address.renamed(places_compared.OLD_SHAPE, places_compared.SHAPE, places_compared.shapes(at))
    shape = address.segment(
        book.text("compare.shape"),
        places_compared.shapes(at),
        places_compared.SHAPE,
        lambda s: book.text(f"compare.shape_{s}"),
        places_compared.default_shape(at),
    )
    if shape == "plan":
        year = address.code_select(
            book.text("filter.year"),
            places_compared.plan_years(at),
            "year",
            lambda y: choices.year_name(y, lang),
            places_compared.default_plan_year(at),
            width=120,
        )
        order = address.code_select(
            book.text("filter.order"),
            places_compared.ORDERS,
            "order",
            lambda o: book.text(f"filter.order_{o}"),
            "official",
            width=270,
        )
        sealed = figure_seal.seal("compare", known, indicator=code, shape=shape, year=year, order=order)
        found = places_compared.against_plan(at, year, order, address.theme(), sealed)
    elif shape == "pair":
        places = places_compared.places_of(at)
        first = address.code_select(
            book.text("filter.first_place"),
            places,
            "place",
            lambda p: places_compared.name_of(at, p),
            places[0],
            width=200,
        )
        rest = places_compared.others(places, first)
        second = address.code_select(
            book.text("filter.second_place"),
            rest,
            "place2",
            lambda p: places_compared.name_of(at, p),
            rest[0],
            width=200,
        )
        sealed = figure_seal.seal("compare", known, indicator=code, shape=shape, place=first, place2=second)
        found = places_compared.two_places(at, first, second, address.theme(), sealed)
    else:
        years = places_compared.years(at)
        start = address.code_select(
            book.text("compare.from"),
            years,
            "from",
            lambda y: book.text("compare.from_value", year=y),
            years[0],
            width=130,
        )
        until = places_compared.years_from(at, start)
        end = address.code_select(
            book.text("compare.to"), until, "to", lambda y: book.text("compare.to_value", year=y), until[-1], width=130
        )
        sealed = figure_seal.seal("compare", known, indicator=code, shape=shape, **{"from": start, "to": end})
        found = places_compared.over_years(at, shape, start, end, address.theme(), sealed)
    clock.round_select(lang)
    stage.way_in("compare", lang)

clock.banner(day, "compare", lang)
st.html(unseen_headline(found.drawn.title))
places_compared.show(found, f"so-sanh-{code}-{shape}", lang)
