"""What a real server answers to strangers, viewers and editors, and to whoever asks from elsewhere."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import websockets

from tests.browser.conftest import serving
from tests.web.conftest import Client, people
from warehouse.accounts import User
from web.accounts import COOKIE, LOCAL, user_may
from web.guard import HEADERS, from_this_machine, need
from web.screens import SCREENS

Stranger = Callable[[str], Client]
SignedIn = Callable[[str, str], Client]


@pytest.mark.parametrize(
    ("path", "needed"),
    [
        ("/", "read"), ("/province", "read"), ("/anything", "read"), ("/_stcore/stream", "read"),
        ("/media/a.csv", "read"), ("/component/x", "read"), ("/api/export.csv", "read"), ("/documents/x.txt", "read"),
        ("/_stcore/bidi-components/x", "read"), ("/_stcore/upload_file", "write"),
        ("/_stcore/upload_file/a/b", "write"),
        ("/api/upload", "write"), ("/_stcore/metrics", "nobody"), ("/_stcore/agent/interact", "nobody"),
        ("/auth/login", "nobody"), ("/_stcore/metrics2", "read"), ("/signin", "door"), ("/signin2", "read"),
        ("/oidc/callback", "door"), ("/static/js/main.js", "nothing"), ("/_stcore/health", "nothing"),
    ],
)  # fmt: skip
def test_what_a_path_needs(path: str, needed: str) -> None:
    """Whatever is not named needs reading, and what only begins like a name is not it."""
    assert need(path) == needed


def test_a_wrong_path_is_answered_with_the_way_to_the_screens(stranger: Stranger, alone: str) -> None:
    """Not with Streamlit's index: a sentence in the language asked for and a link to each screen."""
    client = stranger(alone)
    for lang, said in (("vi", "Không có trang này"), ("en", "There is no such page")):
        answer = client.get(f"/nowhere/at-all?lang={lang}")
        assert (answer.status_code, said in answer.text) == (404, True)
        assert all(f'href="/{screen.path}?lang={lang}"' in answer.text for screen in SCREENS)


EDITOR = User("lan", "editor", frozenset({"ha-noi", "hue"}))


@pytest.mark.parametrize(
    ("user", "action", "places", "may"),
    [
        (EDITOR, "write", ["ha-noi"], True), (EDITOR, "write", ["ha-noi", "hue"], True), (EDITOR, "write", [], True),
        (EDITOR, "write", ["ha-noi", "da-nang"], False), (EDITOR, "administer", [], False),
        (User("a", "editor", None), "write", ["da-nang"], True), (User("a", "viewer"), "write", [], False),
        (User("a", "viewer", None), "write", ["ha-noi"], False), (User("a", "viewer"), "read", [], True),
        (User("a", "administrator"), "write", ["ha-noi"], True), (User("a", "administrator"), "administer", [], True),
        (LOCAL, "administer", [], True), (LOCAL, "write", ["ha-noi"], True), (None, "write", [], False),
        (None, "administer", [], False),
    ],
)  # fmt: skip
def test_who_may(user: User | None, action, places: list[str], may: bool) -> None:  # type: ignore[no-untyped-def]
    """An editor writes to the places named only, a viewer to none, a stranger does nothing."""
    assert user_may(user, action, places) is may


@pytest.mark.parametrize(
    ("who", "method", "path", "status"),
    [
        (None, "GET", "/", 303), (None, "GET", "/province?place=ha-noi", 303), (None, "GET", "/documents/x.txt", 303),
        (None, "GET", "/media/a.csv", 401), (None, "GET", "/component/x/y", 401), (None, "GET", "/api/export.csv", 401),
        (None, "GET", "/api/original/1", 401), (None, "POST", "/api/upload", 401), (None, "POST", "/", 401),
        (None, "PUT", "/_stcore/upload_file/a/b", 401), (None, "DELETE", "/_stcore/upload_file/a/b", 401),
        (None, "GET", "/_stcore/metrics", 404), (None, "POST", "/_stcore/agent/interact", 404),
        (None, "GET", "/healthz", 200), (None, "GET", "/i18n.js", 200), (None, "GET", "/_stcore/health", 200),
        ("forged", "GET", "/", 303), ("forged", "PUT", "/_stcore/upload_file/a/b", 401),
        (None, "GET", "/nowhere/at-all", 303), ("xem", "GET", "/nowhere/at-all", 404),
        ("xem", "GET", "/tong-quan", 404),
        ("xem", "GET", "/", 200), ("xem", "GET", "/media/a.csv", 404), ("xem", "POST", "/api/upload", 403),
        ("xem", "PUT", "/_stcore/upload_file/a/b", 403), ("xem", "GET", "/_stcore/metrics", 404),
        ("lan", "PUT", "/_stcore/upload_file/a/b", 403), ("lan", "GET", "/_stcore/metrics", 404),
        ("lan", "GET", "/_stcore/agent/openapi.json", 404),
    ],
)  # fmt: skip
def test_what_is_answered(
    stranger: Stranger, signed_in: SignedIn, guarded: str, who: str | None, method: str, path: str, status: int
) -> None:
    """Strangers are led to the sign-in or refused, viewers read, and nobody sees what nobody needs."""
    client = stranger(guarded) if who in (None, "forged") else signed_in(guarded, who)
    if who == "forged":
        client.cookies.set(COOKIE, "a" * 43)
    answer = client.request(method, path)
    assert answer.status_code == status
    assert {name.lower(): answer.headers.get(name) for name, _ in HEADERS} == {n.lower(): v for n, v in HEADERS}


def test_an_editor_reaches_streamlits_own_upload(signed_in: SignedIn, guarded: str) -> None:
    """With the form proof that Streamlit asks for, an editor gets past the guard to its answer: no such session."""
    client = signed_in(guarded, "lan")
    client.get("/_stcore/health")
    proof = {"X-Xsrftoken": client.cookies["_streamlit_xsrf"]}
    answer = client.put("/_stcore/upload_file/a/b", files={"f": b"x"}, headers=proof)
    assert answer.status_code == 400


async def opened(url: str, **options: object) -> int:
    """The HTTP status with which a websocket to the scripts is answered; 101 where it opens."""
    address = url.replace("http", "ws") + "/_stcore/stream"
    try:
        async with websockets.connect(address, subprotocols=["streamlit"], **options):  # type: ignore[arg-type]
            return 101
    except websockets.InvalidStatus as refusal:
        return refusal.response.status_code


def websocket_status(url: str, **options: object) -> int:
    """The same, beside whatever event loop the browser tests run."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, opened(url, **options)).result()


def test_scripts_run_only_for_readers(signed_in: SignedIn, guarded: str) -> None:
    """The websocket that runs the scripts opens with a session and not without."""
    assert websocket_status(guarded) == 403
    assert websocket_status(guarded, additional_headers={"Cookie": f"{COOKIE}={'a' * 43}"}) == 403
    token = signed_in(guarded, "xem").cookies[COOKIE]
    assert websocket_status(guarded, additional_headers={"Cookie": f"{COOKIE}={token}"}) == 101


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"}, {"Host": "192.168.1.7:8501"}, {"X-Forwarded-For": "10.0.0.7"},
        {"X-Forwarded-For": "127.0.0.1"}, {"X-Real-IP": "10.0.0.7"}, {"Forwarded": "for=10.0.0.7"},
        {"X-Forwarded-Host": "gdnn.example.vn"},
    ],
)  # fmt: skip
def test_alone_means_this_machine_only(stranger: Stranger, alone: str, headers: dict[str, str]) -> None:
    """Without accounts neither a proxy for others nor another name for this machine (DNS rebinding) is answered."""
    client = stranger(alone)
    assert client.get("/").status_code == 200
    answer = client.get("/", headers=headers)
    assert answer.status_code == 403
    assert "python -m warehouse user add" in answer.text
    assert websocket_status(alone) == 101
    assert websocket_status(alone, additional_headers={"X-Real-IP": "10.0.0.7"}) == 403


def test_the_first_account_closes_the_door_at_once(stranger: Stranger, store: Path, tmp_path: Path) -> None:
    """A server without accounts asks for a sign-in from the moment that one is made."""
    with serving(tmp_path / "store", tmp_path / "server.log") as url:
        client = stranger(url)
        assert client.get("/").status_code == 200
        people(tmp_path / "store")
        assert client.get("/").status_code == 303
        assert client.post("/api/upload", content=b"x").status_code == 401


def test_open_reading(stranger: Stranger, tmp_path: Path) -> None:
    """Declared open, strangers read and may neither upload nor fetch originals."""
    people(tmp_path / "store")
    (tmp_path / "store" / "access.toml").write_text('reading = "open"\n', encoding="utf-8")
    with serving(tmp_path / "store", tmp_path / "server.log") as url:
        client = stranger(url)
        assert client.get("/province").status_code == 200
        assert client.get("/media/x").status_code == 404
        assert websocket_status(url) == 101
        assert client.post("/api/upload", content=b"x").status_code == 401
        assert client.get("/api/original/1").status_code == 401
        assert client.put("/_stcore/upload_file/a/b").status_code == 401
        assert client.get("/_stcore/metrics").status_code == 404


def test_other_ends_than_this_machine_are_refused() -> None:
    """Whatever name is asked for, a connection from or to another address is not this machine (bare uvicorn)."""
    here, there = ("127.0.0.1", 1), ("192.168.1.7", 1)

    def scope(client: tuple[str, int] | None, server: tuple[str, int] | None, host: bytes) -> dict[str, object]:
        return {"type": "http", "client": client, "server": server, "headers": [(b"host", host)]}

    assert from_this_machine(scope(here, here, b"localhost:8501"))
    assert from_this_machine(scope(("::1", 1), ("::1", 1), b"[::1]:8501"))
    assert not from_this_machine(scope(there, here, b"localhost"))
    assert not from_this_machine(scope(here, there, b"localhost"))
    assert not from_this_machine(scope(here, here, b""))
    assert not from_this_machine(scope(here, here, b"[localhost"))
    assert not from_this_machine(scope(here, here, b"localhost.evil.example"))
    assert not from_this_machine(scope(None, here, b"localhost"))
    assert not from_this_machine(scope(here, None, b"localhost"))


def test_below_a_path_of_a_proxy(stranger: Stranger, store: Path, tmp_path: Path) -> None:
    """Served below a path, the same is open, closed and led to the sign-in, with that path before it."""
    people(tmp_path / "store")
    with serving(tmp_path / "store", tmp_path / "server.log", "--server.baseUrlPath", "gdnn") as url:
        client = stranger(url)
        answer = client.get("/gdnn/province?place=ha-noi")
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/gdnn/signin?next=%2Fgdnn%2Fprovince%3Fplace%3Dha-noi")
        assert 'action="/gdnn/signin"' in client.get(answer.headers["location"]).text
        assert client.get("/gdnn/_stcore/metrics").status_code == 404
        assert client.put("/gdnn/_stcore/upload_file/a/b").status_code == 401
        assert client.post("/gdnn/api/upload").status_code == 401
