"""Sessions that the server holds and can end, and the lock on doors that are tried too often."""

import hashlib
import secrets
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from warehouse.accounts import User, accounts_path, identity, identity_of, matches, opened, text

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
#: A session ends this long after it was last used, and this long after it began whatever happens.
IDLE: Final = 12 * HOUR
LIFE: Final = 30 * DAY
#: A provider may take a right away, which is learnt at the next sign-in.
PROVIDER_LIFE: Final = DAY
#: How late the note of the last use may be: not every request writes.
SEEN_EVERY: Final = MINUTE
LOCKED: Final = MINUTE
#: Failures within LOCKED that lock an account's name, known or not, and an address, which an office shares.
NAME_FAILURES: Final = 5
ADDRESS_FAILURES: Final = 20


class Locked(Exception):
    """The door was tried too often: nothing is checked for a minute."""


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def start(folder: Path, name: str, life: int = LIFE, now: float | None = None) -> str | None:
    """A new session of an account; its token, None where the account is not there or shut out."""
    moment, token = int(now or time.time()), secrets.token_urlsafe(32)
    with opened(folder) as connection:
        connection.execute(text("forget_sessions"), {"long_ago": moment - LIFE})
        row = {"digest": digest(token), "name": name, "now": moment, "ends": moment + life}
        started = connection.execute(text("start_session"), row).rowcount
    return token if started else None


def who(folder: Path, token: str | None, now: float | None = None) -> User | None:
    """Whose session a token opens; None for one that is unknown, ended, expired or of an account shut out."""
    if not token or not accounts_path(folder).exists():
        return None
    moment = int(now or time.time())
    keys = {"digest": digest(token), "now": moment}
    with opened(folder) as connection:
        row = connection.execute(text("session_user"), keys | {"idle_since": moment - IDLE}).fetchone()
        if row is not None and row["seen"] <= moment - SEEN_EVERY:
            connection.execute(text("see_session"), keys)
    return None if row is None else identity_of(row).user


def end(folder: Path, token: str) -> None:
    """End a session at once, in every tab."""
    with opened(folder) as connection:
        connection.execute(text("end_session"), {"digest": digest(token), "now": int(time.time())})


def end_every_session(folder: Path) -> None:
    """Sign everybody out."""
    with opened(folder) as connection:
        connection.execute(text("end_every_session"), {"now": int(time.time())})


def checked(folder: Path, name: str, password: str, address: str, now: float | None = None) -> User | None:
    """The account that name and password open, None where they open none; Locked after too many failures.

    The attempt is noted before the password is looked at, so that many at once cannot be more than allowed.
    """
    moment = now or time.time()
    subjects = {f"name:{name[:100]}": NAME_FAILURES, f"address:{address}": ADDRESS_FAILURES}
    _note_attempt(folder, subjects, moment)
    found = identity(folder, name)
    usable = found is not None and found.kind == "local" and not found.disabled
    right = matches(found.password if found is not None and usable else None, password)
    if found is None or not right:
        return None
    _forgive(folder, subjects, moment)
    return found.user


def _note_attempt(folder: Path, subjects: dict[str, int], moment: float) -> None:
    with opened(folder) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(text("forget_failures"), {"since": moment - LOCKED})
        for subject, allowed in subjects.items():
            recent = {"subject": subject, "since": moment - LOCKED}
            if connection.execute(text("count_failures"), recent).fetchone()[0] >= allowed:
                raise Locked
        connection.executemany(text("add_failure"), [{"subject": subject, "at": moment} for subject in subjects])


def _forgive(folder: Path, subjects: Iterable[str], moment: float) -> None:
    """Forget the failures of the account, and of the address only this attempt: others try from there too."""
    name, address = subjects
    with opened(folder) as connection:
        connection.execute(text("forgive_failure"), {"subject": name})
        connection.execute(text("forgive_attempt"), {"subject": address, "at": moment})
