"""So sánh: how do places stand against their own plans?"""

import streamlit as st

from charts import frame
from pages.ui import address, choices, clock, places_compared, reads
from pages.ui.html import unseen_headline
from wording.catalogue import words

lang = address.lang()
book = words(lang)
day = clock.as_of()
known = reads.View(reads.default_year(), None, day)
offered = places_compared.choices_of(known)

with address.filters():
    code = address.code_select(
        book.text("filter.indicator"),
        offered,
        "indicator",
        lambda c: places_compared.choice_name(c, lang),
        offered[0],
        width=places_compared.choice_width(address.chosen("indicator", offered, offered[0])),
    )
    at = places_compared.comparison(code, known, lang)
    view = address.segment(
        book.text("compare.view"),
        places_compared.views(at),
        "view",
        lambda v: book.text(f"compare.view_{v}"),
        places_compared.default_view(at),
    )
    if view == "plan":
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
            ["official", "attainment"],
            "order",
            lambda o: book.text(f"filter.order_{o}"),
            "official",
            width=270,
        )
        drawn = places_compared.against_plan(at, year, order, address.theme())
    elif view == "pair":
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
        drawn = places_compared.two_places(at, first, second, address.theme())
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
        drawn = places_compared.over_years(at, view, start, end, address.theme())
    clock.round_select(lang)

clock.banner(day, "compare", lang)
st.html(unseen_headline(drawn.title))
figures = {"fig-compare": drawn.figure}
if drawn.wide is not None:
    figures = {"fig-narrow": drawn.figure, "fig-wide": drawn.wide}
for key, figure in figures.items():
    saved = frame.config(f"so-sanh-{code}-{view}", figure)
    st.plotly_chart(figure, config=saved, theme=None, width="stretch", key=key, alt=drawn.title)
st.html(drawn.below)
