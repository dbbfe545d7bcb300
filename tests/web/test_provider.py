"""Signing in through a real OpenID Connect provider that the tests start, right and wrong."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.browser.conftest import free_port, serving
from tests.web.conftest import Client, people, sign_in
from warehouse import accounts
from web.access import granted, provider_of
from web.accounts import COOKIE, seal
from web.sign_in import SIGN_OUT

ROOT = Path(__file__).resolve().parents[2]
Stranger = Callable[[str], Client]
VIEW = "/province?place=vinh-phuc&year=2022&lang=en"
PEOPLE: list[dict[str, Any]] = [
    {"sub": "lan", "name": "Nguyễn Thị Lan", "groups": ["tvet-ha-noi", "tvet-hue", "other"]},
    {"sub": "sep", "email": "sep@example.vn", "groups": ["tvet-admin", "tvet-ha-noi"]},
    {"sub": "la", "groups": ["other"]},
    {"sub": "khong", "email": "khong@example.vn"},
]
ACCESS = """
[provider]
name = "Sở"
client_id = "tvet"
client_secret = "bi-mat"
metadata_url = "{provider}/.well-known/openid-configuration"
claim = "groups"
[[provider.roles]]
value = "tvet-ha-noi"
role = "editor"
places = ["ha-noi"]
[[provider.roles]]
value = "tvet-hue"
role = "editor"
places = ["hue"]
[[provider.roles]]
value = "tvet-admin"
role = "administrator"
"""


@contextmanager
def provider(fault: str = "none") -> Iterator[str]:
    """The address of a provider process that ends with the block."""
    port = free_port()
    users = [part for one in PEOPLE for part in ("--user-claims", json.dumps(one))]
    command = [sys.executable, "tests/web/provider_process.py", fault, "--port", str(port), *users]
    url, end = f"http://localhost:{port}", time.monotonic() + 60
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not answers(f"{url}/jwks"):
                assert process.poll() is None
                assert time.monotonic() < end
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()


def answers(url: str) -> bool:
    """Whether somebody is there."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@contextmanager
def office(folder: Path, provider_url: str) -> Iterator[str]:
    """The address of a server that trusts a provider."""
    folder.mkdir()
    (folder / "access.toml").write_text(ACCESS.format(provider=provider_url), encoding="utf-8")
    with serving(folder, folder / "server.log") as url:
        yield url


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the server."""
    return tmp_path_factory.mktemp("office") / "store"


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """A server and the provider it trusts."""
    with provider() as provider_url, office(folder, provider_url) as server:
        people(folder)
        yield server


@pytest.fixture
def trusting(folder: Path) -> Iterator[Callable[[str], None]]:
    """Lets the server trust another provider for one test; it reads its declaration anew."""
    declared = folder / "access.toml"
    before = declared.read_text(encoding="utf-8")
    yield lambda address: declared.write_text(ACCESS.format(provider=address), encoding="utf-8") and None
    declared.write_text(before, encoding="utf-8")


def sent_to_provider(client: Client, after: str = VIEW) -> str:
    """Where the server sends a browser that wants in."""
    answer = client.get("/oidc/signin", params={"next": after})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def vouched(client: Client, name: str, after: str = VIEW) -> str:
    """Where the provider sends the browser back to, once somebody has signed in there."""
    with httpx2.Client(follow_redirects=False) as there:
        answer = there.post(sent_to_provider(client, after), data={"sub": name})
    assert answer.status_code == 302
    return answer.headers["location"]


def test_the_way_to_the_provider(stranger: Stranger, url: str) -> None:
    """A browser is sent with state, nonce and a PKCE challenge, never the secret."""
    asked = parse_qs(urlsplit(sent_to_provider(stranger(url))).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert all(asked[name][0] for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == [f"{url}/oidc/callback"]
    assert "client_secret" not in asked


def test_page_and_view_are_kept(stranger: Stranger, url: str, folder: Path) -> None:
    """A deep link leads through the sign-in page and the provider back to itself, with the rights of the groups."""
    client = stranger(url)
    led = client.get(VIEW)
    assert 'href="/oidc/signin?' in client.get(led.headers["location"]).text
    answer = client.get(vouched(client, "lan"))
    assert (answer.status_code, answer.headers["location"]) == (303, VIEW)
    assert client.get(VIEW).status_code == 200
    name = next(one.user.name for one in accounts.identities(folder) if one.kind == "provider")
    found = accounts.identity(folder, name)
    assert found is not None
    assert name.endswith("|lan")
    assert (found.user.role, found.user.places) == ("editor", {"ha-noi", "hue"})
    assert found.user.label == "Nguyễn Thị Lan"
    assert client.post("/api/upload", content=b"x").status_code == 403
    proof = {"X-Csrf": seal(client.cookies[COOKIE], "upload"), "X-File-Name": "a.csv"}
    assert client.post("/api/upload", content=b"x", headers=proof).status_code == 200


def test_the_session_is_the_servers_own(stranger: Stranger, url: str, folder: Path) -> None:
    """Signing out, or being shut out here, ends it at once, whatever the provider still says."""
    client = stranger(url)
    client.get(vouched(client, "sep"))
    token = client.cookies[COOKIE]
    copy = stranger(url)
    copy.cookies.set(COOKIE, token)
    assert copy.get("/").status_code == 200
    assert client.get("/signout", params={"t": seal(token, SIGN_OUT)}).status_code == 303
    assert copy.get("/").status_code == 303
    client.get(vouched(client, "sep"))
    assert client.get("/").status_code == 200
    name = next(one.user.name for one in accounts.identities(folder) if one.user.name.endswith("|sep"))
    accounts.set_disabled(folder, name, True)
    assert client.get("/").status_code == 303
    assert client.get(vouched(client, "sep")).status_code == 403
    accounts.set_disabled(folder, name, False)


@pytest.mark.parametrize("name", ["la", "khong", "ai-do"])
def test_no_group_no_role(stranger: Stranger, url: str, name: str) -> None:
    """Whom the provider knows and no rule names is told so and has no session."""
    client = stranger(url)
    answer = client.get(vouched(client, name))
    assert answer.status_code == 403
    assert "no role" in answer.text
    assert COOKIE not in client.cookies


def test_forged_and_repeated_answers(stranger: Stranger, url: str) -> None:
    """Another state, another browser, a second use and a refusal at the provider open nothing."""
    client = stranger(url)
    back = vouched(client, "lan")
    assert client.get(back.replace("state=", "state=x")).status_code == 400
    assert stranger(url).get(back).status_code == 400
    assert client.get(back).status_code == 303
    client.cookies.delete(COOKIE)
    assert client.get(back).status_code == 400
    assert COOKIE not in client.cookies
    with httpx2.Client() as there:
        denied = there.post(sent_to_provider(client), data={"action": "deny"}).headers.get("location")
    assert client.get(denied or "/oidc/callback?error=access_denied").status_code == 400
    assert client.get("/oidc/callback").status_code == 400
    assert COOKIE not in client.cookies


def test_the_way_on_stays_here(stranger: Stranger, url: str) -> None:
    """A sign-in through the provider leads to no other server."""
    client = stranger(url)
    assert client.get(vouched(client, "lan", "//evil.example")).headers["location"] == "/"


def test_both_kinds_stand_beside_each_other(stranger: Stranger, url: str) -> None:
    """Where there is a provider, local accounts sign in as well."""
    client = stranger(url)
    assert sign_in(client, "lan").status_code == 303
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("userinfo_only", 303), ("userinfo_of_another", 400), ("nonce", 400), ("audience", 400), ("issuer", 400),
        ("expired", 400), ("signature", 400),
    ],
)  # fmt: skip
def test_what_the_provider_says_is_checked(
    stranger: Stranger, url: str, trusting: Callable[[str], None], fault: str, status: int
) -> None:
    """Groups are found in userinfo too; a token of another browser, client, issuer, time or key opens nothing."""
    with provider(fault) as provider_url:
        trusting(provider_url)
        client = stranger(url)
        answer = client.get(vouched(client, "sep"))
    assert answer.status_code == status
    assert (COOKIE in client.cookies) is (status == 303)


def test_a_provider_that_is_away(stranger: Stranger, url: str, trusting: Callable[[str], None]) -> None:
    """Without an answer from the provider the page says so, and local accounts still sign in."""
    trusting(f"http://localhost:{free_port()}")
    client = stranger(url)
    answer = client.get("/oidc/signin", params={"next": VIEW})
    assert answer.status_code == 503
    assert "does not answer" in answer.text
    assert sign_in(client, "lan").status_code == 303


TABLE: dict[str, Any] = {
    "client_id": "tvet", "metadata_url": "https://idp.example.vn", "claim": "realm_access.roles",
    "roles": [
        {"value": "a", "role": "editor", "places": ["ha-noi"]}, {"value": "b", "role": "editor", "places": ["hue"]},
        {"value": "c", "role": "editor", "places": "all"}, {"value": "d", "role": "administrator"},
        {"value": "e", "role": "viewer"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "default", "role"),
    [
        (["a"], None, ("editor", {"ha-noi"})), (["a", "b", "e"], None, ("editor", {"ha-noi", "hue"})),
        (["a", "c"], None, ("editor", None)), (["e"], None, ("viewer", set())), ("e", None, ("viewer", set())),
        (["a", "d"], None, ("administrator", set())), ([], None, None), (["z"], None, None), (["aa"], None, None),
        ("a b", None, None), (7, None, None), ({"a": 1}, None, None), (["z"], "viewer", ("viewer", set())),
    ],
)  # fmt: skip
def test_roles_of_claims(said: object, default: str | None, role: tuple[str, set[str] | None] | None) -> None:
    """The strongest role counts, with the places of its rules; a claim of another shape gives none."""
    declared = provider_of(TABLE if default is None else TABLE | {"default_role": default})
    assert granted({"realm_access": {"roles": said}}, declared) == role
    assert granted({"realm_access.roles": said}, declared) == role
