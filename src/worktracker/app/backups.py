"""The copies of one home's store: in the home, and in folders that the user named."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from worktracker.app.erasing import BrokenOffError
from worktracker.control.instance import AlreadyRunningError, InstanceLock
from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.home import Home
from worktracker.keys.slots import KeySlots, save
from worktracker.privacy.rules import Rule
from worktracker.store.backup import (
    Backup,
    backups_in,
    create_backup,
    newest_first,
    remove_leftovers,
    rewritten,
    tag_of,
)
from worktracker.store.backup_folders import known_folders
from worktracker.store.connection import connect
from worktracker.store.erase import Eraser, Forgotten, Selection
from worktracker.store.migrate import known_migrations, migrate, schema_number
from worktracker.store.rekey import opens, rekey
from worktracker.store.settings import Settings
from worktracker.store.store import Store

_WAIT_S = 30.0
_LOOK_S = 0.05


@dataclass(frozen=True, slots=True)
class Copies:
    """What became of the copies when something was done to all of them.

    Attributes:
        changed: how many were rewritten.
        missing: known folders that are not there now.
        failed: copies that could not be rewritten.
    """

    changed: int = 0
    missing: tuple[Path, ...] = ()
    failed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased from the store, and what became of its copies."""

    forgotten: Forgotten
    copies: Copies


class CopiesAwayError(WorkTrackerError):
    """It is gone from the store and from its copies, but for those whose folder is not there now."""

    title = "Forgotten, but not in every copy"


@contextmanager
def copies_locked(
    home: Home,
    wait_s: float = _WAIT_S,
    *,
    waits: Callable[[], None] = lambda: None,
    wanted: Callable[[], bool] = lambda: True,
) -> Generator[None]:
    """Be the only one that writes copies of the home's store, or replaces its key.

    Args:
        home: whose.
        wait_s: seconds to wait for somebody else who does.
        waits: called before it waits, if it has to.
        wanted: whether it is still wanted; asked while it waits, and for the last time when nobody
            else can do it any more.

    Raises:
        StoreBusyError: somebody else is for longer than ``wait_s`` seconds.
        BrokenOffError: it was wanted no more.
    """
    lock = InstanceLock(home.copies_lock)
    deadline = time.monotonic() + wait_s
    told = False
    while not lock.held:
        try:
            lock.acquire()
        except AlreadyRunningError:
            require_wanted(wanted)
            if time.monotonic() >= deadline:
                raise StoreBusyError(
                    "Copies of the record are being written by another command.", "Try again when it is done."
                ) from None
            if not told:
                waits()
                told = True
            time.sleep(_LOOK_S)
    with lock:
        require_wanted(wanted)
        yield


def require_wanted(wanted: Callable[[], bool]) -> None:
    """Go on only with what is still wanted.

    Raises:
        BrokenOffError: it was wanted no more.
    """
    if not wanted():
        raise BrokenOffError("It was broken off, and the record is as it was.")


class Backups:
    """The copies of one store; what changes them is called with :func:`copies_locked` held.

    Args:
        home: whose store.
        store_id: the store's id.
        key: its raw key.
        named: the folders outside the home.
    """

    def __init__(self, home: Home, store_id: str, key: bytes, named: list[Path]) -> None:
        self._home = home
        self._store_id = store_id
        self._key = key
        self._named = named

    @classmethod
    def of(cls, home: Home, store: Store) -> Backups:
        """The copies of an open store."""
        return cls(home, store.store_id, store.key, known_folders(store.connection))

    def under(self, key: bytes) -> Backups:
        """The same copies, once the store has another key."""
        return Backups(self._home, self._store_id, key, self._named)

    @property
    def folders(self) -> list[Path]:
        """Where copies may be, the home's own folder first."""
        return [self._home.backups, *self._named]

    @property
    def missing(self) -> tuple[Path, ...]:
        """Folders outside the home that are not there now."""
        return tuple(folder for folder in self._named if not folder.is_dir())

    def all(self) -> list[Backup]:
        """Every copy that can be reached, newest first; also what was kept aside."""
        tag = tag_of(self._store_id)
        return sorted((each for folder in self.folders for each in backups_in(folder, tag)), reverse=True)

    def in_home(self) -> list[Backup]:
        """The copies in the home's own folder, newest first, without what was kept aside."""
        return [each for each in backups_in(self._home.backups, tag_of(self._store_id)) if not each.aside]

    def create(
        self,
        slots: KeySlots,
        now: datetime,
        folder: Path | None = None,
        given_up: Callable[[], bool] = lambda: False,
    ) -> Backup:
        """Make a copy, in the home if no ``folder`` is given, with what opens it elsewhere beside it.

        Raises:
            StoreUnavailableError: the store is damaged; no copy was made.
            StoreBusyError: the folder can't be written.
            BackupGivenUpError: ``given_up`` said yes.
        """
        target = folder or self._home.backups
        try:
            target.mkdir(mode=0o700, exist_ok=True)
            remove_leftovers(target, tag_of(self._store_id), self._home.store)
        except OSError as error:
            raise StoreBusyError(f"{target} can't be written: {error.strerror}.") from None
        made = create_backup(self._home.store, self._key, self._store_id, target, now, given_up)
        self.save_slots(slots, target)
        return made

    def save_slots(self, slots: KeySlots, folder: Path) -> None:
        """Put the ways to the key beside the copies in ``folder``."""
        save(slots_beside(folder, self._store_id), slots)

    def renew_slots(self, slots: KeySlots) -> None:
        """Let the ways to the key beside the copies be these, where they are: see :attr:`missing`.

        Raises:
            StoreBusyError: a folder can't be written.
        """
        for folder in self.folders:
            if slots_beside(folder, self._store_id).exists():
                self.save_slots(slots, folder)

    def prune(self, keep: int, now: datetime) -> None:
        """Remove all but the newest ``keep`` copies from the home's own folder; ``now`` is local time.

        Raises:
            StoreBusyError: one can't be removed.
        """
        for each in newest_first(self.in_home(), now)[keep:]:
            try:
                each.path.unlink(missing_ok=True)
            except OSError as error:
                raise StoreBusyError(f"{each.path} can't be removed: {error.strerror}.") from None

    def rekey(self, old: bytes, slots: KeySlots) -> Copies:
        """Put every copy that ``old`` opens under this store's key; the others are left alone."""

        def change(part: Path) -> None:
            rekey(part, old, self._key, journal="DELETE")

        copies = self._rewrite(lambda path: not opens(path, self._key) and opens(path, old), change)
        self.renew_slots(slots)
        return copies

    def forget(self, selection: Selection) -> Copies:
        """Erase from every copy what the selection holds."""
        return self._erase(selection, lambda eraser: eraser.forget(selection))

    def purge(self, rule: Rule) -> Copies:
        """Apply a rule to what the copies hold already."""
        return self._erase(Selection(rule=rule), lambda eraser: eraser.purge(rule))

    def _erase(self, selection: Selection, erase: Callable[[Eraser], Forgotten]) -> Copies:
        def change(part: Path) -> None:
            connection = connect(part, self._key, journal="DELETE")
            try:
                migrate(connection, time.time_ns() // 1_000_000)
                erase(Eraser(connection, Settings(connection).day_start_ms))
            finally:
                connection.close()

        return self._rewrite(lambda path: self._holds(path, selection), change)

    def _holds(self, path: Path, selection: Selection) -> bool:
        connection = connect(path, self._key, read_only=True)
        try:
            if schema_number(connection) < known_migrations()[-1][0]:
                return True  # it can't be asked before it is brought up to this schema
            return Eraser(connection, Settings(connection).day_start_ms).touches(selection)
        finally:
            connection.close()

    def _rewrite(self, wanted: Callable[[Path], bool], change: Callable[[Path], None]) -> Copies:
        changed = 0
        failed: list[Path] = []
        for folder in (self._home.directory, *self.folders):
            try:
                remove_leftovers(folder, tag_of(self._store_id), self._home.store)
            except OSError:
                failed.append(folder)
        for each in self.all():
            try:
                if not wanted(each.path):
                    continue
                with rewritten(each.path) as part:
                    change(part)
                changed += 1
            except WorkTrackerError:
                failed.append(each.path)
        return Copies(changed, self.missing, tuple(failed))


def slots_beside(folder: Path, store_id: str) -> Path:
    """Where the ways to the key of the copies in ``folder`` lie."""
    return folder / f"worktracker-{tag_of(store_id)}.keys"


def require_rewritten(copies: Copies, again: str = "the same command again.") -> None:
    """See that no copy that is there was left as it was.

    Args:
        copies: what became of them.
        again: what is to be run when they can be written.

    Raises:
        WorkTrackerError: one was.
    """
    if copies.failed:
        names = ", ".join(map(str, copies.failed))
        raise WorkTrackerError(
            f"It is gone from the record, but not from {names}.",
            f"Make that writable, or delete it, and run {again}",
        )


def require_reached(copies: Copies, again: str) -> None:
    """As :func:`require_rewritten`, also for copies in folders that are not there now.

    Raises:
        CopiesAwayError: only these were left.
        WorkTrackerError: others were, too.
    """
    require_rewritten(copies, again)
    if copies.missing:
        names = ", ".join(map(str, copies.missing))
        raise CopiesAwayError(
            f"It is gone from the record, but not from the copies in {names}, which is not there now.",
            f"Connect it and run {again} (lost for good: worktracker backup abandon DIR)",
        )


def forget(home: Home, store: Store, selection: Selection) -> Erased:
    """Erase from the copies and then from the store: what is interrupted shows when it is asked again.

    No copy is made meanwhile: it would hold what is about to go.

    No copy is begun before the store is done: it would hold what is forgotten.

    Raises:
        StoreBusyError: somebody else is reading or writing; asked again, the rest is done.
    """
    with copies_locked(home):
        copies = Backups.of(home, store).forget(selection)
        return Erased(Eraser(store.connection, store.settings.day_start_ms).forget(selection), copies)


def purge(home: Home, store: Store, rule: Rule) -> Erased:
    """Apply a rule to the copies and then to the store, as :func:`forget`."""
    with copies_locked(home):
        copies = Backups.of(home, store).purge(rule)
        return Erased(Eraser(store.connection, store.settings.day_start_ms).purge(rule), copies)
