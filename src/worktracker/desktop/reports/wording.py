"""Rows, days and ranges in the user's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from worktracker.desktop.durations import duration_words
from worktracker.desktop.reports.ranges import Preset, Range, row_range
from worktracker.model.labels import SEPARATOR
from worktracker.model.span import State
from worktracker.reports.report import WEEKDAYS, By, Row

_WEEKDAY = re.compile(r"[^\w']*dddd[^\w']*")
_QUIET = (By.TITLE, By.URL, By.DOCUMENT)
"""Rows whose names are hidden with titles."""


def by_words(by: By) -> str:
    """What the rows of a report are."""
    return {
        By.APP: QCoreApplication.translate("Reports", "Application"),
        By.TITLE: QCoreApplication.translate("Reports", "Title"),
        By.DOMAIN: QCoreApplication.translate("Reports", "Site"),
        By.URL: QCoreApplication.translate("Reports", "Address"),
        By.DOCUMENT: QCoreApplication.translate("Reports", "Document"),
        By.CATEGORY: QCoreApplication.translate("Reports", "Category"),
        By.PROJECT: QCoreApplication.translate("Reports", "Project"),
        By.CLIENT: QCoreApplication.translate("Reports", "Client"),
        By.TAG: QCoreApplication.translate("Reports", "Tag"),
        By.HOUR: QCoreApplication.translate("Reports", "Hour"),
        By.WEEKDAY: QCoreApplication.translate("Reports", "Weekday"),
        By.DAY: QCoreApplication.translate("Reports", "Day"),
        By.WEEK: QCoreApplication.translate("Reports", "Week"),
        By.MONTH: QCoreApplication.translate("Reports", "Month"),
        By.YEAR: QCoreApplication.translate("Reports", "Year"),
    }[by]


def noun_words(by: By) -> str:
    """The same within a sentence."""
    return {
        By.APP: QCoreApplication.translate("Reports", "application"),
        By.TITLE: QCoreApplication.translate("Reports", "title"),
        By.DOMAIN: QCoreApplication.translate("Reports", "site"),
        By.URL: QCoreApplication.translate("Reports", "address"),
        By.DOCUMENT: QCoreApplication.translate("Reports", "document"),
        By.CATEGORY: QCoreApplication.translate("Reports", "category"),
        By.PROJECT: QCoreApplication.translate("Reports", "project"),
        By.CLIENT: QCoreApplication.translate("Reports", "client"),
        By.TAG: QCoreApplication.translate("Reports", "tag"),
        By.HOUR: QCoreApplication.translate("Reports", "hour"),
        By.WEEKDAY: QCoreApplication.translate("Reports", "weekday"),
        By.DAY: QCoreApplication.translate("Reports", "day"),
        By.WEEK: QCoreApplication.translate("Reports", "week"),
        By.MONTH: QCoreApplication.translate("Reports", "month"),
        By.YEAR: QCoreApplication.translate("Reports", "year"),
    }[by]


def none_words(by: By) -> str:
    """The row of what has no such label."""
    return {
        By.APP: QCoreApplication.translate("Reports", "No application"),
        By.TITLE: QCoreApplication.translate("Reports", "No title"),
        By.DOMAIN: QCoreApplication.translate("Reports", "No site"),
        By.URL: QCoreApplication.translate("Reports", "No address"),
        By.DOCUMENT: QCoreApplication.translate("Reports", "No document"),
        By.CATEGORY: QCoreApplication.translate("Reports", "No category"),
        By.PROJECT: QCoreApplication.translate("Reports", "No project"),
        By.CLIENT: QCoreApplication.translate("Reports", "No client"),
        By.TAG: QCoreApplication.translate("Reports", "No tag"),
    }.get(by, "")


def state_words(state: State) -> str:
    """The row of all time of one state."""
    return {
        State.ACTIVE: QCoreApplication.translate("Reports", "Active"),
        State.IDLE: QCoreApplication.translate("Reports", "Idle"),
        State.LOCKED: QCoreApplication.translate("Reports", "Locked"),
        State.PRIVATE: QCoreApplication.translate("Reports", "Private"),
    }[state]


def preset_words(preset: Preset) -> str:
    """A preset as it is offered."""
    return {
        Preset.TODAY: QCoreApplication.translate("Reports", "Today"),
        Preset.YESTERDAY: QCoreApplication.translate("Reports", "Yesterday"),
        Preset.THIS_WEEK: QCoreApplication.translate("Reports", "This week"),
        Preset.LAST_WEEK: QCoreApplication.translate("Reports", "Last week"),
        Preset.THIS_MONTH: QCoreApplication.translate("Reports", "This month"),
        Preset.LAST_MONTH: QCoreApplication.translate("Reports", "Last month"),
        Preset.THIS_YEAR: QCoreApplication.translate("Reports", "This year"),
        Preset.LAST_12_MONTHS: QCoreApplication.translate("Reports", "Last 12 months"),
        Preset.ALL: QCoreApplication.translate("Reports", "All time"),
    }[preset]


def empty_words(*, filtered: bool, recorded: bool) -> tuple[str, str]:
    """What is said where there are no rows: whether that is for the filters, or for want of any record."""
    translate = QCoreApplication.translate
    if filtered:
        return translate("Reports", "Nothing here"), translate(
            "Reports", "Remove a filter, or choose other days."
        )
    if not recorded:
        return translate("Reports", "Nothing is recorded yet"), translate(
            "Reports",
            "Categories, applications and projects with their time will be shown here, by day, week,"
            " month and year: as bars, as a trend, as shares, and by the hours of the week.",
        )
    return translate("Reports", "Nothing was recorded in these days"), translate(
        "Reports", "Choose others, or all time."
    )


def row_words(by: By, row: Row, quiet: Callable[[str], str], within: str | None = None) -> str:
    """A row's label.

    Args:
        by: what the rows are.
        row: which.
        quiet: makes what may be shown of a title.
        within: the path of the category that all rows lie in: it is not said again.
    """
    if row.state is not None:
        return state_words(row.state)
    if row.key is None:
        return none_words(by)
    if by in _QUIET:
        return quiet(row.key)
    if by is By.CATEGORY and within is not None:
        if row.key == within:
            name = within.rpartition(SEPARATOR)[2]
            return QCoreApplication.translate("Reports", "Directly in %1").replace("%1", name)
        return row.key.removeprefix(within + SEPARATOR)
    return key_words(by, row.key) if by.is_time else row.key


def key_words(by: By, key: str) -> str:
    """The label of a stretch of time by its key."""
    locale = QLocale()
    match by:
        case By.HOUR:
            return hour_words(int(key[:2]))
        case By.WEEKDAY:
            return locale.standaloneDayName(WEEKDAYS.index(key) + 1)
        case By.DAY:
            return locale.toString(_qdate(date.fromisoformat(key)), QLocale.FormatType.LongFormat)
        case By.WEEK:
            return range_words(row_range(by, key))
        case By.MONTH:
            return month_words(row_range(by, key).first or date.min)
        case _:
            return key


def key_tick(by: By, key: str) -> str:
    """The same in few characters, for an axis."""
    locale = QLocale()
    match by:
        case By.HOUR:
            return hour_tick(int(key[:2]))
        case By.WEEKDAY:
            return locale.standaloneDayName(WEEKDAYS.index(key) + 1, QLocale.FormatType.ShortFormat)
        case By.DAY | By.WEEK:
            return short_date_words(row_range(by, key).first or date.min)
        case By.MONTH:
            return month_tick(row_range(by, key).first or date.min)
        case _:
            return key


def range_words(days: Range) -> str:
    """A range: a day with its weekday, a month, a year, or from one day to another."""
    first, last = days.first, days.last
    if first is None or last is None:
        return _open_words(first, last)
    locale = QLocale()
    if first == last:
        return locale.toString(_qdate(first), QLocale.FormatType.LongFormat)
    if days.months == 1:
        return month_words(first)
    if days.months == 12 and first.month == 1:
        return str(first.year)
    if days.months:
        return f"{month_words(first)} – {month_words(last)}"
    return f"{date_words(first)} – {date_words(last)}"


def _open_words(first: date | None, last: date | None) -> str:
    if first is not None:
        return QCoreApplication.translate("Reports", "From %1").replace("%1", date_words(first))
    if last is not None:
        return QCoreApplication.translate("Reports", "Up to %1").replace("%1", date_words(last))
    return QCoreApplication.translate("Reports", "All time")


def date_words(day: date) -> str:
    """A date without its weekday, in the order of the user's locale."""
    locale = QLocale()
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    return locale.toString(_qdate(day), _WEEKDAY.sub("", long).strip(" ,"))


def short_date_words(day: date) -> str:
    """A date without weekday and year: ``16 Nov``."""
    locale = QLocale()
    month = locale.monthName(day.month, QLocale.FormatType.ShortFormat)
    first_is_month = locale.dateFormat(QLocale.FormatType.ShortFormat).lstrip("y-/. ").startswith("M")
    point = "." if "d. " in locale.dateFormat(QLocale.FormatType.LongFormat) else ""  # 16. Nov.
    return f"{month} {day.day}" if first_is_month else f"{day.day}{point} {month}"


def month_words(month: date) -> str:
    """A month with its year."""
    return f"{QLocale().standaloneMonthName(month.month)} {month.year}"


def month_tick(month: date) -> str:
    """A month in few characters; January as its year."""
    if month.month == 1:
        return str(month.year)
    return QLocale().standaloneMonthName(month.month, QLocale.FormatType.ShortFormat)


def hour_tick(hour: int) -> str:
    """The beginning of an hour of the clock: ``8 AM``, ``08:00``."""
    locale = QLocale()
    half_days = "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
    time = QTime(hour % 24, 0)
    return (
        locale.toString(time, "h AP") if half_days else locale.toString(time, QLocale.FormatType.ShortFormat)
    )


def hour_words(hour: int) -> str:
    """An hour of the clock, as the user's locale writes times."""
    return f"{hour_tick(hour)} – {hour_tick(hour + 1)}"


def percent(share: float) -> str:
    """In whole hundredths; what is there and less than half of one is not nothing."""
    if 0 < share < 0.005:
        return "<1 %"
    return f"{share * 100:.0f} %" if share else ""


def signed(length_ms: int) -> str:
    """A change: ``+1 h 24 m``, with a real minus."""
    if not length_ms:
        return "±0"
    return ("+" if length_ms > 0 else "−") + duration_words(abs(length_ms))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
