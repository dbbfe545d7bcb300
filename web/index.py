"""The first page a browser gets: Streamlit's own index, in the language of the address and knowing its server."""

import hashlib
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from web.addresses import base_path, lang_asked
from web.screens import SCREENS, Screen
from wording.catalogue import words

SCRIPT: Final = (Path(__file__).parent / "i18n.js").read_text(encoding="utf-8")
SCRIPT_VERSION: Final = hashlib.sha256(SCRIPT.encode()).hexdigest()[:12]
#: The mark of the product: the target line across the bar.
ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='3' fill='%23fff'/%3E%3Crect x='2' y='11' width='26' height='10' "
    "fill='%2334424F'/%3E%3Crect x='19' y='4' width='4' height='24' fill='%2316202A' stroke='%23fff' "
    "stroke-width='1.5'/%3E%3C/svg%3E"
)


class IndexChanged(RuntimeError):
    """Streamlit's index no longer holds a place that the product fills: an upgrade moved it."""


def replaced(page: str, old: str, new: str) -> str:
    """The page with the first `old` replaced; IndexChanged where there is none."""
    if old not in page:
        raise IndexChanged(f"streamlit {streamlit.__version__}: index.html lacks {old!r}")
    return page.replace(old, new, 1)


def host_hook(base: str) -> str:
    """Tells Streamlit's front end its server: without it every deep link probes the wrong paths first."""
    here = f'location.origin+"{base}"'
    return f"<script>window.__streamlit={{BACKEND_BASE_URL:{here},MAIN_PAGE_BASE_URL:{here}}};</script>"


@cache
def index(lang: str, title: str, base: str) -> str:
    """The index page in a language, under a title, for a server whose paths begin with `base` (ends in /)."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    page = replaced(page, '<html lang="en">', f'<html lang="{lang}">')
    page = replaced(page, "<title>Streamlit</title>", f"<title>{escape(title)}</title>")
    page = replaced(page, 'href="./favicon.png"', f'href="{ICON}"')
    page = page.replace('="./', f'="{base}')
    own = f'{host_hook(base)}<script src="{base}i18n.js?{SCRIPT_VERSION}"></script>'
    return replaced(page, "<script>", f"{own}<script>")


def title_of(screen: Screen, lang: str) -> str:
    """What the browser's tab says: the screen, then the product."""
    return f"{words(lang).text(screen.word)} · {words(lang).text('app.short')}"


def page_route(screen: Screen) -> Route:
    """Answers a screen's path with the index of the language asked for."""

    async def page(request: Request) -> Response:
        lang = lang_asked(str(request.url))
        return HTMLResponse(index(lang, title_of(screen, lang), base_path()), headers={"Cache-Control": "no-cache"})

    return Route(f"/{screen.path}", page)


async def script(_: Request) -> Response:
    """The translation of Streamlit's own English; its address moves with its content, so it is kept for long."""
    return Response(SCRIPT, media_type="text/javascript", headers={"Cache-Control": "max-age=31536000, immutable"})


ROUTES: Final = [*map(page_route, SCREENS), Route("/i18n.js", script)]
