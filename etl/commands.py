"""The verbs of `python -m etl` for the facts of data/: build, check-data."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tqdm import tqdm

from etl.build import STEPS, BuildReport, build
from etl.changes import Change, changes_since
from etl.facts import Facts, facts
from etl.faults import told
from etl.problems import Problem, errors, warnings
from metrics.registry import registry
from warehouse import store
from warehouse.errors import WarehouseError
from wording.catalogue import words
from wording.periods import period_name
from wording.phrases import amount, series_name

LANG: Final = "vi"
#: How many changed rows are printed, and up to how many it is worth reading them back.
FIRST_LINES: Final = 5
READ_BACK: Final = 20_000
Say = Callable[[str], None]


def run(options: argparse.Namespace, say: Say, complain: Say) -> int:
    """Run one verb; 0 when all is well, 1 when there are errors to mend."""
    return VERBS[options.verb](options, (lambda line: None) if options.quiet else say, complain)


def _build(options: argparse.Namespace, say: Say, complain: Say) -> int:
    folder = options.store or store.folder()
    say(words(LANG).text("etl.started", folder=options.data))
    try:
        with _progress(options.quiet) as progress:
            report = build(options.data, folder, progress=progress)
        _report(report, say, complain)
        if report.loaded:
            _say_changes(report, options.data, folder, say)
    except WarehouseError as error:
        complain(told(error))
        return 1
    return 0 if report.loaded else 1


def _check(options: argparse.Namespace, say: Say, complain: Say) -> int:
    with _progress(options.quiet) as progress:
        found: Facts = facts(options.data, progress)
    _say_problems(found.problems, say, complain)
    say(words(LANG).text("etl.checked", rows=found.rows, files=found.files))
    return 1 if errors(found.problems) else 0


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A bar over the steps of a build, shown once it takes more than a second and somebody is looking."""
    bar = tqdm(total=len(STEPS), delay=1, leave=False, disable=True if quiet else None, file=sys.stderr)
    with bar:
        yield lambda step: bar.update() and None


def _report(report: BuildReport, say: Say, complain: Say) -> None:
    _say_problems(report.problems, say, complain)
    say(words(LANG).text("etl.checked", rows=report.rows, files=report.files))
    if not report.loaded:
        complain(words(LANG).text("etl.failed", problems=len(report.errors)))
    elif report.changed:
        say(words(LANG).text("etl.loaded", **report.changes._asdict()))
    else:
        say(words(LANG).text("etl.unchanged"))


def _say_problems(problems: list[Problem], say: Say, complain: Say) -> None:
    for problem in warnings(problems):
        say(problem_line(problem))
    for problem in errors(problems):
        complain(problem_line(problem))


def problem_line(problem: Problem) -> str:
    """A problem as one line: severity, file and row, what is wrong, the text that is wrong, a suggestion."""
    book = words(LANG)
    said = book.text(f"problem.{problem.code}")
    cell = ": ".join(part for part in (problem.column, problem.text) if part)
    hint = f" → {problem.suggestion}" if problem.suggestion else ""
    text = f"{said}{f' ({cell})' if cell else ''}{hint}"
    place = f"{problem.file}: {text}"
    if problem.row is not None:
        place = book.text("etl.problem", file=problem.file, row=problem.row, text=text)
    return f"{book.text(f'severity.{problem.severity}')}: {place}"


def _say_changes(report: BuildReport, data: Path, folder: Path, say: Say) -> None:
    if report.reference:
        say(f"  {', '.join(report.reference)}")
    if not 0 < sum(report.changes) <= READ_BACK:
        return
    found = changes_since(folder, report.started_at)
    entries = registry(data / "registry/indicators.toml").indicators
    for table in ("target", "observation"):
        lines = [change_line(change) for change in found if change.table == table and change.indicator in entries]
        for line in lines[:FIRST_LINES]:
            say(f"  {line}")
        if len(lines) > FIRST_LINES:
            say(f"  … {len(lines) - FIRST_LINES}")


def change_line(change: Change) -> str:
    """One change as a line: its sign, place, series, period, the value before where there is one, and the value."""
    series = series_name(change.indicator, change.breakdown, change.coverage, LANG)
    values = [
        amount(value, change.decimals, change.unit, LANG)
        for value in (change.earlier, change.value)
        if value is not None
    ]
    return f"{change.sign} {change.place}, {series}, {period_name(change.period, LANG)}: {' → '.join(values)}"


VERBS: Final = {"build": _build, "check-data": _check}
