"""A month to choose a day from, in the window's look."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QRect, Qt
from PySide6.QtGui import QIcon, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from worktracker.desktop.look import BUTTON_RADIUS, between, look
from worktracker.model.weeks import WeekStart

_NAME = 2.1
"""The room for a day's name, in heights of a line."""


class Months(QCalendarWidget):
    """A calendar: a style sheet takes away what the system's would look like."""

    def __init__(self) -> None:
        super().__init__()
        self._today = QDate.currentDate()
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        names = [QLocale().dayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8)]
        fits = max(map(self.fontMetrics().horizontalAdvance, names)) < self.fontMetrics().height() * _NAME
        form = QCalendarWidget.HorizontalHeaderFormat
        self.setHorizontalHeaderFormat(form.ShortDayNames if fits else form.SingleLetterDayNames)

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: it knows no formats for days of other months."""
        if date <= self._today or date.month() == self.monthShown():
            super().paintCell(painter, rect, date)
            return
        painter.setPen(between(look().secondary, look().card))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), QLocale().toString(date.day()))

    def begin_weeks(self, week_start: WeekStart) -> None:
        """Weeks begin where the user has them begin."""
        sunday = week_start is WeekStart.SUNDAY
        self.setFirstDayOfWeek(Qt.DayOfWeek.Sunday if sunday else Qt.DayOfWeek.Monday)

    def colour(self, today: QDate) -> None:
        """In the colours of now; what comes after ``today`` is paler."""
        colours = look()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())  # no red; a colour here is their names', too
        head = self.headerTextFormat()
        head.setForeground(colours.secondary)
        head.setBackground(colours.card)
        self.setHeaderTextFormat(head)
        self._today = today
        later = QTextCharFormat()
        later.setForeground(between(colours.secondary, colours.card))
        for days in range(1, 42):
            self.setDateTextFormat(today.addDays(days), later)
        for name, text in (("prevmonth", "‹"), ("nextmonth", "›")):
            button = self.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(button, QToolButton):
                button.setIcon(QIcon())
                button.setText(text)
        line = self.fontMetrics().height()
        self.setMinimumSize(round(line * 18), round(line * 15.5))
        card, ink = colours.card.name(), colours.ink.name()
        self.setStyleSheet(
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
