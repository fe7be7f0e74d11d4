"""Replacing the store's key, and settling a replacement that was interrupted.

The order, and what is left when it ends in the middle: pending slots (the old key opens), the
store rewritten (either key, both are known), its copies rewritten (the same), slots promoted (the
new key opens). Whoever opens the store in between settles it, see :func:`settled`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from worktracker.app.backups import Backups, Copies, copies_locked
from worktracker.control.client import AppRefusedError
from worktracker.control.instance import AlreadyRunningError, InstanceLock
from worktracker.errors import WorkTrackerError
from worktracker.home import Home
from worktracker.keys.change import SlotFile
from worktracker.keys.fetch import StoreKey
from worktracker.keys.slots import KeySlots, load
from worktracker.store.rekey import opens
from worktracker.store.store import Store


def rotate(
    home: Home,
    store: Store,
    slots: KeySlots,
    passphrase: str | None,
    rewrite: Callable[[bytes], None],
    *,
    environ: Mapping[str, str] = os.environ,
) -> Copies:
    """Give the store and its copies a new key; the old keyring entry is destroyed.

    Args:
        home: whose store.
        store: it, open; to be closed afterwards.
        slots: the ways to its key; nothing pending.
        passphrase: the one in use, if one is.
        rewrite: puts the store's file under the key that it is given; its failure is passed on.
        environ: for the session's addresses.

    Raises:
        KeyUnavailableError: the new key could not be put beside the old one, and nothing has
            changed; or the new key is in force, but the keyring keeps the old entry.
        StoreBusyError: the store could not be rewritten, or another command holds the copies.
    """
    file = SlotFile(home.keys, environ=environ)
    backups = Backups.of(home, store)
    with copies_locked(home):
        slots, key = file.begin_rotation(slots, store.key, passphrase)
        try:
            rewrite(key)
        except WorkTrackerError as error:
            over = isinstance(error, AppRefusedError) or not _app_runs(home)
            if over and opens(home.store, store.key):
                file.settle_rotation(slots, new=False)
            raise
        assert slots.pending is not None
        copies = backups.under(key).rekey(store.key, KeySlots(slots.store_id, slots.pending))
        file.settle_rotation(slots, new=True)
        return copies


def settled(
    home: Home, store: Store, slots: KeySlots, keys: Sequence[StoreKey], environ: Mapping[str, str]
) -> KeySlots:
    """Settle a rotation that was interrupted; the slots as they are then.

    Copies that only the key that goes would open are put under the one that stays before it goes.
    Where that can't be, or another command is at work on it, all stays as it is; so it does where
    the store is under the old key and an app runs, which may be rewriting it at this moment.

    Args:
        home: whose store.
        store: it, open with the key that stays.
        slots: the ways to both keys.
        keys: the keys, as far as they could be had.
        environ: for the session's addresses.
    """
    try:
        with copies_locked(home, wait_s=0):
            if load(home.keys) != slots or slots.pending is None:
                return load(home.keys)
            new = next(key.pending for key in keys if key.raw == store.key)
            if not new and _app_runs(home):
                return slots
            kept = KeySlots(slots.store_id, slots.pending if new else slots.current)
            for key in keys:
                if key.raw != store.key and Backups.of(home, store).rekey(key.raw, kept).failed:
                    return slots
            return SlotFile(home.keys, environ=environ).settle_rotation(slots, new=new)
    except WorkTrackerError:  # another works on it; or the keyring keeps an entry that opens nothing now
        return load(home.keys)


def _app_runs(home: Home) -> bool:
    """Whether an app that is not this program runs for the home."""
    lock = InstanceLock(home.lock)
    try:
        lock.acquire()
    except AlreadyRunningError as running:
        return running.pid != os.getpid()
    lock.release()
    return False
