"""What a stranger may not ask of the server, and the headers that every answer carries."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Open in Streamlit to whoever reaches the port: measurements, and uploads even where no page has an uploader.
CLOSED: Final = ("/_stcore/metrics", "/_stcore/upload_file")
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


def closed(path: str) -> bool:
    """Whether nobody is answered at this path."""
    return any(path == prefix or path.startswith(prefix + "/") for prefix in CLOSED)


class Guard:
    """Stands before the whole server, websockets included, which Starlette's BaseHTTPMiddleware never sees."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 at closed paths; otherwise pass on, and add the headers to what comes back."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(dict(HEADERS))
            await send(message)

        answer = PlainTextResponse("404", status_code=404) if closed(scope["path"]) else self.app
        return await answer(scope, receive, send_with_headers)
