"""The recovery phrase: shown when it is asked for, and checked by two of its words."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from worktracker.desktop.direction import keep_side
from worktracker.desktop.look import scaled
from worktracker.keys.phrase import WORDS, phrase_of

_COLUMNS = 4


class Recovery(QWidget):
    """A button; then the words; then the question for two of them.

    Args:
        key: the key that the words stand for.
    """

    changed = Signal()
    """Something else is shown, of another height."""

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self._key = key
        self._words: list[str] = []
        self._asked: tuple[int, ...] = ()
        self._fields: list[QLineEdit] = []
        self._part: QWidget | None = None
        self._remark, self._wrong = QLabel(), QLabel()
        for label, kind in ((self._remark, "secondary"), (self._wrong, "wrong")):
            label.setProperty(kind, True)
            label.setWordWrap(True)
        self._show = self._button(self.tr("Show the recovery &phrase"), self._show_words)
        self._written = self._button(self.tr("It is written &down"), self._ask)
        self._check = self._button(self.tr("&Compare"), self._compare)
        self._hide = self._button(self.tr("H&ide it"), self._hide_words)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._written, self._check, self._show, self._hide):
            buttons.addWidget(button)
        buttons.addStretch()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._remark)
        self._layout.addWidget(self._wrong)
        self._layout.addLayout(buttons)
        self.setFocusProxy(self._show)
        self._hide_words()

    def forget(self) -> None:
        """Keep none of the words."""
        self._words = []
        self._replace(None)

    def _show_words(self) -> None:
        self._words = phrase_of(self._key).split()
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        rows = WORDS // _COLUMNS
        for number, word in enumerate(self._words):
            place = QLabel(f"{number + 1}")
            place.setProperty("secondary", True)
            label = QLabel(word)
            label.setFont(scaled(self.font(), 1.0, bold=True))
            label.setAccessibleName(f"{number + 1} {word}")
            keep_side(place)
            keep_side(label)
            column = number // rows
            grid.addWidget(place, number % rows, 2 * column)
            grid.addWidget(label, number % rows, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        self._replace(part)
        self._say(
            self.tr("On paper, in this order; not in a photo or a file."), shown=(self._written, self._hide)
        )
        self._written.setFocus()

    def _ask(self) -> None:
        self._asked = tuple(sorted(secrets.SystemRandom().sample(range(WORDS), 2)))
        part = QWidget()
        layout = QHBoxLayout(part)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(10)
        self._fields = []
        for number in self._asked:
            text = self.tr("Word %1").replace("%1", str(number + 1))
            field = QLineEdit()
            field.setAccessibleName(text)
            field.returnPressed.connect(self._compare)
            label = QLabel(text)
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field, 1)
            self._fields.append(field)
        self._replace(part)
        self._say(self.tr("To be sure that you have it:"), shown=(self._check, self._show))
        self._fields[0].setFocus()

    def _compare(self) -> None:
        for number, field in zip(self._asked, self._fields, strict=True):
            if field.text().strip().lower() != self._words[number]:
                wrong = self.tr("Word %1 is another one.").replace("%1", str(number + 1))
                self._say(wrong, shown=(self._check, self._show), wrong=True)
                field.setFocus()
                return
        self._words = []
        self._replace(None)
        self._say(self.tr("Right. Keep it where only you find it."), shown=(self._show,))
        self._show.setFocus()

    def _hide_words(self) -> None:
        had_focus = self._hide.hasFocus()
        self.forget()
        self._say("", shown=(self._show,))
        if had_focus:
            self._show.setFocus()

    def _replace(self, part: QWidget | None) -> None:
        if self._part is not None:
            self._layout.removeWidget(self._part)
            self._part.hide()
            self._part.deleteLater()
        self._part, self._fields = part, [] if part is None else self._fields
        if part is not None:
            self._layout.insertWidget(2, part)
            part.show()  # now, not at the next turn: what is in it is to have the focus

    def _say(self, text: str, *, shown: tuple[QPushButton, ...], wrong: bool = False) -> None:
        for label, said in ((self._remark, "" if wrong else text), (self._wrong, text if wrong else "")):
            label.setText(said)
            label.setVisible(bool(said))
        for button in (self._show, self._written, self._check, self._hide):
            button.setVisible(button in shown)
        self.changed.emit()

    def _button(self, text: str, clicked: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button
