"""The icon, or the small window in its place: what is told in passing, and what is so at the start."""

from __future__ import annotations

import os
import subprocess
import sys

_SETUP = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from worktracker.desktop.loop import QtLoop
from worktracker.desktop.starting import Starting
from worktracker.desktop.state import Face, Shown
from worktracker.desktop.tray.menu import Menu
from worktracker.desktop.tray.presence import Presence
application = QApplication([])

def window():
    (only,) = [each for each in application.topLevelWidgets() if each.isVisible()]
    return only

def said():
    return " ".join(label.text() for label in window().findChildren(QLabel) if label.isVisible())
"""

_NOTICE = """
presence = Presence(application, QtLoop(), Menu())
presence.begin("")
presence.show_state(Shown(Face.PAUSED, 0), "Paused")
window().showMinimized()
presence.notify("Recording is still paused", "Nothing was recorded since 9:00.")
assert "Recording is still paused" in said() and "since 9:00" in said(), said()
assert not window().isMinimized()
# There was a tray, and it has gone.
presence._show_icon()
presence.notify("Forgotten", "15 minutes")
assert "15 minutes" in said() and "paused\\n" not in said()
"""

_TROUBLE = """
menu = Menu()
presence = Presence(application, QtLoop(), menu)
presence.begin("")
presence._show_icon()  # into a panel that shows no tooltips, beside nobody who shows notices

def in_the_menu():
    return [each.text() for each in menu.actions() if each.isVisible() and each.text()][:2]

presence.show_state(Shown(Face.RECORDING, 0, trouble="No room on the disk."), "Recording")
assert in_the_menu() == ["Recording", "No room on the disk."], in_the_menu()
assert presence._tray.toolTip() == "Recording\\nNo room on the disk."
presence.show_state(Shown(Face.RECORDING, 0), "Recording")
assert "No room on the disk." not in in_the_menu(), in_the_menu()
"""

_NOT_YET = """
starting = Starting()
assert "Starting" in said() and "Nothing is recorded yet." in said(), said()
assert not any(button.isEnabled() for button in window().findChildren(QPushButton))
menu = starting.presence.menu
offered = [each.text() for each in menu.actions() if each.isVisible() and each.isEnabled() and each.text()]
assert offered == ["Quit"], offered
reader, writer = os.pipe()
QTimer.singleShot(0, lambda: os.write(writer, b"the key"))
assert starting.wait(reader)
assert starting.wait(None)
quiet, _ = os.pipe()  # the keyring is locked, and nobody answers
QTimer.singleShot(0, menu.actions()[-1].trigger)
assert not starting.wait(quiet)
presence = starting.hand_over()
presence.show_state(Shown(Face.STOPPED, None), "Stopped")
assert all(button.isEnabled() for button in window().findChildren(QPushButton))
offered = [each.text() for each in menu.actions() if each.isVisible() and each.isEnabled() and each.text()]
assert {"Start recording", "Open report", "Settings", "Quit"} <= set(offered), offered
"""


def run(script: str) -> None:
    environ = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }
    command = [sys.executable, "-c", _SETUP + script]
    environ |= {"DISPLAY": "", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_without_a_tray_the_window_says_what_is_told_in_passing() -> None:
    run(_NOTICE)


def test_trouble_is_said_in_the_menu_too() -> None:
    run(_TROUBLE)


def test_before_the_record_is_open_nothing_is_offered_but_the_end() -> None:
    run(_NOT_YET)
