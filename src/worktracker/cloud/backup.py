"""Copies of the whole database, the same for SQLite and PostgreSQL: a zip with one file of JSON lines a
table.

Left out is what lets somebody in: sessions, tokens, links and codes. After a restore everybody signs in
again, every device asks to be approved again, and what was deleted since the copy was made is deleted again
(cloud/tombstones.py).
"""

from __future__ import annotations

import base64
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select

from worktracker.cloud import tombstones
from worktracker.cloud.database import schema
from worktracker.cloud.database.engine import Database
from worktracker.cloud.database.tables import (
    Account,
    AccountName,
    Correction,
    Day,
    Deletion,
    Delivery,
    Device,
    Farewell,
    Grant,
    Policy,
    Table,
    Tombstone,
    Total,
    Value,
)
from worktracker.cloud.tombstones import Stone
from worktracker.errors import WorkTrackerError

FORMAT = "worktracker-cloud.backup/1"
KEPT: tuple[type[Table], ...] = (
    Value,
    Policy,
    Account,
    AccountName,
    Device,
    Grant,
    Day,
    Total,
    Correction,
    Delivery,
    Deletion,
    Farewell,
    Tombstone,
)
_MANIFEST = "backup.json"
_ROWS = 1000


class BackupError(WorkTrackerError):
    """A copy that can't be made, or can't be brought back."""


def back_up(database: Database, file: Path, at: float) -> int:
    """Write one state of the database to a new file, which only its owner may read; how many rows.

    Raises:
        BackupError: there is such a file already, or it can't be written.
    """
    if file.exists():
        raise BackupError(f"{file} is there already.", "Choose another name.")
    part = file.with_name(f"{file.name}.part")
    count = 0
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(handle, "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
            database.snapshot() as connection,
        ):
            manifest = {
                "format": FORMAT,
                "schema": schema.newest(),
                "made_at": datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds"),
            }
            archive.writestr(_MANIFEST, json.dumps(manifest))
            for table in KEPT:
                count += _write(connection, archive, table)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BackupError(f"{file} can't be written: {error.strerror}.") from None
    return count


def restore(database: Database, file: Path, stones: Iterable[Stone], *, replace: bool) -> tuple[int, int]:
    """Bring a copy back, without what the tombstones name; how many rows, and how many of them went again.

    Args:
        database: one that has its tables. Its own tombstones count too.
        stones: from files beside the database.
        replace: what is in the database goes; else it must hold no account.

    Raises:
        BackupError: the file is no copy, or the database is not empty. Nothing has changed then.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile):
        raise BackupError(f"{file} is no copy of a summary server.") from None
    with archive, database.writing() as connection:
        _check(archive, file)
        accounts = connection.scalar(select(func.count()).select_from(Account)) or 0
        if accounts and not replace:
            raise BackupError(
                f"The database is not empty (accounts: {accounts}).",
                "Restore into an empty one, or with --replace.",
            )
        known = [*stones, *tombstones.kept(connection)]
        for table in reversed(Table.metadata.sorted_tables):
            connection.execute(delete(table))
        count = sum(_load(connection, archive, table) for table in KEPT)
        gone = tombstones.apply(connection, known)
    return count, gone


def _check(archive: zipfile.ZipFile, file: Path) -> None:
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        known = manifest["format"] == FORMAT
        made_by = manifest["schema"]
    except (KeyError, TypeError, ValueError):
        known, made_by = False, ""
    if not known:
        raise BackupError(f"{file} is no copy of a summary server.")
    if made_by != schema.newest():
        raise BackupError(
            f"The copy has the tables of version {made_by}, this program those of {schema.newest()}.",
            "Restore it with the program that made it, and then migrate.",
        )


def _write(connection: Connection, archive: zipfile.ZipFile, table: type[Table]) -> int:
    count = 0
    rows = connection.execution_options(yield_per=_ROWS).execute(select(*table.__table__.columns))
    with archive.open(f"{table.__tablename__}.jsonl", "w", force_zip64=True) as out:
        for row in rows.mappings():
            out.write(json.dumps({name: _plain(value) for name, value in row.items()}).encode() + b"\n")
            count += 1
    return count


def _load(connection: Connection, archive: zipfile.ZipFile, table: type[Table]) -> int:
    count = 0
    with archive.open(f"{table.__tablename__}.jsonl") as lines:
        rows = (_row(table, json.loads(line)) for line in lines)
        while some := list(islice(rows, _ROWS)):
            connection.execute(insert(table), some)
            count += len(some)
    return count


def _row(table: type[Table], plain: dict[str, Any]) -> dict[str, Any]:
    columns = table.__table__.columns
    return {name: _typed(columns[name].type.python_type, value) for name, value in plain.items()}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value) if isinstance(value, UUID | date) else value


def _typed(kind: type, value: Any) -> Any:
    if value is None:
        return None
    if kind is bytes:
        return base64.b64decode(value)
    if kind is UUID:
        return UUID(value)
    return date.fromisoformat(value) if kind is date else value


def files_stones(files: Iterable[Path]) -> Iterator[Stone]:
    """The tombstones of files, of those that are there."""
    for file in files:
        if file.exists():
            yield from tombstones.read(file)
