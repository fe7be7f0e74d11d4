"""A switch of a few buttons side by side, of which one is down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from worktracker.desktop.look import scaled

_BESIDE = 26
"""Pixels beside a button's text, with its border."""


class Segments(QWidget):
    """One of a few things; the arrow keys go from one to the next.

    Args:
        name: what is chosen, for those who can't see it.
        choices: what each button says.
    """

    chosen = Signal(int)
    """The number of the button that the user has put down."""

    def __init__(self, name: str, choices: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        last = len(choices) - 1
        for number, text in enumerate(choices):
            button = QPushButton(text)
            button.setCheckable(True)
            place = last - number if self.isRightToLeft() else number  # from the left
            button.setProperty("segment", "first" if not place else "last" if place == last else "middle")
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._group.idClicked.connect(self.chosen)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def _make_room(self) -> None:
        """The one that is down is bold, which needs more room."""
        bold = QFontMetrics(scaled(self.font(), 1.0, bold=True))
        for button in self._group.buttons():
            button.setMinimumWidth(bold.horizontalAdvance(button.text()) + _BESIDE)

    @property
    def current(self) -> int:
        """The number of the button that is down."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Put a button down, as the program."""
        self._group.button(number).setChecked(True)

    def button(self, number: int) -> QPushButton:
        """One of the buttons."""
        button = self._group.button(number)
        assert isinstance(button, QPushButton)
        return button
