"""The card with the state and its buttons."""

from __future__ import annotations

import os
import subprocess
import sys

_FOCUS = """
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from worktracker.desktop.state import Face, Shown
from worktracker.desktop.window.sidebar import StateCard
from worktracker.privacy.levels import Levels

application = QApplication([])
window, card, other = QWidget(), StateCard(), QPushButton("Hide titles")
layout = QVBoxLayout(window)
layout.addWidget(card)
layout.addWidget(other)
window.show()
window.activateWindow()
application.processEvents()
card.show_state(Shown(Face.RECORDING, 0), Levels())
card._pause_button.setFocus()
start, pause = card._start_button, card._pause_button
for face, button in ((Face.PAUSED, start), (Face.RECORDING, pause), (Face.STOPPED, start)):
    card.show_state(Shown(face, 0), Levels())
    application.processEvents()
    assert QApplication.focusWidget() is button, (face, QApplication.focusWidget())
other.setFocus()
card.show_state(Shown(Face.RECORDING, 0), Levels())
application.processEvents()
assert QApplication.focusWidget() is other
"""


def test_the_keys_stay_with_the_button_that_takes_another_s_place() -> None:
    """Or the space bar that should resume would press what comes next in the window."""
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _FOCUS]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
