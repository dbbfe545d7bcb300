"""Signing in through an office's OpenID Connect provider; ends in the same session as a local account."""

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from authlib.integrations.starlette_client import OAuth, OAuthError, StarletteOAuth2App
from httpx2 import HTTPError
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from warehouse import sessions, store
from warehouse.accounts import User, admit
from web.access import Access, Provider, access, granted
from web.addresses import base_path, lang_asked, local
from web.sign_in import entered, form

LOG: Final = logging.getLogger("tvet.web")
AFTER: Final = "tvet_after"
LONGEST_LABEL: Final = 100


class ProviderWrong(RuntimeError):
    """The provider's answer cannot be used, though it came from the provider."""


@cache
def client(provider: Provider) -> StarletteOAuth2App:
    """What talks to the provider: state, nonce and PKCE are its doing."""
    found: StarletteOAuth2App = OAuth().register(
        "provider",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.metadata_url,
        client_kwargs={"scope": provider.scope, "code_challenge_method": "S256", "timeout": 10},
    )
    return found


def callback_address(request: Request, known: Access) -> str:
    """Where the provider sends the browser back to, as registered there."""
    origin = known.public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"
    return f"{origin.rstrip('/')}{base_path()}oidc/callback"


async def go(request: Request) -> Response:
    """Leads to the provider, remembering the page and view asked for."""
    known = access(store.folder())
    if known.provider is None:
        return PlainTextResponse("404", status_code=404)
    after = local(request.query_params.get("next"))
    request.session[AFTER] = after
    try:
        answer: Response = await client(known.provider).authorize_redirect(request, callback_address(request, known))
    except (HTTPError, OAuthError) as error:
        LOG.warning("the provider does not answer: %s", error)
        return await form(request, after, lang_asked(after), "provider_away", 503)
    return answer


async def back(request: Request) -> Response:
    """Takes the browser back from the provider: a session where it vouches for somebody who has a role here."""
    provider = access(store.folder()).provider
    if provider is None:
        return PlainTextResponse("404", status_code=404)
    after = local(request.session.get(AFTER))
    try:
        claims = await vouched(request, client(provider), provider)
    except (HTTPError, OAuthError, JoseError, ProviderWrong) as error:
        LOG.warning("sign-in through the provider failed: %s", error)
        return await form(request, after, lang_asked(after), "provider_failed", 400)
    user = user_of(claims, provider)
    if user is None or not await run_in_threadpool(admit, store.folder(), user):
        return await form(request, after, lang_asked(after), "no_role", 403)
    token = await run_in_threadpool(sessions.start, store.folder(), user.name, sessions.PROVIDER_LIFE)
    request.session.clear()
    if token is None:
        return await form(request, after, lang_asked(after), "no_role", 403)
    return await entered(request, token, after, sessions.PROVIDER_LIFE)


async def vouched(request: Request, provider_client: StarletteOAuth2App, provider: Provider) -> dict[str, Any]:
    """The claims about whoever signed in, those of the ID token first, checked in signature, nonce and audience."""
    token = await provider_client.authorize_access_token(request)
    claims = dict(token.get("userinfo") or {})
    if not claims.get("iss") or not claims.get("sub"):
        raise ProviderWrong("no ID token with issuer and subject")
    if provider.claim.split(".")[0] in claims:
        return claims
    told = dict(await provider_client.userinfo(token=token))
    if told.get("sub") != claims["sub"]:
        raise ProviderWrong("userinfo tells of another subject")
    return told | claims


def user_of(claims: Mapping[str, Any], provider: Provider) -> User | None:
    """Whoever the claims tell of, known by issuer and subject; None where the claims give no role."""
    found = granted(claims, provider)
    if found is None:
        return None
    role, places = found
    said = next((claims[key] for key in ("name", "preferred_username", "email", "sub") if claims.get(key)), "")
    return User(f"{claims['iss']}|{claims['sub']}", role, places, str(said)[:LONGEST_LABEL])


ROUTES: Final = [Route("/oidc/signin", go, methods=["GET"]), Route("/oidc/callback", back, methods=["GET"])]
