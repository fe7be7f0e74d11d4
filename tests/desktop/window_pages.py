"""Opens the window's pages in this process, without a screen, and presses their keys.

Qt is one to a process, so tests run this in another: see :mod:`tests.desktop.page_script`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.stored_day import open_home
from worktracker.clock import SystemClock
from worktracker.control.instance import InstanceLock
from worktracker.desktop.app import App
from worktracker.desktop.settings.fields import (
    ChoiceField,
    Field,
    NumberField,
    SwitchField,
    TextField,
    TimeField,
)
from worktracker.desktop.settings.hotkey import HotkeyField
from worktracker.desktop.settings.week import WeekField
from worktracker.desktop.translation import SYSTEM, follow_language
from worktracker.desktop.window.page import Page
from worktracker.home import Home

PATIENCE_S = 15.0


class Pages:
    """An app that records nothing, and its window.

    Args:
        folder: its home.
    """

    def __init__(self, folder: Path) -> None:
        self.application = QApplication.instance() or QApplication([])
        follow_language(self.application, SYSTEM)
        home = Home.from_environment({"WORKTRACKER_HOME": str(folder)})
        self.opened = open_home(folder)
        self.app = App(home, self.opened, InstanceLock(home.lock), SystemClock())

    def page(self, name: str) -> Page:
        """The page of this name, with everything in sight that it asked for."""
        page = self.app.show_page(name).page
        making = getattr(page, "making", None)
        self.wait(lambda: making is None or making.is_done, "the page")
        self.settle()
        return page

    def settle(self) -> None:
        """Let Qt work until nothing is asked any more."""
        recording = self.app.recording
        self.wait(lambda: not (recording.reading.is_busy or recording.long_reading.is_busy))

    def wait(self, known: Callable[[], object], what: str = "") -> None:
        """Let Qt work until something is so."""
        deadline = time.monotonic() + PATIENCE_S
        self.application.processEvents()
        while not known():
            assert time.monotonic() < deadline, what
            self.application.processEvents()
            time.sleep(0.002)
        self.application.processEvents()

    def close(self) -> None:
        """Let the record go."""
        self.app.recording.close()


def write(field: QWidget, text: str) -> None:
    """Replace what a field holds, by the keyboard."""
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def change(field: Field) -> None:
    """Give a setting another value by its control's own keys."""
    match field:
        case SwitchField():
            QTest.keyClick(field.switch, Qt.Key.Key_Space)
        case ChoiceField():
            last = field.box.currentIndex() + 1 == field.box.count()
            QTest.keyClick(field.box, Qt.Key.Key_Up if last else Qt.Key.Key_Down)
        case TextField():
            line = field.box.lineEdit()
            assert line is not None
            kept = field.box.findData("forever") >= 0
            write(line, "vlc" if field.box.findData("none") >= 0 else "2d" if kept else "3h")
        case NumberField():
            write(field.box, "12")
        case TimeField():
            QTest.keyClick(field.box, Qt.Key.Key_Up)
            QTest.keyClick(field.box, Qt.Key.Key_Return)
        case WeekField():
            QTest.keyClick(field.box, Qt.Key.Key_Down)
        case HotkeyField():
            button = field.focusProxy()
            assert button is not None
            QTest.keyClick(button, Qt.Key.Key_Space)
            keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            # No key for both: the second is refused.
            QTest.keyClick(
                button, Qt.Key.Key_F if "Forget" in button.accessibleName() else Qt.Key.Key_P, keys
            )
        case _:
            raise AssertionError(type(field))
