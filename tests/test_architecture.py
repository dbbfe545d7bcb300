"""What import contracts cannot say: how little stands in a page, who may know what, that nothing names a machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.screens import SCREENS

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("pages", "web", "exports", "charts", "scorecards", "etl", "wording", "warehouse", "metrics")
PAGES = sorted((ROOT / "pages").glob("[!_]*.py"))
#: Who alone may import a library.
OWNERS = {
    "duckdb": {"warehouse"}, "plotly": {"charts"}, "streamlit": {"pages", "web", "app.py"},
    "pptx": {"exports"}, "docx": {"exports"}, "kaleido": {"exports"},
}  # fmt: skip
#: What is said once and imported: each function and the only file that defines one of that name.
SAID_ONCE = {
    "records": "metrics/records.py",
    "of_the_year": "metrics/year_rows.py",
    "with_target": "metrics/year_rows.py",
    "is_missing": "wording/numbers.py",
    "cell": "wording/clauses.py",
    "date_text": "wording/dates.py",
    "month_name": "wording/dates.py",
    "badge": "wording/badges.py",
    "block": "pages/ui/html.py",
    "badge_html": "pages/ui/html.py",
    "table_html": "pages/ui/blocks/plain_table.py",
}
NOT_IN_A_PAGE = {"pandas", "numpy", "duckdb", "plotly", "pyarrow", "metrics", "etl"}


def tree(path: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, in full."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sources() -> list[Path]:
    """Every Python file of the product, tests left out."""
    return [ROOT / "app.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]


def tracked() -> list[Path]:
    """Every file that a clone holds, or that lies in the project where it is no clone."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    return [path for room in (*ROOMS, "tests", "docs") for path in (ROOT / room).rglob("*") if path.is_file()]


def test_app_is_short() -> None:
    """The entry is read in one look."""
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 30


def test_every_page_is_a_screen() -> None:
    """A file in pages/ that no address opens is dead, and an address without a file is an error."""
    assert {path.stem for path in PAGES} == {screen.stem for screen in SCREENS}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_only_arranges(path: Path) -> None:
    """A page knows no table library, no rule and no other page."""
    modules = list(imported(path))
    assert {module.split(".")[0] for module in modules} & NOT_IN_A_PAGE == set()
    others = {f"pages.{other.stem}" for other in PAGES if other != path}
    assert others & set(modules) == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_does_not_compute(path: Path) -> None:
    """No arithmetic in a page; joining two texts or lists with + is none."""
    sums = [node for node in ast.walk(tree(path)) if isinstance(node, ast.BinOp) and is_arithmetic(node)]
    assert [ast.unparse(node) for node in sums] == []


def is_arithmetic(node: ast.BinOp) -> bool:
    """Whether an operation computes a number: any but | of sets and + with a text or list beside it."""
    joins = (ast.JoinedStr, ast.List, ast.Tuple)
    if isinstance(node.op, ast.BitOr):
        return False
    sides = (node.left, node.right)
    textual = any(isinstance(s, joins) or (isinstance(s, ast.Constant) and isinstance(s.value, str)) for s in sides)
    return not (isinstance(node.op, ast.Add) and textual)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_holds_no_sql(path: Path) -> None:
    """No statement of SQL stands in a page's texts."""
    texts = [n.value for n in ast.walk(tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [t for t in texts if re.search(r"\b(SELECT\s.+\sFROM|INSERT INTO|UPDATE\s.+\sSET|DELETE FROM)\b", t)] == []


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_has_one_owner(library: str) -> None:
    """Only its owner imports the library, so that it can be replaced in one room."""
    users = {
        path.relative_to(ROOT).parts[0] for path in sources() if library in {m.split(".")[0] for m in imported(path)}
    }
    assert users <= OWNERS[library]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sql_stands_in_its_own_files(path: Path) -> None:
    """Whole statements over tables stand in .sql files, where they are read and tested as SQL."""
    texts = [n.value for n in ast.walk(tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [t for t in texts if re.search(r"\bSELECT\b[^\"]+\bFROM\b[^\"]+\b(WHERE|JOIN|GROUP BY)\b", t)] == []


@pytest.mark.parametrize(("name", "home"), SAID_ONCE.items())
def test_one_idea_has_one_home(name: str, home: str) -> None:
    """A second function of the name would be a second truth; the files that people send are read by words of etl."""
    homes = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if path.relative_to(ROOT).parts[0] != "etl"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name == name
    }
    assert homes == {home}


def test_rows_in_force_are_asked_for_in_one_place() -> None:
    """Whoever filters a scorecard by `in_force` himself forgets that it is missing where equals differ."""
    asking = re.compile(r"""\[["']in_force["']\]\s*==|==\s*\w+\[["']in_force["']\]""")
    asked = [path.relative_to(ROOT).as_posix() for path in sources() if asking.search(path.read_text("utf-8"))]
    assert asked == ["metrics/year_rows.py"]


def test_tests_are_no_packages() -> None:
    """An __init__.py under tests/ would hide the room of the same name from the tests."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_no_module_is_a_drawer() -> None:
    """No module is named for what does not fit elsewhere."""
    drawers = re.compile(r"(^|_)(utils?|helpers?|common|misc|manager)$|_v\d+$")
    assert [path for path in sources() if drawers.search(path.stem)] == []


def test_nothing_names_a_machine() -> None:
    """No file knows where on somebody's disk the project lay, nor from which mirror its packages came."""
    machine = re.compile(
        rb"(?<![\w.])/(home|Users|root|work|opt|srv)/\w|[A-Z]:\\Users\\|--(extra-)?index-url|--find-links"
    )
    texts = {".py", ".toml", ".txt", ".in", ".md", ".sql", ".css", ".js", ".ps1", ".sh", ".yml", ".json", ""}
    named = {
        path.relative_to(ROOT).as_posix(): found.group()
        for path in tracked()
        if path.suffix in texts and path != Path(__file__) and (found := machine.search(path.read_bytes()))
    }
    assert named == {}
