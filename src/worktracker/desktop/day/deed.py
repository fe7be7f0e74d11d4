"""What was done last, or what went wrong, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from worktracker.desktop.look import CARD_PADDING


class Deed(QWidget):
    """A line at the foot of a card; without room of its own while there is nothing to say."""

    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._right = ""  # what the offer to undo is about
        self._wrong = False
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._undo = QPushButton(self.tr("&Undo"))
        self._undo.setToolTip(self.tr("Ctrl+Z"))
        self._undo.clicked.connect(self.undo_asked)
        line = QFrame()
        line.setProperty("hairline", True)
        line.setFixedHeight(1)
        row = QHBoxLayout()
        row.setContentsMargins(CARD_PADDING, 4, CARD_PADDING - 6, 0)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(line)
        layout.addLayout(row)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def tell(self, text: str, undo: bool, wrong: bool) -> None:
        """Say what was done, or what went wrong; with ``undo`` it can be taken back."""
        if not wrong:
            self._right = text if undo else ""
        self._wrong = wrong
        self._text.setText(text)
        self._text.setProperty("wrong", wrong)
        self._text.setProperty("secondary", not wrong)
        self._text.style().polish(self._text)
        self._text.setAccessibleName(text)
        self._undo.setVisible(undo)
        self.setVisible(bool(text))

    def let_go(self) -> None:
        """Say no more what went wrong; an offer to undo stays, with what it is about."""
        if self._wrong:
            offered = not self._undo.isHidden()
            self.tell(self._right if offered else "", offered, False)
