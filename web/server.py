"""All that the server answers besides Streamlit's own paths, and the addresses it may be served on."""

from typing import Final

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from web import documents, index, making, originals, provider, sign_in, uploads
from web.access import AccessWrong
from web.accounts import is_loopback, single_user
from web.addresses import base_path
from web.guard import Guard
from wording.catalogue import LANGS, words


class ServingRefused(SystemExit):
    """The server does not start; its text is the sentence on the terminal."""


def refusal(address: str | None) -> str | None:
    """Why the server may not start, in every language; None where it may. An unset address means every address."""
    try:
        alone = single_user()
    except AccessWrong as error:
        return said("server.access_wrong", error=error)
    if alone and not (address is not None and is_loopback(address)):
        return said("server.refused", address=address or "0.0.0.0")
    return None


def said(key: str, **values: object) -> str:
    """A sentence in every language, a line each."""
    return "\n".join(words(lang).text(key, **values) for lang in LANGS)


async def alive(_: Request) -> Response:
    """Answers as soon as the server does, for whoever watches over it."""
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


def routes(base: str) -> list[BaseRoute]:
    """Every route of ours, once more below the path that a proxy serves the product under."""
    own = [route for room in (index, documents, sign_in, provider, uploads, originals, making) for route in room.ROUTES]
    own.append(Route("/healthz", alive))
    prefixes = {"", base.rstrip("/")}
    return [Route(prefix + one.path, one.endpoint, methods=one.methods) for prefix in prefixes for one in own]


ROUTES: Final = routes(base_path())
MIDDLEWARE: Final = [Middleware(Guard)]
