"""Copies of the store: encrypted with its key, each one file, each whole or not there."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from worktracker.errors import StoreBusyError, StoreUnavailableError, WorkTrackerError
from worktracker.store.connection import connect, has_log, translated
from worktracker.store.store import Store

_NAME = re.compile(r"worktracker-(aside-)?(\d{4}-\d{2}-\d{2}-\d{6})-([0-9a-f]{8})\.db")
_TIME = "%Y-%m-%d-%H%M%S"
_PART = ".part"
_PAGES_AT_ONCE = 2_000  # 8 MB, after which a copy can be given up


class BackupGivenUpError(WorkTrackerError):
    """The copy was given up because something more urgent needs the store."""


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A copy, as its name tells it.

    Attributes:
        made: when, in local time.
        path: the file.
        tag: of which store, see :func:`tag_of`.
        aside: it is no copy, but the store itself that a restored copy has replaced.
    """

    made: datetime
    path: Path
    tag: str
    aside: bool = False

    @classmethod
    def at(cls, path: Path) -> Backup | None:
        """The copy at ``path``; None if its name is not one of a copy."""
        found = _NAME.fullmatch(path.name)
        if found is None:
            return None
        try:
            made = datetime.strptime(found[2], _TIME)  # noqa: DTZ007 - local, as named
            return cls(made, path, found[3], aside=found[1] is not None)
        except ValueError:
            return None


def free_name(folder: Path, store_id: str, now: datetime, *, aside: bool = False) -> Path:
    """A name in ``folder`` that no copy has yet; ``now`` is local time."""
    kind = "aside-" if aside else ""
    while (path := folder / f"worktracker-{kind}{now.strftime(_TIME)}-{tag_of(store_id)}.db").exists():
        now += timedelta(seconds=1)
    return path


def tag_of(store_id: str) -> str:
    """What names of copies show of a store's id."""
    return store_id[:8]


def backups_in(folder: Path, tag: str | None = None) -> list[Backup]:
    """The copies in a folder, newest first; only those of one store if ``tag`` is given."""
    try:
        names = list(folder.iterdir())
    except OSError:
        return []
    found = (Backup.at(path) for path in names)
    return sorted((each for each in found if each and tag in (None, each.tag)), reverse=True)


def newest_first(copies: Iterable[Backup], now: datetime) -> list[Backup]:
    """Copies in the order of their worth at ``now`` (local time).

    One that is dated more than a day later was made by a clock that was wrong: it is worth least.
    """
    latest = now + timedelta(days=1)
    return sorted(copies, key=lambda each: (each.made <= latest, each), reverse=True)


def remove_leftovers(folder: Path, tag: str, store: Path) -> None:
    """Remove what interrupted work on one store's copies left there; with the lock of its copies held.

    Args:
        folder: where copies are.
        tag: of the store.
        store: its file. Where putting a copy in its place was interrupted it has a second name in ``folder``.
    """
    copies, itself = f".worktracker-*{tag}.db{_PART}", f".worktracker.db{_PART}"
    for pattern in (copies, f"{copies}-*", itself, f"{itself}-*", f".worktracker-{tag}.keys.*"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
    for each in backups_in(folder, tag):
        if each.aside and store.exists() and each.path.samefile(store):
            beside = (each.path.with_suffix(".keys"), each.path.with_name(each.path.name + "-wal"))
            if not any(other.exists() for other in beside):  # else it may be all that leads to them
                each.path.unlink()


def create_backup(
    store: Path, key: bytes, store_id: str, folder: Path, now: datetime, given_up: Callable[[], bool]
) -> Backup:
    """Copy the store as it is at this moment into ``folder``, and see that the copy is sound.

    Reads one snapshot of it, so that recording goes on meanwhile.

    Args:
        store: the store's file.
        key: its raw key, which becomes the copy's too.
        store_id: for the name.
        folder: where to; it is there.
        now: local time, for the name.
        given_up: asked again and again; once it says yes, the copy is given up.

    Raises:
        BackupGivenUpError: ``given_up`` said yes; nothing is left.
        StoreUnavailableError: a page of the store is damaged; no copy was made.
        StoreBusyError: the folder can't be written, or has no room.
    """

    def asked(*_: int) -> None:
        if given_up():
            raise BackupGivenUpError("The copy was given up.", "Try again.")

    path = free_name(folder, store_id, now)
    with _written(path) as part:
        source = connect(store, key)
        try:
            target = connect(part, key, journal="DELETE")
            try:
                with translated():
                    source.execute("BEGIN")
                    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                    source.backup(target, pages=_PAGES_AT_ONCE, progress=asked)
                    # The copied header asks for a log; a copy is to be one file.
                    target.execute("PRAGMA journal_mode = DELETE").fetchone()
            finally:
                target.close()
        finally:
            source.close()
        _require_sound(part, key)
    made = Backup.at(path)
    assert made is not None
    return made


@contextmanager
def rewritten(path: Path) -> Generator[Path]:
    """A copy of the copy at ``path``, to be changed; it replaces it when all went well.

    Raises:
        StoreBusyError: it can't be read or written.
    """
    with _written(path) as part:
        with _translated_files(path):
            shutil.copyfile(path, part)
        yield part


def is_sound(path: Path, key: bytes) -> bool:
    """Whether every page of the copy reads with ``key`` and what they hold fits together."""
    try:
        _require_sound(path, key)
    except WorkTrackerError:
        return False
    return True


def store_id_in(path: Path, key: bytes) -> str:
    """The id of the store that a file is, or is a copy of.

    Raises:
        StoreUnavailableError: ``key`` does not open it, or it is none.
    """
    connection = connect(path, key, read_only=True)
    try:
        with translated():
            row = connection.execute("SELECT value FROM meta WHERE name = 'store_id'").fetchone()
    finally:
        connection.close()
    if row is None:
        raise StoreUnavailableError(f"{path} is not a whole record.", "Nothing was changed.")
    return row[0]


def put_in_place(
    copy: Path, key: bytes, store: Path, aside: Path | None, prepare: Callable[[Path], None]
) -> None:
    """Make the store at ``store`` the one that ``copy`` holds; what is there now becomes ``aside``.

    What is there keeps its name until the copy takes it, so that whatever interrupts this leaves
    one of the two in its place.

    Args:
        copy: stays as it is.
        key: its raw key.
        store: nobody has it open.
        aside: where to keep the store that is there; None if there is none.
        prepare: makes of the copy's copy at the path it is given what is to be the store.

    Raises:
        StoreUnavailableError: the copy is damaged; nothing was changed.
        StoreBusyError: it can't be written.
    """
    log, shared = (store.with_name(store.name + ending) for ending in ("-wal", "-shm"))
    with _written(store) as part:
        with _translated_files(store):
            shutil.copyfile(copy, part)
        _require_sound(part, key)
        prepare(part)
        with _translated_files(store):
            if aside is not None:
                _keep(store, aside)
                if has_log(store):
                    _keep(log, aside.with_name(aside.name + "-wal"))
                if os.name == "posix":
                    _sync(aside.parent)
            log.unlink(missing_ok=True)  # another store's log must not be read into this one
            shared.unlink(missing_ok=True)


def newest_end_ms(path: Path, key: bytes) -> int | None:
    """Where the newest recorded span of a copy ends; None if there is none."""
    connection = connect(path, key, read_only=True)
    try:
        return Store(path, key, connection).newest_end_ms
    finally:
        connection.close()


@contextmanager
def _written(path: Path) -> Generator[Path]:
    """A file beside ``path``, the user's alone, that becomes it when all went well."""
    part = path.with_name(f".{path.name}{_PART}")
    try:
        with _translated_files(path):
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        with _translated_files(path):
            _sync(part)
            part.replace(path)
            if os.name == "posix":
                _sync(path.parent)
    finally:
        for each in _with_journals(part):
            with suppress(OSError):
                each.unlink()


@contextmanager
def _translated_files(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise StoreBusyError(
            f"{path} can't be written: {error.strerror}.", "Check the disk and the folder's permissions."
        ) from None


def _keep(path: Path, name: Path) -> None:
    """Give a file a second name; where the file system knows no such thing, copy it."""
    try:
        os.link(path, name)
    except OSError:
        shutil.copyfile(path, name)
        name.chmod(0o600)
        _sync(name)


def _require_sound(path: Path, key: bytes) -> None:
    # SQLCipher copies a page that it can't read as zeros, and says nothing: whoever looks at the
    # structure finds it.
    connection = connect(path, key, read_only=True)
    try:
        with translated():
            wrong = connection.execute("PRAGMA cipher_integrity_check").fetchone()
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    finally:
        connection.close()
    if wrong is not None or found[0] != "ok":
        raise StoreUnavailableError(
            "A page of the record is damaged, so no copy of it was kept.", "See `worktracker backup list`."
        )


def _with_journals(path: Path) -> Iterator[Path]:
    yield path
    for ending in ("-journal", "-wal", "-shm"):
        yield path.with_name(path.name + ending)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
