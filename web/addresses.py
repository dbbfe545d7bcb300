"""Addresses on this server: the part before every path, the language of a view, where one may be sent back to."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

import streamlit

from wording.catalogue import LANGS

FIRST_LANG: Final = LANGS[0]
LONGEST_NEXT: Final = 2000


def base_path() -> str:
    """The path under which a proxy serves the product: "/" or "/x/"."""
    named = str(streamlit.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{named}/" if named else "/"


def within(path: str) -> str:
    """A path without what a proxy put before it."""
    base = base_path()
    return path[len(base) - 1 :] if path.startswith(base) else path


def lang_asked(address: str) -> str:
    """The language that an address asks for; the first where it asks for none that exists."""
    asked = parse_qs(urlsplit(address).query).get("lang", [FIRST_LANG])[0]
    return asked if asked in LANGS else FIRST_LANG


def local(address: str | None) -> str:
    """An address to send a browser on to: a path of this server as it stands, the first page for anything else."""
    wanted = address or ""
    plain = wanted.isascii() and wanted.isprintable() and not set(wanted) & set("\\ <>\"'")
    here = wanted.startswith("/") and not wanted.startswith("//") and len(wanted) <= LONGEST_NEXT
    return wanted if plain and here else base_path()
