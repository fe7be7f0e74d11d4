"""From the first sight of the icon until the record is open: the key is on its way, and the app is loaded."""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib import import_module

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject

from worktracker.desktop.loop import QtLoop
from worktracker.desktop.state import starting, state_words
from worktracker.desktop.tray.menu import Menu
from worktracker.desktop.tray.presence import Presence
from worktracker.desktop.window.in_turns import InTurns

_PARTS = (
    "worktracker.store.store",
    "worktracker.capture.select",
    "worktracker.app.recording",
    "worktracker.control.server",
    "worktracker.desktop.tray.deeds",
    "worktracker.desktop.app",
)
"""What the app is made of, the lowest first: a turn of Qt's loop each, so that the icon can be drawn."""


class Starting(QObject):
    """Shows the icon at once, and says what is so: nothing is recorded yet.

    Attributes:
        loop: Qt's.
        presence: the icon; the app goes on with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.loop = QtLoop(self)
        self.presence = Presence(self, self.loop, Menu())
        self._over = QEventLoop(self)
        self._wanted = True
        self._awaited = 0
        self.presence.news_wanted.connect(self._say)
        self.presence.menu.quit_asked.connect(self.quit)
        self.presence.begin(os.environ.get("DISPLAY", ""))
        self._say()

    def wait(self, key_comes_by: int | None) -> bool:
        """Load the app, and wait until the key can be read; whether the user still wants it.

        Args:
            key_comes_by: the file descriptor by which it comes; None where nobody waits for it.
        """
        load = [partial(import_module, name) for name in _PARTS if name not in sys.modules]
        self._awaited = 1
        InTurns(self, [*load, self._come])
        if key_comes_by is not None:
            self._awaited += 1
            self.loop.add_reader(key_comes_by, partial(self._key_comes, key_comes_by))
        self._over.exec()
        if key_comes_by is not None:
            self.loop.remove_reader(key_comes_by)
        return self._wanted

    def quit(self) -> None:
        """The user does not want it any more; a question for the passphrase is answered with no."""
        self._wanted = False
        QCoreApplication.exit(0)  # every loop of Qt's that runs

    def hand_over(self) -> Presence:
        """The icon, of which nothing is told here any more."""
        self.presence.news_wanted.disconnect(self._say)
        self.presence.menu.quit_asked.disconnect(self.quit)
        return self.presence

    def _key_comes(self, descriptor: int) -> None:
        self.loop.remove_reader(descriptor)
        self._come()

    def _come(self) -> None:
        self._awaited -= 1
        if not self._awaited:
            self._over.quit()

    def _say(self) -> None:
        state = starting()
        self.presence.show_state(state, state_words(state))
