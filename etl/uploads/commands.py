"""The verbs of `python -m etl` that need the store: load, history, undo."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from etl.faults import told
from etl.uploads.checking import Say, finding_line, folder_of, options_of, say_followed, text, user
from etl.uploads.ledger import LOADED, NO_REASON, UNCHANGED, UNTICKED, Receipt, checked, files_of, history, load, undo
from etl.uploads.report import Report
from warehouse.errors import WarehouseError
from warehouse.writer import now_in_vietnam

ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


def run(options: argparse.Namespace, say: Say, complain: Say) -> int:
    """Run one verb; 0 when all is well, 1 when something is to be mended, 2 for no such file or wrong usage."""
    try:
        return VERBS[options.verb](options, say, complain)
    except WarehouseError as error:
        complain(told(error))
        return 1


def _who(options: argparse.Namespace) -> str:
    return str(options.by or user())


def _load(options: argparse.Namespace, say: Say, complain: Say) -> int:
    absent = [path for path in options.files if not path.exists()]
    for path in absent:
        complain(text("no_file", file=path, error=""))
    if absent:
        return 2
    paths = files_of(options.files, ENDINGS)
    with _progress(len(paths)) as bar:
        receipts = [_load_one(path, options, say, complain, bar.update) for path in paths]
    if len(paths) != 1:
        done = [receipt for receipt in receipts if receipt and receipt.outcome == LOADED]
        same = [receipt for receipt in receipts if receipt and receipt.outcome == UNCHANGED]
        say(text("summary", files=len(paths), loaded=len(done), unchanged=len(same),
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
        complain(text("no_file", file=path, error=error.strerror or ""))
        return None
    report, memory = checked(content, path.name, options_of(options), today, folder_of(options), _who(options))
    say_followed(report, memory, say)
    step()
    receipt = load(report, content, folder_of(options), by=_who(options), accepted=accepted, reason=options.reason)
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
        return text("unchanged", file=report.file, upload=receipt.upload_id or "–", same=receipt.same)
    if receipt.outcome == UNTICKED:
        return text("unticked", file=report.file, codes=",".join(receipt.unticked))
    if receipt.outcome == NO_REASON:
        return text("no_reason", file=report.file)
    if receipt.outcome == LOADED:
        return text("loaded", file=report.file, upload=receipt.upload_id, **counts)
    return text("refused", file=report.file)


def _history(options: argparse.Namespace, say: Say, complain: Say) -> int:
    found = history(folder_of(options))
    if options.json:
        say(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for row in found:
        say(text("history", upload=row["upload_id"], when=row["received_at"][:16], who=row["received_by"],
                 file=row["file_name"], figures=row["figures"], event=text(f"event.{row['event']}")))  # fmt: skip
    return 0


def _undo(options: argparse.Namespace, say: Say, complain: Say) -> int:
    event = undo(options.upload, folder_of(options), by=_who(options), reason=options.reason)
    say(text("not_redone" if event == UNCHANGED else event, upload=options.upload))
    return 0


VERBS: Final = {"load": _load, "history": _history, "undo": _undo}
