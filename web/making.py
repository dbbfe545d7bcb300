"""How far the files that a page waits for have come, told to that page alone by a key that only it knows."""

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_told: dict[str, str] = {}


def tell(key: str, sentence: str) -> None:
    """Note what is being done for the page of this key."""
    _told[key] = sentence


def finished(key: str) -> None:
    """Nothing is being made for the page any more."""
    _told.pop(key, None)


async def said(request: Request) -> Response:
    """What is being done for the page of the key asked with; null where nothing is."""
    told = _told.get(request.query_params.get("key", ""))
    return JSONResponse({"said": told}, headers={"Cache-Control": "no-store"})


ROUTES: Final = (Route("/api/making", said),)
