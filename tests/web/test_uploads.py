"""The way in for files: limits, clocks, owners, and nothing left behind of what was refused."""

import hashlib
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.warehouse.rows import NOW, observations
from tests.web.conftest import Client
from warehouse.accounts import User
from warehouse.originals import keep_original
from warehouse.writer import writer
from web import uploads
from web.accounts import COOKIE, seal
from web.file_names import disposition, safe_name
from web.uploads import LARGEST, PURPOSE, drop, sweep, take

SignedIn = Callable[[str, str], Client]
LAN = User("lan", "editor", frozenset({"ha-noi"}))


@pytest.fixture
def lan(signed_in: SignedIn, guarded: str) -> Client:
    """An editor whose requests carry the page's proof."""
    client = signed_in(guarded, "lan")
    client.headers["X-Csrf"] = seal(client.cookies[COOKIE], PURPOSE)
    return client


@pytest.fixture
def incoming(guarded_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of files on their way in, which holds nothing half when the test ends."""
    monkeypatch.setenv("TVET_STORE", str(guarded_store))
    folder = guarded_store / "incoming"
    yield folder
    end = time.monotonic() + 5
    while (halves := list(folder.glob("*.part"))) and time.monotonic() < end:
        time.sleep(0.05)
    assert halves == []


def sent(client: Client, content: bytes, name: str = "b%C3%A1o%20c%C3%A1o.csv", **headers: str):  # type: ignore[no-untyped-def]
    """Send a file as the page does."""
    return client.post("/api/upload", content=content, headers={"X-File-Name": name} | headers)


@pytest.mark.parametrize("size", [1, 999_999, 1_000_000, 1_000_001, 5_000_000])
def test_a_file_arrives_whole(lan: Client, incoming: Path, size: int) -> None:
    """What was sent lies on the disk byte for byte, and is handed to its sender only."""
    content = os.urandom(size)
    told = sent(lan, content).json()
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert (told["bytes"], told["name"]) == (size, "báo cáo.csv")
    received = take(told["id"], LAN)
    assert received is not None
    assert received.path.read_bytes() == content
    assert take(told["id"], User("sep", "administrator", None)) is None
    drop(received)
    assert take(told["id"], LAN) is None
    assert [path for path in incoming.iterdir() if path.name.startswith(told["id"])] == []


@pytest.mark.parametrize("upload_id", ["", "x", "../accounts", "A" * 32, "0" * 32, "0" * 31 + "/", "%2e%2e"])
def test_an_invented_identifier_hands_out_nothing(incoming: Path, upload_id: str) -> None:
    """Neither an unknown identifier nor a path is a file."""
    assert take(upload_id, LAN) is None


def test_the_largest_file_and_one_byte_more(lan: Client, incoming: Path) -> None:
    """The limit is a file that is taken; above it a declared length is refused at once, a hidden one on the way."""
    assert sent(lan, b"x" * LARGEST).status_code == 200
    declared = sent(lan, b"x" * (LARGEST + 1))
    assert (declared.status_code, declared.json()) == (413, {"error": "too_large"})
    pieces = (b"x" * 1_000_000 for _ in range(60))
    try:
        assert lan.post("/api/upload", content=pieces).status_code == 413
    except OSError:
        pytest.fail("the connection was dropped without an answer")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Csrf": ""}, 403), ({"X-Csrf": "0" * 64}, 403), ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example"}, 403), ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)  # fmt: skip
def test_only_our_own_page_sends(lan: Client, incoming: Path, headers: dict[str, str], status: int) -> None:
    """Another site's script and a form without the page's proof send nothing."""
    assert sent(lan, b"x", **headers).status_code == status


def test_a_proof_is_bound_to_its_session(lan: Client, signed_in: SignedIn, guarded: str, incoming: Path) -> None:
    """The proof of one editor's page is worth nothing in another's session."""
    other = signed_in(guarded, "sep")
    assert sent(other, b"x", **{"X-Csrf": lan.headers["X-Csrf"]}).status_code == 403


def test_an_empty_file_is_none(lan: Client, incoming: Path) -> None:
    """A file of no bytes is refused."""
    assert (sent(lan, b"").status_code, sent(lan, b"").json()) == (400, {"error": "empty"})


def begun(client: Client, content: bytes, length: int) -> socket.socket:
    """A transfer that says how long it will be and has sent only so much."""
    connection = socket.create_connection(("127.0.0.1", client.base_url.port or 80), timeout=40)
    lines = [
        "POST /api/upload HTTP/1.1", f"Host: localhost:{client.base_url.port}", f"Content-Length: {length}",
        f"Cookie: {COOKIE}={client.cookies[COOKIE]}", f"X-Csrf: {client.headers['X-Csrf']}",
        "X-File-Name: a.csv", "", "",
    ]  # fmt: skip
    connection.sendall("\r\n".join(lines).encode() + content)
    return connection


def test_a_stalled_transfer_is_ended(lan: Client, incoming: Path) -> None:
    """A sender who falls silent is told so after fifteen seconds, and nothing of the file stays."""
    began = time.monotonic()
    with begun(lan, b"x" * 1000, 5000) as connection:
        answer = connection.recv(4096).decode()
    assert answer.startswith("HTTP/1.1 408")
    assert 14 < time.monotonic() - began < 25


def test_a_broken_transfer_leaves_nothing(lan: Client, incoming: Path) -> None:
    """A sender who is cut off leaves no half file (the fixture looks)."""
    begun(lan, b"x" * 2_000_000, 5_000_000).close()
    time.sleep(0.3)
    assert sent(lan, b"x").status_code == 200


def test_one_user_does_not_fill_the_line(lan: Client, incoming: Path) -> None:
    """A fifth file at once from the same user is refused, and taken when another has ended."""
    held = [begun(lan, b"x" * 10, 5000) for _ in range(uploads.AT_ONCE)]
    time.sleep(0.5)
    assert sent(lan, b"x").json() == {"error": "too_many"}
    for connection in held:
        connection.close()
    end = time.monotonic() + 5
    while (status := sent(lan, b"x").status_code) == 429 and time.monotonic() < end:
        time.sleep(0.1)
    assert status == 200


def test_old_files_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody confirmed goes after a day, halves of transfers earlier; what is young stays."""
    monkeypatch.setenv("TVET_STORE", str(tmp_path))
    folder = tmp_path / "incoming"
    folder.mkdir()
    ages = {"a": 100, "b.part": 100, "c.part": 1000, "d": 80_000, "e": 90_000, "e.json": 90_000}
    for name, age in ages.items():
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)
    sweep()
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b.part", "d"]


def test_a_full_disk_is_said(lan: Client, incoming: Path) -> None:
    """Where the folder cannot be written, the answer is a number and a code, not a broken connection."""
    aside = incoming.with_name("incoming-aside")
    sent(lan, b"x")
    incoming.rename(aside)
    incoming.write_bytes(b"not a folder")
    try:
        answer = sent(lan, b"x")
    finally:
        incoming.unlink()
        aside.rename(incoming)
    assert (answer.status_code, answer.json()) == (507, {"error": "no_room"})


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Báo cáo tuyển sinh 2022.xlsx", "Báo cáo tuyển sinh 2022.xlsx"), ("../../etc/passwd", "passwd"),
        ("..\\..\\a.csv", "a.csv"), ("C:\\thư\\lan\\b.csv", "b.csv"),
        ("a\r\nSet-Cookie: x=y.csv", "aSet-Cookie_ x=y.csv"),
        ('a".csv', "a_.csv"), ("a\0.csv", "a.csv"), ("", "file"), (".", "file"), ("..", "file"), ("/", "file"),
        ("...csv", "csv"), ("CON.csv", "_CON.csv"), ("nul", "_nul"), ("con2.csv", "con2.csv"), (" a .csv ", "a .csv"),
        ("hoá đơn\u202excod.exe", "hoá đơnxcod.exe"), ("a\u200b.csv", "a.csv"), ("ba\u0301o.csv", "báo.csv"),
        ("a" * 300 + ".xlsx", "a" * 145 + ".xlsx"), ("<img src=x>.csv", "_img src=x_.csv"),
        ("%2e%2e%2fa", "_2e_2e_2fa"),
    ],
)  # fmt: skip
def test_names_of_files(name: str, safe: str) -> None:
    """A name keeps its letters and loses what could lead elsewhere, break a line or hide its ending."""
    assert safe_name(name) == safe
    assert safe_name(safe) == safe


def test_a_name_in_the_header() -> None:
    """The header holds the Vietnamese name for new browsers and a plain one for old, and only one line."""
    header = disposition('Chỉ tiêu "đào tạo"\r\n.xlsx')
    assert header.isascii()
    assert header.isprintable()
    assert header.startswith(
        "attachment; filename=\"Chi tieu _dao tao_.xlsx\"; filename*=UTF-8''Ch%E1%BB%89%20ti%C3%AAu"
    )


def test_originals_go_to_those_who_may_have_them(
    guarded_store: Path, signed_in: SignedIn, guarded: str, tmp_path: Path
) -> None:
    """The sender, an editor of all its places and an administrator get the very bytes; others are refused."""
    file = tmp_path / "a.csv"
    file.write_bytes("nội dung".encode())
    sha = hashlib.sha256(file.read_bytes()).hexdigest()
    uploaded = {}
    for by, place in (("lan", "da-nang"), ("sep", "ha-noi"), ("sep", "da-nang")):
        keep_original(guarded_store, file.read_bytes())
        with writer(guarded_store, by) as work:
            found = work.add_upload('../tệp "1".csv', sha, 9, 1, NOW)
            work.add_observations(observations({"upload_id": found, "place": place}), "upload", NOW)
            work.add_upload_event(found, "loaded", NOW)
        uploaded[by, place] = found
    statuses = {
        (who, key): signed_in(guarded, who).get(f"/api/original/{found}").status_code
        for who in ("xem", "lan", "sep") for key, found in uploaded.items()
    }  # fmt: skip
    own, hanoi, danang = uploaded
    assert [statuses["xem", key] for key in (own, hanoi, danang)] == [403] * 3
    assert [statuses["lan", key] for key in (own, hanoi, danang)] == [200, 200, 403]
    assert [statuses["sep", key] for key in (own, hanoi, danang)] == [200] * 3
    client = signed_in(guarded, "lan")
    answer = client.get(f"/api/original/{uploaded[own]}")
    assert answer.content == file.read_bytes()
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"] == disposition('tệp "1".csv')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/api/original/0").status_code == 404
    assert client.get("/api/original/..%2f..%2faccounts.sqlite").status_code == 400


def test_a_note_that_is_broken_hands_out_nothing(incoming: Path) -> None:
    """A file without a readable note of its owner is nobody's."""
    incoming.mkdir(exist_ok=True)
    for content in ("", "{", json.dumps(None)):
        (incoming / f"{'1' * 32}.json").write_text(content, encoding="utf-8")
        (incoming / ("1" * 32)).write_bytes(b"x")
        assert take("1" * 32, LAN) is None
