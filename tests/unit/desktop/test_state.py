"""The state in words."""

from __future__ import annotations

from datetime import timedelta

from worktracker.desktop.state import Face, Shown, pause_for, state_line, state_words, until_tomorrow
from worktracker.model.days import DAY_MS
from worktracker.model.moment import Moment
from worktracker.model.span import Zone
from worktracker.reports.words import duration_words

HOUR_MS = 3_600_000


class FixedClock:
    def __init__(self, wall_ms: int, offsets: dict[int, int]) -> None:
        self._now = Moment(wall_ms, 5_000, 9_000)
        self._offsets = offsets

    def now(self) -> Moment:
        return self._now

    def zone_at(self, wall_ms: int) -> Zone:
        offset = next(
            offset for since, offset in sorted(self._offsets.items(), reverse=True) if wall_ms >= since
        )
        return Zone("Europe/Berlin", offset)


def test_the_line_says_state_and_total() -> None:
    assert state_line(Shown(Face.RECORDING, 0), 192 * 60_000) == "Recording · 3 h 12 m today"
    assert state_line(Shown(Face.RECORDING, 0), 0, "Website").endswith(" today · Website")
    assert state_line(Shown(Face.PAUSED, 0), 0) == f"Paused · {duration_words(0)} today"
    line = state_line(Shown(Face.PAUSED, 0, 9 * HOUR_MS, outside_hours=True), 0)
    assert line.startswith("Outside your hours until ")


def test_idle_is_called_idle() -> None:
    assert state_words(Shown(Face.IDLE, 0)).startswith("Idle since ")


def test_a_pause_counts_sleep_too() -> None:
    assert pause_for(FixedClock(0, {0: 0}), timedelta(minutes=15)).until_boot_ms == 9_000 + 900_000


def test_tomorrow_begins_at_the_local_day_start() -> None:
    clock = FixedClock(10 * HOUR_MS, {0: 3600})
    assert until_tomorrow(clock, 0).until_wall_ms == DAY_MS - HOUR_MS
    assert until_tomorrow(clock, 4 * HOUR_MS).until_wall_ms == DAY_MS + 3 * HOUR_MS


def test_tomorrow_begins_by_the_offset_that_will_hold() -> None:
    clock = FixedClock(10 * HOUR_MS, {0: 3600, 20 * HOUR_MS: 7200})
    assert until_tomorrow(clock, 0).until_wall_ms == DAY_MS - 2 * HOUR_MS
