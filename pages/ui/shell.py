"""Who is at the screen and what they may: asked anew at every run, so that an ended session is ended everywhere."""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.ui import address
from web import accounts
from web.accounts import Action, User, Visitor
from web.sign_in import SIGN_OUT
from web.uploads import PURPOSE
from wording.catalogue import Words


def visitor() -> Visitor:
    """Who is at the screen and the token of their session."""
    cookie = st.context.cookies.get(accounts.COOKIE)
    return accounts.visitor(cookie if isinstance(cookie, str) else None)


def user() -> User | None:
    """Who is at the screen; the local user where one works alone on this machine, None for a stranger."""
    return visitor().user


def may(action: Action, places: Iterable[str] = ()) -> bool:
    """Whether whoever is at the screen may do so to all these places; without places, to any at all."""
    return accounts.user_may(user(), action, places)


def upload_seal() -> str:
    """What the page's own upload sends along as `X-Csrf`."""
    return accounts.seal(visitor().token, PURPOSE)


def here(page: str) -> str:
    """The path and query of the present view, to come back to."""
    query = urlencode(address.view())
    return f"/{page}?{query}" if query else f"/{page}"


def sign_in_link(book: Words, page: str) -> str:
    """The way to the sign-in and back to this view."""
    target = escape(f"signin?{urlencode({'next': here(page), 'lang': book.lang})}")
    return f'<a target="_self" href="{target}">{escape(book.text("sign_in.heading"))}</a>'


def sign_out_link(book: Words, page: str, token: str) -> str:
    """Ends the session with one click, here and in every tab."""
    query = urlencode({"t": accounts.seal(token, SIGN_OUT), "next": here(page)})
    return f'<a target="_self" href="{escape(f"signout?{query}")}">{escape(book.text("sign_in.leave"))}</a>'


def who_html(book: Words, page: str) -> str:
    """Who is signed in, with the way out; the way in for a stranger; nothing where one works alone."""
    asker = visitor()
    if asker.user is None:
        return f'<div class="k"><span class="lang">{sign_in_link(book, page)}</span></div>'
    if asker.token is None:
        return ""
    out = sign_out_link(book, page, asker.token)
    return f'<div class="k"><span class="lang"><b>{escape(asker.user.label)}</b> · {out}</span></div>'


def refusal_html(book: Words, page: str) -> str:
    """What a screen says to whoever may not see it: sign in, or that their role does not reach."""
    if user() is None:
        sentence = f"{escape(book.text('sign_in.needed'))} {sign_in_link(book, page)}"
    else:
        sentence = escape(book.text("sign_in.forbidden"))
    return f'<div class="k"><div class="empty" role="alert"><b>{sentence}</b></div></div>'


def admitted(book: Words, page: str, action: Action) -> bool:
    """Whether whoever is at the screen may use it; else it says so in place of the screen."""
    if may(action):
        return True
    st.html(refusal_html(book, page))
    return False
