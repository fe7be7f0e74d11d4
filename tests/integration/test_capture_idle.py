"""Idleness and locking, on a real X server with real (XTEST) input."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from Xlib import Xatom

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.integration.capture_screen import Watched, watched
from worktracker.capture.x11 import desktop as x11_desktop

pytestmark = [pytest.mark.desktop, pytest.mark.exact]

THRESHOLD_MS = 1500
LATE_MS = 100
POLL_LATE_MS = 1100


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


@contextmanager
def watching(
    screen: VirtualDesktop, source: str, patch: pytest.MonkeyPatch, threshold_ms: int = THRESHOLD_MS
) -> Generator[Watched]:
    """Watch with one of the three ways to know of idleness; the servers here have them all."""
    if source != "xsync":
        patch.setattr(x11_desktop, "alarm_idle", lambda *_: None)
    if source == "pynput":
        patch.setattr(x11_desktop, "saver_idle", lambda *_: None)
    # pynput finds its screen by itself
    patch.setenv("DISPLAY", screen.env["DISPLAY"])
    with watched(screen.env["DISPLAY"], threshold_ms=threshold_ms) as watch:
        assert watch.desktop.sources["idle"] == source
        yield watch


def touch(watch: Watched) -> float:
    """A real input; answers when, in seconds of CLOCK_MONOTONIC."""
    watch.stage.nudge()
    return time.monotonic()


def wait_for(watch: Watched, name: str, patience_s: float = 5) -> tuple[object, float]:
    """Wait for the next call of this name; answers its value and when it came."""
    watch.loop.turn_until(lambda: name in watch.heard.names(), name, patience_s)
    value, at = next((value, at) for called, value, at in watch.heard.calls if called == name)
    watch.heard.calls[:] = [call for call in watch.heard.calls if call[0] != name]
    return value, at


@pytest.mark.parametrize(
    ("source", "late_ms"), [("xsync", LATE_MS), ("xscreensaver", POLL_LATE_MS), ("pynput", POLL_LATE_MS)]
)
def test_idle_and_back(
    screen: VirtualDesktop, monkeypatch: pytest.MonkeyPatch, source: str, late_ms: int
) -> None:
    with watching(screen, source, monkeypatch) as watch:
        for _ in range(2):
            touched = touch(watch)
            watch.loop.turn_for(0.05)
            watch.heard.calls.clear()
            idle_ms, at = wait_for(watch, "went_idle")
            assert THRESHOLD_MS <= (at - touched) * 1000 + 5 <= THRESHOLD_MS + LATE_MS
            assert isinstance(idle_ms, int)
            assert abs(idle_ms - (at - touched) * 1000) <= 20
            watch.loop.turn_for(0.3)
            touched = touch(watch)
            _, at = wait_for(watch, "came_back")
            assert (at - touched) * 1000 <= late_ms
            assert watch.desktop.idle_ms() < late_ms + 50
        assert watch.heard.calls == []


@pytest.mark.parametrize(("source", "late_ms"), [("xsync", LATE_MS), ("xscreensaver", POLL_LATE_MS)])
@pytest.mark.parametrize("after_s", [0.0, 0.003, 0.05, 0.8])
def test_the_next_input_is_told_once(
    screen: VirtualDesktop, monkeypatch: pytest.MonkeyPatch, source: str, late_ms: int, after_s: float
) -> None:
    with watching(screen, source, monkeypatch, 180_000) as watch:
        touch(watch)
        watch.loop.turn_for(0.1)
        watch.desktop.notify_input()
        watch.desktop.notify_input()
        assert watch.heard.calls == []
        if after_s:
            watch.loop.turn_for(after_s)
        assert watch.heard.calls == []
        touched = touch(watch)
        _, at = wait_for(watch, "input_seen")
        assert (at - touched) * 1000 <= late_ms
        for _ in range(3):
            touch(watch)
            watch.loop.turn_for(0.02)
        assert watch.heard.calls == []


def test_the_next_input_while_input_goes_on(screen: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(screen, "xsync", monkeypatch, 180_000) as watch:
        for _ in range(30):
            touch(watch)
            watch.desktop.notify_input()
            for _ in range(4):
                watch.loop.turn_for(0.003)
                touch(watch)
            wait_for(watch, "input_seen", 0.5)


def test_the_next_input_while_away(screen: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(screen, "xsync", monkeypatch, 300) as watch:
        wait_for(watch, "went_idle")
        watch.desktop.notify_input()
        watch.loop.turn_for(0.1)
        assert watch.heard.calls == []
        touch(watch)
        wait_for(watch, "came_back")
        assert watch.heard.names() == ["input_seen"]


def test_a_threshold_that_has_passed_already(screen: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(screen, "xsync", monkeypatch, 180_000) as watch:
        touch(watch)
        watch.loop.turn_for(0.4)
        watch.desktop.set_idle_threshold(300)
        assert watch.heard.names() == ["went_idle"]
        watch.desktop.set_idle_threshold(180_000)
        watch.loop.turn_for(0.1)
        assert watch.heard.names() == ["went_idle"]
        touch(watch)
        wait_for(watch, "came_back")
        watch.desktop.set_idle_threshold(500)
        touch(watch)
        watch.heard.calls.clear()
        wait_for(watch, "went_idle")


def test_events_that_come_along_with_an_answer_are_handled(
    screen: VirtualDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watching(screen, "xsync", monkeypatch, 180_000) as watch:
        watch.stage.front("Window")
        watch.expect("Stage", "Window")
        watch.stage.front("Another")
        watch.desktop.idle_ms()  # takes the events from the socket
        watch.expect("Stage", "Another")


def test_nothing_polls_without_alarms_either(screen: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(screen, "xscreensaver", monkeypatch, 180_000) as watch:
        wait_ns = watch.loop._timers.wait_ns()
        assert wait_ns is not None
        assert wait_ns > 100e9


def test_xscreensavers_lock(screen: VirtualDesktop) -> None:
    with watched(screen.env["DISPLAY"]) as watch:
        status = watch.stage.atom("_SCREENSAVER_STATUS")
        assert watch.desktop.sources["session"] is None
        for state, locked in (("BLANK", None), ("LOCK", True), ("LOCK", None), (None, False)):
            atom = watch.stage.atom(state) if state else 0
            watch.stage.root.change_property(status, Xatom.INTEGER, 32, [atom, 1, 1])
            watch.stage.display.sync()
            if locked is None:
                watch.loop.turn_for(0.1)
            else:
                value, _ = wait_for(watch, "lock_changed")
                assert value is locked
            assert watch.heard.calls == []
        assert watch.desktop.sources["session"] == "x11"
        watch.stage.root.change_property(status, Xatom.INTEGER, 32, [watch.stage.atom("LOCK"), 1, 1])
        watch.stage.display.sync()
        with watched(screen.env["DISPLAY"]) as later:
            assert later.heard.names() == ["lock_changed"]  # locked before it began to watch
        assert wait_for(watch, "lock_changed")[0] is True
        watch.stage.root.delete_property(status)
        watch.stage.display.sync()
        assert wait_for(watch, "lock_changed")[0] is False
