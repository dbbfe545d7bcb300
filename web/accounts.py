"""Who asks, and what they may: the one place that screens, routes and the guard put the question to."""

import hmac
import ipaddress
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from warehouse import sessions, store
from warehouse.accounts import User, any_identity, identity
from web.access import access

__all__ = ["COOKIE", "LOCAL", "Action", "User", "Visitor", "label", "seal", "single_user", "user_may", "visitor", "who"]

#: read: look at figures · write: upload, correct, undo one's own · administer: undo anybody's, read every original.
Action = Literal["read", "write", "administer"]
COOKIE: Final = "tvet_session"
#: Who works alone on this machine: no account exists, and only this machine can ask.
LOCAL: Final = User("local", "administrator", None)
#: Stands for the session's token where there is no session; dies with the process.
_LOCAL_TOKEN: Final = secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, None for a stranger, and the token of their session, None where there is no session."""

    user: User | None
    token: str | None


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches a server on the address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def single_user(folder: Path | None = None) -> bool:
    """Whether the store knows neither accounts nor a provider: the server then answers this machine only."""
    place = folder or store.folder()
    return access(place).provider is None and not any_identity(place)


def who(token: str | None) -> User | None:
    """Whose session a token opens, looked up each time so that an ended one is ended everywhere."""
    return sessions.who(store.folder(), token)


def visitor(cookie: str | None) -> Visitor:
    """Who is at the screen: the local user where there is but one, else the session's; a stranger without one."""
    if single_user():
        return Visitor(LOCAL, None)
    user = who(cookie)
    return Visitor(user, cookie if user else None)


def user_may(user: User | None, action: Action, places: Iterable[str] = ()) -> bool:
    """Whether a user may do so to every one of these places; without places, whether anywhere at all."""
    if action == "read" and user is None:
        return access(store.folder()).reading == "open"
    if user is None:
        return False
    if action == "read" or user.role == "administrator":
        return True
    return action == "write" and user.role == "editor" and covers(user, places)


def covers(user: User, places: Iterable[str]) -> bool:
    """Whether an editor was named for every one of these places."""
    return user.places is None or set(places) <= user.places


def label(name: str) -> str | None:
    """How a user is shown to colleagues, from the name that stands beside an upload; None for an unknown one."""
    found = identity(store.folder(), name)
    return None if found is None else found.user.label


def seal(token: str | None, purpose: str) -> str:
    """What proves that a link or request of this purpose was made by our own page for this session."""
    return hmac.new((token or _LOCAL_TOKEN).encode(), purpose.encode(), "sha256").hexdigest()


def sealed(token: str | None, purpose: str, given: str | None) -> bool:
    """Whether the proof given is the one for this session and purpose."""
    return given is not None and hmac.compare_digest(seal(token, purpose).encode(), given.encode())
