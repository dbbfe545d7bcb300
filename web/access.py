"""How the dashboard may be entered: `access.toml` in the store, or the same tables in `.streamlit/secrets.toml`."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from warehouse.accounts import ROLES, Role
from warehouse.store import ROOT

Reading = Literal["open", "sign-in"]
READINGS: Final = ("open", "sign-in")
FILE: Final = "access.toml"
SECRETS: Final = ROOT / ".streamlit" / "secrets.toml"
PROVIDER_KEYS: Final = {"name", "client_id", "client_secret", "metadata_url", "scope", "claim", "default_role", "roles"}
NEEDED: Final = ("client_id", "metadata_url")


class AccessWrong(ValueError):
    """The file that says who may enter cannot be followed; nobody enters by it."""


@dataclass(frozen=True, slots=True)
class RoleRule:
    """The role of whoever the provider says `value` of; `places` is None for every place."""

    value: str
    role: Role
    places: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider and what its claims mean here."""

    name: str
    client_id: str
    client_secret: str | None
    metadata_url: str
    scope: str
    claim: str
    rules: tuple[RoleRule, ...]
    default_role: Role | None


@dataclass(frozen=True, slots=True)
class Access:
    """Whether reading needs a sign-in, the provider if any, and the address the world knows if it differs."""

    reading: Reading = "sign-in"
    provider: Provider | None = None
    public_url: str | None = None


def access(folder: Path) -> Access:
    """What the files and `TVET_READING` say now; AccessWrong where they cannot be followed."""
    stamps = tuple(_stamp(path) for path in (folder / FILE, SECRETS))
    return _read(folder, stamps, os.environ.get("TVET_READING"), os.environ.get("TVET_OIDC_CLIENT_SECRET"))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size


@cache
def _read(folder: Path, stamps: tuple[object, ...], reading: str | None, secret: str | None) -> Access:
    own, secrets = _table(folder / FILE), _table(SECRETS)
    provider = own.get("provider", secrets.get("provider"))
    return Access(
        reading=_reading(reading or own.get("reading", secrets.get("reading", "sign-in"))),
        provider=None if provider is None else provider_of(provider, secret),
        public_url=own.get("public_url", secrets.get("public_url")),
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise AccessWrong(f"{path}: {error}") from error


def _reading(value: object) -> Reading:
    if value not in READINGS:
        raise AccessWrong(f"reading = {value!r}: {' | '.join(READINGS)}")
    return value


def _role(value: object) -> Role:
    if value not in ROLES:
        raise AccessWrong(f"role = {value!r}: {' | '.join(ROLES)}")
    return value


def provider_of(table: Mapping[str, Any], secret: str | None = None) -> Provider:
    """The provider that a table describes; AccessWrong where it lacks something or says what nobody knows."""
    strange, absent = sorted(set(table) - PROVIDER_KEYS), [key for key in NEEDED if not table.get(key)]
    if strange or absent:
        raise AccessWrong(f"[provider]: unknown {strange}, missing {absent}")
    if not str(secret or table.get("client_secret") or "").isascii():
        raise AccessWrong("[provider] client_secret: ASCII")
    default = table.get("default_role")
    return Provider(
        name=str(table.get("name", "OpenID Connect")),
        client_id=str(table["client_id"]),
        client_secret=secret or table.get("client_secret"),
        metadata_url=str(table["metadata_url"]),
        scope=str(table.get("scope", "openid email profile")),
        claim=str(table.get("claim", "groups")),
        rules=tuple(_rule(rule) for rule in table.get("roles", ())),
        default_role=None if default is None else _role(default),
    )


def _rule(table: Mapping[str, Any]) -> RoleRule:
    role, places = _role(table.get("role")), table.get("places", ())
    if role == "editor" and not places:
        raise AccessWrong(f'[[provider.roles]] value = {table.get("value")!r}: places of an editor, or "all"')
    return RoleRule(str(table["value"]), role, None if places == "all" else frozenset(places))


def granted(claims: Mapping[str, Any], provider: Provider) -> tuple[Role, frozenset[str] | None] | None:
    """The strongest role that the claims give, with the places of all rules of that role; None for no role."""
    said = values_of(claims, provider.claim)
    rules = [rule for rule in provider.rules if rule.value in said]
    if not rules:
        return None if provider.default_role is None else (provider.default_role, frozenset())
    role = max((rule.role for rule in rules), key=ROLES.index)
    places = [rule.places for rule in rules if rule.role == role]
    named = [place for place in places if place is not None]
    return role, None if len(named) < len(places) else frozenset().union(*named)


def values_of(claims: Mapping[str, Any], claim: str) -> set[str]:
    """The values of a claim, which may lie below dots (realm_access.roles); none where it is absent."""
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for step in claim.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return {found}
    return {str(value) for value in found} if isinstance(found, list) else set()
