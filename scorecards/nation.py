"""What a screen over all places shows of a year: places in two eras, the cells of the tile grid, what cards lead."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd

from metrics.places import REFORM, Places
from metrics.registry import Registry
from scorecards.summary import of_the_year, with_target

NATION: Final = "viet-nam"
#: Statuses of a target that no figure of its year speaks to.
SILENT: Final = ("no_data", "not_due")
Name = Callable[[str], str]


def without_nation(card: pd.DataFrame) -> pd.DataFrame:
    """The rows of provinces, the nation's left out."""
    return card[card["place"] != NATION]


def eras(found: Iterable[str], provinces: Sequence[str]) -> tuple[list[str], list[str]]:
    """The places that exist at the end of the year in the official order, then those that had ended."""
    known = list(dict.fromkeys(found))
    present = [place for place in provinces if place in set(known)]
    return present, [place for place in known if place not in set(present) and place != NATION]


def first(place: str | None, places: Sequence[str]) -> list[str]:
    """The places with the chosen one in front, added where it is not among them."""
    return list(places) if place is None else [place, *(p for p in places if p != place)]


def card_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that a card can show: those with a figure of the year."""
    return rows[rows["actual_value"].notna() & ~rows["status"].isin(list(SILENT))]


def has_verdicts(card: pd.DataFrame) -> bool:
    """Whether any target of the year is set against a figure of the year."""
    return bool((~with_target(card)["status"].isin(list(SILENT))).any())


def latest_day(card: pd.DataFrame) -> date | None:
    """The latest day that a figure of the year says it stands at; None where none says."""
    day = of_the_year(card)["as_of"].max()
    return None if pd.isna(day) else pd.Timestamp(day).date()


def tile_choices(card: pd.DataFrame, registry: Registry) -> list[str]:
    """The indicators of which any province has a whole target or figure of the year, in the registry's order."""
    rows = without_nation(of_the_year(card))
    totals = rows[(rows["breakdown"] == "total") & rows["coverage"].isna()]
    return sorted(totals["indicator"].unique(), key=lambda i: registry.indicators[i].position)


def tile_default(card: pd.DataFrame, choices: Sequence[str]) -> str | None:
    """The indicator that most provinces can be judged on, then the one most of them report or plan."""
    rows = without_nation(of_the_year(card))
    totals = rows[(rows["breakdown"] == "total") & rows["coverage"].isna()]
    judged = totals["target_id"].notna() & ~totals["status"].isin(list(SILENT))
    weight = (1 + judged.astype("int64") * 100).groupby(totals["indicator"]).sum()
    return max(choices, key=lambda i: int(weight.get(i, 0)), default=None)


def grid_of(year: int) -> str:
    """Which tile grid stands for the end of a year: 63 provinces before the reform of 2025, 34 since."""
    return "34" if date(year, 12, 31) >= REFORM else "63"


def tile_cells(
    card: pd.DataFrame, tiles: pd.DataFrame, indicator: str, grid: str, labels: Mapping[str, str]
) -> pd.DataFrame:
    """One row a province of the grid with its card row of the indicator's total; `label` short, from `labels` first."""
    own = tiles[(tiles["grid"] == grid) & tiles["place"].notna()]
    rows = of_the_year(card)
    rows = rows[(rows["indicator"] == indicator) & (rows["breakdown"] == "total") & rows["coverage"].isna()]
    cells = own[["place", "label", "grid_row", "grid_col"]].merge(
        rows.drop_duplicates("place"), on="place", how="left", validate="one_to_one"
    )
    silent = cells["status"].isin(list(SILENT))
    return cells.assign(
        label=[labels.get(p, text) for p, text in zip(cells["place"], cells["label"], strict=True)],
        has_target=cells["target_value"].notna(),
        has_actual=cells["actual_value"].notna() & ~silent,
    )


def tile_islands(tiles: pd.DataFrame, grid: str, labels: Sequence[str]) -> pd.DataFrame:
    """The boxes of both archipelagos, labelled in the order of the grid (Hoàng Sa, then Trường Sa)."""
    boxes = tiles[(tiles["grid"] == grid) & tiles["belongs_to"].notna()]
    return boxes[["label", "grid_row", "grid_col"]].sort_values("grid_row").assign(label=list(labels))


def successors(places: Places, ended: Iterable[str]) -> dict[str, str]:
    """The place that each ended one became part of."""
    found = {place: places.by_key[place].successor for place in ended}
    return {place: heir for place, heir in found.items() if heir}


def unreported(card: pd.DataFrame) -> dict[str, int]:
    """How many targets that are due each place has that has no figure of the year for any; ended places left out."""
    rows = with_target(card)
    reported = set(rows.loc[~rows["status"].isin(list(SILENT)), "place"])
    due = rows[(rows["status"] == "no_data") & (rows["reason"] != "place_ended") & ~rows["place"].isin(reported)]
    return {str(place): int(count) for place, count in due.groupby("place", sort=False).size().items()}
