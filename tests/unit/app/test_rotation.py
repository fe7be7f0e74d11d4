"""What an interrupted rotation leaves, beside an app that may be at work on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.conftest import KEY
from worktracker.app.rotation import rotate, settled
from worktracker.control.client import AppRefusedError
from worktracker.control.instance import InstanceLock
from worktracker.control.protocol import Refusal
from worktracker.errors import WorkTrackerError
from worktracker.home import Home
from worktracker.keys.change import SlotFile
from worktracker.keys.fetch import StoreKey
from worktracker.keys.slots import KeyringSlot, KeySlots, SlotSet, load, save
from worktracker.store.rekey import rekey
from worktracker.store.store import Store

OTHER = bytes(range(32, 64))
KEYS = (StoreKey(KEY, pending=False), StoreKey(OTHER, pending=True))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, tmp_path, tmp_path / "socket")


@pytest.fixture
def pending(home: Home, store: Store, monkeypatch: pytest.MonkeyPatch) -> KeySlots:
    monkeypatch.setattr(SlotFile, "_delete_entries", lambda *_: None)
    slots = KeySlots(
        store.store_id, SlotSet(KeyringSlot(store.store_id)), SlotSet(KeyringSlot(f"{store.store_id}-2"))
    )
    save(home.keys, slots)
    return slots


class Another:
    """Another program that holds the home's lock."""

    def __init__(self, home: Home) -> None:
        self.lock = InstanceLock(home.lock)
        self.lock.acquire()
        home.lock.write_text("1\n")


def test_the_new_key_stays_known_while_an_app_may_be_putting_the_store_under_it(
    home: Home, store: Store, pending: KeySlots
) -> None:
    app = Another(home)
    assert settled(home, store, pending, KEYS, {}) == pending
    assert load(home.keys) == pending
    app.lock.release()
    assert settled(home, store, pending, KEYS, {}).pending is None
    assert load(home.keys).current == pending.current


def test_the_app_settles_what_it_finds_itself(home: Home, store: Store, pending: KeySlots) -> None:
    with InstanceLock(home.lock):
        assert settled(home, store, pending, KEYS, {}).pending is None


def test_what_is_under_the_new_key_is_settled_beside_an_app(
    home: Home, store: Store, pending: KeySlots
) -> None:
    store.close()
    rekey(store.path, KEY, OTHER)
    Another(home)
    newer = Store.open(store.path, [OTHER], 0)
    assert pending.pending is not None
    assert settled(home, newer, pending, KEYS, {}) == KeySlots(pending.store_id, pending.pending)
    newer.close()


@pytest.mark.parametrize("refused", [True, False])
def test_an_app_that_says_nothing_may_be_at_work_yet(
    home: Home, store: Store, pending: KeySlots, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    monkeypatch.setattr(SlotFile, "begin_rotation", lambda *_: (pending, OTHER))
    failure = WorkTrackerError("worktracker did not answer within 300 s.")
    if refused:
        failure = AppRefusedError(Refusal.of(failure))

    def rewrite(_: bytes) -> None:
        raise failure

    app = Another(home)
    with pytest.raises(WorkTrackerError):
        rotate(home, store, KeySlots(pending.store_id, pending.current), None, rewrite, environ={})
    app.lock.release()
    assert (load(home.keys).pending is None) is refused
