"""The key numbers of a day."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from worktracker.desktop.day.reading import Day
from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import KEY_NUMBER, scaled
from worktracker.desktop.window.flow import Flow
from worktracker.desktop.window.page import small


class KeyNumber(QWidget):
    """A duration with what it is below it."""

    def __init__(self) -> None:
        super().__init__()
        self._number = QLabel()
        self._number.setFont(scaled(self.font(), KEY_NUMBER, bold=True))
        self._meaning = small(QLabel())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._number)
        layout.addWidget(self._meaning)

    def show_length(self, duration_ms: int, meaning: str) -> None:
        """Show a duration in milliseconds, and say what it is."""
        number = duration_words(duration_ms)
        self._number.setText(number)
        self._meaning.setText(meaning)
        self.setAccessibleName(f"{number} {meaning}")


class KeyNumbers(QWidget):
    """Active time, focus, what is left to the goal, time away, private time."""

    def __init__(self) -> None:
        super().__init__()
        self._active, self._goal, self._focus, self._away, self._private = (KeyNumber() for _ in range(5))
        layout = Flow(self, gap=30)
        for number in (self._active, self._goal, self._focus, self._away, self._private):
            layout.addWidget(number)
        self._goal.hide()
        self._private.hide()

    def show_day(self, day: Day) -> None:
        """Show the numbers of a day."""
        counted = day.counted
        self._active.show_length(counted.active_ms, self.tr("active"))
        left_ms = day.goal_ms - counted.active_ms
        goal = duration_words(day.goal_ms)
        meaning = self.tr("left of %1") if left_ms > 0 else self.tr("over the goal of %1")
        self._goal.show_length(abs(left_ms), meaning.replace("%1", goal))
        recorded = day.first_day is None or day.number >= day.first_day
        self._goal.setVisible(day.goal_ms > 0 and recorded)
        self._focus.show_length(counted.focus_ms, self.tr("longest focus"))
        self._focus.setVisible(counted.focus_ms > 0)
        self._away.show_length(counted.away_ms, self.tr("away"))
        self._away.setVisible(counted.away_ms > 0)
        self._private.show_length(counted.private_ms, self.tr("private, nothing kept"))
        self._private.setVisible(counted.private_ms > 0)
