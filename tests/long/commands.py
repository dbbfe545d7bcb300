"""A command of the project in a process of its own, forked from one that has read the program already, to be killed."""

import contextlib
import io
import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from etl.__main__ import main as etl
from etl.uploads.knowledge import knowledge
from warehouse.__main__ import main as warehouse

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.long.commands"])
knowledge()  # read once, for all that are forked
MAINS = {"etl": etl, "warehouse": warehouse}


def _run(room: str, words: Sequence[str], told: Connection) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = MAINS[room](words)
    told.send((code, said.getvalue()))
    told.close()


class Command:
    """A command under way; what it had told when it was killed, or when it ended."""

    def __init__(self, room: str, *words: str) -> None:
        self._ours, theirs = SERVER.Pipe(duplex=False)
        self.process: BaseProcess = SERVER.Process(target=_run, args=(room, words, theirs))
        self.process.start()
        theirs.close()

    def killed_after(self, seconds: float) -> bool:
        """Kill the command after that time; whether it had said before that all is done."""
        self.process.join(seconds)
        self.process.kill()
        return self.done()

    def done(self) -> bool:
        """Wait for the end; whether the command said that all is done."""
        self.process.join()
        try:
            return bool(self._ours.poll(0)) and self._ours.recv()[0] == 0
        except EOFError:
            return False
