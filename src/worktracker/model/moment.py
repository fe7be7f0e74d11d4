"""A moment as the computer's three clocks show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of all three clocks, in milliseconds.

    Attributes:
        wall_ms: milliseconds since 1970-01-01T00:00Z; can be set by hand.
        awake_ms: CLOCK_MONOTONIC; stands still while the machine sleeps.
        boot_ms: CLOCK_BOOTTIME; goes on while the machine sleeps.
    """

    wall_ms: int
    awake_ms: int
    boot_ms: int

    def earlier(self, by_ms: int) -> Moment:
        """The moment ``by_ms`` ago, taking it that the machine was awake and no clock was set."""
        return Moment(self.wall_ms - by_ms, self.awake_ms - by_ms, self.boot_ms - by_ms)
