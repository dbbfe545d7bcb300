"""Signing in with a local account and signing out: each ends in, or ends, a session that the server holds."""

import asyncio
import hashlib
import hmac
import ipaddress
import secrets
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from warehouse import sessions, store
from warehouse.accounts import User, any_identity, sign_in_name
from web.access import access
from web.accounts import COOKIE, Visitor, sealed
from web.addresses import lang_asked, local
from web.sign_in_page import sign_in_page
from wording.catalogue import LANGS

#: Binds a form to the browser that asked for it, before there is a session.
BEFORE: Final = "tvet_before"
BEFORE_LIFE: Final = 3600
SIGN_OUT: Final = "sign-out"
LARGEST_FORM: Final = 16_384
FORM_TIMEOUT: Final = 15.0
#: A hash takes 64 MiB: more than two at a time would push the charts out of memory and off the processors.
HASHING: Final = asyncio.Semaphore(2)
NO_STORE: Final = {"Cache-Control": "no-store"}


def csrf_of(before: str) -> str:
    """What the form of a browser carries."""
    return hmac.new(before.encode(), b"sign-in", hashlib.sha256).hexdigest()


def same_origin(request: Request) -> bool:
    """Whether the browser says that our own page asks; true where it is too old to say."""
    fetched = request.headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def is_secure(request: Request) -> bool:
    """Whether the browser came by https, to this server or to the proxy before it."""
    known = access(store.folder()).public_url or ""
    return request.url.scheme == "https" or known.startswith("https://")


def address_of(request: Request) -> str:
    """Where a request comes from, for counting failures: an IPv6 address by its network of one office."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return host if address.version == 4 else str(ipaddress.ip_network(f"{address}/64", strict=False))


def asker(request: Request) -> Visitor:
    """Who asks, as the guard found out."""
    found = request.scope["state"]["visitor"]
    return found if isinstance(found, Visitor) else Visitor(None, None)


async def small_form(request: Request) -> dict[str, str] | None:
    """The fields of a small form; None for a large, slow or strange one."""
    body = bytearray()
    try:
        async with asyncio.timeout(FORM_TIMEOUT):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST_FORM:
                    return None
        return dict(parse_qsl(body.decode("utf-8")))
    except (TimeoutError, ValueError):
        return None


async def ask(request: Request) -> Response:
    """The form; whoever is signed in already is led on."""
    after = local(request.query_params.get("next"))
    if asker(request).user is not None:
        return RedirectResponse(after, status_code=303, headers=NO_STORE)
    return await form(request, after, lang_asked(str(request.url)))


async def form(request: Request, after: str, lang: str, message: str | None = None, status: int = 200) -> Response:
    """The page with a form that only this browser can send."""
    before = request.cookies.get(BEFORE) or secrets.token_urlsafe(32)
    folder = store.folder()
    provider, accounts = access(folder).provider, await run_in_threadpool(any_identity, folder)
    page = sign_in_page(lang, after, csrf_of(before), message, accounts, provider.name if provider else None)
    answer = HTMLResponse(page, status_code=status, headers=NO_STORE)
    answer.set_cookie(BEFORE, before, max_age=BEFORE_LIFE, httponly=True, samesite="lax", secure=is_secure(request))
    return answer


async def check(request: Request) -> Response:
    """Answers the form: a session and the way on, or the form again with what was wrong."""
    fields = await small_form(request) or {}
    after, lang = local(fields.get("next")), fields.get("lang", LANGS[0])
    lang = lang if lang in LANGS else LANGS[0]
    proof = csrf_of(request.cookies.get(BEFORE, secrets.token_urlsafe(32)))
    if not same_origin(request) or not hmac.compare_digest(proof.encode(), fields.get("csrf", "").encode()):
        return await form(request, after, lang, "stale", 403)
    try:
        user = await checked(sign_in_name(fields.get("name", "")), fields.get("password", ""), address_of(request))
    except sessions.Locked:
        return await form(request, after, lang, "locked", 429)
    token = None if user is None else await run_in_threadpool(sessions.start, store.folder(), user.name)
    if token is None:
        return await form(request, after, lang, "wrong", 401)
    return await entered(request, token, after, sessions.LIFE)


async def checked(name: str, password: str, address: str) -> User | None:
    """Whose name and password these are, at most two checked at a time and none on the server's own thread."""
    async with HASHING:
        return await run_in_threadpool(sessions.checked, store.folder(), name, password, address)


async def entered(request: Request, token: str, after: str, life: int) -> Response:
    """Hands a session to the browser, ends the one it had, and leads it on."""
    if old := request.cookies.get(COOKIE):
        await run_in_threadpool(sessions.end, store.folder(), old)
    answer = RedirectResponse(after, status_code=303, headers=NO_STORE)
    answer.set_cookie(COOKIE, token, max_age=life, httponly=True, samesite="lax", secure=is_secure(request))
    answer.delete_cookie(BEFORE)
    return answer


async def leave(request: Request) -> Response:
    """Ends the session for every tab, where our own page asks for it."""
    token = asker(request).token
    if token is None or not sealed(token, SIGN_OUT, request.query_params.get("t")):
        return PlainTextResponse("403", status_code=403, headers=NO_STORE)
    await run_in_threadpool(sessions.end, store.folder(), token)
    answer = RedirectResponse(local(request.query_params.get("next")), status_code=303, headers=NO_STORE)
    answer.delete_cookie(COOKIE)
    return answer


ROUTES: Final = [
    Route("/signin", ask, methods=["GET"]),
    Route("/signin", check, methods=["POST"]),
    Route("/signout", leave, methods=["GET"]),
]
