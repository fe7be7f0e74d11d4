"""Titles and names are shown letter by letter, also where they look like markup or hold a &."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import run

_TIPS = """
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QToolTip
from worktracker.desktop.reports.shown import Line
from worktracker.desktop.reports.table import Table
from worktracker.desktop.rules.rows import Row, Rows
from worktracker.desktop.window.elided import Elided
from worktracker.desktop.window.tips import plain_tip, set_plain_tip

TITLE = "The <img> element - a page & more"

def read(tip):
    reader = QTextEdit()
    reader.setText(tip)  # as Qt shows a tooltip: it looks by itself whether it is a page
    return reader.toPlainText()

assert read(TITLE) != TITLE, "it would be lost"
assert read(plain_tip(TITLE)) == TITLE and read(plain_tip(TITLE + "\\n1 h")) == TITLE + "\\n1 h"
assert plain_tip("a plain & simple title") == "a plain & simple title"

cut = Elided(TITLE)
cut.resize(20, 20)
place = QPoint(5, 5)
QApplication.sendEvent(cut, QHelpEvent(QEvent.Type.ToolTip, place, cut.mapToGlobal(place)))
assert read(QToolTip.text()) == TITLE, QToolTip.text()
rows = Rows("rules")
rows.show_all([Row(1, ((TITLE, False),), "", "", TITLE)])
assert read(rows.item(0).toolTip()) == TITLE
table = Table()
table.show_lines("Title", [Line(TITLE, 60_000, 1.0, None, None, None)], None, compared=False)
assert read(table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)) == TITLE
button = QPushButton("x")
set_plain_tip(button, TITLE)
spoken = QAccessible.queryAccessibleInterface(button)
assert read(button.toolTip()) == TITLE == spoken.text(QAccessible.Text.Description)
pages.close()
"""

_NAMES = """
from worktracker.desktop.state import Face
from worktracker.desktop.tray.menu import Menu
from worktracker.store.assigning import Wish

NAME = "R&D"
store, now_ms = pages.opened.store, pages.app.recording.clock.now().wall_ms
menu = Menu()
menu.show_state(Face.RECORDING, f"Recording · {NAME}")
assert menu.actions()[0].text() == "Recording · R&&D"
category, project = store.categories.add((NAME,), 0).id, store.projects.add(NAME).id
store.assigning.label(now_ms - 60_000, now_ms, Wish(category=category, project=project), now_ms)
page = pages.page("rules")
for number, chosen in ((0, category), (1, project)):
    page.turn_to(number)
    pages.settle()
    (page.part.list if number else page.part.tree).choose(chosen)
    page.part._ask_removal()
    pages.settle()
    box = pages.app.newest_box
    assert [button for button in box.buttons() if button.text().endswith("R&&D")], number
    box.reject()
pages.close()
"""


def test_markup_in_a_title_is_shown_as_it_is(tmp_path: Path) -> None:
    run(_TIPS, tmp_path)


def test_a_name_with_an_ampersand_is_shown_as_it_is(tmp_path: Path) -> None:
    run(_NAMES, tmp_path)
