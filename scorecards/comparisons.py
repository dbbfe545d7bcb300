"""Places beside each other: which series may be compared, over which years, and the tables their figures take."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import pandas as pd

from metrics.places import Places
from metrics.registry import Registry
from metrics.year_rows import of_the_year
from scorecards.nation import NATION, SILENT

Pair = tuple[str, str]
Name = Callable[[str], str]
NameOn = Callable[[str, date], str]
SHAPES: Final = ("plan", "multiples", "heat", "pair")
#: The statistics office's series: one definition for every place, so it leads where nothing is chosen.
BEST_FILLED: Final = "gso_certified_labour_rate"


def comparable_pairs(registry: Registry) -> list[Pair]:
    """Every (indicator, breakdown) that means the same in all places, in the registry's order."""
    return [(i.key, breakdown) for i in registry.indicators.values() for breakdown in i.comparable_across_places]


def code_of(pair: Pair) -> str:
    """A pair as the address writes it: the indicator, and its breakdown behind a dot where it is no total."""
    return pair[0] if pair[1] == "total" else ".".join(pair)


def pair_of(code: str) -> Pair:
    """The pair that an address means."""
    indicator, _, breakdown = code.partition(".")
    return indicator, breakdown or "total"


def chosen_series(series: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    """The rows of one pair that cover a place as a whole, measured by figures of that name."""
    rows = series[(series["indicator"] == pair[0]) & (series["breakdown"] == pair[1]) & (series["measured_by"] == "")]
    return rows[rows["coverage"].isna() | (rows["coverage"] == "")]


def whole_years(series: pd.DataFrame) -> pd.DataFrame:
    """The figures that speak for a whole year: a flow of a part of one is left out."""
    known = series[series["actual_value"].notna()]
    return known[known["actual_period"] == known["year"].astype(str)]


def of_provinces(series: pd.DataFrame) -> pd.DataFrame:
    """The rows of provinces, the nation's left out."""
    return series[series["place"] != NATION]


def of_nation(series: pd.DataFrame) -> pd.DataFrame:
    """The nation's rows."""
    return series[series["place"] == NATION]


def filled_pairs(series: pd.DataFrame, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that two provinces have and of which a shape shows anything, the statistics office's first."""
    own = of_provinces(series)
    own = own[own["coverage"].isna() | (own["coverage"] == "")]
    count = own.groupby(["indicator", "breakdown"])["place"].nunique()
    several = [p for p in pairs if count.get(p, 0) > 1 and shapes_of(chosen_series(series, p))]
    return sorted(several, key=lambda p: p[0] != BEST_FILLED)


def shapes_of(series: pd.DataFrame) -> list[str]:
    """The shapes that have anything to show: plans where a province has one, years where two provinces have figures."""
    own, yearly = of_provinces(series), of_provinces(whole_years(series))
    several = yearly["place"].nunique() > 1
    rates = bool((yearly["actual_unit"] == "percent").all())
    offered = {"plan": bool(own["target_value"].notna().any()), "multiples": several and rates,
               "heat": several and rates, "pair": several}  # fmt: skip
    return [shape for shape in SHAPES if offered[shape]]


def planned_years(series: pd.DataFrame) -> list[int]:
    """The years in which a province has a target, latest first."""
    own = of_provinces(series)
    return sorted((int(y) for y in own[own["target_value"].notna()]["year"].unique()), reverse=True)


def plan_year(series: pd.DataFrame, years: Sequence[int]) -> int:
    """The latest year in which most provinces have both a target and a figure of their own year."""
    own = of_provinces(series)
    both = own[own["target_value"].notna() & own["actual_value"].notna()]
    count = both.groupby("year")["place"].nunique()
    return max(years, key=lambda year: (int(count.get(year, 0)), year))


def figure_years(series: pd.DataFrame) -> list[int]:
    """The years of which at least one province has a whole year's figure, in order."""
    return sorted(int(y) for y in of_provinces(whole_years(series))["year"].unique())


def between(series: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """The rows of a span of years, both ends in it."""
    return series[(series["year"] >= first) & (series["year"] <= last)]


def day_of(places: Places, place: str, last: int) -> date:
    """The day on which a place of a span is named: its last, or the end of the span."""
    day = date(last, 12, 31)
    ended = places.by_key[place].valid_to
    return day if ended is None or day <= ended else ended


def placed(
    series: pd.DataFrame, places: Places, order: Sequence[str], last: int, region: Name, name: NameOn
) -> pd.DataFrame:
    """The rows with each place's `name`, `region` and its `region_code` at its time, by region, in official order."""
    rank = {place: position for position, place in enumerate(order)}
    present = [p for p in series["place"].unique() if p in rank]
    regions = {p: places.region(p, day_of(places, p, last)) for p in present}
    names = {p: name(p, day_of(places, p, last)) for p in present}
    groups = list(dict.fromkeys(regions[p] for p in sorted(present, key=rank.__getitem__)))
    rows = series[series["place"].isin(present)]
    keys = rows["place"].map(lambda p: (groups.index(regions[p]), rank[p]))
    told = {p: region(r) if (r := regions[p]) else "" for p in present}
    rows = rows.assign(name=rows["place"].map(names), region=rows["place"].map(told), _order=keys)
    rows = rows.assign(region_code=rows["place"].map(regions))
    return rows.sort_values(["_order", "year"], kind="stable").drop(columns="_order")


def by_region(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each region of `placed` that has figures, in their order, by the code of its first place's region."""
    known = rows[rows["actual_value"].notna()]
    parts = (rows[rows["region"] == region] for region in known["region"].drop_duplicates())
    return {str(part["region_code"].iloc[0] or ""): part for part in parts}


def all_provinces(places: Places) -> list[str]:
    """The provinces of all times in the official order."""
    known = [p for p in places.by_key.values() if p.level == "province"]
    return [p.place for p in sorted(known, key=lambda p: p.position)]


def without_figure(series: pd.DataFrame, places: Places, last: int) -> list[str]:
    """The provinces at the end of a span that have no figure in it, in the official order."""
    told = set(series[series["actual_value"].notna()]["place"])
    return [p.place for p in places.provinces(date(last, 12, 31)) if p.place not in told]


def plan_rows(card: pd.DataFrame, pair: Pair, order: Sequence[str]) -> pd.DataFrame:
    """The card row of one pair of each province that has one, in the official order."""
    rows = of_the_year(card)
    rows = rows[(rows["indicator"] == pair[0]) & (rows["breakdown"] == pair[1]) & rows["coverage"].isna()]
    rank = {place: position for position, place in enumerate(order)}
    rows = rows[rows["place"].isin(order)]
    return rows.assign(_order=rows["place"].map(rank)).sort_values("_order", kind="stable").drop(columns="_order")


def silent(rows: pd.DataFrame) -> pd.Series:
    """True for a target that no figure of its year speaks to."""
    return rows["status"].isin(list(SILENT)) | rows["actual_value"].isna()


def drawn(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of which a figure of the year is set against the plan, or stands alone."""
    return rows[~silent(rows)]


def undrawn(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a plan of which no figure of the year is known."""
    return rows[silent(rows) & rows["target_value"].notna()]


def by_attainment(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by how far each is from its own plan: rates in points, counts in percent; those without stay last."""
    measure = "variance" if (rows["unit"] == "percent").all() else "attainment"
    return rows.sort_values(measure, ascending=False, kind="stable", na_position="last")


def two(series: pd.DataFrame, codes: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
    """The rows of two places, each as one series under its name, the first place's first."""
    told = dict(zip(codes, names, strict=True))
    rows = pd.concat([series[series["place"] == code] for code in told])
    return rows.assign(series=rows["place"], name=rows["place"].map(told))


def sources_of(observations: pd.DataFrame, identifiers: Sequence[str]) -> list[str]:
    """Where the figures stand, each place once, the one with most figures first; unknown ones left out."""
    rows = observations[observations["observation_id"].isin(list(identifiers))]
    counted = rows["source"].dropna().value_counts(sort=True)
    return [str(source) for source in counted.index if str(source)]


def whole_or_planned(series: pd.DataFrame) -> pd.DataFrame:
    """The series with figures of a part of a year taken out, its targets kept."""
    part = series["actual_value"].notna() & (series["actual_period"] != series["year"].astype(str))
    return series.assign(actual_value=series["actual_value"].where(~part))


def with_sources(series: pd.DataFrame, observations: pd.DataFrame, name: Name) -> pd.DataFrame:
    """The rows with `source_text`: where each figure stands, in words; missing where no source is known."""
    found = observations.dropna(subset=["source"]).set_index("observation_id")["source"]
    told = found[found.index.isin(series["observation_id"])].map(name)
    return series.assign(source_text=series["observation_id"].map(told.to_dict()).astype(object))
