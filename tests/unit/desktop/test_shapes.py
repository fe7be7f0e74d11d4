"""What small windows and boxes look like: nothing is cut, and what erases is told from what does not."""

from __future__ import annotations

import os
import subprocess
import sys

_SHAPES = """
from types import SimpleNamespace
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication, QCalendarWidget, QComboBox, QDateEdit, QLabel, QLineEdit, QMessageBox,
    QSpinBox, QTimeEdit, QWidget
)
from worktracker.desktop.day.numbers import KeyNumbers
from worktracker.desktop.look import look
from worktracker.desktop.message import dress, notice
from worktracker.desktop.passphrase_dialog import PassphraseDialog
from worktracker.desktop.settings.fields import Switch
from worktracker.desktop.state import Face, Shown
from worktracker.desktop.tray.menu import Menu
from worktracker.desktop.tray.state_window import StateWindow
from worktracker.desktop.window.choice import Choice
from worktracker.desktop.window.months import Months
from worktracker.desktop.window.style import window_style

application = QApplication([])

def has(widget, colour):
    picture = widget.grab().toImage()
    return any(
        picture.pixel(x, y) == colour.rgb() for x in range(picture.width()) for y in range(picture.height())
    )

def whole(label):
    return label.height() >= label.heightForWidth(label.width())

# Every line of what is told is in sight, and the window is small again after it.
small = StateWindow(Menu())
small.show_state(Shown(Face.STOPPED, None), "")
small.show()
application.processEvents()
before = small.height()
small.show_notice("Forgotten: 23 m in 14 spans", "From 14:00 to 14:23 nothing is left of it, anywhere. " * 2)
application.processEvents()
told = [each for each in small.findChildren(QLabel) if each.text().startswith("Forgotten")]
assert [whole(each) for each in told] == [True], (told[0].size(), told[0].heightForWidth(told[0].width()))
small._notice_ends.timeout.emit()
application.processEvents()
assert small.height() == before, (before, small.height())
small.end()

# In a box, what erases has its colour, the rest has not, and the text begins where the box's edge lies.
box = notice("Forget", "Forget 13 h 03 m in 4,069 spans, of all the years?", "It goes for good.")
erase = box.addButton("Forget 13 h", QMessageBox.ButtonRole.DestructiveRole)
dress(box)
box.show()
application.processEvents()
assert has(erase, look().recording)
assert not any(has(each, look().recording) for each in box.buttons() if each is not erase)
lefts = {
    each.mapTo(box, QPoint(0, 0)).x() for each in box.findChildren(QLabel) if each.isVisible() and each.text()
}
assert max(lefts) - 20 <= 2, lefts
box.close()

# A field lies in the dialog as it does in the window: with an edge.
dialog = PassphraseDialog(new=False, remark="")
dialog.show()
application.processEvents()
assert has(dialog._first, look().now if dialog._first.hasFocus() else look().line)
dialog.close()

# Fields beside each other are of one height.
window = QWidget()
window.setStyleSheet(window_style(look()))
fields = QComboBox(window), QLineEdit(window), QSpinBox(window), QTimeEdit(window), QDateEdit(window)
window.show()
heights = {type(each).__name__: each.sizeHint().height() for each in fields}
assert max(heights.values()) - min(heights.values()) <= 1, heights
window.close()

# Nothing is left to do of a day before the record.
counted = SimpleNamespace(active_ms=0, focus_ms=0, away_ms=0, private_ms=0)
for number, is_told in ((9, False), (10, True)):
    numbers = KeyNumbers()
    numbers.show_day(SimpleNamespace(number=number, first_day=10, goal_ms=3_600_000, counted=counted))
    texts = [each.text() for each in numbers.findChildren(QLabel) if not each.parentWidget().isHidden()]
    assert any(text.startswith("left of") for text in texts) is is_told, (number, texts)

# The days' names fit above them; where a language has long ones, their first letters.
for language, letters in (("en", False), ("he", True)):
    QLocale.setDefault(QLocale(language))
    letter = Months().horizontalHeaderFormat() is QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
    assert letter is letters, language
months = Months()
months.colour(QDate(2026, 11, 22))
for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Wednesday):  # above all days they have the same colour
    assert months.weekdayTextFormat(day).foreground().style() is Qt.BrushStyle.NoBrush, day

# Where lines begin at the right, a switch lies at the left, where they end.
switch = Switch()
switch.setChecked(True)
switch.resize(200, 30)
sides = {}
for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
    switch.setLayoutDirection(direction)
    picture = switch.grab().toImage()
    row = [x for x in range(200) if picture.pixel(x, 8) == look().now.rgb()]
    assert row
    sides[direction] = sum(row) / len(row)
assert sides[Qt.LayoutDirection.LeftToRight] > 150 and sides[Qt.LayoutDirection.RightToLeft] < 50, sides

# What opens from a field lies on the window's colours, also where the desktop's darkest is black.
application.setPalette(QPalette(QColor("#33373e"), QColor("#1b1d21")))
choice = Choice()
choice.addItems(["One", "Two"])
choice.setStyleSheet(window_style(look()))
choice.show()
choice.showPopup()
application.processEvents()
assert has(choice.view().window(), look().card)
assert not has(choice.view().window(), QColor("black"))
choice.hidePopup()
"""


def test_nothing_is_cut_and_what_erases_is_red() -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _SHAPES]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
