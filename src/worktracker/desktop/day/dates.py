"""Dates as the page writes them."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale

from worktracker.model.days import day_date


def qt_date(day: int) -> QDate:
    """The date of a day's number, as Qt has it."""
    found = day_date(day)
    return QDate(found.year, found.month, found.day)


def date_text(date: QDate) -> str:
    """The date with its weekday, in the order of the user's locale; without its year where it is near."""
    locale = QLocale()
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    if abs(date.daysTo(QDate.currentDate())) > 300:
        return locale.toString(date, long)
    for year in (", yyyy", " yyyy", "yyyy년 ", "yyyy年", ".yyyy", "yyyy. ", " y", "yyyy"):
        if year in long:
            long = long.replace(year, "", 1)
            break
    return locale.toString(date, long.strip(" ,"))
