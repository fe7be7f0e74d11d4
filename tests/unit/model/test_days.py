"""Local days: hand-computed cases."""

from __future__ import annotations

import pytest

from tests.fake_clock import FakeClock, wall
from worktracker.model.days import cells, date_number, day_date, day_number, next_cut
from worktracker.model.overlay import overlay

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("at", "offset_h", "day_start_h", "day"),
    [
        ("2026-11-21T22:59:59.999Z", 1, 0, "2026-11-21"),
        ("2026-11-21T23:00Z", 1, 0, "2026-11-22"),
        ("2026-11-22T02:59Z", 1, 4, "2026-11-21"),
        ("2026-11-22T03:00Z", 1, 4, "2026-11-22"),
        ("2026-11-21T10:00Z", 14, 0, "2026-11-22"),
        ("2026-11-21T10:00Z", -11, 0, "2026-11-20"),
        ("2024-02-29T12:00Z", 0, 0, "2024-02-29"),
    ],
)
def test_the_local_day_of_an_instant(at: str, offset_h: int, day_start_h: int, day: str) -> None:
    found = day_date(day_number(wall(at), offset_h * 3600, day_start_h * HOUR))
    assert found.isoformat() == day
    assert day_date(date_number(found)) == found


def test_cells_of_a_span_over_midnight() -> None:
    start, end = wall("2026-11-21T22:30Z"), wall("2026-11-21T23:15Z")
    found = [(day_date(c.day).day, c.hour, c.duration_ms // 60_000) for c in cells(start, end, 3600, 0)]
    assert found == [(21, 23, 30), (22, 0, 15)]


def test_cells_in_a_zone_of_three_quarters() -> None:
    start = wall("2026-11-21T00:00Z")  # 05:45 in Kathmandu
    found = [(c.hour, c.duration_ms // 60_000) for c in cells(start, start + HOUR, 20_700, 0)]
    assert found == [(5, 15), (6, 45)]


def test_a_day_that_begins_within_an_hour_splits_it() -> None:
    start = wall("2026-11-21T04:00Z")
    found = [
        (day_date(c.day).day, c.hour, c.duration_ms // 60_000)
        for c in cells(start, start + HOUR, 0, 9 * HOUR // 2)
    ]
    assert found == [(20, 4, 30), (21, 4, 30)]


@pytest.mark.parametrize(
    ("now", "zone", "cut"),
    [
        ("2026-11-21T12:00Z", "Europe/Berlin", "2026-11-21T23:00Z"),
        ("2026-03-28T23:30Z", "Europe/Berlin", "2026-03-29T01:00Z"),
        ("2026-10-25T00:59:59Z", "Europe/Berlin", "2026-10-25T01:00Z"),
        ("2026-10-25T01:00Z", "Europe/Berlin", "2026-10-25T23:00Z"),
        ("2026-11-21T12:00Z", "Asia/Kathmandu", "2026-11-21T18:15Z"),
    ],
)
def test_where_a_span_has_to_end(now: str, zone: str, cut: str) -> None:
    assert next_cut(wall(now), FakeClock(zone=zone).zone_at, 0) == wall(cut)


def test_days_of_23_and_25_hours() -> None:
    clock = FakeClock(zone="Europe/Berlin")
    for day, hours in (("2026-03-28T23:00Z", 23), ("2026-10-24T22:00Z", 25)):
        at = begin = wall(day)
        first = day_number(at, clock.zone_at(at).offset_s, 0)
        while day_number(at, clock.zone_at(at).offset_s, 0) == first:
            at = next_cut(at, clock.zone_at, 0)
        assert (at - begin) // HOUR == hours


def test_the_higher_line_covers_the_lower() -> None:
    high = [(10, 20, "H"), (30, 40, "H")]
    low = [(0, 5, "a"), (8, 12, "b"), (12, 15, "c"), (18, 50, "d"), (60, 70, "e")]
    assert list(overlay(high, low)) == [
        (0, 5, "a"),
        (8, 10, "b"),
        (10, 20, "H"),
        (20, 30, "d"),
        (30, 40, "H"),
        (40, 50, "d"),
        (60, 70, "e"),
    ]
    assert list(overlay([], low)) == low
    assert list(overlay(high, [])) == high
