"""All that the server answers besides Streamlit's own paths, and the addresses it may be served on."""

import ipaddress
from typing import Final

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from web import documents, index
from web.guard import Guard
from wording.catalogue import LANGS, words


class ServingRefused(SystemExit):
    """The server does not start; its text is the sentence on the terminal."""


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches a server on the address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def refusal(address: str | None) -> str | None:
    """Why the server may not start on an address, in every language; None where it may. Unset means every address."""
    if address is not None and is_loopback(address):
        return None
    return "\n".join(words(lang).text("server.refused", address=address or "0.0.0.0") for lang in LANGS)


async def alive(_: Request) -> Response:
    """Answers as soon as the server does, for whoever watches over it."""
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


ROUTES: Final[list[BaseRoute]] = [*index.ROUTES, *documents.ROUTES, Route("/healthz", alive)]
MIDDLEWARE: Final = [Middleware(Guard)]
