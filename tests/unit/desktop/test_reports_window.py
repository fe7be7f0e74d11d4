"""The page of reports in a window: opened by clicks and keys, and left by Escape."""

from __future__ import annotations

from pathlib import Path

from tests.unit.desktop.test_windows import _WINDOW, run

_TOLD = "told = []" + _WINDOW.replace("None, None, None", "None, told.append, None")
_REPORTS = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from worktracker.desktop.reports.answers import View
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset
from worktracker.model.change import Change
from worktracker.reports.filtered import Only
from worktracker.reports.report import By

recording.loop = QtLoop()

def settle():
    for _ in range(3):
        while recording.reading.is_busy or recording.long_reading.is_busy:
            application.processEvents()
        application.processEvents()

begin = SystemClock().now().wall_ms // DAY_MS * DAY_MS
journal = opened.store.journal
for number, (app, title, minutes) in enumerate(
    [("code", "a.py", 30), ("code", "secret.py", 12), ("mail", "Inbox", 9), (None, None, 4)]
):
    at = begin + number * 3_600_000
    state = State.ACTIVE if app else State.PRIVATE
    content = Activity(app, title) if app else None
    journal.write(Change((Span(at, at + minutes * 60_000, state, UTC, content),)))
journal.flush()

window.resize(1000, 900)
window.show()
window.turn_to("reports")
page = window.page
page.show_place(Place(Preset.ALL, By.APP))
settle()

def names():
    return [line.words for line in page.lines]

def chart():
    return page._board.chart

def click(number):
    QTest.mouseClick(chart(), Qt.MouseButton.LeftButton, pos=chart().marks[number].box.center().toPoint())
    settle()

assert names() == ["code", "mail", "Private"], names()
assert "code" in chart().accessibleDescription()
"""

_CLICKS = """
click(2)  # private time opens nothing
assert names() == ["code", "mail", "Private"]
click(0)
assert names() == ["a.py", "secret.py"], names()
assert sum(line.duration_ms for line in page.lines) == 42 * 60_000
QTest.keyClick(page._table, Qt.Key.Key_Escape)
settle()
assert names() == ["code", "mail", "Private"]
assert window.isVisible()

# With the keys alone.
chart().clearFocus()
chart().setFocus(Qt.FocusReason.TabFocusReason)
QTest.keyClick(chart(), Qt.Key.Key_Down)
assert "mail" in chart().accessibleDescription()
QTest.keyClick(chart(), Qt.Key.Key_Return)
settle()
assert names() == ["Inbox"]
QTest.keyClick(chart(), Qt.Key.Key_Escape)
settle()
assert names() == ["code", "mail", "Private"]

# From the table.
page._table.setCurrentIndex(page._table.rows.index(0, 0))
QTest.keyClick(page._table, Qt.Key.Key_Return)
settle()
assert names() == ["a.py", "secret.py"]
window._hide_titles.click()
settle()
assert names() == ["•••••"] * 2
assert "secret" not in chart().accessibleDescription()
page._table.selectAll()
QTest.keyClick(page._table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
assert "secret" not in application.clipboard().text()
window._hide_titles.click()
settle()
page._table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
page._table.clearSelection()
QTest.keyClick(page._table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
text = application.clipboard().text()
assert text == "Title\\tTime\\tShare\\nsecret.py\\t0:12:00\\t28.6 %\\na.py\\t0:30:00\\t71.4 %\\n", text

# The chip is the filter.
(chip,) = (each for each in page.findChildren(QPushButton) if each.property("chip") and each.isVisible())
QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
settle()
assert set(names()) == {"a.py", "secret.py", "Inbox", "Private"}, names()
QTest.keyClick(page, Qt.Key.Key_Escape)
settle()
assert names() == ["code", "mail", "Private"]
QTest.keyClick(page, Qt.Key.Key_Escape)
assert not window.isVisible()
"""

_FILTER = """
field = page.filters._field
page.filters.begin("app")
settle()
assert [field.itemText(number) for number in range(field.count())] == ["code", "mail"]
field.setEditText("m*")
QTest.keyClick(field, Qt.Key.Key_Return)
settle()
assert names() == ["mail"], names()
page.filters.begin("project")
settle()
field.setEditText("No such project")
QTest.keyClick(field, Qt.Key.Key_Return)
settle()
assert names() == ["mail"], names()
assert len(told) == 1, told
QTest.keyClick(field, Qt.Key.Key_Escape)
assert window.isVisible() and not field.isVisible()
window.close()
"""

_VIEWS = """
# Each view says the same sum, to the eye and to the screen reader.
for view in View:
    page.show_place(Place(Preset.ALL, By.APP), view)
    settle()
    assert chart() is not None and chart().marks and chart().accessibleName()
    picture = chart().grab()
    assert not picture.isNull()
page.show_place(Place(Preset.ALL, By.CATEGORY), View.HOURS)
settle()
nine = next(number for number, mark in enumerate(chart().marks) if mark.what is not None)
click(nine)
assert sum(line.duration_ms for line in page.lines) == 30 * 60_000, page.lines
assert page.back()
settle()
page.show_place(Place(Preset.ALL, By.APP, Only(app="nothing")))
settle()
assert chart() is None and not page._table.isVisible()
shown = [label.text() for label in page._board.findChildren(QLabel) if label.isVisible()]
assert "Nothing here" in shown, shown
window.close()
"""


def test_rows_are_opened_by_clicks_and_keys_and_left_by_escape(tmp_path: Path) -> None:
    run(_TOLD + _REPORTS + _CLICKS, tmp_path)


def test_filters_are_chosen_from_what_there_is(tmp_path: Path) -> None:
    run(_TOLD + _REPORTS + _FILTER, tmp_path)


def test_every_view_draws_and_describes_itself(tmp_path: Path) -> None:
    run(_TOLD + _REPORTS + _VIEWS, tmp_path)
