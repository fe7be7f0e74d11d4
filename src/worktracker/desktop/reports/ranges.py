"""Stretches of local days that a report can be about, and the steps from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from worktracker.model.days import date_number
from worktracker.model.period import Period
from worktracker.model.weeks import WeekStart
from worktracker.reports.report import By

_DAY = timedelta(days=1)


class Preset(StrEnum):
    """Ranges that move along with today."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this week"
    LAST_WEEK = "last week"
    THIS_MONTH = "this month"
    LAST_MONTH = "last month"
    THIS_YEAR = "this year"
    LAST_12_MONTHS = "last 12 months"
    """This month and the eleven before it."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Range:
    """From one local day to another, both included; None is open."""

    first: date | None = None
    last: date | None = None

    @property
    def period(self) -> Period:
        """The same for the record."""
        return Period(
            None if self.first is None else date_number(self.first),
            None if self.last is None else date_number(self.last),
        )

    @property
    def days(self) -> int | None:
        """How many days it has; None where it is open."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """Of how many whole months of the calendar it consists; 0 if it does not."""
        if self.first is None or self.last is None or self.last == date.max:
            return 0
        after = self.last + _DAY
        if (self.first.day, after.day) != (1, 1):
            return 0
        return (after.year - self.first.year) * 12 + after.month - self.first.month

    def step(self, count: int) -> Range:
        """The range ``count`` times its own length later: as many months where it is of whole ones.

        Where the calendar ends, or the range is open, it stays.
        """
        if self.first is None or self.last is None:
            return self
        try:
            if months := self.months:
                return Range(
                    _month(self.first, count * months), _month(self.first, (count + 1) * months) - _DAY
                )
            shift = timedelta(days=count * ((self.last - self.first).days + 1))
            return Range(self.first + shift, self.last + shift)
        except (OverflowError, ValueError):
            return self


def range_of(preset: Preset, today: date, week_start: WeekStart) -> Range:
    """The days that a preset means.

    Args:
        preset: which.
        today: the local day that it is, as ``day-start`` has it begin.
        week_start: where weeks begin.
    """
    week = week_start.first_day(today)
    month = today.replace(day=1)
    match preset:
        case Preset.TODAY:
            return Range(today, today)
        case Preset.YESTERDAY:
            return Range(today - _DAY, today - _DAY)
        case Preset.THIS_WEEK:
            return Range(week, week + 6 * _DAY)
        case Preset.LAST_WEEK:
            return Range(week - 7 * _DAY, week - _DAY)
        case Preset.THIS_MONTH:
            return Range(month, _month(month, 1) - _DAY)
        case Preset.LAST_MONTH:
            return Range(_month(month, -1), month - _DAY)
        case Preset.THIS_YEAR:
            return Range(today.replace(month=1, day=1), today.replace(month=12, day=31))
        case Preset.LAST_12_MONTHS:
            return Range(_month(month, -11), _month(month, 1) - _DAY)
        case Preset.ALL:
            return Range()


def preset_of(days: Range, today: date, week_start: WeekStart) -> Preset | None:
    """The preset that means these days now, if there is one."""
    return next((each for each in Preset if range_of(each, today, week_start) == days), None)


def row_range(by: By, key: str) -> Range:
    """The days of a report's row: of a day, a week, a month or a year, by its key."""
    match by:
        case By.YEAR:
            return Range(date(int(key), 1, 1), date(int(key), 12, 31))
        case By.MONTH:
            first = date.fromisoformat(f"{key}-01")
            return Range(first, _month(first, 1) - _DAY)
        case By.WEEK:
            first = date.fromisoformat(key)  # also 2026-W47: its Monday
            return Range(first, first + 6 * _DAY)
        case _:
            first = date.fromisoformat(key)
            return Range(first, first)


def common(one: Range, other: Range) -> Range:
    """The days that both have; ``other`` where they have none in common."""
    firsts = [each.first for each in (one, other) if each.first is not None]
    lasts = [each.last for each in (one, other) if each.last is not None]
    found = Range(max(firsts, default=None), min(lasts, default=None))
    return other if found.days is not None and found.days < 1 else found


def _month(first: date, count: int) -> date:
    """The first day of the month so many months after the one that begins ``first``."""
    number = first.year * 12 + first.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)
