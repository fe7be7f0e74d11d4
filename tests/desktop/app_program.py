"""The desktop app as a test runs it: a program of its own, on a virtual desktop, with a home of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.desktop.stored_day import ENVIRONMENT, open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import EXECUTABLE
from tests.waiting import wait_until
from worktracker.control.client import ControlClient
from worktracker.home import Home
from worktracker.model.period import Period
from worktracker.store.reader import SpanRow

PATIENCE_S = 15.0
DOUBLE_CLICK_S = 0.45
"""Qt's own is 0.4 s."""
ENTRIES = {
    "stopped": ("Start recording",),
    "recording": (
        "Pause for 15 minutes",
        "Pause for 1 hour",
        "Pause until tomorrow",
        "Pause until I resume",
        "Stop recording",
    ),
    "paused": ("Resume", "Stop recording"),
}
"""What can be chosen from the menu's upper part in each state, in order."""

WORKING_ON = "Working on"
EXCLUDE = "Exclude"
"""In the middle, each where there is something to work on or to exclude."""

LOWER = ("Forget", "Forget more", "Open report", "Settings", "Export", "Quit")
"""What can be chosen from its lower part, in every state."""


class AppProgram:
    """One home, and the app that runs for it, as often as it is started.

    Args:
        desktop: where it is seen.
        agreed: whether its user has agreed already.
        new: there is nothing yet: the program makes the store, with a key in the desktop's keyring, and is
            started by its name. Otherwise the store is there, behind a passphrase.
    """

    def __init__(self, desktop: VirtualDesktop, *, agreed: bool = True, new: bool = False) -> None:
        self.desktop = desktop
        self.folder = Path(tempfile.mkdtemp(prefix="home-", dir=desktop.folder))
        self._passphrase = {} if new else ENVIRONMENT
        self._command = [str(EXECUTABLE)] if new else [sys.executable, "-m", "worktracker"]
        if not new:
            open_home(self.folder, agreed=agreed).store.close()
        self.home = Home.from_environment({"WORKTRACKER_HOME": str(self.folder)})
        self.client = ControlClient(self.home.socket)
        self._clicked_s = 0.0

    def run(self, name: str = "app", **env: str) -> subprocess.Popen[bytes]:
        """Start the program, whatever comes of it."""
        environ: dict[str, Any] = {**self._passphrase, "WORKTRACKER_HOME": str(self.folder), **env}
        return self.desktop.start(self._command, name=name, cwd=self.folder, **environ)

    def start(self, **env: str) -> subprocess.Popen[bytes]:
        """Start the app and wait until it answers: then its icon, its hotkeys and its recorder are there."""
        app = self.run(**env)
        wait_until(lambda: app.poll() is not None or self.client.is_running(), PATIENCE_S, "the app")
        assert app.poll() is None, self.desktop.said("app")
        # The socket is there before the loop turns; an answer is not.
        self.status()
        return app

    def status(self) -> dict[str, Any]:
        """What ``worktracker status`` is told."""
        return self.client.request("status")

    @property
    def state(self) -> str:
        """The state that it says."""
        return str(self.status()["state"])

    def wait_for_state(self, state: str) -> None:
        """Wait until it says ``state``."""
        wait_until(lambda: self.state == state, PATIENCE_S, f"the state to be {state}")

    def record(self) -> None:
        """Begin to record, as ``worktracker start`` asks for it."""
        self.client.request("start")
        self.wait_for_state("recording")

    def click(self, button: int) -> None:
        """Click at the icon, late enough after the click before for two single ones."""
        wait_until(
            lambda: time.monotonic() - self._clicked_s > DOUBLE_CLICK_S, 2.0, "the double click's time"
        )
        self.desktop.click(*self.desktop.tray_icon_position(), button=button)
        self._clicked_s = time.monotonic()

    def choose(self, *entries: str) -> None:
        """Right-click at the icon, walk through the menu with the keyboard, and choose.

        Args:
            entries: one of the menu's, or one of these that has a submenu, and how far down that one lies
                in it: ``("Forget more", "1")``.
        """
        entry, *below = entries
        state = self.state
        before = self.desktop.screen.popups()
        self.click(3)
        wait_until(lambda: self.desktop.screen.popups() - before, PATIENCE_S, "the menu")
        # A menu is in sight before it has the keys.
        wait_until(self.desktop.screen.keyboard_is_grabbed, PATIENCE_S, "the menu to have the keyboard")
        key, count = way_to(entry, state)
        for _ in range(count):
            self.desktop.key(key)
        if below:
            shown = self.desktop.screen.popups()
            self.desktop.key("Return")
            wait_until(lambda: self.desktop.screen.popups() - shown, PATIENCE_S, "the submenu")
            for _ in range(int(below[0]) - 1):
                self.desktop.key("Down")
        self.desktop.key("Return")
        wait_until(lambda: not self.desktop.screen.popups() - before, PATIENCE_S, "the menu to be gone")

    def windows(self) -> list[str]:
        """The titles of the app's windows in the window manager's list."""
        screen = self.desktop.screen
        titles = (screen.title(window) for window in screen.managed_windows())
        return [
            title for title in titles if title.startswith("worktracker") or title in ("Forget", "Exclude")
        ]

    def window(self, title: str) -> int | None:
        """The window with this title, if there is one."""
        screen = self.desktop.screen
        return next((each for each in screen.managed_windows() if screen.title(each) == title), None)

    def wait_for_window(self, title: str) -> None:
        """Wait until a window whose title begins with ``title`` is there and has the focus."""
        screen = self.desktop.screen

        def is_in_front() -> bool:
            front = screen.active_window()
            # openbox goes on naming a window that is gone, and the next one may have its number.
            if front is None or front not in screen.managed_windows():
                return False
            return screen.title(front).startswith(title)

        wait_until(is_in_front, PATIENCE_S, f"the window {title!r}")

    def spans(self) -> list[SpanRow]:
        """What is in the store; the app must have ended."""
        opened = open_home(self.folder, agreed=False)
        try:
            return list(opened.store.reader.spans(Period()))
        finally:
            opened.store.close()


def way_to(entry: str, state: str) -> tuple[str, int]:
    """The key that leads to an entry of the menu, and how often: from below what lies below the middle."""
    if entry in ENTRIES[state]:
        return "Down", ENTRIES[state].index(entry) + 1
    if entry == WORKING_ON:
        return "Down", len(ENTRIES[state]) + 1
    if entry == EXCLUDE:
        return "Up", len(LOWER) + 1
    return "Up", len(LOWER) - LOWER.index(entry)
