"""The stretch of time that a question is about."""

from __future__ import annotations

from dataclasses import dataclass

from worktracker.model.days import DAY_MS

_WIDEST_OFFSET_MS = 26 * 3_600_000
"""More than any zone's distance from UTC together with any ``day-start``."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one bound to another; each is a whole local day, an instant, or open.

    Whole days are days of the zone that held when a span was recorded, so that a day abroad
    is still that day after the journey home. Instants are the same everywhere.

    Attributes:
        first_day, last_day: day numbers, both included.
        from_ms: first instant, included. to_ms: last instant, excluded. Milliseconds UTC.
    """

    first_day: int | None = None
    last_day: int | None = None
    from_ms: int | None = None
    to_ms: int | None = None

    @property
    def whole_days(self) -> bool:
        """Whether no bound lies inside a day."""
        return self.from_ms is None and self.to_ms is None

    def window(self, offset_s: int, day_start_ms: int) -> tuple[int, int]:
        """First and last instant (excluded) of the period for spans of one offset."""
        low, high = -(1 << 62), 1 << 62
        shift = day_start_ms - offset_s * 1000
        if self.first_day is not None:
            low = self.first_day * DAY_MS + shift
        if self.from_ms is not None:
            low = max(low, self.from_ms)
        if self.last_day is not None:
            high = (self.last_day + 1) * DAY_MS + shift
        if self.to_ms is not None:
            high = min(high, self.to_ms)
        return low, high

    def reach(self) -> tuple[int, int]:
        """Instants between which all of the period lies, whatever the offset."""
        low, high = self.window(0, 0)
        if self.first_day is not None and self.from_ms is None:
            low -= _WIDEST_OFFSET_MS
        if self.last_day is not None and self.to_ms is None:
            high += 2 * _WIDEST_OFFSET_MS
        return low, high
