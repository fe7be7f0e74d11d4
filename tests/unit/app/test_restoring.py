"""Putting a copy in the place of the record: which copy, under which key, with whose choices."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.fake_clock import FakeClock
from tests.unit.conftest import KEY
from worktracker.app.backups import Backups, copies_locked
from worktracker.app.restoring import newest_good, restore, with_offer
from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.home import Home
from worktracker.keys.slots import KeyringSlot, KeySlots, SlotSet, load, save
from worktracker.privacy.rules import Action, Rule
from worktracker.store import backup
from worktracker.store.backup_folders import known_folders, remember_folder
from worktracker.store.rekey import opens, rekey
from worktracker.store.store import Store

NEWER = bytes(range(64, 96))
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


@pytest.fixture
def of_the_old_key(home: Home, store: Store, slots: KeySlots, tmp_path: Path) -> Path:
    """A copy of before the key was replaced; rules, settings and folders came after it."""
    stick = tmp_path / "stick"
    stick.mkdir()
    with copies_locked(home):
        path = Backups.of(home, store).create(slots, NOON, stick).path
    store.rules.add(Rule(Action.DROP, app="since"), 0)
    store.settings.set("keep-titles", "30d")
    remember_folder(store.connection, stick)
    store.close()
    rekey(home.store, KEY, NEWER)
    return path


def held(home: Home, key: bytes) -> tuple[list[str | None], str, list[Path]]:
    store = Store.open(home.store, [key], 0)
    try:
        rules = [rule.app for rule in store.rules.all()]
        return rules, store.settings.get("keep-titles"), known_folders(store.connection)
    finally:
        store.close()


def never(_: str) -> KeySlots:
    raise AssertionError("the home's slots lead to a key")


def test_a_copy_under_an_older_key_comes_under_the_one_of_today(
    home: Home, slots: KeySlots, of_the_old_key: Path
) -> None:
    before = held(home, NEWER)
    assert before == (["since"], "30d", [of_the_old_key.parent])
    done = restore(home, of_the_old_key, KEY, slots, [NEWER], NOON, never)
    assert (done.chosen, done.key_of_copy) == (True, False)
    assert held(home, NEWER) == before
    assert not opens(home.store, KEY)
    assert opens(of_the_old_key, KEY)
    assert load(home.keys) == slots


def test_without_the_key_of_today_the_copy_brings_its_own(
    home: Home, slots: KeySlots, of_the_old_key: Path
) -> None:
    newer = KeySlots(slots.store_id, SlotSet(KeyringSlot(f"{slots.store_id}-2")))

    def place(_: str) -> KeySlots:
        assert opens(home.store, NEWER)  # the slots are there before the file is
        save(home.keys, newer)
        return newer

    done = restore(home, of_the_old_key, KEY, slots, (), NOON, place)
    assert (done.chosen, done.key_of_copy) == (False, True)
    assert held(home, KEY)[0] == []
    assert done.aside is not None
    assert opens(done.aside, NEWER)
    assert (load(home.keys), load(done.aside.with_suffix(".keys"))) == (newer, slots)


def test_slots_are_put_back_where_the_file_can_not_be(
    home: Home, slots: KeySlots, of_the_old_key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = KeySlots(slots.store_id, SlotSet(KeyringSlot(f"{slots.store_id}-2")))

    def place(_: str) -> KeySlots:
        save(home.keys, newer)
        return newer

    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_keep", full)
    with pytest.raises(StoreBusyError):
        restore(home, of_the_old_key, KEY, slots, (), NOON, place)
    assert load(home.keys) == slots
    assert opens(home.store, NEWER)
    assert not list(home.backups.iterdir())


def test_slots_that_another_has_changed_are_not_followed(
    home: Home, slots: KeySlots, of_the_old_key: Path
) -> None:
    save(home.keys, KeySlots(slots.store_id, SlotSet(KeyringSlot(f"{slots.store_id}-2"))))
    with pytest.raises(StoreBusyError):
        restore(home, of_the_old_key, KEY, slots, [NEWER], NOON, never)
    assert opens(home.store, NEWER)


def test_what_was_kept_aside_since_is_named_beside_the_copy(
    home: Home, store: Store, slots: KeySlots
) -> None:
    path = copied(home, store, slots, NOON)
    store.close()
    done = restore(home, path, KEY, slots, [KEY], NOON + timedelta(hours=1), None)
    home.store.write_bytes(b"damaged" * 1000)
    error = StoreUnavailableError("")
    clock = FakeClock("2026-11-21T14:00Z")
    offered = with_offer(home, slots, [KEY], error, clock)
    assert "The copy of 2026-11-21 12:00 opens" in offered.hint
    assert f"`worktracker backup restore {done.aside}`" in offered.hint
    path.unlink()
    assert str(done.aside) in with_offer(home, slots, [KEY], error, clock).hint
    assert done.aside is not None
    done.aside.unlink()
    assert with_offer(home, slots, [KEY], error, clock) is error
