"""The end of the program with windows open: what opened from their fields is deleted once."""

from __future__ import annotations

import os
import subprocess
import sys

_END = """
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QComboBox, QCompleter, QMainWindow, QMenu
from worktracker.desktop.memory import delete_windows

application = QApplication([])
windows = []
for number in range(10):  # Qt lists them in another order each time
    window, field = QMainWindow(), QComboBox()
    field.setEditable(True)
    window.setCentralWidget(field)
    completer = QCompleter(QStringListModel(["one", "other"], field), field)
    field.setCompleter(completer)
    window.show()
    completer.complete()
    windows.append(window)
menu = QMenu()
assert len(application.topLevelWidgets()) >= 21
del window, field, completer  # windows are held, as the app holds its own
delete_windows(application)
assert not application.topLevelWidgets(), application.topLevelWidgets()
"""


def test_a_list_below_a_field_is_deleted_with_its_window() -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _END]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
