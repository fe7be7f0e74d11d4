"""Escape in a field: what its user has typed there, and not kept, is taken back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
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
        self._is_typed = False
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's hook: what is typed into a field of numbers, whose text Qt writes itself."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            erases = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
            self._is_typed = self._is_typed or erases or event.text().isdigit()
        return super().eventFilter(watched, event)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.window() is not self._window:
            return  # another program's or a box's turn, after which it goes on here
        line = _line_of(now)
        if line is self._line:
            return
        if self._line is not None and isValid(self._line):
            self._line.textChanged.disconnect(self._changed)
            self._line.editingFinished.disconnect(self._keep)
            _field_of(self._line).removeEventFilter(self)
        self._line = line
        if line is not None:
            self._keep()
            line.textChanged.connect(self._changed)
            line.editingFinished.connect(self._keep)
            _field_of(line).installEventFilter(self)

    def _changed(self) -> None:
        if self._line is not None and not self._line.isModified() and not self._is_typed:
            self._keep()  # the program has changed it

    def _keep(self) -> None:
        self._is_typed = False
        if self._line is not None and isValid(self._line):  # it is left, too, when it goes with its window
            self._kept = self._line.text()


def _field_of(line: QLineEdit) -> QWidget:
    """What gets the keys that are typed into a line."""
    return line.focusProxy() or line


def _line_of(widget: QWidget | None) -> QLineEdit | None:
    match widget:
        case QLineEdit():
            return widget
        case QAbstractSpinBox() | QComboBox():
            return widget.lineEdit()
        case _:
            return None
