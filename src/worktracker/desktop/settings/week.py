"""The control for what holds on each day of the week: hours, or goals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from worktracker.desktop.settings.fields import Field
from worktracker.desktop.window.choice import Choice
from worktracker.errors import UsageError
from worktracker.model.weekdays import joined


class WeekField(Field):
    """Nothing special, or seven lines, one for each day; they count when one is left, or with Return.

    Args:
        without: the value for nothing special, like ``always``.
        words: what that is called, and the other thing.
        lines: the seven lines of a value.
        first: the seven lines that are offered where there are none yet.
        placeholder: what an empty line means.

    Attributes:
        beside: what stands at the left of the box.
    """

    def __init__(
        self,
        without: str,
        words: tuple[str, str],
        lines: Callable[[str], list[str]],
        first: list[str],
        placeholder: str,
    ) -> None:
        super().__init__()
        self._without = without
        self._lines_of = lines
        self._first = first
        self._shown: list[str] = [""] * 7
        self.box = Choice()
        self.box.addItems(list(words))
        self.box.activated.connect(self._turned)
        self.days = QWidget()
        grid = QGridLayout(self.days)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.lines: list[QLineEdit] = []
        locale = QLocale()
        for day in range(7):
            line = QLineEdit()
            line.setPlaceholderText(placeholder)
            line.editingFinished.connect(self._written)
            label = QLabel(locale.standaloneDayName(day + 1, QLocale.FormatType.ShortFormat))
            label.setBuddy(line)
            grid.addWidget(label, day, 0)
            grid.addWidget(line, day, 1)
            self.lines.append(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(8)
        self.beside.addStretch()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(self.beside, 1)
        head.addWidget(self.box)
        layout.addLayout(head)
        layout.addWidget(self.days)
        self.setFocusProxy(self.box)

    def show_value(self, value: str) -> None:
        """Show it, but for lines that are being written."""
        chosen = value != self._without
        written = [line.text() for line in self.lines]
        if chosen or written == self._shown:
            try:
                lines = self._lines_of(value) if chosen else [""] * 7
            except UsageError:
                lines = [""] * 7  # a newer program has written it
            for place, line in enumerate(self.lines):
                if line.text() == self._shown[place]:
                    line.setText(lines[place])
                    line.setCursorPosition(0)
            self._shown = lines
        self.box.setCurrentIndex(int(chosen))
        self.days.setVisible(chosen)

    @property
    def is_edited(self) -> bool:
        """Whether a line says something that does not hold."""
        return [line.text() for line in self.lines] != self._shown

    def drop_edit(self) -> None:
        """What is written is not wanted any more."""
        for line, text in zip(self.lines, self._shown, strict=True):
            line.setText(text)

    def name(self, name: str) -> None:
        """Say what holds on these days."""
        self.box.setAccessibleName(name)
        locale = QLocale()
        for day, line in enumerate(self.lines):
            line.setAccessibleName(f"{name}: {locale.standaloneDayName(day + 1)}")

    def _turned(self, place: int) -> None:
        if place == 0:
            self.drop_edit()
            self.chosen.emit(self._without)
        elif self.days.isHidden():
            self.chosen.emit(joined(self._first))

    def _written(self) -> None:
        lines = [line.text().strip() for line in self.lines]
        if lines != self._shown:
            self.chosen.emit(joined(lines) or self._without)
