"""A window that hides what nobody looks at, and who may see it again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.desktop import page_script

_SETUP = """
import sys
import threading
import time
from pathlib import Path
from PySide6.QtCore import QEvent, QEventLoop, QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from worktracker.desktop.cover import Cover, Unused
from worktracker.desktop.loop import QtLoop
from worktracker.desktop.memory import delete_windows
application = QApplication([])
qt = QtLoop()

def wait(ms):
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()

def wait_until(condition):
    end = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < end
        wait(10)
"""

_UNUSED = """
window = QWidget()
window.show()
unused = Unused(window, 300)
told = []
unused.over.connect(lambda: told.append(True))
for _ in range(6):
    wait(100)
    QTest.keyClick(window, Qt.Key.Key_A)
assert not told, "used all the time"
other = QWidget()
other.show()
for _ in range(6):
    wait(100)
    QTest.keyClick(other, Qt.Key.Key_A)
assert told == [True], "another window's use is not this one's"
"""

_PASSPHRASE = """
from tests.desktop.stored_day import PASSPHRASE, open_home
from worktracker.keys.slots import KeySlots, KeyringSlot, SlotSet

def told_after(cover, *typed):
    told = []
    cover.uncovered.connect(lambda: told.append(True))
    cover.show()
    (field,) = cover.findChildren(QLineEdit)
    for text in typed:
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        # Qt's thread goes on meanwhile, and nothing else can be tried.
        assert not field.isEnabled() and not any(each.isEnabled() for each in cover.findChildren(QPushButton))
        wait_until(field.isEnabled)
    return told

slots = open_home(Path(sys.argv[1])).slots
cover = Cover(slots, qt)
assert told_after(cover, "", PASSPHRASE[:-1]) == []
assert told_after(cover, PASSPHRASE) == [True]

# Closed while it is tried: nobody hears what came of it.
gone = Cover(slots, qt)
told = []

def hear():
    told.append(True)

gone.uncovered.connect(hear)
gone.show()
(field,) = gone.findChildren(QLineEdit)
field.setText(PASSPHRASE)
QTest.keyClick(field, Qt.Key.Key_Return)
gone.deleteLater()
application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as Qt's loop does
del gone, field
wait_until(lambda: threading.active_count() == 1)
wait(0)
assert told == []

cover = Cover(KeySlots(slots.store_id, SlotSet(keyring=KeyringSlot(slots.store_id))), qt)
assert any("no passphrase to ask for" in label.text() for label in cover.findChildren(QLabel))
told = []
cover.uncovered.connect(lambda: told.append(True))
(button,) = cover.findChildren(QPushButton)
QTest.mouseClick(button, Qt.MouseButton.LeftButton)
assert told == [True]
delete_windows(application)
"""


def run(script: str, *arguments: str) -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "WORKTRACKER_PASSPHRASE": "supplied, not typed"}
    command = [sys.executable, "-c", _SETUP + script, *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


_EXPORT = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from tests.desktop.stored_day import PASSPHRASE

app, menu = pages.app, pages.app._menu

def dialogs():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]

def end_dialog():
    (dialog,) = dialogs()
    dialog.reject()
    pages.wait(lambda: not dialogs(), "the dialog's end")

def unlock(window):
    assert window.is_covered and not dialogs()
    window._cover._passphrase.setText(PASSPHRASE)
    QTest.keyClick(window._cover._passphrase, Qt.Key.Key_Return)
    pages.wait(lambda: not window.is_covered, "what is below")

menu.export_asked.emit()
assert app._window._window is None, "where nothing is to be hidden the window is not needed"
end_dialog()

pages.opened.store.settings.set("lock-window", "5m")
window = app.show_page()
menu.export_asked.emit()
unlock(window)
end_dialog()
menu.export_asked.emit()
end_dialog()
window.cover()
unlock(window)
assert not dialogs(), "it was asked for once"

# Closed while it hid everything: it asks again.
window.cover()
window.close()
menu.export_asked.emit()
pages.wait(lambda: app._window._window is not None, "the window")
window = app.show_page()
window.close()  # and what was wanted is wanted no more
window = app.show_page()
unlock(window)
assert not dialogs()
window.close()
pages.close()
"""


def test_only_a_window_that_nobody_uses_is_hidden() -> None:
    run(_UNUSED)


def test_the_passphrase_uncovers_and_nothing_else(tmp_path: Path) -> None:
    run(_PASSPHRASE, str(tmp_path))


def test_the_icon_exports_only_what_the_window_would_show(tmp_path: Path) -> None:
    page_script.run(_EXPORT, tmp_path)
