"""Where a script runs from right to left: names stand at the right, and time runs as clocks write it."""

from __future__ import annotations

import os
import subprocess
import sys

_DAY = """
from types import SimpleNamespace
from PySide6.QtCore import QDateTime, QLocale, QTime, Qt
from PySide6.QtWidgets import QApplication
from worktracker.desktop.day.clock_field import ClockField
from worktracker.desktop.day.lanes_view import LanesView
from worktracker.desktop.reports.controls import DayField

application = QApplication([])
QLocale.setDefault(QLocale("de"))

def shown():
    clock, day, lanes = ClockField("from"), DayField("first"), LanesView(SimpleNamespace(on=False))
    clock.setTime(QTime(14, 51, 50))
    day.setDateTime(QDateTime.fromSecsSinceEpoch(1_790_000_000))
    lanes.resize(800, 160)
    return clock.text(), day.text(), lanes.area, lanes

clock, day, area, lanes = shown()
assert clock == "14:51:50", clock
application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
mirrored_clock, mirrored_day, mirrored_area, mirrored_lanes = shown()
assert mirrored_lanes.isRightToLeft()
assert (mirrored_clock, mirrored_day) == (clock, day), (mirrored_clock, mirrored_day)
assert mirrored_area.size() == area.size()
assert mirrored_area.left() == 799 - area.right() and area.left() > mirrored_area.left() + 40, mirrored_area
"""


def test_names_stand_at_the_right_and_times_stay_times() -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _DAY]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
