"""Who may ask what of the server, and the headers that every answer carries."""

from typing import Final, Literal
from urllib.parse import quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.accounts import COOKIE, LOCAL, User, is_loopback, user_may, visitor
from web.addresses import base_path, lang_asked, within
from web.lost_page import is_lost, lost_page
from wording.catalogue import LANGS, words

Need = Literal["nobody", "nothing", "door", "read", "write"]
#: Open in Streamlit to whoever reaches the port; nothing here uses them.
CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/auth", "/oauth2callback")
#: What tells nothing, so that nobody is looked up for it: the program's own code, whether it is alive.
OPEN: Final = ("/healthz", "/i18n.js", "/static", "/favicon.png", "/_stcore/health", "/_stcore/host-config")
#: What a stranger needs to come in.
DOOR: Final = ("/signin", "/signout", "/oidc")
#: Streamlit keeps what is sent to its own upload path in memory, for any page or none.
WRITTEN: Final = ("/_stcore/upload_file", "/api/upload")
#: What a program asks for and not a person: refused with a number, not led to the sign-in.
ASKED_BY_PROGRAMS: Final = ("/_stcore", "/media", "/component", "/api")
#: All that lies beside the screens.
SERVED: Final = (*OPEN, *DOOR, *WRITTEN, *ASKED_BY_PROGRAMS, "/documents")
FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
#: `unsafe-inline` and `unsafe-eval` are Streamlit's own needs; that nothing is asked of another host is ours.
POLICY: Final = "; ".join(
    (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
        "connect-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "same-origin"),
)


def below(path: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a path is one of these or below one."""
    return any(path == prefix or path.startswith(prefix + "/") for prefix in prefixes)


def need(path: str) -> Need:
    """What whoever asks for a path must have; reading is needed for whatever is not named here."""
    if below(path, CLOSED):
        return "nobody"
    if below(path, OPEN):
        return "nothing"
    if below(path, DOOR):
        return "door"
    return "write" if below(path, WRITTEN) else "read"


def host_named(header: str) -> str:
    """The name in a Host header without its port; empty for what is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def from_this_machine(scope: Scope) -> bool:
    """Whether both ends and the name asked for are this machine's, and no proxy says it asks for others."""
    headers = Headers(scope=scope)
    named = host_named(headers.get("host", ""))
    ends = [(scope.get(end) or ("",))[0] for end in ("client", "server")]
    return all(map(is_loopback, [*ends, named])) and not any(name in headers for name in FORWARDED)


def refused(scope: Scope, user: User | None, needed: Need) -> Response | None:
    """The answer to whoever may not ask this; None where they may."""
    if needed == "nobody":
        return PlainTextResponse("404", status_code=404)
    if user is LOCAL and not from_this_machine(scope):
        return PlainTextResponse("\n".join(words(lang).text("server.local_only") for lang in LANGS), status_code=403)
    if needed in ("nothing", "door") or (needed in ("read", "write") and user_may(user, needed)):
        return lost_page(scope) if is_lost(scope, SERVED) else None
    if user is not None:
        return PlainTextResponse("403", status_code=403)
    if scope["type"] == "http" and scope["method"] == "GET" and not below(within(scope["path"]), ASKED_BY_PROGRAMS):
        return to_sign_in(scope)
    return PlainTextResponse("401", status_code=401)


def to_sign_in(scope: Scope) -> Response:
    """Leads a person to the sign-in, and back afterwards to the page and view they asked for."""
    query = scope["query_string"].decode("latin-1")
    asked = quote(scope["path"]) + (f"?{query}" if query else "")
    target = urlencode({"next": asked, "lang": lang_asked(asked)})
    return RedirectResponse(f"{base_path()}signin?{target}", status_code=303, headers={"Cache-Control": "no-store"})


class Guard:
    """Stands before the whole server, websockets included, which Starlette's BaseHTTPMiddleware never sees."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what the visitor may not ask; otherwise pass on and add the headers to the answer."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        answer = await self.answer(scope)
        if scope["type"] == "websocket":
            return await (self.app(scope, receive, send) if answer is None else close(receive, send))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(dict(HEADERS))
            await send(message)

        return await (answer or self.app)(scope, receive, send_with_headers)

    async def answer(self, scope: Scope) -> Response | None:
        """The refusal of a request, None for one to pass on; the visitor is noted for the routes behind."""
        needed = need(within(scope["path"]))
        if needed == "nothing":
            return None
        asker = await run_in_threadpool(visitor, HTTPConnection(scope).cookies.get(COOKIE))
        scope.setdefault("state", {})["visitor"] = asker
        return await run_in_threadpool(refused, scope, asker.user, needed)


async def close(receive: Receive, send: Send) -> None:
    """Refuse a websocket before it opens: the browser sees 403."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})
