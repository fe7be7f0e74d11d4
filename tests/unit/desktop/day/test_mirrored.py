"""Where a script runs from right to left: names stand at the right, and time runs as clocks write it."""

from __future__ import annotations

import os
import subprocess
import sys

_DAY = """
from types import SimpleNamespace
from PySide6.QtCore import QDateTime, QLocale, QTime, Qt
from PySide6.QtWidgets import QApplication
from PySide6.QtGui import QFontMetricsF
from worktracker.desktop.day.axis import _times_box
from worktracker.desktop.day.view import Scale, View
from worktracker.desktop.day.clock_field import ClockField
from worktracker.desktop.day.lanes_view import LanesView
from worktracker.desktop.reports.controls import DayField
from worktracker.desktop.settings.fields import TimeField

application = QApplication([])
QLocale.setDefault(QLocale("de"))

def shown():
    clock, day, lanes = ClockField("from"), DayField("first"), LanesView(SimpleNamespace(on=False))
    clock.setTime(QTime(14, 51, 50))
    day.setDateTime(QDateTime.fromSecsSinceEpoch(1_790_000_000))
    lanes.resize(800, 160)
    begin = TimeField()
    begin.show_value("04:30")
    return (clock.text(), day.text(), begin.box.text()), lanes.area, lanes

times, area, lanes = shown()
assert times[0] == "14:51:50" and times[2] == "04:30", times
application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
mirrored_times, mirrored_area, mirrored_lanes = shown()
assert mirrored_lanes.isRightToLeft()
assert mirrored_times == times, mirrored_times
assert mirrored_area.size() == area.size()
hour = 3_600_000
scale = Scale(View(0, 24 * hour, 0, 24 * hour), mirrored_area.left(), mirrored_area.width())
words = _times_box(QFontMetricsF(mirrored_lanes.font()), scale, mirrored_area, (0, hour // 60))
assert 0 < words.left() < words.right() < 800, words
assert mirrored_area.left() == 799 - area.right() and area.left() > mirrored_area.left() + 40, mirrored_area
"""


def test_names_stand_at_the_right_and_times_stay_times() -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _DAY]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
