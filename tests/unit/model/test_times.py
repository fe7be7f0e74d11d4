"""What T means on a command line: where words end, and where the calendar does: no traceback there."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from worktracker.errors import UsageError
from worktracker.model.days import date_number
from worktracker.model.durations import Times
from worktracker.model.period import Period
from worktracker.model.weeks import WeekStart

EAST, WEST = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Niue")
TODAY = date_number(date(2026, 11, 18))


@pytest.mark.parametrize("zone", [EAST, WEST])
@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01", "0001-01-01T00:00", "0001-01-01T00:00+14:00", "1969-12-31", "1969-12-31T23:59Z",
        "2500-01-01", "9999-12-31", "9999-12-31T23:59", "9999-12-31T23:59-12:00",
    ],
)  # fmt: skip
def test_years_without_computers_are_refused(zone: ZoneInfo, text: str) -> None:
    times = Times(TODAY, zone)
    with pytest.raises(UsageError, match="out of range"):
        times.period(text, None)
    with pytest.raises(UsageError, match="out of range"):
        times.period(None, text)


@pytest.mark.parametrize("zone", [EAST, WEST])
@pytest.mark.parametrize("first", ["1970-01-01", "1970-01-01T00:00"])
@pytest.mark.parametrize("last", ["2499-12-31", "2499-12-31T23:59"])
def test_the_first_and_the_last_year_are_times(zone: ZoneInfo, first: str, last: str) -> None:
    times = Times(TODAY, zone)
    low, high = times.period(first, last).reach()
    assert low <= 26 * 3_600_000
    assert high >= (date_number(date(2499, 12, 31)) - 2) * 86_400_000


@pytest.mark.parametrize(
    ("word", "first", "last", "before"),
    [
        ("today", (11, 18), (11, 18), (11, 17)),
        ("yesterday", (11, 17), (11, 18), (11, 15)),
        ("week", (11, 15), (11, 21), (11, 8)),
        (" Month", (11, 1), (11, 30), (10, 1)),
        ("year", (1, 1), (12, 31), None),
    ],
)
def test_a_word_without_an_end_is_its_own_time(
    word: str, first: tuple[int, int], last: tuple[int, int], before: tuple[int, int] | None
) -> None:
    times = Times(TODAY, EAST, WeekStart.SUNDAY)
    period = times.period(word, None)
    assert period == Period(date_number(date(2026, *first)), date_number(date(2026, *last)))
    previous = times.before(word, period)
    assert previous.first_day == date_number(date(2026, *before) if before else date(2025, 1, 1))
    assert previous.last_day == date_number(date(2026, *first)) - 1


@pytest.mark.parametrize("text", ["2026-11-18", "2026-11-18T09:00", None])
def test_another_start_stays_open(text: str | None) -> None:
    period = Times(TODAY, EAST).period(text, None)
    assert period.last_day is period.to_ms is None
