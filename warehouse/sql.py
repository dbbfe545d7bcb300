"""Statements kept in .sql files, run with bound parameters."""

from functools import cache
from pathlib import Path
from typing import Any

import duckdb

ROOM = Path(__file__).resolve().parent


@cache
def text(kind: str, name: str) -> str:
    """The text of `warehouse/<kind>/<name>.sql`."""
    return (ROOM / kind / f"{name}.sql").read_text(encoding="utf-8")


def run(connection: duckdb.DuckDBPyConnection, script: str, **parameters: object) -> duckdb.DuckDBPyConnection:
    """Run every statement of a script, each with those parameters it names; the result is the last one's."""
    for statement in connection.extract_statements(script):
        named = {name: parameters[name] for name in statement.named_parameters}
        connection.execute(statement, named or None)
    return connection


def row(connection: duckdb.DuckDBPyConnection, script: str, **parameters: object) -> tuple[Any, ...] | None:
    """The first row of a script's last statement; None where it has no row."""
    found: tuple[Any, ...] | None = run(connection, script, **parameters).fetchone()
    return found
