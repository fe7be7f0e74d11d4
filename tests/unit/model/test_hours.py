"""Weekly hours by the local clock, on ordinary days and where the clocks change."""
# ruff: noqa: E501, DTZ001, DTZ007 - a table with long rows; naive times are what a clock on the wall shows

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fake_clock import FakeClock, wall
from worktracker.errors import UsageError
from worktracker.model.hours import ALWAYS, parse_hours

WORK = "mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00"


def text_of(wall_ms: int | None, zone: str) -> str | None:
    if wall_ms is None:
        return None
    return datetime.fromtimestamp(wall_ms / 1000, ZoneInfo(zone)).isoformat(timespec="milliseconds")


# 2026-11-23 is a Monday.
@pytest.mark.parametrize(
    ("hours", "at", "zone", "inside", "change"),
    [
        (WORK, "2026-11-23T08:59:59.999+01:00", "Europe/Berlin", False, "2026-11-23T09:00:00.000+01:00"),
        (WORK, "2026-11-23T09:00+01:00", "Europe/Berlin", True, "2026-11-23T12:30:00.000+01:00"),
        (WORK, "2026-11-23T12:29:59.999+01:00", "Europe/Berlin", True, "2026-11-23T12:30:00.000+01:00"),
        (WORK, "2026-11-23T12:30+01:00", "Europe/Berlin", False, "2026-11-23T13:30:00.000+01:00"),
        (WORK, "2026-11-27T18:00+01:00", "Europe/Berlin", False, "2026-11-28T22:00:00.000+01:00"),
        (WORK, "2026-11-28T23:00+01:00", "Europe/Berlin", True, "2026-11-29T02:00:00.000+01:00"),
        (WORK, "2026-11-29T01:59+01:00", "Europe/Berlin", True, "2026-11-29T02:00:00.000+01:00"),
        (WORK, "2026-11-29T02:00+01:00", "Europe/Berlin", False, "2026-11-30T09:00:00.000+01:00"),
        (WORK, "2026-11-23T09:00-08:00", "America/Los_Angeles", True, "2026-11-23T12:30:00.000-08:00"),
        # over the end of the week
        ("sun 22:00-02:00", "2026-11-23T01:00Z", "UTC", True, "2026-11-23T02:00:00.000+00:00"),
        ("sun 22:00-24:00; mon 00:00-01:00", "2026-11-22T23:00Z", "UTC", True, "2026-11-23T01:00:00.000+00:00"),
        ("fri-mon 10:00-11:00", "2026-11-23T10:30Z", "UTC", True, "2026-11-23T11:00:00.000+00:00"),
        ("fri-mon 10:00-11:00", "2026-11-24T10:30Z", "UTC", False, "2026-11-27T10:00:00.000+00:00"),
        ("mon,wed 10:00-11:00", "2026-11-23T11:00Z", "UTC", False, "2026-11-25T10:00:00.000+00:00"),
        ("mon 10:00-11:00", "2026-11-23T11:00Z", "UTC", False, "2026-11-30T10:00:00.000+00:00"),
        # touching and overlapping ones are one
        ("mon 09:00-11:00,10:00-12:00,12:00-13:00", "2026-11-23T09:30Z", "UTC", True, "2026-11-23T13:00:00.000+00:00"),
        ("mon-sun 00:00-24:00", "2026-11-23T09:30Z", "UTC", True, None),
        ("mon-sun 12:00-11:59; mon-sun 11:00-12:30", "2026-11-23T09:30Z", "UTC", True, None),
        ("always", "2026-11-23T09:30Z", "UTC", True, None),
        # 2026-03-29: 02:00 is followed by 03:00 in Berlin
        ("sun 02:30-04:00", "2026-03-29T01:59+01:00", "Europe/Berlin", False, "2026-03-29T03:00:00.000+02:00"),
        ("sun 01:00-02:30", "2026-03-29T01:30+01:00", "Europe/Berlin", True, "2026-03-29T03:00:00.000+02:00"),
        ("sun 02:10-02:50", "2026-03-29T01:30+01:00", "Europe/Berlin", False, "2026-04-05T02:10:00.000+02:00"),
        ("sun 09:00-10:00", "2026-03-28T12:00+01:00", "Europe/Berlin", False, "2026-03-29T09:00:00.000+02:00"),
        # 2026-10-25: 03:00 is followed by 02:00
        ("sun 01:00-02:30", "2026-10-25T02:00+02:00", "Europe/Berlin", True, "2026-10-25T02:30:00.000+02:00"),
        ("sun 01:00-02:30", "2026-10-25T02:30+02:00", "Europe/Berlin", False, "2026-10-25T02:00:00.000+01:00"),
        ("sun 01:00-02:30", "2026-10-25T02:00+01:00", "Europe/Berlin", True, "2026-10-25T02:30:00.000+01:00"),
        ("sun 02:30-04:00", "2026-10-25T02:45+02:00", "Europe/Berlin", True, "2026-10-25T02:00:00.000+01:00"),
        ("sun 02:00-03:00", "2026-10-25T02:45+02:00", "Europe/Berlin", True, "2026-10-25T03:00:00.000+01:00"),
        # 2011-12-30 did not take place in Apia
        ("fri 09:00-10:00", "2011-12-29T12:00-10:00", "Pacific/Apia", False, "2012-01-06T09:00:00.000+14:00"),
        ("fri 22:00-02:00", "2011-12-29T12:00-10:00", "Pacific/Apia", False, "2011-12-31T00:00:00.000+14:00"),
        # half an hour's change: Lord Howe
        ("sun 01:45-03:00", "2026-10-04T01:44+10:30", "Australia/Lord_Howe", False, "2026-10-04T01:45:00.000+10:30"),
    ],
)  # fmt: skip
def test_hours(hours: str, at: str, zone: str, inside: bool, change: str | None) -> None:
    zone_at = FakeClock(zone=zone).zone_at
    parsed, at_ms = parse_hours(hours), wall(at)
    assert parsed.hold_at(at_ms, zone_at(at_ms).offset_s) is inside
    assert text_of(parsed.next_change(at_ms, zone_at), zone) == change


@pytest.mark.parametrize(
    "text",
    [
        "", "never", "mon", "mon 9-12", "mon 09:00", "mon 09:00-09:00", "mon 24:00-02:00", "mon 25:00-26:00",
        "mon 09:60-10:00", "day 09:00-10:00", "mon-day 09:00-10:00", "mon 09:00-10:00,", "mon 09:00-10:00;",
        "mon- 09:00-10:00", "09:00-10:00", "mon 09:00-10:00 tue 09:00-10:00", "mon\u00a009:00-10:00", "mon 24:01-24:02",
    ],
)  # fmt: skip
def test_what_are_no_hours(text: str) -> None:
    with pytest.raises(UsageError):
        parse_hours(text)


def test_spelling() -> None:
    assert parse_hours(" Always ") is ALWAYS
    assert parse_hours("MON-FRI 9:00-12:30, 13:30-18:00") == parse_hours("mon-fri 09:00-12:30,13:30-18:00")
    assert parse_hours("mon-sun 00:00-24:00").always


times = st.integers(0, 24 * 60 - 1)
some_hours = st.lists(st.tuples(st.integers(0, 6), times, times), min_size=1, max_size=4).map(
    lambda parts: "; ".join(
        f"{('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')[day]} {a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}"
        for day, a, b in parts
        if a != b
    )
)


@settings(deadline=None)
@given(
    some_hours.filter(bool),
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)),
    st.sampled_from(("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "UTC")),
)
def test_the_change_is_the_first_minute_that_differs(hours: str, start: datetime, zone: str) -> None:
    clock, parsed = FakeClock(zone=zone), parse_hours(hours)

    def inside(at_ms: int) -> bool:
        """From the local time as a datetime shows it."""
        local = datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).replace(tzinfo=None)
        for part in hours.split("; "):
            day, _, times = part.partition(" ")
            first, _, last = times.partition("-")
            for back in range(2):
                date = local.date() - timedelta(days=back)
                if date.strftime("%a").lower() != day:
                    continue
                begin, end = (
                    datetime.combine(date, datetime.strptime(each, "%H:%M").time()) for each in (first, last)
                )
                if begin <= local < (end if end > begin else end + timedelta(days=1)):
                    return True
        return False

    at = wall(f"{start:%Y-%m-%dT%H:%M}+00:00")
    now = inside(at)
    assert parsed.hold_at(at, clock.zone_at(at).offset_s) is now
    change = parsed.next_change(at, clock.zone_at)
    end = at + 9 * 86_400_000 if change is None else change
    assert all(inside(minute) is now for minute in range(at, end, 60_000 * 7))
    if change is not None:
        assert inside(change - 1) is now
        assert inside(change) is not now
