"""Who may enter: identities, roles and Argon2id passwords in `accounts.sqlite`, a file apart from the figures."""

import json
import re
import sqlite3
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from warehouse import sql
from warehouse.errors import store_fault

Role = Literal["viewer", "editor", "administrator"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
#: Names under which commands and the single user of `make run` write.
RESERVED: Final = frozenset({"local", "etl"})
SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 1024
#: Seconds to wait for another process that writes to the file.
WAIT: Final = 5.0


class AccountRefused(ValueError):
    """An account cannot be made or changed so; `code` names the reason: a word key below `account`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code}: {values}")
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class User:
    """Who is signed in; `places` is None for every place, and says nothing for a viewer."""

    name: str
    role: Role
    places: frozenset[str] | None = frozenset()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """One row of the accounts file."""

    user: User
    kind: Literal["local", "provider"]
    password: str | None
    disabled: bool


def accounts_path(folder: Path) -> Path:
    """The file of accounts and sessions in a store."""
    return folder / "accounts.sqlite"


@cache
def hasher() -> PasswordHasher:
    """Argon2id at the library's present parameters: 64 MiB and about a tenth of a second each."""
    return PasswordHasher()


def password_text(password: str) -> str:
    """The password in one spelling: Vietnamese keyboards type the same letter as one character or as two."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    """The Argon2id hash of an acceptable password; AccountRefused for a short or endless one."""
    text = password_text(password)
    if not SHORTEST_PASSWORD <= len(text) <= LONGEST_PASSWORD:
        raise AccountRefused("password_length", shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)
    return hasher().hash(text)


@cache
def nobodys_hash() -> str:
    """A hash to check against where there is no account, so that the answer takes as long."""
    return hasher().hash("nobody's password")


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the account's; as slow where there is no account."""
    try:
        hasher().verify(password_hash or nobodys_hash(), password_text(password[:LONGEST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def places_text(places: Iterable[str] | None) -> str | None:
    """Places as they are stored; None for every place."""
    return None if places is None else json.dumps(sorted(places))


def identity_of(row: sqlite3.Row) -> Identity:
    """A row of the file as an identity."""
    places = None if row["places"] is None else frozenset(json.loads(row["places"]))
    user = User(row["name"], row["role"], places, row["label"])
    return Identity(user, row["kind"], row["password"], bool(row["disabled"]))


def text(name: str) -> str:
    """The text of a statement on the accounts file."""
    return sql.text("account_statements", name)


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The accounts file, made where there is none; committed when the block ends well, else undone."""
    path = accounts_path(folder)
    try:
        if not path.exists():
            make(path)
        with closing(sqlite3.connect(path, timeout=WAIT)) as connection:
            connection.row_factory = sqlite3.Row
            with connection:
                yield connection
    except (OSError, sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        raise store_fault(folder, str(error)) from error


def make(path: Path) -> None:
    """Make an empty accounts file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=WAIT)) as connection:
        connection.executescript(text("schema"))


def any_identity(folder: Path) -> bool:
    """Whether anybody was ever given an account, disabled ones included: then nobody enters without one."""
    if not accounts_path(folder).exists():
        return False
    with opened(folder) as connection:
        return connection.execute(text("has_identity")).fetchone() is not None


def identities(folder: Path) -> list[Identity]:
    """Every account, local ones first."""
    if not accounts_path(folder).exists():
        return []
    with opened(folder) as connection:
        return [identity_of(row) for row in connection.execute(text("identities"))]


def identity(folder: Path, name: str) -> Identity | None:
    """One account; None where there is none of the name."""
    if not accounts_path(folder).exists():
        return None
    with opened(folder) as connection:
        row = connection.execute(text("identity"), {"name": name}).fetchone()
    return None if row is None else identity_of(row)


def sign_in_name(typed: str) -> str:
    """The name of an account as it is kept, from what somebody typed."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def refuse_places(role: Role, places: Iterable[str] | None) -> None:
    """AccountRefused for an editor of no place."""
    if role == "editor" and places is not None and not list(places):
        raise AccountRefused("editor_without_places")


def add(folder: Path, name: str, role: Role, places: Iterable[str] | None, password: str) -> None:
    """Make a local account; AccountRefused for a name that is taken or cannot be, or an editor of no place."""
    if not NAME.fullmatch(name) or name in RESERVED:
        raise AccountRefused("name", name=name)
    refuse_places(role, places)
    row = {"name": name, "label": name, "kind": "local", "role": role, "places": places_text(places)}
    values = row | {"password": hashed(password), "now": int(time.time())}
    with opened(folder) as connection:
        if connection.execute(text("add_identity"), values).rowcount == 0:
            raise AccountRefused("taken", name=name)


def set_password(folder: Path, name: str, password: str) -> None:
    """Give a local account another password and end its sessions."""
    _change(folder, name, "set_password", password=hashed(password))


def set_role(folder: Path, name: str, role: Role, places: Iterable[str] | None) -> None:
    """Give an account another role, in force at its next request."""
    refuse_places(role, places)
    _change(folder, name, "set_role", end=False, role=role, places=places_text(places))


def set_disabled(folder: Path, name: str, disabled: bool) -> None:
    """Shut an account out at once and end its sessions, or let it in again."""
    _change(folder, name, "set_disabled", disabled=int(disabled))


def _change(folder: Path, name: str, statement: str, end: bool = True, **values: object) -> None:
    with opened(folder) as connection:
        if connection.execute(text(statement), {"name": name, **values}).rowcount == 0:
            raise AccountRefused("unknown", name=name)
        if end:
            connection.execute(text("end_sessions_of"), {"name": name, "now": int(time.time())})


def admit(folder: Path, user: User) -> bool:
    """Note somebody whom the provider vouches for, with the role of this sign-in; False where shut out here."""
    row = {"name": user.name, "label": user.label, "role": user.role, "places": places_text(user.places)}
    with opened(folder) as connection:
        connection.execute(text("admit_provider"), row | {"now": int(time.time())})
        kept = connection.execute(text("identity"), {"name": user.name}).fetchone()
    return not kept["disabled"]
