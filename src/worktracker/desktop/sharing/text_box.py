"""Exact text to be read and copied, in a fixed pitch."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit

_LINES = 5


class TextBox(QPlainTextEdit):
    """A few lines of text that nobody can change; the Tab key leaves it.

    Args:
        name: what screen readers call it.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * (_LINES + 1)))
