"""Every table of the store as it is, for whoever wants all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from worktracker.store.connection import Connection, translated

WITHHELD = {"recipient_key": frozenset({"device_key", "access_token", "access_until_ms", "refresh_token"})}
"""Columns by their table that nobody is shown: with them somebody else could say to be this computer."""

Value = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the schema: its name, and its columns' names with generated and without withheld ones."""

    name: str
    columns: tuple[str, ...]


def tables(connection: Connection) -> list[Table]:
    """Every table that the file holds, SQLite's own included, by name."""
    with translated():
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [Table(name, _columns(connection, name)) for (name,) in names.fetchall()]


def rows(connection: Connection, table: Table) -> Iterator[tuple[Value, ...]]:
    """The rows of a table, read while they are asked for."""
    columns = ", ".join(map(_quoted, table.columns))
    with translated():
        yield from connection.execute(f"SELECT {columns} FROM {_quoted(table.name)}")


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    with translated():
        return connection.execute(f"SELECT count(*) FROM {_quoted(table.name)}").fetchone()[0]


def extent(connection: Connection) -> tuple[int, int] | None:
    """Where the first span of any source begins and the last ends, in milliseconds; None without spans."""
    with translated():
        row = connection.execute("SELECT min(start_ms), max(start_ms + length_ms) FROM span").fetchone()
    return None if row[0] is None else (row[0], row[1])


def _columns(connection: Connection, table: str) -> tuple[str, ...]:
    rows = connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))
    return tuple(row[0] for row in rows if row[0] not in WITHHELD.get(table, ()))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
