"""Putting a copy in the place of the record: which copy, under which key, with whose choices."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.conftest import KEY
from worktracker.app.backups import Backups, copies_locked
from worktracker.app.restoring import newest_good
from worktracker.home import Home
from worktracker.keys.slots import KeyringSlot, KeySlots, SlotSet, save
from worktracker.store.store import Store

NOON = datetime(2026, 11, 21, 12)  # noqa: DTZ001 - local, as copies are named


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, tmp_path, tmp_path / "socket")


@pytest.fixture
def slots(home: Home, store: Store) -> KeySlots:
    slots = KeySlots(store.store_id, SlotSet(KeyringSlot(store.store_id)))
    save(home.keys, slots)
    return slots


def copied(home: Home, store: Store, slots: KeySlots, now: datetime) -> Path:
    with copies_locked(home):
        return Backups.of(home, store).create(slots, now).path


def test_a_copy_of_the_future_is_the_last_to_be_restored(home: Home, store: Store, slots: KeySlots) -> None:
    for ahead in (timedelta(days=365 * 70), timedelta(hours=20), timedelta(0)):
        copied(home, store, slots, NOON + ahead)
    found = newest_good([home.backups], slots.store_id, [KEY], NOON)
    assert found == (home.backups / f"worktracker-2026-11-22-080000-{store.store_id[:8]}.db", KEY)
