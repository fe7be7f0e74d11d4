"""A window that hides what nobody looks at, and who may see it again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_SETUP = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from worktracker.desktop.cover import Cover, Unused
application = QApplication([])

def wait(ms):
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
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
    return told

slots = open_home(Path(sys.argv[1])).slots
assert told_after(Cover(slots), "", "another one", PASSPHRASE[:-1]) == []
assert told_after(Cover(slots), "another one", PASSPHRASE) == [True]

cover = Cover(KeySlots(slots.store_id, SlotSet(keyring=KeyringSlot(slots.store_id))))
assert any("no passphrase to ask for" in label.text() for label in cover.findChildren(QLabel))
told = []
cover.uncovered.connect(lambda: told.append(True))
(button,) = cover.findChildren(QPushButton)
QTest.mouseClick(button, Qt.MouseButton.LeftButton)
assert told == [True]
"""


def run(script: str, *arguments: str) -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "WORKTRACKER_PASSPHRASE": "supplied, not typed"}
    command = [sys.executable, "-c", _SETUP + script, *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_only_a_window_that_nobody_uses_is_hidden() -> None:
    run(_UNUSED)


def test_the_passphrase_uncovers_and_nothing_else(tmp_path: Path) -> None:
    run(_PASSPHRASE, str(tmp_path))
