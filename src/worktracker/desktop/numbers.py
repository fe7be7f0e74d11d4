"""Numbers, dates and sizes as the user's locale writes them."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale

from worktracker.desktop.dates import date_in_figures


def number_text(number: int) -> str:
    """``12,345``."""
    return QLocale().toString(number)


def counted_text(number: int, one: str, many: str) -> str:
    """``one`` for 1, else ``many``, each with the number in place of %1."""
    return (one if number == 1 else many).replace("%1", number_text(number))


def date_text(wall_ms: int) -> str:
    """``22 Nov 2026``, as the locale has it."""
    return date_in_figures(QDateTime.fromMSecsSinceEpoch(wall_ms).date())


def size_text(size: int) -> str:
    """``231.3 MB``."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
