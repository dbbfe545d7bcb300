"""One build: the facts of data/ checked whole, then loaded in one transaction; with an error, nothing changes."""

import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import metadata
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from etl.facts import Facts, facts
from etl.problems import Problem, errors, warnings
from warehouse.writer import Changes, Writer, now_in_vietnam, writer

ROOT: Final = Path(__file__).resolve().parent.parent
BY: Final = "etl"
UNCHANGED: Final = Changes(0, 0, 0)
#: The parts of a build in their order; the progress is told each as it begins.
STEPS: Final = ("registry", "places", "targets", "actuals", "load")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did; `loaded` is False where errors kept everything as it was."""

    loaded: bool
    started_at: datetime
    finished_at: datetime
    rows: int
    files: int
    problems: list[Problem] = field(default_factory=list)
    observations: Changes = UNCHANGED
    targets: Changes = UNCHANGED
    reference: tuple[str, ...] = ()

    @property
    def errors(self) -> list[Problem]:
        """What kept the facts from being loaded."""
        return errors(self.problems)

    @property
    def warnings(self) -> list[Problem]:
        """What a person should look at, loaded all the same."""
        return warnings(self.problems)

    @property
    def changes(self) -> Changes:
        """Observations and targets together."""
        return summed(self.observations, self.targets)

    @property
    def changed(self) -> bool:
        """Whether the build left the warehouse any different."""
        return any(self.changes) or bool(self.reference)


def build(
    data: Path,
    folder: Path,
    *,
    now: Callable[[], datetime] = now_in_vietnam,
    progress: Callable[[str], None] = lambda step: None,
) -> BuildReport:
    """Check everything under `data` and bring the warehouse in `folder` to it by adding rows only."""
    started_at = now()
    found = facts(data, progress)
    if errors(found.problems):
        return BuildReport(False, started_at, now(), found.rows, found.files, found.problems)
    progress("load")
    with writer(folder, by=BY) as work:
        report = _loaded(work, found, started_at, now)
        work.record_build(
            started_at=report.started_at,
            finished_at=report.finished_at,
            code_version=code_version(),
            data_digest=data_digest(data),
            data_date=data_date(found),
            changes=report.changes,
        )
    return report


def _loaded(work: Writer, found: Facts, started_at: datetime, now: Callable[[], datetime]) -> BuildReport:
    replaced = tuple(name for name, table in found.reference.items() if work.replace_reference(name, table))
    observations = work.sync_observations(found.observations, started_at)
    targets = work.sync_targets(found.targets, found.target_sources, started_at)
    return BuildReport(
        True, started_at, now(), found.rows, found.files, found.problems, observations, targets, replaced
    )


def summed(one: Changes, other: Changes) -> Changes:
    """Two counts of changes together."""
    return Changes(*(a + b for a, b in zip(one, other, strict=True)))


def data_date(found: Facts) -> date | None:
    """The latest day on which a loaded figure was known; None where none is dated."""
    days = [
        pc.max(table.column("known_from")).as_py()
        for table in (found.observations, found.targets)
        if isinstance(table, pa.Table)
    ]
    return max((day for day in days if day is not None), default=None)


def data_digest(data: Path) -> str:
    """SHA-256 over the names and contents of all files under `data`."""
    digest = hashlib.sha256()
    for path in sorted(path for path in data.rglob("*") if path.is_file()):
        digest.update(path.relative_to(data).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def code_version() -> str:
    """The version of the program: its package's, or the commit it stands at, or `unknown`."""
    try:
        return metadata.version("tvet-dashboard")
    except metadata.PackageNotFoundError:
        return _commit() or "unknown"


def _commit() -> str | None:
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() or None
