"""Which part of a day is in sight."""

from __future__ import annotations

import pytest

from tests.unit.desktop.day.made import HOUR, MINUTE
from worktracker.desktop.day.view import CLOSEST_MS, Scale, View, home, step_for, ticks

DAY = View(0, 24 * HOUR, 0, 24 * HOUR)
UTC = ((0, 0),)


def test_what_is_under_the_pointer_stays_there_while_zooming() -> None:
    view = DAY
    for factor in (1.5, 3, 1.1, 0.5, 7):
        before = Scale(view, 100, 800)
        at = before.ms(333)
        view = view.zoomed(at, factor)
        assert Scale(view, 100, 800).ms(333) == pytest.approx(at, abs=1)


def test_zooming_ends_at_the_day_and_at_a_minute() -> None:
    assert DAY.zoomed(5 * HOUR, 0.1) == DAY
    assert DAY.zoomed(5 * HOUR, 1e9).length_ms == CLOSEST_MS
    edge = DAY.zoomed(23.9 * HOUR, 4).zoomed(0, 0.5)
    assert edge.low_ms <= edge.first_ms < edge.last_ms <= edge.high_ms


def test_moving_ends_at_the_day() -> None:
    close = DAY.showing(8 * HOUR, 10 * HOUR)
    assert (close.first_ms, close.last_ms) == (8 * HOUR, 10 * HOUR)
    assert close.panned(-100 * HOUR).first_ms == 0
    assert close.panned(100 * HOUR).last_ms == 24 * HOUR
    assert close.panned(HOUR).first_ms == 9 * HOUR


def test_a_stretch_comes_into_sight_and_what_is_in_sight_stays() -> None:
    close = DAY.showing(8 * HOUR, 10 * HOUR)
    assert close.around(9 * HOUR, 9.5 * HOUR) == close
    moved = close.around(12 * HOUR, 12.5 * HOUR)
    assert moved.length_ms == close.length_ms
    assert moved.first_ms <= 12 * HOUR
    assert moved.last_ms >= 12.5 * HOUR
    wide = close.around(12 * HOUR, 16 * HOUR)
    assert wide.first_ms < 12 * HOUR
    assert wide.last_ms > 16 * HOUR


def test_times_keep_their_distance_in_pixels_while_the_day_is_moved() -> None:
    view = DAY.showing(8 * HOUR, 10 * HOUR)
    times = [8 * HOUR + number * 7_777 for number in range(400)]
    distances = {
        tuple(
            Scale(view.panned(by), 0, 900).x(at) - Scale(view.panned(by), 0, 900).x(times[0]) for at in times
        )
        for by in (0, 3_000, 8_000, 123_456, 1_000_001)
    }
    assert len(distances) == 1


@pytest.mark.parametrize(("ends", "hours"), [(10, 1), (61, 2), (170, 4), (250, 8), (9 * 60, 9)])
def test_shows_full_hours_and_few_where_there_is_little(ends: int, hours: int) -> None:
    view = home([9 * HOUR + 5, 9 * HOUR + ends * MINUTE], None, 0, 24 * HOUR, UTC)
    assert (view.first_ms, view.last_ms) == (9 * HOUR, (9 + hours) * HOUR)


def test_the_moment_is_in_sight_too() -> None:
    view = home([9 * HOUR, 10 * HOUR], 16 * HOUR + 1, 0, 24 * HOUR, UTC)
    assert (view.first_ms, view.last_ms) == (9 * HOUR, 17 * HOUR)


def test_hours_are_those_of_the_zone() -> None:
    view = home([9 * HOUR + 5, 9 * HOUR + 10 * MINUTE], None, 0, 24 * HOUR, ((0, 1800),))
    assert (view.first_ms, view.last_ms) == (9 * HOUR - HOUR // 2, 9 * HOUR + HOUR // 2)


def test_an_empty_day_shows_the_hours_of_an_office() -> None:
    view = home([], None, 0, 24 * HOUR, UTC)
    assert (view.first_ms, view.last_ms) == (8 * HOUR, 18 * HOUR)
    late = home([23 * HOUR + 50 * MINUTE, 24 * HOUR], None, 0, 24 * HOUR, UTC)
    assert late.last_ms <= 24 * HOUR


def test_written_times_have_room() -> None:
    for hours in (0.02, 0.3, 1, 5, 24):
        scale = Scale(DAY.showing(8 * HOUR, (8 + hours) * HOUR), 0, 900)
        step = step_for(scale, 60)
        assert step * 1000 / scale.ms_per_pixel >= 60 or step == 43_200


def test_ticks_are_full_by_the_clock_also_where_it_is_set() -> None:
    # 25 hours: at 1:00 UTC the clock goes from 3:00 (+2) back to 2:00 (+1); the day begins at 22:00 UTC.
    offsets = ((-2 * HOUR, 7200), (HOUR, 3600))
    found = list(ticks(-2 * HOUR, 23 * HOUR, offsets, 3600))
    assert found == [number * HOUR for number in range(-2, 24)]
    every_three = list(ticks(-2 * HOUR, 23 * HOUR, offsets, 3 * 3600))
    local = [(at + (7200_000 if at < HOUR else 3600_000)) // HOUR % 24 for at in every_three]
    assert all(hour % 3 == 0 for hour in local), local
    half = list(ticks(0, HOUR, ((0, 5 * 3600 + 2700),), 3600))  # Kathmandu
    assert half == [HOUR // 4]
