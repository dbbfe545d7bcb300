"""Every target that is known, with its document, whether it is in force among its rivals, and where it was read."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from metrics import choice
from metrics.registry import MICRO
from scorecards.competition import GROUP
from scorecards.failed_checks import Failed, LaterLower, PartsNotTotal
from scorecards.read import Facts
from warehouse.serving import Serving

ORDER: Final = [
    "document_date", "document_id", "place_position", "indicator_position", "period_end", "breakdown_position",
]  # fmt: skip
#: What of the target in force stands beside each that gives way to it.
LEADER: Final = (
    "target_id", "document", "document_date_printed", "operator", "target_value", "target_value_high",
    "target_decimals", "unit",
)  # fmt: skip
#: The document of a choice of targets whose document is not known.
NO_DOCUMENT: Final = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which targets are wanted; None: all. `year` lies in their period; `document` may be NO_DOCUMENT."""

    place: str | None = None
    year: int | None = None
    kind: str | None = None
    indicator: str | None = None
    document: str | None = None


def plan_targets(known: Facts, wanted: Choice) -> pd.DataFrame:
    """The targets wanted, latest documents first; each that gives way with its rival in force as `leader_` columns.

    `target_value` and `target_value_high` are floats in the unit.
    """
    rows = _with_leader(_outward(choice.with_target_choice(known.targets)))
    rows = _chosen(rows, wanted)
    places, indicators = list(known.places.by_key), list(known.registry.indicators)
    series = zip(rows["indicator"], rows["breakdown"], strict=True)
    rows = rows.assign(
        place_position=rows["place"].map(places.index),
        indicator_position=rows["indicator"].map(indicators.index),
        breakdown_position=[known.registry.breakdown_position(i, b) for i, b in series],
    )
    ascending = [False, False, True, True, True, True]
    return rows.sort_values(ORDER, ascending=ascending, na_position="last", kind="stable")


def _outward(rows: pd.DataFrame) -> pd.DataFrame:
    high = (rows["value_high"] / MICRO).where(rows["operator"] == "range")
    names = {"period": "target_period", "decimals": "target_decimals"}
    return rows.rename(columns=names).assign(target_value=rows["value"] / MICRO, target_value_high=high)


def _chosen(rows: pd.DataFrame, wanted: Choice) -> pd.DataFrame:
    for column in ("place", "kind", "indicator"):
        if (code := getattr(wanted, column)) is not None:
            rows = rows[rows[column] == code]
    if wanted.year is not None:
        years = rows["period_start"].dt.year, rows["period_end"].dt.year
        rows = rows[(years[0] <= wanted.year) & (years[1] >= wanted.year)]
    if wanted.document is not None:
        rows = rows[rows["document_id"].fillna(NO_DOCUMENT) == wanted.document]
    return rows


def _with_leader(rows: pd.DataFrame) -> pd.DataFrame:
    """Beside each target that gives way, the one of its series and period that is in force."""
    keys = [*(name if name != "period" else "target_period" for name in GROUP), "average"]
    rows = rows.assign(average=rows["kind"] == "average_per_year")
    leaders = rows.loc[rows["in_force"], [*keys, *LEADER]].drop_duplicates(keys)
    named = leaders.rename(columns={name: f"leader_{name}" for name in LEADER})
    return rows.merge(named, "left", keys).drop(columns="average")


def replaced(store: Serving, rows: pd.DataFrame) -> pd.DataFrame:
    """What some of these targets took the place of, as `earlier_` columns by `target_id`, with the upload that did."""
    later = [str(one) for one in rows.loc[rows["supersedes"].notna(), "target_id"]]
    return store.query("replaced_targets", target_ids=later)


def of_choice(found: list[Failed], rows: pd.DataFrame) -> list[Failed]:
    """The checks between targets that fail for some of these targets."""
    here = set(rows["target_id"])
    return [one for one in found if _of(one).get("target_id") in here]


def _of(one: Failed) -> dict[str, object]:
    if isinstance(one, PartsNotTotal):
        return one.total
    return one.later if isinstance(one, LaterLower) else one.inner
