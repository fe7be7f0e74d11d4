"""Spans for tools that know whole seconds, and know of time that somebody spent only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.reader import Row
from worktracker.store.store import Store


class Spent(NamedTuple):
    """Active or private time; ``start_s`` and ``end_s`` are seconds since 1970 in UTC."""

    start_s: int
    end_s: int
    row: Row

    @property
    def is_private(self) -> bool:
        """Whether nothing is known of it but that it was spent."""
        return self.row.state == State.PRIVATE


def spent(store: Store, period: Period, *, all_sources: bool) -> Iterator[Spent | None]:
    """The spans of a period in order, None for each that is left out.

    Idle and locked time is left out. Both ends are rounded to the nearest second, halves up, so that what
    touched still touches and nothing overlaps that did not; what comes to no second is left out.
    """
    for row in store.reader.rows(period, all_sources=all_sources):
        start, end = (row.start_ms + 500) // 1000, (row.end_ms + 500) // 1000
        if row.state in (State.ACTIVE, State.PRIVATE) and start < end:
            yield Spent(start, end, row)
        else:
            yield None


def compact_utc(at_s: int) -> str:
    """``20261121T080000Z``: an instant as iCalendar and timewarrior write it."""
    at = datetime.fromtimestamp(at_s, UTC)
    return f"{at.year:04d}{at.month:02d}{at.day:02d}T{at.hour:02d}{at.minute:02d}{at.second:02d}Z"
