"""What nobody reaches any more is freed on Qt's thread, whichever thread makes new objects meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys

_SCRIPT = """
import sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from worktracker.desktop.garbage import Garbage

application = QApplication([])
if "guarded" in sys.argv:
    Garbage(application)
freed = []

class Window(QLabel):
    def __init__(self):
        super().__init__()
        self.other = Other(self)

class Other:
    def __init__(self, window):
        self.window = window

    def __del__(self):
        freed.append(threading.current_thread() is threading.main_thread())

def work():
    kept = [[number] for number in range(200_000)]
    assert kept

Window()
thread = threading.Thread(target=work)
thread.start()
thread.join()
print(freed)
for _ in range(40):
    QTimer.singleShot(0, application.quit)
    application.exec()
    kept = [[number] for number in range(2_000)]
print(freed)
"""


def freed(*arguments: str) -> list[str]:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _SCRIPT, *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.splitlines()


def test_a_window_is_freed_on_qts_thread() -> None:
    assert freed("guarded") == ["[]", "[True]"]


def test_without_it_another_thread_would_free_it() -> None:
    """The test above means something."""
    assert freed()[:1] == ["[False]"] or not freed()
