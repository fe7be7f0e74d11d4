"""A month to choose a day from, below the day's title."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from worktracker.desktop.look import CARD_RADIUS, look
from worktracker.model.weeks import WeekStart


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
        self._months = QCalendarWidget()
        self._months.setAccessibleName(self.tr("Day"))
        self._months.setSelectedDate(day)
        self._months.setMaximumDate(today)
        self._months.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        sunday = week_start is WeekStart.SUNDAY
        self._months.setFirstDayOfWeek(Qt.DayOfWeek.Sunday if sunday else Qt.DayOfWeek.Monday)
        self._months.clicked.connect(self._choose)
        self._months.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._months)
        self._colour()

    def show_below(self, widget: QWidget) -> None:
        """Show it, with its keys, below a widget."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        self._months.setFocus()

    def _choose(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _colour(self) -> None:
        colours = look()
        text = self._months.weekdayTextFormat(Qt.DayOfWeek.Monday)
        text.setForeground(colours.ink)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._months.setWeekdayTextFormat(day, text)
        head = self._months.headerTextFormat()
        head.setForeground(colours.secondary)
        head.setBackground(colours.card)
        self._months.setHeaderTextFormat(head)
        self.setStyleSheet(
            f"DayChooser {{ background: {colours.card.name()}; border: 1px solid {colours.line.name()};"
            f" border-radius: {CARD_RADIUS}px; }}"
            "QCalendarWidget QWidget#qt_calendar_navigationbar { background: transparent; }"
            f"QCalendarWidget QToolButton {{ background: transparent; color: {colours.ink.name()};"
            " border: 1px solid transparent; border-radius: 6px; padding: 5px 9px; font-weight: 600; }"
            f"QCalendarWidget QToolButton:hover {{ background: {colours.track.name()}; }}"
            f"QCalendarWidget QToolButton:focus {{ border-color: {colours.now.name()}; }}"
            "QCalendarWidget QToolButton::menu-indicator { width: 0; }"
            f"QCalendarWidget QAbstractItemView {{ background: {colours.card.name()};"
            f" color: {colours.ink.name()}; border: none; selection-background-color: {colours.now.name()};"
            f" selection-color: {colours.card.name()}; alternate-background-color: {colours.card.name()}; }}"
            f"QCalendarWidget QAbstractItemView:disabled {{ color: {colours.secondary.name()}; }}"
        )
