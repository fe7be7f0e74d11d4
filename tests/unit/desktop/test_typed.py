"""Escape drops what is typed in a field of the window, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.desktop.page_script import run

_ESCAPE = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
store, recording = pages.opened.store, pages.app.recording
number = store.categories.add(("Zoo",), 0).id

def kept():
    return store.categories.all()[number].name

def type_into(line, text):
    line.setFocus()
    pages.wait(lambda: QApplication.focusWidget() in (line, line.focusProxy()))
    line.selectAll()
    QTest.keyClicks(line, text)

def escape():
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    pages.wait(lambda: not recording.held)
    pages.settle()

def is_open():
    return any(each.isVisible() for each in QApplication.topLevelWidgets())

page = pages.page("rules")
page.part.tree.choose(number)
name = page.part._detail._name
type_into(name, "Never meant")
escape()
assert is_open() and name.text() == "Zoo" and kept() == "Zoo"
type_into(name, "Ark")
QTest.keyClick(name, Qt.Key.Key_Return)
pages.wait(lambda: kept() == "Ark")
pages.settle()

name.setFocus()
name.selectAll()
QTest.keyClicks(name, "Away")
for leaves, comes in ((name, None), (None, name)):  # as for another program's window, which is not here
    QApplication.instance().focusChanged.emit(leaves, comes)
escape()
assert is_open() and name.text() == "Ark" == kept()

page = pages.page("privacy")
begin = page.forget.begin
begin.setFocus()
pages.wait(lambda: QApplication.focusWidget() is begin)
hour = "5" if begin.time().hour() % 12 == 7 else "7"
day = "16" if begin.date().day() == 15 else "15"
for section, keys in ((begin.Section.HourSection, hour), (begin.Section.DaySection, day)):
    before = begin.text()
    begin.setSelectedSection(section)
    QTest.keyClicks(begin, keys)
    assert begin.text() != before
    escape()
    assert is_open() and begin.text() == before, section

page = pages.page("settings")
before = store.settings.all()
for setting, text in (("backup-keep", "77"), ("idle-threshold", "9m"), ("keep-titles", "2d")):
    type_into(page.rows[setting].field.box.lineEdit(), text)
    escape()
    assert is_open(), setting
type_into(page.search, "week")
escape()
assert is_open() and not page.search.text()
escape()  # nothing is typed any more
assert not is_open()
assert store.settings.all() == before
pages.close()
"""


def test_escape_drops_what_is_typed_and_only_then_closes(tmp_path: Path) -> None:
    run(_ESCAPE, tmp_path)


_GOES = """
import sys
import time
import shiboken6
from PySide6.QtWidgets import QApplication, QComboBox, QMainWindow, QSpinBox
from worktracker.desktop.window.typed import Typed

bugs = []
sys.excepthook = lambda *bug: bugs.append(bug)
application = QApplication([])
for field in (QComboBox(editable=True), QSpinBox()):
    window = QMainWindow()
    typed = Typed(window)
    window.setCentralWidget(field)
    window.show()
    window.activateWindow()
    field.setFocus()
    deadline = time.monotonic() + 15
    while typed._line is None and time.monotonic() < deadline:
        application.processEvents()
    assert typed._line is field.lineEdit()
    shiboken6.delete(window)
assert not bugs, bugs
"""


def test_the_window_may_go_while_somebody_types() -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _GOES]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
