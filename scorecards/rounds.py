"""Rounds (đợt chốt số liệu): named frozen states, what a view pinned to one shows, and two compared.

A round takes what was recorded by its freezing, whatever its date, judged by the rules as they stood. The view stands
on the round's `as_of` day, else on the day of the freezing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from metrics.records import Record, records
from metrics.registry import MICRO, Rules, rules_from_text
from metrics.series import SERIES
from metrics.year_rows import due
from scorecards.read import Clock, Facts, facts, rules
from scorecards.table import scorecard_of
from warehouse.serving import Reads, Serving
from warehouse.writer import VIETNAM, now_in_vietnam, writer

#: What can have happened to a figure or target between two rounds.
CHANGES: Final = ("added", "corrected", "withdrawn")
#: Why a verdict is another one: the figures or targets of its series, the thresholds, or only the day.
CAUSES: Final = ("figures", "rules", "day")


@dataclass(frozen=True, slots=True)
class Round:
    """One frozen state: its name, when and by whom it was frozen, the day on which it stands, the rules' text."""

    round_id: str
    name: str
    frozen_at: datetime
    as_of: date | None
    frozen_by: str
    note: str | None
    rules: str

    @property
    def day(self) -> date:
        """The day on which a view pinned to the round stands."""
        return self.as_of or self.frozen_at.astimezone(VIETNAM).date()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two rounds, and the verdicts that flipped; `rules_differ`: thresholds changed between."""

    changes: list[Record]
    flips: list[Record]
    rules_differ: bool


def freeze(
    folder: Path, name: str, by: str, as_of: date | None = None, note: str | None = None, now: datetime | None = None
) -> str:
    """Freeze what is recorded now under a name, with the rules as they stand; the round's identifier."""
    with writer(folder, by) as work:
        return work.add_round(name, now or now_in_vietnam(), rules().text, as_of, note)


def rounds(store: Reads) -> list[Round]:
    """Every round, the last frozen first."""
    return [_round(row) for row in records(store.query("rounds"))]


def _round(row: Record) -> Round:
    as_of: date | None = None if pd.isna(row["as_of"]) else row["as_of"].date()
    note: str | None = None if pd.isna(row["note"]) else str(row["note"])
    frozen_at = row["frozen_at"].to_pydatetime().astimezone(VIETNAM)
    return Round(row["round_id"], row["name"], frozen_at, as_of, row["frozen_by"], note, row["rules"])


def named(store: Reads, text: str) -> Round | None:
    """The round of this identifier, else the last frozen under this name; None where there is neither."""
    known = rounds(store)
    by_id = [r for r in known if r.round_id == text]
    by_name = [r for r in known if r.name.casefold() == text.strip().casefold()]
    return next(iter([*by_id, *by_name]), None)


def clock_of(pinned: Round) -> Clock:
    """The clock of a view pinned to a round."""
    return Clock(recorded_until=pinned.frozen_at, today=pinned.day)


def facts_at(store: Serving, keys: Sequence[str] | None, clock: Clock, pinned: Round | None = None) -> Facts:
    """What is known at the clock; pinned to a round, with its frozen rules."""
    known = facts(store, keys, clock)
    return known if pinned is None else replace(known, rules=frozen_rules(pinned))


def frozen_rules(pinned: Round) -> Rules:
    """The thresholds as they stood when the round was frozen; those that came later, as they stand now."""
    return rules_from_text(pinned.rules, later=rules().text)


def moved_since(store: Reads, pinned: Round) -> bool:
    """Something was recorded after the freezing: a pinned view is no longer the latest."""
    return len(_recorded(store, pinned.frozen_at, None)) > 0


def _recorded(store: Reads, after: datetime, until: datetime | None) -> pd.DataFrame:
    return store.query("recorded_between", after=after, until=until or datetime.max.replace(tzinfo=VIETNAM))


# --- two rounds ---------------------------------------------------------------------------------------------


def compare(store: Serving, first: Round, second: Round | None = None, keys: Sequence[str] | None = None) -> Comparison:
    """What changed from one round to a later one (None: to now), and which verdicts flipped, of some or all places."""
    then, clock_then = facts_at(store, keys, clock_of(first), first), clock_of(first)
    clock_now = Clock() if second is None else clock_of(second)
    now = facts_at(store, keys, clock_now, second)
    recorded = records(_recorded(store, first.frozen_at, None if second is None else second.frozen_at))
    changes = _changes(then.observations, now.observations, "observation", recorded)
    changes += _changes(then.targets, now.targets, "target", recorded)
    return Comparison(changes, _flips(then, clock_then, now, clock_now, changes), then.rules != now.rules)


def _changes(then: pd.DataFrame, now: pd.DataFrame, subject: str, recorded: list[Record]) -> list[Record]:
    """Each figure or target that one of the two does not know: added, corrected (with what stood before), withdrawn."""
    key = f"{subject}_id"
    gone = {r[key]: r for r in records(then[~then[key].isin(now[key])])}
    new = records(now[~now[key].isin(then[key])])
    told = {r["identifier"]: r for r in recorded}
    before = {r[key]: _ancestor(r[key], told, gone) for r in new}
    changes = [_change(subject, gone.get(before[r[key]] or ""), r, told.get(r[key])) for r in new]
    left = {identifier: r for identifier, r in gone.items() if identifier not in set(before.values())}
    return changes + [_change(subject, row, None, _ending(row, key, recorded)) for row in left.values()]


def _ancestor(identifier: str, told: dict[str, Record], gone: dict[str, Record]) -> str | None:
    """The row known before that this one, perhaps over several corrections, stands in place of."""
    current: str | None = identifier
    while current is not None and current not in gone:
        step = told.get(current)
        current = None if step is None or pd.isna(step["supersedes"]) else str(step["supersedes"])
    return current


def _ending(row: Record, key: str, recorded: list[Record]) -> Record | None:
    """The last withdrawal, or event of its upload, that took a row away."""
    by = [
        r for r in recorded
        if r["supersedes"] == row[key] or (r["subject"] == "upload" and r["upload_id"] == row["upload_id"])
    ]  # fmt: skip
    return by[-1] if by else None


def _change(subject: str, before: Record | None, after: Record | None, told: Record | None) -> Record:
    row = after or before or {}
    kind = "added" if before is None else "withdrawn" if after is None else "corrected"
    who = told or {}
    return {
        "subject": subject,
        "change": kind,
        **{c: _plain(row[c]) for c in (*SERIES, "period", "unit")},
        "before": _figure(before),
        "after": _figure(after),
        "by": _plain(who.get("recorded_by")),
        "at": _moment(who.get("recorded_at")),
        "why": _plain(who.get("reason")),
        "upload_id": _plain(who.get("upload_id")),
    }


def _figure(row: Record | None) -> float | None:
    return None if row is None else int(row["value"]) / MICRO


def _plain(value: Any) -> Any:
    return None if value is None or pd.isna(value) or value == "" else value


def _moment(value: Any) -> str | None:
    return (
        None if value is None or pd.isna(value) else value.to_pydatetime().astimezone(VIETNAM).isoformat("T", "seconds")
    )


def _flips(then: Facts, clock_then: Clock, now: Facts, clock_now: Clock, changes: list[Record]) -> list[Record]:
    """Each target whose verdict is another: the target's series, year and period, both verdicts, and the cause."""
    keys = [*SERIES, "year", "target_period", "kind"]
    last = min(clock_then.day.year, clock_now.day.year)
    first, second = _verdicts(then, clock_then, keys, last), _verdicts(now, clock_now, keys, last)
    both = first.merge(second, on=keys, how="outer", suffixes=("_before", "_after"))
    differ = both["status_before"].fillna("") != both["status_after"].fillna("")
    touched = {tuple(c[k] or "" for k in SERIES) for c in changes}
    told = records(both[differ])
    return [{k: _plain(v) for k, v in row.items()} | {"cause": _cause(row, touched, then, now)} for row in told]


def _verdicts(known: Facts, clock: Clock, keys: list[str], last: int) -> pd.DataFrame:
    years = sorted(set(known.targets["period_end"].dt.year) | set(known.observations["period_end"].dt.year))
    card = scorecard_of(known, [y for y in years if y <= last], clock)
    kept = due(card)[[*keys, "status", "reason", "attainment", "actual_value", "target_value", "measured_by"]]
    return kept.assign(coverage=kept["coverage"].fillna("")).drop_duplicates(keys)


def _cause(row: Record, touched: set[tuple[str, ...]], then: Facts, now: Facts) -> str:
    measured = [row.get("measured_by_before"), row.get("measured_by_after"), row["indicator"]]
    series = {(row["place"], str(i), row["breakdown"], row["coverage"]) for i in measured if _plain(i)}
    if series & touched:
        return "figures"
    return "rules" if then.rules != now.rules else "day"
