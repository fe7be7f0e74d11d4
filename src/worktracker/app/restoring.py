"""Putting a copy in the place of the store, and saying when that would help."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from worktracker.app.backups import copies_locked
from worktracker.clock import Clock
from worktracker.control.instance import InstanceLock
from worktracker.errors import StoreBusyError, StoreUnavailableError, UsageError, WorkTrackerError
from worktracker.home import Home
from worktracker.keys.slots import KeySlots, load, save
from worktracker.model.days import local_datetime
from worktracker.store.backup import (
    Backup,
    backups_in,
    free_name,
    is_sound,
    newest_end_ms,
    newest_first,
    put_in_place,
    remove_leftovers,
    store_id_in,
    tag_of,
)
from worktracker.store.backup_folders import known_folders, remember_folder
from worktracker.store.carrying import Carried, carried, carry_sharing_over
from worktracker.store.choices import Choices, carry_over, choices_in
from worktracker.store.connection import connect, connect_first, translated
from worktracker.store.migrate import migrate
from worktracker.store.rekey import opens, rekey

Place = Callable[[str], KeySlots]
"""Puts the key into slots of the home for a store with this id."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of it.

    Attributes:
        store_id: the store's id.
        aside: where the store that was there lies now; None if there was none.
        chosen: whether its rules and settings go on.
        key_of_copy: whether the home's slots lead to the copy's key only since.
    """

    store_id: str
    aside: Path | None
    chosen: bool
    key_of_copy: bool


def restore(
    home: Home,
    copy: Path,
    key: bytes,
    slots: KeySlots | None,
    own: Sequence[bytes],
    now: datetime,
    place: Place | None,
) -> Restored:
    """Make ``copy`` the home's store; the one that is there is kept aside, with the ways to its key.

    Its rules and settings go on, where it opens: what was excluded since the copy stays excluded.
    A copy of before the key was replaced is put under the key of today: the old one opens nothing.

    Args:
        home: where no app runs.
        copy: a copy that ``key`` opens.
        key: its raw key, 32 bytes.
        slots: the home's slots; None if it has none.
        own: the raw keys that they lead to, the one in force first; none if they can't be had.
        now: local time, for the name of what is kept aside.
        place: puts ``key`` into slots; called where there is none of ``own``.

    Raises:
        UsageError: the home holds another record.
        AlreadyRunningError: an app runs for the home.
        StoreUnavailableError: the copy is damaged; nothing was changed.
        StoreBusyError: the home can't be written.
    """
    store_id = store_id_in(copy, key)
    if own and slots is not None and slots.store_id != store_id:
        own = ()
    home.make()
    with InstanceLock(home.lock), copies_locked(home):
        if slots is not None and load(home.keys) != slots:
            raise StoreBusyError("Another command has changed the ways to the key meanwhile.", "Try again.")
        aside = None
        settled: _Settled | None = None
        if home.store.exists() and home.store.stat().st_size:
            if slots is not None and slots.store_id != store_id:
                raise UsageError(
                    f"{copy} is a copy of another record than the one in {home.directory}.",
                    "Set WORKTRACKER_HOME to an empty directory for it.",
                )
            settled = _settled(home, (*own, key))
            home.backups.mkdir(mode=0o700, exist_ok=True)
            with suppress(OSError):
                if not copy.samefile(home.store):
                    remove_leftovers(home.backups, tag_of(store_id), home.store)
            aside = free_name(home.backups, store_id, now, aside=True)

        def prepare(part: Path) -> None:
            """Whatever interrupts this, what takes the store's name is complete, and its key known."""
            kept = key
            if own and key not in own:
                kept = settled.key if settled and settled.key in own else own[0]
                rekey(part, key, kept, journal="DELETE")
            _bring_up(part, kept, settled)
            if place is not None and not own:
                if replaced is not None and slots is not None:
                    save(replaced, slots)
                place(store_id)

        replaced = None if aside is None else aside.with_suffix(".keys")
        try:
            put_in_place(copy, key, home.store, aside, prepare)
        except WorkTrackerError:
            if replaced is not None and slots is not None and replaced.exists():
                save(home.keys, slots)
                replaced.unlink()
            raise
        with suppress(OSError):
            home.heartbeat.unlink(missing_ok=True)  # it speaks of the store that was there
    return Restored(store_id, aside, settled is not None, key_of_copy=place is not None and not own)


def newest_good(
    folders: Sequence[Path], store_id: str, keys: Sequence[bytes], now: datetime
) -> tuple[Path, bytes] | None:
    """The newest copy that one of the keys opens and that is whole, with its key; ``now`` is local time."""
    copies = (each for folder in folders for each in backups_in(folder, tag_of(store_id)))
    for each in newest_first(copies, now):
        for key in keys:
            if not each.aside and opens(each.path, key) and is_sound(each.path, key):
                return each.path, key
    return None


def with_offer(
    home: Home, slots: KeySlots, keys: Sequence[bytes], error: StoreUnavailableError, clock: Clock
) -> StoreUnavailableError:
    """``error``, and which copy could be restored if the store is damaged and a copy is not.

    A key that opens a copy is the right one, so what does not open with it is damaged. Little is
    read: whether a copy is whole is seen when it is restored. What an earlier restoring kept aside
    since that copy is named as well.
    """
    there = home.store.exists()
    if there and any(opens(home.store, key) for key in keys):
        return error  # something else is wrong with it
    now_ms = clock.now().wall_ms
    now = local_datetime(now_ms, clock.zone_at(now_ms).offset_s)
    title = "The record is damaged." if there else "The record is missing."
    aside: Backup | None = None
    for each in newest_first(backups_in(home.backups, tag_of(slots.store_id)), now):
        if each.aside:
            aside = aside or each
            continue
        for key in keys:
            try:
                end_ms = newest_end_ms(each.path, key)
            except WorkTrackerError:
                continue
            since = f"{each.made:%Y-%m-%d %H:%M}"
            if end_ms is not None:
                end = local_datetime(end_ms, clock.zone_at(end_ms).offset_s)
                since = f"{end:%Y-%m-%d %H:%M} until now ({now:%Y-%m-%d %H:%M})"
            return StoreUnavailableError(
                title,
                f"The copy of {each.made:%Y-%m-%d %H:%M} opens; missing would be what was recorded from"
                f" {since}.{_named_aside(aside)} Bring it back: worktracker backup restore"
                f" {shlex.quote(str(each.path))}",
            )
    return StoreUnavailableError(title, f"No copy opens.{_named_aside(aside)}") if aside else error


def _named_aside(aside: Backup | None) -> str:
    if aside is None:
        return ""
    made = f"{aside.made:%Y-%m-%d %H:%M}"
    return f" The record that was replaced at {made} is kept: `worktracker backup restore {aside.path}`."


@dataclass(frozen=True, slots=True)
class _Settled:
    """The store that is about to be replaced: key, copies' folders, what the user chose and shared."""

    key: bytes
    folders: list[Path]
    choices: Choices
    sharing: Carried


def _settled(home: Home, keys: Sequence[bytes]) -> _Settled | None:
    """Bring the store's log into it, and tell where its copies are and what the user has chosen.

    Where it can't be opened its log is kept aside with it, and nothing is known.
    """
    try:
        connection, key = connect_first(home.store, keys)
    except StoreUnavailableError:
        return None
    try:
        with translated():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        migrate(connection, time.time_ns() // 1_000_000)
        return _Settled(key, known_folders(connection), choices_in(connection), carried(connection))
    except StoreUnavailableError:
        return None
    finally:
        connection.close()


def _bring_up(part: Path, key: bytes, settled: _Settled | None) -> None:
    """Let the copy be of today's form, and hold what is to go on."""
    connection = connect(part, key, journal="DELETE")
    try:
        now_ms = time.time_ns() // 1_000_000
        migrate(connection, now_ms)
        carry_sharing_over(connection, None if settled is None else settled.sharing, now_ms)
        if settled is not None:
            for folder in settled.folders:  # the copy may be older than they are; forgetting has to find them
                remember_folder(connection, folder)
            carry_over(connection, settled.choices)
    finally:
        connection.close()
