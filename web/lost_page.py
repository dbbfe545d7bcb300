"""What the server answers where no page is: a sentence and the way to the screens, in the language asked for."""

from html import escape
from typing import Final

from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from web.addresses import base_path, lang_asked, within
from web.index import ICON
from web.screens import SCREENS
from web.sign_in_page import style, template
from wording.catalogue import LANGS, Words, words

PAGES: Final = frozenset(f"/{screen.path}" for screen in SCREENS)


def is_lost(scope: Scope, served: tuple[str, ...]) -> bool:
    """Whether a browser asks for a path that is no screen and not below one of those served.

    Streamlit answers such a path with its own English index, which below a folder finds none of its files.
    """
    path = within(scope["path"])
    known = path in PAGES or any(path == prefix or path.startswith(prefix + "/") for prefix in served)
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and not known


def lost_page(scope: Scope) -> Response:
    """The answer to such a path: 404, with a link to each screen."""
    lang = lang_asked(f"?{scope['query_string'].decode('latin-1')}")
    book = words(lang)
    page = template().substitute(
        lang=lang,
        title=f"{escape(book.text('error.lost'))} · {escape(book.text('app.short'))}",
        icon=ICON,
        style=style(),
        product=escape(book.text("app.short")),
        languages=" ".join(home(words(code), f"language.{code}") for code in LANGS if code != lang),
        heading=escape(book.text("error.lost")),
        lead=escape(book.text("error.lost_lead")),
        message="",
        form="".join(f"<p>{home(book, screen.word, screen.path)}</p>" for screen in SCREENS),
        provider="",
    )
    return HTMLResponse(page, status_code=404)


def home(book: Words, word: str, path: str = "") -> str:
    """A link to a screen in a language."""
    return f'<a href="{escape(base_path())}{path}?lang={book.lang}">{escape(book.text(word))}</a>'
