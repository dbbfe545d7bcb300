"""Signing in and out of a real server: what is let in, what is not, and what the answers give away."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.web.conftest import PASSWORD, Client, csrf, sign_in
from warehouse import accounts, sessions
from web.accounts import COOKIE, seal
from web.addresses import local
from web.sign_in import SIGN_OUT

Stranger = Callable[[str], Client]
SignedIn = Callable[[str, str], Client]


def test_a_right_password_opens_a_session(stranger: Stranger, guarded: str) -> None:
    """The cookie is out of scripts' reach and of other sites' requests, and the way leads back to page and view."""
    client = stranger(guarded)
    answer = sign_in(client, " LAN ", after="/province?place=vinh-phuc&year=2022&lang=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/province?place=vinh-phuc&year=2022&lang=en"
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert client.get("/province").status_code == 200


def test_behind_tls_the_cookie_is_secure(stranger: Stranger, guarded: str) -> None:
    """Where the proxy on this machine says https, the cookie never travels in the clear."""
    client = stranger(guarded)
    client.headers["X-Forwarded-Proto"] = "https"
    form = client.get("/signin")
    before = form.headers["set-cookie"]
    assert "Secure" in before
    sent = {"name": "lan", "password": PASSWORD, "csrf": csrf(form.text)}
    answer = client.post("/signin", data=sent, headers={"Cookie": before.split(";")[0]})
    assert answer.status_code == 303
    assert all("Secure" in value for value in answer.headers.get_list("set-cookie") if value.startswith(COOKIE))


@pytest.mark.parametrize(("name", "password"), [("lan", "sai"), ("khong-co", PASSWORD), ("", ""), ("'--", "x")])
def test_a_wrong_password_says_the_same_for_everybody(
    stranger: Stranger, guarded: str, name: str, password: str
) -> None:
    """Neither words nor number tell whether there is such an account."""
    answer = sign_in(stranger(guarded), name, password)
    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text
    assert COOKIE not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    ("changed", "headers"),
    [
        ({"csrf": ""}, {}), ({"csrf": "0" * 64}, {}), ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}), ({}, {"Origin": "https://evil.example"}), ({}, {"Origin": "null"}),
    ],
)  # fmt: skip
def test_a_form_of_another_site_is_refused(
    stranger: Stranger, guarded: str, changed: dict[str, str], headers: dict[str, str]
) -> None:
    """Without our own form's proof, or sent from elsewhere, even the right password opens nothing."""
    client = stranger(guarded)
    proof = csrf(client.get("/signin").text)
    answer = client.post(
        "/signin", data={"name": "lan", "password": PASSWORD, "csrf": proof} | changed, headers=headers
    )
    assert answer.status_code == 403
    assert COOKIE not in client.cookies


def test_a_form_is_bound_to_its_browser(stranger: Stranger, guarded: str) -> None:
    """The proof from one browser's form is worth nothing in another."""
    proof = csrf(stranger(guarded).get("/signin").text)
    other = stranger(guarded)
    other.get("/signin")
    assert other.post("/signin", data={"name": "lan", "password": PASSWORD, "csrf": proof}).status_code == 403


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/province?place=ha-noi", "/province?place=ha-noi"), ("/", "/"), ("", "/"), (None, "/"),
        ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"), ("\\\\evil", "/"),
        ("/\t/evil.example", "/"), ("/a\r\nSet-Cookie: x=y", "/"), ("javascript:alert(1)", "/"), ("evil", "/"),
        ("/\"><script>", "/"), ("/" + "a" * 3000, "/"),
    ],
)  # fmt: skip
def test_the_way_on_stays_on_this_server(asked: str | None, led_to: str) -> None:
    """Only a plain path of this server is followed."""
    assert local(asked) == led_to


def test_what_is_typed_comes_back_as_text(stranger: Stranger, guarded: str) -> None:
    """Markup in the address of the form is shown nowhere."""
    page = stranger(guarded).get("/signin", params={"next": '/x"><script>alert(1)</script>', "lang": "<b>"}).text
    assert "<script>" not in page
    assert "<b>" not in page


def test_five_failures_lock_the_door(stranger: Stranger, guarded: str, guarded_store: Path) -> None:
    """After five wrong passwords the right one is refused too, in words that say when to come back."""
    accounts.add(guarded_store, "khoa", "viewer", [], PASSWORD)
    client = stranger(guarded)
    assert [sign_in(client, "khoa", "sai").status_code for _ in range(sessions.NAME_FAILURES)] == [401] * 5
    answer = sign_in(client, "khoa")
    assert answer.status_code == 429
    assert "Chờ một phút" in answer.text
    assert [sign_in(client, "khong-co-ai", "sai").status_code for _ in range(6)] == [401] * 5 + [429]


def test_both_languages(stranger: Stranger, guarded: str) -> None:
    """The page speaks the language of the view that was asked for."""
    client = stranger(guarded)
    asked = client.get("/province?place=ha-noi&lang=en")
    assert asked.status_code == 303
    page = client.get(asked.headers["location"]).text
    assert '<html lang="en">' in page
    assert "Sign in" in page
    assert 'value="/province?place=ha-noi&amp;lang=en"' in page


def test_signing_out_ends_the_session_everywhere(signed_in: SignedIn, stranger: Stranger, guarded: str) -> None:
    """A kept copy of the cookie opens nothing once its owner has left, and nobody else can make them leave."""
    client = signed_in(guarded, "xem")
    token = client.cookies[COOKIE]
    assert client.get("/signout").status_code == 403
    assert client.get("/signout", params={"t": "0" * 64}).status_code == 403
    assert client.get("/").status_code == 200
    answer = client.get("/signout", params={"t": seal(token, SIGN_OUT), "next": "//evil.example"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert COOKIE not in client.cookies
    thief = stranger(guarded)
    thief.cookies.set(COOKIE, token)
    assert thief.get("/").status_code == 303


def test_a_new_sign_in_ends_the_old_session(signed_in: SignedIn, stranger: Stranger, guarded: str) -> None:
    """The token moves with every sign-in, and the one before is dead."""
    client = signed_in(guarded, "xem")
    old = client.cookies[COOKIE]
    guest = stranger(guarded)
    guest.cookies.set(COOKIE, old)
    form = guest.get("/signin")
    assert form.status_code == 303
    client.cookies.delete(COOKIE)
    assert sign_in(client, "xem").status_code == 303
    assert client.cookies[COOKIE] != old


def test_shutting_out_is_immediate(signed_in: SignedIn, guarded: str, guarded_store: Path) -> None:
    """An account that is disabled on the command line is out at its next request."""
    accounts.add(guarded_store, "tam", "editor", None, PASSWORD)
    client = signed_in(guarded, "tam")
    assert client.get("/").status_code == 200
    accounts.set_disabled(guarded_store, "tam", True)
    assert client.get("/").status_code == 303
    assert client.post("/api/upload", content=b"x").status_code == 401


def test_a_large_or_slow_form_is_dropped(stranger: Stranger, guarded: str) -> None:
    """A body that no form has is not read to its end."""
    answer = stranger(guarded).post("/signin", content=b"name=" + b"x" * 1_000_000)
    assert answer.status_code == 403


def test_many_sign_ins_at_once_do_not_push_the_pages_out(stranger: Stranger, guarded: str, guarded_store: Path) -> None:
    """Fifteen people who sign in together take the memory of two, and a page is answered meanwhile."""
    names = [f"nguoi{number}" for number in range(15)]
    for name in names:
        accounts.add(guarded_store, name, "viewer", [], PASSWORD)
    process = next(
        found for found in psutil.Process().children(recursive=True) if guarded.rsplit(":", 1)[1] in found.cmdline()
    )
    clients = [stranger(guarded) for _ in names]
    before, highest = process.memory_info().rss, 0
    with ThreadPoolExecutor(len(names)) as pool:
        answers = [pool.submit(sign_in, client, name) for client, name in zip(clients, names, strict=True)]
        slowest = 0.0
        while not all(answer.done() for answer in answers):
            began = time.monotonic()
            assert stranger(guarded).get("/healthz").status_code == 200
            slowest = max(slowest, time.monotonic() - began)
            highest = max(highest, process.memory_info().rss)
            time.sleep(0.02)
    assert [answer.result().status_code for answer in answers] == [303] * len(names)
    assert highest - before < 350_000_000
    assert slowest < 2.0
