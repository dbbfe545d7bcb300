"""The figures of the comparison: places against their own plans, over the years, or two of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from charts.attainment_bars import attainment_bars
from charts.frame import Figure
from charts.heat_map import heat_map
from charts.lettering import BODY, room
from charts.pair import pair
from charts.palette import Theme
from charts.pressed import pressed
from charts.small_multiples import scale_top, small_multiples
from metrics.places import Places
from metrics.records import Row, records
from pages.ui import reads
from pages.ui.blocks import figure_block, lists
from pages.ui.blocks.figure_block import Drawn
from pages.ui.blocks.source_list import source_names, sources_of_rows
from pages.ui.kept import kept
from pages.ui.whole_country import place_name
from scorecards import comparisons, figure_data, read
from scorecards.comparisons import BEST_FILLED, Pair
from scorecards.source_line import source_line, source_line_of_years
from warehouse.serving import serving
from wording import comparisons as told
from wording.catalogue import Words, words
from wording.clauses import cell
from wording.figure_foot import Seal
from wording.numbers import number
from wording.periods import period_short
from wording.phrases import ascii_name, source_name
from wording.sentences import counted, subtitle

#: How a comparison is asked for in the address: its shape, by the parameter's present name and by its first one.
SHAPE: Final = "shape"
OLD_SHAPE: Final = "view"
ORDERS: Final = ("official", "attainment")
#: A figure of a given width in pixels, and its title.
Drawing = Callable[[int], tuple[Figure, str]]
#: Edges of the heat map's colours for rates that crowd at the low end, in percent.
RATE_STEPS = (8, 10, 12, 14, 16, 18, 21, 25, 30)
#: Letters of the longest name that a small cell holds whole.
LONGEST = {"vi": 13, "en": 14}
#: Pixels across on a projector and on a laptop; figures stretch from their width but never shrink.
WIDE, NARROW = 1856, 1302
PAIR_HEIGHT = 520
#: Places that are read at a glance without a region's head.
FEW = 12


@dataclass(frozen=True)
class Comparison:
    """One series of all places as the address asks for it."""

    pair: Pair
    view: reads.View
    lang: str

    @property
    def book(self) -> Words:
        """The words of the language shown."""
        return words(self.lang)

    @property
    def places(self) -> Places:
        """All places in time."""
        return read.places(serving())

    @property
    def name(self) -> str:
        """What is compared, as titles call it."""
        return told.measure_text(*self.pair, self.lang)

    @cached_property
    def series(self) -> pd.DataFrame:
        """All years of the series, of every place and the nation."""
        return comparisons.chosen_series(reads.country_series((self.pair,), self.view), self.pair)

    def yearly(self, first: int, last: int) -> pd.DataFrame:
        """The whole years' figures of the provinces in a span, with names and regions at their time."""
        rows = comparisons.between(comparisons.of_provinces(comparisons.whole_years(self.series)), first, last)
        rows = comparisons.with_sources(rows, self.observations, self.source)
        order = comparisons.all_provinces(self.places)
        return comparisons.placed(rows, self.places, order, last, self.region, self.short)

    def short(self, code: str, day: date) -> str:
        """A place's name on a day, shortened where it is too long for a cell."""
        name = self.places.name(code, day, self.lang).removesuffix(" City")
        if len(name) <= LONGEST[self.lang]:
            return name
        tiles = serving().tiles()
        label = str(tiles[tiles["place"] == code]["label"].iloc[0])
        return label if self.lang == "vi" else ascii_name(label)

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The observations that the series is made of."""
        until = self.view.clock
        return serving().known_observations(
            None, [self.pair[0]], as_of=until.as_of, recorded_until=until.recorded_until
        )

    def source(self, found: str) -> str:
        """Where a figure stands, as its mark tells it."""
        return self.book.text("foot.source", source=source_name(found, self.lang))

    def nation(self, first: int, last: int) -> pd.DataFrame:
        """The nation's whole years in a span."""
        return comparisons.between(comparisons.of_nation(comparisons.whole_years(self.series)), first, last)

    def region(self, code: str) -> str:
        """A region's name."""
        return self.book.text(f"region.{code}")

    def place(self, code: str, year: int) -> str:
        """A place's name in a year."""
        return place_name(code, year, self.lang)


@dataclass(frozen=True)
class Span:
    """The provinces' and the nation's figures over some years: of a region, by its name, or of the `whole` country."""

    rows: pd.DataFrame
    nation: pd.DataFrame
    whole: pd.DataFrame
    region: str


@dataclass(frozen=True)
class Compared:
    """A figure for a laptop, the same for a projector where it needs another one, and the HTML under them."""

    drawn: Drawn
    wide: Drawn | None
    below: str


def show(found: Compared, file: str, lang: str) -> None:
    """Draw the figure that fits the screen; pictures are made of the wider one."""
    picture = "fig-wide" if found.wide else ""
    figure_block.show(found.drawn, file, lang, picture=picture)
    if found.wide:
        figure_block.show(found.wide, file, lang)
    st.html(found.below)


@kept
def choices_of(view: reads.View) -> list[str]:
    """The series that may be compared and of which two provinces have anything, as codes."""
    pairs = comparisons.comparable_pairs(read.registry())
    series = reads.country_series(tuple(pairs), view)
    return [comparisons.code_of(pair) for pair in comparisons.filled_pairs(series, pairs)]


def choice_name(code: str, lang: str) -> str:
    """A series as its filter shows it."""
    return told.choice_name(*comparisons.pair_of(code), lang)


def choice_width(code: str, lang: str) -> int:
    """Pixels of that filter: no more than its name takes, so that the filters stand in a laptop's one line."""
    return min(460, round(room(choice_name(code, lang), BODY)) + 60)


def comparison(code: str, view: reads.View, lang: str) -> Comparison:
    """The comparison that a code asks for."""
    return Comparison(comparisons.pair_of(code), view, lang)


@kept
def shapes(at: Comparison) -> list[str]:
    """The shapes of the comparison that have anything to show."""
    return comparisons.shapes_of(at.series)


@kept
def default_shape(at: Comparison) -> str:
    """The shape that opens first: the years of the statistics office's series, else the plans, else what there is."""
    offered = shapes(at)
    first = "multiples" if at.pair[0] == BEST_FILLED else "plan"
    return first if first in offered else offered[0]


@kept
def plan_years(at: Comparison) -> list[str]:
    """The years with targets, latest first."""
    return [str(year) for year in comparisons.planned_years(at.series)]


@kept
def default_plan_year(at: Comparison) -> str:
    """The year in which most places can be compared."""
    return str(comparisons.plan_year(at.series, comparisons.planned_years(at.series)))


@kept
def years(at: Comparison) -> list[str]:
    """The years with figures, in order."""
    return [str(year) for year in comparisons.figure_years(at.series)]


def years_from(at: Comparison, first: str) -> list[str]:
    """The years with figures from one on."""
    return [year for year in years(at) if year >= first]


@kept
def places_of(at: Comparison) -> list[str]:
    """The provinces with any figure of a whole year, in the official order."""
    known = set(comparisons.of_provinces(comparisons.whole_years(at.series))["place"])
    return [place for place in comparisons.all_provinces(at.places) if place in known]


def others(places: Sequence[str], place: str) -> list[str]:
    """The places that a first one can be compared with."""
    return [other for other in places if other != place]


def foot(at: Comparison, rows: pd.DataFrame, seal: Seal, *notes: str, method: str = "published") -> str:
    """Sources, definition and order under a figure, then what its shape says."""
    own = at.book.text("compare.only_series" if at.pair[0] == BEST_FILLED else "compare.own_report")
    told_first = " ".join(text for text in (*notes, own, told.units_note(rows, at.lang)) if text)
    days = at.observations[at.observations["observation_id"].isin(rows["observation_id"])]["as_of"]
    return seal.foot(told_first, method, days, at.lang)


def read_at(at: Comparison, rows: pd.DataFrame) -> str:
    """Where the figures of some years were read, and the documents of their targets, by name."""
    if at.pair[0] == BEST_FILLED:
        return at.book.text("compare.statistics")
    names = {
        o: source_name(s, at.lang) for o, s in at.observations[["observation_id", "source"]].itertuples(index=False)
    }
    return source_line_of_years(rows.assign(source_text=rows["observation_id"].map(names)), at.lang)


def data(at: Comparison, rows: pd.DataFrame) -> pd.DataFrame:
    """The data of a figure over the years."""
    return figure_data.of_years(rows, at.observations, at.place)


def sources(at: Comparison, rows: pd.DataFrame) -> str:
    """Where the figures stand, one click away."""
    return source_names(comparisons.sources_of(at.observations, list(rows["observation_id"].dropna())), at.lang)


def missing(at: Comparison, rows: pd.DataFrame, last: int) -> str:
    """The provinces without a figure, all of them one click away."""
    names = [at.place(p, last) for p in comparisons.without_figure(rows, at.places, last)]
    return lists.names_behind(counted("compare.missing", at.lang, len(names)), names, at.lang)


def under(*pieces: str) -> str:
    """The lines below a figure."""
    return f'<div class="k"><div class="under">{"".join(f"<div>{p}</div>" for p in pieces if p)}</div></div>'


@kept
def over_years(at: Comparison, shape: str, first: str, last: str, theme: Theme, seal: Seal) -> Compared:
    """The small multiples or the heat map of a span of years."""
    draw, rows = years_drawing(at, shape, first, last, theme, seal), at.yearly(int(first), int(last))
    table = partial(years_data, at, int(first), int(last))
    title = draw(NARROW)[1]
    narrow, wide = (
        Drawn(pressed(draw(width)[0]), title, len(rows), key, "", table)
        for width, key in ((NARROW, "narrow"), (WIDE, "wide"))
    )
    return Compared(narrow, wide, under(missing(at, rows, int(last)), sources(at, rows)))


def years_drawing(
    at: Comparison, shape: str, first: str, last: str, theme: Theme, seal: Seal, region: str | None = None
) -> Drawing:
    """The small multiples or the heat map of a span of years, of one region on the scale of all where it is named."""
    whole, nation = at.yearly(int(first), int(last)), at.nation(int(first), int(last))
    rows = whole if region is None else comparisons.by_region(whole)[region]
    span = Span(rows, nation, whole, "" if region is None else str(rows["region"].iloc[0]))
    return partial(multiples if shape == "multiples" else heat, at, span, theme, seal)


@kept
def regions(at: Comparison, first: str, last: str) -> list[str]:
    """The codes of the regions that have a figure in a span of years, in the official order."""
    return list(comparisons.by_region(at.yearly(int(first), int(last))))


def years_data(at: Comparison, first: int, last: int) -> pd.DataFrame:
    """The data of a figure of all provinces over a span of years, the nation's last."""
    return data(at, pd.concat([at.yearly(first, last), at.nation(first, last)]))


def multiples(at: Comparison, span: Span, theme: Theme, seal: Seal, width: int) -> tuple[Figure, str]:
    """A small cell a place."""
    rows, nation = span.rows, span.nation
    title = told.title_multiples(rows, nation, at.name, at.lang, span.region)
    top = f"{number(scale_top(span.whole['actual_value']), None, at.lang)}%"
    drawn_nation = [at.book.text("compare.nation_line")] if len(nation) else []
    sub = measure(at, rows, span.whole, *drawn_nation, at.book.text("compare.one_scale", top=top))
    return small_multiples(
        rows, title=title, subtitle=sub, foot=years_foot(at, rows, seal), lang=at.lang,
        nation=nation if len(nation) else None, whole=span.whole, theme=theme, width=width,
    ), title  # fmt: skip


def years_foot(at: Comparison, rows: pd.DataFrame, seal: Seal) -> str:
    """The foot of a figure of all provinces over years."""
    return foot(at, rows, seal, read_at(at, rows), at.book.text("compare.official_order"))


def heat(at: Comparison, span: Span, theme: Theme, seal: Seal, width: int) -> tuple[Figure, str]:
    """A coloured cell a place and year."""
    rows = span.rows
    title = told.title_heat(rows, span.nation, at.name, at.lang, span.region)
    sub = measure(at, rows, span.whole, at.book.text("compare.darker"))
    steps = RATE_STEPS if at.pair[0] == BEST_FILLED else None
    return heat_map(
        rows, title=title, subtitle=sub, foot=years_foot(at, rows, seal), lang=at.lang, theme=theme, width=width,
        steps=steps, whole=span.whole,
    ), title  # fmt: skip


def measure(at: Comparison, rows: pd.DataFrame, whole: pd.DataFrame, *more: str) -> str:
    """Measure with unit, the years that the whole spans, what is preliminary, and how to read the figure."""
    known, span = rows[rows["actual_value"].notna()], whole[whole["actual_value"].notna()]
    years_told = "" if span.empty else at.book.text("compare.span", first=span["year"].min(), last=span["year"].max())
    unit = "%" if (known["actual_unit"] == "percent").all() else ""
    name = ", ".join(text for text in (told.choice_name(*at.pair, at.lang), unit) if text)
    return " · ".join(t for t in (name, years_told, told.preliminary_note(rows, at.lang), *more) if t)


@kept
def two_places(at: Comparison, first: str, second: str, theme: Theme, seal: Seal) -> Compared:
    """Two places over all their years, each against its own targets."""
    rows = pair_rows(at, first, second)
    figure, title = pair_figure(at, first, second, theme, seal, NARROW, PAIR_HEIGHT)
    drawn = Drawn(pressed(figure), title, len(rows), "compare", "", partial(pair_data, at, first, second))
    return Compared(drawn, None, under(sources(at, rows)))


def pair_figure(
    at: Comparison, first: str, second: str, theme: Theme, seal: Seal, width: int, height: int
) -> tuple[Figure, str]:
    """The lines of two places beside each other, and their title."""
    last = int(years(at)[-1])
    names = {place: at.place(place, last) for place in (first, second)}
    rows = pair_rows(at, first, second)
    title = told.title_pair(rows, (first, second), names, at.name, at.lang)
    sub = measure(at, rows, rows, " – ".join(names.values()))
    return pair(rows, title=title, subtitle=sub, lang=at.lang, theme=theme,
                foot=foot(at, rows, seal, read_at(at, rows)), width=width, height=height), title  # fmt: skip


def pair_rows(at: Comparison, first: str, second: str) -> pd.DataFrame:
    """The years of two places, the first one's first."""
    last = int(years(at)[-1])
    series = comparisons.with_sources(comparisons.whole_or_planned(at.series), at.observations, at.source)
    return comparisons.two(series, [first, second], [at.place(place, last) for place in (first, second)])


def pair_data(at: Comparison, first: str, second: str) -> pd.DataFrame:
    """The data of two places over the years."""
    return data(at, pair_rows(at, first, second))


@kept
def against_plan(at: Comparison, year: str, order: str, theme: Theme, seal: Seal) -> Compared:
    """Every place against its own plan of a year."""
    rows = plan_rows(at, year)
    shown = plan_shown(at, year, order)
    figure, title = plan_figure(at, shown, year, order, theme, seal, NARROW)
    waiting = comparisons.undrawn(rows)
    found = sources_of_rows(rows, lambda place: at.place(place, int(year)), at.lang)
    note = escape(told.waiting_note(list(waiting["label"]), at.lang))
    drawn = Drawn(pressed(figure), title, len(shown), "compare", "", partial(plan_data, at, year, order))
    return Compared(drawn, None, under(note, found))


def plan_figure(
    at: Comparison, shown: pd.DataFrame, year: str, order: str, theme: Theme, seal: Seal, width: int
) -> tuple[Figure, str]:
    """The bars of the places shown against their plans of a year, and their title."""
    title = told.told_of_plan(shown[shown["target_id"].notna()], at.name, at.lang)
    sub = subtitle(told.choice_name(*at.pair, at.lang), told.units_text(shown, at.lang),
                   at.book.text("compare.against_plan", year=year))  # fmt: skip
    note = at.book.text("filter.order_note") if order == "attainment" else plan_order(at, len(shown))
    below = foot(at, shown, seal, source_line(shown, at.lang), note, method="verdicts")
    return attainment_bars(
        shown, title=title, subtitle=sub, foot=below, lang=at.lang, theme=theme, width=width
    ), title  # fmt: skip


def plan_rows(at: Comparison, year: str) -> pd.DataFrame:
    """The scorecard row of each place in a year, named as the figure names it."""
    card = reads.sourced_reading(reads.View(int(year), None, at.view.as_of)).card
    rows = comparisons.plan_rows(card, at.pair, comparisons.all_provinces(at.places))
    return rows.assign(label=[plan_label(at, row) for row in records(rows)])


def plan_shown(at: Comparison, year: str, order: str) -> pd.DataFrame:
    """Those that have anything to draw, in the order asked for."""
    shown = comparisons.drawn(plan_rows(at, year))
    return comparisons.by_attainment(shown) if order == "attainment" else shown


def plan_data(at: Comparison, year: str, order: str) -> pd.DataFrame:
    """The data of the places against their plans."""
    return figure_data.of_targets(plan_shown(at, year, order), at.place)


def plan_order(at: Comparison, count: int) -> str:
    """The order of the rows, and why so few are not grouped by region as the other views are."""
    if count > FEW:
        return at.book.text("compare.plan_order")
    return counted("compare.plan_order_few", at.lang, count)


def plan_label(at: Comparison, row: Row) -> str:
    """A place's name, with the part of the year that its figure covers where that is not the whole."""
    name, period = at.place(row["place"], int(row["year"])), cell(row, "actual_period")
    partial = period is not None and period != str(row["year"])
    return f"{name}, {period_short(period, at.lang)}" if partial else name


def name_of(at: Comparison, place: str) -> str:
    """A place's name in the last year with figures."""
    return at.place(place, int(years(at)[-1]))
