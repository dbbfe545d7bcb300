"""The data behind a figure as a table to take away: each figure with its unit, state, date and source."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

import pandas as pd

from metrics.records import Record, records
from wording.numbers import exact, is_missing

#: Columns in their order, as codes; those without anything are left out. Figures are exact Decimals in their unit,
#: `attainment` in percent.
COLUMNS: Final = (
    "place_name", "indicator_name", "breakdown_name", "coverage", "year", "month", "target_period", "operator",
    "target", "target_high", "target_unit", "document", "actual_period", "qualifier", "actual", "actual_high",
    "half_width", "low", "high", "actual_unit", "state", "as_of", "how", "attainment", "variance", "status", "reason",
    "source",
)  # fmt: skip
#: Places by key and year as the view calls them.
Name = Callable[[str, int], str]
_RENAMED: Final = {
    "target_value": "target", "target_value_high": "target_high", "unit": "target_unit",
    "actual_value": "actual", "actual_value_high": "actual_high", "indicator": "indicator_name",
    "breakdown": "breakdown_name",
}  # fmt: skip


def of_targets(rows: pd.DataFrame, name: Name) -> pd.DataFrame:
    """The scorecard rows of a figure (with `sources`), in its order."""
    found = [{_RENAMED.get(c, c): v for c, v in row.items()} for row in records(rows)]
    for row in found:
        row["place_name"] = name(row["place"], int(row["year"]))
        row["source"] = _joined(s["source"] for s in row["sources"] if s["of"] == "actual")
        row["attainment"] = None if is_missing(row["attainment"]) else exact(row["attainment"]) * 100
    return _table(found)


def of_years(rows: pd.DataFrame, observations: pd.DataFrame, name: Name) -> pd.DataFrame:
    """The rows of a figure over the years (scorecards.trend) that have anything, with what each observation says."""
    said = observations.drop_duplicates("observation_id").set_index("observation_id")[["source", "as_of"]]
    known = rows[rows["actual_value"].notna() | rows["target_value"].notna()]
    found = [{_RENAMED.get(c, c): v for c, v in row.items()} for row in records(known)]
    for row in found:
        row["place_name"] = name(row["place"], int(row["year"]))
        has_actual = not is_missing(row["actual"]) and row["observation_id"] in said.index
        row |= said.loc[row["observation_id"]].to_dict() if has_actual else {"source": None, "as_of": None}
    return _table(found)


def of_months(told: Mapping[str, Any], observations: pd.DataFrame, name: Name) -> pd.DataFrame:
    """The known months of a running target (scorecards.progress.told_of_year) beside the target."""
    shared = {
        "place_name": name(told["place"], told["year"]), "indicator_name": told["indicator"], "year": told["year"],
        "breakdown_name": told["breakdown"], "operator": told["operator"], "target": told["target"],
        "target_unit": told["unit"], "actual_unit": told["unit"],
    }  # fmt: skip
    known = [month for month in told["line"] if month["value"] is not None]
    return _table([shared | _month(month, observations) for month in known] or [shared])


def _month(month: Mapping[str, Any], observations: pd.DataFrame) -> Record:
    own = observations[observations["observation_id"].isin(list(month["members"]))]
    return {
        "month": month["month"], "actual": month["value"], "low": month["low"], "high": month["high"],
        "how": f"how_{month['how']}", "as_of": own["as_of"].max(), "source": _joined(own["source"]),
    }  # fmt: skip


def _joined(sources: Iterable[Any]) -> str | None:
    return "; ".join(dict.fromkeys(str(s) for s in sources if not is_missing(s))) or None


def _table(rows: list[Record]) -> pd.DataFrame:
    found = pd.DataFrame([{c: _value(row.get(c)) for c in COLUMNS} for row in rows], columns=COLUMNS, dtype=object)
    return found.dropna(axis="columns", how="all")


def _value(value: Any) -> Any:
    """A cell as files take it: a figure exact, a day as a date, None for what is missing."""
    if is_missing(value) or value == "":
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if isinstance(value, float):
        return exact(value)
    return value if isinstance(value, str | int | Decimal) else value.item()
