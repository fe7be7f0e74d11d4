"""The time between work of one day: somebody was away, or nothing was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from worktracker.model.days import day_number
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.reader import Reader

_AT_WORK = (State.ACTIVE, State.PRIVATE)


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch between two active (or private) ones of the same local day; milliseconds UTC.

    Attributes:
        away_ms: how much of it is recorded, as idle or locked; of the rest nothing is known.
    """

    start_ms: int
    end_ms: int
    away_ms: int

    @property
    def duration_ms(self) -> int:
        """Its length in milliseconds."""
        return self.end_ms - self.start_ms


def gaps(reader: Reader, period: Period, day_start_ms: int, at_least_ms: int) -> Iterator[Gap]:
    """The gaps of a period in order.

    Args:
        reader: of the store.
        period: of this time.
        day_start_ms: local time of day at which days begin, in milliseconds.
        at_least_ms: shorter ones are left out.
    """
    offsets = {number: zone.offset_s for number, zone in reader.zones().items()}
    before_ms: int | None = None
    day = away_ms = 0
    for row in reader.rows(period):
        if row.state not in _AT_WORK:
            away_ms += row.end_ms - row.start_ms
            continue
        offset_s = offsets[row.zone]
        long_enough = before_ms is not None and row.start_ms - before_ms >= max(1, at_least_ms)
        if before_ms is not None and long_enough and day == day_number(row.start_ms, offset_s, day_start_ms):
            yield Gap(before_ms, row.start_ms, away_ms)
        before_ms, away_ms = row.end_ms, 0
        day = day_number(row.end_ms - 1, offset_s, day_start_ms)
