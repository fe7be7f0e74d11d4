"""Escape in a field: what its user has typed there, and not kept, is taken back."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid


class Typed(QObject):
    """Remembers what the field with the keys holds, until its user types in it.

    Fields keep what is typed when they are left. To close the window leaves them, too, so Escape would keep
    what its user meant to drop.

    Args:
        window: whose fields.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._line: QLineEdit | None = None
        self._kept = ""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def take_back(self) -> bool:
        """Let the field hold what it held before; whether there was something to take back."""
        line = self._line
        if line is None or not isValid(line) or line.text() == self._kept:
            return False
        line.setText(self._kept)
        line.selectAll()
        return True

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        line = _line_of(now)
        if line is not None and line.window() is not self._window:
            line = None  # a box, which Escape closes by itself
        if line is self._line:
            return
        if self._line is not None and isValid(self._line):
            self._line.textChanged.disconnect(self._changed)
            self._line.editingFinished.disconnect(self._keep)
        self._line = line
        if line is not None:
            self._keep()
            line.textChanged.connect(self._changed)
            line.editingFinished.connect(self._keep)

    def _changed(self) -> None:
        if self._line is not None and not self._line.isModified():
            self._keep()  # the program has changed it

    def _keep(self) -> None:
        if self._line is not None and isValid(self._line):  # it is left, too, when it goes with its window
            self._kept = self._line.text()


def _line_of(widget: QWidget | None) -> QLineEdit | None:
    match widget:
        case QLineEdit():
            return widget
        case QAbstractSpinBox() | QComboBox():
            return widget.lineEdit()
        case _:
            return None
