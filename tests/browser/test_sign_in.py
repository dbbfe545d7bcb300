"""Signing in as a person does: the link one was sent, a reload, another tab, the way out, a session that ran out."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import serving
from warehouse import accounts, sessions

Settled = Callable[[Page], Page]
Visit = Callable[[str], Page]
PASSWORD = "mật khẩu đủ dài"
VIEW = "/province?place=vinh-phuc&year=2022&lang=vi"


@pytest.fixture(scope="module")
def kept_store(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an editor, where reading needs a sign-in."""
    own = tmp_path_factory.mktemp("kept") / "store"
    shutil.copytree(store, own)
    accounts.add(own, "lan", "editor", ["vinh-phuc"], PASSWORD)
    return own


@pytest.fixture(scope="module")
def kept(kept_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on that store."""
    with serving(kept_store, tmp_path_factory.mktemp("kept-log") / "server.log") as url:
        yield url


def fill(page: Page, name: str = "lan", password: str = PASSWORD) -> None:
    """Type name and password and press Enter."""
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_label("Mật khẩu").press("Enter")


@pytest.fixture
def inside(page: Page, kept: str, settled: Settled) -> Page:
    """A tab in which the editor has followed a link through the sign-in."""
    page.goto(kept + VIEW)
    fill(page)
    page.wait_for_url("**/province?*")
    return settled(page)


def test_a_link_leads_through_the_sign_in_to_its_page(inside: Page, kept: str) -> None:
    """The page and view that were asked for stand there after the sign-in, with the user's name and the way out."""
    assert inside.url == kept + VIEW
    expect(inside.locator("[aria-current=page]")).to_have_text("Địa phương")
    expect(inside.get_by_role("combobox", name="Địa phương")).to_have_value(re.compile("Vĩnh Phúc"))
    expect(inside.locator(".st-key-bar")).to_contain_text("lan")
    expect(inside.get_by_role("link", name="Đăng xuất")).to_be_visible()


def test_the_cookie_survives_a_reload_and_is_out_of_reach(inside: Page, kept: str, settled: Settled) -> None:
    """A reload and a new tab need no sign-in, and no script reads the session."""
    inside.reload()
    settled(inside)
    expect(inside.get_by_role("link", name="Đăng xuất")).to_be_visible()
    assert "tvet_session" not in inside.evaluate("document.cookie")
    second = inside.context.new_page()
    second.goto(f"{kept}/compare")
    settled(second)
    expect(second.get_by_role("link", name="Đăng xuất")).to_be_visible()
    assert "Kho dữ liệu:" not in second.locator(".pagefoot").inner_text()


def test_signing_out_in_one_tab_signs_the_other_out(inside: Page, kept: str, settled: Settled) -> None:
    """The other tab shows no figure any more at its next step, and leads back to where it was."""
    second = inside.context.new_page()
    second.goto(kept + VIEW)
    settled(second)
    inside.get_by_role("link", name="Đăng xuất").click()
    inside.wait_for_url("**/signin?*")
    second.get_by_role("link", name="So sánh").click()
    second.wait_for_url("**/compare?*")
    expect(second.get_by_role("alert")).to_contain_text("Cần đăng nhập")
    expect(second.get_by_role("combobox")).to_have_count(0)
    second.get_by_role("alert").get_by_role("link", name="Đăng nhập").click()
    second.wait_for_url("**/signin?*")
    fill(second)
    second.wait_for_url("**/compare?*")
    settled(second)
    assert "place=vinh-phuc" in second.url
    expect(second.get_by_role("combobox").first).to_be_visible()


def test_an_open_tab_shows_nothing_after_its_session_is_ended(
    inside: Page, kept: str, kept_store: Path, settled: Settled
) -> None:
    """Ended by the administrator, the tab is empty at its next step and a reload asks for the password."""
    second = inside.context.new_page()  # Streamlit complains on the console of a file that it may no longer have
    second.goto(kept + VIEW)
    settled(second)
    sessions.end_every_session(kept_store)
    second.get_by_role("link", name="So sánh").click()
    expect(second.get_by_role("alert")).to_contain_text("Cần đăng nhập")
    second.reload()
    second.wait_for_url("**/signin?*")


def test_the_sign_in_speaks_both_languages(page: Page, kept: str) -> None:
    """The form speaks the language of the view asked for, and switches."""
    page.goto(f"{kept}/province?place=ha-noi&lang=en")
    expect(page.locator("h1")).to_have_text("Sign in")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("h1")).to_have_text("Đăng nhập")
    assert page.evaluate("document.documentElement.lang") == "vi"
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()


def test_a_form_on_another_site_signs_nobody_in(browser: Browser, kept: str) -> None:
    """A page elsewhere that sends name and password by itself is refused."""
    context: BrowserContext = browser.new_context()
    page = context.new_page()
    page.goto(f"{kept}/signin")
    page.route(
        "http://elsewhere.localhost/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method="post" action="{kept}/signin"><input name="name" value="lan">'
            f'<input name="password" value="{PASSWORD}"></form><script>document.forms[0].submit()</script>',
        ),
    )
    with page.expect_response(lambda answer: answer.url == f"{kept}/signin") as caught:
        page.goto("http://elsewhere.localhost/", wait_until="commit")
    assert caught.value.status == 403
    assert [cookie for cookie in context.cookies() if cookie.get("name") == "tvet_session"] == []
    context.close()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1366, 768)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_fits_and_follows_the_theme(page: Page, kept: str, scheme: str, width: int, height: int) -> None:
    """The page fits a telephone and a desk, light and dark."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{kept}/signin")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    back = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert back == ("rgb(16, 22, 28)" if scheme == "dark" else "rgb(255, 255, 255)")


def test_alone_the_foot_says_so(visit: Visit, server: str) -> None:
    """Without accounts the foot names the one user of this machine, and no sign-in is offered."""
    page = visit(f"{server}/")
    expect(page.locator(".pagefoot")).to_contain_text("không cần đăng nhập")
    expect(page.get_by_role("link", name="Đăng nhập")).to_have_count(0)
