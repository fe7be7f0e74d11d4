"""Numbers as people read them."""

from __future__ import annotations

from datetime import date, timedelta

_SECONDS_BELOW_S = 600


def duration_words(duration_ms: int) -> str:
    """``1 h 24 m``, ``24 m``, ``1 m 46 s``, ``42 s``: in whole minutes from ten minutes on, halves up."""
    seconds = (duration_ms + 500) // 1000
    if seconds < _SECONDS_BELOW_S:
        minutes, seconds = divmod(seconds, 60)
        if not minutes:
            return f"{seconds} s"
        return f"{minutes} m {seconds:02d} s" if seconds else f"{minutes} m"
    hours, minutes = divmod((duration_ms + 30_000) // 60_000, 60)
    return f"{hours} h {minutes:02d} m" if hours else f"{minutes} m"


def counted(number: int, one: str, many: str = "") -> str:
    """``1 span``, ``2 spans``; ``many`` where that is not ``one`` with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def month_words(month: date) -> str:
    """``November 2026``."""
    return f"{month:%B} {month.year}"


def week_words(first: date) -> str:
    """``week 47, 16 – 22 November 2026``, by its first day; only a week of ISO 8601 has a number."""
    number = f" {first.isocalendar().week}," if first.weekday() == 0 else ""
    return f"week{number} {span_of_days(first, first + timedelta(days=6))}"


def span_of_days(first: date, last: date) -> str:
    """From one day to another, in as few words as it takes: ``16 – 22 November 2026``, ``November 2026``."""
    after = last + timedelta(days=1)
    if (first.day, after.day) == (1, 1) and first.year == last.year:
        if first.month == last.month:
            return month_words(first)
        if (first.month, after.month) == (1, 1):
            return str(first.year)
    end = f"{last.day} {month_words(last)}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {month_words(first)} – {end}"
    return f"{first.day} – {end}" if first.month == last.month else f"{first.day} {first:%B} – {end}"
