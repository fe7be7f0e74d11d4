"""Changing the ways to the record's key, with those beside its copies: for the shell and the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from worktracker.app.backups import Backups, copies_locked
from worktracker.home import Home
from worktracker.keys.change import SlotFile
from worktracker.keys.slots import KeySlots
from worktracker.store.store import Store


@dataclass(frozen=True, slots=True)
class Ways:
    """What came of it.

    Attributes:
        slots: the ways as they are now.
        missing: folders that are not there now; copies in them open with the old passphrase.
    """

    slots: KeySlots
    missing: tuple[Path, ...]


# Each takes the home, the open store, and the ways as they are. A key that is being replaced meanwhile must
# not be forgotten, so they wait for whoever is at the copies. Each may raise KeyUnavailableError (a way does
# not work; nothing has changed) and StoreBusyError (a file can't be written, or another is at work).


def set_passphrase(home: Home, store: Store, slots: KeySlots, passphrase: str) -> Ways:
    """Add a passphrase, or replace the one that there is."""
    with copies_locked(home):
        return _beside_copies(home, store, SlotFile(home.keys).set_passphrase(slots, store.key, passphrase))


def keep_in_keyring(home: Home, store: Store, slots: KeySlots) -> Ways:
    """Put the key into the keyring, too."""
    with copies_locked(home):
        return _beside_copies(home, store, SlotFile(home.keys).add_keyring(slots, store.key))


def remove_passphrase(home: Home, store: Store, slots: KeySlots) -> Ways:
    """Let the keyring alone keep the key.

    Raises:
        WorkTrackerError: the keyring does not hold it.
    """
    file = SlotFile(home.keys)
    with copies_locked(home):
        if slots.current.keyring is None:
            slots = file.add_keyring(slots, store.key)
        return _beside_copies(home, store, file.remove_passphrase(slots, store.key))


def _beside_copies(home: Home, store: Store, slots: KeySlots) -> Ways:
    backups = Backups.of(home, store)
    backups.renew_slots(slots)
    return Ways(slots, backups.missing)
