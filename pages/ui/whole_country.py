"""The blocks of the overview: how all places, or one of them first, stand in a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from charts.labels import hover_text
from charts.palette import Theme
from charts.pressed import pressed
from charts.tiles import tile_status, tiles
from metrics.places import REFORM
from metrics.records import Record, records
from pages.ui import address, choices, reads
from pages.ui.blocks import lists
from pages.ui.blocks.cards import cards
from pages.ui.blocks.coverage_strip import coverage_strip
from pages.ui.blocks.figure_block import Drawn
from pages.ui.blocks.matrix import LEGEND, Rows, legend, matrix, shown_status
from pages.ui.blocks.source_list import source_names, sources_of_rows
from pages.ui.html import block, headline
from pages.ui.kept import kept
from scorecards import figure_data, nation, read, summary
from scorecards.coverage import coverage
from scorecards.source_line import source_line
from warehouse.serving import serving
from wording.badges import badge
from wording.catalogue import Words, words
from wording.clauses import capital, indicator_text
from wording.dates import date_text
from wording.figure_foot import Seal
from wording.phrases import ascii_name, place_label, series_name, source_name
from wording.sentences import counted, headline_nation, headline_place, title_matrix, title_tiles

#: How many figures a half of the screen may be drawn with, in pixels.
TILE_WIDTH = 930
#: What stands where a block has nothing to say: Streamlit asks for some HTML.
NOTHING = "<span></span>"


@dataclass(frozen=True)
class Standing:
    """What the overview shows: a year of all places, or of one place in front of them."""

    place: str | None
    view: reads.View
    lang: str

    @property
    def year(self) -> int:
        """The year shown."""
        return self.view.year

    @property
    def book(self) -> Words:
        """The words of the language shown."""
        return words(self.lang)

    @cached_property
    def reading(self) -> reads.Reading:
        """The scorecard of all places with sources."""
        return reads.sourced_reading(self.view)

    @cached_property
    def card(self) -> pd.DataFrame:
        """The scorecard's rows."""
        return self.reading.card

    @cached_property
    def provinces(self) -> list[str]:
        """The provinces at the end of the year, in the official order."""
        return choices.provinces(str(self.year))

    @cached_property
    def focus(self) -> pd.DataFrame:
        """The rows of the chosen place; of all places where none is chosen."""
        return self.card if self.place is None else self.card[self.card["place"] == self.place]

    @property
    def short_grid(self) -> bool:
        """Whether the year's grid is the short one of 34 tiles, so that more fits below it."""
        return nation.grid_of(self.year) == nation.GRID_SINCE_REFORM

    def name(self, place: str) -> str:
        """A place's name in the year; one that had ended says so."""
        return place_name(place, self.year, self.lang)


def place_name(place: str, year: int, lang: str) -> str:
    """A place's name at the end of a year: "tỉnh Vĩnh Phúc (trước 01/7/2025)" where it had ended by then."""
    places, day = read.places(serving()), choices.last_day(str(year))
    known = places.by_key[place]
    ended = known.valid_to if known.valid_to is not None and known.valid_to < day else None
    full = places.name(place, day, lang, full=True) if ended else None
    return place_label(places.name(place, day, lang), ended, full, lang)


@kept
def title(at: Standing) -> str:
    """The headline, written from the figures."""
    if at.place is not None:
        return headline(capital(headline_place(at.focus, at.name(at.place), at.year, at.lang)))
    names = {place: at.name(place) for place in at.card["place"].unique()}
    return headline(headline_nation(at.card, names, at.year, at.lang))


@kept
def strip(at: Standing) -> str:
    """The coverage of all provinces."""
    day = nation.latest_day(nation.without_nation(at.card))
    until = "" if day is None else at.book.text("overview.data_until", date=date_text(day, at.lang))
    return coverage_strip(coverage(at.card, at.provinces), at.name, until, at.lang)


@kept
def main_cards(at: Standing) -> str:
    """Four cards of the chosen place, or of the nation and of the place with most verdicts; else why there are none."""
    told = [cards(rows_of(at, place), at.card, at.name, at.lang) for place in _led_by(at)]
    return "".join(told) or no_cards(at)


def _led_by(at: Standing) -> list[str]:
    leading = at.place or summary.leading_place(nation.without_nation(at.card), at.provinces)
    return [place for place in (None if at.place else nation.NATION, leading) if place]


def led(at: Standing) -> pd.DataFrame:
    """The rows that the main cards show."""
    return pd.concat([at.card.iloc[:0], *(rows_of(at, place) for place in _led_by(at))])


def rows_of(at: Standing, place: str) -> pd.DataFrame:
    """The rows of a place's cards; of the nation only those with a verdict."""
    rows = nation.card_rows(summary.main_rows(at.card, place, at.reading.known))
    return rows[rows["target_id"].notna()] if place == nation.NATION else rows


def no_cards(at: Standing) -> str:
    """Why no card stands here, and where there is something to see."""
    latest = str(reads.default_year())
    key, values = "overview.no_cards", {"year": str(at.year)}
    if at.place is not None:
        key, values = "overview.no_cards_place", values | {"place": at.name(at.place)}
    ways = []
    if latest != str(at.year):
        ways.append(address.anchor(at.book.text("overview.to_verdicts", year=latest), "", year=latest, place=None))
    return lists.empty(capital(at.book.text(key, **values)), ways)


@kept
def place_link(at: Standing) -> str:
    """The way to the full page of the chosen place; of the nation, where it has a card, while none is chosen."""
    if at.place is None and rows_of(at, nation.NATION).empty:
        return ""
    place = at.place or nation.NATION
    text = at.book.text("overview.open_place", place=at.name(place), year=at.year)
    return f'<div class="k"><p class="more">{address.anchor(text, "province", place=place, year=at.year)}</p></div>'


@kept
def status_matrix(at: Standing) -> str:
    """Places by indicators with verdicts, the legend, who has nothing, and the sources."""
    card = nation.without_nation(at.card)
    columns = summary.matrix_columns(card, at.reading.known)
    if not columns:
        return matrix_without_rows(at)
    found = summary.matrix(card, columns)
    present, ended = nation.eras(found, at.provinces)
    before = [p for p in ended if p != at.place]
    full = {p: full_name(p, at) for p in before}
    groups = [Rows(nation.first(at.place, present)), Rows(before, ended_head(at), full)]
    table = matrix(card, found, columns, groups, at.name, at.lang)
    rows = _cells(card, found)
    statuses = [shown_status(row) for row in records(rows)]
    rest = [at.name(p) for p in at.provinces if p not in found]
    body = table + legend(statuses, at.lang) + rest_line(at, rest) + found_in(at, rows)
    sub = at.book.text("overview.matrix_sub", year=at.year)
    return block(title_matrix(card, at.lang), sub, body)


def _cells(card: pd.DataFrame, found: Mapping[str, Mapping[tuple[str, str], int]]) -> pd.DataFrame:
    return card.loc[sorted({i for cells in found.values() for i in cells.values()})]


def matrix_rows(at: Standing) -> pd.DataFrame:
    """The rows behind the cells of the matrix."""
    card = nation.without_nation(at.card)
    return _cells(card, summary.matrix(card, summary.matrix_columns(card, at.reading.known)))


def matrix_without_rows(at: Standing) -> str:
    """The block of a year of which nothing is planned or reported, with the series that does exist."""
    rows = nation.reported(nation.without_nation(at.card), at.provinces)
    way = address.anchor(at.book.text("overview.to_series"), "compare", year=None, place=None, indicator=None)
    if rows.empty:
        return block(at.book.text("overview.matrix_empty", year=at.year), "", f"<p>{way}</p>")
    name = series_name(str(rows["indicator"].iloc[0]), None, None, at.lang)
    sub = at.book.text("overview.figures_sub", name=name, year=at.year)
    found = dict.fromkeys(str(s["source"]) for row in records(rows) for s in row["sources"] if s["source"])
    sources = f'<div class="foot">{source_names(list(found), at.lang)}</div>'
    body = lists.figures(rows, at.name, at.lang) + f'<p class="more">{way}</p>{sources}'
    return block(at.book.text("overview.figures", year=at.year), sub, body)


def full_name(place: str, at: Standing) -> str:
    """The last name of a place that had ended, with its kind, where a line above says when it ended."""
    places = read.places(serving())
    name = places.name(place, choices.last_day(str(at.year)), at.lang, full=True)
    return name[:1].lower() + name[1:] if at.lang == "vi" else name


def ended_head(at: Standing) -> str:
    """The line above places that had ended."""
    return at.book.text("overview.ended", year=at.year, date=date_text(REFORM, at.lang))


def found_in(at: Standing, rows: pd.DataFrame) -> str:
    """The documents and reports behind the rows, one click away."""
    return f'<div class="foot">{sources_of_rows(rows, at.name, at.lang)}</div>'


def rest_line(at: Standing, names: list[str]) -> str:
    """The provinces without any figure in the matrix, all of them one click away."""
    return lists.names_behind(counted("overview.rest", at.lang, len(names), year=at.year), names, at.lang)


@kept
def tile_indicators(at: Standing) -> list[str]:
    """The indicators that the grid can show for the year."""
    return nation.tile_choices(at.card, at.reading.known.registry)


@kept
def tile_default(at: Standing) -> str:
    """The indicator that the grid opens with."""
    return nation.tile_default(at.card, tile_indicators(at)) or ""


def tile_name(indicator: str, lang: str) -> str:
    """An indicator as the filter of the grid offers it."""
    return words(lang).text("overview.tiles_of", name=series_name(indicator, None, None, lang, short=True))


@kept
def tile_figure(
    at: Standing, indicator: str, theme: Theme, seal: Seal, *, width: int = TILE_WIDTH, clicked: bool = True
) -> Drawn:
    """The grid of one indicator; tiles carry their place's code for a click, which the foot tells of."""
    grid = nation.grid_of(at.year)
    label = str if at.lang == "vi" else ascii_name
    cells = nation.tile_cells(at.card, serving().tiles(), indicator, grid, label)
    signs = [tile_sign(row, at.lang) for row in records(cells)]
    cells = cells.assign(sign=signs, hover=[tile_hover(row, at) for row in records(cells)])
    islands = nation.tile_islands(
        serving().tiles(), grid, [at.book.text("place.islands_hoang_sa"), at.book.text("place.islands_truong_sa")]
    )
    told = tile_title(at, cells, indicator)
    sub = at.book.text("overview.tiles_sub", grid=at.book.text("title.tile_grid"),
                       name=series_name(indicator, None, None, at.lang, short=True), year=at.year)  # fmt: skip
    rows = nation.totals_of(nation.without_nation(at.card), indicator)
    notes = " ".join(text for text in (source_line(rows, at.lang), tile_foot(at, cells, clicked)) if text)
    foot = seal.foot(notes, "verdicts", rows["as_of"], at.lang)
    drawn = tiles(cells, islands, title=told, subtitle=sub, foot=foot, lang=at.lang, theme=theme,
                  width=width)  # fmt: skip
    return Drawn(pressed(drawn), told, len(rows), "tiles", "", partial(tile_data, at, indicator))


def tile_data(at: Standing, indicator: str) -> pd.DataFrame:
    """The data of the grid."""
    rows = nation.totals_of(nation.without_nation(at.card), indicator)
    return figure_data.of_targets(rows, lambda place, year: at.name(place))


def tile_sign(row: Record, lang: str) -> str:
    """The sign before a tile's name; empty where nothing is known."""
    status = tile_status(row)
    return "" if status is None else badge(status, None, lang)[0]


def tile_hover(row: Record, at: Standing) -> str:
    """Everything a tile stands for; empty without a figure, for which the grid has its own words."""
    if tile_status(row) is None:
        return ""
    found = [s["source"] for s in row["sources"] if s["of"] == "actual"]
    source = at.book.text("foot.source", source=source_name(found[0], at.lang)) if found else None
    return hover_text(row | {"source_text": source}, at.name(row["place"]), at.lang)


def tile_title(at: Standing, cells: pd.DataFrame, indicator: str) -> str:
    """The message: verdicts where any can be given, else how many places report or plan."""
    judged = cells[cells["has_target"] & cells["has_actual"]]
    if len(judged):
        return title_tiles(at.card[at.card["place"].isin(cells["place"])], indicator, at.lang)
    key = "overview.tiles_figures" if cells["has_actual"].any() else "overview.tiles_plans"
    count = int((cells["has_actual"] if cells["has_actual"].any() else cells["has_target"]).sum())
    if not count:
        return title_tiles(at.card[:0], indicator, at.lang)
    return at.book.text(key, count=count, name=indicator_text(indicator, at.lang))


def tile_foot(at: Standing, cells: pd.DataFrame, clicked: bool) -> str:
    """The signs in sight in words, and what a click does where one may click."""
    shown = {tile_status(row) for row in records(cells)}
    signs = " · ".join(" ".join(badge(s, None, at.lang)) for s in LEGEND if s in shown)
    hint = at.book.text("overview.tiles_hint") if clicked else ""
    return ". ".join(text for text in (signs, hint) if text)


@kept
def gaps_and_doubts(at: Standing) -> str:
    """The largest gaps to target beside the figures to look at again."""
    blocks = [shortfalls(at), review(at)] if nation.is_compared(at.focus) else [review(at)]
    return lists.side_by_side(*[text for text in blocks if text])


def shortfalls(at: Standing) -> str:
    """The largest gaps to target."""
    return lists.shortfalls(summary.shortfalls(at.focus), at.year, at.name, at.lang)


def _to_review(at: Standing) -> pd.DataFrame:
    return summary.to_review(at.focus, at.focus["conflicts"].map(len) > 0)


def gap_rows(at: Standing) -> pd.DataFrame:
    """The rows behind the largest gaps, which count only between places that are compared, and behind the doubts."""
    gaps = summary.shortfalls(at.focus if nation.is_compared(at.focus) else at.focus.iloc[:0])
    return pd.concat([gaps, _to_review(at)])


def review(at: Standing) -> str:
    """The figures to look at again."""
    rows = _to_review(at)
    return lists.review(rows, at.year, at.name, at.lang) if len(rows) or nation.is_compared(at.focus) else ""


@kept
def unreported(at: Standing) -> str:
    """The places with a plan and no figure of the year; empty for a year without plans that are due."""
    card = nation.without_nation(at.card)
    rows = nation.unreported(card)
    return "" if not rows and not nation.is_compared(card) else lists.unreported(rows, at.year, at.name, at.lang)
