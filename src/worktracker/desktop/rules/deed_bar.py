"""The line at the page's foot that says what is being done, what was done, and takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from worktracker.desktop.window.quiet_bar import QuietBar


class DeedBar(QFrame):
    """Hidden while there is nothing to say."""

    undo_asked = Signal()
    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QuietBar()
        self._undo = QPushButton(self.tr("&Undo"))
        self._undo.setToolTip(self.tr("Ctrl+Z"))
        self._undo.clicked.connect(self.undo_asked)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_asked)
        self._close = QPushButton("×")
        self._close.setProperty("flat", True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self.hide)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._text, 1)
        line.addWidget(self._undo)
        line.addWidget(self._cancel)
        line.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self._bar)
        layout.addLayout(line)
        self.hide()

    def show_busy(self, doing: str, *, can_stop: bool) -> None:
        """Say what is being done."""
        self._say(doing)
        self._cancel.setVisible(can_stop)
        self._bar.begin()

    def show_done(self, words: str, *, can_undo: bool) -> None:
        """Say what was done."""
        self._say(words)
        self._undo.setVisible(can_undo)
        self._close.show()

    def show_wrong(self, words: str) -> None:
        """Say what could not be done."""
        self._say(words, wrong=True)
        self._close.show()

    def clear(self) -> None:
        """Say nothing any more, and keep nothing of what was said."""
        self._text.clear()
        self.setAccessibleName("")
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return "" if self.isHidden() else self._text.text()

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._bar.end()
        for button in (self._undo, self._cancel, self._close):
            button.hide()
        self._text.setText(words)
        if bool(self._text.property("wrong")) != wrong:
            self._text.setProperty("wrong", wrong)
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)
        self.setAccessibleName(words)
        self.show()
