"""Putting a store, or a copy of one, under another key.

SQLCipher's ``rekey`` rewrites every page in one transaction: what interrupts it leaves the file
under the old key or the new, and other programs are kept apart by SQLite's own locks. An export
into a new file takes three times as long, and renaming that one into place would leave every
program that has the old one open writing to a file that nobody sees (docs/decisions/0008).
"""

from __future__ import annotations

from pathlib import Path

from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.store.connection import Connection, Journal, connect, translated


def rekey(path: Path, old: bytes, new: bytes, *, journal: Journal = "WAL", busy_ms: int = 15_000) -> None:
    """Rewrite the file at ``path`` under ``new`` and see that every page reads with it.

    Args:
        path: a store, or a copy of one.
        old: its raw key now.
        new: the raw key that it gets.
        journal: as in :func:`worktracker.store.connection.connect`.
        busy_ms: how long to wait for others to let go of it, in milliseconds, each time.

    Raises:
        StoreUnavailableError: ``old`` does not open it, or a page is damaged.
        StoreBusyError: another program is reading or writing, or there is no room (the file's size
            is needed once more). The file may be under either key then, never under neither.
    """
    connection = connect(path, old, busy_ms=busy_ms, journal=journal)
    try:
        with translated():
            # The new key's slots may become the only ones after this: the disk has to have the pages.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            _require_sound(connection.execute("PRAGMA cipher_integrity_check").fetchone())
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"").fetchall()
        emptied = _emptied(connection)
    finally:
        connection.close()
    if not opens(path, new):  # rekey says "ok" whether it worked or not
        raise StoreBusyError(
            "The record could not be rewritten under a new key, and was left as it is.",
            "Free some space on the disk (it takes the record's size once more) and try again.",
        )
    if not emptied:
        raise StoreBusyError(
            "The record is under its new key, but another program still reads it under the old one.",
            "Close it; the rest is done when the record is opened again.",
        )
    connection = connect(path, new, busy_ms=busy_ms, journal=journal)
    try:
        with translated():
            _require_sound(connection.execute("PRAGMA cipher_integrity_check").fetchone())
    finally:
        connection.close()


def _emptied(connection: Connection) -> bool:
    """Move the log into the file; whether nobody kept it from being emptied."""
    try:
        with translated():
            return connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    except StoreBusyError:
        return False


def opens(path: Path, key: bytes) -> bool:
    """Whether ``key`` opens the file; nothing is written.

    Raises:
        StoreBusyError: it can't be read.
    """
    try:
        connect(path, key, read_only=True).close()
    except StoreUnavailableError:
        return False
    return True


def _require_sound(trouble: object) -> None:
    if trouble is not None:
        raise StoreUnavailableError(
            "A page of the record is damaged; its key was not changed.",
            "See `worktracker backup list`.",
        )
