"""Settings and Privacy in the real app, by real keys: what is changed there holds at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import ENVIRONMENT, UTC, open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker
from tests.waiting import wait_until
from worktracker.clock import SystemClock
from worktracker.model.change import Change
from worktracker.model.span import Activity, Span, State

pytestmark = pytest.mark.desktop

_SETTINGS, _PRIVACY = "Control_L+6", "Control_L+4"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


def end(app: AppProgram) -> None:
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")


def search(desktop: VirtualDesktop, words: str) -> None:
    """Look for a setting, and go to the first that is found."""
    desktop.key("Control_L+f")
    desktop.key("Control_L+a")
    desktop.type(words)
    desktop.key("Tab")


def bring(app: AppProgram, keys: str, title: str) -> None:
    """Press a button's keys until its window is there: a page makes its parts one after the other."""
    screen = app.desktop.screen

    def is_there() -> bool:
        return any(screen.title(window) == title for window in screen.managed_windows())

    deadline = time.monotonic() + PATIENCE_S
    while not is_there() and time.monotonic() < deadline:
        app.desktop.key(keys)
        with suppress(AssertionError):
            wait_until(is_there, 1.0, title)
    app.wait_for_window(title)


def test_a_setting_and_a_level_hold_at_once(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    program = Worktracker(desktop, app.home.directory, **ENVIRONMENT)
    app.start()
    app.record()
    window = desktop.open_window("plans", ("editor", "Editor"))
    wait_until(lambda: (app.status()["activity"] or {}).get("title") == "plans", PATIENCE_S, "the title")
    app.client.request("show")
    app.wait_for_window("worktracker: today")
    desktop.key(_SETTINGS)
    app.wait_for_window("worktracker: settings")
    search(desktop, "idle threshold")
    desktop.key("Control_L+a")
    desktop.type("7m")
    desktop.key("Return")
    get = "settings", "get"
    wait_until(lambda: program.run(*get, "idle-threshold").out == "7m\n", PATIENCE_S, "the threshold")
    search(desktop, "window titles caption")
    desktop.key("space")
    wait_until(lambda: program.run(*get, "record-titles").out == "off\n", PATIENCE_S, "the level")
    desktop.activate(window)
    window.set_title("other plans")
    wait_until(lambda: (app.status()["activity"] or {}).get("app") == "Editor", PATIENCE_S, "the window")
    assert app.status()["activity"]["title"] is None
    window.close()
    end(app)
    spans = app.spans()
    titles = [span.title for span in spans if span.app == "Editor"]
    assert titles[0] == "plans"
    assert titles[-1] is None
    assert "other plans" not in titles


def test_a_time_that_is_forgotten_is_gone(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    opened = open_home(app.folder)
    now_ms = SystemClock().now().wall_ms
    journal = opened.store.journal
    for minutes, name in ((90, "kept"), (40, "forgotten")):
        begin = now_ms - minutes * 60_000
        journal.write(Change((Span(begin, begin + 120_000, State.ACTIVE, UTC, Activity(name)),)))
    assert journal.flush()
    opened.store.close()
    program = Worktracker(desktop, app.home.directory, **ENVIRONMENT)
    app.start()
    app.client.request("show")
    app.wait_for_window("worktracker: today")
    desktop.key(_PRIVACY)
    app.wait_for_window("worktracker: privacy")
    bring(app, "Alt_L+m", "Forget")  # the last hour is what the fields hold at first
    assert {span.app for span in program.spans()} == {"kept", "forgotten"}
    desktop.key("Alt_L+f")
    wait_until(lambda: {span.app for span in program.spans()} == {"kept"}, PATIENCE_S, "it to be gone")
    end(app)
    assert [span.app for span in app.spans()] == ["kept"]


def test_the_end_takes_everything_and_the_app_with_it(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    process = app.start()
    app.record()
    app.client.request("show")
    app.wait_for_window("worktracker: today")
    desktop.key(_PRIVACY)
    app.wait_for_window("worktracker: privacy")
    bring(app, "Alt_L+e", "worktracker: erase everything")
    desktop.type("erase everything")
    assert (app.folder / "worktracker.db").exists()
    desktop.key("Alt_L+e")
    wait_until(lambda: not app.folder.exists(), PATIENCE_S, "the end of the home")
    app.wait_for_window("Erased")
    desktop.key("Return")
    wait_until(lambda: process.poll() is not None, PATIENCE_S, "the end of the app")
    assert process.returncode == 0, desktop.said("app")
    assert "Traceback" not in desktop.said("app")
