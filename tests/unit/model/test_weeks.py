"""Weeks from Monday or from Sunday on."""

from __future__ import annotations

from datetime import date

import pytest

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
