"""Connections to the encrypted file, and the border at which SQLite's errors become ours."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlcipher3 import dbapi2

from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.translatable import QT_TRANSLATE_NOOP

Connection = dbapi2.Connection

Journal = Literal["WAL", "DELETE"]
"""How SQLite keeps a transaction whole: beside the store by a log, in copies by a passing journal."""

_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}
_NO_ROOM = {"SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN"}
_DAMAGED = {"SQLITE_NOTADB", "SQLITE_CORRUPT"}


_NAMELESS = {  # SQLite's words (sqlite3_errstr) where the library gives no name: of a backup
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
}


@contextmanager
def translated() -> Generator[None]:
    """Let SQLite's errors leave as ours.

    Raises:
        StoreBusyError: somebody else is writing, or the disk has no room or can't be written, or
            another thread has broken it off.
        StoreUnavailableError: the file is damaged, or not a store that this key opens.
    """
    try:
        yield
    except dbapi2.Error as error:
        name = getattr(error, "sqlite_errorname", "") or _NAMELESS.get(str(error), "")
        kind = "_".join(name.split("_")[:2])
        if kind in _BUSY:
            raise StoreBusyError("The record is being written by another program.", "Try again.") from None
        if kind == "SQLITE_INTERRUPT":
            raise StoreBusyError("The question was broken off.", "Ask again.") from None
        if kind in _NO_ROOM:
            raise StoreBusyError(
                f"The record can't be written ({_words(kind)}).", "Free some space or check the folder."
            ) from None
        if kind in _DAMAGED:
            raise StoreUnavailableError(
                "The record does not open with its key: it is damaged, or not worktracker's.",
                "Nothing was changed. It can come back from a copy only: worktracker backup restore FILE",
            ) from None
        raise  # a mistake in our SQL, not the user's: let it be seen


def _words(kind: str) -> str:
    return {
        "SQLITE_FULL": QT_TRANSLATE_NOOP("Errors", "the disk is full"),
        "SQLITE_IOERR": QT_TRANSLATE_NOOP("Errors", "the disk reports an error"),
        "SQLITE_READONLY": QT_TRANSLATE_NOOP("Errors", "the file is read-only"),
        "SQLITE_CANTOPEN": QT_TRANSLATE_NOOP("Errors", "the file can't be opened"),
    }[kind]


def connect(
    path: Path, key: bytes, *, read_only: bool = False, busy_ms: int = 5000, journal: Journal = "WAL"
) -> Connection:
    """Open the file with its raw 256-bit key and see that the key fits.

    Args:
        path: the store; made when missing unless ``read_only``.
        key: 32 bytes.
        read_only: never write, not even to recover; needs an existing file.
        busy_ms: how long to wait for another writer, in milliseconds.
        journal: ``DELETE`` for a copy, which is to be one file and may lie where a log can't.

    Raises:
        StoreUnavailableError: the key does not fit, or the file is no SQLCipher 4 database.
        StoreBusyError: the file can't be opened or written.
    """
    mode = "rwc"
    if read_only:
        # Without a log to be read, not even SQLite's own files beside it need to be made.
        mode = "ro" if has_log(path) else "ro&immutable=1"
    with translated():
        connection = dbapi2.connect(
            f"file:{quoted(path)}?mode={mode}",
            timeout=busy_ms / 1000,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("PRAGMA temp_store = MEMORY")  # what is sorted would lie about in clear
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not read_only:
                connection.execute(f"PRAGMA journal_mode = {journal}").fetchone()
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA secure_delete = ON").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def has_log(path: Path) -> bool:
    """Whether a database has a write-ahead log beside it with something in it.

    It goes at any moment: whoever closes the database last deletes it.
    """
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def quoted(path: Path) -> str:
    """The path as it stands in an SQLite URI (sqlite.org/uri.html)."""
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def connect_first(path: Path, keys: Sequence[bytes], *, read_only: bool = False) -> tuple[Connection, bytes]:
    """Open with the first of ``keys`` that fits, and say which.

    Raises:
        StoreUnavailableError: none fits.
    """
    failure: StoreUnavailableError | None = None
    for key in keys:
        try:
            return connect(path, key, read_only=read_only), key
        except StoreUnavailableError as error:
            failure = error
    raise failure or StoreUnavailableError("There is no key for the record.", "See `worktracker key status`.")


@contextmanager
def transaction(connection: Connection) -> Generator[None]:
    """All of it or nothing, as the one writer.

    Raises:
        StoreBusyError: another writer, or no room; nothing was written.
    """
    with translated():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk has rolled back by itself already.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def rehearsal(connection: Connection) -> Generator[None]:
    """As :func:`transaction`, but nothing is kept."""
    with translated():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def snapshot(connection: Connection) -> Generator[None]:
    """One unchanging view of the store for several questions; within another one, that one."""
    if connection.in_transaction:
        yield
        return
    with translated():
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:  # what is broken off in a write has rolled back by itself
                connection.execute("ROLLBACK")
