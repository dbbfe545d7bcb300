"""What the screen on progress reads: a place's running targets, its dated targets, their basis; its two figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import pandas as pd

from charts.cumulative import cumulative
from charts.frame import Figure
from charts.long_path import long_path
from charts.pressed import pressed
from metrics.records import Record, records
from pages.ui import place_view, reads, standing
from pages.ui.blocks import place_head
from pages.ui.blocks.figure_block import Drawn
from pages.ui.blocks.place_figures import Look
from pages.ui.blocks.sources import evidence_of_years
from pages.ui.html import headline as headline_html
from pages.ui.kept import kept, kept_few
from pages.ui.reads import View
from scorecards import figure_data, pace, path, progress, sections, why
from scorecards.read import Facts
from scorecards.source_line import listed, named_document, source_line_of_years, target_documents
from scorecards.trend import trend
from warehouse.serving import serving
from wording import progress as told_of
from wording.catalogue import Words, words
from wording.figure_foot import Seal
from wording.phrases import document_name, source_name, unit_name
from wording.sentences import subtitle

WIDTH: Final = 900
HEIGHT: Final = 470


@dataclass(frozen=True)
class Asked:
    """A place in a view and a language."""

    place: str
    view: View
    lang: str

    @property
    def book(self) -> Words:
        """The words of the language shown."""
        return words(self.lang)

    @cached_property
    def name(self) -> str:
        """The place as the view calls it."""
        return standing.name_in(self.place, self.view.year, self.lang)

    @property
    def over(self) -> bool:
        """Whether the view's year has ended."""
        return self.view.clock.day.year > self.view.year


@dataclass(frozen=True)
class Known:
    """What is known of a place: its running targets, as judged and as told; its dated targets."""

    facts: Facts
    year_rows: pd.DataFrame
    running: list[Record]
    ways: pd.DataFrame


@kept_few
def known(asked: Asked) -> Known:
    """The place's targets, with the nation's figures for a season that it lacks."""
    view = asked.view
    facts = reads.facts_of(view, [asked.place])
    rows = progress.of_year(facts, asked.place, view.year, view.clock)
    lines = pace.year_of(facts, view.year)
    running = [progress.told_of_year(row, records(rows), lines, facts) for row in records(rows)]
    return Known(facts, rows, running, progress.ways_of(facts, asked.place, view.clock))


@kept
def series(asked: Asked) -> list[str]:
    """The codes of the series that can be asked about."""
    found = known(asked)
    return [code_of(*pair) for pair in progress.series_of(found.year_rows, found.ways)]


@kept
def default_series(asked: Asked) -> str:
    """The code of the series that opens; only where there is any."""
    found = known(asked)
    pairs = progress.series_of(found.year_rows, found.ways)
    return code_of(*progress.default_series(pairs, found.year_rows, found.ways))


def code_of(indicator: str, breakdown: str) -> str:
    """A series in the address: the indicator, with its part where that is not the whole."""
    return indicator if breakdown == "total" else f"{indicator}.{breakdown}"


def pair_of(code: str) -> tuple[str, str]:
    """The series of a code."""
    indicator, _, breakdown = code.partition(".")
    return indicator, breakdown or "total"


def series_name(code: str, lang: str) -> str:
    """A series as its filter shows it."""
    return told_of.choice_name(*pair_of(code), lang)


def running_of(asked: Asked, code: str) -> list[Record]:
    """The running targets of a series: the total, then its levels."""
    indicator, _ = pair_of(code)
    rows = [r for r in known(asked).running if r["indicator"] == indicator]
    return sorted(rows, key=lambda r: r["breakdown"] != "total")


def judged_row(asked: Asked, code: str) -> Record:
    """The judged row of a series' total in the year."""
    indicator, breakdown = pair_of(code)
    rows = known(asked).year_rows
    return records(rows[(rows["indicator"] == indicator) & (rows["breakdown"] == breakdown)])[0]


def ways_of(asked: Asked, code: str) -> list[Record]:
    """The dated targets of a series, as told."""
    return path.told(ways_table(asked, code))


def ways_table(asked: Asked, code: str) -> pd.DataFrame:
    """The dated targets of a series (see scorecards.path)."""
    indicator, breakdown = pair_of(code)
    rows = known(asked).ways
    return rows[(rows["indicator"] == indicator) & (rows["breakdown"] == breakdown)]


def all_ways(asked: Asked) -> list[Record]:
    """Every dated target of the place."""
    return path.told(known(asked).ways)


def main_way(asked: Asked, code: str) -> Record:
    """The dated target that figure, title and headline speak of."""
    return dict(told_of.ahead(ways_of(asked, code), asked.view.year))


@kept
def headline(asked: Asked, code: str) -> str:
    """The answer of the series in one sentence."""
    running = running_of(asked, code)
    if running:
        return told_of.year_headline(running[0], asked.name, asked.lang)
    return path_headline(asked, code)


def path_headline(asked: Asked, code: str) -> str:
    """The answer of the series' dated target in one sentence."""
    return told_of.path_headline(main_way(asked, code), asked.name, asked.lang)


@kept
def lead(asked: Asked) -> str:
    """How much of the place can be asked about and judged."""
    found = known(asked)
    judged = int(found.ways["reason"].isna().sum())
    return told_of.lead(len(found.running), len(found.ways), judged, asked.lang)


@kept_few
def basis(asked: Asked, code: str) -> list[Record]:
    """What each verdict of the series in the year rests on (see scorecards.why)."""
    indicator, breakdown = pair_of(code)
    found = why.of_places(serving(), known(asked).facts, [asked.place], asked.view.year, asked.view.clock)
    own = [r for r in found if r["indicator"] == indicator and r["in_force"]]
    kinds = ("year", "milestone") if breakdown != "total" or not running_of(asked, code) else ("year",)
    whole = [r for r in own if r["row_kind"] in kinds]
    return [r for r in whole if r["breakdown"] == breakdown] or whole[:1]


def nothing_html(asked: Asked) -> str:
    """That nothing of the place can be asked about in the year, and what is known of it instead."""
    years = place_view.years_with_rows(asked.place, asked.view)
    head = headline_html(asked.book.text("progress.headline_nothing", place=asked.name),
                         asked.book.text("progress.nothing_lead"))  # fmt: skip
    return head + place_head.nothing_html(asked.place, asked.view.year, years, False, asked.lang)


# --- figures ------------------------------------------------------------------------------------------------


@kept
def year_figure(asked: Asked, code: str, look: Look) -> Drawn:
    """The cumulative line of the series' total, for half of a screen."""
    fig, key = year_drawing(asked, code, look, WIDTH, HEIGHT), f"{asked.place}-year-{code}"
    return Drawn(pressed(fig), year_title(asked, code), 1, key, "", partial(year_data, asked, code))


def year_title(asked: Asked, code: str) -> str:
    """What the cumulative line says."""
    told, *levels = running_of(asked, code)
    return told_of.year_title(told, levels, asked.lang)


def year_drawing(asked: Asked, code: str, look: Look, width: int, height: int | None = None) -> Figure:
    """The cumulative line of the series' total at a size in pixels; of a sheet of 16:9 without a height."""
    told, book = running_of(asked, code)[0], asked.book
    name = f"{series_name(code, asked.lang)}, {unit_name(told['unit'], None, asked.lang)}"
    below = subtitle(name, asked.name, book.text("progress.cumulative_measure", year=told["year"]))
    days = _members(asked, told)["as_of"]
    foot = look.seal.foot(_year_foot(asked, told), "cumulative", days, asked.lang)
    return cumulative(told, title=year_title(asked, code), subtitle=below, foot=foot, lang=asked.lang,
                      theme=look.theme, width=width, height=height or width * 9 // 16)  # fmt: skip


def year_data(asked: Asked, code: str) -> pd.DataFrame:
    """The data of the cumulative line."""
    told = running_of(asked, code)[0]
    return figure_data.of_months(told, _members(asked, told), lambda place, year: asked.name)


def _members(asked: Asked, *running: Record) -> pd.DataFrame:
    """The observations that the months of some lines are made of."""
    return _observed(asked, [i for told in running for month in told["line"] for i in month["members"]])


def _observed(asked: Asked, identifiers: Sequence[str]) -> pd.DataFrame:
    rows = known(asked).facts.observations
    return rows[rows["observation_id"].isin(identifiers)]


def table_foot(asked: Asked, running: Sequence[Record], ways: pd.DataFrame | None, method: str, seal: Seal) -> str:
    """The foot of a table of running and of dated targets: documents, sources, then what the view stands at."""
    year, book = known(asked).year_rows, asked.book
    pairs = {(told["indicator"], told["breakdown"]) for told in running}
    own = [pair in pairs for pair in zip(year["indicator"], year["breakdown"], strict=True)]
    documents, used = target_documents(year[own], asked.lang), _members(asked, *running)
    if ways is not None:
        documents = list(dict.fromkeys([*documents, *(named_document(d, book) for d in ways["document"])]))
        used = pd.concat([used, _observed(asked, [*ways["base_id"].dropna(), *ways["now_id"].dropna()])])
    read_at = list(dict.fromkeys(source_name(source, asked.lang) for source in used["source"]))
    told = (("foot.targets", documents), ("foot.actuals", read_at))
    said = " ".join(book.text(key, sources=listed(found, asked.lang)) for key, found in told if found)
    return seal.foot(said, method, used["as_of"], asked.lang)


def _year_foot(asked: Asked, told: Record) -> str:
    """The source, the basis of the pace band, what "…" means."""
    book, notes = asked.book, []
    read_at = dict.fromkeys(source_name(s, asked.lang) for s in _members(asked, told)["source"])
    if read_at:
        notes.append(f"{book.text('foot.source', source=', '.join(read_at))}.")
    if told["basis"]:
        based = book.text(f"pace_basis.{told['basis']}", years=told["basis_years"])
        notes.append(book.text("progress.band_note", basis=based))
    if told["shortfall"] and told["forecast"] is None and told["month"]:
        notes.append(book.text("progress.no_forecast"))
    if any(m["value"] is None for m in told["line"]):
        notes.append(book.text("progress.gap_note"))
    return " ".join(notes)


@kept
def path_figure(asked: Asked, code: str, look: Look) -> Drawn:
    """The long path of the series, for half of a screen."""
    rows, title = trend_of(asked, code), told_of.path_title(main_way(asked, code), asked.lang)
    fig, key = path_drawing(asked, code, look, WIDTH, HEIGHT), f"{asked.place}-path-{code}"
    evidence = evidence_of_years(rows, asked.lang)
    return Drawn(pressed(fig), title, len(rows), key, evidence, partial(path_data, asked, code))


def path_drawing(asked: Asked, code: str, look: Look, width: int, height: int | None = None) -> Figure:
    """The long path of the series at a size in pixels; of a sheet of 16:9 without a height."""
    told, book = main_way(asked, code), asked.book
    rows = trend_of(asked, code)
    name = f"{series_name(code, asked.lang)}, {unit_name(told['target']['unit'], None, asked.lang)}"
    documents = dict.fromkeys(w["target"]["document"] for w in ways_of(asked, code) if w["target"]["document"])
    below = subtitle(name, asked.name, book.text("progress.path_measure"))
    steps, ahead = progress.steps(told, rows), progress.at_present_rate(told)
    told_of_sources = f"{source_line_of_years(rows, asked.lang)} {_path_foot(documents, bool(ahead), book)}".strip()
    foot = look.seal.foot(told_of_sources, "path", rows["as_of"], asked.lang)
    return long_path(rows, steps, ahead, title=told_of.path_title(told, asked.lang), subtitle=below, foot=foot,
                     lang=asked.lang, theme=look.theme, width=width, height=height or width * 9 // 16,
                     year=asked.view.year)  # fmt: skip


def path_data(asked: Asked, code: str) -> pd.DataFrame:
    """The data of the long path."""
    found = known(asked).facts.observations
    return figure_data.of_years(trend_of(asked, code), found, lambda place, year: asked.name)


def trend_of(asked: Asked, code: str) -> pd.DataFrame:
    """The years of the series, with the names of their sources."""
    found, pair = known(asked).facts, pair_of(code)
    years = trend(found, (pair,), asked.view.clock)
    rows = sections.trend_rows(years, asked.place, (pair,), asked.view.year, asked.lang)
    measured = {w["measured_by"] for w in ways_of(asked, code)} - {None}
    rows = rows[rows["measured_by"].isin(list(measured))] if measured else rows[rows["measured_by"] == ""]
    return sections.with_sources(rows, found.observations, asked.lang)


def _path_foot(documents: Sequence[str] | dict[str, Any], stepped: bool, book: Words) -> str:
    """The documents that set the dates, and which lines are ours."""
    named = ", ".join(document_name(d, book.lang) for d in documents)
    notes = [book.text("progress.set_by", documents=named)] if named else []
    if stepped:
        notes.append(book.text("progress.ours_note"))
    return " ".join(notes)
