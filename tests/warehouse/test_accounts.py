"""Accounts, sessions and the lock on the door, with the clock in the test's hand."""

import os
import sqlite3
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from warehouse import accounts, sessions
from warehouse.accounts import AccountRefused, Role, User
from warehouse.sessions import ADDRESS_FAILURES, IDLE, LIFE, LOCKED, NAME_FAILURES, Locked

PASSWORD = "mật khẩu đủ dài"
T = 1_800_000_000
REAL_HASHER = accounts.hasher()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of little memory and time; that real ones are strong is tested by name."""
    accounts.nobodys_hash.cache_clear()
    monkeypatch.setattr(accounts, "hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def lan(store: Path) -> User:
    """An editor of Hà Nội."""
    accounts.add(store, "lan", "editor", ["ha-noi"], PASSWORD)
    return User("lan", "editor", frozenset({"ha-noi"}), "lan")


def started(store: Path, now: float = T, name: str = "lan") -> str:
    """A new session's token."""
    token = sessions.start(store, name, now=now)
    assert token is not None
    return token


@pytest.mark.parametrize(
    ("name", "role", "places", "password", "code"),
    [
        ("", "viewer", [], PASSWORD, "name"), ("Lan", "viewer", [], PASSWORD, "name"),
        ("l|n", "viewer", [], PASSWORD, "name"), ("../lan", "viewer", [], PASSWORD, "name"),
        ("l" * 65, "viewer", [], PASSWORD, "name"), ("local", "viewer", [], PASSWORD, "name"),
        ("etl", "administrator", None, PASSWORD, "name"), ("nam", "editor", [], PASSWORD, "editor_without_places"),
        ("nam", "viewer", [], "ngắn quá!", "password_length"), ("nam", "viewer", [], "x" * 1025, "password_length"),
    ],
)  # fmt: skip
def test_an_account_that_cannot_be(
    store: Path, name: str, role: Role, places: list[str] | None, password: str, code: str
) -> None:
    """Names of others, editors of nothing and short passwords are refused, and nothing is kept."""
    with pytest.raises(AccountRefused) as refused:
        accounts.add(store, name, role, places, password)
    assert refused.value.code == code
    assert accounts.identities(store) == []


def test_a_name_is_given_once(store: Path, lan: User) -> None:
    """A second account of a name is refused and the first keeps its password."""
    with pytest.raises(AccountRefused) as refused:
        accounts.add(store, "lan", "administrator", None, "mật khẩu khác hẳn")
    assert refused.value.code == "taken"
    assert sessions.checked(store, "lan", PASSWORD, "10.0.0.1") == lan


def test_the_file_holds_neither_password_nor_token(store: Path, lan: User) -> None:
    """Whoever copies the file can sign in with nothing in it, and only its owner reads it."""
    token = started(store)
    content = accounts.accounts_path(store).read_bytes()
    assert PASSWORD.encode() not in content
    assert token.encode() not in content
    assert b"$argon2id$" in content
    if os.name == "posix":
        assert accounts.accounts_path(store).stat().st_mode & 0o077 == 0


def test_vietnamese_letters_in_either_spelling(store: Path, lan: User) -> None:
    """The same password typed with composed or with combining letters opens the same account."""
    assert sessions.checked(store, "lan", unicodedata.normalize("NFD", PASSWORD), "10.0.0.1") == lan
    assert sessions.checked(store, "lan", unicodedata.normalize("NFC", PASSWORD), "10.0.0.1") == lan


@pytest.mark.parametrize(
    ("used_at", "asked_at", "open_"),
    [
        ([], 0, True), ([], IDLE - 1, True), ([], IDLE, False), ([], IDLE + 1, False),
        ([IDLE - 1], IDLE + 1, True), ([IDLE - 1], 2 * IDLE, False),
        (list(range(0, LIFE, IDLE - 1)), LIFE - 1, True), (list(range(0, LIFE, IDLE - 1)), LIFE, False),
    ],
)  # fmt: skip
def test_a_session_expires(store: Path, lan: User, used_at: list[int], asked_at: int, open_: bool) -> None:
    """A session ends twelve hours after its last use and thirty days after its beginning."""
    token = started(store)
    for moment in used_at:
        sessions.who(store, token, T + moment)
    assert sessions.who(store, token, T + asked_at) == (lan if open_ else None)


@pytest.mark.parametrize("token", [None, "", "x", "a" * 43, "'; DROP TABLE session; --"])
def test_a_token_nobody_gave_opens_nothing(store: Path, lan: User, token: str | None) -> None:
    """An invented token is nobody's."""
    started(store)
    assert sessions.who(store, token, T) is None


def test_revocation_is_immediate(store: Path, lan: User) -> None:
    """Signing out ends one session; disabling, a new password and signing everybody out end all of them."""
    first, second = started(store), started(store)
    sessions.end(store, first)
    assert sessions.who(store, first, T) is None
    assert sessions.who(store, second, T) == lan
    accounts.set_password(store, "lan", PASSWORD + "2")
    assert sessions.who(store, second, T) is None
    third = started(store)
    accounts.set_disabled(store, "lan", True)
    assert sessions.who(store, third, T) is None
    assert sessions.start(store, "lan", now=T) is None
    assert sessions.checked(store, "lan", PASSWORD + "2", "10.0.0.1") is None
    accounts.set_disabled(store, "lan", False)
    assert sessions.who(store, third, T) is None
    fourth = started(store)
    sessions.end_every_session(store)
    assert sessions.who(store, fourth, T) is None


def test_a_role_is_in_force_at_the_next_request(store: Path, lan: User) -> None:
    """A changed role holds for sessions that are open."""
    token = started(store)
    accounts.set_role(store, "lan", "viewer", [])
    assert sessions.who(store, token, T) == User("lan", "viewer", frozenset(), "lan")


@pytest.mark.parametrize("name", ["lan", "nobody"])
def test_five_failures_lock_a_name_for_a_minute(store: Path, lan: User, name: str) -> None:
    """After five failures nothing is checked for a minute, for names that exist and names that do not alike."""
    for attempt in range(NAME_FAILURES):
        assert sessions.checked(store, name, "sai", f"10.0.0.{attempt}", now=T + attempt) is None
    with pytest.raises(Locked):
        sessions.checked(store, name, PASSWORD, "10.0.0.99", now=T + NAME_FAILURES)
    late = T + NAME_FAILURES + LOCKED
    assert sessions.checked(store, name, PASSWORD, "10.0.0.99", now=late) == (lan if name == "lan" else None)


def test_failures_lock_an_address(store: Path, lan: User) -> None:
    """Many names tried from one address lock the address, not the others."""
    for attempt in range(ADDRESS_FAILURES):
        sessions.checked(store, f"ai{attempt}", "sai", "10.0.0.1", now=T)
    with pytest.raises(Locked):
        sessions.checked(store, "lan", PASSWORD, "10.0.0.1", now=T + 1)
    assert sessions.checked(store, "lan", PASSWORD, "10.0.0.2", now=T + 1) == lan


def test_a_right_password_forgives_its_own_attempt_only(store: Path, lan: User) -> None:
    """Whoever has an account cannot use it to go on trying others' names from the same address."""
    for attempt in range(ADDRESS_FAILURES - 1):
        sessions.checked(store, f"ai{attempt}", "sai", "10.0.0.1", now=T)
        assert sessions.checked(store, "lan", PASSWORD, "10.0.0.1", now=T + 1) == lan
    sessions.checked(store, "ai-nữa", "sai", "10.0.0.1", now=T)
    with pytest.raises(Locked):
        sessions.checked(store, "lan", PASSWORD, "10.0.0.1", now=T + 2)


def test_attempts_at_once_are_counted(store: Path, lan: User) -> None:
    """Twenty guesses sent at the same moment are no more than five."""
    barrier = threading.Barrier(20)

    def attempt(number: int) -> str:
        barrier.wait()
        try:
            sessions.checked(store, "lan", "sai", f"10.0.1.{number}", now=T)
        except Locked:
            return "locked"
        return "checked"

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(attempt, range(20)))
    assert answers.count("checked") == NAME_FAILURES


def test_a_provider_account_has_no_password_here(store: Path) -> None:
    """Whoever a provider vouches for cannot sign in with a password, and can be shut out here."""
    guest = User("https://idp.example.vn|7", "viewer", frozenset(), "Nguyễn Thị Lan")
    assert accounts.admit(store, guest)
    assert sessions.checked(store, guest.name, "", "10.0.0.1") is None
    assert sessions.checked(store, guest.name, PASSWORD, "10.0.0.1") is None
    token = started(store, name=guest.name)
    assert sessions.who(store, token, T) == guest
    accounts.set_disabled(store, guest.name, True)
    assert sessions.who(store, token, T) is None
    assert not accounts.admit(store, guest)


def test_old_sessions_are_forgotten(store: Path, lan: User) -> None:
    """Sessions that ended long ago leave the file."""
    started(store, now=T)
    started(store, now=T + 3 * LIFE)
    with sqlite3.connect(accounts.accounts_path(store)) as connection:
        assert connection.execute("SELECT count(*) FROM session").fetchone() == (1,)


def test_hashes_are_as_strong_as_the_standard_asks(store: Path) -> None:
    """Passwords are kept as Argon2id at the second recommendation of RFC 9106: 64 MiB, three passes."""
    made = REAL_HASHER
    assert (made.memory_cost, made.time_cost, made.type) == (
        RFC_9106_LOW_MEMORY.memory_cost, RFC_9106_LOW_MEMORY.time_cost, RFC_9106_LOW_MEMORY.type,
    )  # fmt: skip
