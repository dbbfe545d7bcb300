"""What the figures of a screen say of their view: when it stands, by which thresholds, its short address."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from pages.ui import address, clock
from pages.ui.reads import View
from scorecards import read, rounds
from web.addresses import base_path
from wording.catalogue import LANGS
from wording.figure_foot import Seal


def seal(screen: str, at: View, **params: object) -> Seal:
    """The seal of a view: its address names every parameter that decides what is shown, defaults included."""
    pinned = clock.round_of(at.pinned)
    rules = read.rules() if pinned is None else rounds.frozen_rules(pinned)
    lang = address.lang()
    asked = params | {clock.PARAM: at.as_of, clock.ROUND: at.pinned, "lang": lang if lang != LANGS[0] else None}
    query = urlencode({name: value for name, value in asked.items() if value})
    return Seal(at.clock.known_until, rules.version, on_server(f"/{screen}?{query}"))


def on_server(path: str) -> str:
    """A path of this server with its host as the browser knows it, without the scheme; the path where it is unknown."""
    host = urlsplit(st.context.url or "").netloc
    return f"{host}{base_path()}{path.removeprefix('/')}" if host else path
