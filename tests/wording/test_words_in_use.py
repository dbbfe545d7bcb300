"""No word without a reader: every key of the words files is named in the code, or composed there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from wording.catalogue import words

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("pages", "web", "charts", "scorecards", "exports", "etl", "wording", "warehouse")
#: Sections whose own name is a variable where a key of them is composed.
SECTIONS = {
    "period", "period_short", "period_in_sentence", "part_of_year",  # wording.periods
    "choice_target", "choice_actual",  # the order of choice on the methods screen
    "official", "workbook", "exporting", "row_kind", "cumulation",  # files to take away, column by column
    "pace_text", "why",  # the basis of a verdict, told line by line
}  # fmt: skip
PLURAL = re.compile(r"_(one|other|many)$")


def nodes() -> Iterator[ast.AST]:
    """Everything written in the files that may ask for a word."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path)))


def composed(text: ast.JoinedStr) -> str:
    """The pattern of the keys that a formatted text can be; empty where no section is fixed at its beginning."""
    told = "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in text.values)
    return told if re.match(r"[a-z_]+\\\.", told) else ""


def unread(keys: set[str]) -> set[str]:
    """The keys that nothing in the code names, composes or opens."""
    named: set[str] = set()
    patterns = {rf"({'|'.join(SECTIONS)})\..+"}
    for node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            named.add(node.value)
            if re.fullmatch(r"[a-z_]+\.", node.value):
                patterns.add(re.escape(node.value) + ".+")
        elif isinstance(node, ast.JoinedStr):
            patterns.add(composed(node))
    form = re.compile("|".join(f"(?:{p})" for p in sorted(patterns - {""})))
    return {k for k in keys if k not in named and PLURAL.sub("", k) not in named and not form.fullmatch(k)}


def test_every_word_is_read() -> None:
    """A word that no screen, file or command line can print is dead; name it where it is used, or delete it."""
    dead = sorted(unread(set(words("vi").entries)))
    assert not dead, f"delete from data/words, or use: {', '.join(dead)}"


def test_a_dead_word_is_found() -> None:
    """The search itself: a key in no section that is composed, and a key named in full."""
    assert unread({"nowhere.said", "empty.no_rows"}) == {"nowhere.said"}
