"""Everything that is held about the user, gathered for the archive of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worktracker.app.belongings import belongings
from worktracker.home import Home
from worktracker.keys.slots import KeySlots
from worktracker.store.backup_folders import known_folders
from worktracker.store.store import Store

if TYPE_CHECKING:
    from worktracker.interchange.my_data import Holdings


def holdings(home: Home, store: Store, slots: KeySlots) -> Holdings:
    """The record, the ways to its key, and every file of ours."""
    from worktracker.interchange.my_data import Holdings

    ours = belongings(home, slots.store_id, known_folders(store.connection))
    return Holdings(store, slots, home, ours)
