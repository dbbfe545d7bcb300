"""What a screen shows to whoever may not see it, and what its own links prove."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import shell
from warehouse import accounts
from warehouse.accounts import User
from web.accounts import LOCAL, Visitor, sealed
from web.sign_in import SIGN_OUT
from web.uploads import PURPOSE
from wording.catalogue import words

APP = str(Path(__file__).resolve().parents[2] / "app.py")
VIEWER, EDITOR = User("xem", "viewer", label="<i>Xem</i>"), User("lan", "editor", frozenset({"ha-noi"}), "Lan")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one account, so that reading needs a sign-in."""
    monkeypatch.setenv("TVET_STORE", str(tmp_path))
    monkeypatch.delenv("TVET_READING", raising=False)
    accounts.add(tmp_path, "lan", "editor", ["ha-noi"], "mật khẩu đủ dài")
    return tmp_path


def shown(lang: str = "vi") -> str:
    """The HTML of the first screen as it is drawn for whoever is there."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(("lang", "said"), [("vi", "Cần đăng nhập"), ("en", "Sign in to see")])
def test_a_stranger_sees_no_screen(folder: Path, lang: str, said: str) -> None:
    """A script that runs for nobody draws the frame, a sentence and the way in, and neither figures nor the store."""
    html = shown(lang)
    assert said in html
    assert "signin?next=" in html
    assert str(folder) not in html


def test_declared_open_a_stranger_reads(folder: Path) -> None:
    """With open reading the screen runs for a stranger: here it says that there is no warehouse."""
    (folder / "access.toml").write_text('reading = "open"\n', encoding="utf-8")
    html = shown()
    assert "python -m etl build" in html
    assert "Cần đăng nhập" not in html


@pytest.mark.parametrize(
    ("user", "action", "admitted"),
    [
        (None, "read", False), (None, "write", False), (VIEWER, "read", True), (VIEWER, "write", False),
        (EDITOR, "write", True), (EDITOR, "administer", False), (LOCAL, "administer", True),
    ],
)  # fmt: skip
def test_a_hidden_screen_checks_by_itself(folder: Path, monkeypatch, user: User | None, action, admitted: bool) -> None:  # type: ignore[no-untyped-def]
    """Opened by its address, a screen for editors refuses strangers and viewers in words."""
    monkeypatch.setattr(shell, "visitor", lambda: Visitor(user, "token" if user else None))
    said: list[str] = []
    monkeypatch.setattr(shell.st, "html", said.append)
    assert shell.admitted(words("vi"), "upload", action) is admitted
    assert bool(said) is not admitted


def test_links_prove_their_session(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out and the upload carry proofs of this session and purpose only; names are shown as text."""
    monkeypatch.setattr(shell, "visitor", lambda: Visitor(VIEWER, "token"))
    assert sealed("token", PURPOSE, shell.upload_seal())
    assert not sealed("token", SIGN_OUT, shell.upload_seal())
    assert not sealed("another", PURPOSE, shell.upload_seal())
    html = shell.who_html(words("vi"), "")
    assert "&lt;i&gt;Xem" in html
    assert "Đăng xuất" in html
