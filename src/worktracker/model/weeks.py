"""Weeks: those of ISO 8601, from Monday on, or from Sunday on."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class WeekStart(StrEnum):
    """The first day of a week."""

    MONDAY = "monday"
    SUNDAY = "sunday"

    def first_day(self, day: date) -> date:
        """The first day of the week that ``day`` is in."""
        return day - timedelta(days=day.weekday() if self is WeekStart.MONDAY else day.isoweekday() % 7)

    def key(self, day: date) -> str:
        """The week's name: ``2026-W47`` as ISO 8601 has it; of one from Sunday on, which has no standard
        number, the date of that Sunday."""
        if self is WeekStart.SUNDAY:
            return self.first_day(day).isoformat()
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
