"""The arrows beside the days of a report."""

from __future__ import annotations

import os
import subprocess
import sys

_STEPS = """
from datetime import date
from PySide6.QtWidgets import QApplication, QPushButton
from worktracker.desktop.reports.controls import Controls
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset, range_of
from worktracker.model.weeks import WeekStart

application = QApplication([])
controls = Controls(QPushButton())

def later(preset, today):
    place = Place(preset)
    days = range_of(preset, today, WeekStart.MONDAY)
    controls.show_place(place, days, today, WeekStart.MONDAY, date(2015, 1, 1))
    return controls._later.isEnabled()

for today in (date(2024, 12, 30), date(2024, 12, 31)):  # the last of its month and its year
    assert not later(Preset.THIS_MONTH, today), today
    assert not later(Preset.THIS_YEAR, today), today
    assert not later(Preset.TODAY, today), today
    assert later(Preset.LAST_MONTH, today) and later(Preset.YESTERDAY, today), today
"""


def test_no_step_leads_to_days_that_have_not_begun() -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _STEPS]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
