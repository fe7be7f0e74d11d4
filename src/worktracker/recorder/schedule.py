"""Whether the user's hours let record at the moment, and until when that holds."""

from __future__ import annotations

from collections.abc import Callable

from worktracker.model.hours import ALWAYS, Hours
from worktracker.model.span import Zone


class Schedule:
    """The hours as time goes by, and the user's word against them.

    Args:
        zone_at: the zone and offset at an instant.
    """

    def __init__(self, zone_at: Callable[[int], Zone], hours: Hours = ALWAYS) -> None:
        self._zone_at = zone_at
        self._hours = hours
        self._inside = True
        self._anyway = False
        self._turn_ms: int | None = None
        self._zone: Zone | None = None

    @property
    def lets(self) -> bool:
        """Whether recording may be, as far as the hours go."""
        return self._inside or self._anyway

    @property
    def inside(self) -> bool:
        """Whether it is within the hours, whatever the user has said since."""
        return self._inside

    @property
    def turn_ms(self) -> int | None:
        """The next instant (wall, ms) at which the hours begin or end; None if they never do."""
        return self._turn_ms

    def is_due(self, wall_ms: int) -> bool:
        """Whether :meth:`follow` would find something new: the zone has changed, or nothing is known yet."""
        return not self._hours.always and self._zone_at(wall_ms) != self._zone

    def follow(self, wall_ms: int) -> bool:
        """See what holds at an instant; whether recording may be now and might not before, or the reverse."""
        before = self.lets
        zone = self._zone_at(wall_ms)
        if self._turn_ms is not None and wall_ms >= self._turn_ms:
            self._anyway = False  # the user's word holds until the hours would have begun
        self._zone = zone
        self._inside = self._hours.hold_at(wall_ms, zone.offset_s)
        self._anyway = self._anyway and not self._inside
        self._turn_ms = self._hours.next_change(wall_ms, self._zone_at)
        return self.lets is not before

    def change(self, hours: Hours, wall_ms: int) -> bool:
        """Other hours hold from now on; returns as :meth:`follow`."""
        self._hours = hours
        self._turn_ms = None
        return self.follow(wall_ms)

    def let(self) -> bool:
        """Record although it is outside the hours; whether that was needed."""
        needed = not self.lets
        self._anyway = self._anyway or needed
        return needed

    def take_back(self) -> None:
        """The user's word against the hours holds no more."""
        self._anyway = False
