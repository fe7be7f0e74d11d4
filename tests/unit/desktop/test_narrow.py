"""A small screen: pages that fit a narrow window, and one way to scroll in each."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import run

_NARROW = """
from worktracker.desktop.translation import follow_language
from worktracker.desktop.window.pages import NAMES

follow_language(pages.application, "de")  # longer words than the English ones
window = pages.app.show_page("day")
line = window.fontMetrics().height()
usual = window.contents.foot.x()
window.resize(61 * line, 31 * line)  # of a screen of 1366 x 768 pixels at one and a half times their size
pages.settle()
pages.wait(lambda: window.contents.foot.x() < usual, "the sidebar's narrower form")
assert window.width() == 61 * line
for name in NAMES:
    window.turn_to(name)
    pages.settle()
    bar = window.page._scroll.horizontalScrollBar()
    pages.wait(lambda: bar.maximum() == 0, f"{name} has room for its width")
    if name == "privacy":
        card = window.page.kept
        assert not card._heads[0].isVisible() and all(each.isVisible() for each in card._summaries.values())
        pages.wait(lambda: "\\u00a0" in card._summaries[None].text(), "the numbers below their names")
        window.resize(100 * line, 50 * line)
        pages.wait(lambda: card._heads[0].isVisible() and not card._summaries[None].isVisible(), "columns")
        window.resize(61 * line, 31 * line)
window.close()
"""

_HEADING = """
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from worktracker.desktop.window.flow import Flow

parent = QWidget()
flow = Flow(parent, gap=12, apart=True)
first, last = (QPushButton(text) for text in ("A heading", "A command"))
for each in (first, last):
    flow.addWidget(each)
wide = first.sizeHint().width() + 12 + last.sizeHint().width()
flow.setGeometry(QRect(0, 0, wide + 100, 200))
assert last.geometry().right() == wide + 99 and first.x() == 0 and abs(first.y() - last.y()) <= 1
flow.setGeometry(QRect(0, 0, wide - 1, 200))
assert last.x() == first.x() == 0 and last.y() > first.geometry().bottom()

field = QLineEdit()
field.setMinimumWidth(40)
flow.takeAt(1)
flow.addWidget(field)
room = first.sizeHint().width() + 12 + 40
flow.setGeometry(QRect(0, 0, room, 200))
assert field.width() == 40 and field.geometry().right() == room - 1, field.geometry()
flow.setGeometry(QRect(0, 0, room - 1, 200))
assert field.x() == 0 and field.y() > first.geometry().bottom(), field.geometry()
"""

_ROWS = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.desktop.stored_day import UTC
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.ranges import Preset
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.span import Activity, Span, State
from worktracker.reports.report import By

begin = pages.app.recording.clock.now().wall_ms // DAY_MS * DAY_MS
journal = pages.opened.store.journal
for number in range(200):
    at = begin + number * 60_000
    span = Span(at, at + 60_000 - number, State.ACTIVE, UTC, Activity("code", f"{number:03}.py"))
    journal.write(Change((span,)))
journal.flush()
page = pages.page("reports")
window = page.window()
window.resize(1000, 700)
page.show_place(Place(Preset.ALL, By.TITLE))
pages.settle()
table, bar = page._table, page._scroll.verticalScrollBar()
assert len(page.lines) == 200
pages.wait(lambda: table.verticalScrollBar().maximum() == 0, "the page scrolls, and the table doesn't")
height = table.verticalHeader().defaultSectionSize()
pages.wait(lambda: bar.maximum() > 200 * height - window.height(), "all rows have room")

def in_sight(number):
    row = table.visualRect(table.rows.index(number, 0))
    middle = table.viewport().mapTo(page._scroll.viewport(), row.center())
    return 0 <= middle.y() < page._scroll.viewport().height()

assert not in_sight(40)
table.setFocus()
table.setCurrentIndex(table.rows.index(0, 0))
QTest.keyClick(table, Qt.Key.Key_PageDown)
assert 0 < table.currentIndex().row() < 40, table.currentIndex().row()
QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
assert table.currentIndex().row() == 199
pages.wait(lambda: in_sight(199) and not in_sight(0), "the last row in sight")
QTest.keyClick(table, Qt.Key.Key_PageUp)
assert 150 < table.currentIndex().row() < 199
table.setCurrentIndex(table.rows.index(40, 0))
pages.wait(lambda: in_sight(40), "the row that was turned to")
QTest.keyClick(table, Qt.Key.Key_Return)
pages.wait(lambda: bar.value() == 0, "what is further in begins at the top")
window.close()
"""


def test_every_page_fits_the_window_of_a_small_screen(tmp_path: Path) -> None:
    run(_NARROW, tmp_path)


def test_commands_that_have_no_room_beside_the_heading_stand_below_it(tmp_path: Path) -> None:
    run(_HEADING, tmp_path)


def test_the_reports_page_scrolls_and_its_table_is_as_high_as_its_rows(tmp_path: Path) -> None:
    run(_ROWS, tmp_path)
