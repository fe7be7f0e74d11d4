"""Small things are whole: buttons with long words, the line around what has no frame, corners, lines."""

from __future__ import annotations

import os
import subprocess
import sys

_BUTTONS = """
from PySide6.QtWidgets import QApplication, QWidget
from worktracker.desktop.privacy.key_dialog import KeyDialog

application = QApplication([])
parent = QWidget()
dialog = KeyDialog(parent)
dialog.head("A title", "Words.")
usual = dialog.width()
dialog.button("Cancel")
dialog.show()
application.processEvents()
assert dialog.width() == usual, "no wider than it has to be"
buttons = [dialog.button("W" * 20) for _ in range(3)]
dialog.say("", wrong=False)
for _ in range(5):
    application.processEvents()
assert dialog.width() > usual
for button in buttons:
    assert button.width() >= button.sizeHint().width(), (button.width(), button.sizeHint().width())
"""

_PASSPHRASE = """
from PySide6.QtWidgets import QApplication, QLabel
from tests.screenshots.pseudo import follow_pseudo
from worktracker.desktop.passphrase_dialog import PassphraseDialog

application = QApplication([])
translator = follow_pseudo(application, "rtl")
dialog = PassphraseDialog(new=True, remark="What was wrong before. " * 8)
dialog.show()
application.processEvents()
labels = [label for label in dialog.findChildren(QLabel) if label.wordWrap()]
assert len(labels) == 2
for label in labels:
    assert label.height() >= label.heightForWidth(label.width()), label.text()
"""

_LINE = """
from PySide6.QtWidgets import QApplication, QWidget
from worktracker.desktop.idle_return.question import Question

application = QApplication([])
around = QWidget.__new__(Question)
QWidget.__init__(around)
around.resize(200, 100)  # 300 x 150 pixels of the screen
picture = around.grab().toImage()
wide, high = picture.width(), picture.height()
assert (wide, high) == (300, 150)
light = lambda x, y: picture.pixelColor(x, y).lightness()
left = [light(x, 75) for x in range(3)]
right = [light(wide - 1 - x, 75) for x in range(3)]
top = [light(150, y) for y in range(3)]
bottom = [light(150, high - 1 - y) for y in range(3)]
assert left[0] < light(150, 75), "there is a line"
assert left == right == top == bottom, (left, right, top, bottom)
"""

_CORNER = """
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from worktracker.desktop.look import LIGHT, palette
from worktracker.desktop.window.style import window_style

application = QApplication([])
area = QScrollArea()
area.setFrameShape(QScrollArea.Shape.NoFrame)
area.setPalette(palette(LIGHT))
area.setStyleSheet(window_style(LIGHT))
inner = QWidget()
inner.resize(800, 600)
area.setWidget(inner)
area.resize(400, 300)
area.show()
application.processEvents()
right, below = area.verticalScrollBar(), area.horizontalScrollBar()
assert right.isVisible() and below.isVisible()
picture = area.grab().toImage()
corner = [(x, y) for x in range(400 - right.width(), 400) for y in range(300 - below.height(), 300)]
assert corner and len({picture.pixel(x, y) for x, y in corner}) == 1, "one plain colour"
"""

_LEFTWARDS = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from worktracker.desktop.look import LIGHT, palette
from worktracker.desktop.window.style import window_style

application = QApplication([])
application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
mark = chr(0x200F)  # as if a letter of such a script began each word
text = mark + "the window of which programs were seen in front and how long".replace(" ", " " + mark)
for width in range(150, 400, 3):
    label = QLabel(text)
    label.setWordWrap(True)
    label.setPalette(palette(LIGHT))
    label.setStyleSheet(window_style(LIGHT))
    label.resize(width, label.heightForWidth(width))
    picture = label.grab().toImage()
    edge = [picture.pixelColor(0, y).lightness() for y in range(picture.height())]
    assert min(edge) > 140, (width, edge)
"""


def test_a_dialog_is_as_wide_as_its_buttons() -> None:
    _run(_BUTTONS, "1")


def test_the_question_for_a_passphrase_is_as_high_as_its_lines() -> None:
    _run(_PASSPHRASE, "1.5")


def test_the_line_around_the_question_is_as_thick_on_each_side_at_150_percent() -> None:
    _run(_LINE, "1.5")


def test_where_two_scroll_bars_meet_there_is_nothing() -> None:
    _run(_CORNER, "1")


def test_lines_that_run_leftwards_keep_their_last_letter() -> None:
    _run(_LEFTWARDS, "1")


def _run(script: str, scale: str) -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
