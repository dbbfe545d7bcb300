"""Opening the warehouse to write: a fresh file is created, an older migrated after a copy, a newer refused."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse import sql
from warehouse.errors import NewerSchema
from warehouse.store import OFFLINE, backups_folder, database_path

SCHEMA = Path(__file__).resolve().parent / "schema"


def migrations(schema: Path) -> dict[int, Path]:
    """The numbered scripts of a schema folder in their order."""
    return {int(path.name.split("_")[0]): path for path in sorted(schema.glob("[0-9]*_*.sql"))}


def known_schema(schema: Path = SCHEMA) -> int:
    """The schema version this program writes."""
    return max(migrations(schema))


def found_schema(connection: duckdb.DuckDBPyConnection, catalog: str) -> int:
    """The schema version of an open file; 0 for a fresh one."""
    exists = sql.row(connection, sql.text("statements", "has_meta"), catalog=catalog)
    if exists is None:
        return 0
    version = connection.table(f"{catalog}.warehouse_meta").project("schema_version").fetchone()
    return int(version[0]) if version else 0


def open_warehouse(folder: Path, schema: Path = SCHEMA) -> duckdb.DuckDBPyConnection:
    """The warehouse open for writing at the schema of this program; the caller holds the lock."""
    path = database_path(folder)
    connection = duckdb.connect(str(path), config=OFFLINE)
    try:
        found, known = found_schema(connection, path.stem), known_schema(schema)
        if found > known:
            raise NewerSchema(found, known)
        if 0 < found < known:
            connection.execute("CHECKPOINT")
            connection.close()
            keep_copy(folder, known)
            connection = duckdb.connect(str(path), config=OFFLINE)
        if found < known:
            migrate(connection, found, schema)
    except BaseException:
        connection.close()
        raise
    return connection


def keep_copy(folder: Path, coming: int) -> Path:
    """Copy the closed file before it is brought to schema `coming`; the result is the copy."""
    backups_folder(folder).mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    copy = backups_folder(folder) / f"before-schema-{coming}-{stamp}.duckdb"
    partial = copy.with_suffix(".partial")
    shutil.copyfile(database_path(folder), partial)
    return partial.rename(copy)


def migrate(connection: duckdb.DuckDBPyConnection, found: int, schema: Path) -> None:
    """Apply every later script and note the schema version, all in one transaction."""
    connection.execute("BEGIN")
    try:
        for number, script in migrations(schema).items():
            if number > found:
                sql.run(connection, script.read_text(encoding="utf-8"))
        sql.run(connection, sql.text("statements", "note_schema"), version=known_schema(schema))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
