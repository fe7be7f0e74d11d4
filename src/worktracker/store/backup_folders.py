"""The folders outside the home that hold copies of the store: known to the store alone."""

from __future__ import annotations

import json
from pathlib import Path

from worktracker.store.connection import Connection, transaction, translated

_FOLDERS = "backup_folders"


def known_folders(connection: Connection) -> list[Path]:
    """The folders outside the home that hold copies of the store."""
    with translated():
        row = connection.execute("SELECT value FROM meta WHERE name = ?", (_FOLDERS,)).fetchone()
    return [Path(folder) for folder in json.loads(row[0])] if row else []


def remember_folder(connection: Connection, folder: Path) -> bool:
    """Keep ``folder`` among the known ones; whether it is new there."""
    with transaction(connection):
        folders = known_folders(connection)
        if folder in folders:
            return False
        _set_folders(connection, [*folders, folder])
    return True


def abandon_folder(connection: Connection, folder: Path) -> bool:
    """Know nothing of ``folder`` any more; whether it was known."""
    with transaction(connection):
        folders = known_folders(connection)
        if folder not in folders:
            return False
        _set_folders(connection, [each for each in folders if each != folder])
    return True


def _set_folders(connection: Connection, folders: list[Path]) -> None:
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_FOLDERS, json.dumps([str(each) for each in folders])),
    )
