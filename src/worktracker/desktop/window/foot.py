"""The window's foot: where the record is and where it is not, and the button that hides titles."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from worktracker.desktop.direction import margins
from worktracker.desktop.look import NARROW_MARGIN, PAGE_MARGIN, SMALL, scaled
from worktracker.desktop.state import Shown
from worktracker.desktop.window.discreet import Discreet
from worktracker.desktop.window.network import Network

_APART = "     "
"""Between two phrases in a line."""


class Phrases(QLabel):
    """Phrases side by side; a new line begins with a phrase, and only a long one is broken itself."""

    def __init__(self) -> None:
        super().__init__()
        self._phrases: list[str] = []

    def say(self, phrases: list[str]) -> None:
        """Say these from now on."""
        self._phrases = phrases
        self._break()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        lines: list[str] = []
        for phrase in self._phrases:
            longer = f"{lines[-1]}{_APART}{phrase}" if lines else phrase
            if lines and self.fontMetrics().horizontalAdvance(longer) > self.contentsRect().width():
                lines.append(phrase)
            else:
                lines[-1:] = [longer]
        text = "\n".join(lines)
        if text != self.text():
            self.setText(text)


class Foot(QWidget):
    """Says in words what is so, and first what is wrong.

    Args:
        discreet: whether titles are hidden.
        network: whether there could be one.

    Attributes:
        wrong: why something can't be written or read; not in sight when all is well.
        words: where the record is, and where it is not.
    """

    def __init__(self, discreet: Discreet, network: Network) -> None:
        super().__init__()
        self._discreet = discreet
        self._network = network
        self._state: Shown | None = None
        self._trouble: str | None = None
        self.wrong = QLabel()
        self.wrong.setProperty("wrong", True)
        self.words = Phrases()
        self.words.setProperty("secondary", True)
        for label in (self.wrong, self.words):
            label.setFont(scaled(self.font(), SMALL))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.hide_titles = QPushButton(self.tr("&Hide titles"))
        self.hide_titles.setCheckable(True)
        self.hide_titles.setProperty("flat", True)
        self.hide_titles.setToolTip(self.tr("Titles, documents and addresses, in every view (Ctrl+Shift+H)"))
        self.hide_titles.setChecked(discreet.on)
        self._name_button()
        self.hide_titles.toggled.connect(self._hide)
        hide = QShortcut(QKeySequence("Ctrl+Shift+H"), self)
        hide.activated.connect(self.hide_titles.click)
        discreet.changed.connect(self._discretion_changed)
        network.changed.connect(self._show)
        self._row = row = QHBoxLayout(self)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.wrong)
        column.addWidget(self.words)
        row.addLayout(column, 1)
        row.addWidget(self.hide_titles)
        self.fit(narrow=False)
        self._show()

    def fit(self, *, narrow: bool) -> None:
        """Lie in a window that is, or isn't, narrow."""
        side = NARROW_MARGIN if narrow else PAGE_MARGIN
        # The last button's text in line with what is above.
        self._row.setContentsMargins(margins(side, 4, side - 8, 8, right_to_left=self.isRightToLeft()))

    def show_state(self, state: Shown) -> None:
        """Say what is so with the recording."""
        self._state = state
        self._show()

    def show_trouble(self, trouble: str | None) -> None:
        """Say why the record can't be read; None when it can."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._show()

    def _show(self) -> None:
        wrong = (self._state.trouble if self._state else None) or self._trouble
        self.wrong.setText(wrong or "")
        self.wrong.setVisible(bool(wrong))
        parts = [
            self.tr("Stored on this computer, encrypted"),
            self._network.words,
            self._network.sharing_words,
        ]
        self.words.say([part for part in parts if part])

    def _hide(self, on: bool) -> None:
        self._discreet.set(on=on)

    def _discretion_changed(self) -> None:
        self.hide_titles.setChecked(self._discreet.on)
        self._name_button()

    def _name_button(self) -> None:
        """Say what is so when it is pressed: its frame alone is easily overlooked."""
        on = self._discreet.on
        self.hide_titles.setText(self.tr("✓ Titles &hidden") if on else self.tr("&Hide titles"))
        self.hide_titles.setAccessibleName(self.tr("Hide titles"))
