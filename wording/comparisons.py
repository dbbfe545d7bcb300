"""Titles and notes of places beside each other, composed by rule from rows of several places and years."""

from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.records import Row, records
from wording.catalogue import words
from wording.clauses import actual_text, capital, cell, has_actual, indicator_text
from wording.numbers import exact
from wording.phrases import amount, series_name, unit_name
from wording.sentences import JOIN, comparable, counted

#: How many places a sentence names before it counts the others.
NAMED = 12


def measure_text(indicator: str, breakdown: str, lang: str) -> str:
    """What is compared, as titles call it in lower case."""
    name = indicator_text(indicator, lang)
    if breakdown == "total":
        return name
    part = words(lang).text(f"breakdown_in_sentence.{breakdown}")
    return words(lang).text("series.with_breakdown", indicator=name, breakdown=part)


def ends(rows: pd.DataFrame, first: int, last: int) -> dict[str, tuple[Row, Row]]:
    """For each place with comparable figures of both years, the two rows."""
    found: dict[str, dict[int, Row]] = {}
    for row in records(rows):
        if has_actual(row) and row["year"] in (first, last):
            found.setdefault(row["place"], {})[int(row["year"])] = row
    return {
        place: (years[first], years[last])
        for place, years in found.items()
        if first != last and len(years) == 2 and comparable(years[first], years[last])
    }


def headed(title: str, region: str, lang: str) -> str:
    """A title with a capital first letter, behind the name of the region that it is told of where it is of one."""
    if not region:
        return capital(title)
    return words(lang).text("compare.of_region", region=region, title=title[:1].lower() + title[1:])


def title_multiples(rows: pd.DataFrame, nation: pd.DataFrame, name: str, lang: str, region: str = "") -> str:
    """In how many places the figure rose over the span, and how the nation moved."""
    known = rows[rows["actual_value"].notna()]
    if known.empty:
        return headed(words(lang).text("compare.none", name=name), region, lang)
    first, last = int(known["year"].min()), int(known["year"].max())
    both = ends(known, first, last)
    if len(both) < 2:
        return told(known, name, lang, region)
    rose = sum(bool(b["actual_value"] > a["actual_value"]) for a, b in both.values())
    title = words(lang).text("compare.rise", count=rose, total=len(both), name=name, first=first, last=last)
    return headed(JOIN.join([title, *nation_moved(nation, first, last, lang)]), region, lang)


def nation_moved(nation: pd.DataFrame, first: int, last: int, lang: str) -> list[str]:
    """How the nation's figure moved over the span; nothing where it cannot be said."""
    return [moved(a, b, lang) for a, b in ends(nation, first, last).values()]


def moved(first: Row, last: Row, lang: str) -> str:
    """From one figure to a later one."""
    rise = exact(last["actual_value"]) - exact(first["actual_value"])
    key = "rise" if rise > 0 else "fall" if rise < 0 else "level"
    values = {"first": actual_text(first, lang), "last": actual_text(last, lang)}
    return words(lang).text(f"compare.{key}_nation", **values)


def told(known: pd.DataFrame, name: str, lang: str, region: str = "") -> str:
    """How many places have figures, and between which two values those of the latest shared year lie."""
    text = counted("compare.told", lang, int(known["place"].nunique()), name=name)
    return headed(JOIN.join([text, *spread(known, lang)]), region, lang)


def spread(known: pd.DataFrame, lang: str) -> list[str]:
    """The lowest and the highest figure of the year that most places share; nothing for a single place."""
    shared = known.groupby("year")["place"].nunique()
    year = max(shared.index, key=lambda y: (int(shared[y]), int(y)))
    rows = records(known[known["year"] == year].sort_values("actual_value"))
    if len(rows) < 2 or len({cell(r, "actual_unit") for r in rows}) > 1:
        return []
    low, high = actual_text(rows[0], lang), actual_text(rows[-1], lang)
    return [words(lang).text("compare.spread", year=year, low=low, high=high)]


def title_heat(rows: pd.DataFrame, nation: pd.DataFrame, name: str, lang: str, region: str = "") -> str:
    """How many places lie above the nation in the latest year of the span; without it, who has figures."""
    known = rows[rows["actual_value"].notna()]
    if known.empty:
        return headed(words(lang).text("compare.none", name=name), region, lang)
    last = int(known["year"].max())
    level = [r for r in records(nation) if has_actual(r) and r["year"] == last]
    latest = known[known["year"] == last]
    if not level or len(latest) < 2:
        return told(known, name, lang, region)
    above = int((latest["actual_value"] > level[0]["actual_value"]).sum())
    whole = {"count": above, "total": len(latest), "name": name, "year": last}
    return headed(words(lang).text("compare.above", nation=actual_text(level[0], lang), **whole), region, lang)


def title_pair(rows: pd.DataFrame, places: Sequence[str], names: Mapping[str, str], name: str, lang: str) -> str:
    """Two places in the latest year of which both have a figure, with the difference where one can be taken."""
    book, known = words(lang), [r for r in records(rows) if has_actual(r)]
    by_year = [{int(r["year"]): r for r in known if r["place"] == place} for place in places]
    shared = sorted(set(by_year[0]) & set(by_year[-1]))
    first, second = (names[p] for p in places)
    if not shared:
        return book.text("compare.pair_apart", first=first, second=second, name=name)
    one, two = by_year[0][shared[-1]], by_year[-1][shared[-1]]
    filled = {"first": first, "second": second, "year": shared[-1]}
    filled |= {"first_value": actual_text(one, lang), "second_value": actual_text(two, lang)}
    gap = difference(one, two, lang) if comparable(one, two) else None
    return book.text("compare.pair", **filled) if gap is None else book.text("compare.pair_more", gap=gap, **filled)


def difference(one: Row, two: Row, lang: str) -> str:
    """The size of the difference of two figures of one unit: points for rates."""
    size = abs(exact(one["actual_value"]) - exact(two["actual_value"]))
    decimals = max(cell(one, "decimals") or 0, cell(two, "decimals") or 0)
    unit = cell(one, "actual_unit")
    return amount(size, decimals, "points" if unit == "percent" else str(unit), lang)


def preliminary_note(rows: pd.DataFrame, lang: str) -> str:
    """The years whose figures are preliminary; empty where none are."""
    years = sorted(rows[(rows["state"] == "preliminary") & rows["actual_value"].notna()]["year"].unique())
    return words(lang).text("compare.preliminary", years=", ".join(str(y) for y in years)) if years else ""


def units_note(rows: pd.DataFrame, lang: str) -> str:
    """That the sources print several units, which are never compared; empty for one unit."""
    if "," not in (units := units_text(rows, lang)):
        return ""
    return words(lang).text("compare.units_differ", units=units)


def units_text(rows: pd.DataFrame, lang: str) -> str:
    """The units that the rows are printed in, each once."""
    units = sorted({*rows["actual_unit"].dropna(), *rows["unit"].dropna()} - {""})
    return ", ".join(unit_name(unit, None, lang) for unit in units)


def waiting_note(names: Sequence[str], lang: str) -> str:
    """Which places have a target and no result; empty for none."""
    return f"{counted('compare.waiting', lang, len(names), places=', '.join(names))}." if names else ""


def choice_name(indicator: str, breakdown: str, lang: str) -> str:
    """A comparable series as a filter offers it."""
    return series_name(indicator, breakdown, None, lang)


def told_of_plan(judged: pd.DataFrame, name: str, lang: str) -> str:
    """How many places can be set against their plan for a part of an indicator, and how many of them met it."""
    good = int(judged["status"].isin(["exceeded", "met"]).sum())
    key = "title.tiles_one" if len(judged) == 1 else "title.tiles" if len(judged) else "title.tiles_none"
    return words(lang).text(key, places=len(judged), good=good, name=name)
