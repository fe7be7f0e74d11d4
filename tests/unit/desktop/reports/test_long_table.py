"""A table that is higher than the window: by the keys and by a double click one stays where one is."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import run

_LONG = """
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.stored_day import UTC
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.span import Activity, Span, State
from worktracker.reports.report import By

begin = pages.app.recording.clock.now().wall_ms // DAY_MS * DAY_MS - DAY_MS
journal = pages.opened.store.journal
for number in range(120):
    at = begin + number * 60_000
    activity = Activity(f"app{number % 40}", f"t{number}")
    journal.write(Change((Span(at, at + 15_000 + number, State.ACTIVE, UTC, activity),)))
journal.flush()
page = pages.page("reports")
window = page.window()
window.resize(1000, 700)
window.activateWindow()
table, bar = page._table, page._scroll.verticalScrollBar()

def show(by):
    page.show_place(Place(Preset.ALL, by))
    pages.settle()
    for _ in range(20):
        pages.application.processEvents()

def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)
    pages.application.processEvents()
"""

_KEYS = """
show(By.TITLE)
table.setFocus(Qt.FocusReason.TabFocusReason)
for _ in range(60):
    press(Qt.Key.Key_Down)
stood = bar.value()
assert table.currentIndex().row() == 60 and stood > 500
page.refresh()
pages.settle()
assert not table.currentIndex().isValid()
press(Qt.Key.Key_Tab)
assert QApplication.focusWidget() is not table and bar.value() == stood
press(Qt.Key.Key_Backtab)
assert QApplication.focusWidget() is table
row = table.visualRect(table.currentIndex()).translated(table.viewport().pos())
assert table.visibleRegion().contains(row.center()), (table.currentIndex().row(), bar.value())
pages.close()
"""

_DOUBLE_CLICK = """
for row in (20, 27):
    show(By.APP)
    at = table.visualRect(table.rows.index(row, 0)).center()
    at = table.viewport().mapTo(table, QPoint(60, at.y()))
    page._scroll.ensureVisible(0, table.mapTo(page._inner, at).y(), 0, 120)
    pages.application.processEvents()
    assert bar.value() > 0
    name = table.rows.lines[row].words
    QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=table.mapTo(window, at))
    pages.settle()
    assert (page._place.only.app, len(page._way)) == (name, 1), (name, page._place, page._way)
    QTest.qWait(QApplication.doubleClickInterval() + 50)
assert not page._inner.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
pages.close()
"""


def test_the_tab_key_leaves_the_page_where_it_is_and_comes_back_to_a_row_in_sight(tmp_path: Path) -> None:
    run(_LONG + _KEYS, tmp_path)


def test_a_double_click_opens_what_it_is_at(tmp_path: Path) -> None:
    run(_LONG + _DOUBLE_CLICK, tmp_path)
