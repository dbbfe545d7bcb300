"""What the verbs of `python -m etl` for files that people send are told on the command line."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from etl.uploads.encodings import NAMES


def add_verbs(verbs: Any) -> None:
    """Add the verbs to the parser of `python -m etl`."""
    one = verbs.add_parser("check")
    one.add_argument("file", type=Path, metavar="FILE")
    _add_options(one)
    one.add_argument("--against-store", action="store_true")
    one.add_argument("--json", action="store_true")
    one.set_defaults(verb="check")
    one = verbs.add_parser("load")
    one.add_argument("files", type=Path, nargs="+", metavar="FILE|FOLDER")
    _add_options(one)
    one.add_argument("--by", default=None, metavar="NAME")
    one.add_argument("--accept", default="", metavar="CODE,…")
    one.add_argument("--reason", default=None, metavar="TEXT")
    one.set_defaults(verb="load")
    one = verbs.add_parser("history")
    one.add_argument("--json", action="store_true")
    one.set_defaults(verb="history")
    one = verbs.add_parser("undo")
    one.add_argument("upload", metavar="UPLOAD")
    one.add_argument("--by", default=None, metavar="NAME")
    one.add_argument("--reason", default=None, metavar="TEXT")
    one.set_defaults(verb="undo")
    for name in ("check", "load", "history", "undo"):
        verbs.choices[name].add_argument("--store", type=Path, default=None, metavar="DIR")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--place", default=None, metavar="P")
    parser.add_argument("--year", type=int, default=None, metavar="Y")
    parser.add_argument("--period", default=None, metavar="K")
    parser.add_argument("--indicator", default=None, metavar="I")
    parser.add_argument("--sheet", default=None, metavar="S")
    parser.add_argument("--decimal", choices=("comma", "point"), default=None)
    parser.add_argument("--encoding", choices=NAMES, default=None, metavar="E")
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="DATE")
