"""A month to choose a day from, below the day's title."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from worktracker.desktop.look import BUTTON_RADIUS, between, look
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
        self._months.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        sunday = week_start is WeekStart.SUNDAY
        self._months.setFirstDayOfWeek(Qt.DayOfWeek.Sunday if sunday else Qt.DayOfWeek.Monday)
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
        plain = QTextCharFormat()
        plain.setForeground(colours.ink)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._months.setWeekdayTextFormat(day, plain)
        head = self._months.headerTextFormat()
        head.setForeground(colours.secondary)
        head.setBackground(colours.card)
        self._months.setHeaderTextFormat(head)
        later = QTextCharFormat()
        later.setForeground(between(colours.secondary, colours.card))
        for days in range(1, 42):
            self._months.setDateTextFormat(today.addDays(days), later)
        for name, text in (("prevmonth", "‹"), ("nextmonth", "›")):
            button = self._months.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(button, QToolButton):
                button.setIcon(QIcon())
                button.setText(text)
        line = self.fontMetrics().height()
        self._months.setMinimumSize(round(line * 18), round(line * 15.5))
        card, ink = colours.card.name(), colours.ink.name()
        self.setStyleSheet(
            f"DayChooser {{ background: {card}; border: 1px solid {colours.line.name()}; }}"
            f"#qt_calendar_navigationbar {{ background: {card}; min-height: {round(line * 2.2)}px; }}"
            f"QToolButton {{ background: transparent; color: {ink}; border: 1px solid transparent;"
            f" border-radius: {BUTTON_RADIUS}px; padding: 4px 10px; font-weight: 600; }}"
            f"QToolButton:hover {{ background: {colours.track.name()}; }}"
            f"QToolButton:focus {{ border-color: {colours.now.name()}; }}"
            "QToolButton::menu-indicator { width: 0; }"
            "QTableView::item { padding: 0; border: none; }"
            f"QAbstractItemView {{ background: {card}; color: {ink}; border: none;"
            f" selection-background-color: {colours.now.name()}; selection-color: {card};"
            f" alternate-background-color: {card}; }}"
            f"QAbstractItemView:disabled {{ color: {colours.secondary.name()}; }}"
        )
