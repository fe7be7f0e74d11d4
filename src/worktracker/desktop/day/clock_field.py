"""A field for an instant of a day: its time of day, with seconds."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QTime
from PySide6.QtWidgets import QTimeEdit

from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.view import offset_at
from worktracker.desktop.day.words import time_form
from worktracker.desktop.direction import keep_order
from worktracker.desktop.window.wheel import leave_wheel

_DAY_MS = 86_400_000


class ClockField(QTimeEdit):
    """Shows and takes an instant.

    Args:
        name: what it is the time of.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._day: Day | None = None
        self._shown_ms = 0
        leave_wheel(self)
        keep_order(self)
        self.setDisplayFormat(time_form(seconds=True))
        self.lineEdit().setTextMargins(7, 0, 7, 0)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def show_time(self, day: Day, at_ms: int) -> None:
        """Show an instant of a day."""
        self._day, self._shown_ms = day, at_ms
        self.setTime(QDateTime.fromMSecsSinceEpoch(at_ms).time())

    @property
    def time_ms(self) -> int:
        """The instant of the day that has this time; the one that was shown where it is still the same."""
        shown = QDateTime.fromMSecsSinceEpoch(self._shown_ms).time()
        if self._day is None or _seconds(self.time()) == _seconds(shown):
            return self._shown_ms
        begin = self._day.begin_ms
        into_day = self.time().msecsSinceStartOfDay() - begin - offset_at(self._day.offsets, begin) * 1000
        found = begin + into_day % _DAY_MS
        # Where the clocks change in the day, what lies after it is so much earlier or later.
        change = offset_at(self._day.offsets, begin) - offset_at(self._day.offsets, found)
        return found + change * 1000


def _seconds(time: QTime) -> int:
    return time.msecsSinceStartOfDay() // 1000
