"""The interpreter outlives more of Qt's calls than None has references."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import worktracker.desktop
from PySide6.QtCore import QTimer
timer = QTimer()
for _ in range(100_000):
    timer.stop()
print("alive")
"""


def test_outlives_a_hundred_thousand_calls() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
