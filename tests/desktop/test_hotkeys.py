"""Global hotkeys under real key presses: heard everywhere, and nothing else is heard."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from Xlib import XK, X, display

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import ENVIRONMENT, open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import zone_at_noon
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


class Listener:
    """A window with the focus, and the keys that it is sent."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        self._display = display.Display(desktop.env["DISPLAY"])
        screen = self._display.screen()
        mask = X.KeyPressMask | X.ExposureMask
        window: Any = screen.root.create_window(0, 0, 200, 100, 0, screen.root_depth, event_mask=mask)
        self._names: list[str] = []
        window.map()
        self._display.sync()
        wait_until(lambda: window.id in desktop.screen.managed_windows(), PATIENCE_S, "the listener")
        window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._display.sync()
        wait_until(lambda: desktop.screen.focused_window() == window.id, PATIENCE_S, "the focus")

    def heard(self) -> list[str]:
        """Every letter so far."""
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.KeyPress:
                keysym = self._display.keycode_to_keysym(event.detail, 0)
                self._names.append(XK.keysym_to_string(keysym) or "")
        return self._names

    def close(self) -> None:
        """Close the window."""
        self._display.close()


def set_hotkeys(app: AppProgram, **hotkeys: str) -> None:
    opened = open_home(app.folder)
    for name, value in hotkeys.items():
        opened.store.settings.set(f"{name}-hotkey", value)
    opened.store.close()


def test_pause_and_forget_from_anywhere(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    set_hotkeys(app, forget="ctrl+alt+f", pause="ctrl+alt+p")
    app.start(TZ=zone_at_noon())  # what is recorded stays today's
    desktop.open_window("a secret", ("secret", "Secret"))
    app.record()
    wait_until(lambda: (app.status()["activity"] or {}).get("app") == "Secret", PATIENCE_S, "the window")
    desktop.key("p")
    desktop.key("Control_L+p")
    desktop.key("Control_L+Alt_L+q")
    assert app.state == "recording"
    desktop.key("Num_Lock")
    desktop.key("Control_L+Alt_L+p")
    app.wait_for_state("paused")
    assert app.status()["today"]["active_seconds"] > 0
    desktop.key("Control_L+Alt_L+f")
    wait_until(lambda: app.status()["today"]["active_seconds"] == 0, PATIENCE_S, "it to be forgotten")
    assert app.state == "paused"
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")
    assert not app.spans()


def test_off_by_default_and_followed_at_once(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    app.start()
    app.record()
    listener = Listener(desktop)
    desktop.key("Control_L+Alt_L+p")
    wait_until(lambda: "p" in listener.heard(), PATIENCE_S, "the window in front to get the key")
    listener.close()
    assert app.state == "recording"
    command = [sys.executable, "-m", "worktracker", "settings", "set", "pause-hotkey", "ctrl+alt+p"]
    environ = desktop.env | ENVIRONMENT | {"WORKTRACKER_HOME": str(app.folder)}
    subprocess.run(command, env=environ, check=True, timeout=60)
    desktop.key("Control_L+Alt_L+p")
    app.wait_for_state("paused")


def test_what_is_typed_stays_with_the_window_in_front(desktop: VirtualDesktop) -> None:
    """Also right after a hotkey whose keys are still held down: the grab has ended by then."""
    app = AppProgram(desktop)
    set_hotkeys(app, pause="ctrl+alt+p")
    app.start()
    app.record()
    listener = Listener(desktop)
    desktop.type("plain")
    wait_until(lambda: listener.heard()[-5:] == list("plain"), PATIENCE_S, "the typed letters")
    with desktop.screen.held("Control_L", "Alt_L", "p"):
        app.wait_for_state("paused")
        desktop.key("x")
        wait_until(lambda: "x" in listener.heard(), PATIENCE_S, "the window in front to get the next key")
    listener.close()


def test_a_combination_that_another_program_has_is_told(desktop: VirtualDesktop) -> None:
    first, second = AppProgram(desktop), AppProgram(desktop)
    for app in (first, second):
        set_hotkeys(app, pause="ctrl+alt+p")
    first.start()
    before = desktop.screen.popups()
    second.start()
    wait_until(lambda: desktop.screen.popups() - before, PATIENCE_S, "the notification")
    for app in (first, second):
        app.record()
    desktop.key("Control_L+Alt_L+p")
    first.wait_for_state("paused")
    assert second.state == "recording"
