"""The page of the sign-in, in the product's words and colours; it needs nothing of Streamlit's."""

from dataclasses import asdict
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import urlencode

from charts.palette import DARK, LIGHT
from web.addresses import base_path
from web.index import ICON
from wording.catalogue import LANGS, Words, words

ROOM: Final = Path(__file__).parent


@cache
def style() -> str:
    """The sheet of the page with every colour as a pair for light and dark."""
    dark = asdict(DARK)
    pairs = {name: value for name, value in asdict(LIGHT).items() if isinstance(value, str)}
    tokens = (f"--{name.replace('_', '-')}:light-dark({light},{dark[name]})" for name, light in pairs.items())
    sheet = (ROOM / "sign_in.css").read_text(encoding="utf-8")
    return f":root{{color-scheme:light dark;{';'.join(tokens)}}}{sheet}"


@cache
def template() -> Template:
    """The page with its places unfilled."""
    return Template((ROOM / "sign_in.html").read_text(encoding="utf-8"))


def sign_in_page(
    lang: str, after: str, csrf: str, message: str | None = None, accounts: bool = True, provider: str | None = None
) -> str:
    """The page in a language; `after` is where it leads, `message` a key below `sign_in`, `provider` its name."""
    book = words(lang)
    heading = book.text("sign_in.heading")
    return template().substitute(
        lang=lang,
        title=f"{heading} · {escape(book.text('app.short'))}",
        icon=ICON,
        style=style(),
        product=escape(book.text("app.short")),
        languages=languages(lang, after),
        heading=heading,
        lead=escape(book.text("app.purpose")),
        message=f'<p role="alert">{escape(book.text(f"sign_in.{message}"))}</p>' if message else "",
        form=form(book, after, csrf) if accounts else "",
        provider=provider_link(book, after, provider) if provider else "",
    )


def languages(lang: str, after: str) -> str:
    """Links to the same page in the other languages."""
    return " ".join(
        f'<a lang="{code}" hreflang="{code}" href="?{escape(urlencode({"lang": code, "next": after}))}">'
        f"{words(code).text(f'language.{code}')}</a>"
        for code in LANGS
        if code != lang
    )


def form(book: Words, after: str, csrf: str) -> str:
    """Name and password of a local account."""
    hidden = {"next": after, "lang": book.lang, "csrf": csrf}
    fields = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in hidden.items())
    return (
        f'<form method="post" action="{base_path()}signin">{fields}'
        f"<label>{book.text('sign_in.name')}"
        '<input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus>'
        "</label>"
        f"<label>{book.text('sign_in.password')}"
        '<input name="password" type="password" autocomplete="current-password" required></label>'
        f"<button>{book.text('sign_in.submit')}</button></form>"
    )


def provider_link(book: Words, after: str, provider: str) -> str:
    """The way to the office's own sign-in."""
    target = escape(f"{base_path()}oidc/signin?{urlencode({'next': after, 'lang': book.lang})}")
    return f'<a class="other" href="{target}">{escape(book.text("sign_in.provider", name=provider))}</a>'
