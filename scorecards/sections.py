"""The sections of one place's screen, cut from its scorecard: which rows stand in which block, under which name."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from metrics.records import Record, records
from metrics.registry import Registry
from metrics.year_rows import longer, of_the_year, with_target
from scorecards.nation import SILENT
from wording.catalogue import words
from wording.periods import period_short
from wording.phrases import series_name, source_short

STATISTICS: Final = "gso_certified_labour_rate"
#: The rates of the labour force stand together, and are what a trend of several years shows.
LABOUR_FORCE: Final = "labour_force"
_RUNNING: Final = ("in_progress", "not_due", "no_data")


def places_of(card: pd.DataFrame, lineage: Sequence[str]) -> list[str]:
    """The places of a lineage that have a target of any kind or a figure of their own, in that order."""
    own = card[card["indicator"] != STATISTICS]
    present = set(own["place"])
    return [place for place in lineage if place in present]


def of_place(card: pd.DataFrame, place: str) -> pd.DataFrame:
    """The rows of one place, without the statistics office's series."""
    rows: pd.DataFrame = card[(card["place"] == place) & (card["indicator"] != STATISTICS)]
    return rows


def count_blocks(rows: pd.DataFrame, lang: str) -> list[pd.DataFrame]:
    """For each count with a target of the year its rows, total and levels, named for a bullet figure."""
    targets = with_target(rows)
    counts = targets[targets["unit"] != "percent"]
    return [_named_levels(counts[counts["indicator"] == i], lang) for i in counts["indicator"].drop_duplicates()]


def rate_blocks(rows: pd.DataFrame, registry: Registry, lang: str) -> list[pd.DataFrame]:
    """The rates with a target of the year: those of the labour force together, then all others together."""
    targets = with_target(rows)
    rates = targets[targets["unit"] == "percent"]
    of_labour = rates["indicator"].isin(_labour_rates(registry))
    return [_named_rates(group, registry, lang) for group in (rates[of_labour], rates[~of_labour]) if len(group)]


def is_awaited(block: pd.DataFrame) -> bool:
    """Whether no figure of the year speaks to any target of a block, so that there is nothing to draw."""
    return bool(block["status"].isin(list(SILENT)).all())


def latest_figures(rows: pd.DataFrame, years: pd.DataFrame, year: int) -> list[Record | None]:
    """For each target the last figure of its series up to the end of a year; None where none is known."""
    period = years["actual_period"].astype("string").str[:4]
    known = years[years["actual_value"].notna() & (period <= str(year))].assign(_period=period)
    ordered = records(known.sort_values("_period", kind="stable"))
    last = {_series(row): row for row in ordered}
    return [last.get(_series(row)) for row in records(rows)]


def _series(row: Record) -> tuple[str, ...]:
    keys = ("indicator", "breakdown", "coverage", "measured_by")
    return tuple("" if row[key] is None or row[key] != row[key] else str(row[key]) for key in keys)


def still_needed(rows: pd.DataFrame) -> pd.DataFrame:
    """The targets of the year that lack something, the smallest share done first; then those without a figure.

    A place that has ended has nothing left to do.
    """
    targets = with_target(rows)
    targets = targets[targets["reason"].isna() | (targets["reason"] != "place_ended")]
    short = targets[targets["shortfall"].notna() & (targets["shortfall"] > 0)]
    silent = targets[targets["status"].isin(_RUNNING) & targets["shortfall"].isna()]
    return pd.concat([short.sort_values("attainment", kind="stable"), silent])


def silent(rows: pd.DataFrame) -> pd.DataFrame:
    """The targets of the year that lack a figure, of `still_needed`."""
    found = still_needed(rows)
    return found[found["shortfall"].isna()]


def all_done(rows: pd.DataFrame) -> bool:
    """Whether every target of the year has been met or exceeded, where there is any."""
    targets = with_target(rows)
    return len(targets) > 0 and bool(targets["status"].isin(["exceeded", "met"]).all())


def longer_targets(rows: pd.DataFrame) -> pd.DataFrame:
    """Later milestones and targets of several years that are in force, the nearer end first."""
    found = longer(rows)
    end = found["target_period"].astype(str).str[-4:]
    return found.assign(_end=end).sort_values("_end", kind="stable").drop(columns="_end")


def with_other_figures(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the year whose actual is contradicted or supported by another figure; contradicted ones first."""
    year = of_the_year(rows)
    against = year["conflicts"].map(bool).astype(bool)
    beside = year["sources"].map(lambda found: any(s["of"] == "supporting" for s in found)).astype(bool)
    kept = year[against | beside]
    return kept.assign(_order=~against[kept.index]).sort_values("_order", kind="stable").drop(columns="_order")


def trend_series(rows: pd.DataFrame, registry: Registry) -> list[tuple[tuple[str, str], ...]]:
    """The series that deserve a trend, a figure each: the rates of the labour force, then the total of enrolment."""
    known = set(zip(rows["indicator"], rows["breakdown"], strict=True))
    rates = tuple((i, "total") for i in _labour_rates(registry) if (i, "total") in known)
    total = (("enrolment", "total"),) if ("enrolment", "total") in known else ()
    return [wanted for wanted in (rates, total) if wanted]


def trend_rows(
    series: pd.DataFrame, place: str, wanted: Sequence[tuple[str, str]], year: int, lang: str
) -> pd.DataFrame:
    """A place's part of a trend table in the order wanted, with the printed `name` of each series.

    Flows of a part of a year are no year's result: only that of the view's year is kept, as a series of its own.
    """
    rows = series[(series["place"] == place) & (series["coverage"].fillna("") == "")]
    order = {pair: n for n, pair in enumerate(wanted)}
    rows = rows.assign(_order=[order.get(pair, len(order)) for pair in _pairs(rows)])
    rows = rows.sort_values(["_order", "year"], kind="stable").drop(columns="_order")
    names = [series_name(i, b, None, lang, short=True) for i, b in _pairs(rows)]
    told = [_measured(name, by, lang) for name, by in zip(names, rows["measured_by"], strict=True)]
    return _parts_apart(rows.assign(name=told), year, lang)


def _measured(name: str, by: str, lang: str) -> str:
    """A series' name; one that another series judges says so."""
    book = words(lang)
    return book.text("series.with_coverage", series=name, coverage=book.text(f"measured_by.{by}")) if by else name


_ACTUAL: Final = ["actual_value", "actual_value_high", "half_width"]


def _parts_apart(rows: pd.DataFrame, year: int, lang: str) -> pd.DataFrame:
    """The rows without figures of a part of a year, and that of `year` as a series named for its period."""
    part = rows["actual_period"].notna() & (rows["actual_period"].astype(str).str.len() > len("2022"))
    flows = rows["actual_unit"].notna() & (rows["actual_unit"] != "percent") & part
    whole = rows.assign(**{c: rows[c].where(~flows) for c in _ACTUAL})
    own = rows[flows & (rows["year"] == year)]
    named = own.assign(series=own["series"] + "|part", name=[period_short(str(p), lang) for p in own["actual_period"]])
    return pd.concat([whole, named.assign(target_value=float("nan"))], ignore_index=True)


def with_sources(rows: pd.DataFrame, observations: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Trend rows with `source`, where each figure was read, its printed name `source_text`, and its day `as_of`."""
    known = observations.drop_duplicates("observation_id").set_index("observation_id")
    source = rows["observation_id"].map(known["source"]).where(rows["actual_value"].notna()).astype(object)
    source = source.where(source.notna(), None)
    names = [None if s is None else source_short(s, lang) for s in source]
    as_of = known["as_of"].reindex(rows["observation_id"]).set_axis(rows.index).where(rows["actual_value"].notna())
    return rows.assign(source=source, source_text=pd.Series(names, index=rows.index, dtype=object), as_of=as_of)


def of_series(years: pd.DataFrame, indicator: str, breakdown: str) -> pd.DataFrame:
    """The rows of a series over the years, without those whose figure is of an earlier year than their own."""
    rows = years[(years["indicator"] == indicator) & (years["breakdown"] == breakdown)]
    year = rows["actual_period"].astype("string").str[:4]
    return rows[year.isna() | (year == rows["year"].astype("string"))]


def years_with_figures(series: pd.DataFrame) -> int:
    """In how many years anything is known of the series: figure or target."""
    told = series[series["actual_value"].notna() | series["target_value"].notna()]
    return int(told["year"].nunique())


def statistics_rows(series: pd.DataFrame, place: str, names: dict[str, str]) -> pd.DataFrame:
    """The statistics office's series of a place, then the nation's, each named for its place and without targets."""
    rows = series[series["place"].isin([place, "viet-nam"]) & series["actual_value"].notna()]
    order = {place: 0, "viet-nam": 1}
    rows = rows[rows["measured_by"] == ""]
    rows = rows.assign(name=rows["place"].map(names), series=rows["place"], target_value=float("nan"))
    return rows.sort_values(["place", "year"], key=lambda c: c.map(order) if c.name == "place" else c)


def _labour_rates(registry: Registry) -> list[str]:
    """The rates that provinces report of their labour force, in the registry's order."""
    own = [i for i in registry.indicators.values() if i.weight == LABOUR_FORCE and i.key != STATISTICS]
    return [i.key for i in own]


def _pairs(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows["indicator"], rows["breakdown"], strict=True))


def _named_levels(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    whole = bool(((rows["breakdown"] == "total") & rows["coverage"].isna()).any())
    keys = zip(rows["breakdown"], rows["coverage"], strict=True)
    labels = [_level_name(str(b), None if pd.isna(c) else str(c), lang) for b, c in keys]
    levels = [int(whole and b != "total") for b in rows["breakdown"]]
    return rows.assign(label=labels, level=levels)


def _level_name(breakdown: str, coverage: str | None, lang: str) -> str:
    """A level as a row of its indicator's figure; of the whole with a coverage, the coverage alone."""
    book = words(lang)
    if coverage is None:
        return book.text(f"breakdown_short.{breakdown}")
    covered = book.text(f"coverage.{coverage}")
    if breakdown == "total":
        return covered[:1].upper() + covered[1:]
    return book.text("series.with_coverage", series=book.text(f"breakdown_short.{breakdown}"), coverage=covered)


def _named_rates(rows: pd.DataFrame, registry: Registry, lang: str) -> pd.DataFrame:
    shown = set(rows["indicator"])
    subsets = [registry.indicators[str(i)].subset_of in shown for i in rows["indicator"]]
    labels = [_rate_name(i, b, subset, lang) for (i, b), subset in zip(_pairs(rows), subsets, strict=True)]
    return rows.assign(label=labels, level=[int(subset) for subset in subsets])


def _rate_name(indicator: str, breakdown: str, subset: bool, lang: str) -> str:
    book = words(lang)
    name = book.text(f"indicator_short.{indicator}")
    if breakdown != "total":
        return book.text(
            "series.with_breakdown", indicator=name, breakdown=book.text(f"breakdown_in_sentence.{breakdown}")
        )
    return book.text("table.of_which", name=name[:1].lower() + name[1:]) if subset else name


def years_reported(card: pd.DataFrame) -> list[int]:
    """The years of a scorecard that hold a target in force or a reported figure, latest first."""
    own = card[card["row_kind"].isin(["year", "actual"]) & (card["indicator"] != STATISTICS)]
    return sorted((int(year) for year in own["year"].unique()), reverse=True)


def figure_of_year(series: pd.DataFrame, place: str, year: int) -> dict[str, Any]:
    """A place's row of a year, of its last year where it has none of that; the series has a figure in every row."""
    own = records(series[series["place"] == place].sort_values("year"))
    return next((row for row in own if row["year"] == year), own[-1])


def figure_in(series: pd.DataFrame, place: str, year: int) -> float | None:
    """A place's figure of one year; None where there is none."""
    found = series.loc[(series["place"] == place) & (series["year"] == year), "actual_value"]
    return None if found.empty else float(found.iloc[0])
