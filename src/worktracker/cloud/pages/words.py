"""Times as people read them, and as they type them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_TYPED = re.compile(r"(?:(\d{1,2})(?::([0-5]\d))?|(?:(\d{1,2})\s*h)?\s*(?:(\d{1,4})\s*m(?:in)?)?)", re.ASCII)


def duration_words(seconds: int) -> str:
    """``1 h 24 m``, ``24 m``, ``0 m``: in whole minutes, halves up."""
    hours, minutes = divmod((seconds + 30) // 60, 60)
    return f"{hours} h {minutes:02d} m" if hours else f"{minutes} m"


def duration_typed(seconds: int) -> str:
    """``1:24``: as a field shows it, and :func:`duration_read` reads it."""
    hours, minutes = divmod((seconds + 30) // 60, 60)
    return f"{hours}:{minutes:02d}"


def duration_read(text: str) -> int | None:
    """The seconds of ``1:24``, ``2``, ``1 h 24 m``, ``24 m``, or of nothing (0); None: it is no time."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, long_hours, long_minutes = (int(each or 0) for each in found.groups())
    return (hours + long_hours) * 3600 + (minutes + long_minutes) * 60


def day_words(day: date) -> str:
    """``20 November 2026``."""
    return f"{day.day} {day:%B %Y}"


def weekday_words(day: date) -> str:
    """``Friday, 20 November 2026``."""
    return f"{day:%A}, {day_words(day)}"


def moment_words(moment: datetime) -> str:
    """``20 November 2026, 14:05 UTC``: a page without a script doesn't know its reader's zone."""
    at = moment.astimezone(UTC)
    return f"{day_words(at)}, {at:%H:%M} UTC"


def days_words(first: date, last: date) -> str:
    """``16 – 22 November 2026``."""
    if first == last:
        return day_words(last)
    if first.year != last.year:
        return f"{day_words(first)} – {day_words(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} – {day_words(last)}"
    return f"{first.day} – {day_words(last)}"


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_name(monday: date) -> str:
    """``2026-W47``, as addresses have it (ISO 8601)."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def month_read(name: str) -> date | None:
    """The first day of ``2026-11``; None where there is no such month, or none in this millennium."""
    found = re.fullmatch(r"(2\d{3})-(0[1-9]|1[0-2])", name, re.ASCII)
    return date(int(found[1]), int(found[2]), 1) if found else None


def week_read(name: str) -> date | None:
    """The Monday of ``2026-W47``; None where there is no such week, or none in this millennium."""
    found = re.fullmatch(r"(2\d{3})-W(\d{2})", name, re.ASCII)
    if found is None:
        return None
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
