"""`python -m etl`: `build` loads the facts of data/, `check-data` checks them; the others take files people send."""

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Final

from etl.uploads.arguments import add_verbs
from wording.catalogue import words

LANG: Final = "vi"
DATA: Final = Path(__file__).resolve().parents[1] / "data"
Run = Callable[[argparse.Namespace, Callable[[str], None], Callable[[str], None]], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; 0 when all is well, 1 when there are errors to mend, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    if __name__ == "__main__" and options.verb == "check" and not options.against_store:
        _forgo_pandas()
    return _run_of(options.verb)(options, print, partial(print, file=sys.stderr))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=words(LANG).text("app.purpose"))
    verbs = parser.add_subparsers(required=True, metavar="build | check-data | check | load | history | undo")
    for name in ("build", "check-data"):
        one = verbs.add_parser(name)
        one.add_argument("--data", type=Path, default=DATA, metavar="DIR")
        one.add_argument("--quiet", action="store_true")
        one.set_defaults(verb=name)
    verbs.choices["build"].add_argument("--store", type=Path, default=None, metavar="DIR")
    add_verbs(verbs)
    return parser


def _run_of(verb: str) -> Run:
    """What runs a verb, imported only now: who checks one file need not wait for what builds and loads."""
    if verb in ("build", "check-data"):
        from etl.commands import run
    elif verb == "check":
        from etl.uploads.checking import run
    else:
        from etl.uploads.commands import run
    return run


class _NoPandas(MetaPathFinder):
    """Finds that there is no pandas, and leaves every other module to the finders after it."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Say so as `import` does of a module that is not installed."""
        if fullname == "pandas":
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def _forgo_pandas() -> None:
    """Leave pandas out of this process.

    To check a file needs none, yet pyarrow imports it wherever it is installed, with the first array that goes to or
    comes from numpy; that takes about as long as checking a million rows, and pyarrow has no switch for it. Only for
    a process of its own: pyarrow knows no DataFrame afterwards.
    """
    sys.meta_path.insert(0, _NoPandas())


if __name__ == "__main__":
    sys.exit(main())
