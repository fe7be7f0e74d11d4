"""Schema migrations: numbered files, each committed together with its record."""

from __future__ import annotations

from pathlib import Path

from worktracker.errors import StoreUnavailableError
from worktracker.store.connection import Connection, transaction

_PREPARE = """
CREATE TABLE IF NOT EXISTS migration (
    number     INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    applied_ms INTEGER NOT NULL
) STRICT
"""


def known_migrations() -> list[tuple[int, str, str]]:
    """Number, name and SQL of every migration of this program, in order."""
    files = sorted((Path(__file__).parent / "migrations").glob("*.sql"))
    return [(int(file.stem.split("_", 1)[0]), file.stem, file.read_text("utf-8")) for file in files]


def schema_number(connection: Connection) -> int:
    """The newest migration that the store has; 0 for an empty file."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone()
    if found is None:
        return 0
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()[0])


def migrate(connection: Connection, now_ms: int) -> None:
    """Bring the store up to this program's schema; ``now_ms`` goes into the record.

    Raises:
        StoreUnavailableError: the store was written by a newer program; it is left untouched.
    """
    migrations = known_migrations()
    have = schema_number(connection)
    newest = migrations[-1][0]
    if have > newest:
        raise StoreUnavailableError(
            f"The record was written by a newer worktracker (format {have}; this one knows {newest}).",
            "Update worktracker; nothing was changed.",
        )
    for number, name, sql in migrations:
        if number <= have:
            continue
        with transaction(connection):
            connection.execute(_PREPARE)
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (number, name, now_ms))


def _statements(sql: str) -> list[str]:
    """The file's statements without comments; ``executescript`` would commit on its own."""
    bare = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return [statement.strip() for statement in bare.split(";") if statement.strip()]
