"""Weeks from Monday or from Sunday on."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from worktracker.model.days import date_number
from worktracker.model.durations import Times
from worktracker.model.weeks import WeekStart


@pytest.mark.parametrize(
    ("day", "monday", "iso", "sunday"),
    [
        (date(2026, 11, 22), date(2026, 11, 16), "2026-W47", "2026-11-22"),
        (date(2026, 11, 23), date(2026, 11, 23), "2026-W48", "2026-11-22"),
        (date(2026, 1, 1), date(2025, 12, 29), "2026-W01", "2025-12-28"),
        (date(2027, 1, 3), date(2026, 12, 28), "2026-W53", "2027-01-03"),
        (date(2024, 2, 29), date(2024, 2, 26), "2024-W09", "2024-02-25"),
    ],
)
def test_first_days_and_names(day: date, monday: date, iso: str, sunday: str) -> None:
    assert WeekStart.MONDAY.first_day(day) == monday
    assert WeekStart.MONDAY.key(day) == iso
    assert WeekStart.SUNDAY.first_day(day).isoformat() == WeekStart.SUNDAY.key(day) == sunday


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("week", None, date(2026, 11, 9), date(2026, 11, 15)),
        ("week", "yesterday", date(2026, 11, 14), date(2026, 11, 15)),
        ("month", None, date(2026, 10, 1), date(2026, 10, 31)),
        ("year", None, date(2025, 1, 1), date(2025, 12, 31)),
        ("today", "today", date(2026, 11, 17), date(2026, 11, 17)),
        ("today", None, date(2026, 11, 17), date(2026, 11, 17)),
        ("yesterday", "yesterday", date(2026, 11, 16), date(2026, 11, 16)),
        ("2026-11-16", None, date(2026, 11, 13), date(2026, 11, 15)),
        ("2026-03-01", "2026-03-31", date(2026, 1, 29), date(2026, 2, 28)),
    ],
)
def test_the_time_before(start: str, end: str | None, first: date, last: date) -> None:
    times = Times(date_number(date(2026, 11, 18)), UTC)
    found = times.before(start, times.period(start, end))
    assert (found.first_day, found.last_day) == (date_number(first), date_number(last))
