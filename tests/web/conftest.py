"""Real server processes with accounts, and clients that ask them as a browser or a stranger would."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

from tests.browser.conftest import serving
from warehouse import accounts

PASSWORD = "mật khẩu đủ dài"
Client = httpx2.Client


def people(store: Path) -> None:
    """A viewer, an editor of Hà Nội, an administrator."""
    accounts.add(store, "xem", "viewer", [], PASSWORD)
    accounts.add(store, "lan", "editor", ["ha-noi"], PASSWORD)
    accounts.add(store, "sep", "administrator", None, PASSWORD)


@pytest.fixture(scope="session")
def guarded_store(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with accounts, where reading needs a sign-in."""
    own = tmp_path_factory.mktemp("guarded") / "store"
    shutil.copytree(store, own)
    people(own)
    return own


@pytest.fixture(scope="session")
def guarded(guarded_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on that store."""
    with serving(guarded_store, tmp_path_factory.mktemp("guarded-log") / "server.log") as url:
        yield url


@pytest.fixture(scope="session")
def alone(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose store knows no account."""
    own = tmp_path_factory.mktemp("alone") / "store"
    shutil.copytree(store, own)
    with serving(own, tmp_path_factory.mktemp("alone-log") / "server.log") as url:
        yield url


def csrf(page: str) -> str:
    """What the form of a page carries."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found is not None
    return found.group(1)


def sign_in(client: Client, name: str, password: str = PASSWORD, after: str = "/") -> httpx2.Response:
    """Fill and send the form as a browser does."""
    form = client.get("/signin", params={"next": after})
    return client.post(
        "/signin",
        data={"name": name, "password": password, "next": after, "lang": "vi", "csrf": csrf(form.text)},
        headers={"Sec-Fetch-Site": "same-origin"},
    )


@pytest.fixture
def stranger() -> Iterator[Callable[[str], Client]]:
    """Makes clients that keep cookies and follow no redirect."""
    made: list[Client] = []

    def client(url: str) -> Client:
        made.append(Client(base_url=url, follow_redirects=False, timeout=30))
        return made[-1]

    yield client
    for one in made:
        one.close()


@pytest.fixture
def signed_in(stranger: Callable[[str], Client]) -> Callable[[str, str], Client]:
    """Makes clients that have signed in."""

    def client(url: str, name: str) -> Client:
        made = stranger(url)
        assert sign_in(made, name).status_code == 303
        return made

    return client
