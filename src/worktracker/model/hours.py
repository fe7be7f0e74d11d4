"""The hours of the week in which recording is wanted, by the local clock.

What the clock on the wall shows decides: an interval that begins in the hour that the clocks
skip begins where they have moved to, and what they show twice is inside, or outside, twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from worktracker.errors import UsageError
from worktracker.model.days import DAY_MS
from worktracker.model.span import Zone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As settings name them, from Monday on."""

_MINUTE_MS = 60_000
_WEEK_MS = 7 * DAY_MS
_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday
_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_LOOK_AHEAD_DAYS = 15  # a week's last boundary, and the day that a zone has skipped (Pacific/Apia, 2011)
_HINT = "Write it like mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00, or always."


@dataclass(frozen=True, slots=True)
class Hours:
    """Intervals of a local week.

    Attributes:
        intervals: begin and end in milliseconds since Monday 00:00 by the local clock, in
            order and apart from each other; all of the week is one interval.
    """

    intervals: tuple[tuple[int, int], ...]

    @property
    def always(self) -> bool:
        """Whether they are all hours of the week."""
        return self.intervals == ((0, _WEEK_MS),)

    def hold_at(self, wall_ms: int, offset_s: int) -> bool:
        """Whether ``wall_ms`` (UTC) lies inside, where that offset holds."""
        at = _in_week(wall_ms, offset_s)
        return any(begin <= at < end for begin, end in self.intervals)

    def next_change(self, wall_ms: int, zone_at: Callable[[int], Zone]) -> int | None:
        """The first instant after ``wall_ms`` at which inside becomes outside, or the other way round.

        None if that never comes. All in milliseconds UTC.
        """
        if self.always:
            return None
        inside = self.hold_at(wall_ms, zone_at(wall_ms).offset_s)
        at = wall_ms
        while at < wall_ms + _LOOK_AHEAD_DAYS * DAY_MS:
            offset_s = zone_at(at).offset_s
            until = at + min(self._to_next_boundary(at, offset_s), DAY_MS)
            if zone_at(until).offset_s != offset_s:
                until = _first_other(at, until, zone_at)
            if self.hold_at(until, zone_at(until).offset_s) != inside:
                return until
            at = until
        return None

    def _to_next_boundary(self, wall_ms: int, offset_s: int) -> int:
        at = _in_week(wall_ms, offset_s)
        return min((bound - at - 1) % _WEEK_MS + 1 for interval in self.intervals for bound in interval)


ALWAYS = Hours(((0, _WEEK_MS),))


def parse_hours(text: str) -> Hours:
    """``always``, or days with their intervals: ``mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00``.

    Days are ``mon`` to ``sun``, single, as a range or several with commas; an interval that
    ends before it begins goes on after midnight; ``24:00`` is the end of a day.

    Raises:
        UsageError: it is neither, or an interval has no length.
    """
    text = text.strip().lower()
    if text == "always":
        return ALWAYS
    found: list[tuple[int, int]] = []
    for part in text.split(";"):
        days, _, times = part.strip().partition(" ")
        for day in parse_weekdays(days, _HINT):
            for interval in times.replace(" ", "").split(","):
                begin, end = _interval(interval)
                found.append((day * DAY_MS + begin, day * DAY_MS + end))
    return Hours(_joined(found))


def parse_weekdays(text: str, hint: str) -> list[int]:
    """Days of the week from 0, Monday, on: ``mon``, ``mon-fri``, ``sat,sun``.

    Raises:
        UsageError: it names none; with ``hint``.
    """
    days: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
            raise UsageError(f"{part!r} is no day of the week.", hint)
        begin = WEEKDAYS.index(first)
        length = (WEEKDAYS.index(last) - begin) % 7 if dash else 0
        days += [(begin + day) % 7 for day in range(length + 1)]
    return days


def _interval(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    begin, end = _time(first), _time(last)
    if begin in (end, DAY_MS):
        raise UsageError(f"{text!r} has no length.", _HINT)
    return begin, end if end > begin else end + DAY_MS


def _time(text: str) -> int:
    found = _TIME.fullmatch(text)
    minutes = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else None
    if minutes is None or minutes > 24 * 60:
        raise UsageError(f"{text!r} is not a time of day.", _HINT)
    return minutes * _MINUTE_MS


def _joined(intervals: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """In order, those that touch as one; what goes on after Sunday is at the week's beginning."""
    parts: list[tuple[int, int]] = []
    for begin, end in intervals:
        parts.append((begin, min(end, _WEEK_MS)))
        if end > _WEEK_MS:
            parts.append((0, end - _WEEK_MS))
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(parts):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def _in_week(wall_ms: int, offset_s: int) -> int:
    """Milliseconds since Monday 00:00 by the local clock."""
    return (wall_ms + offset_s * 1000 + _EPOCH_WEEKDAY * DAY_MS) % _WEEK_MS


def _first_other(same: int, other: int, zone_at: Callable[[int], Zone]) -> int:
    """The first instant after ``same`` at which another offset holds; at ``other`` one does."""
    offset_s = zone_at(same).offset_s
    while other - same > 1:
        middle = (same + other) // 2
        if zone_at(middle).offset_s == offset_s:
            same = middle
        else:
            other = middle
    return other
