"""Copies of the store that can be trusted, and the way back to one: figures, accounts, originals."""

import hashlib
import secrets
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from warehouse import sql
from warehouse.accounts import accounts_path, opened
from warehouse.errors import NewerSchema, NoWarehouse, StoreFault, store_fault
from warehouse.migrations import found_schema, known_schema, open_warehouse
from warehouse.originals import keep_original, original_path, originals_folder
from warehouse.sessions import end_every_session
from warehouse.store import (
    OFFLINE,
    backups_folder,
    database_path,
    faults_named,
    lock_held,
    log_path,
    stored_version,
    write_version,
)
from warehouse.writer import now_in_vietnam

WAIT: Final = 60.0
SUFFIX: Final = ".duckdb"


class BackupRefused(ValueError):
    """A copy cannot be made or used; `code` names the reason: a word key below `backup`."""

    def __init__(self, code: str, path: Path, error: object = "") -> None:
        super().__init__(f"{code}: {path} {error}")
        self.code, self.path, self.error = code, path, error


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: its file, the data version in it, its figures and targets, the originals beside it."""

    path: Path
    version: int
    rows: int
    originals: int


def accounts_beside(path: Path) -> Path:
    """Where the accounts of a copy lie."""
    return path.with_suffix(".accounts.sqlite")


def originals_beside(path: Path) -> Path:
    """Where the originals of a copy lie."""
    return path.with_suffix(".originals.zip")


def stamped(folder: Path, before: str = "") -> Path:
    """A new name among the copies of a store, by the time in Việt Nam."""
    return backups_folder(folder) / f"{before}{now_in_vietnam():%Y-%m-%d-%H%M%S-%f}{SUFFIX}"


def backup(folder: Path, target: Path | None = None, timeout: float = WAIT) -> Backup:
    """Copy the store while nobody writes, read the copy back; BackupRefused where the name is taken."""
    path = target or stamped(folder)
    path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    if path.exists():
        raise BackupRefused("exists", path)
    with lock_held(folder, timeout):
        return _copied(folder, path)


def _copied(folder: Path, path: Path) -> Backup:
    """The copy of a store whose lock is held; the file of figures comes last, so that it is there when all is."""
    if not database_path(folder).exists():
        raise NoWarehouse(folder)
    with faults_named(folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        duckdb.connect(str(database_path(folder)), config=OFFLINE).execute("CHECKPOINT").close()
        with whole(path) as coming:
            shutil.copyfile(database_path(folder), coming)
            version, rows = read_back(coming)
            copy_accounts(accounts_path(folder), accounts_beside(path))
            originals = pack_originals(folder, originals_beside(path))
    return Backup(path, version, rows, originals)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside the path that takes its name when the block ends well and is gone otherwise."""
    coming = path.with_name(f"{path.name}.{secrets.token_hex(4)}.partial")
    try:
        yield coming
        coming.replace(path)
    finally:
        coming.unlink(missing_ok=True)


def read_back(path: Path) -> tuple[int, int]:
    """Data version and rows of a copy, every column read where this program knows its schema."""
    with closing(duckdb.connect(config=OFFLINE)) as connection:
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS file (READ_ONLY)")
        found = found_schema(connection, "file")
        if found == 0:
            raise NoWarehouse(path.parent)
        if found > known_schema():
            raise NewerSchema(found, known_schema())
        if found == known_schema():
            sql.run(connection, sql.text("statements", "load_copy"))
        version = sql.row(connection, sql.text("statements", "attached_version")) or (0,)
        rows = sql.row(connection, sql.text("statements", "attached_counts")) or (0,)
    return int(version[0]), int(rows[0])


def copy_accounts(source: Path, target: Path) -> bool:
    """Copy an accounts file as SQLite does it, also while it is in use; whether there was one."""
    if not source.exists():
        return False
    with whole(target) as coming:
        coming.touch(mode=0o600)
        try:
            with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(coming)) as new:
                old.backup(new)
            read_accounts(coming)
        except sqlite3.Error as error:
            raise store_fault(source.parent, str(error)) from error
    return True


def read_accounts(path: Path) -> None:
    """Read an accounts file through, where there is one; an error of SQLite's where it cannot be used."""
    if path.exists():
        with closing(sqlite3.connect(path)) as connection:
            for name in ("integrity", "identities"):
                connection.execute(sql.text("account_statements", name)).fetchall()


def pack_originals(folder: Path, target: Path) -> int:
    """Pack the originals of a store; how many there were, without any no file."""
    kept = sorted(path for path in originals_folder(folder).glob("*") if not path.suffix)
    if kept:
        with whole(target) as coming, zipfile.ZipFile(coming, "w", zipfile.ZIP_DEFLATED) as pack:
            for path in kept:
                pack.write(path, path.name)
    return len(kept)


def unpack_originals(folder: Path, source: Path) -> int:
    """Put back the originals that are absent, each under the SHA-256 of its content; how many."""
    if not source.exists():
        return 0
    put = 0
    with zipfile.ZipFile(source) as pack:
        for member in pack.infolist():
            content = pack.read(member)
            kept = original_path(folder, hashlib.sha256(content).hexdigest())
            if not kept.exists():
                keep_original(folder, content)
                put += 1
    return put


def restore(folder: Path, source: Path, keep_accounts: bool = False, timeout: float = WAIT) -> Path | None:
    """Bring a store back to a copy; the result is the copy of the state before, None where there was none.

    The data version moves on beyond both, so that readers and whatever they kept notice.
    """
    if not source.is_file():
        raise BackupRefused("no_file", source)
    with lock_held(folder, timeout):
        for left in folder.glob("restoring-*"):  # by a restore that was killed
            shutil.rmtree(left, ignore_errors=True)
        staging = folder / f"restoring-{secrets.token_hex(4)}"
        try:
            with faults_named(folder):
                staging.mkdir()
                _prepare(staging, source, _present_version(folder) + 1)
                before = _kept_before(folder)
                unpack_originals(folder, originals_beside(source))
                _put_in_place(folder, staging)
                if not keep_accounts:
                    _restore_accounts(folder, accounts_beside(source))
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return before


def _present_version(folder: Path) -> int:
    """The data version that readers may have seen, also of a file that cannot be opened any more."""
    told = stored_version(folder) or ""
    seen = int(told) if told.isdecimal() else 0
    with suppress(duckdb.Error, NewerSchema, NoWarehouse):
        seen = max(seen, read_back(database_path(folder))[0])
    return seen


def _prepare(staging: Path, source: Path, version: int) -> None:
    """A copy of the backup at this program's schema and beyond every version seen."""
    shutil.copyfile(source, database_path(staging))
    try:
        found, _ = read_back(database_path(staging))
        with closing(open_warehouse(staging)) as connection:
            sql.run(connection, sql.text("statements", "bump_version"), version=max(version, found + 1))
            connection.execute("CHECKPOINT")
        read_accounts(accounts_beside(source))
    except (duckdb.Error, sqlite3.Error, NoWarehouse) as error:
        raise BackupRefused("unreadable", source, error) from error
    write_version(staging, max(version, found + 1))


def _kept_before(folder: Path) -> Path | None:
    """A copy of the present state; of a damaged file a copy as it stands."""
    if not database_path(folder).exists():
        return None
    path = stamped(folder, "before-restore-")
    try:
        return _copied(folder, path).path
    except (duckdb.Error, StoreFault, NewerSchema, NoWarehouse):
        damaged = path.with_suffix(".damaged")
        shutil.copyfile(database_path(folder), damaged)
        if log_path(folder).exists():
            shutil.copyfile(log_path(folder), damaged.with_suffix(".damaged.wal"))
        return damaged


def _put_in_place(folder: Path, staging: Path) -> None:
    """Replace the warehouse in one step; a log left by a crash belongs to the file that goes."""
    log_path(folder).unlink(missing_ok=True)
    database_path(staging).replace(database_path(folder))
    write_version(folder, int(stored_version(staging) or 0))


def _restore_accounts(folder: Path, source: Path) -> None:
    """Bring back the accounts of a copy within one transaction of the file; nobody stays signed in."""
    if not source.exists():
        return
    with opened(folder) as present, closing(sqlite3.connect(source)) as old:
        old.backup(present)
    end_every_session(folder)
