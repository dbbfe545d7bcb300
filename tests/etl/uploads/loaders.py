"""A loader in a process of its own, forked from a server that has read the program already."""

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from etl.uploads.context import Options
from etl.uploads.ledger import Receipt, load
from etl.uploads.receive import check
from tests.etl.uploads.conftest import TODAY

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.etl.uploads.loaders"])


def _load(folder: str, name: str, content: bytes, told: Connection) -> None:
    report = check(content, name, Options(), TODAY)
    receipt: Receipt = load(report, content, Path(folder), by=name, reason="x", accepted=("unusual-change",))
    told.send((receipt.outcome, receipt.new, receipt.same))
    told.close()


def started(folder: Path, name: str, content: bytes) -> tuple[BaseProcess, Connection]:
    """A loader at work, and where it tells what became of its file."""
    ours, theirs = SERVER.Pipe(duplex=False)
    loader = SERVER.Process(target=_load, args=(str(folder), name, content, theirs))
    loader.start()
    theirs.close()
    return loader, ours
