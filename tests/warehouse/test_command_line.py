"""`python -m warehouse`: accounts, copies and the way back, as an operator types them."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.rows import NOW, observations
from warehouse import accounts, sessions
from warehouse.__main__ import main
from warehouse.serving import Serving
from warehouse.writer import writer

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "mật khẩu đủ dài"


@pytest.fixture
def run(store: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Runs a command on the store with a password on the input."""

    def call(*arguments: str, password: str = PASSWORD) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
        return main(["--store", str(store), *arguments])

    return call


def test_accounts_from_making_to_shutting_out(run, store: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """An account is made, listed, given another role and password, shut out and let in again."""
    assert run("user", "list") == 0
    assert run("user", "add", "Lan", "--role", "editor", "--places", "all", "--password-stdin") == 0
    assert run("user", "list") == 0
    assert "lan · người nhập số liệu · mọi địa phương" in capsys.readouterr().out
    assert run("user", "role", "lan", "--role", "viewer") == 0
    assert run("user", "password", "lan", "--password-stdin", password="một mật khẩu mới") == 0
    assert sessions.checked(store, "lan", "một mật khẩu mới", "10.0.0.1") is not None
    assert run("user", "disable", "lan") == 0
    assert run("user", "list") == 0
    assert "lan · người xem · đã khóa" in capsys.readouterr().out
    assert run("user", "enable", "lan") == 0
    assert not accounts.identities(store)[0].disabled


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "nam", "--role", "editor", "--password-stdin"), "--places"),
        (("add", "local", "--role", "viewer", "--password-stdin"), "không dùng được"),
        (("disable", "nam"), "Không có tài khoản nam"), (("password", "nam", "--password-stdin"), "Không có"),
        (("role", "nam", "--role", "viewer"), "Không có tài khoản nam"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(run, arguments: tuple[str, ...], said: str, capsys) -> None:  # type: ignore[no-untyped-def]
    """A refusal is one sentence and the number 1."""
    assert run("user", *arguments) == 1
    assert said in capsys.readouterr().err


def test_places_are_those_of_the_warehouse(run, store: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """A misspelt place is refused, and before there is a warehouse the command that builds it is named."""
    add = ("user", "add", "nam", "--role", "editor", "--places", "ha-noi,sao-hoa", "--password-stdin")
    assert run(*add) == 1
    assert "python -m etl build" in capsys.readouterr().err
    with writer(store, "etl") as work:
        work.sync_observations(observations({}), NOW)
    assert run(*add) == 1
    assert "ha-noi, sao-hoa" in capsys.readouterr().err


def test_no_password_stands_in_a_command(store: Path) -> None:
    """A password cannot be given as an argument, where other users of the machine read it, and an empty one fails."""
    command = [sys.executable, "-m", "warehouse", "user", "add", "lan", "--role", "viewer"]
    environment = os.environ | {"TVET_STORE": str(store), "PYTHONUTF8": "1"}
    given = subprocess.run(
        [*command, "--password", PASSWORD],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert given.returncode == 2
    empty = subprocess.run(
        [*command, "--password-stdin"], cwd=ROOT, env=environment, input="", capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert empty.returncode == 1
    assert "Traceback" not in empty.stderr
    assert accounts.identities(store) == []


def test_copy_and_back(run, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """The two commands say where the copies lie; a copy that is not there is said."""
    with writer(store, "etl") as work:
        work.sync_observations(observations({}), NOW)
    copy = tmp_path / "a.duckdb"
    assert run("backup", str(copy)) == 0
    assert run("backup", str(copy)) == 1
    assert run("backup") == 0
    with writer(store, "etl") as work:
        work.sync_observations(observations(), NOW)
    assert run("restore", str(copy)) == 0
    assert "before-restore-" in capsys.readouterr().out
    assert len(Serving(store).known_observations()) == 1
    assert run("restore", str(tmp_path / "b.duckdb")) == 1
