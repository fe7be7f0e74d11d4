"""One setting in a card: what it is, its control, and what is to be said of its value."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from worktracker.desktop.settings.entry import Entry
from worktracker.desktop.settings.week import WeekField
from worktracker.desktop.window.page import small
from worktracker.model.settings import SETTINGS

FIELD_WIDTH = 13.5
"""Of the controls, in heights of a line."""


class SettingRow(QWidget):
    """Shows one setting.

    Attributes:
        entry: which.
        value: its value as it was last shown.
    """

    chosen = Signal(str, str)
    """A setting's name, and the value that is wanted for it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.value = ""
        self.field = entry.field()
        self.field.name(entry.title)
        self.field.setToolTip(entry.name)
        self.field.chosen.connect(self._chosen)
        title = QLabel(entry.title)
        title.setBuddy(self.field)
        title.setWordWrap(True)
        meaning = small(QLabel(entry.meaning))
        meaning.setWordWrap(True)
        self.remark = small(QLabel())
        self.remark.setWordWrap(True)
        self.remark.hide()
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setProperty("flat", True)
        self.reset.setAccessibleName(self.tr("Back to the default: %1").replace("%1", entry.title))
        self.reset.clicked.connect(self._back_to_default)
        kept = self.reset.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(kept)
        width = round(self.fontMetrics().height() * FIELD_WIDTH)
        if isinstance(self.field, WeekField):
            self.field.box.setFixedWidth(width)
            self.field.beside.addWidget(self.reset)
            self.field.setMinimumWidth(width * 3 // 2)
        else:
            self.field.setFixedWidth(width)
        controls = QHBoxLayout()
        controls.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        if not isinstance(self.field, WeekField):
            controls.addWidget(self.reset, 0, top)
        controls.addWidget(self.field, 0, top)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 9, 0, 9)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        grid.addWidget(title, 0, 0)
        grid.addWidget(meaning, 1, 0)
        grid.addLayout(controls, 0, 1, 2 if not isinstance(self.field, WeekField) else 3, 1, top)
        grid.addWidget(self.remark, 2, 0, 1, 1 if isinstance(self.field, WeekField) else 2, top)
        grid.setRowStretch(2, 1)

    def matches(self, words: list[str], group: str) -> bool:
        """Whether it is meant by these words, in small letters."""
        return self.entry.matches(words, group)

    def refresh(self) -> None:
        """Its value is shown by whoever has all of them."""

    def show_value(self, value: str) -> None:
        """Show the value that holds."""
        self.value = value
        self.field.show_value(value)
        default = SETTINGS[self.entry.name].default
        self.reset.setVisible(value != default)
        self.reset.setToolTip(self.tr("Back to: %1").replace("%1", default))

    def say(self, words: str, *, wrong: bool) -> None:
        """Say something of the value, or nothing; where it is not wrong, what holds is shown again."""
        self.remark.setText(words)
        self.remark.setProperty("wrong", wrong)
        self.remark.setProperty("secondary", not wrong)
        self.remark.style().polish(self.remark)
        self.remark.setVisible(bool(words))
        self.field.setAccessibleDescription(words)
        if not wrong:
            self.field.drop_edit()

    def _chosen(self, text: str) -> None:
        self.chosen.emit(self.entry.name, text)

    def _back_to_default(self) -> None:
        self.field.drop_edit()
        self.field.setFocus()  # the button goes
        self.chosen.emit(self.entry.name, SETTINGS[self.entry.name].default)
