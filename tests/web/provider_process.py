"""A real OpenID Connect provider as a process of its own, which can be told to answer wrongly in one respect."""

import sys
from collections.abc import Callable
from typing import Any

from authlib import jose
from oidc_provider_mock import __main__ as command
from oidc_provider_mock import _app, _storage


def signed_with(**changed: Any) -> Callable[..., Any]:
    """What makes ID tokens, with something changed."""
    right = _app.OpenIDCode.get_jwt_config
    return lambda self, grant, client=None: right(self, grant, client) | changed


def other_key() -> Any:
    """A key that the provider does not publish."""
    return jose.JsonWebKey.generate_key("RSA", 2048, options={"kid": "x"}, is_private=True).as_dict(is_private=True)


def userinfo_of_another() -> None:
    """Claims in userinfo only, and of somebody else."""
    _app.OpenIDCode.generate_user_info = lambda self, user, scope: {"sub": user.sub}
    _app._user_claims_for_scope = lambda user, scope: user.claims | {"sub": "another"}


def change(part: Any, name: str, value: Any) -> Callable[[], None]:
    """Puts a wrong part into the provider."""
    return lambda: setattr(part, name, value)


FAULTS: dict[str, Callable[[], None]] = {
    "none": lambda: None,
    "userinfo_only": change(_app.OpenIDCode, "generate_user_info", lambda self, user, scope: {"sub": user.sub}),
    "userinfo_of_another": userinfo_of_another,
    "nonce": change(_storage.AuthorizationCode, "get_nonce", lambda self: "another"),
    "audience": change(_app.OpenIDCode, "get_audiences", lambda self, request: ["another"]),
    "issuer": change(_app.OpenIDCode, "get_jwt_config", signed_with(iss="http://another.example")),
    "expired": change(_app.OpenIDCode, "get_jwt_config", signed_with(exp=-7200)),
    "signature": lambda: change(_app.OpenIDCode, "get_jwt_config", signed_with(key=other_key()))(),
}

if __name__ == "__main__":
    FAULTS[sys.argv.pop(1)]()
    command.run()
