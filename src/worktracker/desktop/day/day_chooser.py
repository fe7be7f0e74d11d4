"""A month to choose a day from, below the day's title."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from worktracker.desktop.look import look
from worktracker.desktop.window.months import Months
from worktracker.model.weeks import WeekStart

_FIRST = QDate(1970, 1, 1)
"""The first day that can be chosen: nothing is from before the clocks that records go by."""


class DayChooser(QFrame):
    """Shown until a day is chosen, or Escape or a click beside it.

    Args:
        parent: whose colours it has.
        day: that is shown now.
        today: the last that can be chosen.
        week_start: where weeks begin.
    """

    chosen = Signal(date)

    def __init__(self, parent: QWidget, day: QDate, today: QDate, week_start: WeekStart) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._months = Months()
        self._months.setAccessibleName(self.tr("Day"))
        self._months.setSelectedDate(day)
        self._months.setMinimumDate(_FIRST)
        self._months.setMaximumDate(today)
        self._months.begin_weeks(week_start)
        self._months.clicked.connect(self._choose)
        self._months.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._months)
        self._colour(today)

    def show_below(self, widget: QWidget) -> None:
        """Show it, with its keys, below a widget."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        self._months.setFocus()

    def _choose(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _colour(self, today: QDate) -> None:
        colours = look()
        self._months.colour(today)
        self.setStyleSheet(
            f"DayChooser {{ background: {colours.card.name()}; border: 1px solid {colours.line.name()}; }}"
        )
