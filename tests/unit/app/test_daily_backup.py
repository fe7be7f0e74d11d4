"""One copy a day by the running app: made beside the recording, kept to a number, given up when asked."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import LogGuard
from tests.unit.conftest import KEY
from worktracker.app import daily_backup
from worktracker.app.backups import Backups, copies_locked, slots_beside
from worktracker.app.daily_backup import DailyBackup
from worktracker.app.loop import SelectorLoop
from worktracker.app.opening import OpenStore
from worktracker.clock import SystemClock
from worktracker.errors import StoreBusyError
from worktracker.home import Home
from worktracker.keys.slots import KeyringSlot, KeySlots, SlotSet, load, save
from worktracker.store import backup
from worktracker.store.backup import Backup, is_sound
from worktracker.store.store import Store

STORE_ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_backup, "FIRST_MS", 1)
    monkeypatch.setattr(daily_backup, "AGAIN_MS", 100)


@pytest.fixture
def opened(home: Path) -> Iterator[OpenStore]:
    store = Store.create(home / "worktracker.db", KEY, STORE_ID, 0)
    slots = KeySlots(STORE_ID, SlotSet(KeyringSlot(STORE_ID)))
    save(home / "worktracker.keys", slots)
    yield OpenStore(store, slots)
    store.close()


class Days:
    """An app that does nothing but its daily copy."""

    def __init__(self, opened: OpenStore) -> None:
        self.home = Home(opened.store.path.parent, opened.store.path.parent, opened.store.path.parent)
        self.loop = SelectorLoop()
        self.ended = 0
        self.daily = DailyBackup(self.home, lambda: opened, SystemClock(), self.loop, self._ended)

    def _ended(self) -> None:
        self.ended += 1
        self.loop.stop()

    def run(self, at_most_ms: int) -> None:
        """Until an attempt has ended, or for that long."""
        timer = self.loop.call_later(at_most_ms, self.loop.stop)
        self.loop.run()
        timer.cancel()

    def copies(self) -> list[Path]:
        return sorted(self.home.backups.glob("*.db"))


@pytest.fixture
def days(opened: OpenStore) -> Iterator[Days]:
    days = Days(opened)
    yield days
    days.daily.close()
    days.loop.close()


def test_one_copy_a_day(days: Days) -> None:
    days.run(5_000)
    (copy,) = days.copies()
    assert is_sound(copy, KEY)
    made = Backup.at(copy)
    assert made is not None
    assert made.made.date() == datetime.now().date()  # noqa: DTZ005 - local, as the name says
    days.run(400)  # it looks again meanwhile
    assert days.ended == 1
    assert days.copies() == [copy]


def test_only_so_many_are_kept(days: Days, opened: OpenStore) -> None:
    opened.store.settings.set("backup-keep", "3")
    days.home.backups.mkdir()
    old = [days.home.backups / f"worktracker-2026-01-{day:02}-120000-00000000.db" for day in range(1, 8)]
    aside = days.home.backups / "worktracker-aside-2025-01-01-120000-00000000.db"
    others = days.home.backups / "worktracker-2025-01-01-120000-11111111.db"
    for path in (*old, aside, others):
        path.touch()
    days.run(5_000)
    assert set(days.copies()) >= {aside, others, *old[-2:]}
    assert len(days.copies()) == 5


def test_a_key_replaced_since_the_app_began_opens_the_copies(days: Days) -> None:
    newer = KeySlots(STORE_ID, SlotSet(KeyringSlot(f"{STORE_ID}-2")))
    save(days.home.keys, newer)
    days.run(5_000)
    assert load(slots_beside(days.home.backups, STORE_ID)) == newer


def test_none_where_it_is_switched_off(days: Days, opened: OpenStore) -> None:
    opened.store.settings.set("backup", "off")
    days.run(300)
    assert days.ended == 0
    assert days.copies() == []


def test_it_is_given_up_for_what_is_more_urgent(
    days: Days, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> None:
    log_guard.expect("worktracker.app.daily_backup")
    monkeypatch.setattr(backup, "_PAGES_AT_ONCE", 1)
    begun = threading.Event()
    real = backup.connect

    def connect(path: Path, *more: object, **named: object) -> object:
        begun.set()
        days.daily.give_up()
        return real(path, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "connect", connect)
    days.run(5_000)
    assert begun.is_set()
    assert days.copies() == []
    assert not list(days.home.backups.glob(".*"))
    with copies_locked(days.home, wait_s=0):
        pass
    monkeypatch.setattr(backup, "connect", real)
    days.run(5_000)
    assert len(days.copies()) == 1


def test_damage_is_told(days: Days, opened: OpenStore) -> None:
    opened.store.checkpoint()
    content = bytearray(opened.store.path.read_bytes())
    content[-2000] ^= 1
    opened.store.path.write_bytes(content)
    days.run(5_000)
    assert days.ended == 1
    assert days.daily.trouble is not None
    assert "damaged" in days.daily.trouble
    assert days.copies() == []


def test_a_copy_that_cannot_be_removed_ends_nothing(
    days: Days, opened: OpenStore, log_guard: LogGuard
) -> None:
    log_guard.expect("worktracker.app.daily_backup")
    opened.store.settings.set("backup-keep", "1")
    stuck = days.home.backups / "worktracker-2026-01-01-120000-00000000.db"
    stuck.mkdir(parents=True)
    days.run(5_000)
    assert days.ended == 1
    assert len(days.copies()) == 2


def test_a_bug_costs_one_copy_and_not_all_that_follow(
    days: Days, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> None:
    log_guard.expect("worktracker.app.daily_backup", logging.ERROR)
    with monkeypatch.context() as patch:
        patch.setattr(Backups, "create", lambda *_, **__: 1 / 0)
        days.run(5_000)
    assert days.ended == 1
    days.run(5_000)
    assert days.ended == 2
    assert len(days.copies()) == 1


def test_a_store_that_is_busy_is_asked_again(
    days: Days, opened: OpenStore, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> None:
    log_guard.expect("worktracker.app.daily_backup")
    asked: list[str] = []
    real = opened.store.settings.switch

    def busy_at_first(name: str) -> bool:
        asked.append(name)
        if len(asked) == 1:
            raise StoreBusyError("busy")
        return real(name)

    monkeypatch.setattr(opened.store.settings, "switch", busy_at_first)
    days.run(5_000)
    assert len(asked) == 2
    assert len(days.copies()) == 1


def test_a_copy_that_a_wrong_clock_dated_takes_no_place(days: Days, opened: OpenStore) -> None:
    opened.store.settings.set("backup-keep", "2")
    days.home.backups.mkdir()
    future = days.home.backups / "worktracker-2099-01-01-120000-00000000.db"
    yesterday = days.home.backups / "worktracker-2026-01-01-120000-00000000.db"
    for path in (future, yesterday):
        path.touch()
    days.run(5_000)
    assert len(days.copies()) == 2
    assert yesterday in days.copies()
    assert future not in days.copies()
