"""Ranges of days, and the steps from one to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from worktracker.desktop.reports.ranges import Preset, Range, common, preset_of, range_of, row_range
from worktracker.model.days import date_number, day_date, day_number
from worktracker.model.period import Period
from worktracker.model.weeks import WeekStart
from worktracker.reports.report import By

MONDAY, SUNDAY = WeekStart.MONDAY, WeekStart.SUNDAY


def days(first: str, last: str) -> Range:
    return Range(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("preset", "found"),
    [
        (Preset.TODAY, days("2026-11-22", "2026-11-22")),
        (Preset.YESTERDAY, days("2026-11-21", "2026-11-21")),
        (Preset.THIS_WEEK, days("2026-11-16", "2026-11-22")),
        (Preset.LAST_WEEK, days("2026-11-09", "2026-11-15")),
        (Preset.THIS_MONTH, days("2026-11-01", "2026-11-30")),
        (Preset.LAST_MONTH, days("2026-10-01", "2026-10-31")),
        (Preset.THIS_YEAR, days("2026-01-01", "2026-12-31")),
        (Preset.LAST_12_MONTHS, days("2025-12-01", "2026-11-30")),
        (Preset.ALL, Range()),
    ],
)
def test_what_presets_mean_on_a_sunday(preset: Preset, found: Range) -> None:
    today = date(2026, 11, 22)
    assert range_of(preset, today, MONDAY) == found
    assert preset_of(found, today, MONDAY) is preset


def test_weeks_begin_where_the_user_has_them_begin() -> None:
    assert range_of(Preset.THIS_WEEK, date(2026, 11, 22), SUNDAY) == days("2026-11-22", "2026-11-28")
    assert range_of(Preset.LAST_WEEK, date(2026, 11, 22), SUNDAY) == days("2026-11-15", "2026-11-21")


def test_the_week_53_of_a_year_begins_in_one_and_ends_in_the_next() -> None:
    assert row_range(By.WEEK, "2020-W53") == days("2020-12-28", "2021-01-03")
    assert range_of(Preset.THIS_WEEK, date(2021, 1, 2), MONDAY) == row_range(By.WEEK, "2020-W53")
    assert days("2020-12-28", "2021-01-03").step(1) == row_range(By.WEEK, "2021-W01")


@pytest.mark.parametrize(
    ("by", "key", "found"),
    [
        (By.DAY, "2026-11-22", days("2026-11-22", "2026-11-22")),
        (By.WEEK, "2026-11-22", days("2026-11-22", "2026-11-28")),  # from a Sunday on
        (By.MONTH, "2024-02", days("2024-02-01", "2024-02-29")),
        (By.MONTH, "2026-12", days("2026-12-01", "2026-12-31")),
        (By.YEAR, "2026", days("2026-01-01", "2026-12-31")),
    ],
)
def test_the_days_of_a_row(by: By, key: str, found: Range) -> None:
    assert row_range(by, key) == found


@pytest.mark.parametrize(
    ("of", "count", "found"),
    [
        (days("2026-11-22", "2026-11-22"), -1, days("2026-11-21", "2026-11-21")),
        (days("2026-11-16", "2026-11-22"), 1, days("2026-11-23", "2026-11-29")),
        (days("2026-03-01", "2026-03-31"), -1, days("2026-02-01", "2026-02-28")),  # months, not 31 days
        (days("2026-01-01", "2026-01-31"), -1, days("2025-12-01", "2025-12-31")),
        (days("2025-12-01", "2026-11-30"), -1, days("2024-12-01", "2025-11-30")),
        (days("2024-01-01", "2024-12-31"), 1, days("2025-01-01", "2025-12-31")),
        (days("2026-11-10", "2026-11-19"), -2, days("2026-10-21", "2026-10-30")),
        (Range(), 1, Range()),
        (days("9999-12-01", "9999-12-31"), 1, days("9999-12-01", "9999-12-31")),
        (days("0001-01-01", "0001-01-07"), -1, days("0001-01-01", "0001-01-07")),
    ],
)
def test_a_step_is_as_long_as_the_range(of: Range, count: int, found: Range) -> None:
    assert of.step(count) == found


def test_steps_there_and_back_end_where_they_began() -> None:
    begun = days("2026-01-01", "2026-03-31")
    for count in range(-40, 40):
        assert begun.step(count).step(-count) == begun
        assert begun.step(count).months == 3


def test_days_are_those_of_the_record_whatever_the_clocks_do_and_wherever_they_begin() -> None:
    """On the days on which the clocks change, of 23 and of 25 hours, and with days that begin at four."""
    berlin = ZoneInfo("Europe/Berlin")
    start_ms = 4 * 3_600_000
    for changed in (date(2026, 3, 29), date(2026, 10, 25)):
        period = range_of(Preset.TODAY, changed, MONDAY).period
        assert period == Period(first_day=date_number(changed), last_day=date_number(changed))
        begin = datetime(changed.year, changed.month, changed.day, 4, tzinfo=berlin).astimezone(UTC)
        for minute in range(-180, 26 * 60, 7):
            at = begin + timedelta(minutes=minute)
            offset = at.astimezone(berlin).utcoffset()
            assert offset is not None
            offset_s = round(offset.total_seconds())
            wall_ms = round(at.timestamp() * 1000)
            low, high = period.window(offset_s, start_ms)
            inside = day_date(day_number(wall_ms, offset_s, start_ms)) == changed
            assert (low <= wall_ms < high) == inside


def test_what_two_ranges_have_in_common() -> None:
    november = days("2026-11-01", "2026-11-30")
    assert common(november, days("2026-10-26", "2026-11-01")) == days("2026-11-01", "2026-11-01")
    assert common(Range(), november) == november
    assert common(november, days("2027-01-01", "2027-01-02")) == days("2027-01-01", "2027-01-02")
