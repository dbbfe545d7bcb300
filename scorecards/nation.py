"""What a screen over all places shows of a year: places in two eras, the cells of the tile grid, what cards lead."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

import pandas as pd

from metrics.places import REFORM
from metrics.registry import Registry
from metrics.year_rows import of_the_year, with_target

NATION: Final = "viet-nam"
#: Statuses of a target that no figure of its year speaks to.
SILENT: Final = ("no_data", "not_due")
#: The tile grid of the provinces since 1/7/2025, named by their number.
GRID_SINCE_REFORM: Final = 34
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


def is_compared(card: pd.DataFrame) -> bool:
    """Whether any target of the year is set against a figure of the year."""
    return bool((~with_target(card)["status"].isin(list(SILENT))).any())


def latest_day(card: pd.DataFrame) -> date | None:
    """The latest day that a figure of the year says it stands at; None where none says."""
    rows = of_the_year(card)
    own = card_rows(rows[rows["indicator"] != "gso_certified_labour_rate"])
    day = own["as_of"].max()
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


def grid_of(year: int) -> int:
    """Which tile grid stands for the end of a year: 63 provinces before the reform of 2025, 34 since."""
    return GRID_SINCE_REFORM if date(year, 12, 31) >= REFORM else 63


def totals_of(card: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The rows of the year of an indicator's total: what its grid stands for."""
    rows = of_the_year(card)
    return rows[(rows["indicator"] == indicator) & (rows["breakdown"] == "total") & rows["coverage"].isna()]


def tile_cells(card: pd.DataFrame, tiles: pd.DataFrame, indicator: str, grid: int, label: Name) -> pd.DataFrame:
    """One row a province of the grid, its name as `label` writes it, with its card row of the indicator's total."""
    own = tiles[(tiles["grid"] == grid) & tiles["place"].notna()]
    rows = totals_of(card, indicator)
    cells = own[["place", "label", "grid_row", "grid_col"]].merge(
        rows.drop_duplicates("place"), on="place", how="left", validate="one_to_one"
    )
    silent = cells["status"].isin(list(SILENT))
    return cells.assign(
        label=cells["label"].map(label),
        has_target=cells["target_value"].notna(),
        has_actual=cells["actual_value"].notna() & ~silent,
    )


def tile_islands(tiles: pd.DataFrame, grid: int, labels: Sequence[str]) -> pd.DataFrame:
    """The boxes of both archipelagos, labelled in the order of the grid (Hoàng Sa, then Trường Sa)."""
    boxes = tiles[(tiles["grid"] == grid) & tiles["belongs_to"].notna()]
    return boxes[["label", "grid_row", "grid_col"]].sort_values("grid_row").assign(label=list(labels))


def unreported(card: pd.DataFrame) -> dict[str, int]:
    """How many targets that are due each place has that has no figure of the year for any; ended places left out."""
    rows = with_target(card)
    reported = set(rows.loc[~rows["status"].isin(list(SILENT)), "place"])
    due = rows[(rows["status"] == "no_data") & (rows["reason"] != "place_ended") & ~rows["place"].isin(reported)]
    return {str(place): int(count) for place, count in due.groupby("place", sort=False).size().items()}


def reported(card: pd.DataFrame, provinces: Sequence[str]) -> pd.DataFrame:
    """The figures of the year that stand without a target, one row a province, in the official order."""
    rows = of_the_year(card)
    rows = rows[rows["target_id"].isna() & rows["actual_value"].notna() & (rows["breakdown"] == "total")]
    most = rows["indicator"].mode()
    rows = rows[rows["indicator"].isin(list(most[:1])) & rows["place"].isin(provinces)].drop_duplicates("place")
    rank = {place: position for position, place in enumerate(provinces)}
    return rows.sort_values("place", key=lambda places: places.map(rank), kind="stable")
