"""What the server refuses: addresses that others reach, paths that nobody needs, answers without their headers."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from web.guard import CLOSED, HEADERS, Guard, closed
from web.server import is_loopback, refusal

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True),
        ("0.0.0.0", False), ("::", False), ("192.168.1.5", False), ("localhost.example.vn", False), ("", False),
    ],
)  # fmt: skip
def test_only_loopback_is_this_machine(address: str, own: bool) -> None:
    """An address that another machine could reach is not this machine."""
    assert is_loopback(address) is own


def test_an_unset_address_is_refused_in_both_languages() -> None:
    """Unset means every address; the sentence says so in Vietnamese and English."""
    assert refusal("127.0.0.1") is None
    sentence = refusal(None)
    assert sentence is not None
    assert "0.0.0.0" in sentence
    assert "tài khoản" in sentence
    assert "accounts" in sentence


def test_the_server_does_not_start_on_an_open_address(tmp_path: Path) -> None:
    """`streamlit run` on 0.0.0.0 ends at once with the sentence and no server."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode != 0
    assert "server.address" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ("/_stcore/metrics", True), ("/_stcore/upload_file", True), ("/_stcore/upload_file/a/b", True),
        ("/_stcore/metrics2", False), ("/_stcore/stream", False), ("/_stcore/health", False), ("/", False),
    ],
)  # fmt: skip
def test_closed_paths(path: str, refused: bool) -> None:
    """Measurements and uploads are closed, and nothing that only begins alike."""
    assert closed(path) is refused


@pytest.mark.parametrize("path", ["/", CLOSED[0]])
def test_every_answer_carries_the_headers(path: str) -> None:
    """Passed on or refused, an answer tells the browser to ask nothing of other hosts."""
    start = asked(path)
    assert start["status"] == (404 if closed(path) else 200)
    present = {name.decode(): value.decode() for name, value in start["headers"]}
    assert present.items() >= {(name.lower(), value) for name, value in HEADERS}


def asked(path: str) -> dict[str, Any]:
    """How the guarded server begins its answer at a path."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    scope = {"type": "http", "path": path, "method": "GET", "headers": []}
    with ThreadPoolExecutor(1) as thread:  # the browser tests' event loop may run in this one
        thread.submit(asyncio.run, Guard(app)(scope, receive, send)).result()
    return sent[0]
