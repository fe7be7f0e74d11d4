"""The window in front, on a real X server with a real window manager."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from Xlib import X, Xatom

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.integration.capture_screen import PATIENCE_S, Watched, own_pid, this_machine, watched
from tests.waiting import wait_until
from worktracker.capture.program import program_name

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
def watch(screen: VirtualDesktop) -> Iterator[Watched]:
    with watched(screen.env["DISPLAY"]) as begun:
        yield begun


def test_the_first_sample_comes_at_once(watch: Watched) -> None:
    assert len(watch.heard.samples) == 1
    assert watch.desktop.sources == {"window": "x11", "idle": "xsync", "session": None}
    assert watch.desktop.limits == []


def test_class_and_title_of_the_window_in_front(watch: Watched) -> None:
    first = watch.stage.front("Grüße — 你好", b"navigator\0Firefox\0")
    watch.expect("Firefox", "Grüße — 你好")
    watch.stage.front("Second", b"gimp\0Gimp-2.10\0")
    watch.expect("Gimp-2.10", "Second")
    watch.stage.activate(first)
    watch.expect("Firefox", "Grüße — 你好")


def test_a_sample_says_when_the_window_came(watch: Watched) -> None:
    before_ms = time.time_ns() // 1_000_000
    watch.stage.front("Now")
    after_ms = time.time_ns() // 1_000_000
    sample = watch.expect("Stage", "Now")
    assert before_ms <= sample.at.wall_ms <= after_ms + 100


def test_a_switch_makes_one_sample_and_no_flicker(watch: Watched) -> None:
    windows = [watch.stage.front(f"Window {number}") for number in range(2)]
    watch.expect("Stage", "Window 1")
    watch.heard.samples.clear()
    for turn in range(20):
        watch.stage.activate(windows[turn % 2])
        watch.expect("Stage", f"Window {turn % 2}")
    watch.loop.turn_for(0.2)
    assert len(watch.heard.samples) == 20


def test_the_same_again_is_no_news(watch: Watched) -> None:
    window = watch.stage.front("Same")
    watch.expect("Stage", "Same")
    before = len(watch.heard.samples)
    for _ in range(3):
        watch.stage.name(window, "Same")
        watch.stage.ask_for(window)
        active = watch.stage.atom("_NET_ACTIVE_WINDOW")
        watch.stage.root.change_property(active, Xatom.WINDOW, 32, [window.id])
        watch.stage.display.sync()
        watch.loop.turn_for(0.05)
    assert len(watch.heard.samples) == before


def test_a_title_without_utf8_form(watch: Watched) -> None:
    window = watch.stage.front(None, b"xterm\0XTerm\0")
    watch.expect("XTerm", None)
    watch.stage.old_name(window, b"caf\xe9")
    watch.expect("XTerm", "café")
    watch.stage.old_name(window, b"Sm\xf8rrebr\xf8d \x1b%G\xe2\x82\xac\x1b%@", "COMPOUND_TEXT")
    watch.expect("XTerm", "Smørrebrød €")
    watch.stage.name(window, "UTF-8 wins")
    watch.expect("XTerm", "UTF-8 wins")


def test_broken_utf8_is_replaced(watch: Watched) -> None:
    watch.stage.front(b"br\xffken \xc3")
    watch.expect("Stage", "br\ufffdken \ufffd")


def test_a_title_of_a_megabyte_is_cut(watch: Watched) -> None:
    window = watch.stage.front("short")
    watch.expect("Stage", "short")
    watch.stage.name(window, "€" * 350_000)
    watch.expect("Stage", "€" * (4096 // 3))


def test_a_title_that_flips_fifty_times_a_second(watch: Watched) -> None:
    window = watch.stage.front("Flip 0")
    watch.expect("Stage", "Flip 0")
    watch.heard.samples.clear()
    begun = time.monotonic()
    for flip in range(1, 126):
        watch.stage.name(window, f"Flip {flip}")
        watch.loop.turn_for(0.015)
    took_s = time.monotonic() - begun
    watch.expect("Stage", "Flip 125")
    assert len(watch.heard.samples) <= took_s + 2


def test_class_that_is_missing_or_empty(watch: Watched) -> None:
    program = program_name(own_pid())
    assert program is not None
    watch.stage.front("a", None, pid=own_pid(), machine=this_machine())
    watch.expect(program, "a")
    watch.stage.front("b", b"instance\0\0", pid=own_pid())
    watch.expect(program, "b")
    watch.stage.front("c", b"instance\0\0", pid=own_pid(), machine=b"elsewhere.example")
    watch.expect("instance", "c")
    watch.stage.front("d", None, pid=2**22 + 1, machine=this_machine())
    watch.expect(None, "d")


def test_a_class_that_changes_passes_at_once(watch: Watched) -> None:
    window = watch.stage.front("Same title", b"one\0One\0")
    watch.expect("One", "Same title")
    window.change_property(Xatom.WM_CLASS, Xatom.STRING, 8, b"two\0Two\0")
    watch.stage.display.sync()
    watch.expect("Two", "Same title")


def test_a_closed_window_is_not_recorded_on(watch: Watched) -> None:
    """openbox goes on naming the last window, when that is closed, as the one in front."""
    window = watch.stage.front("Closing")
    watch.expect("Stage", "Closing")
    window.destroy()
    watch.stage.display.sync()
    watch.expect(None, None)


def test_a_withdrawn_window_is_not_recorded_on(watch: Watched) -> None:
    window = watch.stage.front("Going")
    watch.expect("Stage", "Going")
    window.unmap()
    watch.stage.display.sync()
    watch.expect(None, None)
    window.map()
    watch.stage.display.sync()
    watch.expect("Stage", "Going")


def test_an_empty_desktop_has_no_window(watch: Watched) -> None:
    watch.stage.front("On the first desktop")
    watch.expect("Stage", "On the first desktop")
    watch.stage.message(watch.stage.root, "_NET_CURRENT_DESKTOP", [1, X.CurrentTime, 0, 0, 0])
    watch.expect(None, None)
    watch.stage.message(watch.stage.root, "_NET_CURRENT_DESKTOP", [0, X.CurrentTime, 0, 0, 0])
    watch.expect("Stage", "On the first desktop")


def test_unmanaged_windows_never_count(watch: Watched) -> None:
    watch.stage.front("Program")
    watch.expect("Stage", "Program")
    menu = watch.stage.window("Menu", unmanaged=True)
    active = watch.stage.atom("_NET_ACTIVE_WINDOW")
    watch.stage.root.change_property(active, Xatom.WINDOW, 32, [menu.id])
    watch.stage.display.sync()
    watch.loop.turn_for(0.3)
    assert watch.heard.last == ("Stage", "Program")


def test_two_hundred_windows_that_vanish(watch: Watched) -> None:
    for number in range(200):
        window = watch.stage.window(f"Short-lived {number}", None if number % 3 else b"a\0A\0")
        if number % 4:
            watch.loop.turn_for(0.002)
        window.destroy()
        watch.stage.display.flush()
    watch.stage.display.sync()
    last = watch.stage.front("Still here")
    watch.expect("Stage", "Still here")
    last.destroy()
    watch.stage.display.sync()
    watch.expect(None, None)
    assert "desktop_lost" not in watch.heard.names()


def test_the_window_manager_ends_and_comes_back(screen: VirtualDesktop) -> None:
    with VirtualDesktop(window_manager=None) as bare, watched(bare.env["DISPLAY"]) as watch:
        assert len(watch.desktop.limits) == 1
        manager = bare.start(["openbox", "--sm-disable"], name="openbox")
        watch.loop.turn_until(lambda: watch.desktop.limits == [], "the window manager to be noticed")
        watch.stage.front("Managed")
        watch.expect("Stage", "Managed")
        bare.end(manager)
        watch.loop.turn_until(lambda: len(watch.desktop.limits) == 1, "its end to be noticed")
        bare.start(["openbox", "--sm-disable"], name="openbox")
        watch.loop.turn_until(lambda: watch.desktop.limits == [], "the new one to be noticed")
        watch.stage.front("Managed again")
        watch.expect("Stage", "Managed again")


def test_a_screen_that_ends_is_told_once(screen: VirtualDesktop) -> None:
    with VirtualDesktop() as doomed, watched(doomed.env["DISPLAY"]) as watch:
        watch.stage.close()
        doomed.lose_screen()
        watch.loop.turn_until(lambda: watch.heard.names() == ["desktop_lost"], "the loss to be told")
        watch.loop.turn_for(0.1)
        assert watch.heard.names() == ["desktop_lost"]
        with pytest.raises(Exception, match="not being watched"):
            watch.desktop.idle_ms()
        watch.desktop.notify_input()
        watch.desktop.set_idle_threshold(1000)


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, worktracker.capture.select, worktracker.capture.x11.desktop;"
        "print([m for m in ('pywinctl', 'pynput', 'Xlib.display', 'Xlib.ext.randr', 'jeepney', 'asyncio')"
        " if m in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ}
    ).stdout
    assert said.strip() == "[]"


def test_xterm_without_utf8_title(screen: VirtualDesktop, watch: Watched) -> None:
    terminal = screen.start(["xterm", "-T", "A terminal"], name="xterm")
    wait_until(lambda: watch.stage.numbers("_NET_CLIENT_LIST"), PATIENCE_S, "xterm to be managed")
    watch.expect("XTerm", "A terminal")
    screen.end(terminal)
