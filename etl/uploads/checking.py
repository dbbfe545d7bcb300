"""The verb `check` of `python -m etl`: what a file says and what is wrong with it; the store only where asked for."""

import argparse
import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from etl.faults import told
from etl.uploads.context import Options
from etl.uploads.corrections import Remembered
from etl.uploads.findings import Finding
from etl.uploads.receive import check
from etl.uploads.report import Report
from warehouse import store
from warehouse.errors import WarehouseError
from wording.catalogue import words

LANG: Final = "vi"
Say = Callable[[str], None]


def run(options: argparse.Namespace, say: Say, complain: Say) -> int:
    """Check the file; 0 when all is well, 1 when something is to be mended, 2 where there is no file to read."""
    try:
        return _check(options, say, complain)
    except WarehouseError as error:
        complain(told(error))
        return 1


def _check(options: argparse.Namespace, say: Say, complain: Say) -> int:
    try:
        content = options.file.read_bytes()
    except OSError as error:
        complain(text("no_file", file=options.file, error=error.strerror or ""))
        return 2
    report = _reported(content, options, say if not options.json else complain)
    if options.against_store and report.observations is not None:
        from etl.uploads.ledger import compared_with_store

        report.findings += compared_with_store(report, folder_of(options))[1]
    if options.json:
        say(json.dumps(report.told(), ensure_ascii=False, indent=1))
    else:
        _say_report(report, say)
    return report.exit_code


def _reported(content: bytes, options: argparse.Namespace, say: Say) -> Report:
    """The file judged alone; beside the store also as files of its form were corrected before."""
    if not options.against_store:
        return check(content, options.file.name, options_of(options), options.today)
    from etl.uploads.ledger import checked

    report, memory = checked(content, options.file.name, options_of(options), options.today, folder_of(options), user())
    say_followed(report, memory, say)
    return report


def say_followed(report: Report, memory: Remembered | None, say: Say) -> None:
    """Say by whose correction the file was read."""
    if memory is not None:
        say(text("followed", file=report.file, day=memory.made_at.date().isoformat(), who=memory.made_by))


def _say_report(report: Report, say: Say) -> None:
    for finding in report.findings:
        say(finding_line(finding))
    count = 0 if report.observations is None else report.observations.num_rows
    read = report.encoding or report.sheet or report.shape or "–"
    say(text("checked", file=report.file, rows=report.rows_read, figures=count, reading=read))


def finding_line(finding: Finding) -> str:
    """A problem as one line: severity, cell or row, what is wrong, the text, a suggestion."""
    book = words(LANG)
    where = finding.cell or (book.text("uploads.row", row=finding.row) if finding.row is not None else "")
    cell = ": ".join(part for part in (finding.column, finding.text) if part)
    hint = f" → {finding.suggestion}" if finding.suggestion else ""
    said = f"{book.text(f'problem.{finding.code}')}{f' ({cell})' if cell else ''}{hint}"
    return f"{book.text(f'severity.{finding.severity}')}{f' {where}' if where else ''}: {said} [{finding.code}]"


def options_of(arguments: argparse.Namespace) -> Options:
    """What the command line says of the file."""
    names = ("place", "year", "period", "sheet", "decimal", "encoding", "indicator")
    return Options(**{name: getattr(arguments, name) for name in names})


def text(key: str, **values: object) -> str:
    """A sentence of uploads, its places filled."""
    return words(LANG).text(f"uploads.{key}", **values)


def folder_of(options: argparse.Namespace) -> Path:
    """The folder of the store that the command line means."""
    return options.store or store.folder()


def user() -> str:
    """The name that the machine knows the person by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "etl"
