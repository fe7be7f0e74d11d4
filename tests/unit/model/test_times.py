"""What T means on a command line at the ends of the calendar: refused, and never a traceback."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from worktracker.errors import UsageError
from worktracker.model.days import date_number
from worktracker.model.durations import Times

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
