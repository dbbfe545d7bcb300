"""All CSS of the product: classes below `.k` for what st.html shows, and the few rules Streamlit makes unavoidable.

Colours are `light-dark()` pairs, so own HTML follows the theme switch without a rerun.
"""

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final

from charts.palette import DARK, LIGHT

SHEET: Final = Path(__file__).parent / "style.css"


def colour_tokens() -> str:
    """Every colour of the palette as a CSS variable named for its use: --good-tint, --ink2."""
    dark = asdict(DARK)
    pairs = {name: value for name, value in asdict(LIGHT).items() if isinstance(value, str)}
    lines = (f"--{name.replace('_', '-')}:light-dark({light},{dark[name]})" for name, light in pairs.items())
    return f".stApp{{{';'.join(lines)}}}"


@cache
def style_sheet() -> str:
    """The style element that the frame sends once, before the page runs."""
    return f"<style>{colour_tokens()}{SHEET.read_text(encoding='utf-8')}</style>"
