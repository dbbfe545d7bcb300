"""A real server process on a store built once, and a real Chromium that may neither complain nor leave the machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
)  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]
SETTLED = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app?.dataset.testScriptState === 'notRunning'
        && document.querySelector('.pagefoot, .stage-count') !== null
        && document.querySelector('[data-stale=true], [data-testid=stSkeleton]') === null;
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def chromium(playwright: Playwright) -> str:
    """The browser on the PATH, else Playwright's own; without any the tests fail and say what to install."""
    own = Path(playwright.chromium.executable_path)
    found = next(filter(None, map(shutil.which, NAMES)), str(own) if own.exists() else None)
    if found is None:
        pytest.fail(
            "No Chromium: install one (Debian, Ubuntu: apt-get install chromium; Windows: Microsoft Edge on the PATH)"
            " or run: python -m playwright install chromium",
            pytrace=False,
        )
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(url: str) -> bool:
    """Whether the server is up."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@contextmanager
def serving(store: Path, log: Path, *options: str, program: Path = ROOT) -> Iterator[str]:
    """The address of a server that ends with the block; `options` are further ones of `streamlit run`."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=program, env=os.environ | {"TVET_STORE": str(store)}, stdout=output, stderr=output
        )
        try:
            url = f"http://localhost:{port}"
            end = time.monotonic() + 60
            while not answers(url):
                assert process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < end, f"no answer in a minute\n{log.read_text(encoding='utf-8')}"
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that all tests of this process share."""
    with serving(store, tmp_path_factory.mktemp("server") / "server.log") as url:
        yield url


@pytest.fixture
def fresh_server(store: Path, tmp_path: Path) -> Iterator[str]:
    """A server that nobody has opened yet; ask for it before the page, which then closes first and misses no server."""
    with serving(store, tmp_path / "server.log") as url:
        yield url


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[str]:
    """A server whose store holds no warehouse."""
    with serving(tmp_path / "nothing", tmp_path / "server.log") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of a Vietnamese browser, 1366 × 768; the test fails on a console error or a request off the machine."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", color_scheme="light", accept_downloads=True
    )
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    complaints: list[str] = []
    strangers: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda asked: strangers.append(asked.url) if not is_local(asked.url) else None)
    yield tab
    context.close()
    assert not complaints
    assert not strangers


def is_local(url: str) -> bool:
    """Whether a request stays on this machine."""
    return url.startswith(("http://localhost:", "ws://localhost:", "data:", "blob:", "about:"))


@pytest.fixture
def settled() -> Callable[[Page], Page]:
    """Waits for the end of the script: the foot or a step is there, nothing is stale or a placeholder, nothing runs."""

    def wait(tab: Page) -> Page:
        tab.wait_for_function(SETTLED)
        tab.wait_for_timeout(150)
        tab.wait_for_function(SETTLED)
        return tab

    return wait


@pytest.fixture
def visit(page: Page, settled: Callable[[Page], Page]) -> Callable[[str], Page]:
    """Opens an address and waits for the end of its script."""

    def go(url: str) -> Page:
        page.goto(url)
        return settled(page)

    return go
