"""The styles: no rule for a class that nothing wears."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_class_is_worn() -> None:
    """A class of the style sheet that no screen writes is dead; those of Streamlit's own elements are not ours."""
    styles = (ROOT / "pages" / "ui" / "style.css").read_text(encoding="utf-8")
    named = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^}]*\}|/\*.*?\*/", "{}", styles, flags=re.DOTALL)))
    written = {
        word
        for room in ("pages", "web", "charts", "metrics")
        for path in (ROOT / room).rglob("*")
        if path.suffix in {".py", ".js", ".html"}
        for word in re.findall(r"[a-z][\w-]*", path.read_text(encoding="utf-8"))
    }
    assert {name for name in named if not name.startswith("st-") and name not in written} == set()
