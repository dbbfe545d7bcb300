"""The verbs of `python -m etl` for files that people send: check, load, history, undo."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from etl.faults import told
from etl.uploads.context import Options
from etl.uploads.corrections import Remembered
from etl.uploads.encodings import NAMES
from etl.uploads.findings import Finding
from etl.uploads.ledger import (
    LOADED,
    NO_REASON,
    UNCHANGED,
    UNTICKED,
    Receipt,
    checked,
    compared_with_store,
    files_of,
    history,
    load,
    undo,
)
from etl.uploads.receive import check
from etl.uploads.report import Report
from warehouse import store
from warehouse.errors import WarehouseError
from warehouse.writer import now_in_vietnam
from wording.catalogue import words

LANG: Final = "vi"
ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
Say = Callable[[str], None]


def add_verbs(verbs: Any) -> None:
    """Add the verbs to the parser of `python -m etl`."""
    one = verbs.add_parser("check")
    one.add_argument("file", type=Path, metavar="FILE")
    _add_options(one)
    one.add_argument("--against-store", action="store_true")
    one.add_argument("--json", action="store_true")
    one.set_defaults(verb="check")
    one = verbs.add_parser("load")
    one.add_argument("files", type=Path, nargs="+", metavar="FILE|FOLDER")
    _add_options(one)
    one.add_argument("--by", default=None, metavar="NAME")
    one.add_argument("--accept", default="", metavar="CODE,…")
    one.add_argument("--reason", default=None, metavar="TEXT")
    one.set_defaults(verb="load")
    one = verbs.add_parser("history")
    one.add_argument("--json", action="store_true")
    one.set_defaults(verb="history")
    one = verbs.add_parser("undo")
    one.add_argument("upload", metavar="UPLOAD")
    one.add_argument("--by", default=None, metavar="NAME")
    one.add_argument("--reason", default=None, metavar="TEXT")
    one.set_defaults(verb="undo")
    for name in ("check", "load", "history", "undo"):
        verbs.choices[name].add_argument("--store", type=Path, default=None, metavar="DIR")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--place", default=None, metavar="P")
    parser.add_argument("--year", type=int, default=None, metavar="Y")
    parser.add_argument("--period", default=None, metavar="K")
    parser.add_argument("--indicator", default=None, metavar="I")
    parser.add_argument("--sheet", default=None, metavar="S")
    parser.add_argument("--decimal", choices=("comma", "point"), default=None)
    parser.add_argument("--encoding", choices=NAMES, default=None, metavar="E")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE")


def run(options: argparse.Namespace, say: Say, complain: Say) -> int:
    """Run one verb; 0 when all is well, 1 when something is to be mended, 2 for no such file or wrong usage."""
    try:
        return VERBS[options.verb](options, say, complain)
    except WarehouseError as error:
        complain(told(error))
        return 1


def _options(arguments: argparse.Namespace) -> Options:
    names = ("place", "year", "period", "sheet", "decimal", "encoding", "indicator")
    return Options(**{name: getattr(arguments, name) for name in names})


def _text(key: str, **values: object) -> str:
    return words(LANG).text(f"uploads.{key}", **values)


def _check(options: argparse.Namespace, say: Say, complain: Say) -> int:
    try:
        content = options.file.read_bytes()
    except OSError as error:
        complain(_text("no_file", file=options.file, error=error.strerror or ""))
        return 2
    report = _reported(content, options, say if not options.json else complain)
    if options.against_store and report.observations is not None:
        report.findings += compared_with_store(report, _folder(options))[1]
    if options.json:
        say(json.dumps(report.told(), ensure_ascii=False, indent=1))
    else:
        _say_report(report, say)
    return report.exit_code


def _reported(content: bytes, options: argparse.Namespace, say: Say) -> Report:
    """The file judged alone; beside the store also as files of its form were corrected before."""
    if not options.against_store:
        return check(content, options.file.name, _options(options), options.today)
    report, memory = checked(content, options.file.name, _options(options), options.today, _folder(options), _user())
    _say_followed(report, memory, say)
    return report


def _say_followed(report: Report, memory: Remembered | None, say: Say) -> None:
    if memory is not None:
        say(_text("followed", file=report.file, day=memory.made_at.date().isoformat(), who=memory.made_by))


def _say_report(report: Report, say: Say) -> None:
    for finding in report.findings:
        say(finding_line(finding))
    count = 0 if report.observations is None else report.observations.num_rows
    read = report.encoding or report.sheet or report.shape or "–"
    say(_text("checked", file=report.file, rows=report.rows_read, figures=count, reading=read))


def finding_line(finding: Finding) -> str:
    """A problem as one line: severity, cell or row, what is wrong, the text, a suggestion."""
    book = words(LANG)
    where = finding.cell or (book.text("uploads.row", row=finding.row) if finding.row is not None else "")
    text = ": ".join(part for part in (finding.column, finding.text) if part)
    hint = f" → {finding.suggestion}" if finding.suggestion else ""
    said = f"{book.text(f'problem.{finding.code}')}{f' ({text})' if text else ''}{hint}"
    return f"{book.text(f'severity.{finding.severity}')}{f' {where}' if where else ''}: {said} [{finding.code}]"


def _folder(options: argparse.Namespace) -> Path:
    return options.store or store.folder()


def _who(options: argparse.Namespace) -> str:
    return str(options.by or _user())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "etl"


def _load(options: argparse.Namespace, say: Say, complain: Say) -> int:
    absent = [path for path in options.files if not path.exists()]
    for path in absent:
        complain(_text("no_file", file=path, error=""))
    if absent:
        return 2
    paths = files_of(options.files, ENDINGS)
    with _progress(len(paths)) as bar:
        receipts = [_load_one(path, options, say, complain, bar.update) for path in paths]
    if len(paths) != 1:
        done = [receipt for receipt in receipts if receipt and receipt.outcome == LOADED]
        same = [receipt for receipt in receipts if receipt and receipt.outcome == UNCHANGED]
        say(_text("summary", files=len(paths), loaded=len(done), unchanged=len(same),
                  refused=len(paths) - len(done) - len(same),
                  figures=sum(receipt.new + receipt.changed for receipt in done)))  # fmt: skip
    return 0 if all(receipt and receipt.done for receipt in receipts) else 1


def _progress(files: int) -> Any:
    """A bar over files, each first checked and then loaded; shown once it takes more than a second."""
    return tqdm(total=2 * files, delay=1, leave=False, disable=None, file=sys.stderr)


def _load_one(
    path: Path, options: argparse.Namespace, say: Say, complain: Say, step: Callable[[], object]
) -> Receipt | None:
    accepted = [code.strip() for code in options.accept.split(",") if code.strip()]
    today = options.today or now_in_vietnam().date()
    try:
        content = path.read_bytes()
    except OSError as error:
        complain(_text("no_file", file=path, error=error.strerror or ""))
        return None
    report, memory = checked(content, path.name, _options(options), today, _folder(options), _who(options))
    _say_followed(report, memory, say)
    step()
    receipt = load(report, content, _folder(options), by=_who(options), accepted=accepted, reason=options.reason)
    step()
    if not receipt.done:
        for finding in receipt.findings:
            complain(f"{path.name}: {finding_line(finding)}")
    (say if receipt.done else complain)(receipt_line(report, receipt))
    return receipt


def receipt_line(report: Report, receipt: Receipt) -> str:
    """What became of a file, as one line."""
    counts = {"new": receipt.new, "changed": receipt.changed, "same": receipt.same}
    if receipt.outcome == UNCHANGED:
        return _text("unchanged", file=report.file, upload=receipt.upload_id or "–", same=receipt.same)
    if receipt.outcome == UNTICKED:
        return _text("unticked", file=report.file, codes=",".join(receipt.unticked))
    if receipt.outcome == NO_REASON:
        return _text("no_reason", file=report.file)
    if receipt.outcome == LOADED:
        return _text("loaded", file=report.file, upload=receipt.upload_id, **counts)
    return _text("refused", file=report.file)


def _history(options: argparse.Namespace, say: Say, complain: Say) -> int:
    found = history(_folder(options))
    if options.json:
        say(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for row in found:
        say(_text("history", upload=row["upload_id"], when=row["received_at"][:16], who=row["received_by"],
                  file=row["file_name"], figures=row["figures"], event=_text(f"event.{row['event']}")))  # fmt: skip
    return 0


def _undo(options: argparse.Namespace, say: Say, complain: Say) -> int:
    event = undo(options.upload, _folder(options), by=_who(options), reason=options.reason)
    say(_text("not_redone" if event == UNCHANGED else event, upload=options.upload))
    return 0


VERBS: Final = {"check": _check, "load": _load, "history": _history, "undo": _undo}
