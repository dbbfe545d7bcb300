"""The view in the address: plain codes there, words on the screen, one history entry per choice."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final, Literal
from urllib.parse import urlencode

import streamlit as st

from charts.palette import Theme
from web.screens import SCREENS
from wording.catalogue import LANGS, words

LANG_PARAM: Final = "lang"
#: What is left out of a code that a link made up, before a person reads it.
_NO_CODE: Final = re.compile(r"[^\w .-]")
_LONGEST_CODE: Final = 40
Name = Callable[[str], str]


def lang() -> str:
    """The language of the address; the first of LANGS where it names none that exists."""
    asked = st.query_params.get(LANG_PARAM, LANGS[0])
    return asked if asked in LANGS else LANGS[0]


def theme() -> Theme:
    """Whether the browser shows light or dark; light while it has not said."""
    return "dark" if st.context.theme.type == "dark" else "light"


def view() -> dict[str, str]:
    """All codes of the present address."""
    return dict(st.query_params.items())


def link(page: str, **params: object) -> str:
    """The address of a screen (its path, "" for the first) that keeps the present view; None drops a parameter."""
    if page not in {screen.path for screen in SCREENS}:
        raise ValueError(f"no screen at {page!r}")
    changed = view() | {name: "" if value is None else str(value) for name, value in params.items()}
    query = urlencode({name: value for name, value in changed.items() if value})
    return f"{page or '.'}?{query}" if query else page or "."


def anchor(text: str, page: str, **params: object) -> str:
    """An HTML link to a screen in the same tab, its text escaped."""
    return f'<a target="_self" href="{escape(link(page, **params))}">{escape(text)}</a>'


def _key(param: str) -> str:
    return f"w_{param}"


def chosen(param: str, codes: Sequence[str], default: str) -> str:
    """The code that the address names, before its widget is drawn; the default where it names none of these."""
    asked = st.query_params.get(param, default)
    return asked if asked in codes else default


def renamed(old: str, new: str, codes: Sequence[str]) -> None:
    """Move one of these codes to a parameter's new name, in an address of before it had that."""
    asked = view()
    if asked.get(old) in codes:
        st.query_params.from_dict({new: asked[old]} | {name: code for name, code in asked.items() if name != old})


def _take_from_address(param: str, codes: Sequence[str], default: str) -> None:
    """Give the widget the address's code: after a load, back or forward, another screen, other codes to choose from."""
    st.session_state[_key(param)] = chosen(param, codes, default)


def _put_in_address(param: str, leaves: Sequence[str] = ()) -> None:
    """Write the widget's code into the address, without what it makes meaningless: one history entry per choice."""
    if (value := st.session_state[_key(param)]) is not None:
        st.query_params.from_dict({name: code for name, code in view().items() if name not in leaves} | {param: value})


def _settle(param: str, value: str, default: str, label: str, name: Name) -> str:
    """Mend the address where it named a code that does not exist here, and say what is shown instead."""
    asked = st.query_params.get(param, default)
    if asked != value:
        st.query_params[param] = value
        code = _NO_CODE.sub("", asked)[:_LONGEST_CODE]
        st.toast(words(lang()).text("filter.lost", label=label, asked=code, shown=name(value)), duration="long")
    return value


def _labels(codes: Sequence[str], name: Name) -> Mapping[str, str]:
    return {code: name(code) for code in codes}


def code_select(
    label: str,
    codes: Sequence[str],
    param: str,
    name: Name,
    default: str,
    width: int | Literal["stretch"] = "stretch",
    leaves: Sequence[str] = (),
) -> str:
    """The code chosen from a list, which stands in the address as it is; the label is read out, not shown.

    `leaves`: what leaves the address with a new choice, as the page of a list.
    """
    _take_from_address(param, codes, default)
    value = st.selectbox(
        label,
        codes,
        key=_key(param),
        format_func=_labels(codes, name).__getitem__,
        on_change=_put_in_address,
        args=(param, leaves),
        label_visibility="collapsed",
        width=width,
    )
    return _settle(param, value, default, label, name)


def segment(label: str, codes: Sequence[str], param: str, name: Name, default: str) -> str:
    """The code chosen among two or three that are all in sight, one of which is always chosen."""
    _take_from_address(param, codes, default)
    value = st.segmented_control(
        label,
        codes,
        key=_key(param),
        format_func=_labels(codes, name).__getitem__,
        on_change=_put_in_address,
        args=(param,),
        label_visibility="collapsed",
        required=True,
    )
    return _settle(param, default if value is None else value, default, label, name)


def filters() -> st.delta_generator.DeltaGenerator:
    """The row above every screen's headline that its filters stand in."""
    return st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters")
