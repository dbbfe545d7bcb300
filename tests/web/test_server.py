"""On which addresses the server starts: any other than this machine's only where somebody keeps the door."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse import accounts
from web.accounts import is_loopback
from web.server import refusal

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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that nobody has an account in."""
    monkeypatch.setenv("TVET_STORE", str(tmp_path))
    monkeypatch.delenv("TVET_READING", raising=False)
    return tmp_path


def test_without_accounts_only_this_machine_is_served(folder: Path) -> None:
    """Unset means every address; the sentence says so in Vietnamese and English, with the command that helps."""
    assert refusal("127.0.0.1") is None
    sentence = refusal(None)
    assert sentence is not None
    assert "0.0.0.0" in sentence
    assert "tài khoản" in sentence
    assert "accounts" in sentence
    assert sentence.count("python -m warehouse user add") == 2


def test_with_an_account_every_address_is_served(folder: Path) -> None:
    """One account is enough, even one that is shut out: the door is kept from then on."""
    accounts.add(folder, "lan", "viewer", [], "mật khẩu đủ dài")
    accounts.set_disabled(folder, "lan", True)
    assert refusal("0.0.0.0") is None


PROVIDER = '[provider]\nclient_id = "tvet"\nmetadata_url = "https://idp.example.vn/.well-known/openid-configuration"\n'


@pytest.mark.parametrize(
    ("declared", "starts"),
    [
        (PROVIDER, True), ('reading = "open"\n' + PROVIDER, True), ("", False), ('reading = "open"', False),
        ('reading = "everybody"\n' + PROVIDER, False), ("[provider", False), ("[provider]\nclient_id = 'x'", False),
        (PROVIDER + '[[provider.roles]]\nvalue = "a"\nrole = "king"', False),
        (PROVIDER + '[[provider.roles]]\nvalue = "a"\nrole = "editor"', False),
        (PROVIDER + 'rolls = "a"', False), (PROVIDER + 'client_secret = "bí mật"', False),
    ],
)  # fmt: skip
def test_a_declaration_that_cannot_be_followed_starts_nothing(folder: Path, declared: str, starts: bool) -> None:
    """A provider keeps the door as accounts do; a misspelt declaration opens none."""
    (folder / "access.toml").write_text(declared, encoding="utf-8")
    assert (refusal("0.0.0.0") is None) is starts


def test_the_server_does_not_start_on_an_open_address(tmp_path: Path) -> None:
    """`streamlit run` on 0.0.0.0 ends at once with the sentence and no server."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    environment = os.environ | {"TVET_STORE": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode != 0
    assert "server.address" in done.stderr
    assert "Traceback" not in done.stderr
