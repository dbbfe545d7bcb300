"""Disks that are full and folders that are closed, for root too: limits that the system itself keeps."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
CLOSED = pytest.mark.skipif(
    os.name == "nt" or (os.geteuid() == 0 and shutil.which("setpriv") is None), reason="root may write everywhere"
)
#: Takes from root the right to write where nobody may.
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


@contextmanager
def full_disk() -> Iterator[None]:
    """No file takes another byte in the block: the system refuses as it does when there is no room."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def closed_folder(folder: Path) -> Iterator[list[str]]:
    """Nothing may be written in a folder during the block; what a command must begin with for that to hold."""
    paths = [folder, *folder.rglob("*")]
    modes = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield WITHOUT_RIGHTS if os.geteuid() == 0 else []
    finally:
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)
