"""What the questions about the record's key have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from worktracker.desktop.look import TITLE, look, palette, scaled
from worktracker.desktop.window.style import window_style

_WIDTH = 34
"""In heights of a line."""


class KeyDialog(QDialog):
    """A title, words, fields, a line for what is wrong, a bar while it works, and buttons.

    Args:
        parent: the window.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        colours = look()
        self.setPalette(palette(colours))
        self.setStyleSheet(window_style(colours))
        self.is_busy = False
        self._title = QLabel()
        self._title.setFont(scaled(self.font(), TITLE, bold=True))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.form = QGridLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setColumnStretch(1, 1)
        self.remark = QLabel()
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.remark.setWordWrap(True)
        self.remark.hide()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)  # how far it has come nobody knows
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(self.tr("At work"))
        self._bar.hide()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(28, 24, 28, 20)
        self.body.setSpacing(14)
        for part in (self._title, self._words):
            self.body.addWidget(part)
        self.body.addLayout(self.form)
        self.body.addWidget(self.remark)
        self.body.addWidget(self._bar)
        self.body.addStretch(1)
        self.body.addLayout(self._buttons)
        self.setFixedWidth(round(self.fontMetrics().height() * _WIDTH))

    def head(self, title: str, words: str) -> None:
        """Say what it is about."""
        self._title.setText(title)
        self._words.setText(words)
        self.make_room()

    def field(self, label: str, name: str) -> QLineEdit:
        """Add a line for a passphrase."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.setMinimumHeight(round(self.fontMetrics().height() * 1.9))
        text = QLabel(label)
        text.setBuddy(field)
        row = self.form.rowCount()
        self.form.addWidget(text, row, 0)
        self.form.addWidget(field, row, 1)
        return field

    def button(self, text: str, kind: str = "") -> QPushButton:
        """Add a button; ``kind`` is ``primary``, ``destructive`` or nothing."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        if kind:
            button.setProperty(kind, True)
        button.setDefault(kind == "primary")
        self._buttons.addWidget(button)
        return button

    def say(self, text: str, *, wrong: bool) -> None:
        """Say what is wrong, or what is being done; empty for nothing."""
        self.remark.setText(text)
        self.remark.setProperty("wrong", wrong)
        self.remark.setProperty("secondary", not wrong)
        self.remark.style().polish(self.remark)
        self.remark.setVisible(bool(text))
        self.make_room()

    def set_busy(self, text: str) -> None:
        """Work, and say at what; empty when it is done."""
        self.is_busy = bool(text)
        self._bar.setVisible(self.is_busy)
        self.say(text, wrong=False)

    def make_room(self) -> None:
        """Be as high as what is shown needs, and as wide as its buttons, when that has its size."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self.ensurePolished()
        sides = self.body.contentsMargins()
        buttons = self._buttons.minimumSize().width() + sides.left() + sides.right()
        if buttons > self.width():  # three long words; never cut
            self.setFixedWidth(buttons)
        needed = self.body.totalHeightForWidth(self.width())
        self.setMinimumHeight(needed)
        self.resize(self.width(), needed)
