"""Ageing in the running app: in slices, once a day, and the file rewritten while nobody is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import LogGuard
from tests.fake_clock import FakeClock
from tests.unit.store.test_retention import DAYS, fill
from tests.unit.store.test_store import decrypted
from tests.waiting import wait_until
from worktracker.app import ageing
from worktracker.app.agreement import VERSION
from worktracker.app.opening import OpenStore
from worktracker.app.recording import Recording
from worktracker.capture.port import Listener
from worktracker.capture.session.desktop import SessionDesktop
from worktracker.capture.session.port import Session
from worktracker.errors import StoreBusyError
from worktracker.home import Home
from worktracker.keys.slots import KeySlots, SlotSet
from worktracker.model.days import DAY_MS, day_date
from worktracker.model.sample import Sample
from worktracker.store import retention
from worktracker.store.settings import Agreement
from worktracker.store.store import Store

MINUTE = 60_000
HOUR = 60 * MINUTE
IN_USE = b"title-0000-x"


class HandTimer:
    def __init__(self, loop: HandLoop, due_ms: int, turn: int, callback: Callable[[], None]) -> None:
        self.loop, self.due_ms, self.turn, self.callback = loop, due_ms, turn, callback

    def cancel(self) -> None:
        if self in self.loop.timers:
            self.loop.timers.remove(self)


class HandLoop:
    """A loop whose time is the fake clock's: :meth:`run` moves it from one timer to the next."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.timers: list[HandTimer] = []
        self._turn = 0
        self._soon: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    def add_reader(self, fd: int, callback: Callable[[], None]) -> None: ...

    def remove_reader(self, fd: int) -> None: ...

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> HandTimer:
        self._turn += 1
        timer = HandTimer(self, self._clock.now().awake_ms + delay_ms, self._turn, callback)
        self.timers.append(timer)
        return timer

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        with self._lock:
            self._soon.append(callback)

    def run(self, ms: int) -> None:
        """Let so much time pass."""
        end = self._clock.now().awake_ms + ms
        while due := [timer for timer in self.timers if timer.due_ms <= end]:
            first = min(due, key=lambda timer: (timer.due_ms, timer.turn))
            self.timers.remove(first)
            self._clock.pass_time(max(0, first.due_ms - self._clock.now().awake_ms))
            first.callback()
            self.settle()
        self._clock.pass_time(end - self._clock.now().awake_ms)

    def settle(self) -> None:
        with self._lock:
            soon, self._soon = self._soon, []
        for callback in soon:
            callback()

    @property
    def has_news(self) -> bool:
        return bool(self._soon)


class Screen:
    """A desktop with one window."""

    sources = {"window": "x11", "idle": "x", "session": None}  # noqa: RUF012 - the port's shape
    limits: list[str] = []  # noqa: RUF012

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def open(self, listener: Listener, idle_threshold_ms: int) -> None:
        listener.window_changed(Sample(self._clock.now(), "editor", "a window"))

    def idle_ms(self) -> int:
        return 0

    def front_program(self) -> None: ...

    def notify_input(self) -> None: ...

    def set_idle_threshold(self, threshold_ms: int) -> None: ...

    def close(self) -> None: ...


class Desk:
    def __init__(self, folder: Path, store: Store, session: Session | None = None) -> None:
        self.clock = FakeClock(f"{day_date(DAYS).isoformat()}T00:00Z", "UTC")
        self.loop = HandLoop(self.clock)
        self.store = store
        self.ended = False
        opened = OpenStore(store, KeySlots(store.store_id, SlotSet()))
        home = Home(folder, folder / "logs", folder / "control")
        self.recording = Recording(
            home,
            opened,
            self.clock,
            self.loop,
            lambda: SessionDesktop(Screen(self.clock), session),
            lambda: None,
            lambda _: None,
        )

    def in_use(self) -> bool:
        row = self.store.connection.execute(
            "SELECT count(*) FROM span s JOIN activity a ON a.id = s.activity WHERE a.title = 'title-0000-x'"
        ).fetchone()
        return bool(row[0])

    def in_file(self) -> bool:
        self.store.checkpoint()
        return IN_USE in decrypted(self.store.path)

    def end(self) -> None:
        if not self.ended:
            self.recording.close()
        self.ended = True

    def wait_for_rewriting(self) -> None:
        wait_until(lambda: self.loop.has_news, 10.0, "the rewriting")
        self.loop.settle()


@pytest.fixture
def desk(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(ageing, "SLICE_MS", 0)
    monkeypatch.setattr(retention, "STEP_SPANS", 20)
    fill(store)
    store.settings.set("keep-titles", "100d")
    store.settings.set("keep-urls", "forever")
    store.settings.set("backup", "off")
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    yield desk
    desk.end()


def test_what_is_left_of_an_earlier_run_goes_at_the_start(desk: Desk) -> None:
    desk.recording.start()
    desk.loop.run(ageing.FIRST_MS - 1)
    assert desk.in_use()
    desk.loop.run(MINUTE)
    assert not desk.in_use()
    desk.wait_for_rewriting()
    assert not desk.recording.held
    assert not desk.in_file()


def test_the_file_is_rewritten_when_nobody_is_there(desk: Desk) -> None:
    desk.store.settings.set("keep-titles", "forever")
    desk.recording.start()
    desk.loop.run(2 * MINUTE)
    desk.store.settings.set("keep-titles", "100d")
    desk.recording.reload()
    desk.loop.run(MINUTE)
    assert not desk.in_use()
    assert not desk.recording.held  # somebody is at the machine
    assert desk.in_file()
    desk.recording.watching.went_idle(10_000)
    assert desk.recording.held
    desk.wait_for_rewriting()
    assert not desk.recording.held
    assert not desk.in_file()


def test_another_day_is_aged_when_it_has_begun(desk: Desk) -> None:
    desk.recording.start()
    desk.loop.run(2 * MINUTE)
    desk.wait_for_rewriting()
    left = "SELECT count(*) FROM span s JOIN activity a ON a.id = s.activity WHERE a.title LIKE 'title%'"
    assert desk.store.connection.execute(left).fetchone() == (100,)
    desk.loop.run(20 * HOUR)
    assert desk.store.connection.execute(left).fetchone() == (100,)
    desk.loop.run(5 * HOUR)
    assert desk.store.connection.execute(left).fetchone() == (99,)


def titles_left(desk: Desk) -> int:
    left = "SELECT count(*) FROM span s JOIN activity a ON a.id = s.activity WHERE a.title LIKE 'title%'"
    return desk.store.connection.execute(left).fetchone()[0]


def test_a_clock_that_is_wrong_for_an_hour_ages_what_is_sixty_days_from_old_at_most(desk: Desk) -> None:
    desk.clock.set_back(-73 * 365 * DAY_MS)
    desk.recording.start()
    desk.loop.run(HOUR)
    assert titles_left(desk) == 40
    desk.recording.reload()  # settings were changed: aged again, on the same day
    desk.loop.run(HOUR)
    assert titles_left(desk) == 40
    desk.clock.set_back(73 * 365 * DAY_MS)
    desk.loop.run(25 * HOUR)
    assert titles_left(desk) == 40
    desk.clock.set_back(-73 * 365 * DAY_MS)  # again: what counts is the right time between
    desk.loop.run(HOUR)
    assert titles_left(desk) == 39


def test_a_late_clock_that_stays_is_believed_the_next_day(desk: Desk) -> None:
    desk.clock.set_back(-200 * DAY_MS)
    desk.recording.start()
    desk.loop.run(2 * HOUR)
    assert titles_left(desk) == 40
    desk.loop.run(23 * HOUR)
    assert titles_left(desk) == 0


def test_a_slice_keeps_nobody_waiting(desk: Desk) -> None:
    desk.recording.start()
    desk.loop.run(ageing.FIRST_MS)
    waited = 0
    while desk.in_use() or waited < 5:
        desk.recording.watching.window_changed(Sample(desk.clock.now(), "editor", f"window {waited}"))
        assert desk.recording.trouble is None
        desk.loop.run(10)
        waited += 1
    assert waited > 3


def test_it_waits_while_somebody_rewrites_the_file(desk: Desk) -> None:
    desk.recording.start()
    desk.recording.hold(cut=False)
    desk.loop.run(5 * MINUTE)
    assert desk.in_use()
    desk.recording.release()
    desk.loop.run(MINUTE)
    assert not desk.in_use()
    desk.wait_for_rewriting()


def test_nothing_is_aged_before_the_user_has_agreed_to_it(desk: Desk) -> None:
    desk.store.connection.execute("UPDATE agreement SET version = ?", (VERSION - 1,))
    desk.loop.run(3 * HOUR)
    assert desk.in_use()


def test_ending_the_app_ends_a_rewriting_first(desk: Desk) -> None:
    desk.recording.start()
    desk.loop.run(2 * MINUTE)
    assert desk.recording.held
    desk.end()
    assert "ageing" not in {thread.name for thread in threading.enumerate()}
    store = Store.open(desk.store.path, [desk.store.key], 0)
    assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()


def test_a_store_that_is_busy_is_asked_again_in_an_hour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> None:
    log_guard.expect("worktracker.app.ageing")
    desk.recording.start()

    def busy() -> None:
        raise StoreBusyError("busy")

    with monkeypatch.context() as patch:
        patch.setattr(desk.recording, "settle", busy)
        desk.loop.run(MINUTE)
    desk.loop.run(HOUR - 1)
    assert desk.in_use()
    desk.loop.run(MINUTE)
    assert not desk.in_use()
    desk.wait_for_rewriting()
