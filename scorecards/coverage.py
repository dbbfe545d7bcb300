"""How much is known: for each place and year, whether plan and result can be compared."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from metrics.year_rows import with_target, without_target

#: In the order of what they say: a verdict or at least a comparison, one side only, nothing.
STATES: Final = ("comparable", "only_target", "only_actual", "none")


def coverage(card: pd.DataFrame, places: Sequence[str]) -> pd.Series:
    """For each place one of STATES, by its rows of the year; the statistics office's series does not count."""
    own = card[card["indicator"] != "gso_certified_labour_rate"]
    targets = with_target(own)
    spoken = targets["actual_value"].notna() & ~targets["status"].isin(["no_data", "not_due"])
    compared, planned = set(targets[spoken]["place"]), set(targets["place"])
    reported = set(without_target(own)["place"])
    found = {p: _state(p in compared, p in planned, p in reported) for p in places}
    return pd.Series(found, index=list(places), dtype=object)


def _state(compared: bool, planned: bool, reported: bool) -> str:
    if compared:
        return "comparable"
    if planned:
        return "only_target"
    return "only_actual" if reported else "none"


def latest_year_with_verdicts(card: pd.DataFrame) -> int | None:
    """The latest year with a verdict of a province on a target of that year; None when there is none."""
    decided = card[card["status"].isin(["exceeded", "met", "nearly", "missed"]) & (card["row_kind"] == "year")]
    decided = decided[decided["place"] != "viet-nam"]
    return None if decided.empty else int(decided["year"].max())
