"""The store folder: where it lies, what lies in it, its lock and its version."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb
from filelock import FileLock, Timeout

from warehouse.errors import Busy, StoreFault, store_fault

ROOT = Path(__file__).resolve().parent.parent

#: DuckDB would otherwise fetch an extension from the network when a statement seems to want one.
OFFLINE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def folder() -> Path:
    """The store folder: `TVET_STORE` where it is set, else `var/` of the project."""
    named = os.environ.get("TVET_STORE", "").strip()
    return Path(named).expanduser().absolute() if named else ROOT / "var"


def database_path(folder: Path) -> Path:
    """The warehouse file of a store."""
    return folder / "warehouse.duckdb"


def lock_path(folder: Path) -> Path:
    """The file whose lock every writer and every reload of a serving copy takes."""
    return folder / "warehouse.lock"


def version_path(folder: Path) -> Path:
    """The small file beside the warehouse that tells its data version without opening it."""
    return folder / "warehouse.version"


def log_path(folder: Path) -> Path:
    """DuckDB's write-ahead log: there while a writer is at work, and after a crash between commit and checkpoint."""
    return folder / "warehouse.duckdb.wal"


def backups_folder(folder: Path) -> Path:
    """Where copies of the warehouse are kept."""
    return folder / "backups"


def has_backup(folder: Path) -> bool:
    """Whether any copy of the warehouse exists beside it."""
    return any(backups_folder(folder).glob("*.duckdb"))


def free_bytes(folder: Path) -> int:
    """Bytes free on the disk of the store, also before the folder exists."""
    standing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return shutil.disk_usage(standing).free


def stored_version(folder: Path) -> str | None:
    """The text of the version file; None where there is none, or on Windows while it is being replaced."""
    try:
        return version_path(folder).read_text(encoding="ascii")
    except OSError:
        return None


def write_version(folder: Path, version: int) -> None:
    """Replace the version file in one step, unless it already says so."""
    if stored_version(folder) == str(version):
        return
    coming = version_path(folder).with_suffix(".version.new")
    coming.write_text(str(version), encoding="ascii")
    coming.replace(version_path(folder))


@contextmanager
def faults_named(folder: Path) -> Iterator[None]:
    """Turn what the disk or DuckDB's file layer says into StoreFault, or Busy for a foreign lock."""
    try:
        yield
    except OSError as error:
        raise store_fault(folder, str(error)) from error
    except duckdb.Error as error:
        named = fault(folder, error)
        if named is None:
            raise
        raise named from error


def fault(folder: Path, error: duckdb.Error) -> StoreFault | Busy | None:
    """The store's exception for an error of DuckDB's file layer; None for any other error."""
    text = str(error)
    if "Could not set lock" in text:
        return Busy(folder)
    of_files = isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.SerializationException)
    named = store_fault(folder, text)
    return named if of_files or "IO Error" in text or type(named) is not StoreFault else None


@contextmanager
def lock_held(folder: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of the store; Busy when it is not to be had within `timeout` seconds."""
    lock = FileLock(lock_path(folder))
    with faults_named(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=timeout)
        except Timeout as error:
            raise Busy(folder) from error
    try:
        yield
    finally:
        lock.release()
