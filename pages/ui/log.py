"""The log beside the store: what went wrong on a page goes there whole, the screen says one sentence."""

import logging
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from warehouse import store

LOG: Final = logging.getLogger("tvet")
BYTES: Final = 1_000_000
KEPT: Final = 5


def log_path() -> Path:
    """Where the log of the present store lies."""
    return store.folder() / "logs" / "dashboard.log"


@cache
def open_log(path: Path) -> None:
    """Begin to write to a log that is cut into pieces; without room for it, errors stay on the terminal."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8")
    except OSError:
        LOG.warning("cannot write %s", path)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
