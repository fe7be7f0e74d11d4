"""Dates in figures, as the user's locale writes them; by ISO 8601 where it is no one's (``LANG=C``)."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QLocale

_SHORT = QLocale.FormatType.ShortFormat


def date_form() -> str:
    """Qt's form of a date: ``dd/MM/yyyy``."""
    locale = QLocale()
    return "yyyy-MM-dd" if locale.language() is QLocale.Language.C else locale.dateFormat(_SHORT)


def date_time_form() -> str:
    """Qt's form of a date with its time of day."""
    locale = QLocale()
    return "yyyy-MM-dd HH:mm" if locale.language() is QLocale.Language.C else locale.dateTimeFormat(_SHORT)


def date_in_figures(date: QDate) -> str:
    """``22/11/2026``."""
    return QLocale().toString(date, date_form())


def date_time_in_figures(when: QDateTime) -> str:
    """``22/11/2026 15:40``."""
    return QLocale().toString(when, date_time_form())
