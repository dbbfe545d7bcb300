"""Real server processes on this machine only, with what they cost."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its port, its process, and the seconds from start to the first `ok`."""

    port: int
    process: "subprocess.Popen[bytes]"
    ready: float

    def megabytes(self) -> float:
        """Resident memory of the process and its children now."""
        main = psutil.Process(self.process.pid)
        return float(sum(one.memory_info().rss for one in (main, *main.children(recursive=True)))) / 1_000_000


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(script: Path, store: Path, log: Path) -> Iterator[Server]:
    """A server of a script with the project's settings, ended with the block."""
    port, start = free_port(), time.perf_counter()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"TVET_STORE": str(store)}, stdout=output, stderr=output
        )
        try:
            wait_for(port, process, log)
            yield Server(port, process, time.perf_counter() - start)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once the server says `ok`; RuntimeError with its log where it ends or never does."""
    end = time.monotonic() + PATIENCE
    while not healthy(port):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"the server did not start\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.02)


def healthy(port: int) -> bool:
    """Whether the server answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False
