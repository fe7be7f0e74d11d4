"""Local days: which day an instant belongs to, and how a span falls into days and hours.

A day is a local day of the zone that held when the span was recorded; it begins at
``day-start`` (local time, midnight by default). Because a span knows its offset, days of
23 or 25 hours and days of travel add up by construction: nothing here asks a zone's rules
but :func:`next_cut`, which says where a span has to end so that one offset holds for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from worktracker.model.span import Span, Zone

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_EPOCH = date(1970, 1, 1)


def day_number(wall_ms: int, offset_s: int, day_start_ms: int) -> int:
    """The local day that holds ``wall_ms``, as days since 1970-01-01.

    Args:
        wall_ms: instant, milliseconds since 1970 in UTC.
        offset_s: seconds east of UTC that hold at that instant.
        day_start_ms: local time of day at which a day begins, in milliseconds.
    """
    return (wall_ms + offset_s * 1000 - day_start_ms) // DAY_MS


def day_date(number: int) -> date:
    """The calendar date of a day number."""
    return _EPOCH + timedelta(days=number)


def date_number(day: date) -> int:
    """The day number of a calendar date."""
    return (day - _EPOCH).days


def weekday(number: int) -> int:
    """The day of the week of a day number, 0 for Monday; 1970-01-01 was a Thursday."""
    return (number + 3) % 7


def local_datetime(wall_ms: int, offset_s: int) -> datetime:
    """An instant as a local date and time, naive, for display."""
    return datetime.fromtimestamp((wall_ms + offset_s * 1000) / 1000, UTC).replace(tzinfo=None)


def day_begin(wall_ms: int, zone_at: Callable[[int], Zone], day_start_ms: int, *, days: int = 0) -> int:
    """Where the local day of ``wall_ms`` begins, or the one so many ``days`` later, in milliseconds UTC."""
    offset_s = zone_at(wall_ms).offset_s
    begin = (day_number(wall_ms, offset_s, day_start_ms) + days) * DAY_MS + day_start_ms
    # The offset that holds then: clocks may change in the night.
    return begin - zone_at(begin - offset_s * 1000).offset_s * 1000


@dataclass(frozen=True, slots=True)
class Cell:
    """The part of a span that falls into one local hour of one local day."""

    day: int
    hour: int
    duration_ms: int


def cells(start_ms: int, end_ms: int, offset_s: int, day_start_ms: int) -> Iterator[Cell]:
    """Cut [start_ms, end_ms) at local hours and at the beginning of local days, in order."""
    shift = offset_s * 1000
    at = start_ms + shift
    end = end_ms + shift
    while at < end:
        day = (at - day_start_ms) // DAY_MS
        hour = at // HOUR_MS
        until = min(end, (hour + 1) * HOUR_MS, (day + 1) * DAY_MS + day_start_ms)
        yield Cell(day, hour % 24, until - at)
        at = until


def span_cells(span: Span, day_start_ms: int) -> Iterator[Cell]:
    """:func:`cells` of a span."""
    return cells(span.start_ms, span.end_ms, span.zone.offset_s, day_start_ms)


def next_cut(wall_ms: int, zone_at: Callable[[int], Zone], day_start_ms: int) -> int:
    """The first instant after ``wall_ms`` at which a span has to end.

    That is where the local day ends or, if it comes first, where the zone's offset changes.
    """
    zone = zone_at(wall_ms)
    day = day_number(wall_ms, zone.offset_s, day_start_ms)
    end_of_day = (day + 1) * DAY_MS + day_start_ms - zone.offset_s * 1000
    if zone_at(end_of_day) == zone:
        return end_of_day
    same, other = wall_ms, end_of_day
    while other - same > 1:
        middle = (same + other) // 2
        if zone_at(middle) == zone:
            same = middle
        else:
            other = middle
    return other
