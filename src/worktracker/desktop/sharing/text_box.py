"""Exact text to be read and copied, in a fixed pitch."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QShowEvent
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

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: as high as its lines, now that the style has said what surrounds them."""
        super().showEvent(event)
        lines = self.fontMetrics().lineSpacing() * _LINES + 2 * self.document().documentMargin()
        self.setFixedHeight(math.ceil(lines) + self.height() - self.viewport().height())
