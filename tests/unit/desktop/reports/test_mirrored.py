"""Where a script runs from right to left, so do the drawings of rows."""

from __future__ import annotations

import os
import subprocess
import sys

_DRAW = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from worktracker.desktop.look import look
from worktracker.desktop.reports.bars import Bars
from worktracker.desktop.reports.chart import Fill
from worktracker.desktop.reports.ring import Ring
from worktracker.desktop.reports.shown import Line

application = QApplication([])
lines = [Line("a", 3_600_000, 0.8, None, Fill(), None), Line("b", 900_000, 0.2, None, Fill(number=1), None)]
number = {look().series[place].rgb(): place for place in range(2)}

def seen(chart, direction):
    chart.setLayoutDirection(direction)
    chart.resize(640, 120)
    chart.place_again()
    picture = chart.grab().toImage()
    # Text is not mirrored letter by letter: only what is painted in a row's colour counts.
    found = {0: set(), 1: set()}
    for x in range(0, picture.width(), 2):
        for y in range(0, picture.height(), 2):
            place = number.get(picture.pixel(x, y))
            if place is not None:
                found[place].add(x)
    return found

for chart, more in ((Bars(), (0, 0)), (Ring(), (0, 0, 3_600_000))):
    chart.show_lines(lines, *more)
    left = seen(chart, Qt.LayoutDirection.LeftToRight)
    right = seen(chart, Qt.LayoutDirection.RightToLeft)
    for place in (0, 1):
        assert left[place] and right[place]
        if isinstance(chart, Bars):  # a ring runs clockwise either way
            assert abs(min(left[place]) + max(right[place]) - 639) <= 4, (place, left, right)
            assert abs(max(left[place]) + min(right[place]) - 639) <= 4, (place, left, right)
    if isinstance(chart, Ring):
        assert chart.marks[0].box.center().x() < 320 < min(right[1] - left[1]), (left, right)
"""

_TITLES = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from worktracker.desktop.reports.chart import Fill
from worktracker.desktop.reports.shown import Line
from worktracker.desktop.reports.table import Table

application = QApplication([])
table = Table()
table.show_lines("Title", [Line("#general", 3_600_000, 0.8, None, Fill(), None)], None, compared=False)
assert table.rows.index(0, 0).data() == "#general"
application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
assert table.rows.index(0, 0).data() == chr(0x2068) + "#general" + chr(0x2069)
table.copy()
assert "\\n#general\\t" in application.clipboard().text(), ascii(application.clipboard().text())
"""


def test_bars_and_lists_run_from_the_right() -> None:
    _run(_DRAW)


def test_titles_of_the_table_keep_their_own_way() -> None:
    _run(_TITLES)


def _run(script: str) -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
