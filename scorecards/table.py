"""The scorecard: one row per target and year, and per actual without a target, as every screen and export shows it."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

from metrics import choice
from metrics.records import Record, records
from metrics.registry import Rules
from metrics.series import SERIES
from scorecards.judge import exact, judged
from scorecards.read import Clock, Facts
from warehouse.serving import Serving

#: The columns that leave this room (docs/architecture.md says what each means).
COLUMNS: Final = (
    "place", "indicator", "breakdown", "coverage", "year", "measured_by", "row_kind", "indicator_kind",
    "target_id", "target_period", "kind", "operator", "standing", "document", "document_id", "document_date",
    "document_date_printed", "issuer", "target_value",
    "target_value_high", "target_decimals", "unit", "actual_unit", "in_force", "actual_period", "actual_value",
    "actual_value_high", "qualifier", "decimals", "state", "as_of", "observation_id", "attainment", "variance",
    "variance_decimals", "shortfall", "previous_period", "previous_period_value", "previous_unit", "previous_state",
    "previous_decimals", "change", "change_reason", "required_rise_share", "rise_reason", "estimate_value",
    "estimate_decimals", "pace_expected", "pace_ratio", "pace_basis", "pace_years", "pace_needed", "status", "reason",
    "method", "over", "members", "missing_years", "notes",
)  # fmt: skip


def scorecard_of(known: Facts, years: Iterable[int], clock: Clock) -> pd.DataFrame:
    """The scorecard of facts already read."""
    rows = judged(known, years, clock)
    return _outward(rows, known.rules)


def _outward(rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    shown, has_target = rows["shown"], rows["has_target"]
    unit = rows["target_unit"].where(has_target, rows["actual_unit"])
    figures = {
        "target_value": exact(rows["target_value"]).where(has_target),
        "target_value_high": exact(rows["target_value_high"]).where(rows["operator"] == "range"),
        "actual_value": exact(rows["actual_value"]).where(shown),
        "actual_value_high": exact(rows["actual_value_high"]).where(shown & (rows["qualifier"] == "range")),
        "variance": exact(rows["variance"]),
        "shortfall": exact(rows["shortfall"]),
        "previous_period_value": exact(rows["previous_value"]).where(rows["has_previous"]),
        "estimate_value": exact(rows["estimate_value"]).where(rows["has_estimate"]),
    }
    figures |= {c: exact(rows[c]) for c in ("pace_expected", "pace_needed")}
    texts = {c: _text(rows[c].where(shown)) for c in ("actual_period", "qualifier", "state", "observation_id")}
    kept = {
        c: _text(rows[c])
        for c in (
            "coverage",
            "measured_by",
            "document",
            "document_id",
            "document_date_printed",
            "issuer",
            "status",
            "reason",
            "change_reason",
            "method",
            "target_id",
            "target_period",
            "kind",
            "operator",
            "standing",
        )
    }
    columns: dict[str, Any] = figures | texts | kept | {
        "decimals": _whole(rows["actual_decimals"].where(shown)),
        "target_decimals": _whole(rows["target_decimals"].where(has_target)),
        "variance_decimals": _whole(rows["variance_decimals"].where(rows["variance"].notna())),
        "previous_decimals": _whole(rows["previous_decimals"].where(rows["has_previous"])),
        "estimate_decimals": _whole(rows["estimate_decimals"].where(rows["has_estimate"])),
        "unit": unit,
        "actual_unit": _text(rows["actual_unit"].where(shown)),
        "as_of": rows["as_of"].where(shown),
        "members": rows["actual_members"].where(shown),
        "previous_period": rows["previous_period"].where(rows["has_previous"]),
        "rise_reason": _rise_reason(rows),
        "in_force": _text(rows["in_force"]),
        "notes": _notes(rows, rules),
    }  # fmt: skip
    return rows.assign(**columns)[list(COLUMNS)]


def _text(column: pd.Series) -> pd.Series:
    """Texts with None where nothing is known."""
    missing = (column.isna() | (column == "")).to_numpy(bool)
    values = column.to_numpy(object, copy=True)
    values[missing] = None
    return pd.Series(values, column.index, dtype=object)


def _whole(column: pd.Series) -> pd.Series:
    return column.astype("Int64")


def _rise_reason(rows: pd.DataFrame) -> pd.Series:
    """Why the share of the required rise is not given: `not_applicable` for counts, else what is missing."""
    asked = (rows["indicator_kind"] == "rate") & rows["goal"].notna() & rows["has_actual"]
    missing = rows["required_rise_share"].isna() & asked
    reason = rows["change_reason"].astype(object).where(rows["change_reason"].notna(), "no_rise_required")
    reason = reason.where(rows["has_previous"], "no_previous")
    return reason.where(missing, None)


def _notes(rows: pd.DataFrame, rules: Rules) -> list[list[str]]:
    """Codes of what a reader must be told beside the figure, in the order of their weight."""
    shown, has_target = rows["shown"], rows["has_target"]
    whole_rate = (rows["indicator_kind"] != "flow") & ~rows["whole"] & shown
    flags = {
        "unit_differs": has_target & shown & (rows["target_unit"] != rows["actual_unit"]),
        "only_latest": shown & rows["only_latest"],
        "dated_inside_year": whole_rate & rows["row_kind"].isin(["year", "actual"]),
        "attainment_check": rows["attainment"] > rules.attainment_check,
        "targets_tied": rows["target_tied"],
        "actuals_tied": rows["actual_tied"] & shown,
        "no_document": has_target & rows["document"].isna(),
        "target_undated": has_target & rows["target_known_from"].isna(),
        "sum_of_parts": shown & rows["actual_members"].str.contains("+", regex=False).eq(True),
    }
    marks = np.column_stack([np.asarray(f, dtype=bool) for f in flags.values()])
    patterns = marks @ (1 << np.arange(len(flags)))
    told = {p: [name for bit, name in enumerate(flags) if p >> bit & 1] for p in set(patterns.tolist())}
    return [told[p] for p in patterns.tolist()]


def details(serving: Serving, rows: pd.DataFrame, known: Facts, clock: Clock) -> pd.DataFrame:
    """The rows with `sources` (of target, actual and figures that support it) and `conflicts` (that contradict it)."""
    sources = serving.target_sources(list(rows["target_id"].dropna().unique()))
    by_target: dict[str, list[Record]] = {}
    for source in records(sources):
        by_target.setdefault(str(source["target_id"]), []).append(source)
    observations = {str(r["observation_id"]): r for r in records(known.observations)}
    against, beside = _contradictions(known, clock), _same_period(known)
    wanted = records(rows[["target_id", "document", "document_id", "members"]].join(_series(rows)))
    conflicts = [_ids(against.get(row["series_year"], []), row) for row in wanted]
    found = [
        _target_sources(row, by_target)
        + [_observation(observations[i], "actual") for i in _members(row) if i in observations]
        + [_observation(observations[i], "supporting") for i in _supporting(row, beside, disputing)]
        for row, disputing in zip(wanted, conflicts, strict=True)
    ]
    disputes = [[_observation(observations[i], "conflict") for i in ids] for ids in conflicts]
    return rows.assign(sources=pd.Series(found, index=rows.index), conflicts=pd.Series(disputes, index=rows.index))


def _series(rows: pd.DataFrame) -> "pd.Series[str]":
    judging = rows["measured_by"].where(rows["measured_by"].notna(), rows["indicator"])
    text = rows["place"] + "|" + judging + "|" + rows["breakdown"] + "|" + rows["coverage"].fillna("")
    return (text + "|" + rows["year"].astype(str)).rename("series_year")


def disputed(rows: pd.DataFrame, known: Facts, clock: Clock) -> "pd.Series[bool]":
    """True for each row whose actual in force is contradicted by another figure of its year."""
    return _series(rows).isin(list(_contradictions(known, clock)))


def _contradictions(known: Facts, clock: Clock) -> dict[str, list[str]]:
    """For each series and year the observations that contradict the one in force."""
    candidates = choice.candidates(known.observations, known.registry)
    best = choice.actuals_in_force(candidates, clock.day.year)
    against = choice.contradictions(candidates, best, known.rules)
    found: dict[str, list[str]] = {}
    for row in records(against):
        found.setdefault("|".join(str(row[c]) for c in (*SERIES, "year")), []).append(row["observation_id"])
    return found


def _same_period(known: Facts) -> dict[str, list[str]]:
    """For each observation the others of its series and period."""
    coverage = known.observations["coverage"].fillna("")
    groups = known.observations.assign(coverage=coverage).groupby([*SERIES, "period"])["observation_id"]
    return {i: [o for o in ids if o != i] for ids in groups.agg(list) if len(ids) > 1 for i in ids}


def _members(row: Record) -> list[str]:
    return str(row["members"]).split("+") if isinstance(row["members"], str) else []


def _ids(ids: list[str], row: Record) -> list[str]:
    return [i for i in ids if i not in _members(row)] if _members(row) else []


def _supporting(row: Record, beside: dict[str, list[str]], disputing: list[str]) -> list[str]:
    members = _members(row)
    return [i for i in beside.get(members[0], []) if i not in disputing] if len(members) == 1 else []


def _target_sources(row: Record, by_target: dict[str, list[Record]]) -> list[Record]:
    kept = ("source", "source_rank", "quotation", "note", "source_file", "source_row", "upload_id")
    document = {"of": "target", "document": row["document"], "document_id": row["document_id"]}
    return [document | {k: _plain(s[k]) for k in kept} for s in by_target.get(str(row["target_id"]), [])]


def _observation(row: Record, of: str) -> Record:
    """One observation as a plain record: the figure as printed, where it stands, who recorded it and when."""
    high = row["value_high"] if row["qualifier"] == "range" else None
    figure = {"value": _number(row["value"]), "value_high": None if high is None else _number(high)}
    kept = (
        "observation_id", "period", "qualifier", "decimals", "unit", "state", "as_of", "known_from", "recorded_at",
        "recorded_by", "origin", "supersedes", "upload_id", "source", "source_rank", "source_file", "source_row",
        "quotation", "note",
    )  # fmt: skip
    return {"of": of} | figure | {k: _plain(row[k]) for k in kept}


def _number(micros: object) -> float | int:
    value = int(str(micros)) / 1_000_000
    return int(value) if value == int(value) else value


def _plain(value: object) -> object:
    """A value without numpy or pandas in it; None where missing."""
    if isinstance(value, pd.Timestamp):
        return value.isoformat() if value.tz else value.date().isoformat()
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    return value.item() if isinstance(value, np.generic) else value
